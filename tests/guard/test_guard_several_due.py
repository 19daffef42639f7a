"""Several obligations are overdue at once: each call does one thing, so one has to come first."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from commonweal.guard import Guard, GuardVerdict, answer_of, audit
from commonweal.proof import checker
from commonweal.testing._decisions import card_id, said

MakeGuard = Callable[..., Guard]
Content = dict[str, Any]
PAST, OVERDUE = "2026-06-02T00:00:00Z", "2026-06-06T09:00:00Z"
PAYMENT = {"to": "mill", "amount": 5}


def norm(name: str, modality: str, action: str, **more: Any) -> Content:
    given = {"role": "company", "level": "organisational", "issuer": "firm"} | more
    return said(
        "norm",
        name=name,
        text=name,
        modality=modality,
        action=action,
        in_force_from="2020-01-01T00:00:00Z",
        source={"type": "law"},
        **given,
    )


def owe(target: Content, declaration: Content, *actions: str, **more: Any) -> None:
    """Oblige the agent to more by the second of June, and give it a tool for each."""
    report = declaration["tools"][1]
    for action in actions:
        target["norms"].append(norm(action, "obliged", action, deadline=PAST, **more))
        declaration["tools"].append(report | {"name": action, "action": action})


def placed(order: list[list[str]]) -> list[Content]:
    shared = {"card": card_id(1), "source": "declared", "appraiser": "expert", "people": 1}
    return [shared | {"order": order, "stake": "slight", "origin": "person"}]


@pytest.fixture
def make_late_guard(make_guard: MakeGuard, clock: Any) -> MakeGuard:
    """Return what makes a guard before anything is overdue, and lets the time pass."""

    def make(**given: Any) -> Guard:
        guard = make_guard(**given)
        clock.at = OVERDUE
        return guard

    return make


def outcome(verdict: GuardVerdict) -> tuple[str, tuple[str, ...]]:
    return verdict.outcome, verdict.still_due


def broken(verdict: GuardVerdict) -> tuple[str, ...]:
    """Return the norms that a call breaks, or may break."""
    assert verdict.decision is not None
    (status,) = (each for each in verdict.decision.statuses if each.option == "call")
    return (*status.broken, *status.maybe_broken)


def checked(guard: Guard) -> None:
    """Hold every decision to the stand-alone checker, and the folder to an audit."""
    (path,) = (guard.folder / "decided").glob("*/decisions.jsonl")
    assert [] == checker.check(path).problems
    findings = audit(guard.folder, declaration=guard.declaration, target=guard.target).findings
    assert {"no_outcome"} >= {finding.type for finding in findings}


def test_three_that_are_overdue_are_done_one_after_the_other(
    make_late_guard: MakeGuard, target: Content, declaration: Content
) -> None:
    """In any order; every other call waits for the last of them, and says what is to be done."""
    owe(target, declaration, "explain", "inform")
    guard = make_late_guard(target=target, declaration=declaration)
    found, held = [], []
    for tool in ("inform", "report", "explain"):
        held.append(guard.judge("transfer", PAYMENT))
        result = guard.call(tool, {}, dict)
        found.append(outcome(result.verdict))
        held.append(guard.judge(tool, {}))
    (*refused, again) = held

    assert [("act", ("explain", "report")), ("act", ("explain",)), ("act", ())] == found
    assert {"refuse"} == {verdict.outcome for verdict in refused}
    assert "Do first what is due by explain, inform, report." == refused[0].why.hint
    assert ("act", ()) == outcome(again)
    assert ("act", ()) == outcome(guard.judge("transfer", PAYMENT))
    assert () == guard.due().obligations
    checked(guard)


def test_the_decision_says_that_nothing_is_permitted_and_the_agent_is_told_what_stays_due(
    make_late_guard: MakeGuard, target: Content, declaration: Content
) -> None:
    """The law is not bent: the guard reads its answer off the breaches, and everybody else can."""
    owe(target, declaration, "explain")
    guard = make_late_guard(target=target, declaration=declaration)

    verdict = guard.judge("report", {})
    considered = answer_of(guard.consider("explain", {}))

    decision = verdict.decision
    (relation,) = decision.relations
    assert ("refuse", ("none_permitted",), "better") == (
        decision.outcome,
        decision.reasons,
        relation.by_norms,
    )
    assert ["explain"] == verdict.content()["still_due"]
    assert ("act", ("report",)) == (considered.outcome, considered.still_due)


def test_a_forbidden_call_is_refused_whatever_is_overdue(
    make_late_guard: MakeGuard, target: Content, declaration: Content
) -> None:
    """Also if it does what is due: to pay is owed here, and to pay a minor is forbidden."""
    owe(target, declaration, "explain")
    target["norms"].append(norm("refund", "obliged", "pay", deadline=PAST))
    guard = make_late_guard(target=target, declaration=declaration)

    to_a_child = guard.judge("transfer", {"to": "child", "amount": 5})
    too_much = guard.judge("transfer", {"to": "mill", "amount": 10_000})
    paid = guard.judge("transfer", PAYMENT)

    assert ("refuse", ("explain", "no-minors", "report")) == (
        to_a_child.outcome,
        broken(to_a_child),
    )
    assert "act" != too_much.outcome
    assert ("act", ("explain", "report")) == outcome(paid)
    checked(guard)


def test_what_is_due_and_forbidden_does_not_stand_in_the_way_of_the_rest(
    make_late_guard: MakeGuard, target: Content, declaration: Content
) -> None:
    """A prohibition of a higher level on what is due is kept, and so nothing is left undone by it.

    What remains is done in any order, and then all others are free.
    """
    owe(target, declaration, "explain", "inform")
    silence = norm("silence", "forbidden", "report", level="supranational", issuer="union")
    target["norms"].append(silence)
    guard = make_late_guard(target=target, declaration=declaration)

    found = [guard.judge("report", {})]
    found += [guard.call(tool, {}, dict).verdict for tool in ("explain", "inform")]
    found.append(guard.judge("transfer", PAYMENT))

    assert ("refuse", ("explain", "inform", "silence")) == (found[0].outcome, broken(found[0]))
    assert ["act"] * 3 == [verdict.outcome for verdict in found[1:]]
    checked(guard)


def test_what_is_forbidden_only_as_the_call_would_do_it_stays_refused_and_due(
    make_late_guard: MakeGuard, target: Content, declaration: Content
) -> None:
    """Doing it breaks a norm that doing nothing keeps; the other is done all the same."""
    owe(target, declaration, "explain")
    loud = {"kind": "equals", "fact": "loud", "value": True}
    target["norms"].append(norm("quiet", "forbidden", "report", condition=loud))
    target["norm_order"] = ["priority"]
    target["norms"][-1]["priority"] = [{"over": "report", "granted_by": "firm"}]
    declaration["tools"][1]["changes"] = [{"fact": "loud", "value": True, "by": "ledgers"}]
    declaration["tools"][-1]["changes"] = []
    declaration["sources"].append({"name": "ear", "by": "ledgers", "fact": "loud"})
    sources = {"accounts": lambda _: False, "ear": lambda _: False}
    guard = make_late_guard(target=target, declaration=declaration, sources=sources)

    loudly = guard.judge("report", {})
    explained = guard.call("explain", {}, dict).verdict
    still = guard.judge("report", {})

    assert ("refuse", ("explain", "quiet")) == (loudly.outcome, broken(loudly))
    assert ("act", ("report",)) == outcome(explained)
    assert ("refuse", ("quiet",)) == (still.outcome, broken(still))
    assert ("forbidden by quiet", "Kept: no option.") == (still.why.found, still.why.hint)
    checked(guard)


def test_the_agents_own_word_does_not_make_another_call_what_is_due(
    make_late_guard: MakeGuard, target: Content, declaration: Content
) -> None:
    """By its note a payment would be relieved of the report; it does nothing that is due."""
    owe(target, declaration, "explain", "inform")
    approved = {"kind": "equals", "fact": "approved", "value": True}
    target["norms"][2]["exceptions"] = [{"when": approved}]
    guard = make_late_guard(target=target, declaration=declaration)

    noted = guard.judge("transfer", PAYMENT | {"note": True})
    explained = guard.judge("explain", {})

    assert ("refuse", ("explain", "inform", "report")) == (noted.outcome, broken(noted))
    assert ("ask", ("inform",)) == outcome(explained)


def test_what_relieves_of_a_duty_is_not_doing_it(
    make_late_guard: MakeGuard, target: Content, declaration: Content
) -> None:
    """A payment that is too large for a report to be due is none of the two that are overdue."""
    owe(target, declaration, "explain")
    large = {"kind": "at_least", "fact": "paid", "value": 100}
    target["norms"][2]["exceptions"] = [{"when": large}]
    guard = make_late_guard(target=target, declaration=declaration)

    verdict = guard.judge("transfer", PAYMENT | {"amount": 100})

    assert ("refuse", ("explain",)) == (verdict.outcome, broken(verdict))


def test_what_may_relieve_of_a_duty_is_not_doing_it(
    make_late_guard: MakeGuard, target: Content, declaration: Content
) -> None:
    """After a payment it is in dispute whether a report is due; that makes it no report."""
    owe(target, declaration, "explain")
    waived = {"when": {"kind": "equals", "fact": "waived", "value": True}}
    target["norms"][2]["exceptions"] = [waived]
    declaration["sources"].append({"name": "board", "by": "ledgers", "fact": "waived"})
    declaration["tools"][0]["changes"] = [
        {"fact": "waived", "value": value, "by": by}
        for value, by in ((True, "ledgers"), (False, "treasurer"))
    ]
    sources = {"accounts": lambda _: False, "board": lambda _: False}
    guard = make_late_guard(target=target, declaration=declaration, sources=sources)

    verdict = guard.judge("transfer", PAYMENT)

    assert ("refuse", ("explain", "report")) == (verdict.outcome, broken(verdict))


def test_what_another_norm_relieves_of_is_not_done_either(
    make_late_guard: MakeGuard, target: Content, declaration: Content
) -> None:
    """After a large payment nobody may report; that does not make the payment a report."""
    owe(target, declaration, "explain")
    large = {"kind": "at_least", "fact": "paid", "value": 100}
    over = [{"over": "report", "granted_by": "firm"}]
    target["norms"].append(norm("silence", "forbidden", "report", condition=large, priority=over))
    guard = make_late_guard(target=target, declaration=declaration)

    verdict = guard.judge("transfer", PAYMENT | {"amount": 100})

    assert ("refuse", ("explain",)) == (verdict.outcome, broken(verdict))


def test_a_call_that_may_do_what_is_due_is_asked_about(
    make_late_guard: MakeGuard, target: Content, declaration: Content
) -> None:
    """Nobody knows whether the one who is told is the one who is to be told; a release lets it."""
    owe(target, declaration, "explain")
    target["norms"][2]["counterparty"] = "minor"
    declaration["tools"][1]["toward"] = {"party": "mill"}
    declaration["sources"].append({"name": "age", "by": "ledgers", "role": "minor"})
    sources = {"accounts": lambda _: False, "age": lambda _: None}
    guard = make_late_guard(target=target, declaration=declaration, sources=sources)

    asked = guard.judge("report", {})
    guard.answer(asked.ask.id, by="treasurer", release=True)
    released = guard.judge("report", {})
    payment = guard.judge("transfer", PAYMENT)

    assert (("ask", ("explain",)), ("treasurer",)) == (outcome(asked), asked.ask.ask)
    assert ("call-asked", "in_dispute") == (asked.why.code, asked.why.found)
    assert ("act", ("explain",)) == outcome(released)
    assert "refuse" == payment.outcome
    checked(guard)


def test_what_the_call_itself_makes_due_is_its_own_breach(
    make_late_guard: MakeGuard, target: Content, declaration: Content
) -> None:
    """A report that makes it due to inform somebody at once breaks more than doing nothing."""
    owe(target, declaration, "explain")
    filed = {"kind": "equals", "fact": "filed", "value": True}
    target["norms"].append(norm("inform", "obliged", "inform", condition=filed))
    declaration["tools"][1] |= {"changes": [{"fact": "filed", "value": True, "by": "ledgers"}]}
    declaration["tools"][-1]["changes"] = []
    guard = make_late_guard(target=target, declaration=declaration)

    assert ("refuse", ("explain", "inform")) == (
        (verdict := guard.judge("report", {})).outcome,
        broken(verdict),
    )


@pytest.mark.parametrize(
    "ranked",
    [
        ([["call"], ["explain"], ["nothing"]], "act"),
        ([["explain"], ["call"], ["nothing"]], "refuse"),
        ([["call", "explain"], ["nothing"]], "act"),
        ([["call"], ["nothing"]], "ask"),
    ],
)
def test_of_two_ways_to_begin_the_better_by_the_values_is_let_through(
    ranked: tuple[list[list[str]], str],
    make_late_guard: MakeGuard,
    target: Content,
    declaration: Content,
) -> None:
    """An alternative that does something due too is compared, as if there were no third duty."""
    owe(target, declaration, "explain", "inform")
    explain = {"name": "explain", "text": "Explains.", "action": "explain"}
    order, expected = ranked
    declaration["tools"][1] |= {"alternatives": [explain], "placings": placed(order)}
    guard = make_late_guard(target=target, declaration=declaration)

    assert expected == guard.judge("report", {}).outcome
    checked(guard)


def test_an_alternative_that_leaves_less_undone_comes_first(
    make_late_guard: MakeGuard, target: Content, declaration: Content
) -> None:
    """What the law demands is before what the firm demands, where both could be done instead."""
    owe(target, declaration, "explain", level="supranational", issuer="union")
    explain = {"name": "explain", "text": "Explains.", "action": "explain"}
    declaration["tools"][1]["alternatives"] = [explain]
    declaration["tools"][2]["alternatives"] = [explain | {"name": "other", "action": "report"}]
    guard = make_late_guard(target=target, declaration=declaration)

    assert ["refuse", "act"] == [guard.judge(tool, {}).outcome for tool in ("report", "explain")]


def loudly(target: Content, declaration: Content, *, by: str, value: bool) -> Content:
    """Forbid to explain loudly, and let a report have explaining so as its alternative."""
    owe(target, declaration, "explain")
    loud = {"kind": "equals", "fact": "loud", "value": True}
    over = [{"over": "explain", "granted_by": "firm"}]
    target["norms"].append(norm("quiet", "forbidden", "explain", condition=loud, priority=over))
    declaration["sources"].append({"name": "ear", "by": "ledgers", "fact": "loud"})
    change = {"fact": "loud", "value": value, "by": by}
    explain = {"name": "explain", "text": "Explains.", "action": "explain", "changes": [change]}
    declaration["tools"][1] |= {"alternatives": [explain]}
    return {"accounts": lambda _: False, "ear": lambda _: False}


def test_an_alternative_that_is_itself_forbidden_is_no_better_way_to_begin(
    make_late_guard: MakeGuard, target: Content, declaration: Content
) -> None:
    """However good it is by the values: it does what is due, and breaks a norm besides."""
    sources = loudly(target, declaration, by="ledgers", value=True)
    declaration["tools"][1]["placings"] = placed([["explain"], ["call"], ["nothing"]])
    guard = make_late_guard(target=target, declaration=declaration, sources=sources)

    assert ("act", ("explain",)) == outcome(guard.judge("report", {}))
    checked(guard)


@pytest.mark.parametrize(
    "ranked",
    [([["call", "explain", "nothing"]], "ask"), ([["call"], ["explain", "nothing"]], "act")],
)
def test_an_alternative_in_dispute_is_asked_about_unless_the_call_is_better(
    ranked: tuple[list[list[str]], str],
    make_late_guard: MakeGuard,
    target: Content,
    declaration: Content,
) -> None:
    """By the agent's own word it would not be loud, which nobody else says."""
    order, expected = ranked
    sources = loudly(target, declaration, by="agent", value=False)
    declaration["tools"][1]["placings"] = placed(order)
    guard = make_late_guard(target=target, declaration=declaration, sources=sources)

    verdict = guard.judge("report", {})

    assert expected == verdict.outcome
    assert (expected == "ask") == (verdict.why is not None and verdict.why.found == "in_dispute")


