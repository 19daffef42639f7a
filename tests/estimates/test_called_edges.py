"""Which pairs are called at a stated rate."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
from hypothesis import given, strategies as st

from commonweal.estimates._called_edges import called_edges

probabilities = st.lists(st.floats(0.001, 0.999), max_size=8)
rates = st.fractions(Fraction(1, 100), Fraction(1, 2), max_denominator=100)


def test_the_surest_are_called_as_long_as_the_rate_allows() -> None:
    """1 %, 3 % and 8 % are 4 % on average; with 20 % it would be 8 %."""
    probability = np.array([0.2, 0.97, 0.01, 0.92])

    found = called_edges(probability, np.array([0.2, 0.03, 0.01, 0.08]), Fraction(1, 20))

    assert [-1, 0, 1, 0] == found.tolist()


@given(probabilities, rates)
def test_no_larger_set_has_so_few_wrong(probability: list[float], rate: Fraction) -> None:
    """Among all sets of one more pair, none keeps to the rate."""
    wrong = [min(each, 1 - each) for each in probability]

    found = called_edges(np.array(probability), np.array(wrong), rate)

    called = [doubt for doubt, edge in zip(wrong, found, strict=True) if edge >= 0]
    more = sorted(wrong)[: len(called) + 1]
    assert sum(called) <= float(rate) * len(called) + 1e-12
    assert len(more) == len(called) or sum(more) > float(rate) * len(more) - 1e-12


@given(probabilities, rates)
def test_the_side_called_is_the_likelier_one(probability: list[float], rate: Fraction) -> None:
    """Nobody is called wiser by a minority of the posterior."""
    wrong = [min(each, 1 - each) for each in probability]

    found = called_edges(np.array(probability), np.array(wrong), rate)

    for each, edge in zip(probability, found.tolist(), strict=True):
        assert edge in ({-1, 0} if each > 0.5 else {-1, 1})
