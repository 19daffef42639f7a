"""Intervals hold what was planted as often as they say, with habits of answering planted too."""

from __future__ import annotations

import pytest

from commonweal.estimates import HierarchicalEstimate, PlantedStudy

from .conftest import BROADER, CONTEXTS, Judge

NAIVE = HierarchicalEstimate(order_effect="none", person_bias=False)

PLANS = {
    "sparse": PlantedStudy(pairs=300, people=200, votes=6, order_effect=0.6),
    "middling": PlantedStudy(pairs=200, people=200, votes=20, order_effect=0.6),
    "dense": PlantedStudy(pairs=40, people=400, votes=150, order_effect=0.6),
    "mostly one order": PlantedStudy(
        pairs=150, people=200, votes=20, order_effect=0.6, low_first=0.85
    ),
    "strong habits": PlantedStudy(
        pairs=100, people=400, votes=50, order_effect=1.5, spread_of_people=1.5
    ),
    "a third exactly even": PlantedStudy(
        pairs=200, people=200, votes=20, order_effect=0.6, even=1 / 3
    ),
    "in contexts": PlantedStudy(
        pairs=80, people=200, votes=10, contexts=CONTEXTS, broader=BROADER, asked=0.8
    ),
}
FAILING = ("dense", "mostly one order", "strong habits")


@pytest.mark.parametrize("name", sorted(PLANS))
@pytest.mark.parametrize("pool", [True, False])
def test_intervals_hold_what_was_planted_as_often_as_they_say(
    judge: Judge, name: str, *, pool: bool
) -> None:
    """Of 95 % intervals 93 to 97 % hold the planted share, pooled or not."""
    judged = judge(PLANS[name], HierarchicalEstimate(pool=pool), studies=40)

    assert 0.93 <= judged.covered <= 0.97


@pytest.mark.parametrize("name", FAILING)
def test_without_effects_of_order_and_person_intervals_fail(judge: Judge, name: str) -> None:
    """The same intervals of a model that knows no habits hold too few: the test can fail."""
    judged = judge(PLANS[name], NAIVE, studies=6)

    assert judged.covered < 0.9


@pytest.mark.parametrize("name", sorted(PLANS))
def test_planted_habits_are_recovered(judge: Judge, name: str) -> None:
    """The order effect and the spread of people's own tendencies come out as planted."""
    judged = judge(PLANS[name], studies=40)

    assert abs(judged.order - PLANS[name].order_effect) < 0.08
    assert abs(judged.spread - PLANS[name].spread_of_people) < 0.08
    assert judged.order_covered >= 34 / 40


@pytest.mark.parametrize("name", sorted(PLANS))
def test_no_more_edges_point_the_wrong_way_than_stated(judge: Judge, name: str) -> None:
    """Of the edges called, at most one in twenty is wrong, give or take what chance does."""
    judged = judge(PLANS[name], studies=40)

    chance = 2.5 * (0.05 * 0.95 / judged.called) ** 0.5
    assert judged.called > 100
    assert judged.wrong <= 0.05 + chance


def test_without_effects_of_order_more_edges_are_wrong_than_stated(judge: Judge) -> None:
    """Where pairs are mostly shown in one order, a model without habits calls the order wiser."""
    plan = PlantedStudy(pairs=150, people=200, votes=30, order_effect=1.0, low_first=0.9)

    naive, ours = judge(plan, NAIVE, studies=10), judge(plan, studies=10)

    assert naive.wrong > 0.1
    assert ours.wrong < 0.05


def test_pooling_narrows_the_intervals_of_pairs_asked_about_in_broader_contexts(
    judge: Judge,
) -> None:
    """More can be called when a pair leans on what was said of it in broader contexts."""
    plan = PlantedStudy(
        pairs=80, people=200, votes=4, contexts=CONTEXTS, broader=BROADER, spread_of_contexts=0.2
    )

    pooled = judge(plan, studies=6)
    apart = judge(plan, HierarchicalEstimate(pool=False), studies=6)

    assert pooled.called > 1.1 * apart.called
    assert pooled.wrong <= 0.05


@pytest.mark.slow
@pytest.mark.parametrize("name", sorted(PLANS))
@pytest.mark.parametrize("pool", [True, False])
def test_intervals_hold_what_was_planted_in_many_studies(
    judge: Judge, name: str, *, pool: bool
) -> None:
    """The same of four hundred studies of each sort, where chance moves the share little."""
    judged = judge(PLANS[name], HierarchicalEstimate(pool=pool), studies=400, seed=7)

    assert 0.935 <= judged.covered <= 0.965
    assert judged.wrong <= 0.055
    assert 0.88 <= judged.order_covered <= 1
