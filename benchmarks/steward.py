"""How fast a steward decides, with a justification, beside the arrays that simulations use.

Both decide the same situations of the bundled bank for the same invented person, and agree.
"""

from time import process_time

import numpy as np
from benchmarks._row import Row

from commonweal.stewardship import (
    BankArrays,
    Steward,
    bundled_bank,
    draw_population,
    interview_people,
)

CARDS = 5


def run(*, quick: bool = False) -> list[Row]:
    """Decide every situation of the bank for one person, and by arrays for many."""
    bank = bundled_bank()
    arrays = BankArrays.of(bank)
    people = 100 if quick else 2_000
    rng = np.random.default_rng(1)
    drawn = draw_population(arrays, "cards", people=people, rng=rng, cards=CARDS)
    interviews = interview_people(drawn.cards, seed=1)
    steward = Steward(interviews.own_values(0, bank), bank, read_at="2026-01-01T00:00:00Z")

    begun = process_time()
    rounds = 1 if quick else 5
    answers = [steward.decide(case) for _ in range(rounds) for case in bank.situations]
    ours = len(answers) / (process_time() - begun)
    begun = process_time()
    favoured = interviews.favoured(arrays)
    quickly = favoured.size / (process_time() - begun)

    for answer, case, place in zip(answers, bank.situations, favoured[0], strict=False):
        assert answer.favoured == (case.options[place].name if place >= 0 else None)
    return [
        Row(
            name=f"decisions by {CARDS} cards, each with its justification",
            ours=f"{ours:,.0f}/s of processor time",
            peer=f"{quickly:,.0f}/s by arrays, without one",
            ratio=f"{ours / quickly:.3f}x",
            target="",
            met=True,
        )
    ]
