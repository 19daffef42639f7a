"""The votes that took a side, as the fit goes through them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from commonweal.values import Votes

FIRST, SECOND = 0, 1


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Evidence:
    """One entry for each vote that called one of two values wiser, ordered by row.

    A row is a pair in a context, as in `VoteCounts`; a cell is a person, or a person in a context
    where order has an effect in each context.
    """

    rows: int
    people: int
    contexts: int
    context_of_row: NDArray[np.int32]
    row: NDArray[np.int32]
    row_starts: NDArray[np.int64]
    """Where the votes of each row start, and where the last ones end."""
    cell: NDArray[np.intp]
    person_of_cell: NDArray[np.int32]
    context_of_cell: NDArray[np.int32]
    """All zeros where a cell is a person."""
    shown: NDArray[np.int8]
    """1 where the pair's first value was shown first, -1 where the second was."""
    said: NDArray[np.int8]
    """1 where the pair's first value was called wiser, -1 where the second was."""

    @classmethod
    def of(cls, votes: Votes, *, by_context: bool) -> Evidence:
        """Return the votes of a study that took a side.

        Cost: linear in the votes; by context also a sort of them.
        """
        starts = votes.starts_pair()
        row = (np.cumsum(starts) - 1).astype(np.int32)
        took = votes.answer <= SECOND
        person, context = votes.participant[took], votes.context[took]
        people = len(votes.participants)
        cell: NDArray[np.integer] = person
        person_of_cell = np.arange(people, dtype=np.int32)
        context_of_cell = np.zeros(people, dtype=np.int32)
        if by_context:
            keys, found = np.unique(context.astype(np.int64) * people + person, return_inverse=True)
            cell = found
            person_of_cell = (keys % max(people, 1)).astype(np.int32)
            context_of_cell = (keys // max(people, 1)).astype(np.int32)
        return cls(
            rows=int(starts.sum()),
            people=people,
            contexts=len(votes.contexts),
            context_of_row=votes.context[starts],
            row=row[took],
            row_starts=np.searchsorted(row[took], np.arange(int(starts.sum()) + 1)),
            # Of the type that sums need, as they would turn it into that each time.
            cell=cell.astype(np.intp),
            person_of_cell=person_of_cell,
            context_of_cell=context_of_cell,
            shown=(1 - 2 * votes.shown[took]).astype(np.int8),
            said=(1 - 2 * votes.answer[took]).astype(np.int8),
        )

    def people_heard(self) -> int:
        """Return how many people took a side at least once."""
        cells = np.zeros(len(self.person_of_cell), dtype=np.bool_)
        cells[self.cell] = True
        return len(np.unique(self.person_of_cell[cells]))

    def __len__(self) -> int:
        return len(self.row)
