"""The flow engine: an interview is a program of questions, and its state a replay of the answers.

A flow is a generator function: it yields a `Question`, is sent the answer, and returns what came of
it all. Nothing else may enter it, so that the same answers always lead to the same place. A session
is a log of what the person did. It only ever grows: going back and changing an answer are entries
of their own, and what they take the place of stays readable.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable
from dataclasses import dataclass
from typing import Generic, Literal, TypeAlias, TypeVar

from commonweal.elicitation._question import AnswerValue, Question
from commonweal.errors import InvalidDocument, Problem

T = TypeVar("T")

Questions: TypeAlias = Generator[Question, AnswerValue, T]
"""A flow, or a part of one, that is being gone through; parts are joined by ``yield from``."""

Flow: TypeAlias = Callable[[], Questions[T]]
"""What begins a flow anew."""

Act: TypeAlias = Literal["answer", "back", "change", "stop"]
"""What somebody does in a session."""


class Stopped(Exception):
    """Thrown into a flow to end it here: a flow that can hand in a part catches and returns it."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that was done in a session, never changed afterwards."""

    act: Act
    question: str = ""
    """The id of the question that was answered, gone back to, or is to be answered anew."""
    shown: str = ""
    """For an answer, the digits of what was shown: see `Question.shown`."""
    value: AnswerValue = None
    """The answer; nothing where it was skipped. For a stop, what is to become of the session."""
    at: str = ""
    """When, in UTC to the second; empty where nobody looked at a clock."""


@dataclass(frozen=True, slots=True)
class Answered:
    """A question on the way to where the session stands, with its standing answer."""

    question: Question
    entry: Entry


@dataclass(frozen=True, slots=True)
class State(Generic[T]):
    """Where a session stands."""

    question: Question | None
    """What is to be asked next; nothing at the end."""
    path: tuple[Answered, ...]
    """The questions that lead there, in order, with the answers that stand."""
    outcome: T | None
    """What came of it; nothing before the end."""
    stopped: AnswerValue
    """What a stop said, if that was the last thing done."""


