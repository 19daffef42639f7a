"""What two versions of some norms say differently: acts whose status changes, found by search."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal, TypeAlias

from commonweal.documents import Not, Occupies
from commonweal.norms._act_judge import ActJudge, PlainAct
from commonweal.norms._cases import (
    MOST_SEARCHES,
    CaseSearch,
    act_of,
    either,
    least_act,
    occasions,
    plain_applicability,
    turns_of,
)
from commonweal.norms._defeat import Defeats, collide
from commonweal.norms._status import Status

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence

    from commonweal.documents import Condition, FactDeclaration
    from commonweal.norms._contexts import ContextOrder
    from commonweal.norms._index import IndexedNorm, NormIndex
    from commonweal.norms._status import JudgedOption

Conduct: TypeAlias = Literal["done", "left_undone"]


@dataclass(frozen=True, slots=True)
class NormVersion:
    """One of two versions of some norms."""

    index: NormIndex
    contexts: ContextOrder


@dataclass(frozen=True, slots=True)
class StatusChange:
    """An act that two versions judge differently: an example of what changed."""

    conduct: Conduct
    """Whether the act is done, or owed and left undone."""
    act: PlainAct
    """Nothing of it can be left out: then one of the versions would judge otherwise."""
    before: Status
    after: Status
    by_before: tuple[str, ...]
    """The norms of the first version that forbid it, or may."""
    by_after: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NormDifference:
    """What two versions of some norms say differently of acts about which all is known."""

    changes: tuple[StatusChange, ...]
    """An example of each change of status, for each act and roles of who acts: by these."""
    whole: bool
    """Whether every case was looked at."""
    cases: int
    """How many cases were looked at, in which some norm applies that is not the same in both."""

    @property
    def answer(self) -> Literal["differs", "none", "none_found"]:
        """Whether they differ: ``none`` is proved, ``none_found`` only that the search found none.

        Examples are examples: that a change has none proves that there is none only where the
        search was `whole`.
        """
        if self.changes:
            return "differs"
        return "none" if self.whole else "none_found"


def norm_difference(
    before: NormVersion,
    after: NormVersion,
    facts: Mapping[str, FactDeclaration],
    *,
    at: str | None = None,
    most_searches: int = MOST_SEARCHES,
) -> NormDifference:
    """Return the acts that two versions of some norms judge differently, with examples.

    Two acts to which the same norms of both versions apply have the same statuses, so that one case
    of each is enough: they are found with `CaseSearch`, at each moment at which a norm comes into
    force, ends or falls due, and in each territory. Every example has been judged by `ActJudge` of
    both versions. What is left undone is looked at too, by whom it is owed to.

    What is not known of an act may make a difference where no known fact does; appraisals, which
    set a norm's letter against what it is for, are no part of an act.

    Args:
        before: the first version.
        after: the second.
        facts: the declared facts by name.
        at: the only moment to look at; all moments if nothing is said.
        most_searches: how many worlds are searched for at most.

    Cost: for each act, moment and place with another set of norms, a search for each case: at most
    exponential in the norms about the act.
    """
    return _Difference(before, after, CaseSearch(facts, most=most_searches), at).found()


class _Difference:
    def __init__(
        self, before: NormVersion, after: NormVersion, search: CaseSearch, at: str | None
    ) -> None:
        self._sides = (_Side(before), _Side(after))
        self._search, self._at = search, at
        self._examples: dict[tuple[object, ...], StatusChange] = {}
        self._cases = 0

    def found(self) -> NormDifference:
        """Return the difference."""
        indexes = [side.index for side in self._sides]
        for action in sorted({name for index in indexes for name in index.by_action}):
            for at, place in self._occasions(action):
                self._look(action, at, place)
        changes = (self._examples[key] for key in sorted(self._examples, key=repr))
        return NormDifference(tuple(changes), self._search.whole, self._cases)

    def _occasions(self, action: str) -> Iterator[tuple[str, str | None]]:
        """Return a moment and a place for each two sets of norms that bind, and are due, there."""
        norms = [n for side in self._sides for n in side.index.by_action.get(action, ())]
        moments = {at for norm in norms for at in turns_of(norm, due=True)}
        territories = [place for side in self._sides for place in side.index.places]

        def alike(at: str, place: str | None) -> Hashable:
            bound = [side.judge.eligible(action, at, place) for side in self._sides]
            return tuple(
                (names, frozenset(n for n in names if _is_due(side.index.norms[n], at)))
                for side, names in zip(self._sides, bound, strict=True)
            )

        return occasions({self._at} if self._at else moments, territories, alike)

    def _look(self, action: str, at: str, place: str | None) -> None:
        bound = [
            {name: side.index.norms[name] for name in side.judge.eligible(action, at, place)}
            for side in self._sides
        ]
        changed = self._changed(*bound)
        if not changed:
            return
        # The norms that are not the same come first: what follows is only about where they apply.
        names = [*changed, *sorted((bound[0].keys() | bound[1].keys()) - set(changed))]
        where = [
            side.where(norms[name])
            for name in names
            for side, norms in zip(self._sides, bound, strict=True)
            if name in norms
        ]
        some = either(
            side.where(norms[name])
            for name in changed
            for side, norms in zip(self._sides, bound, strict=True)
            if name in norms
        )
        for world in self._search.cases([some], where):
            self._take("done", act_of(world, action, at, place))
        everybody = _acted_on([*where])
        for toward in self._owed_to(bound, at):
            given = [some, *_acted_on_is(toward, everybody)]
            for world in self._search.cases(given, where):
                act = act_of(world, action, at, place)
                self._take("left_undone", replace(act, toward=toward and frozenset({toward})))

    def _changed(
        self, before: Mapping[str, IndexedNorm], after: Mapping[str, IndexedNorm]
    ) -> list[str]:
        """Return the norms that are in one version only, differ, or yield otherwise."""
        first, second = self._sides
        both = before.keys() & after.keys()
        changed = {*(before.keys() ^ after.keys())}
        changed |= {n for n in both if first.said(before[n]) != second.said(after[n])}
        same = sorted(both - changed)
        for one in same:
            for other in same:
                if one < other and collide(before[one], before[other]):
                    settled = first.defeats.between(before[one], before[other])
                    if settled != second.defeats.between(after[one], after[other]):
                        changed |= {one, other}
        return sorted(changed)

    def _owed_to(self, bound: Sequence[Mapping[str, IndexedNorm]], at: str) -> list[str | None]:
        owed = {
            norm.counterparty
            for norms in bound
            for norm in norms.values()
            if norm.modality == "obliged" and _is_due(norm, at)
        }
        return sorted(owed, key=lambda role: role or "")

    def _take(self, conduct: Conduct, act: PlainAct) -> None:
        self._cases += 1
        before, after = self._statuses(conduct, act)
        if before != after:
            least = least_act(
                act,
                lambda less: self._statuses(conduct, less) == (before, after),
                keep_toward=conduct == "left_undone",
            )
            change = self._described(conduct, least)
            key = (least.action, conduct, tuple(sorted(least.roles)), before, after)
            if key not in self._examples or _size(least) < _size(self._examples[key].act):
                self._examples[key] = change

    def _statuses(self, conduct: Conduct, act: PlainAct) -> tuple[Status, Status]:
        before, after = (side.judged(conduct, act).status for side in self._sides)
        return before, after

    def _described(self, conduct: Conduct, act: PlainAct) -> StatusChange:
        before, after = (side.judged(conduct, act) for side in self._sides)
        return StatusChange(
            conduct, act, before.status, after.status, _norms_of(before), _norms_of(after)
        )


class _Side:
    """One version, ready to be asked."""

    def __init__(self, version: NormVersion) -> None:
        self.index, self._contexts = version.index, version.contexts
        self.judge = ActJudge(version.index, version.contexts, check_names=False)
        self.defeats = Defeats(version.index)
        self._where: dict[str, Condition] = {}

    def where(self, norm: IndexedNorm) -> Condition:
        """Return where a norm applies to a plain act."""
        if norm.name not in self._where:
            self._where[norm.name] = plain_applicability(norm, self._contexts)
        return self._where[norm.name]

    def said(self, norm: IndexedNorm) -> tuple[object, ...]:
        """Return what a norm says of an act by itself; how it fares beside others is not in it."""
        grounds = (bool(norm.card_grounds), norm.norm_grounds)
        said = (norm.modality, norm.role, norm.counterparty, norm.deadline, grounds)
        return (*said, self.where(norm))

    def judged(self, conduct: Conduct, act: PlainAct) -> JudgedOption:
        """Return what this version says of an act."""
        if conduct == "done":
            return self.judge.judge(act)
        return self.judge.judge_left_undone(act)


def _is_due(norm: IndexedNorm, at: str) -> bool:
    return norm.deadline is None or norm.deadline <= at


def _acted_on(conditions: Iterable[Condition]) -> list[str]:
    """Return the roles that conditions ask of the one acted on."""
    found: set[str] = set()
    waiting = [*conditions]
    while waiting:
        condition = waiting.pop()
        waiting += condition.parts
        if isinstance(condition, Occupies) and condition.who == "counterparty":
            found.add(condition.role)
    return sorted(found)


def _acted_on_is(toward: str | None, roles: Iterable[str]) -> Iterator[Condition]:
    """Yield that the one acted on is in one role and no other; in none for None."""
    if toward is not None:
        yield Occupies(who="counterparty", role=toward)
    for role in roles:
        if role != toward:
            yield Not(of=Occupies(who="counterparty", role=role))


def _norms_of(judged: JudgedOption) -> tuple[str, ...]:
    return tuple(sorted(judged.broken_norms.certain or judged.broken_norms.maybe))


def _size(act: PlainAct) -> tuple[int, str]:
    parts = (act.facts, act.facts_before, act.contexts, act.roles, act.toward or (), act.broken)
    return sum(map(len, parts)), repr(_sorted(act))


def _sorted(act: PlainAct) -> tuple[object, ...]:
    roles = (sorted(act.roles), sorted(act.toward or ()))
    named = (*roles, sorted(act.contexts), sorted(act.broken))
    values = (sorted(act.facts.items()), sorted(act.facts_before.items()))
    return (*named, *values, act.at, act.place or "")
