"""Whether the norms of a compact keep within what stands above it, with a case where they do not.

Bounds are the norms of a higher level, and the norms of the compacts that it names as bounding it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

from commonweal.norms._act_judge import ActJudge, PlainAct
from commonweal.norms._authority import covering, reserved_to
from commonweal.norms._cases import (
    MOST_SEARCHES,
    CaseSearch,
    act_of,
    least_act,
    occasions,
    plain_applicability,
    turns_of,
)
from commonweal.norms._defeat import Defeats, collide
from commonweal.norms._index import NormIndex

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from commonweal.documents import Condition, FactDeclaration
    from commonweal.norms._contexts import ContextOrder
    from commonweal.norms._index import IndexedNorm
    from commonweal.norms._labels import Label

BoundFindingType: TypeAlias = Literal[
    "binds_nobody",
    "always_yields",
    "yields",
    "unsettled",
    "widens",
    "takes_away",
    "undecided",
]
"""What can keep norms from being adopted.

``binds_nobody``: no authority of its issuer covers the norm, or its act is reserved to another.
``always_yields``: whenever it applies, a norm that bounds it defeats it, and stands. ``yields``:
there is a case in which one does; not in all, unless ``undecided`` stands beside it. ``unsettled``:
there is one in which the two collide and nothing tells which yields. ``widens``: it permits or
obliges, and would beat a prohibition of a bounding compact. ``takes_away``: it forbids, and would
beat what a bounding compact obliges or guarantees. ``undecided``: the search was given up before
all was known of the two; what was found until then is told beside it.
"""


@dataclass(frozen=True, slots=True)
class BoundFinding:
    """One thing that keeps a norm from being adopted."""

    type: BoundFindingType
    norm: str
    bound: str = ""
    """The norm that bounds it; none of ``binds_nobody``."""
    why: str = ""
    """Of ``binds_nobody``: ``authority`` or ``reserved``."""
    case: PlainAct | None = None
    """An act on which both norms speak against one another, and the bounding one stands."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounded:
    """Whose norms are held against which bounds."""

    norms: frozenset[str]
    """Those of the compact, by name."""
    bounding: frozenset[str] = frozenset()
    """Those of the compacts that bound it, whatever their level."""
    replaced: frozenset[str] = frozenset()
    """Those in whose place it comes: they bound nothing."""
    term_from: str
    term_until: str | None = None


def check_bounds(
    index: NormIndex,
    contexts: ContextOrder,
    facts: Mapping[str, FactDeclaration],
    bounded: Bounded,
    *,
    most_searches: int = MOST_SEARCHES,
) -> tuple[BoundFinding, ...]:
    """Return what keeps a compact's norms from being adopted, by norm and what bounds it.

    A bound that other bounds defeat in a case is no bound there: whoever repeats an exception that
    a higher norm makes keeps within it. Nothing that only happens outside of the term counts, nor
    how the compact's norms fare among themselves; `check_charter` looks at that.

    Args:
        index: all norms of the study, the authorities, and the order of rules.
        contexts: how contexts lie within one another.
        facts: the declared facts by name.
        bounded: whose norms are looked at.
        most_searches: how many worlds are searched for at most, for each norm.

    What is found with few searches is found with more, but for what ``undecided`` stands beside.

    Cost: for each norm and each moment and place at which it binds, a search for a world for each
    bound that collides with it, and for more of them where that one is defeated.
    """
    names = sorted(bounded.norms & index.norms.keys())
    found: list[BoundFinding] = []
    for name in names:
        search = CaseSearch(facts, most=most_searches)
        found += _OneNorm(index, contexts, search, bounded, index.norms[name]).findings()
    return tuple(found)


