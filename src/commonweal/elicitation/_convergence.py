"""Whether people who met others' values in different orders came to hold the same ones wiser.

Where a round begins may decide where it ends. People are therefore given different starting orders
by lot, and what they then answered on the same pairs is compared.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from commonweal.errors import InvalidDocument, Problem

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from commonweal.documents import WiserVote

STARTING_ORDERS = ("nearest_first", "farthest_first", "by_lot")
"""Others' cards that resemble one's own come first, or last, or in an order drawn by lot."""


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class ConvergenceProblem:
    """Who called which of two values wiser, and in which order they had met values."""

    orders: tuple[str, ...]
    order_of_person: NDArray[np.int64]
    """For each person a position in ``orders``."""
    person: NDArray[np.int64]
    """For each answer who gave it."""
    pair: NDArray[np.int64]
    """For each answer the pair in its context."""
    first: NDArray[np.bool_]
    """For each answer whether the pair's own first value was called wiser."""

    @classmethod
    def from_documents(cls, votes: Iterable[WiserVote]) -> ConvergenceProblem:
        """Return the decisive votes that name a starting order as their arm.

        Args:
            votes: standing votes, on representative cards.

        Raises:
            InvalidDocument: with code ``no-starting-orders`` if fewer than two orders occur, or
                somebody has votes of two.
        """
        told = [
            vote
            for vote in votes
            if vote.arm in STARTING_ORDERS and vote.answer in {"first", "second"}
        ]
        arms = {(vote.participant, str(vote.arm)) for vote in told}
        people = {name: code for code, name in enumerate(sorted({name for name, _ in arms}))}
        orders = tuple(order for order in STARTING_ORDERS if order in {arm for _, arm in arms})
        if len(orders) < 2 or len(arms) > len(people):
            raise _no_orders(orders, divided=len(arms) > len(people))
        keys = [(vote.context, *sorted((vote.first, vote.second))) for vote in told]
        pairs = {key: code for code, key in enumerate(sorted(set(keys)))}
        wiser = [vote.first if vote.answer == "first" else vote.second for vote in told]
        order_of = dict(arms)
        return cls(
            orders=orders,
            order_of_person=np.array([orders.index(order_of[name]) for name in people]),
            person=np.array([people[vote.participant] for vote in told]),
            pair=np.array([pairs[key] for key in keys]),
            first=np.array([card == key[1] for card, key in zip(wiser, keys, strict=True)]),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Convergence:
    """How far answers differ between starting orders, beside what chance makes of it."""

    people: int
    answers: int
    pairs: int
    """The pairs that people of at least two orders answered."""
    difference: float
    """By how much, on average, the shares of two orders differ on a pair: 0 to 1."""
    by_chance: float
    """The same if orders were dealt out anew among the same people."""
    p: float
    """How often chance makes them differ as much."""
    found_from: float
    """The difference that chance reaches in 5 % of cases: a smaller one is not told from chance."""
    replicates: int

    def explain(self) -> tuple[str, ...]:
        """Return in sentences what was compared."""
        found, chance = self.difference * 100, self.by_chance * 100
        return (
            f"{self.people} people answered {self.pairs} pairs after different starting orders.",
            f"Shares of orders differ by {found:.1f} points on average, by chance {chance:.1f}.",
            f"Chance makes them differ as much in {self.p:.4f} of cases.",
            f"Less than {self.found_from * 100:.1f} points would not be told from chance at 5 %:",
            "that no difference was found does not show that there is none.",
        )


def compare_starting_orders(
    problem: ConvergenceProblem, *, rng: np.random.Generator, replicates: int = 999
) -> Convergence:
    """Return how far people's answers hang on the order in which they met others' values.

    The statistic is the absolute difference between the shares of every two orders, weighted by how
    much the two can tell (n1 n0 / (n1 + n0)), over all pairs. Orders are dealt out anew among
    people, each with all of their answers. That is exact if orders were dealt out by lot, and
    neither which pairs somebody answers nor whether they take a side hangs on the order.

    Args:
        problem: the answers.
        rng: deals the orders out anew.
        replicates: how often.

    Raises:
        InvalidDocument: with code ``no-starting-orders`` if no pair was answered after two orders.

    Cost: replicates times (answers + pairs times the orders squared).
    """
    difference, weight, met = _difference(problem, problem.order_of_person)
    if not weight:
        raise _no_orders(problem.orders, divided=False)
    by_chance = np.array(
        [
            _difference(problem, rng.permutation(problem.order_of_person))[0]
            for _ in range(replicates)
        ]
    )
    extreme = int((by_chance >= difference * (1 - 1e-12)).sum())
    return Convergence(
        people=len(problem.order_of_person),
        answers=len(problem.pair),
        pairs=met,
        difference=difference,
        by_chance=float(by_chance.mean()),
        p=(extreme + 1) / (replicates + 1),
        found_from=float(np.quantile(by_chance, 0.95)),
        replicates=replicates,
    )


def _difference(
    problem: ConvergenceProblem, order_of_person: NDArray[np.int64]
) -> tuple[float, float, int]:
    """Return the weighted mean difference, its weight, and the pairs that two orders answered."""
    orders, pairs = len(problem.orders), int(problem.pair.max()) + 1
    cell = problem.pair * orders + order_of_person[problem.person]
    asked = np.bincount(cell, minlength=pairs * orders).reshape(pairs, orders)
    first = np.bincount(cell, problem.first, minlength=pairs * orders).reshape(pairs, orders)
    share = first / np.maximum(asked, 1)
    total, weight = 0.0, 0.0
    for one in range(orders):
        for other in range(one):
            both = asked[:, one] * asked[:, other]
            telling = both / np.maximum(asked[:, one] + asked[:, other], 1)
            total += float((telling * np.abs(share[:, one] - share[:, other])).sum())
            weight += float(telling.sum())
    met = int(((asked > 0).sum(axis=1) > 1).sum())
    return (total / weight if weight else 0.0), weight, met


def _no_orders(orders: tuple[str, ...], *, divided: bool) -> InvalidDocument:
    found = "somebody with answers of two orders" if divided else f"{', '.join(orders) or 'none'}"
    return InvalidDocument(
        Problem(
            code="no-starting-orders",
            path="arm",
            expected=f"answers after at least two of {', '.join(STARTING_ORDERS)}, one for each "
            "person, on the same pairs",
            found=found,
            hint="Deal orders out by lot, and ask people of each about the same pairs.",
        )
    )
