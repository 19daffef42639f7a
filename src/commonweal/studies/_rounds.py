"""Rounds in a study: whoever told their own cards meets others', compares, weighs and places."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING, Self

from commonweal.documents import utc_now
from commonweal.elicitation import (
    RoundTold,
    SessionFile,
    SessionHeader,
    meeting_round,
    new_session_key,
    records_of_round,
)
from commonweal.errors import Infeasible, InvalidDocument, Problem
from commonweal.studies._folder import read_study
from commonweal.studies._own_folders import ROUNDS, round_file
from commonweal.studies._round_basis import RoundBasis
from commonweal.studies._round_draw import draw_round
from commonweal.studies._round_drawn import RoundDrawn, RoundSize
from commonweal.studies._round_setting import round_setting
from commonweal.studies._session import (
    StudySession,
    consent_stands,
    known_as,
    refuse_pseudonym,
    wrong_beginnings,
)

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from commonweal.documents import Record
    from commonweal.studies._folder import StudyFolder


class StudyRound(StudySession[RoundTold]):
    """One person's round in a study: each answer is on the disk before the next question.

    Use it in a ``with`` statement. Ending the block keeps the session for later, unless `hand_in`
    or `forget` was called.

    Attributes:
        folder: the study, as it was when the round was opened.
        drawn: what is met, by id: fixed when the round began.
        setting: the same in the study's words, without what was taken back since.
    """

    def __init__(self, folder: StudyFolder, file: SessionFile) -> None:
        header = file.header
        self.drawn = RoundDrawn.from_json(header.drawn, place=str(file.path))
        basis = RoundBasis.of(folder, header.participant, at=utc_now())
        self.setting = round_setting(basis, self.drawn, header)
        super().__init__(folder, file, meeting_round(self.setting))

    @classmethod
    def begin(
        cls,
        path: Path,
        participant: str,
        *,
        size: RoundSize | None = None,
        again: Sequence[str] = (),
        answers_in: str = "en",
        by: str = "",
        seed: int | None = None,
    ) -> Self:
        """Draw a round and begin it.

        Args:
            path: the study folder.
            participant: the pseudonym of somebody whose consent stands.
            size: how much is met; `RoundSize` if nothing is said.
            again: ids of votes of theirs that they want to be asked about once more; the new
                answer takes the place of the old one.
            answers_in: the language of the answers, as a BCP 47 tag; ``mul`` for several.
            by: the recorder who writes down what the person says; the person if none is named.
            seed: of what is drawn by lot; a fresh one if none is given.

        Raises:
            InvalidDocument: if the study is wrong; code ``unknown-participant`` or ``no-consent``
                of who is not in the study, or has no consent that stands; codes ``other-speaker``,
                ``participant-name``, ``unknown-language`` and ``session-begun`` as in interviews;
                code ``no-such-vote`` of what is to be asked again and cannot.
            Infeasible: code ``nothing-to-ask`` if nothing is left that they were not asked.
            ExternalFailure: code ``session-open`` if it is being held at this moment.
        """
        refuse_pseudonym(path / ROUNDS, participant)
        folder = read_study(path)
        _refuse(folder, participant, by, answers_in)
        begun, order = utc_now(), secrets.randbits(53) if seed is None else seed
        basis = RoundBasis.of(folder, participant, at=begun)
        drawn = draw_round(basis, size or RoundSize(), seed=order, again=again)
        if drawn.empty:
            raise _nothing_left(participant)
        header = SessionHeader(
            participant=participant,
            begun=begun,
            key=new_session_key("synthetic" if folder.study.synthetic else "person"),
            order=order,
            answers_in=answers_in,
            by=by,
            drawn=drawn.as_json(),
        )
        return cls(folder, SessionFile.begin(round_file(path, participant), header))

    @classmethod
    def resume(cls, path: Path, participant: str) -> Self:
        """Go on with a round where it stopped: it asks what was drawn when it began.

        Raises:
            InvalidDocument: if the study is wrong; code ``no-session`` if none is under way; code
                ``session-file`` if its file cannot be read.
            ExternalFailure: code ``session-open`` if it is being held at this moment.
        """
        refuse_pseudonym(path / ROUNDS, participant)
        folder = read_study(path)
        file = SessionFile.resume(round_file(path, participant))
        try:
            return cls(folder, file)
        except InvalidDocument:
            file.__exit__(None, None, None)
            raise

    @property
    def takes_part(self) -> bool:
        """Whether the person agreed to take part: nobody else begins a round."""
        return True

    def records(self) -> tuple[Record, ...]:
        """Return what would be handed in now."""
        header = self._file.header
        return records_of_round(
            self.told, self.setting, key=header.key, times=self.times, begun=header.begun
        )


def _refuse(folder: StudyFolder, participant: str, by: str, answers_in: str) -> None:
    problems = list(wrong_beginnings(folder, participant, by=by, answers_in=answers_in))
    if not known_as(folder, participant):
        problems.append(
            Problem(
                code="unknown-participant",
                path=str(folder.path),
                expected="a participant of the study whose answers count",
                found=repr(participant),
                hint="Hold an interview first: commonweal interview STUDY --participant NAME",
            )
        )
    elif not consent_stands(folder, participant):
        problems.append(
            Problem(
                code="no-consent",
                path=str(folder.path),
                expected=f"a consent of {participant!r} that stands now",
                found="none",
                hint="Hold an interview first, which asks for it, or add one.",
            )
        )
    if problems:
        raise InvalidDocument(problems)


def _nothing_left(participant: str) -> Infeasible:
    return Infeasible(
        Problem(
            code="nothing-to-ask",
            path=participant,
            expected="something that this person was not asked about yet",
            found="nothing that may be shown to them",
            hint="Wait until more people told their cards, or name a vote with --again.",
        )
    )
