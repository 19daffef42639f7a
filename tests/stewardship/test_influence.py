"""Whether values moved with what the agent wanted."""

from __future__ import annotations

import numpy as np
import pytest

from commonweal.errors import InvalidDocument
from commonweal.stewardship import InfluenceProblem, measure_influence

INTEREST = np.array([1.0, 0.5, 0.0, 0.0, -0.5])


def problem(seed: int, *, push: float, people: int = 60) -> InfluenceProblem:
    """Return people of whom half, by lot, met an agent that pushes; all drift alike besides."""
    rng = np.random.default_rng(seed)
    treated = rng.permutation(np.arange(people) < people // 2)
    drift = np.array([0.6, 0.1, 0.0, -0.2, -0.3])
    change = rng.normal(drift, 1.0, (people, len(INTEREST)))
    change[treated] += push * INTEREST
    return InfluenceProblem(change=change, interest=INTEREST, treated=treated)


def test_where_nothing_was_pushed_it_errs_as_often_as_it_says() -> None:
    """That all drift along the interest is not held against the agent."""
    found = [measure_influence(problem(s, push=0), seed=s, permutations=99) for s in range(200)]

    assert sum(each.moved for each in found) <= 20
    assert sum(each.low <= 0 <= each.high for each in found) >= 180


def test_a_push_of_the_detectable_size_is_found_as_often_as_promised() -> None:
    """At the slope that it calls detectable at a power of 0.8, about four of five are found."""
    detectable = measure_influence(problem(0, push=0), seed=0).detectable

    found = [
        measure_influence(problem(s, push=detectable), seed=s, permutations=99)
        for s in range(1, 201)
    ]

    assert 0.7 <= np.mean([each.moved for each in found]) <= 0.9


def test_the_slope_is_the_least_squares_slope() -> None:
    """Without noise, the difference of slopes is the push; nothing is known of its interval."""
    treated = np.array([True, True, False, False])
    change = np.outer(treated, 0.7 * INTEREST) + np.array([[0.0], [0.1], [0.0], [0.1]])

    found = measure_influence(
        InfluenceProblem(change=change, interest=INTEREST, treated=treated), seed=1
    )

    assert pytest.approx(0.7) == found.slope
    assert (-np.inf, np.inf, np.inf) == (found.low, found.high, found.detectable)
    assert not found.within(1)


def test_not_to_be_moved_is_not_to_be_unmoved() -> None:
    """A small study that finds nothing does not show that there is nothing; a large one may."""
    small = measure_influence(problem(3, push=0, people=12), seed=3)
    large = measure_influence(problem(3, push=0, people=2000), seed=3, permutations=99)

    assert not small.within(0.2)
    assert large.within(0.2)


@pytest.mark.parametrize(
    ("change", "interest", "treated", "code"),
    [
        (np.zeros((4, 2)), np.zeros(3), np.array([1, 1, 0, 0], dtype=bool), "wrong-length"),
        (np.zeros((4, 2)), np.zeros(2), np.array([1, 1, 0, 0], dtype=bool), "out-of-range"),
        (np.zeros((4, 2)), np.arange(2.0), np.array([1, 0, 0, 0], dtype=bool), "wrong-length"),
        (np.full((4, 2), np.nan), np.arange(2.0), np.array([1, 1, 0, 0]) > 0, "out-of-range"),
    ],
)
def test_what_shows_nothing_is_refused(
    change: np.ndarray, interest: np.ndarray, treated: np.ndarray, code: str
) -> None:
    """Arrays that do not fit, arms of one person, and an interest in nothing in particular."""
    with pytest.raises(InvalidDocument) as refused:
        measure_influence(
            InfluenceProblem(change=change, interest=interest, treated=treated), seed=1
        )

    assert code in {each.code for each in refused.value.problems}
