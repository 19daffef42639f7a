"""Which pairs can be called, at a stated share of wrong ones among them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from fractions import Fraction

    from numpy.typing import NDArray


def called_edges(
    probability: NDArray[np.float64], wrong: NDArray[np.float64], rate: Fraction
) -> NDArray[np.int8]:
    """Return the largest set of edges whose expected share of wrong ones is at most ``rate``.

    The surest are called first.

    Args:
        probability: of each row, that more people hold its first to be wiser than its second.
        wrong: of each row, that calling the likelier side would be wrong.
        rate: the share that is accepted.

    Returns:
        For each row 0 where the first is called wiser, 1 where the second is, -1 where none is.

    Source: M. Newton, A. Noueiry, D. Sarkar and P. Ahlquist, Biostatistics 5 (2004), 155-176.
    Cost: one sort of the rows.
    """
    order = np.argsort(wrong, kind="stable")
    share = np.cumsum(wrong[order]) / np.arange(1, len(order) + 1)
    # The share grows with each further edge, as they are in the order of their doubt.
    called = order[: np.searchsorted(share, float(rate), side="right")]
    edges = np.full(len(probability), -1, dtype=np.int8)
    edges[called] = np.where(probability[called] > 0.5, 0, 1)
    return edges