class Session(Generic[T]):
    """Somebody on the way through a flow, whose answers can always be taken up again.

    Every operation appends one entry to the log. An answer costs what the flow does until its next
    question; going back or changing an answer replays the flow, O(number of answers).

    Args:
        flow: begins the flow; see `Flow`.
        entries: what was done before, in order: taking them up leads where they had led.
    """

    __slots__ = (
        "_entries",
        "_flow",
        "_outcome",
        "_path",
        "_question",
        "_running",
        "_seen",
        "_standing",
    )

    def __init__(self, flow: Flow[T], entries: Iterable[Entry] = ()) -> None:
        self._flow = flow
        self._entries = list(entries)
        self._standing: dict[str, Entry] = {}
        for entry in self._entries:
            _take(self._standing, entry)
        self._replay()

    @property
    def question(self) -> Question | None:
        """What is to be asked next; nothing at the end."""
        return self._question

    @property
    def outcome(self) -> T | None:
        """What came of it; nothing before the end."""
        return self._outcome

    @property
    def entries(self) -> tuple[Entry, ...]:
        """Everything that was done, in order."""
        return tuple(self._entries)

    @property
    def state(self) -> State[T]:
        """Where the session stands: the same as `replay` of its entries."""
        last = self._entries[-1] if self._entries else None
        stopped = last.value if last is not None and last.act == "stop" else None
        return State(self._question, tuple(self._path), self._outcome, stopped)

    def earlier(self) -> AnswerValue:
        """Return what was last answered to the question that is to be asked, if it was before."""
        for entry in reversed(self._entries):
            if entry.act == "answer" and entry.question == getattr(self._question, "id", None):
                return entry.value
        return None

    def answer(self, value: AnswerValue, *, at: str = "") -> Entry:
        """Answer the question, or skip it with nothing, and go on to the next.

        Raises:
            InvalidDocument: code ``no-question`` at the end; code ``answer-form`` if it is no
                answer to the question. Nothing is appended then.
        """
        question = self._question
        if question is None:
            raise _nothing_to("answer", "a question to answer")
        fault = question.fault(value)
        if fault is not None:
            raise InvalidDocument(
                Problem(
                    "answer-form", question.id, f"an answer to a {question.kind} question", fault
                )
            )
        entry = Entry("answer", question.id, question.shown, value, at)
        self._append(entry)
        self._pass(question, entry)
        self._go_on(value)
        return entry

    def back(self, *, at: str = "") -> Entry:
        """Go back to the question before, which is asked again.

        Raises:
            InvalidDocument: code ``no-question`` at the first question.
        """
        asked = [passed for passed in self._path if passed.question.kind != "outside"]
        if not asked:
            raise _nothing_to("back", "a question that was answered before")
        return self._reopen("back", asked[-1].question.id, at)

    def change(self, question: str, *, at: str = "") -> Entry:
        """Ask one question on the way again. Later answers stay where the same is asked again.

        Raises:
            InvalidDocument: code ``no-question`` if it is not on the way to where one stands.
        """
        if question not in {passed.question.id for passed in self._path}:
            raise _nothing_to(question, "a question that was answered on the way here")
        return self._reopen("change", question, at)

    def stop(self, how: str = "later", *, at: str = "") -> Entry:
        """Stop here, and say what is to become of the session; another answer takes it up again."""
        entry = Entry("stop", getattr(self._question, "id", ""), value=how, at=at)
        self._append(entry)
        return entry

    def so_far(self) -> T:
        """Return what has come of it up to here, from a flow that catches `Stopped`.

        Cost: O(number of answers).
        """
        if self._question is None and self._outcome is not None:
            return self._outcome
        running = self._flow()
        running.send(None)
        for passed in self._path:
            running.send(passed.entry.value)
        try:
            running.throw(Stopped())
        except StopIteration as end:
            outcome: T = end.value
            return outcome
        raise AssertionError("the flow asks on after it was stopped")

    def _append(self, entry: Entry) -> None:
        self._entries.append(entry)
        _take(self._standing, entry)

    def _reopen(self, act: Act, question: str, at: str) -> Entry:
        entry = Entry(act, question, at=at)
        self._append(entry)
        self._replay()
        return entry

    def _replay(self) -> None:
        self._path: list[Answered] = []
        self._seen: set[str] = set()
        self._outcome: T | None = None
        self._running = self._flow()
        self._go_on(None)

    def _go_on(self, value: AnswerValue) -> None:
        """Go from an answer to the next question that has none standing."""
        try:
            question = self._running.send(value)
            while (entry := self._standing.get(question.id)) is not None:
                if entry.shown != question.shown or question.fault(entry.value) is not None:
                    break
                self._pass(question, entry)
                question = self._running.send(entry.value)
        except StopIteration as end:
            self._question: Question | None = None
            self._outcome = end.value
        else:
            self._question = question

    def _pass(self, question: Question, entry: Entry) -> None:
        assert question.id not in self._seen, f"{question.id} is asked twice on one way"
        self._seen.add(question.id)
        self._path.append(Answered(question, entry))


def replay(flow: Flow[T], entries: Iterable[Entry]) -> State[T]:
    """Return where a log of answers leads: a pure function of both.

    An answer stands for its question as it was shown. Where an earlier answer has changed what a
    later question shows, the later one is asked again, and what was answered then stays in the log.

    Args:
        flow: begins the flow.
        entries: what was done, in order.

    Cost: O(number of entries), and what the flow does in between.
    """
    return Session(flow, entries).state


def _take(standing: dict[str, Entry], entry: Entry) -> None:
    """Have one more entry count: the last answer to a question stands until it is reopened."""
    if entry.act == "answer":
        standing[entry.question] = entry
    elif entry.act in {"back", "change"}:
        standing.pop(entry.question, None)


def _nothing_to(found: str, expected: str) -> InvalidDocument:
    return InvalidDocument(Problem("no-question", "session", expected, found))
