"""Records with the place that each was read from, and what reading a file can come to."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from commonweal.documents._base import Record
from commonweal.errors import InvalidDocument, Problem

if TYPE_CHECKING:
    from pathlib import Path

    from commonweal.documents._findings import Way

MOST_PROBLEMS = 1_000
"""After so many problems in one file, the rest of it is not read."""


@dataclass(frozen=True, slots=True)
class Located:
    """A record and where it stands."""

    record: Record
    file: str
    line: int
    lines: Callable[[Way], int] | None = field(default=None, compare=False, repr=False)
    """The line of each part of the record, where it may have more than one."""

    @property
    def place(self) -> str:
        """The place as problems name it: ``answers.jsonl:12``."""
        return f"{self.file}:{self.line}"


def records_of(items: Iterable[Located | Problem]) -> tuple[Located, ...]:
    """Return the records, if nothing was wrong.

    Raises:
        InvalidDocument: with every problem among ``items``.
    """
    located: list[Located] = []
    problems: list[Problem] = []
    for item in items:
        if isinstance(item, Located):
            located.append(item)
        else:
            problems.append(item)
    if problems:
        raise InvalidDocument(problems)
    return tuple(located)


def up_to_the_limit(items: Iterable[Located | Problem], place: str) -> Iterator[Located | Problem]:
    """Yield the items until there are too many problems, and then say so and stop."""
    problems = 0
    for item in items:
        yield item
        problems += isinstance(item, Problem)
        if problems >= MOST_PROBLEMS:
            yield Problem(
                "too-many-problems",
                place,
                f"fewer than {MOST_PROBLEMS} problems in one file",
                f"{MOST_PROBLEMS}; the rest of the file was not read",
                "The first ones often explain the others.",
            )
            return


def unreadable(
    name: Path | str,
    error: OSError | UnicodeDecodeError,
    *,
    expected: str = "a file that can be read",
) -> Problem:
    """Return the problem with a file that cannot be read, or not as text.

    Args:
        name: the file, or ``-`` for standard input.
        error: what was raised.
        expected: what was to be read.
    """
    missing = isinstance(error, FileNotFoundError)
    hint = "Look at the spelling, and at the folder that you are in." if missing else ""
    found = getattr(error, "strerror", None) or str(error)
    return Problem("unreadable", str(name), expected, found, hint)


def too_large(path: Path, most: int) -> Problem:
    """Return the problem with a file that is larger than what is read into memory."""
    return Problem("file-too-large", str(path), f"a file of at most {most} bytes", "a larger one")


def not_utf8(place: str, error: UnicodeDecodeError) -> Problem:
    """Return the problem with bytes that are not UTF-8."""
    found = f"the byte 0x{error.object[error.start]:02x} at position {error.start}"
    return Problem("not-utf8", place, "UTF-8", found, "Save the file with the encoding UTF-8.")


def byte_order_mark(place: str) -> Problem:
    """Return the problem with the invisible mark that some editors put in front of a file."""
    return Problem(
        "byte-order-mark",
        place,
        "UTF-8 without a byte-order mark",
        "one at the beginning",
        "Save the file as UTF-8 without BOM.",
    )
