"""Which rows lean on which: a pair in a context on the same pair in the nearest broader ones."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from commonweal.values import VoteCounts


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class LinkedRows:
    """Groups of equally many rows that hang together: one pair each, in several contexts."""

    rows: NDArray[np.int64]
    """Groups by members."""
    departure: NDArray[np.float64]
    """Groups by members by members: times the log odds of the members it gives how each departs
    from the mean of those it leans on, or itself where it leans on none."""
    leans: NDArray[np.bool_]
    """Groups by members: whether it leans on any."""

    def part(self, chosen: slice) -> LinkedRows:
        """Return some of the groups."""
        return LinkedRows(
            rows=self.rows[chosen], departure=self.departure[chosen], leans=self.leans[chosen]
        )


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class ContextLinks:
    """All rows: those that stand alone, and those that lean on others."""

    alone: NDArray[np.int64]
    linked: tuple[LinkedRows, ...]

    @classmethod
    def of(cls, counts: VoteCounts, broader: Mapping[str, tuple[str, ...]]) -> ContextLinks:
        """Return how the rows of these counts lean on one another.

        A pair that was not asked about in a broader context leans on those broader than that.

        Cost: O(rows · log rows) for each context on the way up, plus the groups' sizes squared.
        """
        from scipy.sparse import coo_array
        from scipy.sparse.csgraph import connected_components

        lower, upper = _links(counts, broader)
        rows = len(counts)
        graph = coo_array((np.ones(len(lower)), (lower, upper)), shape=(rows, rows))
        _, labels = connected_components(graph, directed=False)
        group = labels.astype(np.int64)
        size = np.bincount(group, minlength=rows)[group] if rows else np.zeros(0, dtype=np.int64)
        return cls(
            alone=np.flatnonzero(size == 1),
            linked=tuple(
                _linked(np.flatnonzero(size == members), group, lower, upper, int(members))
                for members in np.unique(size[size > 1])
            ),
        )


def _links(
    counts: VoteCounts, broader: Mapping[str, tuple[str, ...]]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return the rows that lean, and for each of these one that it leans on."""
    asked = _Asked(counts)
    found = [(np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64))]
    for number, name in enumerate(counts.contexts):
        rows = np.flatnonzero(counts.context == number)
        waiting = [(above, rows) for above in broader.get(name, ())]
        while waiting:
            above, rows = waiting.pop()
            upper = asked.in_context(rows, above)
            there = upper >= 0
            found.append((rows[there], upper[there]))
            if not there.all():
                waiting += [(higher, rows[~there]) for higher in broader.get(above, ())]
    lower, upper = (np.concatenate(part) for part in zip(*found, strict=True))
    # Two ways up can lead to one context.
    both = np.unique(lower * len(counts) + upper)
    return both // max(len(counts), 1), both % max(len(counts), 1)


class _Asked:
    """Finds the row of a pair in another context."""

    def __init__(self, counts: VoteCounts) -> None:
        self._contexts = {name: number for number, name in enumerate(counts.contexts)}
        self._pair = counts.low.astype(np.int64) * len(counts.cards) + counts.high
        key = self._pair * len(self._contexts) + counts.context
        self._order = np.argsort(key)
        self._key = key[self._order]

    def in_context(self, rows: NDArray[np.int64], context: str) -> NDArray[np.int64]:
        """Return for each row the one of its pair in a context, or -1 if there is none."""
        if context not in self._contexts or not len(rows):
            return np.full(len(rows), -1, dtype=np.int64)
        wanted = self._pair[rows] * len(self._contexts) + self._contexts[context]
        position = np.minimum(np.searchsorted(self._key, wanted), len(self._key) - 1)
        return np.where(self._key[position] == wanted, self._order[position], -1)


def _linked(
    rows: NDArray[np.int64],
    group: NDArray[np.int64],
    lower: NDArray[np.int64],
    upper: NDArray[np.int64],
    members: int,
) -> LinkedRows:
    grouped = rows[np.argsort(group[rows], kind="stable")].reshape(-1, members)
    place = np.zeros(len(group), dtype=np.int64)
    block = np.full(len(group), -1, dtype=np.int64)
    place[grouped] = np.arange(members)
    block[grouped] = np.arange(len(grouped))[:, None]
    departure = np.zeros((len(grouped), members, members))
    departure[:] = np.eye(members)
    here = block[lower] >= 0
    low, up = lower[here], upper[here]
    count = np.bincount(low, minlength=len(group))
    departure[block[low], place[low], place[up]] = -1 / count[low]
    return LinkedRows(rows=grouped, departure=departure, leans=count[grouped] > 0)
