"""Which calls that came back a guard tells as deeds, beside telling all of them."""

from __future__ import annotations

import copy
from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import example, given, settings, strategies as st

from commonweal.documents import GuardedCall, Target
from commonweal.guard import Guard
from commonweal.guard._deeds import DoneCalls
from commonweal.testing._decisions import Content, DecisionWorld

MakeGuard = Callable[..., Guard]
MOMENTS = [f"2025-0{month}-01T00:00:00Z" for month in range(1, 8)]
ACTIONS = ("act-a", "act-b", "act-c")
FACTS = {"known": True, "denied": False}
LEVELS = ("supranational", "organisational", "organisational")
Call = tuple[str, str | None, str, bool]
"""What was done, toward whom, when it came back, and whether it was let through by a release."""
CALLS = st.lists(
    st.tuples(
        st.sampled_from(ACTIONS),
        st.sampled_from([None, "village", "mill"]),
        st.sampled_from(MOMENTS),
        st.booleans(),
    ),
    max_size=12,
)


@st.composite
def norms(draw: st.DrawFn) -> list[Content]:
    """Draw norms of few actions with deadlines, which follow those about earlier actions."""
    drawn: list[Content] = []
    for number in range(draw(st.integers(1, 6))):
        action = draw(st.sampled_from(ACTIONS))
        modality = draw(st.sampled_from(["obliged", "obliged", "forbidden", "permitted"]))
        norm: Content = {
            "name": f"norm-{number}",
            "modality": modality,
            "action": action,
            "level": draw(st.sampled_from(LEVELS)),
            "in_force_from": draw(st.sampled_from(MOMENTS)),
        }
        if modality == "obliged" and draw(st.booleans()):
            norm["deadline"] = draw(st.sampled_from(MOMENTS))
        if draw(st.booleans()):
            norm["counterparty"] = "neighbour"
        if draw(st.integers(0, 3)) == 0:
            fact = draw(st.sampled_from(["known", "denied", "open"]))
            norm["condition"] = {"kind": "equals", "fact": fact, "value": True}
        earlier = [each["name"] for each in drawn if each["action"] < action]
        if earlier and draw(st.integers(0, 2)):
            by = draw(st.sampled_from(["addressee", "anyone"]))
            norm["upon_breach"] = {"norm": draw(st.sampled_from(earlier)), "by": by}
        drawn.append(norm)
    return drawn


def world(drawn: list[Content]) -> DecisionWorld:
    """Return a case under norms, in which each action can be done, or nothing."""
    case = DecisionWorld().option("nothing")
    for action in ACTIONS:
        case.option(action, action)
    for fact, value in FACTS.items():
        case.fact(fact, value)
    case.situation["parties"].append({"name": "mill", "title": "The mill"})
    for norm in copy.deepcopy(drawn):
        case.norm(**norm)
    return case


def intent(number: int, call: Call) -> GuardedCall:
    """Return the record of a call that was let through."""
    action, toward, moment, released = call
    content: Content = {
        "kind": "guarded_call",
        "schema_version": 1,
        "by": "registry",
        "origin": "model",
        "said_at": moment,
        "number": number,
        "stage": "intent",
        "tool": "tool",
        "call": "0" * 64,
        "arguments": "{}",
        "action": action,
        "decision": "0" * 64,
        "target": "0" * 64,
    }
    content |= {} if toward is None else {"toward": toward}
    content |= {"follows": f"guarded_call:{'0' * 64}"} if released else {}
    return GuardedCall.from_content(content)


def told(case: DecisionWorld) -> tuple[Any, ...]:
    """Return what a decision comes to."""
    found = case.decide()
    choice = (found.outcome, found.options, found.reasons)
    return (*choice, found.statuses, found.relations, found.open)


DUE_A = {
    "name": "norm-0",
    "modality": "obliged",
    "action": "act-a",
    "level": "organisational",
    "in_force_from": MOMENTS[0],
    "deadline": MOMENTS[2],
}
FORBIDDEN_A = {**DUE_A, "modality": "forbidden", "in_force_from": MOMENTS[1]}
del FORBIDDEN_A["deadline"]
LATE = {**FORBIDDEN_A, "name": "norm-1", "modality": "obliged", "action": "act-b"}
LATE["upon_breach"] = {"norm": "norm-0"}
RIGHT = {**FORBIDDEN_A, "name": "norm-2", "modality": "permitted", "level": "supranational"}
RIGHT |= {"guaranteed": True, "in_force_from": MOMENTS[3]}


