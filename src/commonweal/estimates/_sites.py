"""What each vote says of its pair and of its person, each time with the other uncertain."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from commonweal.estimates._sums import sums, sums_of_runs

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from commonweal.estimates._evidence import Evidence

_AT_ONCE = 1 << 16
"""Votes to a chunk: few enough for their numbers to stay in the processor's cache."""

_PROBIT = np.pi / 8
"""A logistic curve is nearly a normal one whose variance is 8/π."""


@dataclass(frozen=True, slots=True, eq=False)
class Normals:
    """Independent normal distributions."""

    mean: NDArray[np.float64]
    variance: NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Messages:
    """Sums of what votes say: a normal likelihood each, as precision and precision times mean."""

    precision: NDArray[np.float64]
    shift: NDArray[np.float64]


class Sites:
    """The normal factor that stands for each vote, refined pass by pass (expectation propagation).

    A vote's factor is chosen such that, together with everything but this vote, it has the moments
    that the vote itself would give. With *η = θ + s·t* for the log odds of the pair and the
    tendency of the person, the moments of one logistic factor follow from those of a probit factor
    with the variance 8/π.

    Source: T. Minka, "Expectation propagation for approximate Bayesian inference", UAI 2001; the
    moments are those of D. MacKay, "The evidence framework applied to classification networks",
    Neural Computation 4 (1992), section 2.
    """

    def __init__(self, evidence: Evidence) -> None:
        self._evidence = evidence
        votes = len(evidence)
        # Half precision is too little and double is twice the memory.
        self._pair_precision = np.zeros(votes, dtype=np.float32)
        self._pair_shift = np.zeros(votes, dtype=np.float32)
        self._cell_precision = np.zeros(votes, dtype=np.float32)
        self._cell_shift = np.zeros(votes, dtype=np.float32)

    def refine(self, pairs: Normals, tendencies: Normals) -> None:
        """Choose all factors anew, given what all votes together say of pairs and tendencies.

        Cost: one pass over the votes.
        """
        for start in range(0, len(self._evidence), _AT_ONCE):
            self._refine(slice(start, start + _AT_ONCE), pairs, tendencies)

    def of_pairs(self) -> Messages:
        """Return what the votes say of each row."""
        starts, rows = self._evidence.row_starts, self._evidence.rows
        return Messages(
            sums_of_runs(starts, self._pair_precision, rows),
            sums_of_runs(starts, self._pair_shift, rows),
        )

    def of_cells(self) -> Messages:
        """Return what the votes say of the tendency in each cell."""
        cell, cells = self._evidence.cell, len(self._evidence.person_of_cell)
        return Messages(
            sums(cell, self._cell_precision, cells), sums(cell, self._cell_shift, cells)
        )

    def shared(self) -> NDArray[np.float64]:
        """Return for each row what its votes say of the pair and of the order effect at once."""
        evidence = self._evidence
        return sums_of_runs(
            evidence.row_starts, evidence.shown * self._pair_precision, evidence.rows
        )

    def _refine(self, part: slice, pairs: Normals, tendencies: Normals) -> None:
        from scipy.special import expit

        row, cell = self._evidence.row[part], self._evidence.cell[part]
        shown, said = self._evidence.shown[part], self._evidence.said[part]
        pair, pair_variance = _without(
            pairs, row, self._pair_precision[part], self._pair_shift[part]
        )
        tendency, tendency_variance = _without(
            tendencies, cell, self._cell_precision[part], self._cell_shift[part]
        )
        shrink = 1 / np.sqrt(1 + _PROBIT * (pair_variance + tendency_variance))
        expected = expit(said * shrink * (pair + shown * tendency))
        slope = said * shrink * (1 - expected)
        curvature = shrink * shrink * expected * (1 - expected)

        left = 1 / (1 - curvature * pair_variance)
        precision = curvature * left
        self._pair_precision[part] = precision
        self._pair_shift[part] = precision * pair + slope * left

        left = 1 / (1 - curvature * tendency_variance)
        precision = curvature * left
        self._cell_precision[part] = precision
        self._cell_shift[part] = precision * tendency + shown * slope * left


def _without(
    all_votes: Normals,
    index: NDArray[np.integer],
    precision: NDArray[np.float32],
    shift: NDArray[np.float32],
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return mean and variance of what each vote is about, as known without that vote."""
    variance = all_votes.variance[index]
    left = 1 / (1 - precision * variance)
    return (all_votes.mean[index] - variance * shift) * left, variance * left
