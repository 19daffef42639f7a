"""What is published of a graph's quality, and what cannot be had from it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings, strategies as st

from commonweal.documents import MinorityFloor, Thresholds
from commonweal.estimates import (
    GraphQualityProblem,
    Margin,
    measure_graph_quality,
    quality_content,
)

from .subtracting import reachable_sizes
from .voting import FIRST, SECOND, Cast, of_behaviour, stratum, votes_of

HALVES = (Fraction(1, 2), Fraction(1, 2))


def content_of(
    cast: list[Cast], *, groups: list[list[int]], k: int = 5, seed: int = 1, **fields: Any
) -> dict[str, Any]:
    """Return what is published of some votes; every stratum has the values x, y and z."""
    votes = votes_of(cast)
    people = len(votes.participants)
    strata = tuple(stratum(f"s{number}", own[:people], "xyz") for number, own in enumerate(groups))
    problem = GraphQualityProblem(
        votes=votes,
        asked=fields.pop("asked", people),
        strata=strata,
        thresholds=Thresholds(k=k, min_votes=4),
        **fields,
    )
    quality = measure_graph_quality(problem, rng=np.random.default_rng(seed), replicates=20)
    return quality_content(quality)


def numbers_of_people(content: Any) -> Iterator[int]:
    """Yield every number of people that stands anywhere in the content."""
    if isinstance(content, dict):
        for name, value in content.items():
            if name in {"people", "only"} and value is not None:
                yield value
            yield from numbers_of_people(value)
    elif isinstance(content, list):
        for value in content:
            yield from numbers_of_people(value)


@given(
    st.lists(
        st.tuples(
            st.integers(-1, 2),
            st.integers(-1, 1),
            st.lists(st.integers(-1, 4), min_size=2, max_size=2),
        ),
        min_size=1,
        max_size=24,
    ),
    st.integers(2, 5),
)
@settings(max_examples=40)
def test_nobody_can_subtract_a_few_people_from_it(
    people: list[tuple[int, int, list[int]]], k: int
) -> None:
    """Neither alone nor in sums and differences is anything published of fewer than k people.

    The attacker knows who stands where, who took a side on which pair, and how many did.
    """
    groups = [[person[0] for person in people], [person[1] for person in people]]
    cast = [
        Cast(number, 0, 1, answer, context)
        for number, person in enumerate(people)
        for context, answer in enumerate(person[2])
        if answer >= 0
    ]
    voted = sorted({vote.person for vote in cast})
    # The codes of those who voted are in the order of their names, without those who did not.
    cast = [replace(vote, person=voted.index(vote.person)) for vote in cast]
    groups = [[own[person] for person in voted] for own in groups]

    content = content_of(cast, groups=groups, k=k)

    assert all(number == 0 or number >= k for number in numbers_of_people(content))
    names = votes_of(cast).cards
    by_pair: dict[tuple[str, frozenset[str]], list[np.ndarray]] = {}
    for row in content["groups"]:
        key = (row["context"], frozenset((row["wiser"], row["than"])))
        took = [
            vote.person
            for vote in cast
            if vote.answer in {FIRST, SECOND}
            and (f"c{vote.context}", frozenset((names[vote.first], names[vote.second]))) == key
        ]
        sets = by_pair.setdefault(key, [np.ones(len(took))])
        for group in row["groups"]:
            own = groups[int(row["stratum"][1:])]
            members = np.array([own[person] == "xyz".index(group["value"]) for person in took])
            assert group["people"] == members.sum()
            sets.append(members.astype(float))
    for sets in by_pair.values():
        assert not {size for size in reachable_sizes(sets) if 0 < size < k}


@pytest.mark.parametrize(("asked", "told"), [(20, 20), (22, None), (25, 20)])
def test_who_was_asked_and_did_not_vote_is_a_group_too(asked: int, told: int | None) -> None:
    """Two people who were asked and gave no vote would be the difference."""
    cast = [Cast(person, 0, 1, FIRST) for person in range(20)]

    assert told == content_of(cast, groups=[], asked=asked)["people"]


def test_weights_that_would_give_a_group_away_are_not_told() -> None:
    """Where two people stand nowhere, effective numbers would lead to them."""
    cast = [Cast(person, 0, 1, person % 2) for person in range(22)]

    def weights(groups: list[int]) -> Any:
        side = stratum("side", groups, "xy")
        return content_of(cast, groups=[], margins=(Margin(stratum=side, shares=HALVES),))[
            "weights"
        ]

    told, untold = weights([0] * 8 + [1] * 14), weights([0] * 8 + [1] * 12 + [-1] * 2)

    assert ("converged", 1) == (told["status"], len(told["shares"]))
    assert told["effective"] is not None
    assert ("converged", None, []) == (untold["status"], untold["effective"], untold["shares"])


def test_a_group_too_small_stops_the_weights() -> None:
    """Three people do not speak for half."""
    cast = [Cast(person, 0, 1, person % 2) for person in range(22)]
    side = stratum("side", [0] * 19 + [1] * 3, "xy")

    found = content_of(cast, groups=[], margins=(Margin(stratum=side, shares=HALVES),))["weights"]

    assert ("small-group", [["side", "y"]], []) == (
        found["status"],
        found["small_groups"],
        found["shares"],
    )


def test_the_coarser_stratum_is_told_where_both_would_be_too_much() -> None:
    """Two sides say more than seven roles of three people each, whichever was declared first."""
    cast = [Cast(person, 0, 1, FIRST) for person in range(20)]
    roles = [person % 3 if person < 15 else -1 for person in range(20)]
    sides = [int(person % 4 < 2) for person in range(20)]
    votes = votes_of(cast)
    strata = (
        stratum("role", roles, "uvw"),
        stratum("side", sides, "xy"),
    )

    quality = measure_graph_quality(
        GraphQualityProblem(votes=votes, asked=20, strata=strata),
        rng=np.random.default_rng(1),
        replicates=20,
    )

    assert {"side"} == {row["stratum"] for row in quality_content(quality)["groups"]}


def test_planted_faults_are_flagged_and_sound_votes_are_not() -> None:
    """People who agree with anything show in the order of display; people with values do not."""
    faulty = content_of(of_behaviour(1, people=120, prefers=0.6, agrees=0.6), groups=[])
    sound = content_of(of_behaviour(1, people=120, prefers=0.85, agrees=0), groups=[])

    assert faulty["order_of_display"]["acquiescence"]["low"] > 0.5
    assert 6 == len(faulty["order_of_display"]["pairs_that_contradict"])
    assert sound["order_of_display"]["acquiescence"]["low"] < 0
    assert [] == sound["order_of_display"]["pairs_that_contradict"]
    assert 1 == sound["contexts"][0]["halves"]["edge_jaccard"]["middle"]


def test_floors_are_told_with_whom_they_serve() -> None:
    """A value that counts by a floor alone stands in it, with how many hold no other."""
    cast = [Cast(person, 0, 1, FIRST) for person in range(20)]
    limits = Thresholds(
        min_holders=10, minority_floors=(MinorityFloor(stratum="s", value="x", min_holders=6),)
    )
    few = [f"p{person:05}" for person in range(7)]
    problem = GraphQualityProblem(
        votes=votes_of(cast),
        asked=20,
        holders={"a": few},
        groups={person: {"s": "x"} for person in few},
        thresholds=limits,
    )

    quality = measure_graph_quality(problem, rng=np.random.default_rng(1), replicates=20)

    assert [{"card": "a", "floors": [["s", "x"]], "only": 7}] == quality_content(quality)["floors"]


def test_the_same_seed_publishes_the_same_bytes_whoever_came_first() -> None:
    """The order of votes leaves no trace, and nothing that is no number of JSON is in it."""
    cast = of_behaviour(1, people=30, prefers=0.7, agrees=0.1)
    groups = [[person % 3 for person in range(30)]]

    one, other = content_of(cast, groups=groups), content_of(cast[::-1], groups=groups)

    assert json.dumps(one, allow_nan=False) == json.dumps(other, allow_nan=False)
    assert one != content_of(cast, groups=groups, seed=2)


def test_no_votes_at_all_are_no_accident() -> None:
    """Everything is undefined or empty, and said to be."""
    content = content_of([], groups=[[]])

    assert (0, []) == (content["votes"], content["contexts"])
    assert content["order_of_display"]["acquiescence"] is None
    assert "not-identified" == content["who_or_what"]["status"]


@pytest.mark.parametrize(("each_way", "told"), [(4, 0), (5, 1)])
def test_a_pair_contradicts_itself_only_of_k_people_each_way(each_way: int, told: int) -> None:
    """Four of four who call the first shown wiser, either way round, are too few to be told of."""
    cast = [Cast(n, *((0, 1), (1, 0))[n % 2], FIRST) for n in range(2 * each_way)]

    found = content_of(cast, groups=[])["order_of_display"]["pairs_that_contradict"]

    assert told == len(found)


@pytest.mark.parametrize(("people", "votes"), [(4, None), (5, 10)])
def test_how_many_votes_there_are_is_told_of_k_people(people: int, votes: int | None) -> None:
    """From the votes of four it would follow how often one of them voted."""
    cast = [Cast(n, *pair, FIRST) for n in range(people) for pair in ((0, 1), (2, 3))]

    assert votes == content_of(cast, groups=[])["votes"]
