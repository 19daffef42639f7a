"""How probable it is that most people hold what most of those asked hold, in exact numbers."""

from __future__ import annotations

from fractions import Fraction
from functools import lru_cache
from math import comb

from commonweal.errors import InvalidDocument, Problem

_EXACT_UP_TO = 2048
_BITS = 192
_BLOCK = 1024

_central_terms: dict[int, int] = {0: 1 << _BITS}


def probability_above_half(successes: int, failures: int) -> Fraction:
    """Return the probability that most people hold what ``successes`` of those asked hold.

    That is P(θ > 1/2) for θ ~ Beta(1 + successes, 1 + failures): the posterior of a share under a
    uniform prior. For whole counts it equals the probability of at most ``successes`` heads in
    ``successes + failures + 1`` tosses of a fair coin, so it is a sum of binomial coefficients over
    a power of two and needs no approximation.

    Args:
        successes: how many hold it, not negative.
        failures: how many hold the opposite, not negative.

    Source: M. Abramowitz and I. Stegun, Handbook of Mathematical Functions (1964), 26.5.24.
    Cost: as many binomial coefficients as there are successes.
    """
    tosses = successes + failures + 1
    term = total = 1
    for heads in range(successes):
        term = term * (tosses - heads) // (heads + 1)
        total += term
    return Fraction(total, 1 << tosses)


@lru_cache(maxsize=1 << 16)
def fewest_for(answers: int, threshold: Fraction) -> int:
    """Return the fewest out of ``answers`` that make a majority at least ``threshold`` probable.

    The smallest f with ``probability_above_half(f, answers - f) >= threshold``, found by comparing
    integers; ``answers + 1`` when not even all of them are enough.

    Args:
        answers: how many answered one way or the other.
        threshold: from 1/2 to 1.

    Raises:
        InvalidDocument: with code ``threshold-out-of-range``.

    Cost: the sum starts in the middle, where it is known by symmetry, and ends within about the
    square root of ``answers`` of it. Beyond a few thousand answers its terms are kept as integers
    of fixed length that bound it from below and above, and the whole sum is only made where the
    bounds do not tell. Results are kept.
    """
    if not Fraction(1, 2) <= threshold <= 1:
        raise InvalidDocument(
            Problem(
                code="threshold-out-of-range",
                path="thresholds",
                expected="a probability from 1/2 to 1",
                found=str(threshold),
                hint="Below one half a pair could be accepted in both directions.",
            )
        )
    if threshold == 1:
        return answers + 1
    if answers > _EXACT_UP_TO:
        found = _fewest_by_bounds(answers, threshold)
        if found is not None:
            return found
    return _fewest_by_sum(answers, threshold)


def _fewest_by_sum(answers: int, threshold: Fraction) -> int:
    tosses = answers + 1
    # The sum is an integer, so the number it must reach may be rounded up.
    needed = -((-threshold.numerator << tosses) // threshold.denominator)
    heads = tosses // 2
    term = comb(tosses, heads)
    reached = (1 << (tosses - 1)) + (0 if tosses % 2 else term // 2)
    while reached < needed:
        heads += 1
        if heads > answers:
            return answers + 1
        term = term * (tosses - heads + 1) // heads
        reached += term
    return heads


def _fewest_by_bounds(answers: int, threshold: Fraction) -> int | None:
    """Return the same as `_fewest_by_sum`, or None where rounding could matter.

    Every quantity is a whole number of 2**-192. Each division rounds down by less than one such
    unit, and no later step enlarges what was lost, because the terms only fall from the middle on.
    """
    tosses = answers + 1
    heads = half = tosses // 2
    term = _central_term(half)
    lost_per_term = half + 2
    if tosses % 2:
        term = term * tosses // (2 * (half + 1))
        reached, lost = 1 << (_BITS - 1), 0
    else:
        reached, lost = (1 << (_BITS - 1)) + term // 2, lost_per_term
    needed_scaled = threshold.numerator << _BITS
    while reached * threshold.denominator < needed_scaled:
        if (reached + lost) * threshold.denominator >= needed_scaled:
            return None
        heads += 1
        if heads > answers:
            return answers + 1
        term = term * (tosses - heads + 1) // heads
        reached += term
        lost_per_term += 1
        lost += lost_per_term
    return heads


def _central_term(half: int) -> int:
    """Return C(2h, h) / 4**h in units of 2**-192, at most ``half`` units too low."""
    block = half // _BLOCK
    known = block
    while known not in _central_terms:
        known -= 1
    term = _central_terms[known]
    for number in range(known * _BLOCK + 1, half + 1):
        term = term * (2 * number - 1) // (2 * number)
        if number % _BLOCK == 0:
            _central_terms[number // _BLOCK] = term
    return term
