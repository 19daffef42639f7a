"""How many values are attended to, effectively: Hill numbers, and comparison at equal coverage."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import ArrayLike, NDArray

_FEW_DIGITS_LOST, _NOTHING_LEFT = 5.0, 40.0
"""Natural logarithms: of what an error may be multiplied by, and of what is small enough."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Diversity:
    """The effective number of values among those attended to, of orders 0, 1 and 2."""

    attended: int
    """How often any value was attended to."""
    observed: tuple[float, float, float]
    """As counted; too small, the more so the fewer were counted."""
    estimated: tuple[float, float, float]
    """Corrected for values not seen yet: by Chao1, by the estimator of Chao, Wang and Jost, and by
    the unbiased estimator of Simpson's concentration. Order 0 is a lower bound."""
    coverage: float
    """The estimated share of what is attended to that belongs to values already seen."""


def measure_diversity(counts: Sequence[int]) -> Diversity:
    """Return the effective number of values, from how often each was attended to.

    The Hill number of order q is (Σ pᵢ^q)^(1/(1-q)): as many values, all attended to equally often,
    would be as diverse. Order 1 is its limit, exp(-Σ pᵢ log pᵢ).

    Args:
        counts: for each value how often; zeros are passed over.

    Source: M. Hill, Ecology 54 (1973); A. Chao and L. Jost, Methods in Ecology and Evolution 6
    (2015), for the estimators; A. Chao and L. Jost, Ecology 93 (2012), for coverage.
    Cost: linear in the values.
    """
    seen = np.array([count for count in counts if count > 0], dtype=np.float64)
    total = float(seen.sum())
    if not len(seen):
        return Diversity(attended=0, observed=(0.0,) * 3, estimated=(0.0,) * 3, coverage=0.0)
    shares = seen / total
    return Diversity(
        attended=int(total),
        observed=(
            float(len(seen)),
            float(np.exp(-(shares * np.log(shares)).sum())),
            float(1 / (shares**2).sum()),
        ),
        estimated=(_chao1(seen, total), _entropy_number(seen, total), _simpson(seen, total)),
        coverage=_coverage(seen, total),
    )


def diversity_at(counts: Sequence[int], size: int) -> tuple[float, float, float]:
    """Return the Hill numbers that ``size`` of these would be expected to show, of orders 0 to 2.

    Args:
        counts: for each value how often it was attended to.
        size: at most as many as were counted, and at least 1.

    Source: A. Chao, N. Gotelli and others, Ecological Monographs 84 (2014), equations 5 to 8.
    Cost: values × size.
    """
    seen = np.array([count for count in counts if count > 0], dtype=np.float64)
    times = np.arange(1, size + 1, dtype=np.float64)
    expected = _expected_times(seen, times, size)
    share = times / size
    return (
        float(expected.sum()),
        float(np.exp(-(expected * share * np.log(share)).sum())),
        float(1 / (expected * share**2).sum()),
    )


def size_at_coverage(counts: Sequence[int], coverage: float) -> int:
    """Return how many of these would be expected to reach a coverage; at most all of them.

    Source: A. Chao and L. Jost, Ecology 93 (2012), equation 4a.
    Cost: values × the number counted.
    """
    seen = np.array([count for count in counts if count > 0], dtype=np.float64)
    total = int(seen.sum())
    sizes = np.arange(1, total, dtype=np.float64)
    left = total - seen[:, None]
    with np.errstate(invalid="ignore"):
        logs = _log_choose(left, sizes) - _log_choose(total - 1.0, sizes)
    missed = (seen[:, None] / total * np.where(left >= sizes, np.exp(logs), 0.0)).sum(axis=0)
    reached = np.flatnonzero(1 - missed >= coverage)
    return int(sizes[reached[0]]) if len(reached) else total


def _expected_times(
    seen: NDArray[np.float64], times: NDArray[np.float64], size: int
) -> NDArray[np.float64]:
    """Return how many values are expected to occur once, twice and so on among ``size``."""
    total = float(seen.sum())
    counts = seen[:, None]
    possible = (times <= counts) & (size - times <= total - counts)
    with np.errstate(invalid="ignore"):
        logs = (
            _log_choose(counts, times)
            + _log_choose(total - counts, size - times)
            - _log_choose(total, float(size))
        )
    return np.asarray(np.where(possible, np.exp(np.where(possible, logs, 0.0)), 0.0).sum(axis=0))


def _log_choose(of: ArrayLike, taken: ArrayLike) -> NDArray[np.float64]:
    from scipy.special import gammaln

    every, some = np.asarray(of), np.asarray(taken)
    return np.asarray(gammaln(every + 1) - gammaln(some + 1) - gammaln(every - some + 1))


def _rare(seen: NDArray[np.float64]) -> tuple[int, int]:
    """Return how many values were attended to once, and how many twice."""
    return int((seen == 1).sum()), int((seen == 2).sum())


def _unseen_at_once(seen: NDArray[np.float64], total: float) -> float:
    """Return A of Chao, Wang and Jost: how rare those are that were seen once."""
    once, twice = _rare(seen)
    if twice:
        return 2 * twice / ((total - 1) * once + 2 * twice)
    return 2 / ((total - 1) * (once - 1) + 2) if once else 1.0


def _coverage(seen: NDArray[np.float64], total: float) -> float:
    once, _ = _rare(seen)
    return 1 - once / total * (1 - _unseen_at_once(seen, total))


def _chao1(seen: NDArray[np.float64], total: float) -> float:
    once, twice = _rare(seen)
    unseen = once**2 / (2 * twice) if twice else once * (once - 1) / 2
    return len(seen) + (total - 1) / total * unseen


def _entropy_number(seen: NDArray[np.float64], total: float) -> float:
    from scipy.special import digamma

    once, _ = _rare(seen)
    known = float((seen / total * (digamma(total) - digamma(seen))).sum())
    rare = _unseen_at_once(seen, total)
    unknown = once / total * _entropy_of_unseen(rare, total) if once and rare < 1 else 0.0
    return float(np.exp(known + unknown))


def _entropy_of_unseen(rare: float, total: float) -> float:
    """Return (1 - A)^(1 - n) (-log A - Σ_{r<n} (1 - A)^r / r), or Σ_{j>0} (1 - A)^j / (n - 1 + j).

    Both are the same. The first form takes two nearly equal numbers from one another, and
    multiplies what is left by one that may be huge; the second has no end. Each is used where it
    can be.
    """
    logarithm = float(np.log1p(-rare))
    if -logarithm * total < _FEW_DIGITS_LOST:
        orders = np.arange(1, total)
        tail = -np.log(rare) - ((1 - rare) ** orders / orders).sum()
        return max(0.0, float(np.exp(logarithm * (1 - total)) * tail))
    terms = np.arange(1, int(_NOTHING_LEFT / -logarithm) + 2)
    return float((np.exp(logarithm * terms) / (total - 1 + terms)).sum())


def _simpson(seen: NDArray[np.float64], total: float) -> float:
    twice_drawn = float((seen * (seen - 1)).sum())
    return total * (total - 1) / twice_drawn if twice_drawn else float("inf")
