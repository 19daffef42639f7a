"""The file of heads: one line of canonical JSON each time that a ledger acknowledged entries."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from typing import TYPE_CHECKING

from commonweal.errors import InvalidDocument, LedgerCorrupt, Problem
from commonweal.proof._ledger_open import open_unlinked
from commonweal.proof._tree_head import TreeHead

if TYPE_CHECKING:
    from pathlib import Path

_TAIL = 4096
"""Some lines' worth of bytes: a head with a signature takes at most 600."""


@dataclass(frozen=True, slots=True)
class HeadLines:
    """What a file of heads holds."""

    heads: tuple[TreeHead, ...]
    """The acknowledgements, oldest first."""
    end: int
    """The offset after the last of them."""
    torn: int
    """How many bytes follow of a head whose writing was cut short; it acknowledged nothing."""


def read_heads(path: Path, *, end: int | None = None) -> HeadLines:
    """Read the heads in a file, or in its first ``end`` bytes.

    The last line may be torn: cut off before its closing brace, or never more than zeros. A last
    line that lacks nothing but its line feed counts.

    Raises:
        LedgerCorrupt: code ``ledger-head-damaged`` if any other line is not a head in canonical
            form, ``ledger-heads-disordered`` if two contradict each other.
    """
    if not path.exists():
        return HeadLines((), 0, 0)
    with open(path, "rb", opener=open_unlinked) as file:
        return _read(path, file.read(-1 if end is None else end), 0)


def read_last_head(path: Path) -> HeadLines:
    """Read the end of a file of heads; of the heads there, the last is the last of all.

    Raises:
        LedgerCorrupt: as `read_heads`, of what it reads.

    Cost: O(1), except where what stands at the end is damaged.
    """
    size = path.stat().st_size if path.exists() else 0
    if size <= _TAIL:
        return read_heads(path)
    with open(path, "rb", opener=open_unlinked) as file:
        file.seek(size - _TAIL)
        tail = file.read(_TAIL)
    start = tail.find(b"\n") + 1
    try:
        lines = _read(path, tail[start:], size - _TAIL + start)
    except LedgerCorrupt:
        # Only the whole file says which line that is.
        return read_heads(path)
    return lines if lines.heads else read_heads(path)


def _read(path: Path, data: bytes, offset: int) -> HeadLines:
    heads: list[TreeHead] = []
    end = 0
    while end < len(data):
        line = data[end : data.find(b"\n", end) + 1 or len(data)]
        head = _parse(line.removesuffix(b"\n"))
        if head is None:
            if _is_torn(line) and end + len(line) == len(data):
                return HeadLines(tuple(heads), offset + end, len(line))
            raise LedgerCorrupt(_damaged(path, len(heads), line))
        if heads:
            _expect_order(path, len(heads), heads[-1], head)
        heads.append(head)
        end += len(line)
    return HeadLines(tuple(heads), offset + end, 0)


def append_head(path: Path, head: TreeHead, *, end: int) -> int:
    """Write a head after offset ``end``, over whatever was torn there; return the new offset.

    The head stands on the disk when this returns, as far as the system keeps its word.
    """
    line = head.line() + b"\n"
    with open(path, "r+b" if path.exists() else "x+b", opener=open_unlinked) as file:
        if end:
            file.seek(end - 1)
            # A head may lack its line feed and nothing else.
            line = line if file.read(1) == b"\n" else b"\n" + line
        file.seek(end)
        file.truncate()
        file.write(line)
        file.flush()
        os.fsync(file.fileno())
    return end + len(line)


def _parse(line: bytes) -> TreeHead | None:
    try:
        head = TreeHead.from_content(json.loads(line))
    except (ValueError, RecursionError, InvalidDocument):
        return None
    # The same head in another spelling would be another line: one meaning, one form.
    return head if head.line() == line else None


def _is_torn(line: bytes) -> bool:
    return b"\x00" in line or (b"\n" not in line and b"}" not in line)


def _expect_order(path: Path, place: int, before: TreeHead, head: TreeHead) -> None:
    where = f"{path}:{place + 1}"
    if head.ledger != before.ledger:
        raise LedgerCorrupt(
            Problem("ledger-heads-disordered", where, f"ledger {before.ledger!r}", head.ledger)
        )
    if head.size < before.size or (head.size == before.size and head.root != before.root):
        raise LedgerCorrupt(
            Problem(
                code="ledger-heads-disordered",
                path=where,
                expected=f"more than {before.size} entries, or the same root {before.root}",
                found=f"{head.size} entries with root {head.root}",
            )
        )


def _damaged(path: Path, place: int, line: bytes) -> Problem:
    return Problem(
        code="ledger-head-damaged",
        path=f"{path}:{place + 1}",
        expected="a tree head in canonical JSON",
        found=repr(line[:160].decode("ascii", "replace")),
        hint="Restore the file from a copy; a ledger is never regenerated.",
    )
