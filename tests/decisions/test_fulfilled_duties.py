"""A duty that was fulfilled obliges to nothing more, and sets no prohibition aside."""

from __future__ import annotations

from typing import Any

import pytest

from commonweal.documents import Decision
from commonweal.testing._decisions import DecisionWorld

PAST, BEFORE, AFTER = "2026-05-01T00:00:00Z", "2026-04-01T00:00:00Z", "2026-05-20T00:00:00Z"


def owing(**duty: Any) -> DecisionWorld:
    """Return a duty to pay from above, over a ban to pay from below."""
    world = DecisionWorld().option("wait").option("pay", "pay")
    fields = {"deadline": PAST} | duty
    world.norm("owe", "obliged", "pay", "supranational", **fields)
    return world.norm("ban", "forbidden", "pay", "organisational")


def statuses(world: DecisionWorld) -> dict[str, tuple[str, tuple[str, ...]]]:
    """Return each option's status, with what it breaks or may break."""
    decision = world.decide()
    return {s.option: (s.status, s.broken + s.maybe_broken) for s in decision.statuses}


def open_deeds(decision: Decision) -> set[tuple[str | None, str | None]]:
    return {(each.deed, each.why) for each in decision.open if each.type == "deed"}


@pytest.mark.parametrize("deadline", [PAST, "2026-12-31T00:00:00Z"])
def test_what_is_due_sets_a_lower_ban_aside(deadline: str) -> None:
    """Also after the deadline, and though nobody says that it was not done yet."""
    world = owing(deadline=deadline)
    world.situation["until"] = "2027-01-01T00:00:00Z"

    assert {"pay": ("permitted", ()), "wait": ("forbidden", ("owe",))} == statuses(world)


@pytest.mark.parametrize("at", [BEFORE, AFTER])
def test_once_fulfilled_it_sets_nothing_aside(at: str) -> None:
    """To pay again is forbidden by the ban; in time or late makes no difference."""
    world = owing().deed("paid", "pay", at)

    assert {"pay": ("forbidden", ("ban",)), "wait": ("permitted", ())} == statuses(world)


@pytest.mark.parametrize(
    "deed",
    [
        {"at": "2019-01-01T00:00:00Z"},
        {"action": "sell"},
        {"actor": "village"},
        {"toward": "agent"},
        {"done": False},
    ],
)
def test_another_deed_fulfils_nothing(deed: dict[str, Any]) -> None:
    """Before the duty was in force, of another act, by or toward somebody else, or not done."""
    told = {"name": "it", "action": "pay", "at": BEFORE} | deed

    assert ("permitted", ()) == statuses(owing(counterparty="neighbour").deed(**told))["pay"]


def test_a_duty_without_a_deadline_is_due_in_every_situation_anew() -> None:
    """What was done before fulfils it no more than for then."""
    world = owing(deadline=None).deed("paid", "pay", BEFORE)

    assert ("permitted", ()) == statuses(world)["pay"]


def test_the_decider_s_own_word_that_it_paid_leaves_both_open() -> None:
    """It neither frees from the duty nor, by itself, makes the ban count for certain or not."""
    world = owing().deed("paid", "pay", BEFORE, by="agent")
    decision = world.decide()

    assert ("in_dispute", ("owe",)) == statuses(world)["wait"]
    assert statuses(world)["pay"][0] != "permitted"
    assert ("paid", "own_word") in open_deeds(decision)


def test_where_it_is_disputed_whether_it_was_done_so_is_what_the_ban_comes_to() -> None:
    """Two who are heard contradict one another."""
    world = owing().deed("paid", "pay", BEFORE)
    world.situation["deeds"][0]["claims"].append({"by": "firm", "done": False})

    assert ("in_dispute", ("ban",)) == statuses(world)["pay"]
    assert ("paid", "disputed") in open_deeds(world.decide())
