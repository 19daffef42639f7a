"""Somebody asked in a study: each answer is on the disk before the next question is shown."""

from __future__ import annotations

import re
import time
from abc import ABC, abstractmethod
from typing import TYPE_CHECKING, Generic, Literal, Self, TypeVar

from commonweal.documents import (
    LANGUAGE_PATTERN,
    NAME_PATTERN,
    Participant,
    did_you_mean,
    one_of,
    utc_now,
)
from commonweal.elicitation import Session
from commonweal.errors import ExternalFailure, InvalidDocument, Problem
from commonweal.studies._answer import add_answers
from commonweal.studies._consents import ConsentRegister
from commonweal.studies._own_folders import refuse_linked_folder

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path
    from types import TracebackType

    from commonweal.documents import ConsentUse, Record
    from commonweal.elicitation import Answered, AnswerValue, Entry, Flow, Question, SessionFile
    from commonweal.studies._folder import StudyFolder
    from commonweal.studies._study_records import Entry as StudyEntry

T = TypeVar("T")

_WAIT, _WAITS = 0.1, 100


class StudySession(ABC, Generic[T]):
    """A session of one person in a study: what an interview and a round have in common.

    Use it in a ``with`` statement. Ending the block keeps the session for later, unless `hand_in`
    or `forget` was called.

    Attributes:
        folder: the study, as it was when the session was opened.
    """

    def __init__(self, folder: StudyFolder, file: SessionFile, flow: Flow[T]) -> None:
        self.folder = folder
        self._file = file
        self._session: Session[T] = Session(flow, file.entries)

    @property
    def participant(self) -> str:
        """Whose session it is."""
        return self._file.header.participant

    @property
    @abstractmethod
    def takes_part(self) -> bool:
        """Whether the person agreed to take part: before, or here."""

    @abstractmethod
    def records(self) -> tuple[Record, ...]:
        """Return what would be handed in now."""

    @property
    def question(self) -> Question | None:
        """What is to be asked next; nothing at the end."""
        return self._session.question

    @property
    def stopped(self) -> AnswerValue:
        """What a stop said, if that was the last thing done."""
        return self._session.state.stopped

    @property
    def entries(self) -> tuple[Entry, ...]:
        """Everything that was done, in order."""
        return self._session.entries

    @property
    def told(self) -> T:
        """What was told up to here."""
        return self._session.so_far()

    @property
    def path(self) -> tuple[Answered, ...]:
        """The questions that led here, with the answers that stand."""
        return self._session.state.path

    @property
    def times(self) -> dict[str, str]:
        """When each question on the way was answered, by its id."""
        return {passed.question.id: passed.entry.at for passed in self.path}

    def earlier(self) -> AnswerValue:
        """Return what was last answered to the question that is to be asked."""
        return self._session.earlier()

    def answer(self, value: AnswerValue, *, at: str = "") -> None:
        """Answer the question, or skip it with nothing; see `commonweal.elicitation.Session`.

        Args:
            value: the answer.
            at: when, in UTC to the second; now if unsaid, as for all that is done here.
        """
        self._file.refuse_gone()
        self._file.append(self._session.answer(value, at=at or utc_now()))

    def back(self, *, at: str = "") -> None:
        """Go back to the question before."""
        self._file.append(self._session.back(at=at or utc_now()))

    def change(self, question: str) -> None:
        """Ask one earlier question again."""
        self._file.append(self._session.change(question, at=utc_now()))

    def note(self, text: str) -> None:
        """Note something beside the question, where it moves nothing."""
        self._file.append(self._session.note(text, at=utc_now()))

    def stop(self, how: Literal["later", "hand_in"] = "later") -> None:
        """Note that the person stops here, and what is to become of the session."""
        self._file.append(self._session.stop(how, at=utc_now()))

    def hand_in(self) -> tuple[str, ...]:
        """Add what was told to the study, delete the session, and return the records' ids.

        All of it is added or nothing; if something is wrong, the session stays. After an
        interruption in between, what the study has already is not added again.

        Raises:
            InvalidDocument: what `add_answers` says of the records.
            ExternalFailure: code ``session-gone`` if the session was deleted meanwhile; code
                ``ledger-locked`` if others write to the study for longer than ten seconds.
        """
        self._file.refuse_gone()
        there = self.folder.records.by_id()
        new = [record.content() for record in self.records() if record.id not in there]
        for left in range(_WAITS, -1, -1):
            try:
                ids = add_answers(self.folder.path, new, came_from=self._file.path.parent.name)
                break
            except ExternalFailure as error:
                # Somebody else is handing in, which takes a moment.
                if error.code != "ledger-locked" or not left:
                    raise
                time.sleep(_WAIT)
        self._file.remove()
        return ids

    def forget(self) -> None:
        """Delete the session: nothing of it is kept."""
        self._file.remove()

    def __enter__(self) -> Self:
        """Return the session itself."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close the session's file."""
        self._file.__exit__(kind, error, trace)


def known_as(folder: StudyFolder, person: str) -> list[StudyEntry[Participant]]:
    """Return the participant records of a person that were not taken back."""
    register = ConsentRegister.of(folder.records)
    return [
        entry
        for entry in folder.records.of(Participant)
        if entry.record.participant == person and register.gone(entry, person) is None
    ]


def consent_stands(folder: StudyFolder, person: str, use: ConsentUse = "take_part") -> bool:
    """Tell whether a consent of a person to a use stands now."""
    register = ConsentRegister.of(folder.records)
    known = known_as(folder, person)
    return bool(known) and register.standing(known[-1], person, at=utc_now(), use=use)


def refuse_pseudonym(sessions: Path, participant: str) -> None:
    """Refuse a folder of sessions that is a link, and what is no pseudonym.

    Args:
        sessions: the folder in the study that holds sessions of this kind.
        participant: the pseudonym.

    Raises:
        InvalidDocument: code ``study-link`` or ``participant-name``.
    """
    refuse_linked_folder(sessions)
    if problems := tuple(wrong_pseudonyms([participant], place=str(sessions.parent))):
        raise InvalidDocument(problems)


def wrong_pseudonyms(names: Iterable[str], *, place: str) -> Iterator[Problem]:
    """Yield the problem of each name that no participant can have."""
    for name in names:
        if re.search(NAME_PATTERN, name) is None or "\n" in name:
            expected = "a pseudonym of lower-case letters, digits, '_', '-' and '.'"
            yield Problem("participant-name", place, expected, repr(name))


def wrong_beginnings(
    folder: StudyFolder, participant: str, *, by: str, answers_in: str
) -> Iterator[Problem]:
    """Yield what is wrong with how a session is begun: the language, and who types."""
    if re.fullmatch(LANGUAGE_PATTERN.removesuffix("$"), answers_in) is None:
        expected = "a language tag such as 'en' or 'pt-BR'; 'mul' for several"
        yield Problem("unknown-language", "answers_in", expected, repr(answers_in))
    if by and by != participant and by not in folder.study.recorders:
        yield Problem(
            "other-speaker",
            str(folder.path / "study.toml"),
            one_of([participant, *folder.study.recorders]),
            repr(by),
            did_you_mean(by, folder.study.recorders)
            or f"If {by!r} writes down what participants say, add the name to recorders.",
        )
