"""How sure the share of people who call a value wiser is. It informs people and decides nothing."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import isqrt

NORMAL_QUANTILE = Fraction(49, 25)
"""The 97.5 % quantile of the normal distribution to two decimals, 1.96: a 95 % interval."""

_PLACES = 10_000


@dataclass(frozen=True, slots=True, kw_only=True)
class ShareInterval:
    """A share among those who took a side, with an interval around it."""

    low: Fraction
    """The lower end, rounded down to four decimals."""
    middle: Fraction
    """The share observed."""
    high: Fraction
    """The upper end, rounded up to four decimals."""
    method: str


def share_interval(successes: int, failures: int) -> ShareInterval | None:
    """Return the share of ``successes`` with its 95 % Wilson score interval.

    The interval is computed in integers and rounded outwards, so that it has the same ends on every
    machine. It treats answers as independent and says nothing about who was asked; the verdict on
    the pair does not look at it.

    Args:
        successes: how many hold it, not negative.
        failures: how many hold the opposite, not negative.

    Returns:
        The interval, or None when nobody took a side.

    Source: E. B. Wilson, "Probable inference, the law of succession, and statistical inference",
    Journal of the American Statistical Association 22 (1927), 209-212.
    """
    total = successes + failures
    if total == 0:
        return None
    # With z = a/b the ends are (2fb²n + a²n ∓ sqrt(a²n(a²n + 4fsb²))) / 2n(nb² + a²).
    a_squared = NORMAL_QUANTILE.numerator**2
    b_squared = NORMAL_QUANTILE.denominator**2
    under_root = a_squared * total * (a_squared * total + 4 * successes * failures * b_squared)
    centre = _PLACES * (2 * successes * b_squared * total + a_squared * total)
    spread = _ceiling_of_root(_PLACES**2 * under_root)
    divisor = 2 * total * (total * b_squared + a_squared)
    return ShareInterval(
        low=Fraction((centre - spread) // divisor, _PLACES),
        middle=Fraction(successes, total),
        high=Fraction(-((-centre - spread) // divisor), _PLACES),
        method="Wilson score interval, 95 %",
    )


def _ceiling_of_root(number: int) -> int:
    root = isqrt(number)
    return root if root * root == number else root + 1
