"""When another card is no longer worth asking for."""

from __future__ import annotations

from fractions import Fraction
from itertools import product

import numpy as np
import pytest
from hypothesis import given, strategies as st
from scipy.stats import beta

from commonweal.elicitation import StoppingRule, improvement_probability
from commonweal.errors import InvalidDocument

MARKS = st.text("01", min_size=12, max_size=12)


def test_an_improvement_is_a_sign_test() -> None:
    """Three gains and no loss: 15 of 16; nothing changed: one half."""
    assert Fraction(15, 16) == improvement_probability("0000", "1110")
    assert Fraction(1, 2) == improvement_probability("0101", "0101")
    assert Fraction(1, 4) == improvement_probability("1", "0")


@given(MARKS, MARKS)
def test_it_is_the_posterior_of_a_beta_distribution(before: str, after: str) -> None:
    """The exact sum is what SciPy says of the Beta posterior above one half."""
    gains = sum(pair == ("0", "1") for pair in zip(before, after, strict=True))
    losses = sum(pair == ("1", "0") for pair in zip(before, after, strict=True))

    exact = improvement_probability(before, after)

    assert float(exact) == pytest.approx(beta.sf(0.5, 1 + gains, 1 + losses))


@given(MARKS, MARKS)
def test_better_and_worse_are_mirrored(before: str, after: str) -> None:
    """The probability that it got better one way is that it got worse the other way."""
    there = improvement_probability(before, after)

    assert 1 - there == improvement_probability(after, before)


@pytest.mark.parametrize(("before", "after"), [("01", "0"), ("0x", "01"), ("", "1")])
def test_what_is_no_prediction_is_refused(before: str, after: str) -> None:
    """The same choices have to be predicted each time, as hits and misses."""
    with pytest.raises(InvalidDocument) as raised:
        improvement_probability(before, after)

    assert "held-out" == raised.value.code


@pytest.mark.parametrize(
    ("predicted", "patience", "expected"),
    [
        ([], 1, True),
        (["0000"], 1, True),
        (["0000", "0111"], 1, True),
        (["0000", "0001"], 1, False),
        (["0000", "0001"], 2, True),
        (["0000", "0001", "0001"], 2, False),
        (["0000", "0000", "0111"], 2, True),
    ],
)
def test_it_stops_when_too_little_is_gained(
    predicted: list[str], patience: int, *, expected: bool
) -> None:
    """One gain among four is 3/4, which does not exceed it; patience waits for another card."""
    assert expected == StoppingRule(patience=patience).goes_on(predicted)


def cards_asked(true_cards: int, rng: np.random.Generator, *, held_out: int, patience: int) -> int:
    """Return after how many cards the rule stops somebody who has some that matter.

    Each of their held-out choices turns on one of their cards, drawn evenly; a choice is predicted
    right with probability 9/10 if that card was told, and 1/2 if not.
    """
    turns_on = rng.integers(0, true_cards, held_out)
    rule = StoppingRule(patience=patience)

    def predicted(told: int) -> str:
        right = np.where(turns_on < told, 0.9, 0.5) > rng.random(held_out)
        return "".join("1" if hit else "0" for hit in right)

    seen = [predicted(0)]
    for told in range(1, 10):
        seen.append(predicted(told))
        if not rule.goes_on(seen):
            return told
    return 10


@pytest.mark.parametrize(
    ("true_cards", "held_out", "patience", "fewest", "most"),
    [(2, 60, 2, 0.0, 0.02), (2, 20, 2, 0.0, 0.05), (2, 20, 1, 0.25, 0.5), (4, 20, 2, 0.2, 0.5)],
)
def test_who_is_stopped_too_early_is_known(
    true_cards: int, held_out: int, patience: int, fewest: float, most: float
) -> None:
    """In simulation patience stops few early; without it, or with many cards, many are."""
    rng = np.random.default_rng(5)

    asked = [cards_asked(true_cards, rng, held_out=held_out, patience=patience) for _ in range(300)]

    early = sum(cards < true_cards for cards in asked) / len(asked)
    assert fewest <= early <= most


def test_nothing_to_gain_is_noticed_soon() -> None:
    """Over all predictions of four choices, the rule without patience stops three of four times."""
    rule = StoppingRule(patience=1)

    stopped = [
        not rule.goes_on((f"{before:04b}", f"{after:04b}"))
        for before, after in product(range(16), repeat=2)
    ]

    assert sum(stopped) / len(stopped) > 0.75
