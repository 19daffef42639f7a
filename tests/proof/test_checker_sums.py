"""The checker's binomial sums: exact, or bounded from both sides, and never guessed."""

from __future__ import annotations

from fractions import Fraction
from math import comb
from typing import Any

import pytest
from hypothesis import given, strategies as st

from commonweal.proof import checker

SHARES = checker.values._shares
ZERO = {"first": 0, "second": 0, "both_needed": 0}
CARDS = tuple(f"value_card:{letter * 64}" for letter in "ab")


def graph(first: int, second: int, status: str, accepted: str = "19/20") -> Any:
    """Return the graph of two values, of which so many call each wiser, half under each order."""
    halves = [{"first": first // 2, "second": second // 2}]
    halves += [{"first": first - first // 2, "second": second - second // 2}]
    wiser = {"wiser": CARDS[first < second]} if status == "accepted" else {}
    row = {"context": "dry", "first": CARDS[0], "second": CARDS[1], "status": status, **wiser}
    row |= {"shown_first": halves[0], "shown_second": halves[1]}
    common = {"title": "t", "policies": [], "contexts": [], "origin": "person", "holders": 1}
    values = [{"card": card, **common} for card in CARDS]
    content = {"graph": {"values": values, "pairs": [row]}, "thresholds": {"accepted": accepted}}
    return checker.values.Graph(_records(content), checker.inputs.Patience())


def _records(value: Any) -> Any:
    if isinstance(value, dict):
        return checker.Record({key: _records(part) for key, part in value.items()})
    return [_records(part) for part in value] if isinstance(value, list) else value


@given(st.integers(0, 700), st.integers(0, 700))
def test_sums_are_exact_and_bounds_hold_them(few: int, more: int) -> None:
    """The exact share is what the formula says, and lies between bounds that hardly differ."""
    trials = 2 * few + more + 1

    [exact] = SHARES(trials, few, exact=True)
    bounds = SHARES(trials, few, exact=False)

    assert Fraction(sum(comb(trials, k) for k in range(few + 1)), 2**trials) == exact
    assert min(bounds) <= exact <= max(bounds)
    assert max(bounds) - min(bounds) < Fraction(1, 10**100)


@pytest.mark.parametrize(
    ("votes", "fewest"),
    [(10, 8), (12, 9), (20, 14), (50, 31), (100, 59), (1_000, 527), (10_000, 5_083)],
)
def test_the_fewest_that_are_accepted_are_those_of_the_page(votes: int, fewest: int) -> None:
    """One vote fewer is contested, whatever the number of votes."""
    graph(fewest, votes - fewest, "accepted")
    graph(fewest - 1, votes - fewest + 1, "contested")

    with pytest.raises(checker.InvalidError, match="by its counts"):
        graph(fewest - 1, votes - fewest + 1, "accepted")
    with pytest.raises(checker.InvalidError, match="by its counts"):
        graph(fewest, votes - fewest, "contested")


def test_a_share_that_meets_a_threshold_exactly_is_accepted() -> None:
    """Eight of ten give 1981/2048: that very threshold is reached, and the next is not."""
    [share] = SHARES(11, 2, exact=True)

    graph(8, 2, "accepted", "1981/2048")
    graph(8, 2, "contested", "991/1024")

    assert Fraction(67, 2048) == share


def test_a_million_votes_are_decided_and_too_many_refused() -> None:
    """Bounds decide what full sums would take too long for."""
    graph(501_000, 499_000, "accepted")
    graph(500_500, 499_500, "contested")

    with pytest.raises(checker.InvalidError, match="votes under a threshold"):
        graph(10_000_000, 1, "accepted")
    with pytest.raises(checker.InvalidError, match=r"threshold of 0\.95"):
        graph(20, 1, "accepted", "0.95")
