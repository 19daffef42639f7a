"""Questions: who answers them, until when, and what exactly an answer releases."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from commonweal.errors import NotAuthorised
from commonweal.guard import Guard, PendingAsk, audit

MakeGuard = Callable[..., Guard]
LARGE = {"to": "mill", "amount": 10_000}


def asked(guard: Guard) -> PendingAsk:
    verdict = guard.judge("transfer", LARGE)
    assert verdict.ask is not None
    return verdict.ask


def stages(guard: Guard) -> list[str]:
    lines = (guard.folder / "calls.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line)["stage"] for line in lines]


def test_an_ask_has_its_bodies_a_deadline_and_an_interim(make_guard: MakeGuard) -> None:
    """The agent is not asked though it stands on the list; until the answer nothing is done."""
    guard = make_guard()

    ask = asked(guard)

    assert (("treasurer",), "2026-06-01T10:00:00Z", "nothing") == (
        ask.ask,
        ask.deadline,
        ask.interim,
    )
    assert (ask,) == guard.pending()


def test_the_targets_deadline_counts_where_it_is_earlier(
    make_guard: MakeGuard, target: dict[str, Any]
) -> None:
    """Whichever deadline comes first ends the question."""
    target["ask_deadline"] = "2026-06-01T09:30:00Z"

    assert "2026-06-01T09:30:00Z" == asked(make_guard(target=target)).deadline


@pytest.mark.parametrize(
    ("until", "deadline"),
    [
        ("2026-06-01T08:59:59Z", "2026-06-01T10:00:00Z"),
        ("2026-06-01T09:00:00Z", "2026-06-01T09:00:00Z"),
    ],
)
def test_a_deadline_of_the_target_that_is_past_bounds_no_later_call(
    until: str, deadline: str, make_guard: MakeGuard, target: dict[str, Any]
) -> None:
    """Else nobody could ever answer: from the next second on, `answer_within` alone counts."""
    target["ask_deadline"] = until
    guard = make_guard(target=target)

    ask = asked(guard)
    waiting = guard.pending()
    guard.answer(ask.id, by="treasurer", release=True)

    assert (deadline, (ask,)) == (ask.deadline, waiting)
    assert "act" == guard.judge("transfer", LARGE, ask=ask.id).outcome
    assert () == audit(guard.folder).findings[1:]


def test_a_release_lets_exactly_that_call_through_once(make_guard: MakeGuard) -> None:
    """The same arguments are carried out; a replay is asked about anew."""
    guard = make_guard()
    ask = asked(guard)

    guard.answer(ask.id, by="treasurer", release=True)
    once = guard.call("transfer", LARGE, lambda **_: "paid")
    again = guard.call("transfer", LARGE, lambda **_: pytest.fail("ran"))

    assert "paid" == once.value
    assert "ask" == again.verdict.outcome
    assert ["ask", "answer", "intent", "outcome", "ask"] == stages(guard)


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        ({"to": "mill", "amount": 10_001}, "ask-other-call"),
        (LARGE, "ask-used"),
    ],
)
def test_a_release_is_refused_to_other_arguments_and_to_a_replay(
    arguments: dict[str, Any], code: str, make_guard: MakeGuard
) -> None:
    """Whoever names the ask is told why it does not release the call."""
    guard = make_guard()
    ask = asked(guard)
    guard.answer(ask.id, by="treasurer", release=True)
    if code == "ask-used":
        guard.judge("transfer", LARGE, ask=ask.id)

    verdict = guard.judge("transfer", arguments, ask=ask.id)

    assert ("refuse", code) == (verdict.outcome, verdict.why.code)


@pytest.mark.parametrize("by", ["agent", "mill", "registry", "watch", ""])
def test_nobody_else_answers(by: str, make_guard: MakeGuard) -> None:
    """Neither the agent, though it is on the target's list, nor anybody who is not."""
    guard = make_guard()
    ask = asked(guard)

    with pytest.raises(NotAuthorised, match="not-asked"):
        guard.answer(ask.id, by=by, release=True)

    assert "ask-unanswered" == guard.judge("transfer", LARGE, ask=ask.id).why.code


def test_a_refusal_is_final_for_that_ask(make_guard: MakeGuard) -> None:
    """A body that refused is not asked the same question again under the same id."""
    guard = make_guard()
    ask = asked(guard)
    guard.answer(ask.id, by="treasurer", release=False)

    verdict = guard.judge("transfer", LARGE, ask=ask.id)

    assert "ask-declined" == verdict.why.code
    with pytest.raises(NotAuthorised, match="ask-answered"):
        guard.answer(ask.id, by="treasurer", release=True)


