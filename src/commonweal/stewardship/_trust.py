"""Trust: whether a person can tell in advance where they will approve of what is done."""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt
from typing import TYPE_CHECKING

import numpy as np

from commonweal.stewardship._proportion import Proportion, proportion

if TYPE_CHECKING:
    from collections.abc import Sequence

_MORE_LIKELY_THAN_NOT = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Foreseen:
    """One act: how likely its owner held approval to be before seeing it, and what they said."""

    expected: float
    """From 0 to 1, stated of the domain before anything was seen."""
    approved: bool


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Trust:
    """How approval inside the domains that were marked in advance compares with approval outside.

    Inside is where the owner held approval to be more likely than not.
    """

    inside: Proportion
    """Approved of those inside: the precision of the marks."""
    outside: Proportion
    """Approved of those outside."""
    recall: Proportion
    """Inside, of those approved."""
    difference_low: float
    difference_high: float
    """A 95 % interval of approval inside less approval outside."""
    brier: float | None
    """The mean square of what was expected less what came, from 0, the best, to 1."""
    brier_of_base_rate: float | None
    """The same for somebody who had known nothing but the share approved in all."""
    p_value: float
    """How often marks exchanged among the acts at random have a Brier score as good."""

    @property
    def difference(self) -> float | None:
        """Approval inside less approval outside; None if either is empty."""
        inside, outside = self.inside.value, self.outside.value
        return None if inside is None or outside is None else inside - outside


def measure_trust(foreseen: Sequence[Foreseen], *, seed: int, shuffles: int = 1000) -> Trust:
    """Return whether marks made in advance foresaw approval.

    Args:
        foreseen: the acts that the owner was shown and answered yes or no on.
        seed: of the exchanges that the p-value comes from.
        shuffles: how many.

    Source: the trait "trust" of J. Edelman and O. Klingefjord, Model Integrity (2024); the interval
    of the difference is that of R. Newcombe, Statistics in Medicine 17 (1998), method 10, from
    Clopper–Pearson ends instead of Wilson's, which makes it wider; G. Brier, Monthly Weather Review
    78 (1950).
    Cost: acts × shuffles.
    """
    expected = np.array([act.expected for act in foreseen])
    approved = np.array([act.approved for act in foreseen], dtype=bool)
    marked = expected > _MORE_LIKELY_THAN_NOT
    inside = proportion(int((marked & approved).sum()), int(marked.sum()))
    outside = proportion(int((~marked & approved).sum()), int((~marked).sum()))
    low, high = _difference(inside, outside)
    scores = _brier(expected, approved)
    rng = np.random.default_rng(seed)
    exchanged = [_brier(rng.permutation(expected), approved) for _ in range(shuffles)]
    base = approved.mean() if len(approved) else 0.0
    as_good = sum(score <= scores + 1e-12 for score in exchanged) if len(approved) else shuffles
    return Trust(
        inside=inside,
        outside=outside,
        recall=proportion(int((marked & approved).sum()), int(approved.sum())),
        difference_low=low,
        difference_high=high,
        brier=scores if len(approved) else None,
        brier_of_base_rate=float(base * (1 - base)) if len(approved) else None,
        p_value=(1 + as_good) / (1 + shuffles),
    )


def _brier(expected: np.ndarray, approved: np.ndarray) -> float:
    return float(np.mean((expected - approved) ** 2)) if len(approved) else 0.0


def _difference(one: Proportion, other: Proportion) -> tuple[float, float]:
    if one.value is None or other.value is None:
        return -1.0, 1.0
    difference = one.value - other.value
    below = sqrt((one.value - one.low) ** 2 + (other.high - other.value) ** 2)
    above = sqrt((one.high - one.value) ** 2 + (other.value - other.low) ** 2)
    return max(-1.0, difference - below), min(1.0, difference + above)
