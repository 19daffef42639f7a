"""Whether a moral graph can be trusted: all estimates of it together."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from commonweal.documents import Thresholds
from commonweal.estimates._acquiescence import PooledAcquiescence, pooled_acquiescence
from commonweal.estimates._group_shares import PairGroups, group_shares
from commonweal.estimates._krippendorff import pair_alpha, shown_alpha
from commonweal.estimates._only_value import FlooredValue, floored_values
from commonweal.estimates._question_difference import QuestionDifference, question_difference
from commonweal.estimates._raking import Raking, RakingProblem, RakingResult, solve_raking
from commonweal.estimates._resampling import PersonBootstrap, SplitHalves
from commonweal.estimates._stability import solve_stability
from commonweal.estimates._stability_result import StabilityProblem, StabilityResult
from commonweal.estimates._variance_components import VarianceComponents, variance_components
from commonweal.estimates._weighted_shares import WeightedShares, weighted_shares
from commonweal.values import AcceptedEdges, count_votes

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from commonweal.estimates._interval_estimate import IntervalEstimate
    from commonweal.estimates._raking import Margin
    from commonweal.values import Stratification, VoteCounts, Votes


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class GraphQualityProblem:
    """A graph's votes, the people who gave them, and what the study declares of both."""

    votes: Votes
    """Standing votes on values."""
    asked: int
    """How many people the study has, whether they voted or not."""
    strata: tuple[Stratification, ...] = ()
    """Where the votes' participants stand, as declared."""
    margins: tuple[Margin, ...] = ()
    """What shares the groups of some strata are to have."""
    design: NDArray[np.float64] | None = None
    """The survey weight of each of the votes' participants."""
    holders: Mapping[str, Iterable[str]] = field(default_factory=dict)
    """For each value the pseudonyms of those who hold it."""
    groups: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """For each pseudonym its value in each stratum, of holders who never voted too."""
    thresholds: Thresholds = field(default_factory=Thresholds)


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class ContextQuality:
    """How far the graph of one context would be found again."""

    context: str
    bootstrap: StabilityResult
    halves: StabilityResult


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class GraphQuality:
    """What can be said of a moral graph's votes. It informs people, and decides nothing.

    It knows more than may be published: publish `quality_content` of it.
    """

    problem: GraphQualityProblem
    counts: VoteCounts
    acquiescence: PooledAcquiescence
    variance: VarianceComponents
    difference: QuestionDifference
    pair_alpha: IntervalEstimate | None
    shown_alpha: IntervalEstimate | None
    contexts: tuple[ContextQuality, ...]
    raking: RakingResult | None
    """The weights; None where the study declares no shares."""
    weighted: WeightedShares | None
    """The weighted shares; None where no weights meet the margins."""
    groups: PairGroups
    floored: tuple[FlooredValue, ...]


def measure_graph_quality(
    problem: GraphQualityProblem, *, rng: np.random.Generator, replicates: int = 400
) -> GraphQuality:
    """Return every estimate of how far a graph can be trusted.

    Args:
        problem: the votes and the people.
        rng: a generator, from which one seed is drawn for each estimate that needs lots.
        replicates: how often people are drawn anew in each context, and answers shuffled; halves
            are split a fifth as often.

    Cost: ``replicates`` rankings of each context, and two fifths of that for halves.
    """
    votes, k = problem.votes, problem.thresholds.k
    raking = None
    if problem.margins:
        raking = solve_raking(
            RakingProblem(
                people=len(votes.participants), margins=problem.margins, design=problem.design
            ),
            Raking(min_people=k),
        )
    weighted = None
    if raking is not None and raking.status == "converged":
        strata = [margin.stratum for margin in problem.margins]
        weighted = weighted_shares(votes, raking.value, strata=strata, k=k)
    return GraphQuality(
        problem=problem,
        counts=count_votes(votes),
        acquiescence=pooled_acquiescence(votes),
        variance=variance_components(votes),
        difference=question_difference(votes, rng=_seeded(rng), replicates=max(replicates - 1, 1)),
        pair_alpha=pair_alpha(votes),
        shown_alpha=shown_alpha(votes),
        contexts=tuple(
            _context_quality(problem, votes.contexts[code], rng, replicates)
            for code in np.unique(votes.context).tolist()
        ),
        raking=raking,
        weighted=weighted,
        # Where strata together would tell too much, the coarser ones are told: they say more.
        groups=group_shares(votes, sorted(problem.strata, key=_coarsest_first), k=k),
        floored=floored_values(problem.holders, problem.groups, thresholds=problem.thresholds),
    )


def _coarsest_first(stratum: Stratification) -> int:
    return len(stratum.values)


def _context_quality(
    problem: GraphQualityProblem, context: str, rng: np.random.Generator, replicates: int
) -> ContextQuality:
    stability = StabilityProblem(
        votes=problem.votes, context=context, rule=AcceptedEdges(problem.thresholds)
    )
    return ContextQuality(
        context=context,
        bootstrap=solve_stability(
            stability, PersonBootstrap(replicates=replicates), rng=_seeded(rng)
        ),
        halves=solve_stability(
            stability, SplitHalves(replicates=-(-replicates // 5)), rng=_seeded(rng)
        ),
    )


def _seeded(rng: np.random.Generator) -> np.random.Generator:
    return np.random.default_rng(int(rng.integers(2**53)))
