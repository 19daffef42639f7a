"""Which groups may be told apart, and what somebody who subtracts finds out."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, strategies as st

from commonweal.errors import InvalidDocument
from commonweal.estimates import ToldGroups, told_groups
from commonweal.values import Stratification

from .subtracting import reachable_sizes
from .voting import stratum


def told_of(people: int, strata: list[Stratification], k: int = 5) -> ToldGroups:
    """Return which groups of everybody may be told."""
    person = np.arange(people)
    return told_groups(np.zeros(people, dtype=np.int64), person, strata, sets=1, k=k)


def names(found: ToldGroups, strata: list[Stratification]) -> list[str]:
    """Return the names of the groups that are told."""
    return [
        value
        for told, own in zip(found.told, strata, strict=True)
        for value, may in zip(own.values, told[0].tolist(), strict=True)
        if may
    ]


def published_sets(
    found: ToldGroups, strata: list[Stratification], members: np.ndarray, number: int
) -> list[np.ndarray]:
    """Return the whole and every told group, as 1 or 0 for each member."""
    sets = [np.ones(len(members))] if found.whole[number] else []
    for told, own in zip(found.told, strata, strict=True):
        sets += [
            (own.of_participant[members] == group).astype(float)
            for group in np.flatnonzero(told[number])
        ]
    return sets


def test_a_small_group_takes_the_smallest_other_one_with_it() -> None:
    """Of 12, 9 and 3 with k = 5 only 12 is told: 24 less 12 is 12, and not 3."""
    strata = [stratum("a", [0] * 12 + [1] * 9 + [2] * 3)]

    found = told_of(24, strata)

    assert ["a0"] == names(found, strata)
    assert [12] == found.rest[0].tolist()


def test_small_groups_that_are_many_together_cost_no_other() -> None:
    """Of 12, 3 and 3 the 12 is told: what is left is six people, of either group."""
    strata = [stratum("a", [0] * 12 + [1] * 3 + [2] * 3)]

    assert ["a0"] == names(told_of(18, strata), strata)


def test_those_who_stand_nowhere_are_a_group_too() -> None:
    """Of 7 and 8 with two who say nothing, the 7 is left out with them."""
    strata = [stratum("a", [0] * 7 + [1] * 8 + [-1] * 2)]

    assert ["a1"] == names(told_of(17, strata), strata)


def test_two_groups_of_which_one_is_small_are_both_left_out() -> None:
    """The whole less the one would be the other."""
    strata = [stratum("a", [0] * 20 + [1] * 2)]

    assert [] == names(told_of(22, strata), strata)


def test_strata_are_not_crossed_into_few_people() -> None:
    """Of ten and ten, and eight and twelve, two are left if the eight are all of the first ten."""
    region, town = stratum("r", [0] * 10 + [1] * 10), stratum("t", [0] * 8 + [1] * 12)

    assert ["r0", "r1"] == names(told_of(20, [region, town]), [region, town])
    assert ["t0", "t1"] == names(told_of(20, [town, region]), [town, region])


def test_strata_that_cross_into_enough_people_are_all_told() -> None:
    """Four cells of five."""
    strata = [stratum("r", [0, 0, 1, 1] * 5), stratum("t", [0, 1, 0, 1] * 5)]

    assert ["r0", "r1", "t0", "t1"] == names(told_of(20, strata), strata)


def test_a_set_of_few_people_is_not_told_at_all() -> None:
    """Neither itself nor any group; a set of nobody is no secret."""
    strata = [stratum("a", [0] * 4)]
    found = told_groups(np.zeros(4, dtype=np.int64), np.arange(4), strata, sets=2, k=5)

    assert [False, True] == found.whole.tolist()
    assert not found.told[0].any()


@given(
    st.lists(
        st.tuples(st.integers(-1, 2), st.integers(-1, 1), st.integers(0, 2), st.booleans()),
        max_size=30,
    ),
    st.integers(1, 5),
)
def test_no_subtraction_leaves_a_few(people: list[tuple[int, int, int, bool]], k: int) -> None:
    """No sum or difference of what is told singles out fewer than k people and not nobody."""
    strata = [
        stratum("a", [person[0] for person in people], "xyz"),
        stratum("b", [person[1] for person in people], "uv"),
        stratum("c", [person[2] for person in people], "pqr"),
    ]
    # Everybody is in the first set, and some are in the second.
    second = [number for number, person in enumerate(people) if person[3]]
    person = np.array([*range(len(people)), *second], dtype=np.int64)
    member_of = np.array([0] * len(people) + [1] * len(second), dtype=np.int64)

    found = told_groups(member_of, person, strata, sets=2, k=k)

    for number in (0, 1):
        sets = published_sets(found, strata, person[member_of == number], number)
        assert not {size for size in reachable_sizes(sets) if 0 < size < k}


def test_the_attack_would_find_what_is_not_protected() -> None:
    """Were only small groups left out, the attacker would have the three."""
    strata = [stratum("a", [0] * 12 + [1] * 9 + [2] * 3)]
    careless = ToldGroups(
        told=(np.array([[True, True, False]]),),
        sizes=(np.array([[12, 9, 3]]),),
        rest=(np.array([3]),),
        whole=np.array([True]),
    )

    assert 3 in reachable_sizes(published_sets(careless, strata, np.arange(24), 0))


def test_k_below_one_is_refused() -> None:
    """There is no group of nobody to protect."""
    with pytest.raises(InvalidDocument) as refusal:
        told_of(3, [stratum("a", [0, 0, 0])], k=0)

    assert "k-out-of-range" == refusal.value.code
