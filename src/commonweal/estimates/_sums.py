"""Sums of numbers by what they belong to."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray


def sums_of_runs(
    starts: NDArray[np.int64], numbers: NDArray[np.floating], size: int
) -> NDArray[np.float64]:
    """Return the sums of runs of numbers that stand together, several times faster than `sums`.

    Args:
        starts: where each of ``size`` runs starts, and where the last one ends; runs may be empty.
        numbers: what is summed.
        size: how many runs there are.
    """
    total = np.zeros(size)
    some = starts[1:] > starts[:-1]
    if some.any():
        total[some] = np.add.reduceat(numbers, starts[:-1][some], dtype=np.float64)
    return total


def sums(
    index: NDArray[np.integer], numbers: NDArray[np.floating], size: int
) -> NDArray[np.float64]:
    """Return for each of ``size`` indices the sum of the numbers that have it."""
    return np.asarray(np.bincount(index, weights=numbers, minlength=size), dtype=np.float64)
