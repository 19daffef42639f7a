"""The first step of a run: every record of the study is in the ledger, and none went missing."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from commonweal.documents import Study, Tombstone
from commonweal.errors import InvalidDocument, LedgerCorrupt, Problem
from commonweal.proof import Ledger
from commonweal.studies._answers_file import ANSWERS
from commonweal.studies._last_run import last_run
from commonweal.studies._own_folders import LEDGER, OUT, refuse_linked_folder

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path

    from commonweal.studies._folder import StudyFolder
    from commonweal.studies._study_records import StudyRecords

PERSONAL_KINDS = frozenset(
    {
        "participant",
        "consent",
        "withdrawal",
        "value_card",
        "offered",
        "proposal",
        "same_value",
        "transition",
        "wiser_vote",
        "outweighs",
        "endorsement",
        "story",
        "placing",
        "appraisal",
        "complaint",
        "tombstone",
    }
)
"""Kinds that people's answers are: one that is gone was lost, or taken unseen.

Placings and appraisals may be declared too. An id does not say whose record it was, so that all of
them are held to the stricter rule.
"""


@dataclass(frozen=True, slots=True)
class LedgerState:
    """The ledger as a run read it."""

    size: int
    root: str
    ids: frozenset[str]


def ledger_study(folder: StudyFolder) -> LedgerState:
    """Append the id of every record of a study that is not in its ledger yet.

    Raises:
        LedgerCorrupt: with code ``record-missing``; see `append_records`.
    """
    with open_ledger(folder.path, folder.study.name) as ledger:
        return append_records(folder, ledger)


def append_records(folder: StudyFolder, ledger: Ledger) -> LedgerState:
    """Append the id of every record that is not in the ledger yet, and return the ledger's state.

    Args:
        folder: the study.
        ledger: its ledger, open for appending.

    Raises:
        LedgerCorrupt: with code ``record-missing`` for each record that the ledger holds and the
            study does not, unless a tombstone says that it was erased.
    """
    _refuse(_missing(folder.records, ledger), folder.path)
    head = ledger.append_missing([entry.id for entry in folder.records.all()])
    return LedgerState(size=head.size, root=head.root, ids=frozenset(ledger))


def read_ledger(path: Path) -> LedgerState:
    """Return the state of a study's ledger as it is; of one not begun, that of an empty one."""
    ledger = _ledger_of(path)
    if ledger is None:
        return LedgerState(size=0, root=hashlib.sha256().hexdigest(), ids=frozenset())
    return LedgerState(size=ledger.size, root=ledger.head.root, ids=frozenset(ledger))


def check_ledger(folder: StudyFolder) -> None:
    """Verify a study's ledger and hold the study against it, as a run would, and write nothing.

    A study whose ledger was not begun is as good as one whose ledger is sound.

    Raises:
        InvalidDocument: code ``study-link`` if the ledger is a symbolic link.
        LedgerCorrupt: if it is damaged, with code ``ledger-lost`` if it is not the one that the
            last run had, or with code ``record-missing``; see `append_records`.
    """
    expect_ledger(folder.path, folder.study.name)
    ledger = _ledger_of(folder.path)
    if ledger is not None:
        ledger.verify().raise_for_status()
        _refuse(_missing(folder.records, ledger), folder.path)


def _ledger_of(path: Path) -> Ledger | None:
    """Return a study's ledger, open for reading, if it was begun."""
    folder = path / LEDGER
    refuse_linked_folder(folder)
    return Ledger.read(folder) if folder.exists() else None


def expect_ledger(path: Path, name: str | None, *, out: Path | None = None) -> None:
    """Refuse a study whose ledger is not the one that the last run into a folder had.

    Args:
        path: the study folder.
        name: what the study is called, if that could be read.
        out: where the run wrote; the study's own ``out`` if nothing is said.

    Raises:
        InvalidDocument: code ``out-folder`` if another study's run wrote there.
        LedgerCorrupt: code ``ledger-lost``.
    """
    last = last_run(out or path / OUT)
    if last is None:
        return
    try:
        ledger = _ledger_of(path)
    except InvalidDocument as error:
        if error.code != "ledger-absent":
            raise
        ledger = None
    last.expect(ledger, name)


def open_ledger(path: Path, name: str | None) -> Ledger:
    """Open a study's ledger for appending, and begin one, named after the study, if there is none.

    While it is open, no other program writes to the study.

    Raises:
        InvalidDocument: code ``study-link`` if the folder is a symbolic link.
        LedgerCorrupt: code ``ledger-lost`` if it is not the one that the last run had.
    """
    folder = path / LEDGER
    refuse_linked_folder(folder)
    expect_ledger(path, name)
    return Ledger.open(folder, create=True, name=None if folder.exists() else name)


def name_of_study(records: StudyRecords) -> str | None:
    """Return the study's name, if its own record could be read."""
    return next((entry.record.name for entry in records.of(Study)), None)


def changed_declarations(folder: StudyFolder, ledger: Ledger) -> tuple[str, ...]:
    """Return the ids of declarations that are in the ledger and no longer in the study.

    Raises:
        LedgerCorrupt: with code ``record-missing`` for each record of a person that is gone.
    """
    missing = _missing(folder.records, ledger)
    _refuse(_personal(missing), folder.path)
    return tuple(sorted(missing))


def refuse_lost_answers(records: StudyRecords, path: Path, ledger: Ledger) -> None:
    """Refuse a study whose answers were ledgered, and whose file of answers is gone.

    Raises:
        LedgerCorrupt: with code ``record-missing``.
    """
    if not (path / ANSWERS).exists():
        _refuse(_personal(_missing(records, ledger)), path)


def _missing(records: StudyRecords, ledger: Ledger) -> frozenset[str]:
    erased = {entry.record.erased for entry in records.of(Tombstone)}
    return frozenset(ledger) - erased - records.by_id().keys()


def is_personal(record_id: str) -> bool:
    """Tell by a record's id whether it is of a kind that people's answers are."""
    return record_id.partition(":")[0] in PERSONAL_KINDS


def _personal(missing: Collection[str]) -> frozenset[str]:
    return frozenset(record_id for record_id in missing if is_personal(record_id))


def _refuse(missing: Collection[str], path: Path) -> None:
    problems, told = [], frozenset(missing)
    personal = _personal(missing)
    if len(personal) > 1 and not (path / ANSWERS).exists():
        problems.append(_lost(len(personal), path))
        told -= personal
    problems += [
        Problem(
            code="record-missing",
            path=str(path / LEDGER),
            expected=f"the record {record_id}, which was ledgered, or its tombstone",
            found="neither",
            hint=_hint(record_id, path),
        )
        for record_id in sorted(told)
    ]
    if problems:
        raise LedgerCorrupt(problems)


def _lost(count: int, path: Path) -> Problem:
    return Problem(
        code="record-missing",
        path=str(path / ANSWERS),
        expected=f"the {count} records of people that were ledgered, or their tombstones",
        found="no such file",
        hint="Restore it from a copy.",
    )


def _hint(record_id: str, path: Path) -> str:
    if is_personal(record_id):
        return (
            "Restore it. A person's records are taken back with: commonweal withdraw"
            f" {path} PARTICIPANT --erase"
        )
    return (
        f"It was changed or taken out after a run. If that was meant: commonweal run {path} --amend"
    )
