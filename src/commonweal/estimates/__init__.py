"""Estimates: what the votes say about what people hold, with intervals. They inform only."""

from commonweal.estimates._hierarchical import HierarchicalEstimate, OrderEffect
from commonweal.estimates._informed_graph import with_estimates
from commonweal.estimates._planted import PlantedStudy, PlantedVotes, plant_votes
from commonweal.estimates._solve import solve_wiser
from commonweal.estimates._wiser_estimate import (
    EstimateStatus,
    FirstShown,
    WiserEstimate,
    WiserShares,
    WiserStats,
)
from commonweal.estimates._wiser_problem import WiserProblem

__all__ = [
    "EstimateStatus",
    "FirstShown",
    "HierarchicalEstimate",
    "OrderEffect",
    "PlantedStudy",
    "PlantedVotes",
    "WiserEstimate",
    "WiserProblem",
    "WiserShares",
    "WiserStats",
    "plant_votes",
    "solve_wiser",
    "with_estimates",
]
