"""What each group says, and what even the least convinced group says."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from scipy import stats

from commonweal.estimates import group_shares
from commonweal.values import exact_lower_bound

from .voting import BOTH, FIRST, SECOND, UNSURE, Cast, casts, of_behaviour, stratum, votes_of


def sides(*groups: tuple[int, int]) -> list[Cast]:
    """Return votes on one pair: of each group so many for the first card and so many against."""
    cast: list[Cast] = []
    for yes, no in groups:
        for answer in [FIRST] * yes + [SECOND] * no:
            cast.append(Cast(len(cast), 0, 1, answer))
    return cast


def groups_of(*sizes: int) -> list[int]:
    """Return the group of each person, group after group."""
    return [group for group, size in enumerate(sizes) for _ in range(size)]


def test_bridging_is_the_bound_of_the_least_convinced_group() -> None:
    """Of 18 of 20 and 12 of 15, the second binds, each held to 97.5 % so that both hold."""
    found = group_shares(votes_of(sides((18, 2), (12, 3))), [stratum("a", groups_of(20, 15))], k=5)
    shares = found.strata[0]
    bounds = [stats.beta.ppf(0.025, 18, 3), stats.beta.ppf(0.025, 12, 4)]

    assert [0] == found.side.tolist()
    assert [[20, 15]] == shares.people.tolist()
    assert [[0.9, 0.8]] == shares.share.tolist()
    assert bounds == pytest.approx(shares.bound[0].tolist())
    assert bounds[1] == pytest.approx(shares.bridging[0])
    assert [1] == shares.least.tolist()
    assert shares.complete.all()


def test_the_side_is_that_of_most_people() -> None:
    """Where most call the second wiser, shares are of those who do."""
    found = group_shares(votes_of(sides((3, 17), (2, 18))), [stratum("a", groups_of(20, 20))], k=5)

    assert [1] == found.side.tolist()
    assert [[17 / 20, 18 / 20]] == found.strata[0].share.tolist()


def test_who_takes_no_side_is_not_counted() -> None:
    """Both needed and unsure are answers to another question."""
    cast = sides((9, 1), (8, 2))
    cast += [Cast(20, 0, 1, BOTH), Cast(21, 0, 1, UNSURE)]

    found = group_shares(votes_of(cast), [stratum("a", [*groups_of(10, 10), 0, 1])], k=5)

    assert [[10, 10]] == found.strata[0].people.tolist()


def test_a_group_too_small_is_not_told_and_may_think_otherwise() -> None:
    """Three people against everybody are not shown; that not everybody is told is."""
    found = group_shares(
        votes_of(sides((20, 0), (18, 2), (0, 3), (0, 3))),
        [stratum("a", groups_of(20, 20, 3, 3))],
        k=5,
    ).strata[0]

    assert [[20, 20, 0, 0]] == found.people.tolist()
    assert np.isnan(found.share[0, 2:]).all()
    assert not found.complete[0]


def test_with_one_group_there_is_nothing_to_bridge() -> None:
    """No bound, and no group is the least convinced."""
    found = group_shares(votes_of(sides((9, 1))), [stratum("a", groups_of(10))], k=5).strata[0]

    assert np.isnan(found.bridging[0])
    assert [-1] == found.least.tolist()


def test_the_bounds_hold_as_often_as_they_say() -> None:
    """For every true share the exact probability that the bound exceeds it is at most 5 %."""
    people = 17
    agree = np.arange(people + 1, dtype=float)
    bounds = exact_lower_bound(agree, people, error=0.05)

    worst = max(
        stats.binom.pmf(agree, people, share)[bounds > share].sum()
        for share in np.linspace(0.01, 0.99, 197)
    )

    assert 0.02 < worst <= 0.05


def test_even_the_least_group_is_covered_when_groups_differ() -> None:
    """Drawn a thousand times from groups of known shares, the bridging bound rarely exceeds all."""
    rng = np.random.default_rng(2)
    truth, size = (0.9, 0.8, 0.7), 12
    exceeds = 0
    for _ in range(1000):
        agree = rng.binomial(size, truth).astype(float)
        bounds = exact_lower_bound(agree, size, error=0.05 / 3)
        exceeds += bounds.min() > min(truth)

    assert exceeds <= 50


@given(casts())
def test_names_and_order_mean_nothing(cast: list[Cast]) -> None:
    """People in another order and cards named the other way round give the same groups' shares."""
    mirrored = [
        Cast(7 - v.person, 3 - v.first, 3 - v.second, v.answer, v.context) for v in reversed(cast)
    ]
    people = 1 + max((vote.person for vote in cast), default=-1)
    group = [person % 2 for person in range(8)]
    mirror = [group[7 - person] for person in range(8)]

    one = group_shares(votes_of(cast), [stratum("a", group[:people], "xy")], k=2)
    other = group_shares(votes_of(mirrored), [stratum("a", mirror, "xy")], k=2)

    def rows(found: object, cards: int) -> set[tuple[object, ...]]:
        shares = found.strata[0]  # type: ignore[attr-defined]
        return {
            (
                int(found.context[row]),  # type: ignore[attr-defined]
                frozenset(
                    abs(cards - int(card))
                    for card in (found.low[row], found.high[row])  # type: ignore[attr-defined]
                ),
                tuple(shares.people[row].tolist()),
            )
            for row in range(len(found.low))  # type: ignore[attr-defined]
        }

    assert rows(one, 0) == rows(other, 3)


def test_counting_by_hand_gives_the_same() -> None:
    """A loop over votes finds the same people and shares for every pair and group."""
    cast = of_behaviour(3, people=60, prefers=0.7, agrees=0.1)
    group = [person % 3 for person in range(60)]

    found = group_shares(votes_of(cast), [stratum("a", group)], k=5)

    for row in range(len(found.side)):
        pair = (int(found.low[row]), int(found.high[row]))
        wiser = pair[int(found.side[row])]
        for number in range(3):
            said = [
                (vote.first, vote.second)[vote.answer] == wiser
                for vote in cast
                if group[vote.person] == number and {vote.first, vote.second} == set(pair)
            ]
            assert len(said) == found.strata[0].people[row, number]
            assert sum(said) / len(said) == pytest.approx(found.strata[0].share[row, number])
