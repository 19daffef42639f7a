"""Which of two colliding norms yields: by level, priority, specificity, date, in a given order."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

from commonweal.documents import ALWAYS, NormalForm, Not, OrderRule, conjoined
from commonweal.norms._authority import granting_rank

if TYPE_CHECKING:
    from commonweal.documents import Condition
    from commonweal.norms._index import IndexedNorm, NormIndex

DefeatRule: TypeAlias = OrderRule | Literal["none"]


@dataclass(frozen=True, slots=True)
class Defeat:
    """One norm defeats another, by the first rule of the declared order that tells them apart."""

    winner: str
    loser: str
    rule: DefeatRule
    """``none`` where no rule decides: then each defeats the other."""
    restricts: bool = False
    """Whether a lower norm forbids what a higher one merely permits: the higher one stands still.

    So a permission that lifts a ban of its own level lifts it also where someone below forbids the
    same.
    """


class Defeats:
    """What becomes of collisions under one order. Each pair of norms is compared once and kept.

    Args:
        index: the norms, the authorities, and the order of rules.
    """

    def __init__(self, index: NormIndex) -> None:
        self._index = index
        self._known: dict[tuple[str, str], tuple[Defeat, ...]] = {}
        self._forms: dict[str, NormalForm] = {}

    def between(self, one: IndexedNorm, other: IndexedNorm) -> tuple[Defeat, ...]:
        """Return the defeats between two norms: none if they do not collide, two if mutual."""
        key = (one.name, other.name)
        if key not in self._known:
            self._known[key] = self._settled(one, other) if collide(one, other) else ()
        return self._known[key]

    def narrower(self, one: IndexedNorm, other: IndexedNorm) -> bool:
        """Return whether ``one`` certainly applies only where ``other`` does.

        Sound and deliberately incomplete: see `commonweal.documents.implies`.
        """
        if other.counterparty not in {None, one.counterparty}:
            return False
        if other.upon is not None and _follows(other) != _follows(one):
            return False
        return self._form(one).implies(self._form(other))

    def _form(self, norm: IndexedNorm) -> NormalForm:
        if norm.name not in self._forms:
            self._forms[norm.name] = NormalForm.of(applicability(norm))
        return self._forms[norm.name]

    def _settled(self, one: IndexedNorm, other: IndexedNorm) -> tuple[Defeat, ...]:
        for rule in self._index.order:
            winner = self._winner(rule, one, other)
            if winner is not None:
                loser = other if winner is one else one
                restricts = rule == "level" and winner.rank < loser.rank
                return (Defeat(winner.name, loser.name, rule, restricts),)
        return (Defeat(one.name, other.name, "none"), Defeat(other.name, one.name, "none"))

    def _winner(self, rule: OrderRule, one: IndexedNorm, other: IndexedNorm) -> IndexedNorm | None:
        match rule:
            case "level":
                return _by_level(one, other)
            case "priority":
                claims = (
                    ranks_above(self._index, one, other),
                    ranks_above(self._index, other, one),
                )
            case "specificity":
                claims = (self.narrower(one, other), self.narrower(other, one))
            case "date":
                claims = (
                    one.in_force_from > other.in_force_from,
                    other.in_force_from > one.in_force_from,
                )
        if claims[0] == claims[1]:
            return None
        return one if claims[0] else other


def _follows(norm: IndexedNorm) -> tuple[str | None, bool]:
    return norm.upon, norm.upon_anyone


def collide(one: IndexedNorm, other: IndexedNorm) -> bool:
    """Return whether one forbids what the other obliges or permits, of the same action."""
    return one.action == other.action and (one.modality == "forbidden") != (
        other.modality == "forbidden"
    )


def _by_level(one: IndexedNorm, other: IndexedNorm) -> IndexedNorm | None:
    """A lower norm may forbid what a higher one merely permits; otherwise the higher one wins."""
    if one.rank == other.rank:
        return None
    higher, lower = (one, other) if one.rank > other.rank else (other, one)
    if higher.modality == "permitted" and not higher.guaranteed:
        return lower
    return higher


def ranks_above(index: NormIndex, one: IndexedNorm, other: IndexedNorm) -> bool:
    """Return whether a norm is validly ranked above another.

    Within a level an issuer may rank its own norm; above that, only who stands above may.
    """
    for over, grantor in one.priorities:
        if over != other.name:
            continue
        if grantor == one.issuer:
            if one.rank == other.rank:
                return True
        else:
            rank = granting_rank(index, grantor)
            if rank is not None and rank > other.rank:
                return True
    return False


def applicability(norm: IndexedNorm) -> Condition:
    """Return where a norm applies to whom it binds: its condition, and none of its exceptions."""
    condition = ALWAYS if norm.condition is None else norm.condition
    return conjoined([condition, *(Not(of=exception) for exception in norm.exceptions)])
