"""Estimates: what the votes say about what people hold. They inform, and decide nothing."""

from commonweal.estimates._asked_again import retests_of_votes
from commonweal.estimates._choose_pair import ByInformation, Evenly, PairChoice, choose_pair
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
from commonweal.estimates._feedback_arcs import FeedbackArcs, fewest_votes
from commonweal.estimates._influence import VerdictChange, verdicts_without
from commonweal.estimates._information import expected_information
from commonweal.estimates._question_pool import QuestionPool, all_pairs
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
from commonweal.estimates._traces import AnswerTraces, traces_of_votes
from commonweal.estimates._unwinding import (
    EndorsedAt,
    FewestVotes,
    UnwindingResult,
    UnwoundCircle,
    UnwoundEdge,
    solve_unwinding,
)

__all__ = [
    "Agreement",
    "AlikeBeyondChance",
    "AnswerTraces",
    "ByInformation",
    "Cluster",
    "ClusterProblem",
    "ClusterResult",
    "ClusterStats",
    "Drift",
    "DriftProblem",
    "DriftResult",
    "EndorsedAt",
    "EndorsementShare",
    "EndorsementsAfter",
    "Evenly",
    "ExactComparison",
    "FeedbackArcs",
    "FewestVotes",
    "PairChoice",
    "PairDrift",
    "QuestionPool",
    "QuestionShift",
    "RankDrift",
    "Retest",
    "RetestProblem",
    "RetestResult",
    "ShiftTest",
    "UnwindingResult",
    "UnwoundCircle",
    "UnwoundEdge",
    "VerdictChange",
    "VerdictDrift",
    "all_pairs",
    "choose_pair",
    "endorsement_share",
    "expected_information",
    "fewest_votes",
    "mcnemar_exact",
    "retests_of_votes",
    "retroactive_endorsement",
    "solve_clusters",
    "solve_drift",
    "solve_retest",
    "solve_unwinding",
    "stuart_maxwell",
    "traces_of_votes",
    "verdicts_without",
]
