"""Asking again: agreement, and shifts that go one way."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given, strategies as st

from commonweal.documents import WiserVote
from commonweal.errors import InvalidDocument
from commonweal.estimates import (
    RetestProblem,
    mcnemar_exact,
    retests_of_votes,
    solve_retest,
    stuart_maxwell,
)

A, B, C = (f"value_card:{digit * 64}" for digit in "abc")


def retest(table: list[list[int]], *, people: int | None = None, **options: Any) -> Any:
    """Return the retest of answers with this table, a person each unless told otherwise."""
    rows = [
        (before, after)
        for before, line in enumerate(table)
        for after, count in enumerate(line)
        for _ in range(count)
    ]
    before, after = np.array(rows).T
    person = np.arange(len(rows)) % (people or len(rows))
    zeros = np.zeros(len(rows), dtype=np.int64)
    problem = RetestProblem(
        person=person, question=zeros, before=before, after=after, shown=zeros, **options
    )
    return solve_retest(problem)


def test_cohens_kappa_of_a_worked_table() -> None:
    """Twenty and fifteen of fifty the same: raw 0.7, chance 0.5, kappa 0.4."""
    found = retest([[20, 5], [10, 15]]).value

    assert 0.7 == pytest.approx(found.raw.value)
    assert 0.4 == pytest.approx(found.kappa.value)


def test_where_nearly_all_say_the_same_kappa_falls_and_ac1_does_not() -> None:
    """Feinstein and Cicchetti's paradox: 118 of 125 the same, kappa near nothing, AC1 0.94 by hand.

    With five kinds of answer chance for AC1 is (π₁(1-π₁) + π₂(1-π₂)) / 4 at π = 0.972 and 0.028.
    """
    found = retest([[118, 5], [2, 0]]).value

    share = (123 + 120) / 250
    chance = 2 * share * (1 - share) / 4
    assert (118 / 125 - chance) / (1 - chance) == pytest.approx(found.ac1.value)
    assert -0.03 < found.kappa.value < 0
    assert found.ac1.value > 0.94


def test_the_interval_is_that_of_leaving_out_one_person_at_a_time() -> None:
    """A slow jackknife: each person's answers all go together."""
    rng = np.random.default_rng(1)
    person, question = np.repeat(np.arange(12), 6), np.tile(np.arange(6), 12)
    before = rng.integers(0, 3, 72)
    after = np.where(rng.random(72) < 0.6, before, rng.integers(0, 3, 72))
    shown = rng.integers(0, 2, 72)

    def raw(keep: np.ndarray) -> float:
        return float((before[keep] == after[keep]).mean())

    problem = RetestProblem(
        person=person, question=question, before=before, after=after, shown=shown
    )
    found = solve_retest(problem).value.raw

    left = np.array([raw(person != one) for one in range(12)])
    error = np.sqrt(11 / 12 * ((left - left.mean()) ** 2).sum())
    assert raw(person >= 0) == pytest.approx(found.value)
    # 2.201 is Student's 97.5 % quantile with 11 degrees of freedom.
    assert raw(person >= 0) - 2.201 * error == pytest.approx(found.low, abs=1e-4)


def test_mcnemar_of_a_worked_case() -> None:
    """Of nine changes eight go one way: 2 · (1 + 9) / 2⁹."""
    assert 20 / 512 == pytest.approx(mcnemar_exact(1, 8))
    assert 1.0 == mcnemar_exact(0, 0)


def test_stuart_maxwell_of_two_answers_is_mcnemars_square() -> None:
    """(b - c)² / (b + c), with one degree of freedom."""
    found = stuart_maxwell(np.array([[30, 12], [4, 9]]))

    assert found is not None
    assert (64 / 16, 1) == (pytest.approx(found.statistic), found.degrees)


def test_stuart_maxwell_of_three_answers() -> None:
    """Fleiss's closed form for three answers, computed from the off-diagonal means."""
    table = np.array([[35, 5, 0], [15, 20, 5], [10, 5, 5]])

    found = stuart_maxwell(table)

    n12, n13, n23 = ((table + table.T)[i, j] / 2 for i, j in ((0, 1), (0, 2), (1, 2)))
    d1, d2, d3 = table.sum(axis=1) - table.sum(axis=0)
    expected = (n23 * d1**2 + n13 * d2**2 + n12 * d3**2) / (2 * (n12 * n23 + n12 * n13 + n13 * n23))
    assert found is not None
    assert (expected, 2) == (pytest.approx(found.statistic), found.degrees)


