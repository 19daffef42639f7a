"""Exact intervals, and how many trials it takes."""

from __future__ import annotations

from math import comb

import pytest
from hypothesis import given, strategies as st

from commonweal.stewardship import proportion, trials_for_width, trials_to_pass


def at_least(hits: int, of: int, share: float) -> float:
    """Return a binomial tail, summed one by one."""
    return sum(comb(of, k) * share**k * (1 - share) ** (of - k) for k in range(hits, of + 1))


def test_the_interval_is_the_published_one() -> None:
    """Of ten trials, none gives the upper end 0.3085 and five give 0.1871 to 0.8129."""
    none, half = proportion(0, 10), proportion(5, 10)

    assert (0.0, 0.3085) == (none.low, round(none.high, 4))
    assert (0.1871, 0.8129) == (round(half.low, 4), round(half.high, 4))


def test_of_nothing_everything_is_possible() -> None:
    """No trials, no share, and the whole interval."""
    empty = proportion(0, 0)

    assert (None, 0.0, 1.0) == (empty.value, empty.low, empty.high)


def fewest_hits(of: int, floor: float, error: float) -> int | None:
    """Return the fewest hits that are rare enough at the floor, found one by one."""
    return next((hits for hits in range(of + 1) if at_least(hits, of, floor) <= error), None)


@given(of=st.integers(1, 60), floor=st.floats(0.05, 0.95), error=st.sampled_from([0.01, 0.05, 0.2]))
def test_the_lower_bound_passes_a_floor_from_the_fewest_hits_on(
    of: int, floor: float, error: float
) -> None:
    """So many hits are rare at the floor and show more than it; one fewer do not."""
    hits = fewest_hits(of, floor, error)

    least = of + 1 if hits is None else hits
    assert least > of or proportion(least, of).lower(error) >= floor - 1e-9
    assert least == 0 or proportion(least - 1, of).lower(error) <= floor + 1e-9


def test_trials_to_pass_give_the_power_they_say() -> None:
    """With so many trials, what is true is shown with the wanted probability; it needs fewer."""
    trials = trials_to_pass(floor=2 / 3, share=0.9, error=0.05, power=0.8)

    assert trials is not None
    hits = fewest_hits(trials, 2 / 3, 0.05)
    assert hits is not None
    assert at_least(hits, trials, 0.9) >= 0.8
    before = fewest_hits(trials - 1, 2 / 3, 0.05)
    assert before is not None
    assert at_least(before, trials - 1, 0.9) < 0.8


@pytest.mark.parametrize("share", [0.5, 2 / 3])
def test_what_is_no_better_than_the_floor_cannot_be_shown(share: float) -> None:
    """No number of trials gives power to what is not true."""
    assert trials_to_pass(floor=2 / 3, share=share) is None


def test_a_narrow_interval_takes_many_trials() -> None:
    """Twenty points of width about one half take about a hundred trials."""
    trials = trials_for_width(0.2)

    found = proportion(round(trials / 2), trials)
    assert 95 <= trials <= 110
    assert found.high - found.low <= 0.2
