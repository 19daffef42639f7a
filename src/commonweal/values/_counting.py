"""Counting votes: per context and pair, by answer, order of display and stratum."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from commonweal.errors import InvalidDocument, Problem
from commonweal.values._votes import ANSWERS, Votes

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

UNDECLARED = -1
"""The code of a person who stands in no declared value of a stratum."""


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Stratification:
    """One declared way to divide people, and where each of them stands in it."""

    name: str
    values: tuple[str, ...]
    of_participant: NDArray[np.int16]
    """For each of the votes' participants a position in ``values``, or `UNDECLARED`."""


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class StratumTable:
    """The counts of each group of one stratification."""

    name: str
    values: tuple[str, ...]
    counts: NDArray[np.int64]
    """Rows by group by answer, over both orders of display. Small groups are still in it: what
    publishes it must leave out those of fewer than k people."""


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class VoteCounts:
    """What people answered on every pair in every context: one row for each pair in a context.

    Contexts are never pooled: a pair judged in two contexts has two rows.
    """

    contexts: tuple[str, ...]
    cards: tuple[str, ...]
    context: NDArray[np.int32]
    low: NDArray[np.int32]
    """The card of the pair whose id sorts first: the pair's first."""
    high: NDArray[np.int32]
    counts: NDArray[np.int64]
    """Rows by order of display by answer, in the pair's own order: what `decide_pairs` takes."""
    strata: tuple[StratumTable, ...] = ()

    def __len__(self) -> int:
        return len(self.context)


def count_votes(votes: Votes, *, strata: Sequence[Stratification] = ()) -> VoteCounts:
    """Return how often each answer was given on each pair in each context.

    Only answers are counted. That a pair was shown and not answered is no answer, and enters no
    count, share or entropy.

    Args:
        votes: standing votes.
        strata: the stratifications to count by.

    Raises:
        InvalidDocument: with code ``voted-twice`` if somebody has two votes on one pair in one
            context.

    Cost: linear in the votes, for each stratification.
    """
    if votes.repeats().any():
        raise _voted_twice(votes)
    starts = votes.starts_pair()
    row = np.cumsum(starts) - 1
    rows = int(starts.sum())
    answers = len(ANSWERS)
    cell = (row * 2 + votes.shown) * answers + votes.answer
    counts = np.bincount(cell, minlength=rows * 2 * answers)
    return VoteCounts(
        contexts=votes.contexts,
        cards=votes.cards,
        context=votes.context[starts],
        low=votes.low[starts],
        high=votes.high[starts],
        counts=counts.astype(np.int64).reshape(rows, 2, answers),
        strata=tuple(_count_stratum(votes, row, rows, stratum) for stratum in strata),
    )


def _count_stratum(
    votes: Votes, row: NDArray[np.int64], rows: int, stratum: Stratification
) -> StratumTable:
    groups, answers = len(stratum.values), len(ANSWERS)
    group = stratum.of_participant[votes.participant]
    declared = group != UNDECLARED
    cell = (row[declared] * groups + group[declared]) * answers + votes.answer[declared]
    counts = np.bincount(cell, minlength=rows * groups * answers)
    return StratumTable(
        name=stratum.name,
        values=stratum.values,
        counts=counts.astype(np.int64).reshape(rows, groups, answers),
    )


def _voted_twice(votes: Votes) -> InvalidDocument:
    return InvalidDocument(
        Problem(
            code="voted-twice",
            path=f"context {votes.contexts[votes.context[position]]}",
            expected="one standing vote for each person, context and pair",
            found=f"another vote of {votes.participants[votes.participant[position]]} on "
            f"{votes.cards[votes.low[position]]} and {votes.cards[votes.high[position]]}",
            hint="Let the later record name the earlier one in `supersedes`.",
        )
        for position in np.flatnonzero(votes.repeats()).tolist()
    )
