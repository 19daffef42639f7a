from typing import Any

import pytest

from commonweal.norms import Defeats
from commonweal.norms._index import IndexedNorm, NormIndex
from commonweal.testing._decisions import DecisionWorld

LOWEST_FIRST = ("individual", "organisational", "supranational")
DRY = {"kind": "equals", "fact": "dry", "value": True}
DEEP = {"kind": "equals", "fact": "deep", "value": True}


def defeats(world: DecisionWorld) -> set[tuple[str, str, str]]:
    """Return what becomes of the collision of the norms x and y: winner, loser, rule."""
    target = world.option("wait").documents()[1]
    norms = [IndexedNorm.from_document(each, card_of={}) for each in target.norms]
    found = Defeats(NormIndex(norms, target.authorities, target.norm_order)).between(*norms)
    return {(defeat.winner, defeat.loser, defeat.rule) for defeat in found}


def two(first: tuple[str, str], second: tuple[str, str], **fields: dict[str, Any]) -> DecisionWorld:
    """Return a world with a norm x and a norm y about one action."""
    world = DecisionWorld()
    world.norm("x", first[0], "divert", first[1], **fields.get("x", {}))
    return world.norm("y", second[0], "divert", second[1], **fields.get("y", {}))


@pytest.mark.parametrize(
    ("higher", "lower", "winner"),
    [
        ("forbidden", "obliged", "x"),
        ("obliged", "forbidden", "x"),
        ("forbidden", "permitted", "x"),
        ("permitted", "forbidden", "y"),
    ],
)
@pytest.mark.parametrize(("above", "below"), [(2, 1), (1, 0), (2, 0)])
def test_the_higher_level_wins_unless_it_merely_permits(
    higher: str, lower: str, winner: str, above: int, below: int
) -> None:
    """A lower norm may forbid what a higher one merely permits, and nothing else."""
    world = two((higher, LOWEST_FIRST[above]), (lower, LOWEST_FIRST[below]))

    loser = "y" if winner == "x" else "x"
    assert {(winner, loser, "level")} == defeats(world)


def test_a_guaranteed_permission_holds_against_lower_prohibitions() -> None:
    """What is guaranteed above no lower norm takes away."""
    world = two(
        ("permitted", "supranational"), ("forbidden", "organisational"), x={"guaranteed": True}
    )

    assert {("x", "y", "level")} == defeats(world)


def test_a_guaranteed_permission_yields_to_a_higher_prohibition() -> None:
    """A guarantee binds downwards only."""
    world = two(
        ("permitted", "organisational"), ("forbidden", "supranational"), x={"guaranteed": True}
    )

    assert {("y", "x", "level")} == defeats(world)


@pytest.mark.parametrize("pair", [("obliged", "permitted"), ("forbidden", "forbidden")])
def test_norms_that_can_all_be_kept_do_not_collide(pair: tuple[str, str]) -> None:
    """Only a prohibition collides, and only with an obligation or a permission."""
    world = two((pair[0], "organisational"), (pair[1], "supranational"))

    assert set() == defeats(world)


def test_within_a_level_an_issuer_may_rank_its_own_norm_above_another() -> None:
    """Priority within a level needs nobody else's grant."""
    world = two(
        ("forbidden", "organisational"),
        ("obliged", "organisational"),
        x={
            "priority": [
                {"over": "another", "granted_by": "union"},
                {"over": "y", "granted_by": "firm"},
            ]
        },
    )

    assert {("x", "y", "priority")} == defeats(world)


def test_priority_may_be_granted_from_above() -> None:
    """Who stands above both may say which of two lower norms comes first."""
    world = two(
        ("forbidden", "organisational"),
        ("obliged", "organisational"),
        y={"priority": [{"over": "x", "granted_by": "union"}]},
    )

    assert {("y", "x", "priority")} == defeats(world)


@pytest.mark.parametrize("order", [["priority", "level"], ["priority", "level", "date"]])
def test_nobody_ranks_itself_above_its_superior(order: list[str]) -> None:
    """A lower issuer's own priority over a higher norm is void, even where priority comes first."""
    world = two(
        ("permitted", "organisational"),
        ("forbidden", "supranational"),
        x={"priority": [{"over": "y", "granted_by": "firm"}]},
    )
    world.target["norm_order"] = order

    assert {("y", "x", "level")} == defeats(world)


