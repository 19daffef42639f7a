"""The records of a study as they stand in its files, each with its place and its id."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from commonweal.errors import Problem

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from commonweal.documents import Record

_STEP = re.compile(r"([A-Za-z_]+)|\[([^\]]*)\]")

R_co = TypeVar("R_co", bound="Record", covariant=True)
OneKind = TypeVar("OneKind", bound="Record")


@dataclass(frozen=True, slots=True)
class Entry(Generic[R_co]):
    """A record of a study, the place it was read from, and its content id, computed once."""

    record: R_co
    file: str
    line: int
    id: str
    lines: Callable[[tuple[str | int, ...]], int] | None = None
    """The line of each part of the record, where it may have more than one."""

    @property
    def place(self) -> str:
        """The file and the line, as errors name them."""
        return f"{self.file}:{self.line}"

    def problem(
        self, code: str, field: str, *, expected: str, found: str, hint: str = ""
    ) -> Problem:
        """Return a problem at one field of this record."""
        line = self.line if self.lines is None else self.lines(_way(field, self.record))
        place = f"{self.file}:{line} {field}"
        return Problem(code=code, path=place, expected=expected, found=found, hint=hint)


def _way(field: str, record: Record) -> tuple[str | int, ...]:
    """Return the way to a field that a problem names, as far as the record has it.

    Parts of a list are told by their position or by their name: ``options[wait].changes[0].fact``.
    """
    way: list[str | int] = []
    at: Any = record
    for key, position in _STEP.findall(field):
        if key:
            at = getattr(at, key, None)
            way.append(key)
        elif isinstance(at, tuple):
            names = [getattr(part, "name", None) for part in at]
            index = names.index(position) if position in names else int(position)
            at = at[index]
            way.append(index)
    return tuple(way)


@dataclass(slots=True)
class StudyRecords:
    """Every record that could be read, by class, in the order of the files."""

    by_class: dict[type[Record], list[Entry[Record]]] = field(
        default_factory=lambda: defaultdict(list)
    )
    incomplete: set[str] = field(default_factory=set)
    """What was not read whole (``role``, ``card``, …): nobody is told that one is missing."""

    def add(self, entry: Entry[Record]) -> None:
        """Keep one record."""
        self.by_class[type(entry.record)].append(entry)

    def of(self, kind: type[OneKind]) -> list[Entry[OneKind]]:
        """Return the records of one class, in the order of the files."""
        return self.by_class.get(kind, [])  # type: ignore[return-value]  # kept under their own class

    def all(self) -> Iterator[Entry[Record]]:
        """Yield every record, class after class."""
        for entries in self.by_class.values():
            yield from entries

    def by_id(self) -> dict[str, Entry[Record]]:
        """Return every record by its id."""
        return {entry.id: entry for entry in self.all()}
