"""Reading one record a line: in bounded memory, with every problem and its line."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from commonweal.documents._base import Record
from commonweal.documents._checked import checked_record
from commonweal.documents._findings import Finding
from commonweal.documents._located import (
    Located,
    byte_order_mark,
    not_utf8,
    records_of,
    unreadable,
    up_to_the_limit,
)
from commonweal.documents._strict_json import StrictJson
from commonweal.errors import Problem

LONGEST_LINE = 4 * 2**20
"""The bytes that one line may have, unless the reader is told otherwise: 4 MiB."""

_BYTE_ORDER_MARK = b"\xef\xbb\xbf"


@dataclass(frozen=True, slots=True)
class _Line:
    """One line; of one that is too long, no more than its length is kept."""

    number: int
    data: bytes | None
    length: int
    whole: bool
    """Whether a line feed ends it."""


def read_jsonl(path: Path, *, longest_line: int = LONGEST_LINE) -> tuple[Located, ...]:
    """Return every record of a file that holds one a line.

    Args:
        path: the file. Empty lines are passed over.
        longest_line: the bytes that one line may have; no more than that is held in memory.

    Raises:
        InvalidDocument: with every problem of the file, up to a limit, and the line of each.
    """
    return records_of(iterate_jsonl(path, longest_line=longest_line))


def iterate_jsonl(
    path: Path, *, longest_line: int = LONGEST_LINE, tee: Callable[[bytes], object] | None = None
) -> Iterator[Located | Problem]:
    """Yield the records and the problems of a file in the order of its lines.

    A line that is wrong spoils no other: reading goes on behind it, also behind one that is too
    long, which is passed over without being held in memory.

    Args:
        path: the file.
        longest_line: the bytes that one line may have.
        tee: called with everything that is read, piece by piece: to hash what was parsed, say.
    """
    return up_to_the_limit(_items(path, longest_line, tee), str(path))


def _items(
    path: Path, longest_line: int, tee: Callable[[bytes], object] | None
) -> Iterator[Located | Problem]:
    json = StrictJson()
    file_name = str(path)
    try:
        with path.open("rb") as file:
            for line in _lines(file, longest_line):
                if tee is not None and line.data is not None:
                    tee(line.data)
                yield from _read(line, file_name, longest_line, json)
    except OSError as error:
        yield unreadable(path, error)


def _lines(file: BinaryIO, longest: int) -> Iterator[_Line]:
    number = 0
    while data := file.readline(longest + 1):
        number += 1
        if len(data) <= longest or data.endswith(b"\n"):
            yield _Line(number, data, len(data), data.endswith(b"\n"))
            continue
        length = len(data)
        while not data.endswith(b"\n") and (data := file.readline(longest)):
            length += len(data)
        yield _Line(number, None, length, data.endswith(b"\n"))


def _read(
    line: _Line, file: str, longest_line: int, json: StrictJson
) -> Iterator[Located | Problem]:
    place = f"{file}:{line.number}"
    if line.data is None:
        yield Problem(
            "line-too-long",
            place,
            f"a line of at most {longest_line} bytes",
            f"{line.length} bytes",
            "Is a line feed missing between two records?",
        )
        return
    data = line.data
    if line.number == 1 and data.startswith(_BYTE_ORDER_MARK):
        yield byte_order_mark(place)
        data = data.removeprefix(_BYTE_ORDER_MARK)
    try:
        text = data.decode()
    except UnicodeDecodeError as error:
        yield not_utf8(place, error)
        return
    if text.isspace():
        return
    outcome = _record(text, data, json)
    if isinstance(outcome, tuple):
        for finding in outcome:
            yield (finding if line.whole else _torn(finding)).problem(place)
    else:
        yield Located(outcome, file, line.number)


def _record(text: str, data: bytes, json: StrictJson) -> Record | tuple[Finding, ...]:
    read = json.read(text)
    if read.line is not None:
        return read.findings
    return checked_record(read.value, read.findings, text=data)


def _torn(finding: Finding) -> Finding:
    if finding.code != "json-syntax":
        return finding
    hint = "The file was cut off while it was written: remove its last line, or restore it."
    return Finding("torn-line", finding.way, "a last line that is whole", finding.found, hint)
