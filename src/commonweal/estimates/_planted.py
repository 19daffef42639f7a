"""Votes of invented people who answer by a known rule: what an estimate can be held against."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from commonweal.estimates._evidence import FIRST, SECOND
from commonweal.values import ANSWERS, Votes

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True, kw_only=True)
class PlantedStudy:
    """A study to be: how many are asked, how often, and what is true of them.

    Effects are log odds. With it one sees before asking anybody how sure so many answers would make
    one, were people like this.
    """

    pairs: int
    people: int
    votes: float
    """How many people are asked about a pair in a context, on average."""
    contexts: tuple[str, ...] = ("everywhere",)
    """Broader contexts before those that lie within them."""
    broader: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    asked: float = 1.0
    """The share of contexts in which a pair is asked about."""
    order_effect: float = 0.5
    """What being shown first does to everybody."""
    spread_of_orders: float = 0.0
    """The standard deviation of that between contexts."""
    spread_of_people: float = 0.8
    """The standard deviation of what it does to a person beside that."""
    spread_of_pairs: float = 1.0
    """The standard deviation of what people hold of pairs."""
    spread_of_contexts: float = 0.4
    """The standard deviation of its change from broader contexts to a narrower one."""
    even: float = 0.0
    """The share of pairs on which people are exactly evenly divided."""
    low_first: float = 0.5
    """The share of votes for which the pair's first is shown first."""
    no_side: float = 0.0
    """The share of answers that take no side, equally often of each kind."""


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class PlantedVotes:
    """Synthetic votes, and what they came from."""

    votes: Votes
    share: NDArray[np.float64]
    """For each row of the votes' counts the share that the first is planted with."""
    order_effect: NDArray[np.float64]
    """For each of the votes' contexts."""


def plant_votes(plan: PlantedStudy, *, rng: np.random.Generator) -> PlantedVotes:
    """Return votes of invented people, drawn by the model of `HierarchicalEstimate`.

    They show what a method does with such people, and nothing about anybody.

    Cost: linear in the votes, and one draw of people for each row.
    """
    from scipy.special import expit

    held = _held(plan, rng)
    order = plan.order_effect + rng.normal(0, plan.spread_of_orders, len(plan.contexts))
    tendency = rng.normal(0, plan.spread_of_people, plan.people)
    pair, context = np.nonzero(rng.random(held.shape) < plan.asked)
    number = np.clip(rng.poisson(plan.votes, len(pair)), 1, plan.people)
    row = np.repeat(np.arange(len(pair)), number)
    person = np.concatenate([rng.permutation(plan.people)[:asked] for asked in number])
    shown = np.where(rng.random(len(row)) < plan.low_first, 1, -1)
    first_shown = order[context[row]] + tendency[person]
    low_wiser = rng.random(len(row)) < expit(held[pair, context][row] + shown * first_shown)
    answer = np.where(low_wiser == (shown == 1), FIRST, SECOND)
    no_side = rng.random(len(row)) < plan.no_side
    answer[no_side] = rng.integers(SECOND + 1, len(ANSWERS), int(no_side.sum()))
    low, high = 2 * pair[row], 2 * pair[row] + 1
    votes = Votes.arranged(
        participants=[f"synthetic-{number:07}" for number in range(plan.people)],
        contexts=plan.contexts,
        cards=[f"value_card:{number:064x}" for number in range(2 * plan.pairs)],
        participant=person,
        context=context[row],
        first=np.where(shown == 1, low, high),
        second=np.where(shown == 1, high, low),
        answer=answer,
    )
    # Rows are counted by context and then by pair, contexts in the order of their names.
    rank = np.argsort(np.argsort(plan.contexts))
    counted = np.lexsort((pair, rank[context]))
    return PlantedVotes(
        votes=votes,
        share=expit(held[pair, context][counted]),
        order_effect=order[np.argsort(plan.contexts)],
    )


def _held(plan: PlantedStudy, rng: np.random.Generator) -> NDArray[np.float64]:
    """Return the log odds of each pair in each context."""
    held = np.zeros((plan.pairs, len(plan.contexts)))
    for number, name in enumerate(plan.contexts):
        above = [plan.contexts.index(other) for other in plan.broader.get(name, ())]
        spread = plan.spread_of_contexts if above else plan.spread_of_pairs
        mean = held[:, above].mean(axis=1) if above else 0.0
        held[:, number] = mean + rng.normal(0, spread, plan.pairs)
    held[rng.random(plan.pairs) < plan.even] = 0.0
    return held
