"""What the people who were asked would say if they met the declared margins."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, strategies as st

from commonweal.estimates import Margin, RakingProblem, solve_raking, weighted_shares
from commonweal.values import share_interval

from .voting import FIRST, SECOND, UNSURE, Cast, stratum, votes_of


def one_pair(*answers: int) -> list[Cast]:
    """Return a vote of each person on one pair."""
    return [Cast(person, 0, 1, answer) for person, answer in enumerate(answers)]


def test_equal_weights_give_the_share_and_the_published_interval() -> None:
    """15 of 20 is 3/4, with the interval that the moral graph publishes."""
    votes = votes_of(one_pair(*[FIRST] * 15, *[SECOND] * 5))
    published = share_interval(15, 5)

    found = weighted_shares(votes, np.ones(20))

    assert published is not None
    assert (0.75, 0.75, 20) == (found.counted[0], found.weighted[0], found.effective[0])
    assert float(published.low) == pytest.approx(found.bottom[0], abs=2e-4)
    assert float(published.high) == pytest.approx(found.top[0], abs=2e-4)


def test_unequal_weights_move_the_share_and_widen_the_interval() -> None:
    """Ten people who agree count half, ten who do not count one and a half."""
    votes = votes_of(one_pair(*[FIRST] * 10, *[SECOND] * 10))

    found = weighted_shares(votes, np.array([0.5] * 10 + [1.5] * 10))
    even = weighted_shares(votes, np.ones(20))

    assert (0.5, 0.25) == (found.counted[0], found.weighted[0])
    # 20² / (10 · 1/4 + 10 · 9/4)
    assert 16 == pytest.approx(found.effective[0])
    assert found.top[0] - found.bottom[0] > 0.8 * (even.top[0] - even.bottom[0])


@given(st.lists(st.tuples(st.integers(0, 4), st.integers(1, 9)), min_size=1, max_size=20))
def test_a_loop_over_votes_gives_the_same(people: list[tuple[int, int]]) -> None:
    """Sums of weights one by one; who takes no side is left out."""
    weights = np.array([float(weight) for _, weight in people])
    took = [(answer, weight) for answer, weight in people if answer in {FIRST, SECOND}]

    found = weighted_shares(votes_of(one_pair(*(answer for answer, _ in people))), weights)

    if not took:
        assert 0 == len(found.weighted)
        return
    whole = sum(weight for _, weight in took)
    share = sum(weight for answer, weight in took if answer == FIRST) / whole
    assert share == pytest.approx(found.weighted[0])
    assert whole**2 / sum(weight**2 for _, weight in took) == pytest.approx(found.effective[0])
    assert 0 <= found.bottom[0] <= found.weighted[0] + 1e-12
    assert found.weighted[0] - 1e-12 <= found.top[0] <= 1


def test_a_stratified_population_is_recovered() -> None:
    """Asked nine to one instead of half and half, the raked share finds the population's."""
    rng = np.random.default_rng(3)
    group = (rng.random(3000) < 0.1).astype(int)
    said = rng.random(3000) < np.where(group == 1, 0.2, 0.8)
    votes = votes_of(one_pair(*np.where(said, FIRST, SECOND).tolist()))
    side = stratum("side", group.tolist())
    margin = Margin(stratum=side, shares=(Fraction(1, 2), Fraction(1, 2)))

    weights = solve_raking(RakingProblem(people=3000, margins=(margin,))).value
    found = weighted_shares(votes, weights, strata=[side], k=5)

    assert found.bottom[0] < 0.5 < found.top[0]
    assert found.counted[0] > 0.7


def test_a_pair_with_few_of_a_group_is_not_told() -> None:
    """Three people's weight could be had from the two shares, so neither is told."""
    votes = votes_of(one_pair(*[FIRST] * 10, *[UNSURE] * 4, *[SECOND] * 3))
    side = stratum("side", [0] * 10 + [1] * 7)

    found = weighted_shares(votes, np.ones(17), strata=[side], k=5)

    assert [False] == found.told.tolist()
    assert np.isnan([found.counted[0], found.weighted[0], found.effective[0]]).all()
