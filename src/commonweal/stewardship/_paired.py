"""Two predictors on the same situations: an exact test, and how many situations it would take."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import ceil, comb, sqrt
from typing import TYPE_CHECKING

from commonweal.estimates import NORMAL_QUANTILE

if TYPE_CHECKING:
    from collections.abc import Sequence

_QUANTILE_OF_POWER = 0.8416212335729143
"""The 80 % quantile of the normal distribution: the power with which a difference is found."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PairedComparison:
    """Two predictors on the situations on which both acted."""

    first: str
    second: str
    both_acted: int
    only_first: int
    """Situations in which the first was right and the second wrong."""
    only_second: int
    p_value: Fraction
    """How often a difference at least as large would come about if both were as good (exact)."""

    @property
    def needed(self) -> int | None:
        """How many situations would tell two apart that differ as these did; see below."""
        if not self.both_acted:
            return None
        return situations_to_tell_apart(
            difference=Fraction(abs(self.only_first - self.only_second), self.both_acted),
            discordant=Fraction(self.only_first + self.only_second, self.both_acted),
        )


def compare_paired(first: str, second: str, right: Sequence[tuple[bool, bool]]) -> PairedComparison:
    """Compare two predictors by the situations in which one was right and the other wrong.

    Were both as good, each of these would be a toss of a fair coin. The p-value is that of the
    two-sided exact binomial test: twice the smaller tail, at most 1.

    Args:
        first: the name of the one.
        second: the name of the other.
        right: for each situation on which both acted, whether each was right.

    Source: Q. McNemar, Psychometrika 12 (1947), in its exact form.
    """
    only_first = sum(one and not other for one, other in right)
    only_second = sum(other and not one for one, other in right)
    tosses = only_first + only_second
    tail = sum(comb(tosses, count) for count in range(min(only_first, only_second) + 1))
    return PairedComparison(
        first=first,
        second=second,
        both_acted=len(right),
        only_first=only_first,
        only_second=only_second,
        p_value=min(Fraction(1), Fraction(2 * tail, 2**tosses)),
    )


def situations_to_tell_apart(*, difference: Fraction, discordant: Fraction) -> int | None:
    """Return how many situations it takes to tell two predictors apart four times out of five.

    With z the normal quantiles of a two-sided level of 5 % and a power of 80 %, d the share of
    situations in which exactly one is right and δ the difference between their shares right,
    n = (z₁·√d + z₂·√(d - δ²))² / δ². It is an approximation, and too small by a few situations for
    the exact test. Where d and δ come from a few situations, so does n: take it as an order of
    magnitude.

    Args:
        difference: δ, between 0 and 1.
        discordant: d, at least δ.

    Returns:
        The number, rounded up, or None if there is no difference.

    Source: R. J. Connor, Sample size for testing differences in proportions for the paired-sample
    design, Biometrics 43 (1987).
    """
    if difference == 0:
        return None
    spread = sqrt(max(0.0, float(discordant - difference**2)))
    wanted = NORMAL_QUANTILE * sqrt(discordant) + _QUANTILE_OF_POWER * spread
    return ceil(wanted**2 / float(difference) ** 2)
