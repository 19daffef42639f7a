"""A charter before any case comes up: what cannot apply, yields, conflicts, or is left open."""

from __future__ import annotations

import random
from typing import Any

import networkx as nx
import pytest

from commonweal.decisions import PreparedTarget, option_statuses
from commonweal.documents import FactDeclaration
from commonweal.norms import (
    CharterCheck,
    CharterFinding,
    ContextOrder,
    IndexedNorm,
    NormIndex,
    PossibleWorlds,
    check_charter,
)
from commonweal.norms._charter_circles import circles
from commonweal.testing._decisions import DecisionWorld, said

DRY = {"kind": "equals", "fact": "dry", "value": True}
WET = {"kind": "not", "of": DRY}
ALWAYS_DRY = {"kind": "any", "of": [DRY, WET]}
ACTOR = {"kind": "occupies", "who": "actor", "role": "company"}
FACTS = {
    "dry": FactDeclaration(
        name="dry",
        type="boolean",
        text="It is dry.",
        by="registry",
        origin="person",
        said_at="2026-01-01T00:00:00Z",
    )
}


def charter(world: DecisionWorld, **options: Any) -> CharterCheck:
    """Return what is found in the norms of a world."""
    if not world.situation["options"]:
        world.option("wait")
    target = world.documents()[1]
    norms = (IndexedNorm.from_document(norm, card_of={}) for norm in target.norms)
    index = NormIndex(norms, target.authorities, target.norm_order)
    return check_charter(index, PossibleWorlds(FACTS, ContextOrder(target.contexts)), **options)


def found(world: DecisionWorld, kind: str) -> list[CharterFinding]:
    """Return the findings of a type."""
    return [finding for finding in charter(world).findings if finding.type == kind]


def test_norms_in_order_show_nothing() -> None:
    """One obliges where the other forbids, and never both."""
    world = DecisionWorld().norm("wet", "obliged", "draw", condition=WET)
    world.norm("dry", "forbidden", "draw", condition=DRY)

    assert () == charter(world).findings


def test_two_norms_of_one_level_and_day_conflict_where_both_apply() -> None:
    """The heating and the window: each is in order, and nothing tells which yields."""
    world = DecisionWorld().norm("heat", "obliged", "draw", condition=DRY)
    world.norm("close", "forbidden", "draw")
    world.target["norm_order"] = ["level", "priority", "date"]

    [finding] = found(world, "unsettled")

    assert ("close", "heat") == finding.norms
    assert finding.world is not None
    assert {"dry": True} == dict(finding.world.facts)


@pytest.mark.parametrize(
    "change",
    [
        {"condition": DRY},
        {"level": "supranational"},
        {"in_force_from": "2021-01-01T00:00:00Z"},
        {"priority": [{"over": "keep", "granted_by": "firm"}]},
        {"in_force_until": "2020-01-01T00:00:01Z", "in_force_from": "2019-01-01T00:00:00Z"},
    ],
)
def test_each_rule_of_the_order_settles_it(change: dict[str, Any]) -> None:
    """Specificity, level, date, priority; and norms that are never in force together."""
    world = DecisionWorld().norm("keep", "forbidden", "draw", condition=ALWAYS_DRY)
    if "in_force_until" in change:
        world.target["norms"][0]["in_force_from"] = "2020-01-01T00:00:01Z"
    world.norm("use", "obliged", "draw", **change)

    assert [] == found(world, "unsettled")


def test_in_different_places_norms_do_not_meet() -> None:
    """Each binds on its own bank."""
    world = DecisionWorld().norm("keep", "forbidden", "draw")
    world.norm("use", "obliged", "draw", level="supranational", issuer="left")
    world.target["norms"][1]["level"] = "organisational"
    powers = ["oblige", "forbid", "permit"]
    for issuer, bank in (("firm", "right"), ("left", "left")):
        world.target["authorities"].append(
            said(
                "authority", issuer=issuer, level="organisational", powers=powers, territory=[bank]
            )
        )
    world.target["authorities"] = [
        each for each in world.target["authorities"] if each.get("territory")
    ]

    assert [] == found(world, "unsettled")

    world.target["authorities"][1]["territory"].append("right")
    assert 1 == len(found(world, "unsettled"))


