"""What people hold of each pair in each context, as log odds: pooled to the degree that it pays."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from commonweal.estimates._sites import Messages, Normals
from commonweal.estimates._spread import PAIR_GUESS, TENDENCY_GUESS, Moments, next_variance

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from commonweal.estimates._context_links import ContextLinks, LinkedRows

_NUMBERS_AT_ONCE = 1 << 21
_MOST_ROUNDS = 30
_MOST_ROUNDS_LINKED = 2
_SETTLED = 1e-4


@dataclass(slots=True, eq=False)
class HeldOfPairs:
    """The current belief about the log odds of every row.

    A row that leans on none is normal around zero, since which value of a pair is called its first
    is left to their ids. One that leans on others is normal around the mean of theirs. The joint
    distribution of rows that hang together is computed in full.
    """

    links: ContextLinks
    rows: int
    variance: float = PAIR_GUESS
    """Of the log odds of rows that lean on none."""
    link_variance: float = TENDENCY_GUESS
    """Of the departure of a row from those it leans on."""
    belief: Normals = field(init=False)

    def __post_init__(self) -> None:
        self.belief = Normals(np.zeros(self.rows), np.full(self.rows, self.variance))

    def update(self, said: Messages) -> None:
        """Take up what the votes say of each row, and choose the variances that fit best.

        Cost: linear in the rows; cubic in the number of contexts that hang together for a pair.
        """
        rounds = _MOST_ROUNDS_LINKED if self.links.linked else _MOST_ROUNDS
        for _ in range(rounds):
            before = self.variance, self.link_variance
            alone, leaning = self._believe(said)
            self.variance = next_variance(alone, PAIR_GUESS)
            if self.links.linked:
                self.link_variance = next_variance(leaning, TENDENCY_GUESS)
            moved = abs(self.variance - before[0]) + abs(self.link_variance - before[1])
            if moved < _SETTLED * sum(before):
                break

    def along(self, said: Messages, direction: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return the posterior covariance of the rows times a vector."""
        result = self.belief.variance * direction
        for group, rows in self._parts():
            covariance = self._covariance(group, said.precision[rows])
            result[rows] = np.einsum("nij,nj->ni", covariance, direction[rows])
        return result

    def _believe(self, said: Messages) -> tuple[Moments, Moments]:
        variance = 1 / (said.precision + 1 / self.variance)
        mean = variance * said.shift
        alone = self.links.alone
        squares = float((mean[alone] ** 2).sum())
        determined = float((1 - variance[alone] / self.variance).sum())
        link_squares = link_determined = 0.0
        for group, rows in self._parts():
            covariance = self._covariance(group, said.precision[rows])
            mean[rows] = np.einsum("nij,nj->ni", covariance, said.shift[rows])
            variance[rows] = np.einsum("nii->ni", covariance)
            departs = np.einsum("nij,nj->ni", group.departure, mean[rows]) ** 2
            spread = np.einsum(
                "nij,njk,nik->ni", group.departure, covariance, group.departure, optimize=True
            )
            leans = group.leans
            squares += float(departs[~leans].sum())
            determined += float((1 - spread[~leans] / self.variance).sum())
            link_squares += float(departs[leans].sum())
            link_determined += float((1 - spread[leans] / self.link_variance).sum())
        self.belief = Normals(mean, variance)
        return Moments(squares, determined), Moments(link_squares, link_determined)

    def _parts(self) -> Iterator[tuple[LinkedRows, NDArray[np.int64]]]:
        """Yield the groups of linked rows, so many at once as memory should hold."""
        for linked in self.links.linked:
            members = linked.rows.shape[1]
            step = max(1, _NUMBERS_AT_ONCE // members**2)
            for start in range(0, len(linked.rows), step):
                part = linked.part(slice(start, start + step))
                yield part, part.rows

    def _covariance(self, group: LinkedRows, precision: NDArray[np.float64]) -> NDArray[np.float64]:
        weight = np.where(group.leans, 1 / self.link_variance, 1 / self.variance)
        total = np.einsum(
            "nki,nk,nkj->nij", group.departure, weight, group.departure, optimize=True
        )
        members = np.arange(precision.shape[1])
        total[:, members, members] += precision
        return np.linalg.inv(total)
