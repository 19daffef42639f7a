"""Legibility is how well choices can be told from cards, and no lot has a part in it."""

from __future__ import annotations

from fractions import Fraction
from math import comb

import pytest

from commonweal.stewardship import TrialStandard, measure_legibility, proportion
from commonweal.testing._owners import bank, card, owner, situation


def test_legibility_of_a_perfect_reading_is_one() -> None:
    """Where one card speaks plainly, a reader of cards picks every choice."""
    own = owner({card("T"): "truth"})
    cases = [
        situation(("keep", [], ["truth"]), ("tell", ["truth"], []), name=f"case-{number}")
        for number in range(12)
    ]
    choices = {case.name: "tell" for case in cases}

    found = measure_legibility(choices, own=own, bank=bank(*cases), seed=4, shuffles=60)

    assert (1.0, 0.5) == (found.value, found.chance)
    assert found.control < 0.9


def test_what_cannot_be_told_apart_counts_in_parts() -> None:
    """Of two options taken to be equally likely the choice counts one half, whichever it is."""
    own = owner({card("T"): "truth", card("C"): "calm"})
    cases = [
        situation(("keep", ["calm"], []), ("tell", ["truth"], []), name=f"case-{number}")
        for number in range(5)
    ]
    plain = situation(("keep", [], ["truth"]), ("tell", ["truth"], []), name="plain")
    choices = {case.name: ("keep", "tell")[number % 2] for number, case in enumerate(cases)}

    found = [
        measure_legibility(
            choices | {"plain": "tell"}, own=own, bank=bank(*cases, plain), seed=seed, shuffles=1
        )
        for seed in range(4)
    ]

    assert {Fraction(7, 2)} == {each.told for each in found}
    assert {(3, 6)} == {(each.picked.hits, each.picked.of) for each in found}
    assert pytest.approx(1 / 6) == found[0].value


def test_choices_without_a_reason_are_seldom_told_however_many_cannot_be_told_apart() -> None:
    """Counting parts, and the whole part of their sum, errs at most as often as is stated."""
    error, passed = TrialStandard().error, []
    for of in range(1, 41):
        shown = [proportion(hits, of).lower(error) > 1 / 2 for hits in range(of + 1)]
        # Of two options each: so many cannot be told apart; of the others, each is told by a coin.
        passed += [
            sum(
                comb(of - equal, hits) / 2 ** (of - equal)
                for hits in range(of - equal + 1)
                if shown[hits + equal // 2]
            )
            for equal in range(of + 1)
        ]

    assert 0 < max(passed) <= error