def test_priority_granted_by_an_equal_who_is_not_the_issuer_is_void() -> None:
    """Somebody else of the same level grants nothing."""
    world = two(
        ("forbidden", "organisational"),
        ("obliged", "organisational"),
        x={"priority": [{"over": "y", "granted_by": "club"}]},
    )
    world.target["authorities"].append(world.target["authorities"][1] | {"issuer": "club"})

    assert {("x", "y", "none"), ("y", "x", "none")} == defeats(world)


def test_priorities_that_contradict_each_other_decide_nothing() -> None:
    """Two norms each validly ranked above the other are left to the next rule."""
    world = two(
        ("forbidden", "organisational"),
        ("obliged", "organisational"),
        x={"priority": [{"over": "y", "granted_by": "firm"}]},
        y={
            "priority": [{"over": "x", "granted_by": "union"}],
            "in_force_from": "2021-01-01T00:00:00Z",
        },
    )

    assert {("y", "x", "date")} == defeats(world)


def test_the_more_specific_norm_wins() -> None:
    """A norm that applies only where another does wins over it."""
    world = two(
        ("forbidden", "organisational"),
        ("permitted", "organisational"),
        x={"condition": DRY},
        y={"condition": {"kind": "all", "of": [DRY, DEEP]}},
    )

    assert {("y", "x", "specificity")} == defeats(world)


def test_an_exception_makes_a_norm_more_specific() -> None:
    """What is excepted narrows a norm as a condition does."""
    world = two(
        ("forbidden", "organisational"),
        ("permitted", "organisational"),
        x={"condition": DRY, "exceptions": [{"when": DEEP}]},
        y={"condition": DRY},
    )

    assert {("x", "y", "specificity")} == defeats(world)


def test_a_norm_about_one_counterparty_is_more_specific_than_one_about_anybody() -> None:
    """Naming who is acted on narrows a norm."""
    world = two(
        ("forbidden", "organisational"),
        ("permitted", "organisational"),
        y={"counterparty": "neighbour"},
    )

    assert {("y", "x", "specificity")} == defeats(world)


def test_norms_about_different_counterparties_are_not_compared() -> None:
    """Neither is narrower, whatever the conditions say."""
    world = two(
        ("forbidden", "organisational"),
        ("permitted", "organisational"),
        x={"counterparty": "neighbour"},
        y={"counterparty": "company", "condition": DRY},
    )

    assert {("x", "y", "none"), ("y", "x", "none")} == defeats(world)


def test_the_later_norm_wins_where_nothing_else_decides() -> None:
    """Date is the last rule of the default order."""
    world = two(
        ("forbidden", "organisational"),
        ("obliged", "organisational"),
        x={"in_force_from": "2022-01-01T00:00:00Z"},
    )

    assert {("x", "y", "date")} == defeats(world)


def test_where_no_rule_decides_each_defeats_the_other() -> None:
    """A collision that nothing settles is mutual."""
    world = two(("forbidden", "organisational"), ("obliged", "organisational"))

    assert {("x", "y", "none"), ("y", "x", "none")} == defeats(world)


def test_the_first_rule_of_the_declared_order_decides() -> None:
    """A study that puts date before level lets the later norm win."""
    world = two(
        ("forbidden", "supranational"),
        ("obliged", "organisational"),
        y={"in_force_from": "2022-01-01T00:00:00Z"},
    )
    world.target["norm_order"] = ["date", "level"]

    assert {("y", "x", "date")} == defeats(world)


def test_many_exceptions_are_compared_as_few_are() -> None:
    """More exceptions than one clause holds do not keep a norm from being compared."""
    excepted = [
        {"when": {"kind": "equals", "fact": f"fact-{number}", "value": True}}
        for number in range(70)
    ]
    world = two(
        ("forbidden", "organisational"), ("permitted", "organisational"), x={"exceptions": excepted}
    )

    assert {("x", "y", "specificity")} == defeats(world)
