"""Exact probabilities of a majority, and the fewest answers that make one probable."""

from __future__ import annotations

from fractions import Fraction
from math import comb

import pytest
from hypothesis import example, given, strategies as st
from scipy import stats

from commonweal.errors import InvalidDocument
from commonweal.values import fewest_for, probability_above_half
from commonweal.values._majority import _fewest_by_bounds, _fewest_by_sum

NINETEEN_TWENTIETHS = Fraction(19, 20)

probabilities = st.fractions(min_value=Fraction(1, 2), max_value=1, max_denominator=10_000)


def by_the_polynomial(successes: int, failures: int) -> Fraction:
    """Return the same probability by integrating the density of the beta distribution."""
    scale = (successes + failures + 1) * comb(successes + failures, successes)
    integral = sum(
        Fraction((-1) ** power * comb(failures, power), successes + power + 1)
        * (1 - Fraction(1, 2) ** (successes + power + 1))
        for power in range(failures + 1)
    )
    return scale * integral


@pytest.mark.parametrize(
    ("successes", "failures", "expected"),
    [
        (0, 0, Fraction(1, 2)),
        (1, 0, Fraction(3, 4)),
        (3, 1, Fraction(13, 16)),
        (8, 2, Fraction(1981, 2048)),
        (7, 3, Fraction(1816, 2048)),
    ],
)
def test_small_counts_have_the_probabilities_worked_by_hand(
    successes: int, failures: int, expected: Fraction
) -> None:
    """At most f heads in f + s + 1 tosses of a fair coin."""
    assert expected == probability_above_half(successes, failures)


@given(st.integers(0, 25), st.integers(0, 25))
def test_the_sum_of_coefficients_is_the_integral_of_the_density(
    successes: int, failures: int
) -> None:
    """The identity behind the exact sum holds, term for term."""
    assert by_the_polynomial(successes, failures) == probability_above_half(successes, failures)


@given(st.integers(0, 400), st.integers(0, 400))
def test_the_exact_probability_is_the_one_of_scipy(successes: int, failures: int) -> None:
    """An independent implementation in floating point agrees."""
    expected = stats.beta.sf(0.5, 1 + successes, 1 + failures)

    assert pytest.approx(expected, rel=1e-9, abs=1e-300) == float(
        probability_above_half(successes, failures)
    )


@given(st.integers(0, 60), probabilities)
@example(10, NINETEEN_TWENTIETHS)
@example(10, Fraction(1, 2))
@example(11, Fraction(1, 2))
@example(10, Fraction(1981, 2048))
@example(10, Fraction(1))
def test_the_fewest_are_those_from_which_the_threshold_is_reached(
    answers: int, threshold: Fraction
) -> None:
    """Trying every number of answers in turn finds the same, equality included."""
    reached = (
        held
        for held in range(answers + 1)
        if probability_above_half(held, answers - held) >= threshold
    )

    assert next(reached, answers + 1) == fewest_for(answers, threshold)


@given(st.integers(0, 6000), probabilities)
@example(2048, NINETEEN_TWENTIETHS)
@example(2049, NINETEEN_TWENTIETHS)
@example(5000, Fraction(1, 2))
@example(5001, Fraction(1, 2))
def test_bounds_of_fixed_length_find_what_the_whole_sum_finds(
    answers: int, threshold: Fraction
) -> None:
    """Where the bounds tell at all, they tell the truth."""
    assert _fewest_by_bounds(answers, threshold) in {None, _fewest_by_sum(answers, threshold)}


def test_bounds_tell_at_the_usual_threshold() -> None:
    """Large counts do not fall back on the whole sum."""
    found = [_fewest_by_bounds(answers, NINETEEN_TWENTIETHS) for answers in range(2000, 2100)]

    assert [_fewest_by_sum(answers, NINETEEN_TWENTIETHS) for answers in range(2000, 2100)] == found


def test_bounds_do_not_tell_where_the_threshold_is_met_exactly() -> None:
    """Rounding would decide there, so the whole sum is asked."""
    threshold = probability_above_half(120, 80)

    assert None is _fewest_by_bounds(200, threshold)
    assert 120 == fewest_for(200, threshold)


def test_a_million_answers_are_decided_to_the_last_one() -> None:
    """The fewest lie where the normal approximation puts them, to within one answer."""
    answers = 1_000_000
    expected = (answers + stats.norm.ppf(0.95) * answers**0.5) / 2

    assert 1 >= abs(fewest_for(answers, NINETEEN_TWENTIETHS) - expected)


@pytest.mark.parametrize("threshold", [Fraction(499, 1000), Fraction(1001, 1000)])
def test_a_threshold_that_is_no_majority_is_refused(threshold: Fraction) -> None:
    """Probabilities from one half to one are thresholds; others are not."""
    with pytest.raises(InvalidDocument) as refusal:
        fewest_for(10, threshold)

    assert "threshold-out-of-range" == refusal.value.code
