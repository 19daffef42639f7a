"""What each group says of each pair, and what even the least convinced group says: bridging."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from commonweal.estimates._sums import sums
from commonweal.estimates._told_groups import ToldGroups, told_groups
from commonweal.values import exact_lower_bound

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from commonweal.values import Stratification, Votes

CONFIDENCE = 0.95
"""How sure all lower bounds of one pair in one stratum are together."""


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class GroupShares:
    """One stratum's groups on every pair: pairs by groups, not a number where one is not told."""

    name: str
    values: tuple[str, ...]
    people: NDArray[np.int64]
    """How many of the group took a side; 0 where it is not told."""
    share: NDArray[np.float64]
    """Of these, the share on the side that most of all people take."""
    bound: NDArray[np.float64]
    """A lower bound of that share. The bounds of all told groups of a pair hold together with 95 %
    confidence."""
    bridging: NDArray[np.float64]
    """For each pair the smallest of the bounds: what even the least convinced told group holds, at
    least. Not a number where fewer than two groups are told."""
    least: NDArray[np.int64]
    """For each pair the group with the smallest bound; -1 where there is no bridging bound."""
    complete: NDArray[np.bool_]
    """For each pair whether everybody who took a side is in a told group. Where not, a group too
    small to be told may think otherwise."""


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class PairGroups:
    """Every pair of every context that people took sides on, and its groups in each stratum."""

    context: NDArray[np.int32]
    low: NDArray[np.int32]
    high: NDArray[np.int32]
    side: NDArray[np.int8]
    """The side that most take: 0 for the pair's first, 1 for its second; of a tie, the first."""
    told: NDArray[np.bool_]
    """Whether the pair has enough people to be told at all."""
    strata: tuple[GroupShares, ...]


def group_shares(votes: Votes, strata: Sequence[Stratification], *, k: int) -> PairGroups:
    """Return how far each group takes the side that most people take, with bounds.

    Only who took a side is counted, so that every number here is of the same people. Which groups
    are told is settled by `told_groups`: no number told is of fewer than k people, and none can be
    had by subtracting.

    The bound of one group is the exact one of Clopper and Pearson. For g told groups each is held
    to 1 - 0.05/g, so that all hold together (Bonferroni). For the smallest alone that would not be
    needed: the confidence of the weakest group's own bound is enough; but then the groups could not
    be read side by side.

    Args:
        votes: standing votes.
        strata: the stratifications, in order of precedence.
        k: the smallest group that is told.

    Source: C. J. Clopper and E. S. Pearson, Biometrika 26 (1934), 404-413. As bridging, the lowest
    support in any group follows the group-minimum rule of deliberation platforms, with a bound in
    place of the share, because a small group's share is mostly chance.
    Cost: one sort of the votes for each stratum.
    """
    sided = votes.kept(votes.answer < 2)
    starts = sided.starts_pair()
    row = np.cumsum(starts) - 1
    pairs = int(starts.sum())
    for_second = np.bincount(row, weights=sided.answer, minlength=pairs)
    answered = np.bincount(row, minlength=pairs)
    side = (2 * for_second > answered).astype(np.int8)
    agrees = (sided.answer == side[row]).astype(np.float64)
    groups = told_groups(row, sided.participant.astype(np.int64), strata, sets=pairs, k=k)
    return PairGroups(
        context=sided.context[starts],
        low=sided.low[starts],
        high=sided.high[starts],
        side=side,
        told=groups.whole,
        strata=tuple(
            _shares(stratum, position, groups, _Sides(row, sided.participant, agrees))
            for position, stratum in enumerate(strata)
        ),
    )


@dataclass(frozen=True, slots=True, eq=False)
class _Sides:
    """Of everybody who took a side on a pair: the pair, who it is, and whether most take it."""

    pair: NDArray[np.int64]
    person: NDArray[np.int32]
    agrees: NDArray[np.float64]


def _shares(
    stratum: Stratification, position: int, groups: ToldGroups, sides: _Sides
) -> GroupShares:
    told = groups.told[position]
    group = stratum.of_participant[sides.person].astype(np.int64)
    stands = group >= 0
    cell = sides.pair[stands] * told.shape[1] + group[stands]
    agree = sums(cell, sides.agrees[stands], told.size).reshape(told.shape)
    people = np.where(told, groups.sizes[position], 0)
    share = np.full(agree.shape, np.nan)
    np.divide(agree, people, out=share, where=people > 0)
    number = told.sum(axis=1)
    together = 1 - (1 - CONFIDENCE) / np.maximum(number, 1)
    bound = exact_lower_bound(agree, people, error=1 - together[:, np.newaxis])
    bound = np.where(people > 0, bound, np.nan)
    compared = np.where(np.isnan(bound), np.inf, bound)
    bridges = number > 1
    return GroupShares(
        name=stratum.name,
        values=stratum.values,
        people=people,
        share=share,
        bound=bound,
        bridging=np.where(bridges, compared.min(axis=1, initial=np.inf), np.nan),
        least=np.where(bridges, compared.argmin(axis=1), -1),
        complete=groups.rest[position] == 0,
    )
