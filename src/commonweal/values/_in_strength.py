"""In-strength: how much of people's judgement holds a value to be the wiser one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from commonweal.values._ranking_result import RankingProblem, RankingResult, RankingStats


@dataclass(frozen=True, slots=True)
class InStrength:
    """The sum of the weights of the edges that lead to a value from less wise ones.

    With accepted edges of weight 1 this counts the values it is held wiser than; with likelihoods
    as weights it is what published moral graphs call the wisdom of a value. It does not look
    further than one edge, and grows with the number of values that it was compared with.

    Cost: linear in values and edges.
    """

    name: ClassVar[str] = "in-strength"

    def rank(self, problem: RankingProblem) -> RankingResult:
        """Return the sums."""
        graph = problem.graph
        return RankingResult(
            value=graph.incoming @ np.ones(graph.values),
            status="exact",
            method=self.name,
            stats=RankingStats(
                values=graph.values,
                edges=graph.edges,
                without_wiser=int((graph.outgoing_weight() == 0).sum()),
                steps=1,
                residual=0.0,
            ),
        )
