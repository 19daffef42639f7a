"""Norms of a charter that prevail over one another in a circle."""

from __future__ import annotations

import random
from collections.abc import Sequence
from itertools import combinations
from typing import Any

import networkx as nx
import pytest

from commonweal.decisions import PreparedTarget, option_statuses
from commonweal.norms._charter_circles import DefeatCircle, circles
from commonweal.norms._possible_world import Possible
from commonweal.testing._decisions import DecisionWorld

from .checked_charters import DRY, WET, charter, found


def ring(length: int, **first: Any) -> DecisionWorld:
    """Return norms about one act, each ranked above the next, and the last above the first."""
    world = DecisionWorld()
    for number in range(length):
        over = [{"over": f"p{(number + 1) % length}", "granted_by": "firm"}]
        modality = "forbidden" if number % 2 else "permitted"
        world.norm(f"p{number}", modality, "draw", priority=over)
    world.target["norms"][0] |= first
    return world


@pytest.mark.parametrize("length", [4, 6, 10])
def test_priorities_in_a_circle_are_told_and_leave_the_act_in_dispute(length: int) -> None:
    """However long it is; and what prevails over one of them from outside is not in it."""
    world = ring(length).norm("above", "obliged", "draw", level="supranational")

    [circle] = found(world, "circular_priorities")

    assert tuple(f"p{number}" for number in range(length)) == circle.norms
    alone = ring(length).option("do", "draw").option("wait")
    inputs, target = alone.documents()
    assert "in_dispute" == option_statuses(PreparedTarget(target), inputs)["do"]


@pytest.mark.parametrize(
    "first",
    [
        {"condition": {"kind": "all", "of": [DRY, WET]}},
        {"in_force_from": "2019-01-01T00:00:00Z", "in_force_until": "2020-01-01T00:00:00Z"},
        {"modality": "obliged", "action": "sell"},
    ],
)
def test_priorities_that_lead_round_only_apart_are_no_circle(first: dict[str, Any]) -> None:
    """One of them never applies, or never when the others do, or is about something else."""
    assert [] == found(ring(4, **first), "circular_priorities")


def test_of_circles_that_share_norms_one_that_can_be_is_told() -> None:
    """The first short way round is by a norm that applies elsewhere; the other way is told."""
    world = ring(4)
    world.target["norms"][0]["condition"] = DRY
    world.target["norms"][2]["condition"] = WET
    over = {"over": "p3", "granted_by": "firm"}
    world.target["norms"][1]["priority"].append({"over": "q2", "granted_by": "firm"})
    world.norm("q2", "permitted", "draw", priority=[over])

    [circle] = found(world, "circular_priorities")

    assert ("p0", "p1", "q2", "p3") == circle.norms
    assert circle.world is not None
    assert {"dry": True} == dict(circle.world.facts)


def test_rules_of_different_kinds_lead_round_as_well() -> None:
    """By date, priority, specificity, and priority again."""
    world = DecisionWorld().norm("ban", "forbidden", "draw", in_force_from="2021-01-01T00:00:00Z")
    world.norm("grant", "permitted", "draw", priority=[{"over": "ban", "granted_by": "firm"}])
    world.norm("keep", "forbidden", "draw", condition=DRY)
    world.norm("use", "permitted", "draw", priority=[{"over": "keep", "granted_by": "firm"}])

    [circle] = found(world, "circular_priorities")

    assert ("ban", "use", "keep", "grant") == circle.norms


def test_what_only_restricts_a_higher_permission_leads_round_nowhere() -> None:
    """Priority within each level, and between them the prohibition, above and below: no circle."""
    world = DecisionWorld().norm("ban", "forbidden", "draw", level="supranational")
    above = [{"over": "ban", "granted_by": "union"}]
    world.norm("grant", "permitted", "draw", level="supranational", priority=above)
    world.norm("keep", "forbidden", "draw")
    world.norm("use", "permitted", "draw", priority=[{"over": "keep", "granted_by": "firm"}])

    assert [] == found(world, "circular_priorities")
    statuses = {s.option: s.status for s in world.option("draw", "draw").decide().statuses}
    assert "permitted" == statuses["draw"]


