"""Predicting invented people: how right cards and preferences are, and how fast both are measured.

The people are of four kinds (see `PopulationKind`). Cards are linked to another concern than they
mean one time in five. The peer is the preference model of the package on its surest predictions, as
many as the cards act on; it has learned from twelve choices. A ratio below 1x says that preferences
are ahead. The last row is the loop over arrays beside deciding one by one by the whole law.
"""

from time import perf_counter

import numpy as np
from benchmarks._row import Row

from commonweal.stewardship import (
    BankArrays,
    ManyPeopleProblem,
    PopulationKind,
    Steward,
    bundled_bank,
    compare_on_many_people,
    draw_population,
    read_own_values,
)

KINDS: dict[PopulationKind, str] = {
    "cards": "who live by cards",
    "contexts": "who live by cards, in contexts",
    "adding": "who add up",
    "coin": "who toss a coin",
}
LEARNED_FROM = (4, 12, 40)
MISREAD = 0.2
SEED = 20


def run(*, quick: bool = False) -> list[Row]:
    """Predict 2,000 people of each kind, or 200 if quick."""
    people = 200 if quick else 2000
    rows = [
        right_when_acting(kind, learned_from, people=people)
        for kind in KINDS
        for learned_from in LEARNED_FROM
    ]
    return [*rows, speed(people)]


def right_when_acting(kind: PopulationKind, learned_from: int, *, people: int) -> Row:
    """Return how right cards are, beside preferences that are as bold."""
    problem = ManyPeopleProblem(
        bank=bundled_bank(),
        kind=kind,
        people=people,
        learned_from=learned_from,
        misread=MISREAD,
    )
    found = compare_on_many_people(problem, seed=SEED)
    cards, preferences = found.score("cards"), found.score("preferences, as bold")
    return Row(
        name=f"right when acting, {people:,} people {KINDS[kind]}, {learned_from} choices seen",
        ours=f"{cards.right:.1%} of {cards.dared:.0%}",
        peer=f"{preferences.right:.1%}, preferences, as bold",
        ratio=f"{cards.right / preferences.right:.2f}x",
        target="",
        met=True,
    )


def speed(people: int) -> Row:
    """Return how many predictions a second the arrays give, beside the law of decisions."""
    import tempfile
    from pathlib import Path

    from commonweal.stewardship import begin_myself
    from commonweal.testing._scripted_myself import MOMENT, ScriptedPerson

    bank = bundled_bank()
    arrays = BankArrays.of(bank)
    cards = draw_population(arrays, "cards", people=people, rng=np.random.default_rng(SEED)).cards
    began = perf_counter()
    acts = cards.acts(arrays)
    ours = acts.size / (perf_counter() - began)
    with tempfile.TemporaryDirectory() as folder:
        myself = begin_myself(
            Path(folder) / "ada", bank, source="", begun=MOMENT, origin="synthetic", seed=SEED
        )
        list(ScriptedPerson(bank, ("near-ones", "craft", "plain-truth")).go_through(myself))
        steward = Steward(read_own_values(myself.folder), bank, read_at=MOMENT)
    began = perf_counter()
    for situation in bank.situations:
        steward.decide(situation)
    peer = len(bank.situations) / (perf_counter() - began)
    return Row(
        name=f"predictions by cards, {people:,} people in {len(bank.situations)} situations",
        ours=f"{ours:,.0f}/s",
        peer=f"{peer:,.0f}/s, deciding by the whole law",
        ratio=f"{ours / peer:,.0f}x",
        target="",
        met=True,
    )
