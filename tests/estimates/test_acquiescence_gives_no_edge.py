"""Agreeing with whatever is shown first is no wiser-than edge."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from commonweal.estimates import PlantedStudy, WiserProblem, plant_votes, solve_wiser
from commonweal.values import Votes

FIRST, SECOND = 0, 1
VotesOf = Callable[[list[Any]], Votes]


def agreeing(low_first: int, high_first: int, *, yes: float) -> list[Any]:
    """Return answers of people who mostly call wiser what they are shown first."""
    rows = []
    for start, shown, number in ((0, ("a", "b"), low_first), (1000, ("b", "a"), high_first)):
        agree = round(yes * number)
        rows += [
            (f"p{start + person}", "in-distress", *shown, FIRST if person < agree else SECOND)
            for person in range(number)
        ]
    return rows


def test_a_pair_that_wins_both_ways_is_no_edge(votes_of: VotesOf) -> None:
    """85 % of 27 agree that b is wiser than a, and 84 % of 25 that a is wiser than b."""
    rows = [(f"p{n}", "in-distress", "b", "a", FIRST if n < 23 else SECOND) for n in range(27)]
    rows += [(f"q{n}", "in-distress", "a", "b", FIRST if n < 21 else SECOND) for n in range(25)]

    found = solve_wiser(WiserProblem(votes=votes_of(rows)))

    assert [-1] == found.value.called.tolist()
    assert 0.35 < found.value.middle[0] < 0.65
    assert found.value.low[0] < 0.4
    assert found.value.high[0] > 0.6
    assert found.first_shown.low > 0.5


@pytest.mark.parametrize(("low_first", "high_first"), [(50, 2), (40, 10), (52, 0)])
def test_showing_it_mostly_one_way_makes_no_edge_of_it(
    votes_of: VotesOf, low_first: int, high_first: int
) -> None:
    """Nine of ten answers for one side are none where that side was nearly always shown first."""
    found = solve_wiser(WiserProblem(votes=votes_of(agreeing(low_first, high_first, yes=0.85))))

    assert [-1] == found.value.called.tolist()


def test_a_whole_study_that_agrees_has_no_more_wrong_edges_than_stated() -> None:
    """Everybody agrees 85 % of the time, and each pair is mostly shown in one order."""
    plan = PlantedStudy(pairs=150, people=300, votes=40, order_effect=1.7, low_first=0.8)
    planted = plant_votes(plan, rng=np.random.default_rng(5))

    found = solve_wiser(WiserProblem(votes=planted.votes))

    called = found.value.called >= 0
    wrong = ((found.value.called == 0) != (planted.share > 0.5))[called]
    assert called.sum() > 40
    assert wrong.mean() <= 0.05
    assert (found.value.called == 1).sum() > 15


def test_people_who_always_agree_do_not_sway_the_others(votes_of: VotesOf) -> None:
    """A third who call wiser whatever comes first are told from those who look."""
    rng = np.random.default_rng(4)
    pairs = [(f"a{number}", f"b{number}") for number in range(30)]
    rows = []
    for person in range(60):
        for low, high in pairs:
            shown = (low, high) if rng.random() < 0.5 else (high, low)
            looks = rng.random() < (0.9 if shown[0] == low else 0.1)
            rows.append((f"p{person:02}", "c", *shown, FIRST if person < 20 or looks else SECOND))

    found = solve_wiser(WiserProblem(votes=votes_of(rows)))

    counts = found.counts.counts.sum(axis=1)
    naive = counts[:, FIRST] / counts[:, :2].sum(axis=1)
    assert naive.mean() < 0.8
    assert (found.value.called == 0).all()
    assert found.value.middle.mean() > 0.85
    assert found.first_shown.spread_of_people > 1