@settings(max_examples=150, deadline=None)
@given(norms(), CALLS)
@example([DUE_A, LATE], [("act-a", None, MOMENTS[1], False), ("act-a", None, MOMENTS[3], False)])
@example([DUE_A, LATE], [("act-b", None, MOMENTS[3], False)])
@example(
    [FORBIDDEN_A, LATE, RIGHT],
    [("act-a", None, MOMENTS[2], True), ("act-a", None, MOMENTS[3], True)],
)
def test_by_the_deeds_that_are_told_follows_what_follows_by_all_of_them(
    drawn: list[Content], calls: list[Call]
) -> None:
    """Outcome, statuses, relations and what is open are the same; the norms bound the number.

    All of them are all calls but those that nobody released, of actions by which nothing is owed.
    """
    owed = {
        norm["action"]
        for norm in drawn
        if norm["modality"] == "obliged" and ("deadline" in norm or "upon_breach" in norm)
    }
    everything, bounded = world(drawn), world(drawn)
    target = Target.from_content(bounded.target)
    done = DoneCalls(target.norms, agent="agent", guard="registry")
    for number, call in enumerate(calls):
        action, toward, moment, released = call
        done.note(intent(number, call), moment)
        if released or action in owed:
            everything.deed(f"call-{number}", action, moment, toward=toward)

    deeds = [deed.content() for deed in done.deeds(bounded.situation["at"])]
    bounded.situation["deeds"] = deeds

    assert told(everything) == told(bounded)
    moments = {
        action: {
            norm.get(when)
            for norm in drawn
            for when in ("deadline", "in_force_from")
            if norm["action"] == action
        }
        for action in ACTIONS
    }
    for (action, _), count in Counter((d["action"], d.get("toward")) for d in deeds).items():
        assert count <= 1 + len(moments[action])


def test_what_is_asked_of_a_moment_is_told_up_to_it() -> None:
    """A deed that came later is not told, and the last one by then is."""
    case = world([DUE_A])
    done = DoneCalls(Target.from_content(case.target).norms, agent="agent", guard="registry")
    for number, moment in enumerate(MOMENTS):
        done.note(intent(number, ("act-a", None, moment, False)), moment)

    by_moment = {at: [deed.name for deed in done.deeds(at)] for at in (MOMENTS[1], MOMENTS[5])}

    assert {MOMENTS[1]: ["call-1"], MOMENTS[5]: ["call-2", "call-5"]} == by_moment


def test_a_decision_tells_what_was_done_and_who_says_so(make_guard: MakeGuard, clock: Any) -> None:
    """A deed has the number of its intent for a name, the moment it came back, the guard's word."""
    guard = make_guard()
    payment = {"to": "mill", "amount": 5}
    guard.call("transfer", payment, dict)
    verdict = guard.judge("report", {})
    clock.at = "2026-06-01T10:00:00Z"
    guard.finish(verdict)

    (deed,) = guard.consider("transfer", payment).justification.inputs.situation.deeds

    assert {
        "name": "call-2",
        "actor": "agent",
        "action": "report",
        "at": "2026-06-01T10:00:00Z",
        "claims": [{"by": "watch"}],
    } == deed.content()


@pytest.mark.parametrize("end", ["raised", "withdrawn", "open", "said"])
def test_what_the_guard_did_not_see_done_is_not_told(end: str, make_guard: MakeGuard) -> None:
    """A call that failed, was withdrawn, is under way, or was done by the agent's word alone."""
    guard = make_guard()
    verdict = guard.judge("report", {})
    if end == "raised":
        guard.finish(verdict, error=RuntimeError("down"))
    elif end == "withdrawn":
        guard.withdraw(verdict)
    elif end == "said":
        guard.finish_intent(verdict.record, by="agent")

    considered = guard.consider("report", {})

    assert () == considered.justification.inputs.situation.deeds


def test_deeds_outlast_the_declaration_that_they_were_done_under(
    make_guard: MakeGuard, declaration: dict[str, Any]
) -> None:
    """Toward whom something was done is a party without a role once nobody declares it."""
    declaration["tools"][1]["toward"] = {"argument": "to"}
    first = make_guard(declaration=declaration)
    first.call("report", {"to": "mill"}, dict)
    first.close()
    declaration["parties"] = declaration["parties"][1:]

    again = make_guard(declaration=declaration)
    situation = again.consider("report", {"to": "child"}).justification.inputs.situation

    assert ["mill"] == [deed.toward for deed in situation.deeds]
    assert ["mill"] == [party.name for party in situation.parties if party.title.startswith("Some")]
    assert () == again.due(until="2026-06-03T00:00:00Z").obligations