@pytest.mark.parametrize("seed", range(40))
def test_each_norm_that_is_led_round_is_told_of_in_a_shortest_circle(seed: int) -> None:
    """Against all circles of a random graph; no circle is told where none can be."""
    rng = random.Random(seed)
    names = "abcdef"
    over = {one: [o for o in names if o != one and rng.random() < 0.25] for one in names}
    every = {tuple(circle) for circle in nx.simple_cycles(nx.DiGraph(over))}
    turned = {(*c[c.index(min(c)) :], *c[: c.index(min(c))]) for c in every}

    told = [circle.norms for circle in circles(over, lambda _: Possible("yes"))]

    assert {*told} <= turned
    assert {n for c in turned for n in c} == {n for c in told for n in c}
    assert all(any(len(c) == min(len(o) for o in turned if n in o) for n in c) for c in told)
    assert [] == [*circles(over, lambda _: Possible("no"))]


def test_a_search_that_is_too_long_is_not_taken_for_none() -> None:
    """Where nothing can be together among very many, the norms are told as undecided."""
    names = [f"n{number:02}" for number in range(30)]
    over = {one: [other for other in names if other != one] for one in names}

    found = [*circles(over, lambda _: Possible("no"))]

    assert [DefeatCircle(tuple(names), "undecided")] == found


def test_where_all_ways_round_are_refused_no_more_is_asked_of_a_norm() -> None:
    """Each way among seven norms is looked at once, from its first norm, and none is left open."""
    names = "abcdefg"
    over = {one: [other for other in names if other != one] for one in names}

    assert [] == [*circles(over, lambda _: Possible("no"))]


def test_among_very_many_ways_a_short_one_is_found() -> None:
    """Forty norms of each kind; that of every two one prevails makes more paths than are tried."""
    rng = random.Random(3)
    kinds = ([f"f{number:02}" for number in range(40)], [f"p{number:02}" for number in range(40)])
    over: dict[str, list[str]] = {name: [] for name in (*kinds[0], *kinds[1])}
    for pair in ((one, other) for one in kinds[0] for other in kinds[1]):
        winner, loser = rng.sample(pair, 2)
        over[winner].append(loser)

    told = [*circles(over, lambda _: Possible("yes"))]

    assert {(4, "yes")} == {(len(circle.norms), circle.answer) for circle in told}
    assert {*over} == {name for circle in told for name in circle.norms}


def test_a_certain_circle_is_told_beside_one_that_is_not() -> None:
    """That the shortest way may be none hides no longer one that is one for certain."""
    over = {"a": ["b"], "b": ["c", "a"], "c": ["a"]}

    def together(names: Sequence[str]) -> Possible:
        return Possible("undecided" if len(names) == 2 else "yes")

    assert [DefeatCircle(("a", "b", "c"), "yes")] == [*circles(over, together)]


def test_a_norm_in_an_uncertain_circle_keeps_its_certain_one() -> None:
    """The first norm is in no other; the second is told of in a circle of its own."""
    over = {"a": ["b"], "b": ["a", "c"], "c": ["b"]}

    def together(names: Sequence[str]) -> Possible:
        return Possible("undecided" if "a" in names else "yes")

    told = [*circles(over, together)]

    assert [DefeatCircle(("a", "b"), "undecided"), DefeatCircle(("b", "c"), "yes")] == told


def test_a_circle_of_which_it_is_open_whether_it_can_be_is_not_taken_for_none() -> None:
    """One of its norms applies only if ten pigeons find nine holes, which takes too long to try."""
    holes = [[f"p{pigeon}-{hole}" for pigeon in range(10)] for hole in range(9)]
    somewhere = [
        {"kind": "any", "of": [{"kind": "equals", "fact": f, "value": True} for f in pigeon]}
        for pigeon in zip(*holes, strict=True)
    ]
    alone = [
        {
            "kind": "not",
            "of": {
                "kind": "all",
                "of": [{"kind": "equals", "fact": fact, "value": True} for fact in pair],
            },
        }
        for hole in holes
        for pair in combinations(hole, 2)
    ]
    parts = [{"kind": "all", "of": alone[start : start + 64]} for start in range(0, 405, 64)]
    world = ring(4, condition={"kind": "all", "of": [*somewhere, *parts]})

    told = {each.norms for each in charter(world).findings if each.type == "undecided"}

    assert ("p0", "p1", "p2", "p3") in told
    assert [] == found(world, "circular_priorities")
