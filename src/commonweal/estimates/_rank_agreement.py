"""How alike two rankings of the same values are: what stands on top, and the order of all."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from commonweal.values import EdgeChoice


def top_membership(places: NDArray[np.int64], top: int) -> NDArray[np.float64]:
    """Return how far each value belongs to the ``top`` highest; the numbers sum to ``top``.

    Where values tie for the last seats, each belongs to the part that it would get of them if ties
    were broken by lot. With fewer values than seats all belong wholly.

    Args:
        places: the place of each value from 1, ties sharing the better place, as `places` gives.
        top: how many seats there are.
    """
    tied = np.bincount(places)[places]
    return np.clip((top - (places - 1)) / tied, 0.0, 1.0)


def overlap(one: NDArray[np.float64], other: NDArray[np.float64]) -> float:
    """Return how many members two tops share, ties being broken by lot in each for itself.

    That is the sum of the products: the expectation over both lots. Two rankings that tie all of n
    values thus share their first with probability 1/n, and do not agree for knowing nothing.

    Args:
        one: how far each value belongs to the one, as `top_membership` gives.
        other: the same values' membership in the other.
    """
    return float(one @ other)


def spearman(one: NDArray[np.int64], other: NDArray[np.int64]) -> float | None:
    """Return Spearman's rank correlation of two rankings, ties having their middle place.

    Args:
        one: places from 1, ties sharing the better place.
        other: the same values' places in the other ranking.

    Returns:
        None where one of them ties all values.

    Source: M. G. Kendall, Rank Correlation Methods, 4th edition (1970), section 3.8.
    """
    if len(one) < 2:
        return None
    first, second = _middle(one), _middle(other)
    first -= first.mean()
    second -= second.mean()
    spread = float((first**2).sum() * (second**2).sum()) ** 0.5
    return float(first @ second) / spread if spread > 0 else None


def _middle(places: NDArray[np.int64]) -> NDArray[np.float64]:
    tied = np.bincount(places)[places]
    middle: NDArray[np.float64] = places + (tied - 1) / 2
    return middle


def edge_jaccard(one: EdgeChoice, other: EdgeChoice) -> float | None:
    """Return the share of edges that both have, of those that either has.

    An edge that leads the one way and one that leads the other are two edges.

    Returns:
        None where neither has an edge.

    Source: P. Jaccard, Bulletin de la Société vaudoise des sciences naturelles 37 (1901), 547-579.
    """
    has, had = one.wiser >= 0, other.wiser >= 0
    both = int((has & (one.wiser == other.wiser)).sum())
    either = int(has.sum() + had.sum()) - both
    return both / either if either else None
