"""What is owed once a deadline passed or a norm was broken, and what is owed time and again."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from commonweal.guard import Guard, GuardVerdict, audit
from commonweal.proof import checker
from commonweal.testing._decisions import said

MakeGuard = Callable[..., Guard]
Content = dict[str, Any]
AFTER, DUE, OVERDUE = "2026-06-03T09:00:00Z", "2026-06-05T00:00:00Z", "2026-06-06T09:00:00Z"
PAYMENT = {"to": "mill", "amount": 5}


def norm(name: str, modality: str, action: str, **more: Any) -> Content:
    return said(
        "norm",
        name=name,
        text=name,
        role="company",
        modality=modality,
        action=action,
        level="organisational",
        issuer="firm",
        in_force_from="2020-01-01T00:00:00Z",
        source={"type": "law"},
        **more,
    )


def with_explaining(declaration: Content) -> None:
    """Declare a tool that explains, like the one that reports."""
    report = declaration["tools"][1]
    declaration["tools"].append(report | {"name": "explain", "action": "explain"})


def broken(verdict: GuardVerdict) -> tuple[str, ...]:
    """Return the norms that a call breaks, or may break."""
    assert verdict.decision is not None
    (status,) = (each for each in verdict.decision.statuses if each.option == "call")
    return (*status.broken, *status.maybe_broken)


def checked(guard: Guard, count: int) -> None:
    """Hold so many decisions to the stand-alone checker, and the folder to an audit."""
    (path,) = (guard.folder / "decided").glob("*/decisions.jsonl")
    report = checker.check(path)
    assert ([], count) == (report.problems, len(path.read_bytes().splitlines()))
    findings = audit(guard.folder, declaration=guard.declaration, target=guard.target).findings
    assert {"no_outcome"} >= {finding.type for finding in findings}


@pytest.fixture
def explaining(target: Content, declaration: Content) -> Content:
    """Oblige whoever did not report in time to explain it by the fifth of June."""
    late = {"norm": "report"}
    target["norms"].append(norm("late", "obliged", "explain", upon_breach=late, deadline=DUE))
    with_explaining(declaration)
    return {"target": target, "declaration": declaration}


def test_a_deadline_that_passed_undone_obliges_to_what_is_due_upon_it(
    explaining: Content, make_guard: MakeGuard, clock: Any
) -> None:
    """Overdue is first the report, then the explanation; when both are done, all calls are free."""
    guard = make_guard(**explaining)
    found = []
    for at, tool in ((AFTER, "report"), (OVERDUE, "explain")):
        clock.at = at
        found.append(broken(guard.judge("transfer", PAYMENT)))
        assert guard.call(tool, {}, dict).carried_out
        found.append(broken(guard.judge("transfer", PAYMENT)))

    assert [("report",), (), ("late",), ()] == found
    checked(guard, 6)


def test_what_was_done_in_time_is_no_breach(
    explaining: Content, make_guard: MakeGuard, clock: Any
) -> None:
    """Whoever reported in time owes no explanation, also where another report comes late."""
    guard = make_guard(**explaining)
    guard.call("report", {}, dict)
    clock.at = AFTER
    guard.call("report", {}, dict)
    clock.at = OVERDUE

    free = guard.judge("transfer", PAYMENT)

    assert ("act", ()) == (free.outcome, broken(free))
    assert 2 == len(free.decision.justification.inputs.situation.deeds)
    checked(guard, 3)


def test_what_is_due_upon_a_breach_is_told_as_owed_and_is_no_omission(
    explaining: Content, make_guard: MakeGuard, clock: Any
) -> None:
    """It names what it follows; entered as let pass is only the report."""
    guard = make_guard(**explaining)
    clock.at = OVERDUE

    due = guard.due()

    assert [("report", None, True), ("late", "report", True)] == [
        (each.norm, each.upon_breach, each.passed) for each in due.obligations
    ]
    assert ["report"] == [each.norm for each in due.omitted]
    checked(guard, 1)


@pytest.mark.parametrize("order", [("report", "explain"), ("explain", "report")])
def test_of_two_that_are_overdue_at_once_either_may_come_first(
    order: tuple[str, str], explaining: Content, make_guard: MakeGuard, clock: Any
) -> None:
    """What was left undone, and what is due upon that: after both, all calls are free."""
    guard = make_guard(**explaining)
    clock.at = OVERDUE

    found = [guard.call(tool, {}, dict).verdict for tool in order]
    free = guard.judge("transfer", PAYMENT)

    left = {"report": "late", "explain": "report"}[order[0]]
    assert [("act", (left,)), ("act", ())] == [(each.outcome, each.still_due) for each in found]
    assert ("act", ()) == (free.outcome, broken(free))
    checked(guard, 3)


def test_a_call_that_turned_out_to_break_a_norm_is_made_good(
    make_guard: MakeGuard, target: Content, declaration: Content
) -> None:
    """A payment was released while nobody knew whether the account was frozen.

    Once it is known that it is, only an explanation is let through, and after that everything else.
    """
    frozen = {"norm": "frozen"}
    target["norms"].append(norm("explain", "obliged", "explain", upon_breach=frozen))
    target["norms"] = [each for each in target["norms"] if each["name"] != "report"]
    with_explaining(declaration)
    known: list[bool | None] = [None]
    sources = {"accounts": lambda _: known[0]}
    guard = make_guard(target=target, declaration=declaration, sources=sources)

    ask = guard.judge("transfer", PAYMENT).ask
    assert ask is not None
    guard.answer(ask.id, by="treasurer", release=True)
    guard.call("transfer", PAYMENT, dict)
    still_open = guard.judge("report", {})
    known[0] = True
    held = guard.judge("report", {})
    explained = guard.call("explain", {}, dict)
    free = guard.judge("report", {})

    assert [("ask", ("explain",)), ("refuse", ("explain",)), ("act", ())] == [
        (verdict.outcome, broken(verdict)) for verdict in (still_open, held, free)
    ]
    assert explained.carried_out
    checked(guard, 6)


def test_what_was_permitted_when_it_was_let_through_broke_nothing(
    make_guard: MakeGuard, target: Content, declaration: Content
) -> None:
    """An account that is frozen after a payment does not make the payment a breach."""
    frozen = {"norm": "frozen"}
    target["norms"].append(norm("explain", "obliged", "explain", upon_breach=frozen))
    known = [False]
    sources = {"accounts": lambda _: known[0]}
    guard = make_guard(target=target, declaration=declaration, sources=sources)
    guard.call("transfer", PAYMENT, dict)
    known[0] = True

    report = guard.judge("report", {})

    assert ("act", ()) == (report.outcome, broken(report))
    assert () == report.decision.justification.inputs.situation.deeds


@pytest.mark.parametrize(
    ("deadline", "after"), [(None, ("refuse", ("log",))), ("2020-01-01T00:00:00Z", ("act", ()))]
)
def test_what_is_owed_once_has_a_deadline(
    deadline: str | None,
    after: tuple[str, tuple[str, ...]],
    make_guard: MakeGuard,
    target: Content,
) -> None:
    """Without one it is due in every situation, done or not; with the first moment, at once."""
    when = {} if deadline is None else {"deadline": deadline}
    target["norms"] = [norm("log", "obliged", "report", **when)]
    guard = make_guard(target=target, facts=["approved", "frozen", "paid"])

    before = guard.judge("transfer", PAYMENT)
    assert guard.call("report", {}, dict).carried_out
    then = guard.judge("transfer", PAYMENT)

    assert ("refuse", ("log",)) == (before.outcome, broken(before))
    assert after == (then.outcome, broken(then))
    assert (deadline is None) == bool(guard.due().obligations)
