"""Whether people call wiser whichever value they see first."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given

from commonweal.estimates import pair_acquiescence, pooled_acquiescence
from commonweal.values import count_votes

from .voting import FIRST, SECOND, UNSURE, Cast, casts, of_behaviour, votes_of


def pair(first: tuple[int, int, int], second: tuple[int, int, int]) -> np.ndarray:
    """Return counts of one pair: first, second and unsure in either order of display."""
    rows = [[one, other, 0, 0, unsure] for one, other, unsure in (first, second)]
    return np.array([rows])


def test_the_published_pair_contradicts_itself() -> None:
    """The pair asked both ways in 2023 has 23 of 27 and 21 of 25, which gives 0.69."""
    found = pair_acquiescence(pair((23, 4, 0), (4, 21, 0)))

    assert found.index[0] == pytest.approx(23 / 27 + 21 / 25 - 1)
    assert round(found.index[0], 2) == 0.69
    assert 0.4 < found.low[0] < found.index[0] < found.high[0] < 0.9


def test_answers_that_depend_on_the_value_alone_give_nothing() -> None:
    """A pair that is 15 of 20 both ways round has the index 0."""
    found = pair_acquiescence(pair((15, 5, 0), (15, 5, 0)))

    assert 0 == found.index[0]
    assert found.low[0] < 0 < found.high[0]


def test_the_extremes() -> None:
    """Always the first shown is 1, always the last shown -1, and nobody taking a side -1."""
    counts = np.concatenate(
        [
            pair((9, 0, 0), (0, 7, 0)),
            pair((0, 9, 0), (7, 0, 0)),
            pair((0, 0, 9), (0, 0, 7)),
        ]
    )

    assert [1, -1, -1] == pair_acquiescence(counts).index.tolist()


def test_a_pair_shown_one_way_only_says_nothing() -> None:
    """Nothing could tell preference from acquiescence there."""
    found = pair_acquiescence(pair((9, 1, 0), (0, 0, 0)))

    assert np.isnan([found.index[0], found.low[0], found.high[0]]).all()


@given(casts())
def test_pooling_is_a_weighted_mean_of_pairs(cast: list[Cast]) -> None:
    """Each pair shown both ways counts by nm/(n + m), as a loop over pairs has it."""
    asked: dict[tuple[int, ...], list[int]] = {}
    for vote in cast:
        key = (vote.context, *sorted((vote.first, vote.second)))
        cell = asked.setdefault(key, [0, 0, 0, 0])
        shown = int(vote.first > vote.second)
        cell[shown] += 1
        cell[2 + shown] += vote.answer == FIRST
    both = [cell for cell in asked.values() if cell[0] and cell[1]]
    weights = [cell[0] * cell[1] / (cell[0] + cell[1]) for cell in both]
    indices = [cell[2] / cell[0] + cell[3] / cell[1] - 1 for cell in both]

    found = pooled_acquiescence(votes_of(cast))

    assert (len(both), len(asked) - len(both)) == (found.pairs, found.one_way)
    if not both:
        assert found.index is None
    else:
        assert found.index is not None
        assert found.index.middle == pytest.approx(np.average(indices, weights=weights))
        assert -1 <= found.index.low <= found.index.high <= 1


@given(casts())
def test_names_and_order_mean_nothing(cast: list[Cast]) -> None:
    """Cards named the other way round and people in another order give the same index."""
    renamed = [
        Cast(7 - vote.person, 3 - vote.first, 3 - vote.second, vote.answer, vote.context)
        for vote in reversed(cast)
    ]

    one, other = pooled_acquiescence(votes_of(cast)), pooled_acquiescence(votes_of(renamed))

    assert (one.pairs, one.one_way) == (other.pairs, other.one_way)
    if one.index and other.index:
        assert one.index.middle == pytest.approx(other.index.middle)
        assert one.index.low == pytest.approx(other.index.low)


def test_people_who_agree_with_anything_are_found_out() -> None:
    """With three in ten agreeing blindly the index is near 0.3, and its interval says so."""
    found = pooled_acquiescence(votes_of(of_behaviour(1, people=400, prefers=0.7, agrees=0.3)))
    honest = pooled_acquiescence(votes_of(of_behaviour(2, people=400, prefers=0.7, agrees=0.0)))

    assert found.index is not None
    assert honest.index is not None
    assert found.index.low < 0.3 < found.index.high
    assert found.index.low > 0.2
    assert honest.index.low < 0 < honest.index.high


def test_the_interval_goes_by_people_and_not_by_votes() -> None:
    """Ten people who answer alike on every pair are ten people, however many pairs there are."""
    few, many = (
        votes_of(
            [
                Cast(person, *shown, FIRST if person % 3 else SECOND)
                for person in range(10)
                for low in range(cards)
                for high in range(low + 1, cards)
                for shown in [(low, high) if person % 2 else (high, low)]
            ]
        )
        for cards in (2, 6)
    )

    one, other = pooled_acquiescence(few).index, pooled_acquiescence(many).index

    assert one is not None
    assert other is not None
    # By votes the second would be a quarter as wide as the first.
    assert other.high - other.low > 0.9 * (one.high - one.low)


@pytest.mark.parametrize(("people", "lowest", "highest"), [(2, -1, 0), (4, 0, 0.2), (200, 0.9, 1)])
def test_a_few_who_all_say_the_same_are_not_sure(
    people: int, lowest: float, highest: float
) -> None:
    """All call wiser what they see first: of two hundred it is sure, of two it is not at all."""
    cast = [Cast(person, *((0, 1), (1, 0))[person % 2], FIRST) for person in range(people)]

    found = pooled_acquiescence(votes_of(cast)).index

    assert found is not None
    assert (1, 1) == (found.middle, found.high)
    assert lowest < found.low < highest


def test_unsure_counts_as_an_answer() -> None:
    """Whoever is unsure has not called the first wiser."""
    cast = [Cast(0, 0, 1, FIRST), Cast(1, 0, 1, UNSURE), Cast(2, 1, 0, FIRST)]

    found = pooled_acquiescence(votes_of(cast))

    assert found.index is not None
    assert 0.5 == found.index.middle


def test_counts_and_votes_agree() -> None:
    """Of a single pair, the index by counts is the index by votes."""
    votes = votes_of(of_behaviour(3, people=50, prefers=0.6, agrees=0.2, cards=2))

    pooled = pooled_acquiescence(votes).index

    assert pooled is not None
    assert pair_acquiescence(count_votes(votes).counts).index[0] == pytest.approx(pooled.middle)
