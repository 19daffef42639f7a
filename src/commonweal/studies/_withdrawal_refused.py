"""What keeps a withdrawal from being done: files that cannot be read or written; what remains."""

from __future__ import annotations

from typing import TYPE_CHECKING

from commonweal.documents import Consent, Participant
from commonweal.errors import InvalidDocument
from commonweal.studies._answers_file import ANSWERS

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from commonweal.documents import Record
    from commonweal.studies._read_files import FilesRead
    from commonweal.studies._study_records import Entry


def refuse_unread(read: FilesRead, path: Path) -> None:
    """Refuse where a file that holds people's records cannot be read whole."""
    files = tuple(str(path / name) for name in (ANSWERS, "plan.jsonl", "plan.toml"))
    unread = [problem for problem in read.problems if problem.path.startswith(files)]
    if unread:
        raise InvalidDocument(unread)


def refuse_by_hand(taken_back: Sequence[Entry[Record]]) -> None:
    """Refuse to erase what stands in a file that people edit, and that is not written here."""
    problems = [
        entry.problem(
            "erase-by-hand",
            "",
            expected="people's records in files of one record a line",
            found=f"a {entry.record.kind} of a participant in TOML",
            hint="Move it to answers.jsonl, or take it out by hand, and withdraw again.",
        )
        for entry in taken_back
        if entry.file.endswith(".toml")
    ]
    if problems:
        raise InvalidDocument(problems)


def refuse_remains(theirs: Sequence[Entry[Record]], taken_back: Sequence[Entry[Record]]) -> None:
    """Refuse to erase what the use of a person's other records rests on while these remain."""
    erased = {entry.id for entry in taken_back}
    remain = sum(entry.id not in erased for entry in theirs)
    problems = [
        entry.problem(
            "erase-remains",
            "",
            expected=f"the {entry.record.kind} erased together with everything said under it",
            found=f"{remain} more of the person's records, which would remain",
            hint="Without it nobody can check that they may be used. Erase all, without --record.",
        )
        for entry in taken_back
        if remain and isinstance(entry.record, Consent | Participant)
    ]
    if problems:
        raise InvalidDocument(problems)
