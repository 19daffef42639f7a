"""Two versions of norms: which acts they judge differently, and that nothing is missed."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from commonweal.documents import AtLeast, Equals
from commonweal.norms import (
    ActJudge,
    CaseSearch,
    NormDifference,
    NormVersion,
    PlainAct,
    StatusChange,
    norm_difference,
)
from commonweal.testing._decisions import AT, DecisionWorld

from .small_charters import (
    COLD,
    DRY,
    FACTS,
    add_norm,
    every_act,
    random_norm,
    version,
    with_places_and_contexts,
)


def difference(before: DecisionWorld, after: DecisionWorld, **options: Any) -> NormDifference:
    """Return what two worlds' norms judge differently."""
    return norm_difference(version(before), version(after), FACTS, **options)


def random_versions(rng: random.Random) -> tuple[DecisionWorld, DecisionWorld]:
    """Return two charters that differ in a norm or two, in the order of rules, or in nothing."""
    number = rng.randint(1, 5)
    norms = [random_norm(rng, index, number) for index in range(number)]
    worlds = []
    for changed in (False, True):
        world = with_places_and_contexts()
        for index, fields in enumerate(norms):
            some = random_norm(rng, index, number) if changed and rng.random() < 0.3 else fields
            if not (changed and rng.random() < 0.1):
                add_norm(world, some)
        if changed and rng.random() < 0.2:
            world.target["norm_order"] = ["date", "level"]
        worlds.append(world)
    return worlds[0], worlds[1]


def judged(side: NormVersion, conduct: str, act: PlainAct) -> str:
    """Return what the engine says."""
    judge = ActJudge(side.index, side.contexts, check_names=False)
    return (judge.judge if conduct == "done" else judge.judge_left_undone)(act).status


@pytest.mark.parametrize("seed", range(40))
def test_no_change_of_status_is_missed(seed: int) -> None:
    """By all acts about which all is known: the same changes, and no others."""
    before, after = random_versions(random.Random(seed))
    judges = [
        ActJudge(side.index, side.contexts, check_names=False)
        for side in map(version, (before, after))
    ]

    found = difference(before, after)

    told = {(c.conduct, c.act.action, c.before, c.after) for c in found.changes}
    true = set()
    for conduct, act in every_act():
        method = "judge" if conduct == "done" else "judge_left_undone"
        first, second = (getattr(judge, method)(act).status for judge in judges)
        if first != second:
            true.add((conduct, act.action, first, second))
    assert found.whole
    assert true == told


@pytest.mark.parametrize("seed", range(40, 140))
def test_every_example_differs_by_the_engine_and_nothing_of_it_can_be_left_out(seed: int) -> None:
    """Both versions are asked about each example, and about it with each thing left out."""
    rng = random.Random(seed)
    before, after, found = versions_that_differ(rng)

    assert found.changes
    for change in found.changes:
        told = tuple(judged(side, change.conduct, change.act) for side in (before, after))
        assert (change.before, change.after) == told
        assert change.before != change.after
        for less in smaller(change):
            assert tuple(judged(side, change.conduct, less) for side in (before, after)) != told


def versions_that_differ(rng: random.Random) -> tuple[NormVersion, NormVersion, NormDifference]:
    """Return the next two charters that judge some act differently, and what they do."""
    while True:
        before, after = map(version, random_versions(rng))
        found = norm_difference(before, after, FACTS)
        if found.changes:
            return before, after, found


def smaller(change: StatusChange) -> Iterator[PlainAct]:
    """Yield the example's act with each thing left out that is said of it.

    Whom it is toward stays where it is left undone: it says to whom it is owed.
    """
    act = change.act
    for name in ("facts", "facts_before"):
        values = getattr(act, name)
        for fact in values:
            yield replace(act, **{name: {key: values[key] for key in values if key != fact}})
    for name in ("roles", "contexts"):
        for each in getattr(act, name):
            yield replace(act, **{name: frozenset(getattr(act, name)) - {each}})
    if change.conduct == "done":
        for role in act.toward or ():
            yield replace(act, toward=frozenset(act.toward or ()) - {role} or None)


@pytest.mark.parametrize("seed", range(140, 180))
def test_a_version_does_not_differ_from_itself(seed: int) -> None:
    """Proved without a search, since every norm is the same."""
    before, _ = random_versions(random.Random(seed))

    found = difference(before, before)

    assert ("none", 0) == (found.answer, found.cases)


def test_an_exception_changes_what_it_excepts_and_nothing_else() -> None:
    """A ban on drawing gets an exception for the cold: there it is permitted now."""
    before = DecisionWorld().norm("ban", "forbidden", "draw", condition=DRY)
    after = DecisionWorld().norm(
        "ban", "forbidden", "draw", condition=DRY, exceptions=[{"when": COLD}]
    )

    found = difference(before, after)

    (change,) = found.changes
    assert ("done", "forbidden", "permitted") == (change.conduct, change.before, change.after)
    assert (frozenset({"company"}), {"a": True, "b": True}) == (change.act.roles, change.act.facts)
    assert (("ban",), ()) == (change.by_before, change.by_after)
    assert found.whole


def test_the_same_said_otherwise_is_no_difference() -> None:
    """One ban in two halves: wherever all is known the verdicts are the same, and that is shown."""
    before = DecisionWorld().norm("ban", "forbidden", "draw", condition=DRY)
    cold = {"kind": "all", "of": [DRY, COLD]}
    mild = {"kind": "all", "of": [DRY, {"kind": "not", "of": COLD}]}
    after = DecisionWorld().norm("cold", "forbidden", "draw", condition=cold)
    after.norm("mild", "forbidden", "draw", condition=mild)

    found = difference(before, after)

    assert "none" == found.answer
    assert found.cases > 0


def test_an_obligation_that_is_dropped_changes_what_leaving_it_undone_is() -> None:
    """To do it was permitted and is; not to do it was forbidden."""
    before = DecisionWorld().norm("duty", "obliged", "draw", counterparty="neighbour")
    after = DecisionWorld()

    (change,) = difference(before, after).changes

    assert ("left_undone", "forbidden", "permitted") == (
        change.conduct,
        change.before,
        change.after,
    )
    assert frozenset({"neighbour"}) == change.act.toward


def test_a_search_that_is_given_up_proves_nothing() -> None:
    """With one search nothing is found, and that is not called no difference."""
    before = DecisionWorld().norm("ban", "forbidden", "draw", condition=DRY)
    after = DecisionWorld().norm("ban", "forbidden", "draw", condition=COLD)

    assert "none_found" == difference(before, after, most_searches=0).answer
    assert "differs" == difference(before, after).answer


def test_only_the_moment_that_is_asked_about_is_looked_at() -> None:
    """A norm that ended before is no difference any more."""
    ended = "2025-01-01T00:00:00Z"
    before = DecisionWorld().norm("ban", "forbidden", "draw", in_force_until=ended)

    assert "differs" == difference(before, DecisionWorld()).answer
    assert "none" == difference(before, DecisionWorld(), at=AT).answer


def test_cases_are_told_apart_by_the_conditions_and_all_of_them_are_found() -> None:
    """Three conditions of which the third follows from the first: six of eight ways."""
    wet = Equals(fact="wet", value=True)
    conditions = [AtLeast(fact="level", value=5), wet, AtLeast(fact="level", value=3)]
    search = CaseSearch({})

    cases = [*search.cases([], conditions)]

    assert 6 == len(cases)
    assert search.whole
