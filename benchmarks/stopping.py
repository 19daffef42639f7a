"""How often the rule that ends the asking for cards ends it too early, and what it costs.

Invented people live by some cards. Each of their held-out choices turns on one of them, drawn
evenly, and is predicted right with probability 9/10 if that card was told, and 1/2 if not. A row
says after how many cards the rule stops on average, and how often before all were told. There is no
target: the figures are what the rule does, for whoever chooses its parameters.
"""

from fractions import Fraction
from itertools import product

import numpy as np
from benchmarks._row import Row

from commonweal.elicitation import StoppingRule

MOST_CARDS = 10
TOLD, UNTOLD = 0.9, 0.5


def run(*, quick: bool = False) -> list[Row]:
    """Simulate 2,000 people for each row, or 200 if quick."""
    people = 200 if quick else 2_000
    rng = np.random.default_rng(21)
    grid = product((1, 2), (20, 60), (0, 1, 2, 4))
    return [_row(cards, held_out, patience, people, rng) for patience, held_out, cards in grid]


def stops_after(cards: int, held_out: int, rule: StoppingRule, rng: np.random.Generator) -> int:
    """Return how many cards one person is asked for."""
    turns_on = rng.integers(0, cards, held_out) if cards else np.full(held_out, MOST_CARDS)

    def predicted(told: int) -> str:
        right = np.where(turns_on < told, TOLD, UNTOLD) > rng.random(held_out)
        return "".join("1" if hit else "0" for hit in right)

    seen = [predicted(0)]
    for told in range(1, MOST_CARDS):
        seen.append(predicted(told))
        if not rule.goes_on(seen):
            return told
    return MOST_CARDS


def _row(cards: int, held_out: int, patience: int, people: int, rng: np.random.Generator) -> Row:
    rule = StoppingRule(beyond=Fraction(3, 4), patience=patience)
    asked = [stops_after(cards, held_out, rule, rng) for _ in range(people)]
    early = sum(told < cards for told in asked) / people
    return Row(
        f"{cards} cards, {held_out} held-out choices, patience {patience}",
        f"{sum(asked) / people:.1f} asked for, {early:.0%} stopped early",
        "",
        "",
        "",
        met=True,
    )