@pytest.mark.parametrize(
    ("condition", "exceptions", "why"),
    [
        ({"kind": "all", "of": [DRY, WET]}, [], "condition"),
        ({"kind": "not", "of": ACTOR}, [], "role"),
        (DRY, [{"when": DRY}], "exceptions"),
        (
            DRY,
            [{"when": WET}, {"when": ACTOR}],
            "exceptions",
        ),
    ],
)
def test_what_contradicts_itself_never_applies(
    condition: Any, exceptions: list[Any], why: str
) -> None:
    """By its condition, alone or in its own role, or since it is excepted wherever that holds."""
    world = DecisionWorld()
    world.norm("never", "forbidden", "draw", condition=condition, exceptions=exceptions)

    [finding] = charter(world).findings

    assert ("never_applies", ("never",), why) == (finding.type, finding.norms, finding.why)


@pytest.mark.parametrize(
    "followed",
    [{"condition": {"kind": "all", "of": [DRY, WET]}}, {"issuer": "registry"}, {}],
)
def test_upon_the_breach_of_what_nobody_can_break_nothing_applies(followed: dict[str, Any]) -> None:
    """Nor upon the breach of that; what follows a norm that can be broken is in order."""
    world = DecisionWorld().norm("first", "forbidden", "draw", **followed)
    world.norm("second", "obliged", "fill", upon_breach={"norm": "first"})
    world.norm("third", "forbidden", "sell", upon_breach={"norm": "second"})

    told = {(each.norms, each.why) for each in found(world, "never_applies")} - {
        (("first",), "condition")
    }

    assert ({(("second",), "breach"), (("third",), "breach")} if followed else set()) == told


@pytest.mark.parametrize(
    ("deadline", "why"),
    [("2019-12-31T00:00:00Z", "before"), ("2022-01-01T00:00:00Z", "after")],
)
def test_a_deadline_when_the_norm_is_not_in_force_is_told(deadline: str, why: str) -> None:
    """It cannot be kept in time, or missing it is no breach; the first moment in force is one."""
    until = {"in_force_until": "2022-01-01T00:00:00Z"}
    world = DecisionWorld().norm("late", "obliged", "draw", deadline=deadline, **until)
    world.norm("first", "obliged", "fill", deadline="2020-01-01T00:00:00Z", **until)
    world.norm("last", "obliged", "sell", deadline="2021-12-31T23:59:59Z", **until)

    told = [(each.norms, each.why) for each in found(world, "idle_deadline")]

    assert [(("late",), why)] == told


def test_a_norm_for_a_role_that_nobody_occupies_is_told_where_roles_are() -> None:
    """The role that it binds, and the one that it is about acts toward."""
    world = DecisionWorld().norm("keep", "forbidden", "draw", role="miller")
    world.norm("greet", "obliged", "greet", counterparty="neighbour").norm(
        "fill", "obliged", "fill"
    )

    told = [
        (each.norms, each.why)
        for each in charter(world, occupied={"company"}).findings
        if each.type == "unoccupied"
    ]

    assert [(("greet",), "neighbour"), (("keep",), "miller")] == told
    assert [] == found(world, "unoccupied")


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

    told = [names for names, finished in circles(over, lambda _: True) if finished]

    assert {*told} <= turned
    assert {n for c in turned for n in c} == {n for c in told for n in c}
    assert all(any(len(c) == min(len(o) for o in turned if n in o) for n in c) for c in told)
    assert [] == [*circles(over, lambda _: False)]


def test_a_search_that_is_too_long_is_not_taken_for_none() -> None:
    """Where nothing can be together among very many, the norms are told as undecided."""
    names = [f"n{number:02}" for number in range(30)]
    over = {one: [other for other in names if other != one] for one in names}

    assert [(tuple(names), False)] == [*circles(over, lambda _: False)]


def test_a_permission_under_a_higher_prohibition_always_yields() -> None:
    """Whoever may bind lower down permits nothing that is forbidden above, wherever it is."""
    world = DecisionWorld().norm("ban", "forbidden", "draw", level="supranational")
    world.norm("licence", "permitted", "draw", condition=DRY)

    assert [("licence", "ban")] == [each.norms for each in found(world, "always_yields")]