class _OneNorm:
    """One norm of a compact, beside all that bounds it."""

    def __init__(
        self,
        index: NormIndex,
        contexts: ContextOrder,
        search: CaseSearch,
        bounded: Bounded,
        norm: IndexedNorm,
    ) -> None:
        self._norm, self._named, self._term = norm, bounded.bounding, bounded
        self._search, self._contexts, self._index = search, contexts, index
        own = bounded.norms | bounded.replaced
        self._bounds = {
            other.name: other
            for other in index.by_action.get(norm.action, ())
            if other.name not in own and (other.rank > norm.rank or other.name in self._named)
        }
        authorities = [each for given in index.authorities.values() for each in given]
        above = NormIndex(self._bounds.values(), authorities, index.order)
        beside = NormIndex([*self._bounds.values(), norm], authorities, index.order)
        self._above, self._beside = (
            ActJudge(some, contexts, check_names=False) for some in (above, beside)
        )
        self._places = index.places

    def findings(self) -> Iterator[BoundFinding]:
        """Yield all findings about the norm, by the name of what bounds it."""
        why = "reserved" if reserved_to(self._index, self._norm) else "authority"
        if why == "reserved" or not covering(self._index, self._norm):
            yield BoundFinding("binds_nobody", self._norm.name, why=why)
            return
        against = self._against()
        cases: dict[str, tuple[BoundFindingType, PlainAct]] = {}
        cut_short: set[str] = set()
        for at, place in self._occasions():
            eligible = self._eligible(at, place)
            for name in sorted(against.keys() & eligible - cases.keys()):
                case = self._case(name, at, place, eligible)
                if case is not None:
                    disputed = self._label(name, case) == "undecided"
                    cases[name] = ("unsettled" if disputed else against[name], case)
                    if disputed and not self._search.whole:
                        cut_short.add(name)
        winning = frozenset(name for name, (kind, _) in cases.items() if kind == "yields")
        always = bool(winning) and not self._is_ever_free(winning)
        if not self._search.whole:
            cut_short |= against.keys() - cases.keys() | (winning if always else frozenset())
        for name in sorted(against):
            if name in cases:
                kind, case = cases[name]
                if kind == "yields" and always and self._search.whole:
                    kind = "always_yields"
                yield BoundFinding(kind, self._norm.name, name, case=case)
            if name in cut_short:
                yield BoundFinding("undecided", self._norm.name, name)

    def _is_ever_free(self, winning: frozenset[str]) -> bool:
        """Return whether a case was found in which none of some bounds stands against the norm."""
        for at, place in self._occasions():
            rest = self._bounds_at(self._eligible(at, place))
            for world in self._search.cases([self._where(self._norm)], rest):
                act = act_of(world, self._norm.action, at, place)
                if all(self._stands(name, act) != "in" for name in winning):
                    return True
        return False

    def _bounds_at(self, eligible: Collection[str]) -> list[Condition]:
        return [self._where(self._bounds[n]) for n in sorted(self._bounds.keys() & eligible)]

    def _against(self) -> dict[str, BoundFindingType]:
        """Return the bounds that speak against the norm where both apply, and in which way."""
        defeats = Defeats(self._index)
        found: dict[str, BoundFindingType] = {}
        for name, other in self._bounds.items():
            if collide(self._norm, other):
                settled = defeats.between(self._norm, other)
                if len(settled) > 1:
                    found[name] = "unsettled"
                elif settled[0].winner == name:
                    found[name] = "yields"
                elif name in self._named and self._norm.modality != "forbidden":
                    found[name] = "widens"
                elif name in self._named and (other.guaranteed or other.modality == "obliged"):
                    found[name] = "takes_away"
        return found

    def _occasions(self) -> Iterator[tuple[str, str | None]]:
        """Yield a moment of the term and a place for each set of norms that bind with the norm."""
        norms = [self._norm, *self._bounds.values()]
        begins, ends = self._term.term_from, self._term.term_until
        moments = {begins, *(at for norm in norms for at in turns_of(norm, due=False))}
        within = (at for at in moments if begins <= at and (ends is None or at < ends))
        for at, place in occasions(within, self._places, self._eligible):
            if self._norm.name in self._eligible(at, place):
                yield at, place

    def _eligible(self, at: str, place: str | None) -> frozenset[str]:
        return self._beside.eligible(self._norm.action, at, place)

    def _case(
        self, name: str, at: str, place: str | None, eligible: Collection[str]
    ) -> PlainAct | None:
        """Return an act on which a bound stands against the norm, or may; nothing can be left out.

        One on which it certainly stands comes before one on which that is in dispute.
        """
        both = [self._where(self._norm), self._where(self._bounds[name])]
        rest, disputed = self._bounds_at(eligible), None
        for world in self._search.cases(both, rest):
            act = act_of(world, self._norm.action, at, place)
            label = self._stands(name, act)
            if label == "in":
                return self._least(name, act, label)
            if label == "undecided" and disputed is None:
                disputed = act
        return None if disputed is None else self._least(name, disputed, "undecided")

    def _least(self, name: str, act: PlainAct, label: Label) -> PlainAct:
        return least_act(act, lambda less: self._stands(name, less) == label)

    def _where(self, norm: IndexedNorm) -> Condition:
        return plain_applicability(norm, self._contexts)

    def _stands(self, name: str, act: PlainAct) -> Label | None:
        """Return how a bound fares where the norm certainly applies; None where it does not."""
        applies = any(
            judged.name == self._norm.name and judged.bearing.applies.strict == "holds"
            for judged in self._beside.judge(act).items[0].norms
        )
        return self._label(name, act) if applies else None

    def _label(self, name: str, act: PlainAct) -> Label | None:
        """Return how a bound fares among the bounds alone; None where it does not surely apply."""
        for judged in self._above.judge(act).items[0].norms:
            if judged.name == name and judged.bearing.applies.strict == "holds":
                return judged.defence
        return None
