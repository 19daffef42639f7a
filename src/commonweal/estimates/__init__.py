"""Estimates: what the votes say about what people hold, and how far. They decide nothing."""

from commonweal.estimates._acquiescence import (
    PairAcquiescence,
    PooledAcquiescence,
    pair_acquiescence,
    pooled_acquiescence,
)
from commonweal.estimates._group_shares import GroupShares, PairGroups, group_shares
from commonweal.estimates._interval_estimate import IntervalEstimate
from commonweal.estimates._krippendorff import krippendorff_alpha, pair_alpha, shown_alpha
from commonweal.estimates._only_value import FlooredValue, floored_values
from commonweal.estimates._question_difference import QuestionDifference, question_difference
from commonweal.estimates._raking import (
    Margin,
    Raking,
    RakingProblem,
    RakingResult,
    RakingStats,
    effective_size,
    solve_raking,
)
from commonweal.estimates._resampling import (
    PeopleDrawn,
    PersonBootstrap,
    Resampling,
    SplitHalves,
)
from commonweal.estimates._stability import (
    RankStability,
    StabilityProblem,
    StabilityResult,
    StabilityStats,
    solve_stability,
)
from commonweal.estimates._told_groups import ToldGroups, told_groups
from commonweal.estimates._variance_components import VarianceComponents, variance_components
from commonweal.estimates._weighted_shares import WeightedShares, weighted_shares

__all__ = [
    "FlooredValue",
    "GroupShares",
    "IntervalEstimate",
    "Margin",
    "PairAcquiescence",
    "PairGroups",
    "PeopleDrawn",
    "PersonBootstrap",
    "PooledAcquiescence",
    "QuestionDifference",
    "Raking",
    "RakingProblem",
    "RakingResult",
    "RakingStats",
    "RankStability",
    "Resampling",
    "SplitHalves",
    "StabilityProblem",
    "StabilityResult",
    "StabilityStats",
    "ToldGroups",
    "VarianceComponents",
    "WeightedShares",
    "effective_size",
    "floored_values",
    "group_shares",
    "krippendorff_alpha",
    "pair_acquiescence",
    "pair_alpha",
    "pooled_acquiescence",
    "question_difference",
    "shown_alpha",
    "solve_raking",
    "solve_stability",
    "told_groups",
    "variance_components",
    "weighted_shares",
]
