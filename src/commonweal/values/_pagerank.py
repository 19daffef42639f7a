"""PageRank over wiser-than edges, with no score lost where nothing wiser is known."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import ClassVar

import numpy as np

from commonweal.errors import InvalidDocument, Problem
from commonweal.values._ranking_result import RankingProblem, RankingResult, RankingStats


@dataclass(frozen=True, slots=True, kw_only=True)
class PageRank:
    """How often a walk along wiser edges, started over now and then, is found at each value.

    A value without a wiser one hands its score to all values alike, so the scores always sum to 1
    and can be compared between contexts of the same size. (Without this, as in published moral
    graphs, every such value loses its score in every step.) Values held wiser by many score high;
    so does one that a single high-scoring value points to.

    Source: L. Page, S. Brin, R. Motwani, T. Winograd, The PageRank Citation Ranking (1998); the
    treatment of dangling values as in A. Langville and C. Meyer, "A survey of eigenvector methods
    for Web information retrieval", SIAM Review 47 (2005), section 5.
    Guarantee: the scores lie within ``tol`` of the exact ones, summed over values, up to rounding:
    a step shrinks the distance to them by at least the damping factor.
    Cost: values and edges, times about ``log(tol) / log(damping)`` steps at most.
    """

    damping: float = 0.85
    """The share of score that follows edges; the rest goes to all values alike."""
    tol: float = 1e-10
    """How far the scores may be from the exact ones, summed over values."""
    max_steps: int = 1000

    name: ClassVar[str] = "pagerank"

    def __post_init__(self) -> None:
        if not 0 <= self.damping < 1:
            raise InvalidDocument(
                Problem(
                    code="damping-out-of-range",
                    path="damping",
                    expected="at least 0 and below 1",
                    found=str(self.damping),
                )
            )

    def rank(self, problem: RankingProblem) -> RankingResult:
        """Return scores that sum to 1."""
        graph = problem.graph
        values = graph.values
        outgoing = graph.outgoing_weight()
        dangling = np.flatnonzero(outgoing == 0)
        follows = np.divide(self.damping, outgoing, out=np.zeros(values), where=outgoing > 0)
        scores = np.full(values, 1 / max(values, 1))
        enough = self.tol * (1 - self.damping) / max(self.damping, self.tol)
        residual, steps = (np.inf if values else 0.0), 0
        while residual > enough and steps < self.max_steps:
            moved = graph.incoming @ (scores * follows)
            moved += (self.damping * scores[dangling].sum() + 1 - self.damping) / values
            moved /= moved.sum()
            scores -= moved
            residual = float(np.abs(scores, out=scores).sum())
            scores = moved
            steps += 1
        return RankingResult(
            value=scores,
            status="converged" if residual <= enough else "max_steps",
            method=self.name,
            parameters=asdict(self),
            stats=RankingStats(
                values=values,
                edges=graph.edges,
                without_wiser=len(dangling),
                steps=steps,
                residual=residual,
            ),
        )
