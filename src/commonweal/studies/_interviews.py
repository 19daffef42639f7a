"""Interviews in a study: begun, gone on with, and written through the same door as all answers."""

from __future__ import annotations

import re
import secrets
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Literal, Self

from commonweal.documents import LANGUAGE_PATTERN, NAME_PATTERN, Participant, ValueCard
from commonweal.elicitation import (
    Session,
    SessionFile,
    SessionHeader,
    interview,
    new_session_key,
    records_of,
    setting_from_documents,
)
from commonweal.errors import InvalidDocument, Problem
from commonweal.studies._answer import add_answers
from commonweal.studies._consents import ConsentRegister
from commonweal.studies._folder import read_study
from commonweal.studies._own_folders import INTERVIEWS, interview_file, refuse_linked_folder

if TYPE_CHECKING:
    from pathlib import Path
    from types import TracebackType

    from commonweal.elicitation import AnswerValue, Entry, InterviewSetting, Question, Told
    from commonweal.studies._folder import StudyFolder


class StudyInterview:
    """The interview of one person in a study: each answer is on the disk before the next question.

    Use it in a ``with`` statement. Ending the block keeps the session for later, unless `hand_in`
    or `forget` was called.

    Attributes:
        folder: the study, as it was when the interview was opened.
        setting: what the interview knows of it.
    """

    def __init__(self, folder: StudyFolder, file: SessionFile) -> None:
        self.folder = folder
        self._file = file
        self.setting = _setting(folder, file.header)
        self._session: Session[Told] = Session(interview(self.setting), file.entries)

    @classmethod
    def begin(
        cls,
        path: Path,
        participant: str,
        *,
        answers_in: str = "en",
        by: str = "",
        most_cards: int = 3,
    ) -> Self:
        """Begin an interview.

        Args:
            path: the study folder.
            participant: the pseudonym, new or known to the study.
            answers_in: the language of the answers, as a BCP 47 tag; ``mul`` for several.
            by: the recorder who writes down what the person says; the person if none is named.
            most_cards: no further card is begun after this many.

        Raises:
            InvalidDocument: if the study is wrong; code ``consent-text`` if it shows no text to
                agree to; code ``other-speaker`` if ``by`` is no recorder of it; code
                ``participant-name`` if the pseudonym is no name; code ``unknown-language`` if
                ``answers_in`` is no language tag; code ``interview-begun`` if an interview of the
                person is under way.
            ExternalFailure: code ``interview-open`` if it is being held at this moment.
        """
        folder = read_study(path)
        _refuse(folder, participant, by, answers_in)
        header = SessionHeader(
            participant=participant,
            begun=_now(),
            key=new_session_key("synthetic" if folder.study.synthetic else "person"),
            order=secrets.randbits(53),
            answers_in=answers_in,
            by=by,
            most_cards=most_cards,
        )
        return cls(folder, SessionFile.begin(interview_file(path, participant), header))

    @classmethod
    def resume(cls, path: Path, participant: str) -> Self:
        """Go on with an interview where it stopped.

        Where the study has changed since, a question that now shows something else is asked again.

        Raises:
            InvalidDocument: if the study is wrong; code ``no-interview`` if none is under way.
            ExternalFailure: code ``interview-open`` if it is being held at this moment.
        """
        folder = read_study(path)
        _refuse_name(path, participant)
        file = SessionFile.resume(interview_file(path, participant))
        return cls(folder, file)

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
    def told(self) -> Told:
        """What was told up to here."""
        return self._session.so_far()

    def earlier(self) -> AnswerValue:
        """Return what was last answered to the question that is to be asked."""
        return self._session.earlier()

    def answer(self, value: AnswerValue) -> None:
        """Answer the question, or skip it with nothing; see `commonweal.elicitation.Session`."""
        self._file.refuse_gone()
        self._file.append(self._session.answer(value, at=_now()))

    def back(self) -> None:
        """Go back to the question before."""
        self._file.append(self._session.back(at=_now()))

    def change(self, question: str) -> None:
        """Ask one earlier question again."""
        self._file.append(self._session.change(question, at=_now()))

    def stop(self, how: Literal["later", "hand_in"] = "later") -> None:
        """Note that the person stops here, and what is to become of the session."""
        self._file.append(self._session.stop(how, at=_now()))

    def hand_in(self) -> tuple[str, ...]:
        """Add what was confirmed to the study, delete the session, and return the records' ids.

        All of it is added or nothing; if something is wrong, the session stays. After an
        interruption in between, what the study has already is not added again.

        Raises:
            InvalidDocument: what `add_answers` says of the records.
            ExternalFailure: code ``interview-gone`` if the session was deleted meanwhile.
        """
        self._file.refuse_gone()
        state = self._session.state
        header = self._file.header
        records = records_of(
            self.told,
            self.setting,
            key=header.key,
            times={passed.question.id: passed.entry.at for passed in state.path},
            begun=header.begun,
        )
        there = self.folder.records.by_id()
        new = [record.content() for record in records if record.id not in there]
        ids = add_answers(self.folder.path, new, came_from=INTERVIEWS)
        self._file.remove()
        return ids

    def forget(self) -> None:
        """Delete the session: nothing of it is kept."""
        self._file.remove()

    def __enter__(self) -> Self:
        """Return the interview itself."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close the session's file."""
        self._file.__exit__(kind, error, trace)


def _setting(folder: StudyFolder, header: SessionHeader) -> InterviewSetting:
    register = ConsentRegister.of(folder.records)
    person = header.participant
    known = [
        entry
        for entry in folder.records.of(Participant)
        if entry.record.participant == person and register.gone(entry, person) is None
    ]
    consented = bool(known) and register.standing(known[-1], person, at=_now())
    return setting_from_documents(
        folder.study,
        folder.contexts,
        participant=person,
        known=bool(known),
        consented=consented,
        answers_in=header.answers_in,
        by=header.by,
        order=header.order,
        most_cards=header.most_cards,
    )


def _refuse(folder: StudyFolder, participant: str, by: str, answers_in: str) -> None:
    _refuse_name(folder.path, participant)
    problems = []
    if re.fullmatch(LANGUAGE_PATTERN.removesuffix("$"), answers_in) is None:
        expected = "a language tag such as 'en' or 'pt-BR'; 'mul' for several"
        problems.append(Problem("unknown-language", "answers_in", expected, repr(answers_in)))
    if not folder.study.consent_text:
        problems.append(
            Problem(
                "consent-text",
                str(folder.path / "study.toml"),
                "a consent_text, which people agree to",
                "none",
                "Write it before anybody is asked.",
            )
        )
    if by and by != participant and by not in folder.study.recorders:
        problems.append(
            Problem(
                "other-speaker",
                str(folder.path / "study.toml"),
                f"{participant!r} or a recorder of the study",
                repr(by),
                f"If {by!r} writes down what participants say, add the name to recorders.",
            )
        )
    imported = {card.participant for card in folder.all_of(ValueCard) if card.origin == "import"}
    if participant in imported:
        problems.append(
            Problem(
                "participant-name",
                str(folder.path),
                "a pseudonym that is nobody else's",
                f"{participant!r}, the author of an imported card",
            )
        )
    if problems:
        raise InvalidDocument(problems)


def _refuse_name(path: Path, participant: str) -> None:
    refuse_linked_folder(path / INTERVIEWS)
    if re.search(NAME_PATTERN, participant) is None or "\n" in participant:
        raise InvalidDocument(
            Problem(
                "participant-name",
                str(path),
                "a pseudonym of lower-case letters, digits, '_', '-' and '.'",
                repr(participant),
            )
        )


def _now() -> str:
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
