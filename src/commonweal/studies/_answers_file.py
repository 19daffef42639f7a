"""Changing answers.jsonl: whole or not at all, one writer at a time, every other line untouched."""

from __future__ import annotations

from typing import TYPE_CHECKING

from commonweal.documents import OWNER_ALONE, canonical_json, replacing

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from pathlib import Path

    from commonweal.documents import Record

ANSWERS = "answers.jsonl"


def rewrite_lines(
    path: Path,
    *,
    append: Sequence[Record] = (),
    without: Collection[int] = (),
    private: bool = False,
) -> None:
    """Write a file of records again, without some lines and with more records at its end.

    Args:
        path: the file; it need not be there yet.
        append: records to add, each as canonical JSON.
        without: the numbers, from 1, of the lines to leave out. All others keep their bytes.
        private: whether a new file is for its owner alone to read. One that is there keeps its
            rights, whoever gave them.
    """
    with replacing(path, rights=OWNER_ALONE if private and not path.exists() else None) as file:
        if path.exists():
            with path.open("rb") as lines:
                for number, line in enumerate(lines, start=1):
                    if number not in without:
                        file.write(line if line.endswith(b"\n") else line + b"\n")
        for record in append:
            file.write(canonical_json(record.content()) + b"\n")
