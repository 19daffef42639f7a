"""How widely effects are spread: the variances that the votes themselves give."""

from __future__ import annotations

from dataclasses import dataclass

PAIR_GUESS = 1.0
"""The variance of log odds to start from: two pairs in three between 27 and 73 %."""
TENDENCY_GUESS = 0.25
"""The same for tendencies of persons, for contexts' order effects, and for a pair's departure from
its broader contexts."""
GUESS_WEIGHT = 2.0
"""As how many effects that were seen without error the guess counts."""


@dataclass(frozen=True, slots=True)
class Moments:
    """What is known of effects that share one variance."""

    squares: float
    """The sum of the squares of their posterior means."""
    determined: float
    """How many of them the votes determine: the sum of 1 - posterior / prior variance."""


def next_variance(seen: Moments, guess: float) -> float:
    """Return the variance under which such moments are to be expected.

    Repeated with moments that are computed anew under the variance it gave, this settles at the
    maximum of the marginal likelihood, with a guess that weighs as much as `GUESS_WEIGHT` effects
    and so keeps the variance of a few effects away from zero.

    Source: D. MacKay, "Bayesian interpolation", Neural Computation 4 (1992), equation 4.10; for
    models like ours R. Schall, Biometrika 78 (1991), 719-727. The guess is ours.
    """
    return (seen.squares + GUESS_WEIGHT * guess) / (seen.determined + GUESS_WEIGHT)
