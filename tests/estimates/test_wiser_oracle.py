"""The fit beside full numerical integration, where that can be done."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
import pytest
from numpy.polynomial.hermite_e import hermegauss
from numpy.typing import NDArray
from scipy.special import expit

from commonweal.estimates import WiserEstimate, WiserProblem, solve_wiser
from commonweal.values import Votes

ORDER_VARIANCE = 4.0
NODES, WEIGHTS = hermegauss(25)


@dataclass(frozen=True)
class Exact:
    """Posterior means and standard deviations by summing over a grid."""

    mean: NDArray[np.float64]
    deviation: NDArray[np.float64]
    order: float


def integrate(votes: Votes, found: WiserEstimate, points: int, *, linked: bool) -> Exact:
    """Return the posterior under the variances that were estimated, everything else integrated.

    The log odds of each row and the order effect lie on a grid; each person's tendency is
    integrated at Gauss-Hermite nodes.
    """
    rows = np.cumsum(votes.starts_pair()) - 1
    number = len(found.counts)
    theta = np.meshgrid(*[np.linspace(-6, 6, points)] * number, np.linspace(-5, 5, 31))
    *held, order = (axis.ravel() for axis in theta)
    spread, people = found.stats.spread_of_pairs, found.first_shown.spread_of_people
    log = -(order**2) / (2 * ORDER_VARIANCE)
    for row in range(number):
        if linked and row:
            narrow = found.stats.spread_of_contexts
            assert narrow is not None
            log -= (held[row] - held[0]) ** 2 / (2 * narrow**2)
        else:
            log -= held[row] ** 2 / (2 * spread**2)
    for person in range(len(votes.participants)):
        likely = np.repeat(WEIGHTS[:, None] / WEIGHTS.sum(), len(order), axis=1)
        for vote in np.flatnonzero((votes.participant == person) & (votes.answer < 2)):
            shown, said = 1 - 2 * int(votes.shown[vote]), 1 - 2 * int(votes.answer[vote])
            tendency = order + people * NODES[:, None]
            likely *= expit(said * (held[rows[vote]] + shown * tendency))
        log += np.log(likely.sum(axis=0))
    weight = np.exp(log - log.max())
    weight /= weight.sum()
    mean = np.array([weight @ axis for axis in held])
    square = np.array([weight @ axis**2 for axis in held])
    return Exact(mean, np.sqrt(square - mean**2), float(weight @ order))


def few_votes(seed: int, rows: list[tuple[str, str, str]], people: int) -> list[Any]:
    """Return what some people answer on the rows, with a taste for the first that is shown."""
    rng = np.random.default_rng(seed)
    answers = []
    for person in range(people):
        for context, low, high in rows:
            if rng.random() < 0.8:
                shown = (low, high) if rng.random() < 0.5 else (high, low)
                likely = 0.8 if shown[0] == low else 0.5
                answers.append((f"p{person}", context, *shown, int(rng.random() > likely)))
    return answers


def apart(found: WiserEstimate, exact: Exact) -> tuple[float, float]:
    """Return how far means lie apart, in standard deviations, and deviations, as a share."""
    return (
        float((np.abs(found.value.log_odds - exact.mean) / exact.deviation).max()),
        float(np.abs(found.value.deviation / exact.deviation - 1).max()),
    )


@pytest.mark.parametrize("seed", range(4))
def test_two_pairs_come_out_as_by_integration(
    votes_of: Callable[[list[Any]], Votes], seed: int
) -> None:
    """With six people and two pairs, where a normal shape is least to be expected."""
    votes = votes_of(few_votes(seed, [("c", "a", "b"), ("c", "a", "d")], people=6))

    found = solve_wiser(WiserProblem(votes=votes))
    exact = integrate(votes, found, points=61, linked=False)

    means, deviations = apart(found, exact)
    assert means < 0.08
    assert deviations < 0.05
    assert abs(found.first_shown.middle - exact.order) < 0.06


@pytest.mark.parametrize("seed", range(4))
def test_a_pair_in_two_contexts_comes_out_as_by_integration(
    votes_of: Callable[[list[Any]], Votes], seed: int
) -> None:
    """The narrower context leans on the broader as the model says."""
    votes = votes_of(few_votes(seed, [("broad", "a", "b"), ("narrow", "a", "b")], people=6))

    found = solve_wiser(WiserProblem(votes=votes, broader={"narrow": ("broad",)}))
    exact = integrate(votes, found, points=61, linked=True)

    means, deviations = apart(found, exact)
    assert means < 0.08
    assert deviations < 0.05


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(10, 13))
def test_three_pairs_of_more_people_come_out_as_by_integration(
    votes_of: Callable[[list[Any]], Votes], seed: int
) -> None:
    """With fifteen people the normal shape is closer."""
    rows = [("c", "a", "b"), ("c", "a", "d"), ("c", "b", "d")]
    votes = votes_of(few_votes(seed, rows, people=15))

    found = solve_wiser(WiserProblem(votes=votes))
    exact = integrate(votes, found, points=25, linked=False)

    means, deviations = apart(found, exact)
    assert means < 0.06
    assert deviations < 0.03
