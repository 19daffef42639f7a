"""Which of two colliding norms yields: by level, priority, specificity, date, in a given order."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

from commonweal.documents import ALWAYS, Not, OrderRule, conjoined, implies
from commonweal.norms._authority import granting_rank

if TYPE_CHECKING:
    from collections.abc import Callable

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


class Defeats:
    """What becomes of collisions under one order. Each pair of norms is compared once and kept.

    Args:
        index: the norms, the authorities, and the order of rules.
    """

    def __init__(self, index: NormIndex) -> None:
        self._index = index
        self._known: dict[tuple[str, str], tuple[Defeat, ...]] = {}

    def between(self, one: IndexedNorm, other: IndexedNorm) -> tuple[Defeat, ...]:
        """Return the defeats between two norms: none if they do not collide, two if mutual."""
        key = (one.name, other.name)
        if key not in self._known:
            self._known[key] = _settle(self._index, one, other) if collide(one, other) else ()
        return self._known[key]


def collide(one: IndexedNorm, other: IndexedNorm) -> bool:
    """Return whether one forbids what the other obliges or permits, of the same action."""
    return one.action == other.action and (one.modality == "forbidden") != (
        other.modality == "forbidden"
    )


def narrower(one: IndexedNorm, other: IndexedNorm) -> bool:
    """Return whether ``one`` certainly applies only where ``other`` does.

    Sound and deliberately incomplete: see `commonweal.documents.implies`.
    """
    if other.counterparty not in {None, one.counterparty}:
        return False
    return implies(applicability(one), applicability(other))


def _settle(index: NormIndex, one: IndexedNorm, other: IndexedNorm) -> tuple[Defeat, ...]:
    for rule in index.order:
        winner = _RULES[rule](index, one, other)
        if winner is not None:
            return (Defeat(winner.name, (other if winner is one else one).name, rule),)
    return (Defeat(one.name, other.name, "none"), Defeat(other.name, one.name, "none"))


def _by_level(index: NormIndex, one: IndexedNorm, other: IndexedNorm) -> IndexedNorm | None:
    """A lower norm may forbid what a higher one merely permits; otherwise the higher one wins."""
    del index
    if one.rank == other.rank:
        return None
    higher, lower = (one, other) if one.rank > other.rank else (other, one)
    if higher.modality == "permitted" and not higher.guaranteed:
        return lower
    return higher


def _by_priority(index: NormIndex, one: IndexedNorm, other: IndexedNorm) -> IndexedNorm | None:
    claims = (ranks_above(index, one, other), ranks_above(index, other, one))
    if claims[0] == claims[1]:
        return None
    return one if claims[0] else other


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


def _by_specificity(index: NormIndex, one: IndexedNorm, other: IndexedNorm) -> IndexedNorm | None:
    del index
    forward, backward = narrower(one, other), narrower(other, one)
    if forward == backward:
        return None
    return one if forward else other


def _by_date(index: NormIndex, one: IndexedNorm, other: IndexedNorm) -> IndexedNorm | None:
    del index
    if one.in_force_from == other.in_force_from:
        return None
    return max(one, other, key=lambda norm: norm.in_force_from)


_RULES: dict[OrderRule, Callable[[NormIndex, IndexedNorm, IndexedNorm], IndexedNorm | None]] = {
    "level": _by_level,
    "priority": _by_priority,
    "specificity": _by_specificity,
    "date": _by_date,
}


def applicability(norm: IndexedNorm) -> Condition:
    """Return where a norm applies to whom it binds: its condition, and none of its exceptions."""
    condition = ALWAYS if norm.condition is None else norm.condition
    return conjoined([condition, *(Not(of=exception) for exception in norm.exceptions)])
