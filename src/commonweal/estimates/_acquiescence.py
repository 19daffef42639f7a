"""Acquiescence: how far people call wiser whichever value they are shown first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from commonweal.estimates._interval_estimate import NORMAL_QUANTILE, IntervalEstimate

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from commonweal.values import Votes


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class PairAcquiescence:
    """The acquiescence index of each pair; not a number where a pair was shown one way only."""

    index: NDArray[np.float64]
    low: NDArray[np.float64]
    high: NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class PooledAcquiescence:
    """The acquiescence index over all pairs that were shown both ways round."""

    index: IntervalEstimate | None
    """None where no pair was shown both ways round."""
    pairs: int
    """How many pairs were shown both ways round."""
    one_way: int
    """How many were shown one way only: nothing can tell preference from acquiescence there."""


def pair_acquiescence(counts: NDArray[np.int64]) -> PairAcquiescence:
    """Return for each pair by how much the two orders of display contradict each other.

    With p the share who call the first wiser of all who answered with the first shown first, and q
    the share who call the second wiser of all who answered with the second shown first, the index
    is p + q - 1. "Both needed", "neither" and "unsure" count among the answers. Where everybody
    takes a side and the order does nothing, it is 0; where everybody calls wiser what they see
    first, 1; where all of them call wiser what they see last, -1. Answers that take no side push it
    below 0, so only an index clearly above 0 accuses.

    Args:
        counts: pairs by order of display by answer, as in `VoteCounts.counts`.

    Source of the index: the sum of the "yes" shares of two opposite questions, less one, is the
    usual measure of agreeing with both; for the published moral graph of 2023 the one pair asked
    both ways gives 23/27 + 21/25 - 1 = 0.69. The interval joins two Wilson intervals by the MOVER
    rule (R. G. Newcombe, Statistics in Medicine 17 (1998), 873-890, method 10).
    """
    asked = counts.sum(axis=2).astype(np.float64)
    said = np.stack([counts[:, 0, 0], counts[:, 1, 1]], axis=1).astype(np.float64)
    with np.errstate(invalid="ignore", divide="ignore"):
        share = said / asked
        low, high = wilson_ends(share, asked)
    index = share.sum(axis=1) - 1
    return PairAcquiescence(
        index=index,
        low=np.maximum(index - np.sqrt(((share - low) ** 2).sum(axis=1)), -1),
        high=np.minimum(index + np.sqrt(((high - share) ** 2).sum(axis=1)), 1),
    )


def pooled_acquiescence(votes: Votes) -> PooledAcquiescence:
    """Return the acquiescence index over all pairs, with an interval by person.

    Pairs are weighted as Mantel and Haenszel weight strata, by nm/(n + m) for n answers in the one
    order and m in the other, so that a pair shown almost always one way round counts little. The
    interval holds the weights fixed and adds up what each person contributes, because one person
    may have answered on many pairs. It is at least as wide as the Wilson intervals of all questions
    make it together: where all say the same people do not differ, and two would seem as sure as
    two hundred.

    Source: N. Mantel and W. Haenszel, Journal of the National Cancer Institute 22 (1959), 719-748,
    for the weights; K.-Y. Liang and S. L. Zeger, Biometrika 73 (1986), 13-22, for the variance;
    Newcombe's MOVER rule, as in `pair_acquiescence`, for the least width.
    Cost: linear in the votes.
    """
    pair = np.cumsum(votes.starts_pair()) - 1
    pairs = int(pair[-1]) + 1 if len(pair) else 0
    question = pair * 2 + votes.shown
    said = (votes.answer == votes.shown).astype(np.float64)
    asked = np.bincount(question, minlength=2 * pairs).reshape(-1, 2)
    both = (asked[:, 0] > 0) & (asked[:, 1] > 0)
    if not both.any():
        return PooledAcquiescence(index=None, pairs=0, one_way=pairs)
    yes = np.bincount(question, weights=said, minlength=2 * pairs).reshape(-1, 2)
    share = np.divide(yes, asked, out=np.zeros_like(yes), where=asked > 0)
    weight = np.where(both, asked.prod(axis=1) / asked.sum(axis=1), 0.0)
    weight /= weight.sum()
    index = float(weight @ (share.sum(axis=1) - 1))
    pull = weight[pair] * (said - share.ravel()[question]) / asked.ravel()[question]
    by_person = np.bincount(votes.participant, weights=pull)
    people = len(np.unique(votes.participant[both[pair]]))
    reach = NORMAL_QUANTILE * float((by_person**2).sum() * people / max(people - 1, 1)) ** 0.5
    down, up = _least_reach(share[both], asked[both], weight[both])
    return PooledAcquiescence(
        index=IntervalEstimate(
            low=max(-1.0, index - max(reach, down)),
            middle=index,
            high=min(1.0, index + max(reach, up)),
        ),
        pairs=int(both.sum()),
        one_way=int((~both).sum()),
    )


def _least_reach(
    share: NDArray[np.float64], asked: NDArray[np.int64], weight: NDArray[np.float64]
) -> tuple[float, float]:
    """Return how far the index may lie from its ends if each answer were of another person."""
    low, high = wilson_ends(share, asked.astype(np.float64))
    down, up = (
        float(weight**2 @ (distance**2).sum(axis=1)) ** 0.5
        for distance in (share - low, high - share)
    )
    return down, up


def wilson_ends(
    share: NDArray[np.float64], people: NDArray[np.float64]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return the ends of the 95 % Wilson score interval of shares, of effective people too.

    The ends of `commonweal.values.share_interval`, in floats and for arrays.
    """
    squared = NORMAL_QUANTILE**2
    centre = (share + squared / (2 * people)) / (1 + squared / people)
    spread = NORMAL_QUANTILE * np.sqrt(share * (1 - share) / people + squared / (4 * people**2))
    spread /= 1 + squared / people
    return np.clip(centre - spread, 0, 1), np.clip(centre + spread, 0, 1)
