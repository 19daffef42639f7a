"""Weighted shares: what the people who were asked would say if they met the declared margins."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from commonweal.estimates._acquiescence import wilson_ends
from commonweal.estimates._sums import sums
from commonweal.estimates._told_groups import told_groups

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from commonweal.values import Stratification, Votes


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class WeightedShares:
    """For each pair that people took sides on, the share for its first, weighted and not.

    Everything is not a number for a pair that is not told.
    """

    context: NDArray[np.int32]
    low: NDArray[np.int32]
    high: NDArray[np.int32]
    counted: NDArray[np.float64]
    """The share for the pair's first by heads, which a verdict goes by."""
    weighted: NDArray[np.float64]
    """The share for the pair's first by weights, which informs."""
    bottom: NDArray[np.float64]
    """The lower end of the 95 % interval of the weighted share."""
    top: NDArray[np.float64]
    effective: NDArray[np.float64]
    """How many people with equal weights those who took a side are worth (Kish)."""
    told: NDArray[np.bool_]


def weighted_shares(
    votes: Votes,
    weights: NDArray[np.float64],
    *,
    strata: Sequence[Stratification] = (),
    k: int = 1,
) -> WeightedShares:
    """Return the weighted share for each pair's first, among those who took a side.

    The interval is Wilson's with the effective number of people in place of their number, so that
    unequal weights widen it by the design effect. It does not know that the margins are met by
    construction, which would narrow it.

    The weighted share beside the counted one, and the effective number, are equations in how many
    of each weight took which side. So a pair is told only where every group of the strata that were
    weighted by, and every combination of them that occurs, has nobody on the pair or at least k.

    Args:
        votes: standing votes.
        weights: one for each of the votes' participants.
        strata: the stratifications that the weights go by.
        k: the smallest group that is told.

    Source: L. Kish, Survey Sampling (1965), section 8.2, for the design effect of weights; E. B.
    Wilson, Journal of the American Statistical Association 22 (1927), 209-212, for the interval.
    Cost: linear in the votes, and one sort of them for each stratum.
    """
    sided = votes.kept(votes.answer < 2)
    starts = sided.starts_pair()
    row = np.cumsum(starts) - 1
    pairs = int(starts.sum())
    weight = weights[sided.participant]
    first = (sided.answer == 0).astype(np.float64)

    def summed(of_votes: NDArray[np.float64]) -> NDArray[np.float64]:
        return sums(row, of_votes, pairs)

    groups = told_groups(row, sided.participant.astype(np.int64), strata, sets=pairs, k=k)
    told = groups.whole.copy()
    for rest in groups.rest:
        told &= rest == 0
    counted = summed(first) / np.bincount(row, minlength=pairs)
    share = np.minimum(summed(weight * first) / summed(weight), 1.0)
    effective = summed(weight) ** 2 / summed(weight**2)
    bottom, top = wilson_ends(share, effective)

    def shown(numbers: NDArray[np.float64]) -> NDArray[np.float64]:
        return np.where(told, numbers, np.nan)

    return WeightedShares(
        context=sided.context[starts],
        low=sided.low[starts],
        high=sided.high[starts],
        counted=shown(counted),
        weighted=shown(share),
        bottom=shown(bottom),
        top=shown(top),
        effective=shown(effective),
        told=told,
    )
