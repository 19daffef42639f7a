"""Sums of numbers by what they belong to."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray


def summed_by(
    owner: NDArray[np.int64], numbers: NDArray[np.float64], owners: int
) -> NDArray[np.float64]:
    """Return the sum of the numbers of each owner, in one pass.

    Args:
        owner: for each number whose it is, from 0.
        numbers: what to sum.
        owners: how many owners there are; one without a number has 0.
    """
    return np.bincount(owner, weights=numbers, minlength=owners).astype(np.float64, copy=False)