@given(st.lists(st.integers(0, 6), min_size=25, max_size=25))
def test_a_table_that_is_the_same_both_ways_shows_no_shift(cells: list[int]) -> None:
    """As many come as go, whatever changes there are."""
    table = np.array(cells).reshape(5, 5)

    found = stuart_maxwell(table + table.T)

    assert found is None or found.statistic == pytest.approx(0, abs=1e-9)


def vote(person: str, first: str, second: str, answer: Any, day: int) -> WiserVote:
    return WiserVote(
        by=person, origin="synthetic", said_at=f"2026-01-{day:02}T00:00:00Z", nonce=f"{day:032x}",
        participant=person, context="home", first=first, second=second, answer=answer,
    )  # fmt: skip


SAME = {A: A, B: B, C: C}


def test_the_same_answer_the_other_way_round_is_the_same() -> None:
    """What counts is which value was called wiser, not where it stood."""
    old, new = vote("ann", A, B, "first", 1), vote("ann", B, A, "second", 2)

    result = solve_retest(retests_of_votes([old], [new], value=SAME))

    assert 1.0 == result.value.raw.value


def test_kappa_does_not_hang_on_the_names_of_cards() -> None:
    """Swapping which card sorts first leaves every measure as it is."""
    rng = np.random.default_rng(4)
    sides = ["first", "second", "both_needed", "unsure"]
    old = [vote(f"p{n}", A, B, sides[rng.integers(4)], 1) for n in range(60)]
    new = [vote(f"p{n}", *((A, B) if n % 2 else (B, A)), sides[rng.integers(4)], 2)
           for n in range(60)]  # fmt: skip

    here = solve_retest(retests_of_votes(old, new, value=SAME)).value
    there = solve_retest(retests_of_votes(old, new, value={A: C, B: B})).value

    assert here.kappa == there.kappa
    assert here.ac1 == there.ac1


def test_votes_that_supersede_tell_changes_and_no_agreement() -> None:
    """Who would say the same seldom votes anew, as Cy did: agreement among them would be a sham."""
    votes = [vote("ann", A, B, "first", 1), vote("ann", A, B, "second", 2),
             vote("bob", A, B, "first", 1),
             vote("cy", A, B, "first", 1), vote("cy", B, A, "second", 2)]  # fmt: skip

    result = solve_retest(retests_of_votes(votes, value=SAME))

    assert ("only_changes", 1, 1) == (result.status, result.people, result.answers)
    assert result.value.raw.value is None
    assert any("no agreement" in line for line in result.explain())


def test_a_record_that_is_in_both_studies_is_no_second_answer() -> None:
    """Copied over, it was said once."""
    old = vote("ann", A, B, "first", 1)

    result = solve_retest(retests_of_votes([old], [old], value=SAME))

    assert ("nobody_asked_again", 0) == (result.status, result.answers)


def test_a_shift_on_one_question_is_told_by_its_sides() -> None:
    """Nine of ten went over to the second, on one pair."""
    old = [vote(f"p{n}", A, B, "first", 1) for n in range(10)]
    new = [vote(f"p{n}", A, B, "second" if n else "first", 2) for n in range(10)]

    result = solve_retest(retests_of_votes(old, new, value=SAME))

    (shift,) = result.value.shifts
    assert (0, 9) == (shift.to_first, shift.to_second)
    assert 2 / 512 == pytest.approx(shift.adjusted)


def test_columns_of_different_lengths_are_refused() -> None:
    """An answer belongs to a person and a question."""
    one, none = np.zeros(1, dtype=np.int64), np.zeros(0, dtype=np.int64)

    with pytest.raises(InvalidDocument) as refusal:
        RetestProblem(person=one, question=one, before=one, after=none, shown=one)

    assert "invalid-retest" == refusal.value.code
