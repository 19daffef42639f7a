"""Estimates: what the votes say about what people hold, and how far. They decide nothing."""

from commonweal.estimates._acquiescence import (
    PairAcquiescence,
    PooledAcquiescence,
    pair_acquiescence,
    pooled_acquiescence,
)
from commonweal.estimates._graph_quality import (
    ContextQuality,
    GraphQuality,
    GraphQualityProblem,
    measure_graph_quality,
)
from commonweal.estimates._group_shares import (
    GroupShares,
    PairGroups,
    group_shares,
)
from commonweal.estimates._hierarchical import (
    HierarchicalEstimate,
    OrderEffect,
)
from commonweal.estimates._informed_graph import (
    with_estimates,
)
from commonweal.estimates._interval_estimate import (
    IntervalEstimate,
)
from commonweal.estimates._krippendorff import (
    krippendorff_alpha,
    pair_alpha,
    shown_alpha,
)
from commonweal.estimates._only_value import (
    FlooredValue,
    floored_values,
)
from commonweal.estimates._people import (
    design_weights_of,
    margins_of,
    stratifications_of,
)
from commonweal.estimates._planted import (
    PlantedStudy,
    PlantedVotes,
    plant_votes,
)
from commonweal.estimates._quality_content import (
    quality_content,
)
from commonweal.estimates._question_difference import (
    QuestionDifference,
    question_difference,
)
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
from commonweal.estimates._solve import (
    solve_wiser,
)
from commonweal.estimates._stability import (
    solve_stability,
)
from commonweal.estimates._stability_result import (
    RankStability,
    StabilityProblem,
    StabilityResult,
    StabilityStats,
)
from commonweal.estimates._told_groups import (
    ToldGroups,
    told_groups,
)
from commonweal.estimates._variance_components import (
    VarianceComponents,
    variance_components,
)
from commonweal.estimates._weighted_shares import (
    WeightedShares,
    weighted_shares,
)
from commonweal.estimates._wiser_estimate import (
    EstimateStatus,
    FirstShown,
    WiserEstimate,
    WiserShares,
    WiserStats,
)
from commonweal.estimates._wiser_problem import (
    WiserProblem,
)

__all__ = [
    "ContextQuality",
    "EstimateStatus",
    "FirstShown",
    "FlooredValue",
    "GraphQuality",
    "GraphQualityProblem",
    "GroupShares",
    "HierarchicalEstimate",
    "IntervalEstimate",
    "Margin",
    "OrderEffect",
    "PairAcquiescence",
    "PairGroups",
    "PeopleDrawn",
    "PersonBootstrap",
    "PlantedStudy",
    "PlantedVotes",
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
    "WiserEstimate",
    "WiserProblem",
    "WiserShares",
    "WiserStats",
    "design_weights_of",
    "effective_size",
    "floored_values",
    "group_shares",
    "krippendorff_alpha",
    "margins_of",
    "measure_graph_quality",
    "pair_acquiescence",
    "pair_alpha",
    "plant_votes",
    "pooled_acquiescence",
    "quality_content",
    "question_difference",
    "shown_alpha",
    "solve_raking",
    "solve_stability",
    "solve_wiser",
    "stratifications_of",
    "told_groups",
    "variance_components",
    "weighted_shares",
    "with_estimates",
]
