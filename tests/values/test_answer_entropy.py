"""Entropy over answers, and over nothing else."""

from __future__ import annotations

from math import log2

import numpy as np
import pytest
from hypothesis import given, strategies as st

from commonweal.values import answer_entropy

counts = st.lists(st.integers(0, 200), min_size=5, max_size=5)


def test_impressions_are_no_answer_in_the_entropy() -> None:
    """Published graphs gave 1.406 bits for three "wiser" and one "unsure"; it is 0.811."""
    answers = np.array([[3, 0, 0, 0, 1]])
    with_impressions = np.array([[3, 0, 0, 1, 4]])

    bits = answer_entropy(answers)

    assert pytest.approx([0.811], abs=5e-4) == bits
    assert pytest.approx([1.406], abs=5e-4) == answer_entropy(with_impressions)


@given(counts)
def test_the_entropy_is_that_of_the_shares(row: list[int]) -> None:
    """Term by term with the standard library it is the same."""
    total = sum(row)
    expected = -sum(n / total * log2(n / total) for n in row if n)

    assert pytest.approx([expected], abs=1e-12) == answer_entropy(np.array([row]))


@given(counts, st.randoms(use_true_random=False))
def test_the_kinds_of_answer_may_change_places(row: list[int], random: object) -> None:
    """Entropy looks at shares, not at what they are shares of."""
    shuffled = row.copy()
    random.shuffle(shuffled)  # type: ignore[attr-defined]

    assert pytest.approx(answer_entropy(np.array([row]))) == answer_entropy(np.array([shuffled]))


@given(counts, st.integers(2, 50))
def test_more_people_answering_alike_leave_the_entropy(row: list[int], times: int) -> None:
    """Asking the same people again tells nothing new."""
    once, often = np.array([row]), np.array([row]) * times

    assert pytest.approx(answer_entropy(once)) == answer_entropy(often)


def test_one_mind_has_no_entropy_and_an_even_split_has_the_most() -> None:
    """From 0 to the logarithm of the number of kinds of answer."""
    rows = np.array([[0, 0, 0, 0, 0], [9, 0, 0, 0, 0], [4, 4, 4, 4, 4]])

    assert pytest.approx([0, 0, log2(5)]) == answer_entropy(rows)
