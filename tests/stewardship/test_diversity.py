"""The effective number of values attended to."""

from __future__ import annotations

from decimal import Decimal, localcontext
from itertools import combinations
from math import comb, exp, log

import numpy as np
import pytest
from hypothesis import given, settings, strategies as st

from commonweal.stewardship import diversity_at, measure_diversity, size_at_coverage

COUNTS = st.lists(st.integers(0, 6), min_size=1, max_size=5).filter(lambda each: sum(each) >= 2)


def test_values_attended_to_equally_often_are_as_many_as_they_are() -> None:
    """Of equal shares every order gives the number of values."""
    assert pytest.approx((4.0, 4.0, 4.0)) == measure_diversity([25] * 4).observed


def test_hand_worked_numbers() -> None:
    """Of 2, 1 and 1: order 1 is 2 to the power 1.5, order 2 is 8/3, and Chao1 is 4.5."""
    found = measure_diversity([2, 1, 1])

    assert pytest.approx((3.0, 2**1.5, 8 / 3)) == found.observed
    # Two seen once, one seen twice: 3 + (3/4) · 2²/(2 · 1).
    assert pytest.approx(4.5) == found.estimated[0]
    # 4 · 3 pairs in order, of which 2 are of one value.
    assert pytest.approx(6.0) == found.estimated[2]
    # 1 - (2/4) · (3 · 2)/(3 · 2 + 2 · 1).
    assert pytest.approx(1 - 0.5 * 6 / 8) == found.coverage


@pytest.mark.parametrize(
    "counts", [(1, 27, 587), (2, 49, 191), (5, 3, 20), (40, 1, 5), (3, 0, 400), (1, 1, 4000)]
)
def test_the_entropy_of_values_unseen_is_added_exactly(counts: tuple[int, int, int]) -> None:
    """Two ways of writing the same sum agree, though one multiplies tiny errors without bound."""
    once, twice, most = counts
    seen = [1] * once + [2] * twice + [most]
    total = sum(seen)

    found = measure_diversity(seen).estimated[1]

    with localcontext() as context:
        # The published form, with enough digits that subtracting leaves some.
        context.prec = 500
        rare = (
            Decimal(2 * twice) / ((total - 1) * once + 2 * twice)
            if twice
            else Decimal(2) / ((total - 1) * (once - 1) + 2)
        )
        rest = 1 - rare
        tail = -rare.ln() - sum(rest**order / order for order in range(1, total))
        unseen = Decimal(once) / total * rest ** (1 - total) * tail
    known = sum(x / total * sum(1 / k for k in range(x, total)) for x in seen)
    assert pytest.approx(exp(known + float(unseen)), rel=1e-9) == found


def test_of_nothing_there_is_nothing() -> None:
    """No occasion, no value, no coverage."""
    assert (0, 0.0) == ((found := measure_diversity([0, 0])).attended, found.coverage)


@settings(max_examples=50)
@given(counts=COUNTS, data=st.data())
def test_rarefaction_is_the_mean_over_all_ways_to_draw(
    counts: list[int], data: st.DataObject
) -> None:
    """The frequencies expected of a part are those of all its draws, one by one."""
    every = [value for value, times in enumerate(counts) for _ in range(times)][:10]
    counts = np.bincount(every, minlength=len(counts)).tolist()
    size = data.draw(st.integers(1, len(every)))
    drawn = list(combinations(every, size))

    found = diversity_at(counts, size)

    times = [draw.count(value) for draw in drawn for value in set(draw)]
    shares = [each / size for each in times]
    assert pytest.approx(len(times) / len(drawn)) == found[0]
    assert pytest.approx(exp(-sum(s * log(s) for s in shares) / len(drawn))) == found[1]
    assert pytest.approx(1 / (sum(s * s for s in shares) / len(drawn))) == found[2]


@settings(max_examples=50)
@given(counts=COUNTS, coverage=st.floats(0.05, 0.99))
def test_so_many_reach_the_coverage_and_one_fewer_do_not(
    counts: list[int], coverage: float
) -> None:
    """The size for a coverage is the smallest that is expected to reach it, if any is."""
    total = sum(counts)

    def expected(size: int) -> float:
        missed = sum(n / total * comb(total - n, size) / comb(total - 1, size) for n in counts)
        return 1 - missed

    size = size_at_coverage(counts, coverage)

    assert size == total or expected(size) >= coverage - 1e-9
    assert size == 1 or expected(size - 1) < coverage + 1e-9


def test_corrected_estimates_are_nearer_to_the_truth() -> None:
    """Over many small samples of twelve values, each corrected number errs less than as counted."""
    rng = np.random.default_rng(1)
    shares = np.arange(12, 0, -1) / 78
    truth = np.array([12, exp(-(shares * np.log(shares)).sum()), 1 / (shares**2).sum()])
    found = [measure_diversity(rng.multinomial(30, shares).tolist()) for _ in range(300)]

    observed = np.mean([each.observed for each in found], axis=0)
    estimated = np.median([each.estimated for each in found], axis=0)

    assert (np.abs(estimated - truth) < np.abs(observed - truth)).all()
