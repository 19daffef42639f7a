"""How probable it is that people are evenly divided on a pair, so that no direction is right."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from commonweal.estimates._spread import PAIR_GUESS, Moments, next_variance

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from commonweal.estimates._sites import Normals

_MOST_ROUNDS = 200
_SETTLED = 1e-5


@dataclass(frozen=True, slots=True, eq=False)
class EvenPairs:
    """For each row the probability that it is exactly even, and the share of such rows."""

    probability: NDArray[np.float64]
    share: float


def even_pairs(seen: Normals) -> EvenPairs:
    """Return how probable it is that people are exactly evenly divided on each row.

    Rows are of two kinds: even ones, whose log odds are 0, and others, whose log odds are normal
    around 0. The share of the even ones and the variance of the others are those of the greatest
    likelihood, with one row of each kind added: a few votes cannot tell that nothing is even.

    Args:
        seen: what each row's own votes say of its log odds; rows without a vote have an infinite
            variance.

    Source: B. Efron, "Microarrays, empirical Bayes and the two-groups model", Statistical Science
    23 (2008), 1-22.
    Cost: linear in the rows, two hundred times at most.
    """
    precision = 1 / seen.variance
    # Half of the exponent of the likelihood ratio of an even row, in terms that stay finite.
    evidence = precision * seen.mean**2
    share, variance = 0.5, PAIR_GUESS
    even = np.zeros(len(precision))
    for _ in range(_MOST_ROUNDS):
        before = share, variance
        widened = 1 + variance * precision
        left = evidence * variance * precision / widened
        odds = share / (1 - share) * np.sqrt(widened) * np.exp(-left / 2)
        even = odds / (1 + odds)
        share = float((even.sum() + 1) / (len(even) + 2))
        mean = variance * precision / widened * seen.mean
        moments = Moments(
            float(((1 - even) * mean**2).sum()),
            float(((1 - even) * (1 - 1 / widened)).sum()),
        )
        variance = next_variance(moments, PAIR_GUESS)
        if abs(share - before[0]) + abs(variance - before[1]) < _SETTLED:
            break
    return EvenPairs(even, share)
