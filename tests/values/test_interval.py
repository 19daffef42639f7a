"""The informing interval around a share."""

from __future__ import annotations

from fractions import Fraction
from math import sqrt

import pytest
from hypothesis import given, strategies as st

from commonweal.values import share_interval

some = st.integers(0, 5000)


def wilson(successes: int, failures: int) -> tuple[float, float]:
    """Return the ends by the formula of the textbook, in floating point."""
    z, total = 1.96, successes + failures
    share = successes / total
    centre = (share + z * z / (2 * total)) / (1 + z * z / total)
    spread = z / (1 + z * z / total) * sqrt(share * (1 - share) / total + (z / (2 * total)) ** 2)
    return centre - spread, centre + spread


def test_a_published_pair_has_the_interval_worked_by_hand() -> None:
    """23 of 27: from 67.5 % to 94.1 %, the ends rounded outwards to four decimals."""
    interval = share_interval(23, 4)

    assert interval is not None
    assert (Fraction(6752, 10_000), Fraction(23, 27), Fraction(9409, 10_000)) == (
        interval.low,
        interval.middle,
        interval.high,
    )


@given(some, some)
def test_the_ends_are_those_of_wilson_rounded_outwards(successes: int, failures: int) -> None:
    """They lie within a ten-thousandth of the textbook's and never inside them."""
    interval = share_interval(successes, failures)
    if interval is None:
        assert (0, 0) == (successes, failures)
        return

    low, high = wilson(successes, failures)

    assert -1e-12 <= low - interval.low <= 1.0001e-4
    assert -1e-12 <= interval.high - high <= 1.0001e-4
    assert 0 <= interval.low <= interval.middle <= interval.high <= 1


@given(some, some.filter(bool))
def test_exchanging_the_sides_mirrors_the_interval(successes: int, failures: int) -> None:
    """The share of the others is the rest."""
    interval, mirrored = share_interval(successes, failures), share_interval(failures, successes)

    assert interval is not None
    assert mirrored is not None
    assert (1 - interval.high, 1 - interval.low) == (mirrored.low, mirrored.high)


@pytest.mark.parametrize("times", [2, 10, 100])
def test_more_people_of_one_mind_narrow_the_interval(times: int) -> None:
    """The same share of more people is known better."""
    few, many = share_interval(7, 3), share_interval(7 * times, 3 * times)

    assert few is not None
    assert many is not None
    assert few.low < many.low < many.high < few.high


def test_where_nobody_took_a_side_there_is_no_interval() -> None:
    """No share, no interval."""
    assert None is share_interval(0, 0)
