"""The decisions that a run wrote, read one at a time however many there are."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import final, overload

from commonweal.documents import Decision


@final
class DecisionsFile(Sequence[Decision]):
    """A file of decisions as a sequence: each is read from the disk when it is asked for.

    Args:
        path: ``decision.json``, which holds one, or ``decisions.jsonl``, which holds one a line.
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
        return Decision.model_validate_json(data)