@pytest.mark.parametrize("answered", [True, False])
def test_after_the_deadline_nothing_is_released(
    answered: bool, make_guard: MakeGuard, clock: Any
) -> None:
    """Neither an answer that comes too late nor one that was not used in time; both are entered."""
    guard = make_guard()
    ask = asked(guard)
    if answered:
        guard.answer(ask.id, by="treasurer", release=True)
    clock.at = "2026-06-01T10:00:01Z"

    verdict = guard.judge("transfer", LARGE, ask=ask.id)

    assert "ask-lapsed" == verdict.why.code
    assert "lapse" == stages(guard)[-2]
    assert () == guard.pending()
    with pytest.raises(NotAuthorised, match="ask-lapsed"):
        guard.answer(ask.id, by="treasurer", release=True)


def test_at_the_deadline_an_answer_is_in_time(make_guard: MakeGuard, clock: Any) -> None:
    """The last second still counts."""
    guard = make_guard()
    ask = asked(guard)
    clock.at = ask.deadline

    guard.answer(ask.id, by="treasurer", release=True)

    assert "act" == guard.judge("transfer", LARGE).outcome


def test_a_release_does_not_cover_more_than_was_asked_about(make_guard: MakeGuard) -> None:
    """Where the total has grown meanwhile, the whole is another, and is asked about again."""
    guard = make_guard()
    ask = asked(guard)
    guard.judge("transfer", {"to": "mill", "amount": 1})
    guard.answer(ask.id, by="treasurer", release=True)

    named = guard.judge("transfer", LARGE, ask=ask.id)
    unnamed = guard.judge("transfer", LARGE)

    assert "ask-outgrown" == named.why.code
    assert "ask" == unnamed.outcome


def test_a_release_does_not_lift_a_prohibition(make_guard: MakeGuard) -> None:
    """What is forbidden by now stays so, whoever released it before."""
    frozen = [False]
    guard = make_guard(sources={"accounts": lambda _: frozen[0]})
    ask = asked(guard)
    guard.answer(ask.id, by="treasurer", release=True)
    frozen[0] = True

    assert "decided-against" == guard.judge("transfer", LARGE, ask=ask.id).why.code


def test_unknown_asks_are_refused(make_guard: MakeGuard) -> None:
    """An id that the guard did not give is none, to answer or to call by."""
    guard = make_guard()

    verdict = guard.judge("transfer", LARGE, ask="guarded_call:" + "0" * 64)

    assert "ask-unknown" == verdict.why.code
    with pytest.raises(NotAuthorised, match="ask-unknown"):
        guard.answer("x", by="treasurer", release=True)


def test_an_ask_is_handed_to_whoever_listens_and_may_be_answered_at_once(
    make_guard: MakeGuard,
) -> None:
    """The function gets the question after it is entered, and the next call goes through."""
    made: list[Guard] = []

    def listen(ask: PendingAsk) -> None:
        made[0].answer(ask.id, by="treasurer", release=True)

    made.append(make_guard(on_ask=listen))

    outcomes = [made[0].judge("transfer", LARGE).outcome for _ in range(2)]

    assert ["ask", "act"] == outcomes


def test_questions_and_releases_outlast_the_program(make_guard: MakeGuard) -> None:
    """A guard that is made again knows both, with the decision that was taken."""
    guard = make_guard()
    ask = asked(guard)
    guard.close()

    again = make_guard()
    (kept,) = again.pending()
    again.answer(kept.id, by="treasurer", release=True)
    again.close()
    last = make_guard()

    assert (ask.id, ask.deadline, ask.decision) == (kept.id, kept.deadline, kept.decision)
    assert "act" == last.judge("transfer", LARGE, ask=ask.id).outcome
    assert "ask-used" == last.judge("transfer", LARGE, ask=ask.id).why.code


def test_a_call_that_was_not_let_through_has_no_outcome(make_guard: MakeGuard) -> None:
    """Neither one that was asked about nor one that is finished can be finished."""
    guard = make_guard()
    verdict = guard.judge("transfer", {"to": "mill", "amount": 1})
    guard.finish(verdict, result=None)

    for held in (guard.judge("transfer", LARGE), verdict):
        with pytest.raises(NotAuthorised, match="not-let-through"):
            guard.finish(held)