@pytest.mark.parametrize(
    "more",
    [
        {"condition": DRY},
        {"counterparty": "neighbour"},
        {"in_force_until": "2030-01-01T00:00:00Z"},
        {"role": "neighbour"},
        {"grounds": [{"norm": "licence"}]},
        {"exceptions": [{"when": WET}]},
    ],
)
def test_what_yields_only_now_and_then_is_not_told(more: dict[str, Any]) -> None:
    """The higher norm does not apply everywhere, or may be capped."""
    world = DecisionWorld().norm("ban", "forbidden", "draw", level="supranational", **more)
    world.norm("licence", "permitted", "draw")

    assert [] == found(world, "always_yields")


def test_what_beats_it_must_not_be_beaten() -> None:
    """The ban yields to a guarantee, so that the licence below may stand."""
    world = DecisionWorld().norm("ban", "forbidden", "draw")
    world.norm("licence", "permitted", "draw", level="individual")
    world.norm("right", "permitted", "draw", level="supranational", guaranteed=True)

    assert [("ban", "right")] == [each.norms for each in found(world, "always_yields")]


def test_an_issuer_without_authority_binds_nobody() -> None:
    """Beyond what it may bind, or where the act is reserved to another."""
    world = DecisionWorld().norm("keep", "forbidden", "draw", issuer="registry")
    world.norm("mine", "permitted", "declare")
    reserved = [{"actions": ["declare"], "to": "union"}]
    world.target["authorities"][0]["reserved"] = reserved

    assert [(("keep",), "authority"), (("mine",), "reserved")] == [
        (each.norms, each.why) for each in found(world, "binds_nobody")
    ]


def test_norms_ranked_above_one_another_contradict() -> None:
    """Each is validly ranked above the other."""
    world = DecisionWorld()
    for name, modality, over in (("keep", "forbidden", "use"), ("use", "obliged", "keep")):
        ranked = [{"over": over, "granted_by": "firm"}]
        world.norm(name, modality, "draw", priority=ranked)

    assert [("keep", "use")] == [each.norms for each in found(world, "opposed_priorities")]
    assert [] == found(world, "idle_priority")


@pytest.mark.parametrize(
    ("level", "grantor", "action"),
    [
        ("supranational", "firm", "draw"),
        ("supranational", "registry", "draw"),
        ("organisational", "firm", "other"),
    ],
)
def test_a_ranking_without_effect_is_told(level: Any, grantor: str, action: str) -> None:
    """Above a higher norm by the lower issuer or by nobody in power; or over what never meets."""
    world = DecisionWorld().norm("keep", "forbidden", action, level=level)
    world.norm("use", "obliged", "draw", priority=[{"over": "keep", "granted_by": grantor}])

    [finding] = found(world, "idle_priority")

    assert (("use", "keep"), grantor) == (finding.norms, finding.why)


def test_norms_that_are_each_others_ground_are_told() -> None:
    """A norm for the sake of a norm for its own sake."""
    world = DecisionWorld()
    for name, ground in (("one", "two"), ("two", "three"), ("three", "one"), ("four", "four")):
        world.norm(name, "forbidden", name, grounds=[{"norm": ground}])
    world.norm("five", "forbidden", "five", grounds=[{"norm": "one"}])

    circles = [each.norms for each in found(world, "cyclic_grounds")]

    assert [("four",), ("one", "three", "two")] == circles


def test_a_gap_is_shown_by_a_case_in_it() -> None:
    """Nothing is said of drawing where it is wet, and neither of acts toward somebody else."""
    world = DecisionWorld().norm("keep", "forbidden", "draw", condition=DRY)
    world.norm("greet", "obliged", "greet", counterparty="neighbour")

    [finding] = found(world, "gap")

    assert ("company draw", ("keep",)) == (finding.why, finding.norms)
    assert finding.world is not None
    assert {"dry": False} == dict(finding.world.facts)


def test_pairs_that_are_left_out_are_counted() -> None:
    """Nothing is told of always yielding then, since not all that may beat was looked at."""
    world = DecisionWorld().norm("ban", "forbidden", "draw", level="supranational")
    for number in range(5):
        world.norm(f"use-{number}", "permitted", "draw")

    check = charter(world, most_pairs=3)

    assert (3, 2) == (check.pairs_compared, check.pairs_left_out)
    assert () == check.findings
