"""A participant takes records back; erasing deletes them wherever this program wrote them."""

from __future__ import annotations

import re
import shutil
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from commonweal.documents import (
    NAME_PATTERN,
    Study,
    Tombstone,
    Withdrawal,
    did_you_mean,
    new_nonce,
    utc_now,
)
from commonweal.errors import InvalidDocument, Problem
from commonweal.studies._answers_file import ANSWERS, rewrite_lines
from commonweal.studies._check_speakers import OF_PEOPLE
from commonweal.studies._consents import owner_of, people_in
from commonweal.studies._own_folders import (
    INTERVIEWS,
    ROUNDS,
    interview_file,
    refuse_linked_folder,
    refuse_linked_out,
    round_file,
)
from commonweal.studies._read_files import read_files
from commonweal.studies._stamps import STEPS
from commonweal.studies._step_ledger import expect_ledger, name_of_study, open_ledger
from commonweal.studies._withdrawal_refused import refuse_by_hand, refuse_remains, refuse_unread

if TYPE_CHECKING:
    from collections.abc import Sequence

    from commonweal.documents import Origin, Record
    from commonweal.studies._read_files import FilesRead
    from commonweal.studies._study_records import Entry

DERIVED = (
    "manifest.json",
    "target.json",
    "records.json",
    "decision.json",
    "decisions.jsonl",
    "report.html",
    "summary.json",
    STEPS,
)
"""What a run writes and may hold a person's words: all of it is made again by the next run."""


@dataclass(frozen=True, slots=True)
class WithdrawalPlan:
    """What taking records back will do, before it is done."""

    path: Path
    study: str | None
    """The study's name, if it could be read."""
    participant: str
    taken_back: tuple[Entry[Record], ...]
    """The records that count no longer."""
    erase: bool
    withdrawal: Withdrawal | None
    """The record of it; an earlier one's, if this only finishes what that one began; none of
    somebody who has but an unfinished session."""
    tombstones: tuple[Tombstone, ...]
    derived: tuple[Path, ...]
    """Files and folders of earlier runs that are deleted with the bodies."""
    unfinished: tuple[Path, ...] = ()
    """The person's unfinished interview and round: deleted if everything of theirs is."""


def plan_withdrawal(
    path: Path,
    participant: str,
    *,
    records: Sequence[str] = (),
    erase: bool = False,
    outs: Sequence[Path] = (),
) -> WithdrawalPlan:
    """Find out what a withdrawal takes back, and change nothing yet.

    Args:
        path: the study folder; only its answers and its plan have to be readable.
        participant: whose records they are.
        records: the ids to take back; all of the participant's if none is named.
        erase: whether bodies and nonces are deleted too.
        outs: folders that runs wrote to, beside the study's own ``out``.

    Raises:
        InvalidDocument: if there is no such participant or record, or an answer cannot be read;
            code ``erase-remains`` if a consent or the participant would be erased, and what was
            said under it would not; code ``study-link`` if bodies would be erased and ``out`` is a
            symbolic link.
        LedgerCorrupt: code ``ledger-lost`` if the ledger is not the one that the last run had.
    """
    if erase:
        refuse_linked_out(path / "out")
    read = read_files(path)
    refuse_unread(read, path)
    expect_ledger(path, name_of_study(read.records))
    derived = _derived(path, outs) if erase else ()
    unfinished = _unfinished(path, participant) if erase and not records else ()
    theirs = _entries_of(read, participant)
    begun = _erasure_of(read, participant) if erase and not theirs else None
    plan = WithdrawalPlan(
        path=path,
        study=name_of_study(read.records),
        participant=participant,
        taken_back=(),
        erase=erase,
        withdrawal=begun,
        tombstones=(),
        derived=derived,
        unfinished=unfinished,
    )
    if begun is not None:
        return plan
    if unfinished and not theirs:
        return replace(plan, derived=())
    known = sorted(people_in(read.records))
    taken_back = _taken_back(theirs, participant, records, path, known=known)
    if erase:
        refuse_by_hand(taken_back)
        refuse_remains(theirs, taken_back)
    said_at = max(utc_now(), *(entry.record.said_at for entry in taken_back))
    withdrawal = Withdrawal(
        participant=participant,
        records=tuple(records),
        erase=erase,
        by=participant,
        origin=_origin_of_withdrawal(taken_back, read),
        said_at=said_at,
        nonce=new_nonce(),
    )
    tombstones = _tombstones(taken_back, read, said_at) if erase else ()
    return replace(plan, taken_back=taken_back, withdrawal=withdrawal, tombstones=tombstones)


