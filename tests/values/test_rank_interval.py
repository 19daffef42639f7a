"""How far ranks would move with other people."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import numpy as np
import pytest

from commonweal.errors import InvalidDocument
from commonweal.values import (
    CarriedEndorsement,
    InStrength,
    RankingProblem,
    RankIntervalProblem,
    Votes,
    context_graph,
    count_votes,
    solve_rank_intervals,
    solve_ranking,
)

CARDS = ("a", "b", "c", "d")
FIRST, SECOND = 0, 1


def votes_of(rows: list[tuple[int, str, int, int, int]], *, people: int = 60) -> Votes:
    """Return votes of numbered people: person, context, two cards as shown, answer."""
    contexts = sorted({row[1] for row in rows})
    return Votes.arranged(
        participants=[f"p{number:03}" for number in range(people)],
        contexts=contexts,
        cards=CARDS,
        participant=[row[0] for row in rows],
        context=[contexts.index(row[1]) for row in rows],
        first=[row[2] for row in rows],
        second=[row[3] for row in rows],
        answer=[row[4] for row in rows],
    )


def noisy(seed: int, *, people: int = 60) -> list[tuple[int, str, int, int, int]]:
    """Return votes of people who mostly hold the card with the higher number to be wiser."""
    rng = np.random.default_rng(seed)
    rows = []
    for person in range(people):
        for low in range(len(CARDS)):
            for high in range(low + 1, len(CARDS)):
                shown = (low, high) if rng.random() < 0.5 else (high, low)
                wiser = high if rng.random() < 0.7 else low
                rows.append((person, "c", *shown, FIRST if shown[0] == wiser else SECOND))
    return rows


def intervals_of(votes: Votes, seed: int = 5, **options: Any) -> Any:
    problem = RankIntervalProblem(votes=votes, context="c")
    return solve_rank_intervals(problem, rng=np.random.default_rng(seed), **options)


def test_where_all_agree_no_rank_would_move() -> None:
    """Whoever is drawn says the same."""
    rows = [
        (person, "c", *shown, answer)
        for person in range(60)
        for shown, answer in [((0, 1), SECOND), ((1, 2), SECOND), ((2, 3), SECOND)]
    ]
    # Half of the people see the pairs the other way round.
    rows = [
        (person, context, second, first, 1 - answer) if person % 2 else row
        for row in rows
        for person, context, first, second, answer in [row]
    ]

    result = intervals_of(votes_of(rows))

    assert [4, 3, 2, 1] == result.value.place.tolist()
    assert [4, 3, 2, 1] == result.value.low.tolist() == result.value.high.tolist()
    assert Fraction(1) == result.stats.top_share


def test_fewer_people_leave_the_ranks_less_certain() -> None:
    """The widths of the intervals grow, and the top is less often the same."""
    few = intervals_of(votes_of(noisy(1, people=14)))
    many = intervals_of(votes_of(noisy(1, people=400), people=400))

    assert (few.value.high - few.value.low).sum() > (many.value.high - many.value.low).sum()
    assert few.stats.top_share < many.stats.top_share
    assert [4, 3, 2, 1] == many.value.place.tolist()


@pytest.mark.parametrize("method", [None, InStrength(), CarriedEndorsement(depth=2)])
def test_drawing_people_and_counting_anew_by_hand_gives_the_same(method: Any) -> None:
    """A slow replay with the same generator: each person brings all of their votes."""
    rows = noisy(2)
    rng = np.random.default_rng(5)
    places = []
    for _ in range(20):
        drawn = rng.integers(0, 60, 60).tolist()
        again = [
            (copy, *row[1:])
            for copy, person in enumerate(drawn)
            for row in rows
            if row[0] == person
        ]
        graph = context_graph(count_votes(votes_of(again)), "c").graph
        places.append(solve_ranking(RankingProblem(graph=graph), method).places())

    result = intervals_of(votes_of(rows), method=method, replicates=20, level=Fraction(4, 5))

    ascending = np.sort(np.array(places), axis=0)
    assert ascending[2].tolist() == result.value.low.tolist()
    assert ascending[17].tolist() == result.value.high.tolist()


def test_the_same_seed_gives_the_same_intervals_in_whatever_order_votes_came() -> None:
    """And the seed is in the result."""
    rows = noisy(3)

    one = intervals_of(votes_of(rows), seed=77, replicates=50)
    other = intervals_of(votes_of(rows[::-1]), seed=77, replicates=50)

    assert one.value.low.tobytes() == other.value.low.tobytes()
    assert one.value.high.tobytes() == other.value.high.tobytes()
    assert one.stats == other.stats
    assert (77, 50, 60, 360) == (
        one.stats.seed,
        one.stats.replicates,
        one.stats.people,
        one.stats.votes,
    )
    assert any("50 times (seed 77)" in sentence for sentence in one.explain())


def test_only_the_votes_of_the_context_count() -> None:
    """What people say elsewhere moves no rank here."""
    here = noisy(4)
    elsewhere = [(person, "x", 0, 1, FIRST) for person in range(60)]

    alone, beside = intervals_of(votes_of(here)), intervals_of(votes_of(here + elsewhere))

    assert alone.value.low.tolist() == beside.value.low.tolist()
    assert alone.stats == beside.stats


def test_endorsements_are_those_of_the_cards_in_the_context() -> None:
    """One number for each card of the votes, of which the context's are used."""
    rows = [(p, "c", *((1, 3) if p % 2 else (3, 1)), SECOND if p % 2 else FIRST) for p in range(40)]
    problem = RankIntervalProblem(
        votes=votes_of(rows), context="c", endorsements=np.array([100.0, 7.0, 50.0, 2.0])
    )

    result = solve_rank_intervals(problem, CarriedEndorsement(), rng=np.random.default_rng(1))

    assert [1, 3] == result.value.cards.tolist()
    assert [0.0, 9.0] == result.value.score.tolist()


def test_more_replicates_than_fit_at_once_are_drawn_in_turn(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """How many replicates are held in memory changes nothing."""
    votes = votes_of(noisy(6))
    at_once = intervals_of(votes, replicates=30)

    monkeypatch.setattr("commonweal.values._context_votes._MOST_CELLS_AT_ONCE", 130)
    in_turn = intervals_of(votes, replicates=30)

    assert at_once.value.low.tobytes() == in_turn.value.low.tobytes()
    assert at_once.stats == in_turn.stats


def test_a_generator_without_one_seed_is_refused() -> None:
    """Nobody could draw the same people again."""
    problem = RankIntervalProblem(votes=votes_of(noisy(1)), context="c")

    with pytest.raises(InvalidDocument) as refusal:
        solve_rank_intervals(problem, rng=np.random.default_rng([1, 2]))

    assert "unseeded-generator" == refusal.value.code


def test_a_context_that_nobody_voted_in_is_refused() -> None:
    """A name that is not there is most often a slip."""
    problem = RankIntervalProblem(votes=votes_of(noisy(1)), context="elsewhere")

    with pytest.raises(InvalidDocument) as refusal:
        solve_rank_intervals(problem, rng=np.random.default_rng(1))

    assert "unknown-context" == refusal.value.code
