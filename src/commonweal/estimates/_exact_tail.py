"""Exact tails of counts that only chance has spread over the groups of a fixed table."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray


def drawn_distribution(
    population: ArrayLike, marked: ArrayLike, drawn: ArrayLike
) -> NDArray[np.float64]:
    """Return how probable each number of marked ones is among all that are drawn.

    From each layer of a table so many are drawn without looking, and some of each layer are marked.
    The numbers of marked ones among the drawn are independent between layers and hypergeometric
    within one, so that their sum has the convolution as its distribution.

    Args:
        population: how many there are in each layer.
        marked: how many of them are marked.
        drawn: how many of them are drawn.

    Returns:
        Entry x is the probability of x marked ones in all.

    Cost: for each layer, the product of what it and those before it can give.
    """
    from scipy.stats import hypergeom

    total = np.ones(1)
    layers = zip(
        *(np.atleast_1d(np.asarray(part)) for part in (population, marked, drawn)), strict=True
    )
    for size, of_it, taken in layers:
        if not min(of_it, taken):
            continue
        most = min(of_it, taken)
        total = np.convolve(total, hypergeom.pmf(np.arange(most + 1), size, of_it, taken))
    return total


def upper_tail(distribution: NDArray[np.float64], count: int) -> float:
    """Return the probability of ``count`` or more."""
    return float(min(1.0, distribution[count:].sum()))


def two_sided(distribution: NDArray[np.float64], count: int) -> float:
    """Return twice the smaller tail, at most 1: the central exact test."""
    lower = float(distribution[: count + 1].sum())
    return min(1.0, 2 * min(lower, upper_tail(distribution, count)))


def holm(p_values: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return p-values adjusted so that the chance of any false call stays at the level.

    Source: S. Holm, "A simple sequentially rejective multiple test procedure", Scandinavian Journal
    of Statistics 6 (1979), 65-70.
    """
    order = np.argsort(p_values, kind="stable")
    steps = len(p_values) - np.arange(len(p_values))
    adjusted = np.empty(len(p_values))
    adjusted[order] = np.minimum(1.0, np.maximum.accumulate(steps * p_values[order]))
    return adjusted


def benjamini_hochberg(p_values: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return p-values adjusted so that the expected share of false calls stays at the level.

    Source: Y. Benjamini and Y. Hochberg, "Controlling the false discovery rate", Journal of the
    Royal Statistical Society B 57 (1995), 289-300.
    """
    order = np.argsort(p_values, kind="stable")
    share = len(p_values) / np.arange(1, len(p_values) + 1)
    adjusted = np.empty(len(p_values))
    from_above = np.minimum.accumulate((share * p_values[order])[::-1])[::-1]
    adjusted[order] = np.minimum(1.0, from_above)
    return adjusted
