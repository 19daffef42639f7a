"""Calls that a body is asked about: from the question to the one call that the answer releases."""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TYPE_CHECKING

from commonweal.errors import Problem
from commonweal.guard._declaration import CALL

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from commonweal.documents import CountedAmount, Decision, GuardedCall
    from commonweal.guard._case import Case
    from commonweal.guard._verdict import AskState


@dataclass(frozen=True, slots=True)
class KeptAsk:
    """One question, as the guard's record has it."""

    record: GuardedCall
    id: str
    state: AskState = "pending"
    answer: str | None = None
    """The id of the record of the answer."""


class Asks:
    """All questions that were put, each answered at most once, each release carried out once."""

    def __init__(self) -> None:
        self._kept: dict[str, KeptAsk] = {}
        self._waiting: dict[str, None] = {}
        self._answered: dict[str, str] = {}

    def note(self, record: GuardedCall, record_id: str) -> None:
        """Take in what the guard's record says, in its order."""
        follows = record.follows
        if record.stage == "ask":
            self._kept[record_id] = KeptAsk(record, record_id)
            self._waiting[record_id] = None
        elif follows is None:
            return
        elif record.stage == "answer" and follows in self._kept:
            state: AskState = "released" if record.answer == "release" else "refused"
            self._answered[record_id] = follows
            self._become(follows, state, answer=record_id)
        elif record.stage == "lapse" and follows in self._kept:
            self._become(follows, "lapsed")
        elif record.stage == "intent" and follows in self._answered:
            self._become(self._answered[follows], "used", answer=follows)

    def get(self, ask: object) -> KeptAsk | None:
        """Return a question by its id."""
        return self._kept.get(ask) if isinstance(ask, str) else None

    def late(self, at: str) -> Iterator[KeptAsk]:
        """Yield the questions that nobody answered in time, or whose release was not used."""
        for ask in tuple(self._waiting):
            kept = self._kept[ask]
            assert kept.record.deadline is not None
            if at > kept.record.deadline:
                yield kept

    def pending(self) -> Iterator[KeptAsk]:
        """Yield the questions that wait for an answer, oldest first."""
        for ask in tuple(self._waiting):
            if self._kept[ask].state == "pending":
                yield self._kept[ask]

    def released(self, call: str) -> Iterator[KeptAsk]:
        """Yield the releases of a call that was not carried out yet, oldest first."""
        for ask in tuple(self._waiting):
            kept = self._kept[ask]
            if kept.state == "released" and kept.record.call == call:
                yield kept

    def _become(self, ask: str, state: AskState, *, answer: str | None = None) -> None:
        self._kept[ask] = replace(self._kept[ask], state=state, answer=answer)
        if state in {"refused", "used", "lapsed"}:
            self._waiting.pop(ask, None)


def not_released(ask: object, kept: KeptAsk | None, case: Case, target: str) -> Problem | None:
    """Return why a question does not release a call, or nothing if it does.

    Args:
        ask: the id that was given.
        kept: the question, if there is one.
        case: the call, as it is now declared.
        target: the hash of the target that it is decided under.
    """
    if kept is None:
        return Problem("ask-unknown", "ask", "an ask of this guard", repr(ask)[:100])
    if kept.record.call != case.call.sha256:
        return Problem(
            "ask-other-call", "ask", "the call that was asked about, unchanged", "another call"
        )
    if not is_of(kept, case, target):
        expected = "the act that was asked about, under the target that it was asked under"
        return Problem("ask-other-call", "ask", expected, "another act or target")
    held: dict[AskState, Problem] = {
        "pending": _unreleased("ask-unanswered", "no answer yet"),
        "refused": _unreleased("ask-declined", "an answer that refuses it"),
        "used": _unreleased("ask-used", "a call that was carried out by it before"),
        "lapsed": _unreleased("ask-lapsed", "none until the deadline"),
    }
    return held.get(kept.state)


def is_of(kept: KeptAsk, case: Case, target: str) -> bool:
    """Return whether a question was about a call as it is now declared, under this target."""
    record = kept.record
    return (record.action, record.toward, record.target) == (
        case.tool.action,
        case.call.toward,
        target,
    )


def outgrown(kept: KeptAsk, amounts: Sequence[CountedAmount]) -> Problem | None:
    """Return that totals have grown beyond those that the body answered for, if they have."""
    asked = {counted.fact: Fraction(counted.total) for counted in kept.record.amounts}
    for counted in amounts:
        if counted.fact not in asked or Fraction(counted.total) > asked[counted.fact]:
            return Problem(
                code="ask-outgrown",
                path=counted.fact,
                expected=f"at most {asked.get(counted.fact, 0)}, as was asked about",
                found=counted.total,
                hint="Other calls were let through meanwhile: ask again.",
            )
    return None


def doubted(asked: Decision, now: Decision) -> Problem | None:
    """Return that a call breaks or may break a norm that it was not asked about for, if so.

    What it breaks for certain is held to this as well: it may leave undone what is overdue beside
    what it does, and more can have become overdue since.
    """
    before, after = (
        {
            norm
            for status in each.statuses
            if status.option == CALL
            for norm in (*status.broken, *status.maybe_broken)
        }
        for each in (asked, now)
    )
    if not after - before:
        return None
    return Problem(
        code="ask-outgrown",
        path=", ".join(sorted(after - before)),
        expected="no norm that it breaks or may break, but those that were asked about",
        found="another",
        hint="Something became due or doubtful meanwhile: ask again.",
    )


def _unreleased(code: str, found: str) -> Problem:
    return Problem(code, "ask", "an answer that releases the call, in time, not used yet", found)
