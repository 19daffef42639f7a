"""Agreement beyond chance."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, strategies as st

from commonweal.estimates import krippendorff_alpha, pair_alpha, shown_alpha

from .voting import FIRST, SECOND, Cast, casts, of_behaviour, votes_of

FOUR_OBSERVERS = """
    1 2 3 3 2 1 4 1 2 . . .
    1 2 3 3 2 2 4 1 2 5 . 3
    . 3 3 3 2 3 4 2 2 5 1 .
    1 2 3 3 2 4 4 1 2 5 1 .
"""
TWO_OBSERVERS = """
    0 1 0 0 0 0 0 0 1 0
    1 1 1 0 0 1 0 0 0 0
"""


def counts_of(table: str) -> np.ndarray:
    """Return counts by unit and kind of answer; a row of the table is an observer."""
    rows = [line.split() for line in table.strip().splitlines()]
    kinds = sorted({cell for row in rows for cell in row} - {"."})
    return np.array([[unit.count(kind) for kind in kinds] for unit in zip(*rows, strict=True)])


def by_pairs_of_answers(units: list[list[int]]) -> float | None:
    """Return alpha from its definition: how often two answers differ, within units and in all."""
    paired = [unit for unit in units if len(unit) > 1]
    everything = [answer for unit in paired for answer in unit]
    whole = len(everything)
    observed = sum(
        2 * sum(a != b for a, b in combinations(unit, 2)) / (len(unit) - 1) for unit in paired
    )
    expected = 2 * sum(a != b for a, b in combinations(everything, 2))
    return 1 - (whole - 1) * observed / expected if expected else None


@pytest.mark.parametrize(("table", "alpha"), [(FOUR_OBSERVERS, 0.743), (TWO_OBSERVERS, 0.095)])
def test_krippendorffs_own_examples(table: str, alpha: float) -> None:
    """The examples of K. Krippendorff, "Computing alpha-reliability" (2011), A and C."""
    found = krippendorff_alpha(counts_of(table))

    assert found is not None
    assert alpha == round(found, 3)


@given(st.lists(st.lists(st.integers(0, 4), max_size=6), max_size=8))
def test_alpha_is_what_its_definition_says(units: list[list[int]]) -> None:
    """Counting pairs of answers one by one gives the same."""
    counts = np.array([[unit.count(kind) for kind in range(5)] for unit in units]).reshape(-1, 5)

    found, expected = krippendorff_alpha(counts), by_pairs_of_answers(units)

    assert (found is None) == (expected is None)
    if found is not None and expected is not None:
        assert expected == pytest.approx(found)


@given(casts())
def test_names_and_order_mean_nothing(cast: list[Cast]) -> None:
    """Cards named the other way round and people in another order give the same two alphas."""
    renamed = [
        Cast(7 - vote.person, 3 - vote.first, 3 - vote.second, vote.answer, vote.context)
        for vote in reversed(cast)
    ]

    for alpha in (pair_alpha, shown_alpha):
        one, other = alpha(votes_of(cast)), alpha(votes_of(renamed))

        assert (one is None) == (other is None)
        if one is not None and other is not None:
            assert one.middle == pytest.approx(other.middle)
            assert one.low == pytest.approx(other.low)


@given(casts(people=5, cards=3))
def test_leaving_people_out_one_by_one_gives_the_interval(cast: list[Cast]) -> None:
    """The quick way to leave out a person gives what computing it all again gives."""
    votes = votes_of(cast)
    found = shown_alpha(votes)
    people = sorted({vote.person for vote in cast})
    without = []
    for person in people:
        units: dict[tuple[int, ...], list[int]] = {}
        for vote in cast:
            if vote.person != person:
                key = (vote.context, vote.first, vote.second)
                units.setdefault(key, []).append(vote.answer)
        without.append(by_pairs_of_answers(list(units.values())))

    if found is None or len(people) < 2:
        return
    if None in without:
        assert (-1, 1) == (found.low, found.high)
        return
    numbers = np.array(without, dtype=float)
    number = len(numbers)
    error = ((number - 1) / number * ((numbers - numbers.mean()) ** 2).sum()) ** 0.5

    assert found.high == pytest.approx(min(1.0, found.middle + 1.959963984540054 * error))


def test_agreeing_with_anything_is_agreement_as_shown_and_none_on_values() -> None:
    """Where everybody says "the first", questions as shown agree wholly, and values not at all."""
    cast = [Cast(person, *((0, 1) if person % 2 else (1, 0)), FIRST) for person in range(40)] + [
        Cast(99, 2, 3, SECOND),
        Cast(98, 2, 3, SECOND),
    ]

    shown, pairs = shown_alpha(votes_of(cast)), pair_alpha(votes_of(cast))

    assert shown is not None
    assert pairs is not None
    assert 1 == shown.middle
    assert pairs.middle < 0.2


def test_the_interval_holds_what_many_people_would_give() -> None:
    """Sixty people's interval contains the alpha of two thousand of the same kind."""
    few = pair_alpha(votes_of(of_behaviour(5, people=60, prefers=0.75, agrees=0.1)))
    many = pair_alpha(votes_of(of_behaviour(6, people=2000, prefers=0.75, agrees=0.1)))

    assert few is not None
    assert many is not None
    assert few.low < many.middle < few.high
    assert many.high - many.low < (few.high - few.low) / 3


def test_nothing_to_compare_gives_no_alpha() -> None:
    """One answer each, or all answers alike, define no agreement beyond chance."""
    assert krippendorff_alpha(np.array([[1, 0], [0, 1]])) is None
    assert krippendorff_alpha(np.array([[3, 0], [2, 0]])) is None
    assert pair_alpha(votes_of([])) is None
