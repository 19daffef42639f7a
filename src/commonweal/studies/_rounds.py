"""Rounds in a study: whoever told their own cards meets others', compares, weighs and places."""

from __future__ import annotations

import contextlib
import secrets
from typing import TYPE_CHECKING, Self

from commonweal.documents import did_you_mean, utc_now
from commonweal.elicitation import (
    RoundTold,
    Session,
    SessionFile,
    SessionHeader,
    meeting_round,
    new_session_key,
    records_of_round,
)
from commonweal.errors import Infeasible, InvalidDocument, Problem
from commonweal.studies._answers_file import ANSWERS
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
    from commonweal.elicitation import Question
    from commonweal.studies._folder import StudyFolder


class StudyRound(StudySession[RoundTold]):
    """One person's round in a study: each answer is on the disk before the next question.

    Use it in a ``with`` statement. Ending the block keeps the session for later, unless `hand_in`
    or `forget` was called.

    Attributes:
        folder: the study, as it was when its answers last changed.
        drawn: what is met, by id: fixed when the round began.
        setting: the same in the study's words, without what was taken back since.
    """

    def __init__(self, folder: StudyFolder, file: SessionFile, *, stamp: tuple[int, ...]) -> None:
        header = file.header
        self.drawn = RoundDrawn.from_session(header.drawn, place=str(file.path))
        # Taken before the study was read: what changed in between is noticed too.
        self._stamp = stamp
        basis = RoundBasis.of(folder, header.participant, at=utc_now())
        self.setting = round_setting(basis, self.drawn, header)
        super().__init__(folder, file, meeting_round(self.setting))

    @property
    def question(self) -> Question | None:
        """What is to be asked next, of what stands in the study now; nothing at the end.

        Raises:
            InvalidDocument: if the study was changed and is wrong now; code ``no-consent`` if the
                person's own consent was taken back meanwhile.
        """
        self._catch_up()
        return super().question

    def hand_in(self) -> tuple[str, ...]:
        """Add what was told to the study; see `StudySession.hand_in`.

        What is about somebody's words who took them back meanwhile is left out.
        """
        self._catch_up()
        try:
            return super().hand_in()
        except InvalidDocument as error:
            # Somebody took words back while this was waiting to write: once more, without them.
            if {problem.code for problem in error.problems} != {"record-gone"}:
                raise
            self._catch_up()
            return super().hand_in()

    def _catch_up(self) -> None:
        """Read the study again if answers were added or taken back since."""
        self._file.refuse_gone()
        stamp = _stamp(self.folder.path)
        if stamp == self._stamp:
            return
        folder = read_study(self.folder.path)
        _refuse_without_consent(folder, self.participant)
        self._stamp, self.folder = stamp, folder
        basis = RoundBasis.of(folder, self.participant, at=utc_now())
        self.setting = round_setting(basis, self.drawn, self._file.header)
        self._session = Session(meeting_round(self.setting), self.entries)

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
        stamp, folder = _stamp(path), read_study(path)
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
            drawn=drawn.content(),
        )
        file = SessionFile.begin(round_file(path, participant), header)
        return cls(folder, file, stamp=stamp)

    @classmethod
    def resume(cls, path: Path, participant: str) -> Self:
        """Go on with a round where it stopped: it asks what was drawn when it began.

        Raises:
            InvalidDocument: if the study is wrong; code ``no-session`` if none is under way; code
                ``session-file`` if its file cannot be read; code ``no-consent`` if the person's
                consent was taken back since.
            ExternalFailure: code ``session-open`` if it is being held at this moment.
        """
        refuse_pseudonym(path / ROUNDS, participant)
        stamp, folder = _stamp(path), read_study(path)
        if round_file(path, participant).is_file():
            _refuse_without_consent(folder, participant)
        file = SessionFile.resume(round_file(path, participant))
        try:
            return cls(folder, file, stamp=stamp)
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
        known = sorted({record.participant for record in folder.answers.participants})
        problems.append(
            Problem(
                code="unknown-participant",
                path=str(folder.path),
                expected="a participant of the study whose answers count",
                found=repr(participant),
                hint=did_you_mean(participant, known)
                or "Hold an interview first: commonweal interview STUDY --participant NAME",
            )
        )
    elif not consent_stands(folder, participant):
        hint = "Hold an interview first, which asks for it, or add one."
        problems.append(_no_consent(folder, participant, hint))
    if problems:
        raise InvalidDocument(problems)


def _refuse_without_consent(folder: StudyFolder, participant: str) -> None:
    if not consent_stands(folder, participant):
        hint = (
            f"Add a new consent to go on; or have the round deleted: commonweal withdraw STUDY"
            f" {participant} --erase"
        )
        raise InvalidDocument(_no_consent(folder, participant, hint))


def _no_consent(folder: StudyFolder, participant: str, hint: str) -> Problem:
    expected = f"a consent of {participant!r} that stands now"
    return Problem("no-consent", str(folder.path), expected, "none", hint)


def _stamp(folder: Path) -> tuple[int, ...]:
    """Return what changes whenever the answers do."""
    with contextlib.suppress(FileNotFoundError):
        found = (folder / ANSWERS).stat()
        return found.st_mtime_ns, found.st_size, found.st_ino
    return ()


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
