"""Interviews in a study: begun, gone on with, and written through the same door as all answers."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING, Self

from commonweal.documents import ValueCard, utc_now
from commonweal.elicitation import (
    SessionFile,
    SessionHeader,
    Told,
    interview,
    new_session_key,
    proposal_records,
    proposals_noted,
    records_of,
    setting_from_documents,
)
from commonweal.errors import InvalidDocument, Problem
from commonweal.studies._folder import read_study
from commonweal.studies._own_folders import INTERVIEWS, interview_file
from commonweal.studies._session import (
    StudySession,
    consent_stands,
    known_as,
    refuse_pseudonym,
    wrong_beginnings,
)

if TYPE_CHECKING:
    from pathlib import Path

    from commonweal.documents import Record
    from commonweal.elicitation import InterviewSetting, ProposalShown
    from commonweal.studies._folder import StudyFolder

MOST_CARDS = 3
"""After so many cards no further one is begun, if nobody says otherwise."""


class StudyInterview(StudySession[Told]):
    """The interview of one person in a study: each answer is on the disk before the next question.

    Use it in a ``with`` statement. Ending the block keeps the session for later, unless `hand_in`
    or `forget` was called.

    Attributes:
        folder: the study, as it was when the interview was opened.
        setting: what the interview knows of it.
    """

    def __init__(self, folder: StudyFolder, file: SessionFile) -> None:
        self.setting = _setting(folder, file.header)
        super().__init__(folder, file, interview(self.setting))

    @classmethod
    def begin(
        cls,
        path: Path,
        participant: str,
        *,
        answers_in: str = "en",
        by: str = "",
        most_cards: int = MOST_CARDS,
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
                ``answers_in`` is no language tag; code ``session-begun`` if an interview of the
                person is under way.
            ExternalFailure: code ``session-open`` if it is being held at this moment.
        """
        refuse_pseudonym(path / INTERVIEWS, participant)
        folder = read_study(path)
        _refuse(folder, participant, by, answers_in)
        header = SessionHeader(
            participant=participant,
            begun=utc_now(),
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
            InvalidDocument: if the study is wrong; code ``no-session`` if none is under way.
            ExternalFailure: code ``session-open`` if it is being held at this moment.
        """
        refuse_pseudonym(path / INTERVIEWS, participant)
        folder = read_study(path)
        file = SessionFile.resume(interview_file(path, participant))
        return cls(folder, file)

    @property
    def proposals(self) -> tuple[ProposalShown, ...]:
        """What a model said in this interview, with what came of it."""
        return proposals_noted(self.entries, self.path)

    @property
    def may_send(self) -> bool:
        """Whether the person agreed that their words are sent to a model: here, or before."""
        said = {passed.question.id: passed.entry.value for passed in self.path}
        if not self.setting.consented:
            return said.get("consent.send_to_model") == "yes"
        return consent_stands(self.folder, self.participant, "send_to_model")

    @property
    def takes_part(self) -> bool:
        """Whether the person agreed to take part: before, or here."""
        return self.told.agreed

    def records(self) -> tuple[Record, ...]:
        """Return what would be handed in now: what was confirmed, and what a model proposed."""
        header, told, times = self._file.header, self.told, self.times
        records = records_of(told, self.setting, key=header.key, times=times, begun=header.begun)
        if self.may_send:
            agreed = times.get(told.consent_asked, "")
            records += proposal_records(self.proposals, self.setting, key=header.key, agreed=agreed)
        return records


def _setting(folder: StudyFolder, header: SessionHeader) -> InterviewSetting:
    person = header.participant
    return setting_from_documents(
        folder.study,
        folder.contexts,
        participant=person,
        known=bool(known_as(folder, person)),
        consented=consent_stands(folder, person),
        answers_in=header.answers_in,
        by=header.by,
        order=header.order,
        most_cards=header.most_cards or MOST_CARDS,
    )


def _refuse(folder: StudyFolder, participant: str, by: str, answers_in: str) -> None:
    problems = list(wrong_beginnings(folder, participant, by=by, answers_in=answers_in))
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
