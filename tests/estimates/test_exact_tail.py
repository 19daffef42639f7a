"""Exact tails, and p-values adjusted for many tests."""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, strategies as st

from commonweal.estimates._exact_tail import (
    benjamini_hochberg,
    drawn_distribution,
    holm,
    two_sided,
    upper_tail,
)
from commonweal.estimates._gatherings import log_tail_bound


def by_hand(layers: list[tuple[int, int, int]]) -> list[Fraction]:
    """Draw in every way there is, layer by layer."""
    total = [Fraction(1)]
    for population, marked, drawn in layers:
        draws = list(combinations(range(population), drawn))
        share = [Fraction(0)] * (min(marked, drawn) + 1)
        for draw in draws:
            share[sum(one < marked for one in draw)] += Fraction(1, len(draws))
        sums = [Fraction(0)] * (len(total) + len(share) - 1)
        for count, chance in enumerate(total):
            for more, other in enumerate(share):
                sums[count + more] += chance * other
        total = sums
    return total


@st.composite
def layer(draw: st.DrawFn) -> tuple[int, int, int]:
    population = draw(st.integers(0, 7))
    return population, draw(st.integers(0, population)), draw(st.integers(0, population))


@given(st.lists(layer(), min_size=1, max_size=3))
def test_the_distribution_is_that_of_drawing_in_every_way(
    layers: list[tuple[int, int, int]],
) -> None:
    """All ways to draw are tried, in exact fractions."""
    found = drawn_distribution(*np.array(layers).T)

    assert [float(chance) for chance in by_hand(layers)] == pytest.approx(found.tolist())


@given(st.lists(layer(), min_size=1, max_size=3), st.integers(1, 12))
def test_the_quick_bound_is_never_below_the_exact_tail(
    layers: list[tuple[int, int, int]], count: int
) -> None:
    """So that what it passes over could not have been striking."""
    population, marked, drawn = np.array(layers).T
    terms = int(np.minimum(marked, drawn).sum())
    expected = float((marked * drawn / np.maximum(population, 1)).sum())
    if not expected < count <= terms:
        return

    bound = log_tail_bound(count, expected, terms)

    assert upper_tail(drawn_distribution(population, marked, drawn), count) <= np.exp(bound) + 1e-12


def test_the_tea_lady() -> None:
    """Fisher's example: all four cups of four right has probability 1/70."""
    spread = drawn_distribution(8, 4, 4)

    assert 1 / 70 == pytest.approx(upper_tail(spread, 4))
    assert 2 / 70 == pytest.approx(two_sided(spread, 4))


def test_adjusted_p_values_are_the_published_steps() -> None:
    """Four tests by hand: Holm multiplies by 4, 3, 2, 1; Benjamini-Hochberg by 4, 2, 4/3, 1."""
    p_values = np.array([0.04, 0.01, 0.03, 0.005])

    assert [0.06, 0.03, 0.06, 0.02] == pytest.approx(holm(p_values).tolist())
    assert [0.04, 0.02, 0.04, 0.02] == pytest.approx(benjamini_hochberg(p_values).tolist())
