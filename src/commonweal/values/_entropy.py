"""How divided people's answers are, in bits. It informs people and decides nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray


def answer_entropy(counts: NDArray[np.int64]) -> NDArray[np.float64]:
    """Return the entropy of each row of answers: 0 where all agree, more where they differ.

    The entropy is taken over answers and over nothing else. How often a question was shown is not
    an answer: published moral graphs count impressions as if they were one, so that three "wiser"
    and one "unsure" come out at 1.406 bits instead of 0.811.

    Args:
        counts: one row for each pair, one column for each kind of answer.

    Returns:
        Bits, one number for each row; 0 for a row without answers.
    """
    totals = counts.sum(axis=-1, keepdims=True)
    shares = counts / np.maximum(totals, 1)
    terms = shares * np.log2(shares, out=np.zeros_like(shares), where=shares > 0)
    bits: NDArray[np.float64] = np.abs(terms.sum(axis=-1))
    return bits
