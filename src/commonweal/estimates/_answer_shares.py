"""The shares of the answers that take no side, drawn towards the study's where few answered."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

_FEWEST, _MOST = 1.0, 1e6
"""As how many answers the study's shares may count for a pair."""


def answer_shares(counts: NDArray[np.int64]) -> NDArray[np.float64]:
    """Return the share of each answer among all on a row, as `VoteCounts` orders answers.

    Shares are Dirichlet around those of the whole study; as how many answers the study's shares
    count, follows from how much rows differ beyond chance.

    Args:
        counts: rows by order of display by answer.

    Returns:
        Rows by answer. Each row sums to 1.

    Source: J. Mosimann, "On the compound multinomial distribution", Biometrika 49 (1962), for the
    moments; the posterior mean is that of the Dirichlet distribution.
    Cost: linear in the rows.
    """
    said: NDArray[np.float64] = counts.sum(axis=1).astype(np.float64)
    overall = said.sum(axis=0)
    kinds = said.shape[1]
    # Half an answer of each kind keeps what nobody said from being impossible.
    overall = (overall + 0.5) / (overall.sum() + 0.5 * kinds)
    weight = _weight_of_study(said, overall)
    answered = said.sum(axis=1, keepdims=True)
    return np.asarray((said + weight * overall) / (answered + weight))


def _weight_of_study(said: NDArray[np.float64], overall: NDArray[np.float64]) -> float:
    answers = said.sum(axis=1)
    seen = answers > 1
    number = answers[seen]
    if len(number) < 2:
        return _FEWEST
    excess = ((said[seen] - number[:, None] * overall) ** 2 / overall).sum() - (
        (said.shape[1] - 1) * number
    ).sum()
    # Each row's sum of squares is (k - 1) n (1 + (n - 1) r), with r = 1 / (weight + 1).
    most = ((said.shape[1] - 1) * number * (number - 1)).sum()
    correlation = float(excess / most)
    return float(np.clip(1 / correlation - 1, _FEWEST, _MOST)) if correlation > 0 else _MOST