def test_where_something_is_permitted_nothing_less_is_let_through(
    make_late_guard: MakeGuard, target: Content, declaration: Content
) -> None:
    """To settle everything would leave nothing due; so a report alone is refused."""
    owe(target, declaration, "explain")
    settled = {"when": {"kind": "equals", "fact": "settled", "value": True}}
    for owed in target["norms"][2:]:
        owed["exceptions"] = [settled]
    declaration["sources"].append({"name": "court", "by": "ledgers", "fact": "settled"})
    change = {"fact": "settled", "value": True, "by": "ledgers"}
    settle = {"name": "settle", "text": "Settles.", "changes": [change]}
    declaration["tools"][1] |= {"alternatives": [settle]}
    sources = {"accounts": lambda _: False, "court": lambda _: False}
    guard = make_late_guard(target=target, declaration=declaration, sources=sources)

    report, explain = (guard.judge(tool, {}) for tool in ("report", "explain"))

    assert ("refuse", ("settle",)) == (report.outcome, report.decision.options)
    assert ("act", ("report",)) == outcome(explain)


def test_where_considerations_are_partial_the_first_is_asked_about(
    make_late_guard: MakeGuard, target: Content, declaration: Content
) -> None:
    """As everything is that could be done."""
    owe(target, declaration, "explain")
    guard = make_late_guard(target=target, declaration=declaration | {"considerations": "partial"})

    verdict = guard.judge("report", {})

    assert ("ask", "partial") == (verdict.outcome, verdict.why.found)
    checked(guard)


