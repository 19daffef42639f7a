"""The decisions that a run wrote, read one at a time however many there are."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import final, overload

from pydantic import ValidationError

from commonweal.documents import Decision, iterate_jsonl, read_document
from commonweal.errors import InvalidDocument, Problem

_TORN = (
    "The file ends in the middle, as if it was cut off: run the study again, or take the whole "
    "file from a copy."
)


@final
class DecisionsFile(Sequence[Decision]):
    """A file of decisions as a sequence: each is read from the disk when it is asked for.

    Args:
        path: ``decision.json``, which holds one, or ``decisions.jsonl``, which holds one a line.

    A decision that is asked for and cannot be read is an `InvalidDocument`, with everything that is
    wrong in the file and the line of each: one that was cut off is ``torn-line``.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._starts = [0]
        if path.suffix == ".jsonl":
            with path.open("rb") as file:
                for line in file:
                    self._starts.append(self._starts[-1] + len(line))
        else:
            self._starts.append(path.stat().st_size)

    def __len__(self) -> int:
        return len(self._starts) - 1

    @overload
    def __getitem__(self, index: int) -> Decision: ...

    @overload
    def __getitem__(self, index: slice) -> Sequence[Decision]: ...

    def __getitem__(self, index: int | slice) -> Decision | Sequence[Decision]:
        if isinstance(index, slice):
            return [self[place] for place in range(len(self))[index]]
        place = range(len(self))[index]
        with self.path.open("rb") as file:
            file.seek(self._starts[place])
            data = file.read(self._starts[place + 1] - self._starts[place])
        try:
            return Decision.model_validate_json(data)
        except ValidationError as error:
            raise InvalidDocument(self._problems(place, data)) from error

    def _problems(self, place: int, data: bytes) -> Iterator[Problem]:
        """Yield what is wrong in the file, of which the decision at a place cannot be read."""
        if self.path.suffix != ".jsonl":
            read_document(self.path, Decision)
        longest = max(end - start for start, end in pairwise(self._starts))
        found = False
        for item in iterate_jsonl(self.path, longest_line=longest):
            if isinstance(item, Problem):
                found = True
                torn = item.code == "torn-line"
                yield replace(item, hint=_TORN) if torn else item
        if not found:
            yield Problem(
                code="no-decision",
                path=f"{self.path}:{place + 1}",
                expected="a decision",
                found="an empty line" if data.isspace() else "another record",
                hint="Run the study again: its decisions are written anew.",
            )