def _entries_of(read: FilesRead, participant: str) -> list[Entry[Record]]:
    """Return what a participant said, but for what they took back."""
    return [
        entry
        for entry in read.records.all()
        if owner_of(entry.record, {participant}) == participant
        and not isinstance(entry.record, Withdrawal)
    ]


def _origin_of_withdrawal(taken_back: Sequence[Entry[Record]], read: FilesRead) -> Origin:
    """Return who is behind it: nobody else takes it back, also where it was imported."""
    origin = taken_back[0].record.origin
    if origin in OF_PEOPLE:
        return origin
    invented = any(entry.record.synthetic for entry in read.records.of(Study))
    return "synthetic" if invented else "person"


def withdraw(plan: WithdrawalPlan) -> None:
    """Do what was planned. If it is interrupted, planning and doing it again finishes it.

    What runs derived goes first. Tombstones are written in the same moment as the bodies in
    answers.jsonl disappear. Copies elsewhere, such as a version control system's, are out of reach.
    """
    for session in plan.unfinished:
        session.unlink(missing_ok=True)
    for file in plan.derived:
        if file.is_dir():
            shutil.rmtree(file)
        else:
            file.unlink(missing_ok=True)
    if not plan.taken_back:
        return
    assert plan.withdrawal is not None, "something is taken back"
    new: list[Record] = [plan.withdrawal, *plan.tombstones]
    with open_ledger(plan.path, plan.study) as ledger:
        ledger.append_missing([entry.id for entry in plan.taken_back])
        answers = plan.path / ANSWERS
        rewrite_lines(answers, append=new, without=_lines_in(answers, plan))
        plans = {entry.file for entry in plan.taken_back} - {str(answers)}
        for file in map(Path, sorted(plans) if plan.erase else ()):
            rewrite_lines(file, without=_lines_in(file, plan))
        ledger.append_missing([record.id for record in new])


def _erasure_of(read: FilesRead, participant: str) -> Withdrawal | None:
    """Return the last withdrawal by which a participant had everything erased, if there is one."""
    said = [
        entry.record
        for entry in read.records.of(Withdrawal)
        if entry.record.participant == participant and entry.record.erase
    ]
    return said[-1] if said else None


def _unfinished(path: Path, participant: str) -> tuple[Path, ...]:
    for folder in (INTERVIEWS, ROUNDS):
        refuse_linked_folder(path / folder)
    if re.search(NAME_PATTERN, participant) is None:
        return ()
    files = (interview_file(path, participant), round_file(path, participant))
    return tuple(file for file in files if file.is_file())


def _taken_back(
    theirs: list[Entry[Record]],
    participant: str,
    records: Sequence[str],
    path: Path,
    *,
    known: Sequence[str],
) -> tuple[Entry[Record], ...]:
    by_id = {entry.id: entry for entry in theirs}
    if not theirs:
        raise InvalidDocument(
            Problem(
                code="unknown-participant",
                path=str(path / ANSWERS),
                expected="a participant with records in the study",
                found=repr(participant),
                hint=did_you_mean(participant, known)
                or "Look at the spelling. Whoever was erased has no records any more.",
            )
        )
    problems = [
        Problem(
            code="unknown-record",
            path=str(path / ANSWERS),
            expected=f"the id of a record of {participant!r}",
            found=record_id,
            hint="`commonweal withdraw STUDY PARTICIPANT` without --record takes all of them.",
        )
        for record_id in records
        if record_id not in by_id
    ]
    if problems:
        raise InvalidDocument(problems)
    return tuple(by_id[record_id] for record_id in records) if records else tuple(theirs)


def _derived(path: Path, outs: Sequence[Path]) -> tuple[Path, ...]:
    files = (folder / name for folder in sorted({path / "out", *outs}) for name in DERIVED)
    return tuple(file for file in files if file.exists())


def _tombstones(
    taken_back: Sequence[Entry[Record]], read: FilesRead, said_at: str
) -> tuple[Tombstone, ...]:
    """Return what stands for each record that is erased and was not before."""
    erased = {entry.record.erased for entry in read.records.of(Tombstone)}
    return tuple(
        Tombstone(
            erased=entry.id,
            reason="withdrawal",
            by="commonweal",
            origin=taken_back[0].record.origin,
            said_at=said_at,
        )
        for entry in taken_back
        if entry.id not in erased
    )


def _lines_in(file: Path, plan: WithdrawalPlan) -> set[int]:
    if not plan.erase:
        return set()
    return {entry.line for entry in plan.taken_back if entry.file == str(file)}
