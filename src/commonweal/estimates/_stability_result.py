"""What stability is asked of, and what comes out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from commonweal.errors import InvalidDocument, Problem
from commonweal.values import AcceptedEdges, EdgeRule, PageRank, RankingMethod

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from commonweal.estimates._interval_estimate import IntervalEstimate
    from commonweal.values import RankingStatus, Votes


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class StabilityProblem:
    """Whose votes to draw again, in which context, what makes an edge and how values are ranked."""

    votes: Votes
    context: str
    rule: EdgeRule = field(default_factory=AcceptedEdges)
    ranking: RankingMethod = field(default_factory=PageRank)
    endorsements: NDArray[np.float64] | None = None
    """For each card of ``votes`` how many people hold it; these are kept as they are."""
    top: int = 5
    """How many places count as the top."""

    def __post_init__(self) -> None:
        if self.top < 1:
            raise InvalidDocument(
                Problem(
                    code="top-out-of-range",
                    path="top",
                    expected="one place or more",
                    found=str(self.top),
                )
            )


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class RankStability:
    """Of each value and each edge, how often it is found again; and how alike the draws are.

    The agreements are means over the replicates with the range of their central 95 %: of the same
    draws, not of the truth. One is None where no replicate defines it.
    """

    cards: NDArray[np.int32]
    """For each value its position in the votes' cards, ascending."""
    place: NDArray[np.int64]
    """The place with everybody who voted, from 1; ties share the better place."""
    low: NDArray[np.int64]
    """The best place in the central 95 % of the draws."""
    high: NDArray[np.int64]
    """The worst place in the central 95 % of the draws."""
    first_share: NDArray[np.float64]
    """The share of draws in which the value stands first, ties being broken by lot."""
    edge_source: NDArray[np.int32]
    """For each edge with everybody who voted, the less wise card, among the votes' cards."""
    edge_wiser: NDArray[np.int32]
    edge_again: NDArray[np.float64]
    """The share of draws in which it is an edge again, leading the same way."""
    same_first: float
    """The share of draws in which the same value stands first. Ties are broken by lot, in either
    ranking for itself: where n values tie in both, they agree in 1/n."""
    top_overlap: IntervalEstimate
    """How many of the ``top`` places the same values hold, ties being broken by lot."""
    spearman: IntervalEstimate | None
    """The rank correlation of all values."""
    edge_jaccard: IntervalEstimate | None
    """The share of edges in common, of those in either."""
    share_spearman: IntervalEstimate | None
    """Between halves: the rank correlation, over questions as shown, of the share who call the
    first wiser. None where people are not split."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StabilityStats:
    """What the stability was computed from."""

    people: int
    votes: int
    values: int
    edges: int
    top: int
    replicates: int
    seed: int
    """The whole number that the generator was made from."""


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class StabilityResult:
    """The stability of one context's ranking and edges."""

    value: RankStability
    status: RankingStatus
    """How the ranking with everybody ended."""
    method: str
    parameters: Mapping[str, object]
    stats: StabilityStats

    def explain(self) -> tuple[str, ...]:
        """Return in sentences what was done."""
        stats = self.stats
        return (
            f"{stats.people} people gave {stats.votes} votes on {stats.values} values.",
            f"{stats.edges} edges follow from them.",
            f"People were drawn {stats.replicates} times by {self.method} (seed {stats.seed}).",
            f"Values were ranked by {self.parameters['ranking']} each time.",
            f"The same value stands first in {self.value.same_first:.0%} of the draws.",
            "This shows what sampling alone does to the graph; it decides nothing.",
        )
