"""The estimate of wiser-than: votes in, what people hold of each pair out, with its uncertainty."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

import numpy as np

from commonweal.estimates._answer_shares import answer_shares
from commonweal.estimates._called_edges import called_edges
from commonweal.estimates._context_links import ContextLinks
from commonweal.estimates._even_pairs import even_pairs
from commonweal.estimates._evidence import FIRST, SECOND, Evidence
from commonweal.estimates._fit import Fit
from commonweal.estimates._hierarchical import HierarchicalEstimate
from commonweal.estimates._wiser_estimate import (
    FirstShown,
    WiserEstimate,
    WiserShares,
    WiserStats,
)
from commonweal.values import ANSWERS, count_votes

if TYPE_CHECKING:
    from commonweal.estimates._wiser_problem import WiserProblem
    from commonweal.values import VoteCounts

_BOTH_NEEDED, _NEITHER, _UNSURE = (
    ANSWERS.index("both_needed"),
    ANSWERS.index("neither"),
    ANSWERS.index("unsure"),
)


def solve_wiser(problem: WiserProblem, method: HierarchicalEstimate | None = None) -> WiserEstimate:
    """Return for each pair in each context what share of people hold its first to be wiser.

    The order of display and each person's habit of choosing what is shown first are taken out, and
    pairs with few votes are drawn towards the same pair in broader contexts and towards even. How
    strongly, the votes themselves say. The result is the same in whatever order the votes came;
    nothing is drawn at random.

    It is a statement about those who were asked, under this model. It decides nothing: the verdict
    on a pair does not look at it.

    Args:
        problem: the votes, and which contexts are broader than which.
        method: the model's choices; the defaults of `HierarchicalEstimate` if none is named.

    Raises:
        InvalidDocument: with code ``voted-twice`` if somebody has two votes on one pair in one
            context.

    Source: see `HierarchicalEstimate` for the model. It is fitted by expectation propagation
    (T. Minka, UAI 2001), its variances by empirical Bayes (D. MacKay, Neural Computation 4, 1992).
    Deviations: persons and pairs are taken to be independent given the votes, apart from the order
    effect that they share; the variances are taken as known once they are estimated.
    Cost: six to fifteen passes over the votes where pairs are shown in both orders, several dozen
    where they are not; 30 bytes a vote beside the votes; for each pair the cube of the number of
    contexts that hang together.
    """
    method = method or HierarchicalEstimate()
    counts = count_votes(problem.votes)
    evidence = Evidence.of(problem.votes, by_context=method.order_effect == "context")
    links = ContextLinks.of(counts, problem.broader if method.pool else {})
    fit = Fit(method, evidence, links)
    fit.run()
    value = _shares(fit, counts, method)
    called = value.called >= 0
    return WiserEstimate(
        value=value,
        counts=counts,
        first_shown=_first_shown(fit, method),
        status="converged" if fit.residual <= method.tolerance else "max_passes",
        method="hierarchical",
        parameters=asdict(method),
        level=method.level,
        false_edge_rate=method.false_edge_rate,
        stats=WiserStats(
            rows=len(counts),
            votes=len(evidence),
            people=evidence.people_heard(),
            called=int(called.sum()),
            expected_wrong=float(value.wrong[called].sum()),
            spread_of_pairs=fit.pairs.variance**0.5,
            spread_of_contexts=fit.pairs.link_variance**0.5 if links.linked else None,
            passes=fit.passes,
            residual=fit.residual,
        ),
    )


def _shares(fit: Fit, counts: VoteCounts, method: HierarchicalEstimate) -> WiserShares:
    from scipy.special import expit, ndtr, ndtri

    log_odds, deviation = fit.pairs.belief.mean, np.sqrt(fit.variance_of_pairs)
    half = float(ndtri((1 + float(method.level)) / 2)) * deviation
    probability = ndtr(log_odds / deviation)
    even = even_pairs(fit.seen_of_pairs).probability
    # An edge is wrong if it points the wrong way, and if there is no way to point.
    wrong = even + (1 - even) * np.minimum(probability, 1 - probability)
    shares = answer_shares(counts.counts)
    summed = counts.counts.sum(axis=1)
    return WiserShares(
        low=expit(log_odds - half),
        middle=expit(log_odds),
        high=expit(log_odds + half),
        log_odds=log_odds,
        deviation=deviation,
        probability=probability,
        votes=summed[:, FIRST] + summed[:, SECOND],
        answers=summed.sum(axis=1),
        both_needed=shares[:, _BOTH_NEEDED],
        neither=shares[:, _NEITHER],
        unsure=shares[:, _UNSURE],
        even=even,
        wrong=wrong,
        called=called_edges(probability, wrong, method.false_edge_rate),
    )


def _first_shown(fit: Fit, method: HierarchicalEstimate) -> FirstShown:
    from scipy.special import ndtri

    half = float(ndtri((1 + float(method.level)) / 2)) * fit.order_variance**0.5
    order = fit.tendencies.order
    return FirstShown(
        low=order - half,
        middle=order,
        high=order + half,
        by_context=fit.tendencies.context_order(),
        spread_of_people=fit.tendencies.person_variance**0.5,
    )
