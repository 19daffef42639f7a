"""A charter before any case comes up: what yields, conflicts, or is left open."""

from __future__ import annotations

from typing import Any

import pytest

from commonweal.testing._decisions import DecisionWorld, said

from .checked_charters import ALWAYS_DRY, DRY, WET, charter, found


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
