"""Planted studies, and how far an estimate of them is right."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
import pytest

from commonweal.estimates import (
    HierarchicalEstimate,
    PlantedStudy,
    WiserProblem,
    plant_votes,
    solve_wiser,
)
from commonweal.values import Votes

CONTEXTS = ("always", "abroad", "at-sea", "at-sea-at-night")
BROADER = {
    "abroad": ("always",),
    "at-sea": ("always",),
    "at-sea-at-night": ("at-sea", "abroad"),
}


@dataclass(frozen=True)
class Judged:
    """What became of many planted studies."""

    covered: float
    """The share of planted shares that lie in their intervals."""
    order_covered: float
    order: float
    """The mean of the order effects estimated."""
    spread: float
    """The mean of the spreads of people estimated."""
    called: int
    wrong: float
    """The share of called edges that point the wrong way, or where there is no way to point."""


Judge = Callable[..., Judged]


def _judge(
    plan: PlantedStudy, method: HierarchicalEstimate | None = None, *, studies: int, seed: int = 1
) -> Judged:
    rng = np.random.default_rng(seed)
    covered, order_covered, orders, spreads, wrong = [], [], [], [], []
    for _ in range(studies):
        planted = plant_votes(plan, rng=rng)
        problem = WiserProblem(votes=planted.votes, broader=plan.broader)
        found = solve_wiser(problem, method).raise_if_failed()
        value, order = found.value, found.first_shown
        covered.append((value.low <= planted.share) & (planted.share <= value.high))
        order_covered.append(order.low <= plan.order_effect <= order.high)
        orders.append(order.middle)
        spreads.append(order.spread_of_people)
        called = value.called >= 0
        right = np.where(value.called == 0, planted.share > 0.5, planted.share < 0.5)
        wrong.append(~right[called])
    edges = np.concatenate(wrong)
    return Judged(
        covered=float(np.mean(np.concatenate(covered))),
        order_covered=float(np.mean(order_covered)),
        order=float(np.mean(orders)),
        spread=float(np.mean(spreads)),
        called=len(edges),
        wrong=float(edges.mean()) if len(edges) else 0.0,
    )


@pytest.fixture(scope="session")
def judge() -> Judge:
    """Return what plants many studies, estimates each, and says how far that was right."""
    return _judge


def _votes_of(rows: list[tuple[str, str, str, str, int]]) -> Votes:
    people, contexts = sorted({row[0] for row in rows}), sorted({row[1] for row in rows})
    cards = sorted({card for row in rows for card in row[2:4]})
    return Votes.arranged(
        participants=people,
        contexts=contexts,
        cards=cards,
        participant=[people.index(row[0]) for row in rows],
        context=[contexts.index(row[1]) for row in rows],
        first=[cards.index(row[2]) for row in rows],
        second=[cards.index(row[3]) for row in rows],
        answer=[row[4] for row in rows],
    )


@pytest.fixture(scope="session")
def votes_of() -> Callable[[list[Any]], Votes]:
    """Return what makes votes of rows: person, context, two cards as shown, code of the answer."""
    return _votes_of
