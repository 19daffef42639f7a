"""An estimate with an interval around it, and the jackknife by person that gives one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

NORMAL_QUANTILE = 1.959963984540054
"""The 97.5 % quantile of the normal distribution: intervals are of 95 %."""


@dataclass(frozen=True, slots=True, kw_only=True)
class IntervalEstimate:
    """A number estimated from votes, with a 95 % interval. It informs and decides nothing."""

    low: float
    middle: float
    """The estimate itself."""
    high: float


def jackknife_interval(
    estimate: float, left_out: NDArray[np.float64], *, within: tuple[float, float]
) -> IntervalEstimate:
    """Return an estimate with the interval that leaving out one person at a time gives it.

    The standard error is the jackknife's, √((m − 1)/m · Σ(θᵢ − θ̄)²) for m people. People are the
    units, since the votes of one person hang together; the questions that were asked are taken as
    they are.

    Args:
        estimate: from everybody.
        left_out: from everybody but one, for each person.
        within: the smallest and the largest number that the estimate could be. The interval is cut
            off there, and it is all of it where the estimate is not defined without some person.

    Source: B. Efron and R. Tibshirani, An Introduction to the Bootstrap (1993), chapter 11.
    """
    lowest, highest = within
    people = len(left_out)
    if people < 2 or not np.isfinite(left_out).all():
        return IntervalEstimate(low=lowest, middle=estimate, high=highest)
    variance = (people - 1) / people * float(((left_out - left_out.mean()) ** 2).sum())
    reach = NORMAL_QUANTILE * variance**0.5
    return IntervalEstimate(
        low=max(lowest, estimate - reach),
        middle=estimate,
        high=min(highest, estimate + reach),
    )
