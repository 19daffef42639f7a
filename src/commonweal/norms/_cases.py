"""The cases that norms tell apart: which of some conditions hold together, each with a world.

Two cases in which the same norms apply are one to the norms. All of them are found by taking one
condition after the other as holding and as failing, and giving up what has no model (the splitting
rule of M. Davis, G. Logemann and D. Loveland, A machine program for theorem-proving, 1962).
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from commonweal.documents import (
    All,
    Any,
    Before,
    Condition,
    Holds,
    KnownWorld,
    Not,
    Occupies,
    conjoined,
    evaluate,
)
from commonweal.norms._act_judge import PlainAct
from commonweal.norms._breach_clause import CaseContexts
from commonweal.norms._contexts import ContextOrder
from commonweal.norms._idle_norms import applies_to_somebody
from commonweal.norms._possible_world import PossibleWorlds

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence

    from commonweal.documents import FactDeclaration, FactValue
    from commonweal.norms._index import IndexedNorm

MOST_SEARCHES = 20_000
"""How many worlds are searched for before a search for cases is given up."""


class CaseSearch:
    """Searches for cases, which together may look for so many worlds.

    Args:
        facts: the declared facts by name; one that is not declared can have any value.
        most: how many worlds may be searched for.
    """

    def __init__(self, facts: Mapping[str, FactDeclaration], *, most: int = MOST_SEARCHES) -> None:
        self._worlds = PossibleWorlds(facts, ContextOrder(()))
        self._left = most
        self.whole = True
        """Whether nothing was given up so far: then what was not found is not there."""

    def find(self, conditions: Iterable[Condition]) -> KnownWorld | None:
        """Return a world in which all of some plain conditions hold, or None."""
        if self._left <= 0:
            self.whole = False
            return None
        self._left -= 1
        possible = self._worlds.find(conjoined(conditions))
        if possible.answer == "undecided":
            self.whole = False
        return possible.world

    def cases(
        self, given: Sequence[Condition], conditions: Iterable[Condition]
    ) -> Iterator[KnownWorld]:
        """Yield a world for each way in which some conditions hold and fail, where others hold.

        Args:
            given: plain conditions that hold in every case; see `plain`.
            conditions: plain conditions that make the difference.

        Cost: at most a search for a world for each case and condition.
        """
        apart = _each_once(conditions)
        world = self.find(given)
        waiting = [] if world is None else [(world, [*given], 0)]
        while waiting:
            world, settled, place = waiting.pop()
            if place == len(apart):
                yield world
                continue
            condition = apart[place]
            truth = evaluate(condition, world)
            for clause, wanted in ((Not(of=condition), "fails"), (condition, "holds")):
                taken = [*settled, clause]
                # A world that settles the condition is a case of it already.
                found = world if truth == wanted else self.find(taken)
                if found is not None:
                    waiting.append((found, taken, place + 1))


def _each_once(conditions: Iterable[Condition]) -> list[Condition]:
    found: list[Condition] = []
    for condition in conditions:
        if condition not in found:
            found.append(condition)
    return found


def plain(condition: Condition, contexts: ContextOrder) -> Condition:
    """Return a condition as a plain act sees it: who acts decides, and nobody else is there.

    A context holds because it is named or a narrower one is, so that what is left speaks of names
    alone; see `PlainAct`.
    """
    match condition:
        case Holds():
            named = {condition.context, *contexts.narrower_than(condition.context)}
            return either(Holds(context=name) for name in sorted(named))
        case Occupies(who="decider"):
            return Occupies(who="actor", role=condition.role)
        case Occupies(who="anyone"):
            who = (Occupies(who="actor", role=condition.role),)
            return either((*who, Occupies(who="counterparty", role=condition.role)))
        case Not():
            return Not(of=plain(condition.of, contexts))
        case Before():
            return Before(of=plain(condition.of, contexts))
        case All() | Any():
            return type(condition)(of=tuple(plain(part, contexts) for part in condition.of))
        case _:
            return condition


def either(conditions: Iterable[Condition]) -> Condition:
    """Return what holds where one of some conditions does, however many they are."""
    parts = tuple(conditions)
    return parts[0] if len(parts) == 1 else Not(of=conjoined(Not(of=part) for part in parts))


def plain_applicability(norm: IndexedNorm, contexts: ContextOrder) -> Condition:
    """Return where a norm applies to a plain act."""
    return plain(applies_to_somebody(norm), contexts)


def act_of(world: KnownWorld, action: str, at: str, place: str | None) -> PlainAct:
    """Return the act that a world of plain conditions is about."""
    held = [key for key, truth in world.occupations.items() if truth == "holds"]
    contexts, broken = CaseContexts.of(world)
    toward = frozenset(role for who, role in held if who == "counterparty")
    return PlainAct(
        action,
        at,
        roles=frozenset(role for who, role in held if who == "actor"),
        toward=toward or None,
        facts=dict(world.facts),
        facts_before=dict(world.facts_before),
        contexts=frozenset(name for name, truth in contexts.items() if truth == "holds"),
        place=place,
        broken=frozenset(norm for norm, truth in broken.items() if truth == "holds"),
    )


def least_act(
    act: PlainAct, keeps: Callable[[PlainAct], bool], *, keep_toward: bool = False
) -> PlainAct:
    """Return an act of which nothing can be left out without losing what it is an example of.

    Args:
        act: an example.
        keeps: whether an act is still an example.
        keep_toward: whether the one acted on stays as it is.
    """
    while (less := next(filter(keeps, _with_less(act, keep_toward=keep_toward)), None)) is not None:
        act = less
    return act


def _with_less(act: PlainAct, *, keep_toward: bool) -> Iterator[PlainAct]:
    """Yield the act with each thing left out that is said of it, one at a time."""
    for name in sorted(act.broken):
        yield replace(act, broken=frozenset(act.broken) - {name})
    for name in sorted(act.contexts):
        yield replace(act, contexts=frozenset(act.contexts) - {name})
    for name in sorted(act.facts_before):
        yield replace(act, facts_before=_without(act.facts_before, name))
    for name in sorted(act.facts):
        yield replace(act, facts=_without(act.facts, name))
    for role in sorted(() if keep_toward else act.toward or ()):
        yield replace(act, toward=frozenset(act.toward or ()) - {role} or None)
    for role in sorted(act.roles):
        yield replace(act, roles=frozenset(act.roles) - {role})


def _without(values: Mapping[str, FactValue], name: str) -> dict[str, FactValue]:
    return {key: value for key, value in values.items() if key != name}


def turns_of(norm: IndexedNorm, *, due: bool) -> Iterator[str]:
    """Yield the moments at which something changes about a norm.

    Args:
        norm: the norm.
        due: whether also what is due: on a deadline hangs what is left undone, and no act.
    """
    for moment in (norm.in_force_from, norm.in_force_until, norm.deadline if due else None):
        if moment is not None:
            yield moment


def occasions(
    moments: Iterable[str],
    territories: Iterable[str],
    alike: Callable[[str, str | None], Hashable],
) -> Iterator[tuple[str, str | None]]:
    """Yield a moment and a place, the first of all that are alike.

    Args:
        moments: at which something changes.
        territories: those to which some authority is bound; a place in none of them is looked at
            beside them.
        alike: what is the same of moments and places at which cases are the same.
    """
    known = sorted({*territories})
    places = [*known, somewhere_else(known)] if known else [None]
    seen = set()
    for at in sorted({*moments}):
        for place in places:
            what = alike(at, place)
            if what not in seen:
                seen.add(what)
                yield at, place


def somewhere_else(territories: Iterable[str]) -> str:
    """Return a name for a place that is none of some territories."""
    name = "elsewhere"
    while name in territories:
        name = f"{name}-still"
    return name
