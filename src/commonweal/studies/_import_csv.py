"""Reading the tables that others publish: strictly, with the line of every problem."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from typing import TYPE_CHECKING

from commonweal.documents import sha256_hex
from commonweal.errors import InvalidDocument, Problem

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from pathlib import Path

csv.field_size_limit(1 << 20)


@dataclass(frozen=True, slots=True)
class CsvRow:
    """One row of a published table and the line it begins on."""

    cells: Mapping[str, str]
    where: str
    """The file's name and the line."""

    def __getitem__(self, column: str) -> str:
        return self.cells[column]


@dataclass(frozen=True, slots=True)
class CsvTable:
    """A published table: its rows, its columns and the hash of its bytes."""

    name: str
    columns: tuple[str, ...]
    rows: tuple[CsvRow, ...]
    sha256: str


def read_csv_table(path: Path, *, columns: Collection[str]) -> CsvTable:
    """Read a comma-separated table with a header line.

    Args:
        path: the file, in UTF-8.
        columns: those that must be there; others may be.

    Raises:
        InvalidDocument: with every missing column and every row of the wrong length.
    """
    try:
        data = path.read_bytes()
        text = data.decode("utf-8-sig")
    except OSError as error:
        raise InvalidDocument(_no_file(path, error)) from error
    except UnicodeDecodeError as error:
        raise InvalidDocument(_not_text(path, error)) from error
    header = next(csv.reader(io.StringIO(text, newline="")), [])
    problems = [
        Problem(
            code="import-column",
            path=f"{path}:1",
            expected=f"a column {column!r}",
            found=", ".join(header) or "an empty file",
            hint="Give the file as published, with its header line.",
        )
        for column in columns
        if column not in header
    ]
    if problems:
        raise InvalidDocument(problems)
    rows = _rows(text, header, path.name)
    return CsvTable(
        name=path.name, columns=tuple(header), rows=tuple(rows), sha256=sha256_hex(data)
    )


def _rows(text: str, header: list[str], name: str) -> list[CsvRow]:
    rows: list[CsvRow] = []
    problems: list[Problem] = []
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    next(reader)
    line = reader.line_num + 1
    try:
        for cells in reader:
            where, line = f"{name}:{line}", reader.line_num + 1
            if len(cells) == len(header):
                rows.append(CsvRow(dict(zip(header, cells, strict=True)), where))
            elif cells:
                problems.append(
                    Problem(
                        code="import-row",
                        path=where,
                        expected=f"{len(header)} cells, as in the header",
                        found=f"{len(cells)}",
                    )
                )
    except csv.Error as error:
        problems.append(
            Problem(
                code="import-row",
                path=f"{name}:{line}",
                expected="comma-separated cells, with quotes closed",
                found=str(error),
            )
        )
    if problems:
        raise InvalidDocument(problems)
    return rows


def _no_file(path: Path, error: OSError) -> Problem:
    return Problem(
        code="import-file",
        path=str(path),
        expected="the published file",
        found=(error.strerror or "nothing that can be read").lower(),
        hint="Name the folder or file as its authors publish it.",
    )


def _not_text(path: Path, error: UnicodeDecodeError) -> Problem:
    return Problem(
        code="import-file",
        path=str(path),
        expected="text in UTF-8",
        found=f"byte {error.object[error.start]:#04x} at position {error.start}",
    )
