"""How much one more answer on a pair is expected to tell about its verdict."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from commonweal.values import ANSWERS

if TYPE_CHECKING:
    from numpy.typing import NDArray


def expected_information(counts: NDArray[np.int64]) -> NDArray[np.float64]:
    """Return the bits that one more answer on each pair is expected to give.

    A verdict rests on two questions: do most hold both to be needed, and if not, which do most call
    wiser? With one answer of each kind in advance (a Dirichlet prior), the posterior of the first
    is Beta(1 + b, 2 + f + s) and that of the second Beta(1 + f, 1 + s). The information is the
    expected fall in the entropy of the two answers "yes or no", over what the next person is
    expected to say. It is never negative, and goes to nothing where the direction is known or where
    it would take very many to know it.

    Args:
        counts: pairs by answer, in the order of `commonweal.values.ANSWERS`.

    Source: D. Lindley, "On a measure of the information provided by an experiment", Annals of
    Mathematical Statistics 27 (1956), 986-1005, for the two questions as they are.
    Cost: ten incomplete beta functions for each pair.
    """
    first, second, both = counts.astype(np.float64).T[:3]
    now = _uncertainty(first, second, both)
    expected = np.zeros(len(counts))
    total = counts.sum(axis=1) + len(ANSWERS)
    for place, step in enumerate(((1, 0, 0), (0, 1, 0), (0, 0, 1))):
        then = _uncertainty(first + step[0], second + step[1], both + step[2])
        expected += (counts[:, place] + 1) / total * (now - then)
    return np.maximum(expected, 0.0)


def _uncertainty(
    first: NDArray[np.float64], second: NDArray[np.float64], both: NDArray[np.float64]
) -> NDArray[np.float64]:
    from scipy.special import betainc

    wiser = np.asarray(betainc(1 + second, 1 + first, 0.5), dtype=np.float64)
    needed = np.asarray(betainc(2 + first + second, 1 + both, 0.5), dtype=np.float64)
    return np.asarray(_entropy(wiser) + _entropy(needed))


def _entropy(chance: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the bits of a yes or no with these chances."""
    inside = np.clip(chance, 1e-300, 1.0)
    outside = np.clip(1 - chance, 1e-300, 1.0)
    return np.asarray(-(inside * np.log2(inside) + outside * np.log2(outside)))
