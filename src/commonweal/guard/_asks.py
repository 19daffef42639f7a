"""Calls that a body is asked about: from the question to the one call that the answer releases."""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TYPE_CHECKING

from commonweal.errors import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from commonweal.documents import CountedAmount, GuardedCall
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

    def get(self, ask: str) -> KeptAsk | None:
        """Return a question by its id."""
        return self._kept.get(ask)

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


def not_released(ask: str, kept: KeptAsk | None, call: str) -> Problem | None:
    """Return why a question does not release a call, or nothing if it does."""
    if kept is None:
        return Problem("ask-unknown", "ask", "an ask of this guard", repr(ask)[:100])
    if kept.record.call != call:
        return Problem(
            "ask-other-call", "ask", "the call that was asked about, unchanged", "another call"
        )
    held: dict[AskState, Problem] = {
        "pending": _unreleased("ask-unanswered", "no answer yet"),
        "refused": _unreleased("ask-declined", "an answer that refuses it"),
        "used": _unreleased("ask-used", "a call that was carried out by it before"),
        "lapsed": _unreleased("ask-lapsed", "none until the deadline"),
    }
    return held.get(kept.state)


def outgrown(kept: KeptAsk | None, amounts: Sequence[CountedAmount]) -> Problem | None:
    """Return that totals have grown beyond those that the body answered for, if they have."""
    if kept is None:
        return None
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


def _unreleased(code: str, found: str) -> Problem:
    return Problem(code, "ask", "an answer that releases the call, in time, not used yet", found)
