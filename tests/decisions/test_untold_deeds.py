"""Deeds that nobody told, by which what was due would have been done in time."""

from __future__ import annotations

import pytest

from commonweal.decisions import (
    PreparedTarget,
)
from commonweal.decisions._norm_findings import NormsHere
from commonweal.decisions._untold_deeds import untold_deeds
from commonweal.testing._decisions import AT, UNTIL, DecisionWorld

BEFORE, AFTER = "2026-05-31T23:59:59Z", "2026-07-01T00:00:01Z"


@pytest.mark.parametrize("ended", [False, True])
def test_what_others_missed_is_looked_at_where_a_norm_in_force_follows_it(ended: bool) -> None:
    """What hung on it before that norm ended is nobody's question now."""
    world = DecisionWorld().option("do", "draw").option("wait")
    world.norm("report", "obliged", "report", deadline="2021-01-01T00:00:00Z")
    until = {"in_force_until": "2022-01-01T00:00:00Z"} if ended else {}
    upon = {"norm": "report", "by": "anyone"}
    world.norm("keep", "forbidden", "draw", upon_breach=upon, **until)
    world.claims("village", "company")
    inputs, target = world.documents()
    prepared = PreparedTarget(target)
    here = NormsHere(prepared, inputs)

    found = untold_deeds(prepared.norms, inputs.situation, here, prepared.norms.norms.values())

    others = {each.party for each in found} - {"agent"}
    assert (set() if ended else {"village"}) == others


def test_a_deed_that_nobody_told_would_be_toward_whom_it_is_owed_for_certain() -> None:
    """Not toward oneself; toward one of whom it is open only where there is no other."""
    world = DecisionWorld().option("do", "draw").option("wait")
    deadline = {"deadline": "2021-01-01T00:00:00Z"}
    world.norm("report", "obliged", "report", counterparty="neighbour", **deadline)
    world.claims("agent", "neighbour").claims("village", "neighbour")
    inputs, target = world.documents()
    prepared = PreparedTarget(target)
    here = NormsHere(prepared, inputs)

    found = untold_deeds(prepared.norms, inputs.situation, here, prepared.norms.norms.values())

    assert [("agent", "village")] == [(each.party, each.toward) for each in found]


def found_in(world: DecisionWorld) -> list[tuple[str, str, str | None, str]]:
    """Return of each untold deed its norm, its party, toward whom it is, and when."""
    inputs, target = world.documents()
    prepared = PreparedTarget(target)
    here = NormsHere(prepared, inputs)
    found = untold_deeds(prepared.norms, inputs.situation, here, prepared.norms.norms.values())
    return [(each.norm, each.party, each.toward, each.at) for each in found]


@pytest.mark.parametrize(
    ("deadline", "at"),
    [
        ("2021-01-01T00:00:00Z", "2021-01-01T00:00:00Z"),
        (AT, AT),
        ("2026-06-15T00:00:00Z", AT),
        (UNTIL, AT),
        (AFTER, None),
    ],
)
def test_an_untold_deed_was_by_the_deadline_and_before_the_decision(
    deadline: str, at: str | None
) -> None:
    """What is due in the window may have been done by now; what is due later is not looked at."""
    world = DecisionWorld().option("wait").norm("report", "obliged", "report", deadline=deadline)

    assert ([] if at is None else [("report", "agent", None, at)]) == found_in(world)


def test_a_deed_that_is_owed_to_nobody_there_could_not_have_been_done() -> None:
    """Where no party but the one who owes it may be in the role it is owed to, there is none."""
    world = DecisionWorld().option("wait")
    deadline = {"deadline": "2021-01-01T00:00:00Z"}
    world.norm("report", "obliged", "report", counterparty="inspector", **deadline)

    assert [] == found_in(world)
    assert [] == found_in(world.claims("agent", "inspector"))
    found = found_in(world.claims("village", "inspector"))
    assert ["village"] == [toward for _, _, toward, _ in found]


@pytest.mark.parametrize(("deadline", "missed"), [(BEFORE, True), (AT, False)])
def test_what_is_due_at_the_very_moment_is_not_missed_yet(deadline: str, missed: bool) -> None:
    """Neither by others, on whose breach a norm hangs, nor for what is due upon that breach."""
    world = DecisionWorld().option("do", "draw").option("wait").claims("village", "company")
    world.norm("report", "obliged", "report", deadline=deadline)
    upon = {"norm": "report", "by": "anyone"}
    world.norm("keep", "forbidden", "draw", upon_breach=upon)
    world.norm("pay", "obliged", "pay-fee", upon_breach={"norm": "report"}, deadline=UNTIL)

    found = {(norm, party) for norm, party, *_ in found_in(world)}

    others = {("report", "village"), ("pay", "agent")} if missed else set()
    assert {("report", "agent"), *others} == found
