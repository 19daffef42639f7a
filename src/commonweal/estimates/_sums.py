"""Sums of numbers by what they belong to."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray


def sums(index: NDArray[np.int32], numbers: NDArray[np.floating], size: int) -> NDArray[np.float64]:
    """Return for each of ``size`` indices the sum of the numbers that have it."""
    return np.asarray(np.bincount(index, weights=numbers, minlength=size), dtype=np.float64)
