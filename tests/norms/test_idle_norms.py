"""Norms of a charter that bind nobody, never apply, or come too late."""

from __future__ import annotations

from typing import Any

import pytest

from commonweal.testing._decisions import DecisionWorld

from .checked_charters import ACTOR, DRY, WET, charter, found


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


def test_an_issuer_without_authority_binds_nobody() -> None:
    """Beyond what it may bind, or where the act is reserved to another."""
    world = DecisionWorld().norm("keep", "forbidden", "draw", issuer="registry")
    world.norm("mine", "permitted", "declare")
    reserved = [{"actions": ["declare"], "to": "union"}]
    world.target["authorities"][0]["reserved"] = reserved

    assert [(("keep",), "authority"), (("mine",), "reserved")] == [
        (each.norms, each.why) for each in found(world, "binds_nobody")
    ]


def test_all_that_hangs_on_one_idle_norm_is_told_however_far() -> None:
    """A chain of two hundred and a branch of it; what hangs on a norm that binds is in order."""
    world = DecisionWorld().norm("n000", "obliged", "a000", issuer="registry")
    for number in range(1, 200):
        followed = {"norm": f"n{number - 1:03}"}
        world.norm(f"n{number:03}", "obliged", f"a{number:03}", upon_breach=followed)
    world.norm("branch", "forbidden", "sell", upon_breach={"norm": "n099"})
    world.norm("leave", "permitted", "rest").norm(
        "vain", "obliged", "pay", upon_breach={"norm": "leave"}
    )
    world.norm("duty", "obliged", "report").norm(
        "due", "obliged", "explain", upon_breach={"norm": "duty"}
    )

    told = [each.norms[0] for each in found(world, "never_applies") if each.why == "breach"]

    assert ["branch", *(f"n{number:03}" for number in range(1, 200)), "vain"] == told


def test_a_role_that_acts_on_its_own_kind_is_told_once() -> None:
    """A norm of millers toward millers, where there are none, is one finding."""
    world = DecisionWorld().norm("greet", "obliged", "greet", role="miller", counterparty="miller")

    told = [each for each in charter(world, occupied=set()).findings if each.type == "unoccupied"]

    assert [(("greet",), "miller")] == [(each.norms, each.why) for each in told]
