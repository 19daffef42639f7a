"""Ranking the values of one context by a method of choice."""

from __future__ import annotations

from commonweal.values._pagerank import PageRank
from commonweal.values._ranking_result import RankingMethod, RankingProblem, RankingResult


def solve_ranking(problem: RankingProblem, method: RankingMethod | None = None) -> RankingResult:
    """Return a score for each value of one context.

    Args:
        problem: the values, which is held wiser than which, and how many endorse each.
        method: `PageRank`, `InStrength` or `CarriedEndorsement`; PageRank if none is named. They
            answer different questions, so a report shows more than one.
    """
    return (method or PageRank()).rank(problem)
