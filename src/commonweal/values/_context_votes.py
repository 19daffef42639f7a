"""The votes of one context, ready to be counted again with other people."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

import numpy as np

from commonweal.values._edges import EdgeChoice, context_code, graph_of_pairs
from commonweal.values._votes import ANSWERS

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from scipy import sparse

    from commonweal.values._edges import EdgeRule
    from commonweal.values._value_graph import ValueGraph
    from commonweal.values._votes import Votes

_CELLS = 2 * len(ANSWERS)
_MOST_CELLS_AT_ONCE = 400_000


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class ContextVotes:
    """Who answered what in one context, so that each person can count any number of times.

    To draw people anew, or to leave some out, is to say how often each counts: all of a person's
    votes come and go together, because they hang together.
    """

    person: NDArray[np.int32]
    """For each person who voted here the position among the votes' participants, ascending."""
    votes: int
    low: NDArray[np.int64]
    """For each pair the position in ``cards`` of the one whose id sorts first."""
    high: NDArray[np.int64]
    cards: NDArray[np.int32]
    """The values compared here, as positions among the votes' cards, ascending."""
    cast: sparse.csr_array
    """One row for each pair, order of display and answer, one column for each person: 1 where they
    said so."""

    @classmethod
    def of(cls, votes: Votes, context: str) -> Self:
        """Return the votes of one context.

        Raises:
            InvalidDocument: with code ``unknown-context`` if nobody voted in it.

        Cost: one sort of its votes.
        """
        from scipy import sparse

        kept = votes.kept(votes.context == context_code(votes.contexts, context))
        starts = kept.starts_pair()
        row = np.cumsum(starts) - 1
        cell = row * _CELLS + kept.shown * len(ANSWERS) + kept.answer
        cards = np.unique(np.concatenate([kept.low, kept.high]))
        person, column = np.unique(kept.participant, return_inverse=True)
        shape = (int(starts.sum()) * _CELLS, len(person))
        cast = sparse.coo_array((np.ones(len(cell)), (cell, column)), shape=shape)
        return cls(
            person=person,
            votes=len(kept),
            low=np.searchsorted(cards, kept.low[starts]),
            high=np.searchsorted(cards, kept.high[starts]),
            cards=cards,
            cast=cast.tocsr(),
        )

    @property
    def people(self) -> int:
        """How many people voted."""
        return len(self.person)

    def counts(self, times: NDArray[np.int64]) -> NDArray[np.int64]:
        """Return the counts of every pair, by order of display and answer, as `decide_pairs` takes.

        Args:
            times: how often each person counts.
        """
        # Whole numbers far below 2**53, so that these sums are exact.
        cells: NDArray[np.float64] = self.cast @ times.astype(np.float64)
        return cells.astype(np.int64).reshape(-1, 2, len(ANSWERS))

    def graph(self, choice: EdgeChoice) -> ValueGraph:
        """Return the graph with the edges chosen among the pairs."""
        return graph_of_pairs(choice, self.low, self.high, values=len(self.cards))

    def at_once(self) -> int:
        """Return how many draws of people fit into memory together, for `choices`."""
        return max(1, _MOST_CELLS_AT_ONCE // max(1, len(self.low) * _CELLS))

    def choices(self, rule: EdgeRule, times: NDArray[np.int64]) -> list[EdgeChoice]:
        """Return the edges of each of several draws of people, one row of ``times`` for each."""
        pairs = len(self.low)
        choice = rule.choose(np.concatenate([self.counts(row) for row in times]))
        return [
            EdgeChoice(choice.wiser[start : start + pairs], choice.weight[start : start + pairs])
            for start in range(0, pairs * len(times), max(pairs, 1))
        ]


def draw_people(rng: np.random.Generator, people: int, replicates: int) -> NDArray[np.int64]:
    """Return how often each person is drawn, with replacement, in each of so many draws."""
    return np.stack(
        [np.bincount(rng.integers(0, people, people), minlength=people) for _ in range(replicates)]
    )
