"""Invented people's stewards, by arrays and one by one."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings, strategies as st

from commonweal.stewardship import (
    Bank,
    BankArrays,
    BankOption,
    BankSituation,
    CardsInOrder,
    Concern,
    Steward,
    interview_people,
)
from commonweal.stewardship._bank_arrays import NOWHERE

MOMENT = "2026-01-01T00:00:00Z"


def random_bank(rng: np.random.Generator, *, concerns: int = 6, situations: int = 8) -> Bank:
    """Return a bank of random tags, three options at most."""
    names = [f"c{place}" for place in range(concerns)]
    cases = []
    for number in range(situations):
        options = []
        for place in range(int(rng.integers(2, 4))):
            drawn = rng.permutation(concerns)[: int(rng.integers(0, 4))]
            side = rng.random(len(drawn)) < 0.5
            options.append(
                BankOption(
                    name=f"o{place}",
                    text="Do it.",
                    supports=tuple(names[c] for c, yes in zip(drawn, side, strict=True) if yes),
                    opposes=tuple(names[c] for c, yes in zip(drawn, side, strict=True) if not yes),
                    does_nothing=place == 0,
                )
            )
        cases.append(
            BankSituation(
                name=f"s{number}", text="?", options=tuple(options), by="a", origin="synthetic"
            )
        )
    return Bank(
        name="random",
        title="Random",
        by="a",
        origin="synthetic",
        licence="none",
        concerns=tuple(Concern(name=name, text=f"WHAT {name}") for name in names),
        situations=tuple(cases),
    )


@settings(max_examples=40)
@given(seed=st.integers(0, 10**6), waver=st.sampled_from([0.0, 0.3, 1.0]))
def test_arrays_favour_what_the_steward_favours(seed: int, waver: float) -> None:
    """The way that simulations take equals the law of decisions, on random banks and people."""
    rng = np.random.default_rng(seed)
    bank = random_bank(rng)
    concern = np.stack([rng.permutation(len(bank.concerns))[:4] for _ in range(3)])
    turned = rng.integers(NOWHERE, len(bank.concerns), 3)
    people = interview_people(
        CardsInOrder(concern=concern, turned_in=turned), seed=seed, waver=waver
    )

    quick = people.favoured(BankArrays.of(bank))

    for person in range(3):
        steward = Steward(people.own_values(person, bank), bank, read_at=MOMENT)
        for row, case in enumerate(bank.situations):
            names = [option.name for option in case.options]
            found = steward.decide(case).favoured
            assert found == (names[quick[person, row]] if quick[person, row] >= 0 else None)
