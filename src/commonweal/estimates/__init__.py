"""Estimates: what the votes say about what people hold, and how far. They decide nothing."""

from commonweal.estimates._acquiescence import (
    PairAcquiescence,
    PooledAcquiescence,
    pair_acquiescence,
    pooled_acquiescence,
)
from commonweal.estimates._asked_again import (
    retests_of_votes,
)
from commonweal.estimates._choose_pair import (
    ByInformation,
    Evenly,
    PairChoice,
    choose_pair,
)
from commonweal.estimates._clusters import (
    AlikeBeyondChance,
    Cluster,
    ClusterProblem,
    ClusterResult,
    ClusterStats,
    solve_clusters,
)
from commonweal.estimates._drift import (
    Drift,
    DriftProblem,
    DriftResult,
    ExactComparison,
    PairDrift,
    RankDrift,
    VerdictDrift,
    solve_drift,
)
from commonweal.estimates._feedback_arcs import (
    FeedbackArcs,
    fewest_votes,
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
from commonweal.estimates._influence import (
    VerdictChange,
    verdicts_without,
)
from commonweal.estimates._information import (
    expected_information,
)
from commonweal.estimates._informed_graph import (
    with_estimates,
)
from commonweal.estimates._interval_estimate import (
    NORMAL_QUANTILE,
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
from commonweal.estimates._question_pool import (
    QuestionPool,
    all_pairs,
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
from commonweal.estimates._retest import (
    Agreement,
    QuestionShift,
    Retest,
    RetestProblem,
    RetestResult,
    ShiftTest,
    mcnemar_exact,
    solve_retest,
    stuart_maxwell,
)
from commonweal.estimates._retroactive import (
    EndorsementsAfter,
    EndorsementShare,
    endorsement_share,
    retroactive_endorsement,
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
from commonweal.estimates._traces import (
    AnswerTraces,
    traces_of_votes,
)
from commonweal.estimates._unwinding import (
    EndorsedAt,
    FewestVotes,
    UnwindingResult,
    UnwoundCircle,
    UnwoundEdge,
    solve_unwinding,
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
    "NORMAL_QUANTILE",
    "Agreement",
    "AlikeBeyondChance",
    "AnswerTraces",
    "ByInformation",
    "Cluster",
    "ClusterProblem",
    "ClusterResult",
    "ClusterStats",
    "ContextQuality",
    "Drift",
    "DriftProblem",
    "DriftResult",
    "EndorsedAt",
    "EndorsementShare",
    "EndorsementsAfter",
    "EstimateStatus",
    "Evenly",
    "ExactComparison",
    "FeedbackArcs",
    "FewestVotes",
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
    "PairChoice",
    "PairDrift",
    "PairGroups",
    "PeopleDrawn",
    "PersonBootstrap",
    "PlantedStudy",
    "PlantedVotes",
    "PooledAcquiescence",
    "QuestionDifference",
    "QuestionPool",
    "QuestionShift",
    "Raking",
    "RakingProblem",
    "RakingResult",
    "RakingStats",
    "RankDrift",
    "RankStability",
    "Resampling",
    "Retest",
    "RetestProblem",
    "RetestResult",
    "ShiftTest",
    "SplitHalves",
    "StabilityProblem",
    "StabilityResult",
    "StabilityStats",
    "ToldGroups",
    "UnwindingResult",
    "UnwoundCircle",
    "UnwoundEdge",
    "VarianceComponents",
    "VerdictChange",
    "VerdictDrift",
    "WeightedShares",
    "WiserEstimate",
    "WiserProblem",
    "WiserShares",
    "WiserStats",
    "all_pairs",
    "choose_pair",
    "design_weights_of",
    "effective_size",
    "endorsement_share",
    "expected_information",
    "fewest_votes",
    "floored_values",
    "group_shares",
    "krippendorff_alpha",
    "margins_of",
    "mcnemar_exact",
    "measure_graph_quality",
    "pair_acquiescence",
    "pair_alpha",
    "plant_votes",
    "pooled_acquiescence",
    "quality_content",
    "question_difference",
    "retests_of_votes",
    "retroactive_endorsement",
    "shown_alpha",
    "solve_clusters",
    "solve_drift",
    "solve_raking",
    "solve_retest",
    "solve_stability",
    "solve_unwinding",
    "solve_wiser",
    "stratifications_of",
    "stuart_maxwell",
    "told_groups",
    "traces_of_votes",
    "variance_components",
    "verdicts_without",
    "weighted_shares",
    "with_estimates",
]
