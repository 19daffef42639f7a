"""Reading a file that holds one JSON document, with every problem and its line."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any, NoReturn, Protocol, TypeVar

from commonweal.documents._base import Record
from commonweal.documents._checked import D, checked, checked_record
from commonweal.documents._findings import Finding
from commonweal.documents._json_lines import json_lines
from commonweal.documents._located import byte_order_mark, not_utf8, too_large, unreadable
from commonweal.documents._strict_json import ReadJson, StrictJson
from commonweal.errors import InvalidDocument

C_co = TypeVar("C_co", covariant=True)

LARGEST_JSON = 512 * 2**20
"""The bytes that a JSON file may have, unless the reader is told otherwise: 512 MiB."""


PRINTED = {"schema", "schema_version", "data", "warnings"}
"""What a command prints with --json, and nothing beside it."""


def read_json(path: Path, *, most_bytes: int = LARGEST_JSON) -> Any:
    """Return the plain JSON that a file holds, whatever it describes.

    Args:
        path: the file.
        most_bytes: how large it may be.

    Raises:
        InvalidDocument: with every repeated key, floating-point number and broken text, and where.
    """
    return parse_json(text_of(path, most_bytes), str(path))


def parse_json(text: str, name: str, *, first_line: int = 1) -> Any:
    """Return the plain JSON that a text holds, whatever it describes.

    Args:
        text: the text.
        name: where it came from, as errors are to name it.
        first_line: the line on which it begins there.

    Raises:
        InvalidDocument: with every repeated key, floating-point number and broken text, and where.
    """
    read = StrictJson().read(text)
    if read.findings:
        _refuse(name, text, read, read.findings, first_line=first_line)
    return read.value


def read_record(path: Path, *, most_bytes: int = LARGEST_JSON) -> Record:
    """Return the one record that a JSON file holds, of whichever kind it says it is.

    Args:
        path: the file.
        most_bytes: how large it may be.

    Raises:
        InvalidDocument: with every problem and its line.
    """
    return _checked_file(path, most_bytes, checked_record)


def read_printed(path: Path, *, most_bytes: int = LARGEST_JSON) -> Record:
    """Return the record that a JSON file holds, or that a command printed into it with --json.

    Args:
        path: the file.
        most_bytes: how large it may be.

    Raises:
        InvalidDocument: with every problem and its line.
    """
    return _checked_file(path, most_bytes, _checked_data)


def read_document(
    path: Path,
    model: type[D],
    *,
    also: Callable[[Any], Iterable[Finding]] | None = None,
    most_bytes: int = LARGEST_JSON,
) -> D:
    """Return the document of the type ``model`` that a JSON file holds, a justification say.

    Args:
        path: the file.
        model: what it should hold.
        also: finds in the plain content what its parts have to do with one another. It is asked
            whatever else is wrong, so that everything can be said at once, and has to bear that.
        most_bytes: how large it may be.

    Raises:
        InvalidDocument: with every problem and its line.
    """

    def check(
        value: Any, findings: tuple[Finding, ...], /, *, text: bytes
    ) -> D | tuple[Finding, ...]:
        more = () if also is None else tuple(also(value))
        return checked(model, value, (*findings, *more), text=text)

    return _checked_file(path, most_bytes, check)


def text_of(path: Path, most_bytes: int) -> str:
    """Return the text of a file that is not too large.

    Raises:
        InvalidDocument: if it cannot be read, is too large, or is not plain UTF-8.
    """
    try:
        with path.open("rb") as file:
            data = file.read(most_bytes + 1)
    except OSError as error:
        raise InvalidDocument(unreadable(path, error)) from error
    if len(data) > most_bytes:
        raise InvalidDocument(too_large(path, most_bytes))
    if data.startswith(b"\xef\xbb\xbf"):
        raise InvalidDocument(byte_order_mark(f"{path}:1"))
    try:
        return data.decode()
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise InvalidDocument(not_utf8(f"{path}:{line}", error)) from error


class _Check(Protocol[C_co]):
    """What turns plain content into a document, or into what is wrong with it."""

    def __call__(
        self, value: Any, findings: tuple[Finding, ...], /, *, text: bytes
    ) -> C_co | tuple[Finding, ...]: ...


def _checked_data(
    value: Any, findings: tuple[Finding, ...], /, *, text: bytes
) -> Record | tuple[Finding, ...]:
    if not isinstance(value, dict) or value.keys() != PRINTED:
        return checked_record(value, findings, text=text)
    outcome = findings or checked_record(value["data"])
    if isinstance(outcome, tuple) and not findings:
        return tuple(replace(finding, way=("data", *finding.way)) for finding in outcome)
    return outcome


def _checked_file(path: Path, most_bytes: int, check: _Check[D]) -> D:
    text = text_of(path, most_bytes)
    read = StrictJson().read(text)
    outcome: D | tuple[Finding, ...] = read.findings
    if read.line is None:
        outcome = check(read.value, read.findings, text=text.encode())
    if isinstance(outcome, tuple):
        _refuse(str(path), text, read, outcome)
    return outcome


def _refuse(
    name: str, text: str, read: ReadJson, findings: tuple[Finding, ...], *, first_line: int = 1
) -> NoReturn:
    above = first_line - 1
    if read.line is not None:
        line = above + read.line
        raise InvalidDocument(finding.problem(f"{name}:{line}") for finding in findings)
    lines = json_lines(text, (finding.way for finding in findings))
    raise InvalidDocument(
        finding.problem(f"{name}:{above + lines[finding.way]}") for finding in findings
    )