def test_a_release_covers_no_breach_that_was_not_asked_about(
    make_late_guard: MakeGuard, target: Content, declaration: Content, clock: Any
) -> None:
    """Who answered for a report beside one duty did not for one beside two; it is asked anew."""
    owe(target, declaration, "explain")
    due = "2026-06-06T09:30:00Z"
    target["norms"].append(norm("inform", "obliged", "inform", deadline=due))
    guard = make_late_guard(target=target, declaration=declaration | {"considerations": "partial"})
    first = guard.judge("report", {})
    guard.answer(first.ask.id, by="treasurer", release=True)

    clock.at = "2026-06-06T09:29:59Z"
    fits = guard.judge("report", {}, ask=first.ask.id)
    second = guard.judge("explain", {})
    guard.answer(second.ask.id, by="treasurer", release=True)
    clock.at = due
    named = guard.judge("explain", {}, ask=second.ask.id)
    unnamed = guard.judge("explain", {})

    assert ("act", ("explain",)) == outcome(fits)
    assert ("refuse", "ask-outgrown", "inform") == (
        named.outcome,
        named.why.code,
        named.why.path,
    )
    assert ("ask", ("inform", "report")) == outcome(unnamed)
    checked(guard)


def test_what_may_do_a_duty_that_applies_by_the_agents_own_word_is_refused(
    make_late_guard: MakeGuard, target: Content, declaration: Content
) -> None:
    """Nobody knows whether the right one is told; and that this is due still, it alone says."""
    owe(target, declaration, "explain")
    seen, claimed = ({"kind": "equals", "fact": fact, "value": True} for fact in ("seen", "said"))
    either = {"kind": "any", "of": [seen, claimed]}
    target["norms"][2] |= {"counterparty": "minor", "condition": either}
    report = declaration["tools"][1]
    report |= {"toward": {"party": "mill"}}
    declaration["sources"] += [
        {"name": "age", "by": "ledgers", "role": "minor", "tools": ["report", "claim"]},
        {"name": "eye", "by": "ledgers", "fact": "seen"},
    ]
    sources = {"accounts": lambda _: False, "age": lambda _: None, "eye": lambda _: True}
    changes = [
        {"fact": fact, "value": fact == "said", "by": by}
        for fact, by in (("seen", "ledgers"), ("said", "agent"))
    ]
    declaration["tools"].append(report | {"name": "claim", "changes": changes})
    guard = make_late_guard(target=target, declaration=declaration, sources=sources)

    report, claim = (guard.judge(tool, {}) for tool in ("report", "claim"))

    assert ("ask", ("explain",)) == outcome(report)
    assert ("refuse", ("explain", "report")) == (claim.outcome, broken(claim))


