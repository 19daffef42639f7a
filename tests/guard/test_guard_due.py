"""What is owed: doing nothing is judged too."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from commonweal.errors import InvalidDocument
from commonweal.guard import Guard, audit

MakeGuard = Callable[..., Guard]
SOON, LATER = "2026-06-03T00:00:00Z", "2026-06-03T09:00:00Z"


def noted(guard: Guard, stage: str) -> list[dict[str, Any]]:
    lines = (guard.folder / "calls.jsonl").read_text(encoding="utf-8").splitlines()
    return [record for line in lines if (record := json.loads(line))["stage"] == stage]


def test_what_falls_due_in_the_window_is_owed(make_guard: MakeGuard) -> None:
    """An obligation is told with its deadline once the window reaches it, and not before."""
    guard = make_guard()

    before = guard.due(until="2026-06-01T23:59:59Z")
    (owed,) = guard.due(until=SOON).obligations

    assert () == before.obligations
    assert ("report", "2026-06-02T00:00:00Z", True, False, "Late.") == (
        owed.norm,
        owed.deadline,
        owed.certain,
        owed.passed,
        owed.reparation,
    )
    assert [] == noted(guard, "omission")


def test_a_deadline_that_passes_is_an_omission_and_is_entered_once(
    make_guard: MakeGuard, clock: Any
) -> None:
    """Nobody called anything, and that is in the ledger too; after a new start no second time."""
    guard = make_guard()
    clock.at = LATER

    (omitted,) = guard.due().omitted
    guard.due()
    guard.close()
    again = make_guard()
    again.due()

    assert ("report", True) == (omitted.norm, omitted.passed)
    assert ["report"] == [record["norm"] for record in noted(again, "omission")]


def test_what_was_done_is_not_owed(make_guard: MakeGuard, clock: Any) -> None:
    """A call that came back does what was due, one that failed or was only let through does not."""
    guard = make_guard()
    intent = guard.judge("report", {})
    let_through = guard.due(until=SOON).obligations
    guard.finish(intent, error=RuntimeError("down"))
    failed = guard.due(until=SOON).obligations

    guard.call("report", {}, dict)
    clock.at = LATER

    assert 1 == len(let_through) == len(failed)
    assert () == guard.due().obligations


def test_what_was_done_before_the_obligation_began_does_not_do_it(
    make_guard: MakeGuard, target: dict[str, Any], clock: Any
) -> None:
    """An earlier report is not the one that is due."""
    target["norms"][2]["in_force_from"] = "2026-06-01T12:00:00Z"
    guard = make_guard(target=target)
    guard.call("report", {}, dict)
    clock.at = LATER

    assert ["report"] == [each.norm for each in guard.due().omitted]


@pytest.mark.parametrize(("to", "owed"), [("child", 0), ("mill", 1)])
def test_it_is_done_toward_whom_it_is_owed(
    to: str, owed: int, make_guard: MakeGuard, target: dict[str, Any], declaration: dict[str, Any]
) -> None:
    """Telling somebody else does not do it."""
    target["norms"][2]["counterparty"] = "minor"
    declaration["tools"][1]["toward"] = {"argument": "to"}
    guard = make_guard(target=target, declaration=declaration)
    guard.call("report", {"to": to}, dict)

    assert owed == len(guard.due(until=SOON).obligations)


def test_what_hangs_on_the_unknown_may_be_owed(
    make_guard: MakeGuard, target: dict[str, Any]
) -> None:
    """It is told as not certain, and is never entered as an omission."""
    target["norms"][2]["condition"] = {"kind": "equals", "fact": "asked", "value": True}
    guard = make_guard(target=target)

    (owed,) = guard.due(until=SOON).obligations

    assert not owed.certain


def test_while_something_is_overdue_only_that_is_let_through(
    make_guard: MakeGuard, clock: Any
) -> None:
    """Every other call leaves it undone; when it is done, the others are judged by themselves."""
    guard = make_guard()
    clock.at = LATER
    payment = {"to": "mill", "amount": 5}

    held = guard.judge("transfer", payment)
    done = guard.call("report", {}, dict)
    free = guard.judge("transfer", payment)

    assert ("refuse", ("none_permitted",)) == (held.outcome, held.decision.reasons)
    assert ("report",) == held.decision.statuses[0].broken
    assert done.carried_out
    assert "act" == free.outcome
    assert held.decision.target == free.decision.target == guard.target.sha256


@pytest.mark.parametrize("by", ["agent", "treasurer"])
def test_what_is_only_said_to_have_been_done_is_owed(
    by: str, make_guard: MakeGuard, clock: Any
) -> None:
    """An outcome that is not the guard's own word is entered as whose it is, and does nothing."""
    guard = make_guard()
    clock.at = LATER

    report = guard.judge("report", {})
    guard.finish_intent(report.record, result="done", by=by)
    held = guard.judge("transfer", {"to": "mill", "amount": 5})
    owed = [each.norm for each in guard.due().omitted]
    (entered,) = noted(guard, "outcome")
    report_of_audit = audit(guard.folder, declaration=guard.declaration, target=guard.target)

    assert ("refuse", ["report"]) == (held.outcome, owed)
    assert by == entered["by"]
    assert () == report_of_audit.findings


def test_considering_a_call_writes_nothing(make_guard: MakeGuard) -> None:
    """Neither a decision nor a record, whatever was done before."""
    guard = make_guard()
    guard.call("report", {}, dict)
    before = sorted((path, path.stat().st_mtime_ns) for path in guard.folder.rglob("*"))

    considered = guard.consider("transfer", {"to": "mill", "amount": 5})

    assert before == sorted((path, path.stat().st_mtime_ns) for path in guard.folder.rglob("*"))
    judged = guard.judge("transfer", {"to": "mill", "amount": 5})
    assert considered.target == judged.decision.target
    assert before != sorted((path, path.stat().st_mtime_ns) for path in guard.folder.rglob("*"))


def test_an_omission_that_is_asked_about_for_an_earlier_moment_is_in_order(
    make_guard: MakeGuard, clock: Any
) -> None:
    """What was done since does not count by then, and an audit finds nothing wrong."""
    guard = make_guard()
    clock.at = LATER
    guard.call("report", {}, dict)

    earlier = guard.due(at=SOON)
    report = audit(guard.folder, declaration=guard.declaration, target=guard.target)

    assert ["report"] == [each.norm for each in earlier.omitted]
    assert [LATER] == [record["said_at"] for record in noted(guard, "omission")]
    assert () == report.findings
    assert () == guard.due().obligations


def test_a_window_does_not_end_before_it_begins(make_guard: MakeGuard) -> None:
    """The dates are held to what dates can be."""
    with pytest.raises(InvalidDocument, match="window-backwards"):
        make_guard().due(at=LATER, until=SOON)
