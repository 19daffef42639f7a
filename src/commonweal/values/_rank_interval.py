"""How far the ranks of a context would move had other people been asked: bootstrap by person."""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from typing import TYPE_CHECKING

import numpy as np

from commonweal.values._context_votes import ContextVotes, draw_people
from commonweal.values._edges import AcceptedEdges, EdgeChoice, EdgeRule
from commonweal.values._ranking import solve_ranking
from commonweal.values._ranking_result import (
    RankingMethod,
    RankingProblem,
    RankingResult,
    RankingStatus,
)
from commonweal.values._seed import seed_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from commonweal.values._votes import Votes


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class RankIntervalProblem:
    """Whose votes to draw again, in which context, and what makes an edge."""

    votes: Votes
    context: str
    rule: EdgeRule = field(default_factory=AcceptedEdges)
    endorsements: NDArray[np.float64] | None = None
    """For each card of ``votes`` how many people hold it; these are kept as they are."""


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class RankIntervals:
    """Of each value its score, its place, and the places that it takes with other people."""

    cards: NDArray[np.int32]
    """For each value its position in the votes' cards, ascending."""
    score: NDArray[np.float64]
    place: NDArray[np.int64]
    """The place among these people, from 1; ties share the better place."""
    low: NDArray[np.int64]
    """The best place that it takes in the central share of the replicates."""
    high: NDArray[np.int64]
    """The worst place that it takes in the central share of the replicates."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RankIntervalStats:
    """What the intervals were computed from."""

    people: int
    votes: int
    replicates: int
    seed: int
    """The entropy that the generator was made from."""
    top_share: Fraction
    """The share of replicates in which the same values stand highest as among these people."""


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class RankIntervalResult:
    """The rank intervals of one context."""

    value: RankIntervals
    status: RankingStatus
    method: str
    parameters: Mapping[str, object]
    stats: RankIntervalStats

    def explain(self) -> tuple[str, ...]:
        """Return in sentences what was done."""
        stats = self.stats
        return (
            f"{stats.people} people gave {stats.votes} votes on {len(self.value.cards)} values.",
            f"People were drawn anew {stats.replicates} times (seed {stats.seed}), with all votes.",
            f"The values were ranked by {self.method} each time.",
            f"The same values stood highest in {stats.top_share} of the draws.",
            "This shows what sampling alone does to the ranks; it decides nothing.",
        )


def solve_rank_intervals(
    problem: RankIntervalProblem,
    method: RankingMethod | None = None,
    *,
    rng: np.random.Generator,
    replicates: int = 200,
    level: Fraction = Fraction(19, 20),
) -> RankIntervalResult:
    """Return for each value of a context the places it takes when other people are drawn.

    Each replicate draws as many people as voted, with replacement, from those who voted; each
    brings all of their votes, because the votes of one person hang together. Pairs are decided and
    values ranked anew. The interval leaves out the same share of replicates at both ends. It shows
    what sampling alone does to the ranks; it cannot show who was never asked, or a question that
    leads.

    Args:
        problem: the votes, the context, and what makes an edge.
        method: how to rank; PageRank if none is named.
        rng: a generator made for this call, whose seed is put into the result. The same seed gives
            the same intervals, in whatever order the votes came.
        replicates: how often to draw.
        level: the share of replicates that the interval spans.

    Raises:
        InvalidDocument: with code ``unknown-context``, or ``unseeded-generator`` if the generator
            was not made from one whole number.

    Source: B. Efron and R. Tibshirani, An Introduction to the Bootstrap (1993), chapter 13
    (percentile intervals), with people as the units drawn.
    Cost: for each replicate, the votes of the context and one ranking.
    """
    drawn = ContextVotes.of(problem.votes, problem.context)
    endorsements = None if problem.endorsements is None else problem.endorsements[drawn.cards]

    def ranked(choice: EdgeChoice) -> RankingResult:
        again = RankingProblem(graph=drawn.graph(choice), endorsements=endorsements)
        return solve_ranking(again, method)

    everybody = np.ones(drawn.people, dtype=np.int64)
    observed = ranked(problem.rule.choose(drawn.counts(everybody)))
    rows = np.empty((replicates, len(drawn.cards)), dtype=np.int64)
    at_once = drawn.at_once()
    for start in range(0, replicates, at_once):
        times = draw_people(rng, drawn.people, min(at_once, replicates - start))
        for position, choice in enumerate(drawn.choices(problem.rule, times), start):
            rows[position] = ranked(choice).places()
    place = observed.places()
    low, high = central_places(rows, level)
    same_top = ((rows == 1) == (place == 1)).all(axis=1).sum()
    return RankIntervalResult(
        value=RankIntervals(
            cards=drawn.cards, score=observed.value, place=place, low=low, high=high
        ),
        status=observed.status,
        method=observed.method,
        parameters=observed.parameters,
        stats=RankIntervalStats(
            people=drawn.people,
            votes=drawn.votes,
            replicates=replicates,
            seed=seed_of(rng),
            top_share=Fraction(int(same_top), replicates),
        ),
    )


def central_places(
    places: NDArray[np.int64], level: Fraction
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return the best and the worst place of each value in the central share of replicates.

    Args:
        places: one row for each replicate, one column for each value.
        level: the share of replicates that the interval spans.
    """
    ascending = np.sort(places, axis=0)
    left_out = int((1 - level) / 2 * len(places))
    return ascending[left_out], ascending[len(places) - 1 - left_out]