def test_two_calls_at_once_may_each_do_one(
    make_late_guard: MakeGuard, target: Content, declaration: Content
) -> None:
    """Neither waits for the other to come back; when both did, nothing is due."""
    owe(target, declaration, "explain")
    guard = make_late_guard(target=target, declaration=declaration)

    verdicts = [guard.judge(tool, {}) for tool in ("report", "explain")]
    held = guard.judge("transfer", PAYMENT)
    for verdict in verdicts:
        guard.finish(verdict)

    assert ["act", "act", "refuse"] == [verdict.outcome for verdict in (*verdicts, held)]
    assert () == guard.due().obligations


def test_an_audit_finds_a_call_let_through_beside_what_is_due(
    make_late_guard: MakeGuard, target: Content, declaration: Content
) -> None:
    """Whoever enters an intent on a decision by which a guard has to refuse is found out."""
    owe(target, declaration, "explain")
    guard = make_late_guard(target=target, declaration=declaration)
    decision = guard.consider("transfer", PAYMENT)
    refused = guard.judge("transfer", PAYMENT)
    kept = json.loads((guard.folder / "calls.jsonl").read_text(encoding="utf-8"))
    fields = ("tool", "call", "arguments", "action", "toward")
    amounts = ({"fact": "paid", "group": "mill", "amount": "5/1", "total": "5/1"},)

    guard._book.enter(
        "intent", decision=decision, amounts=amounts, **{name: kept[name] for name in fields}
    )
    found = audit(guard.folder, declaration=guard.declaration, target=guard.target).findings

    assert "refuse" == refused.outcome
    assert ["decision_not_of_the_call", "no_outcome"] == [finding.type for finding in found]
    assert "it says refuse" in found[0].what
