"""Verdicts a vote short of their threshold, or at it: what is not met is rejected."""

from __future__ import annotations

from fractions import Fraction
from math import comb
from typing import Any

import pytest

from commonweal.testing._decisions import (
    card_id,
)

from .forging import bind, checked
from .plausible_cases import opposed, problem, told

# --- What the counts give


def chance(ours: int, theirs: int) -> Fraction:
    """Return P(theta > 1/2 | Beta(1 + ours, 1 + theirs)), term by term."""
    trials = ours + theirs + 1
    return sum((Fraction(comb(trials, k), 2**trials) for k in range(ours + 1)), Fraction(0))


def voted(first: int, second: int, both: int = 0, **thresholds: Any) -> Any:
    """Return a decision on a pair whose votes are given, half of them in each order shown."""
    halves = [(n // 2, n - n // 2) for n in (first, second, both)]
    world = opposed().votes(
        1, 2, tuple(h[1] for h in halves), shown_second=tuple(h[0] for h in halves)
    )
    return told(world), world


def counts_of(decision: Any) -> Any:
    (row,) = decision["justification"]["inputs"]["target"]["graph"]["pairs"]
    return row


@pytest.mark.parametrize("votes", [10, 11, 16, 25, 40, 101, 400])
def test_a_verdict_one_vote_short_of_its_threshold_is_rejected(votes: int) -> None:
    """The exact sum decides: one vote more is accepted, one fewer is not, whatever is stated."""
    enough = min(f for f in range(votes + 1) if chance(f, votes - f) >= Fraction(19, 20))
    card = card_id(1)

    for first, true, false in (
        (enough, ("accepted", card), ("contested", None)),
        (enough - 1, ("contested", None), ("accepted", card)),
    ):
        decision, _ = voted(first, votes - first)
        row = counts_of(decision)
        assert true == (row["status"], row.get("wiser"))
        assert [] == checked(decision).problems
        row |= {"status": false[0], "wiser": false[1]}
        assert f"target: always: by its counts, ('{card}', '{card_id(2)}') is {true}" in problem(
            bind(decision)
        )


@pytest.mark.parametrize("votes", [10, 17, 60])
def test_a_pair_is_complementary_from_an_exact_share_on(votes: int) -> None:
    """One answer fewer that both are needed, and it no longer is."""
    enough = min(b for b in range(votes + 1) if chance(b, votes - b) >= Fraction(19, 20))

    for both, true in ((enough, "complementary"), (enough - 1, "contested")):
        rest = votes - both
        decision, _ = voted((rest + 1) // 2, rest // 2, both)
        row = counts_of(decision)
        assert true == row["status"]
        row["status"] = {"complementary": "contested", "contested": "complementary"}[true]
        assert f"is ('{true}', None)" in problem(bind(decision))


def test_a_pair_with_a_vote_too_few_is_thin() -> None:
    """Nine answers are thin where ten are asked for, however they agree."""
    decision, _ = voted(9, 0)
    row = counts_of(decision)
    assert "thin" == row["status"]

    row |= {"status": "accepted", "wiser": card_id(1)}

    assert "is ('thin', None)" in problem(bind(decision))


@pytest.mark.parametrize(
    ("threshold", "status"), [("7/8", "accepted"), ("8750000001/10000000000", "contested")]
)
def test_a_threshold_that_is_met_exactly_is_met(threshold: str, status: str) -> None:
    """Two votes against none are 7/8, which is at least 7/8 and less than anything above it."""
    decision, _ = voted(2, 0)
    target = decision["justification"]["inputs"]["target"]
    target["thresholds"] = {"min_votes": 1, "accepted": threshold, "complementary": "19/20"}
    row = counts_of(decision)
    false = {"accepted": "contested", "contested": "accepted"}

    for stated in (status, false[status]):
        row |= {"status": stated, "wiser": card_id(1) if stated == "accepted" else None}
        found = problem(bind(decision))
        assert ("target: always: by its counts" in found) == (stated != status)


def test_a_majority_in_one_order_shown_only_is_not_accepted() -> None:
    """What people say when the other is shown first counts too."""
    world = opposed().votes(1, 2, (30, 0, 0), shown_second=(5, 5, 0))
    decision = told(world)
    row = counts_of(decision)
    assert "contested" == row["status"]

    row |= {"status": "accepted", "wiser": card_id(1)}

    assert "is ('contested', None)" in problem(bind(decision))
