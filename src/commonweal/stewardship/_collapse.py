"""Value collapse: whether fewer values are attended to than before, or others."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from commonweal.stewardship._diversity import (
    Diversity,
    diversity_at,
    measure_diversity,
    size_at_coverage,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class WindowComparison:
    """Two windows of time, compared once: looking again and again makes the p-values false."""

    before: Diversity
    after: Diversity
    coverage: float
    """The coverage at which both are compared: the lower of the two."""
    before_at_coverage: tuple[float, float, float]
    after_at_coverage: tuple[float, float, float]
    """Hill numbers of orders 0, 1 and 2 that equal coverage would be expected to show."""
    flatter_p: float
    """How often chance alone makes the later window as much less diverse, by order 1."""
    drift: float
    """How far apart the shares are: half the sum of differences, from 0 to 1. Above 0 by chance."""
    drift_p: float
    """How often chance alone makes them as far apart."""
    permutations: int
    seed: int

    @property
    def kept(self) -> float | None:
        """The effective number of values afterwards as a share of that before, by order 1."""
        before = self.before_at_coverage[1]
        return self.after_at_coverage[1] / before if before else None

    def shown(self, *, error: float) -> tuple[bool, bool]:
        """Return whether it is shown that values are fewer, and that they are others.

        Each takes half of the error, so that either is shown wrongly at most that often.
        """
        return self.flatter_p <= error / 2, self.drift_p <= error / 2

    def explain(self, *, error: float) -> tuple[str, ...]:
        """Return in sentences what is shown and what is not."""
        fewer, others = ("shown" if each else "not shown" for each in self.shown(error=error))
        before, after = self.before_at_coverage[1], self.after_at_coverage[1]
        return (
            f"Values attended to, as if alike often: {before:.2f} before, {after:.2f} afterwards.",
            f"Both are read at a coverage of {self.coverage:.0%}.",
            f"It is {fewer} that they are fewer: chance alone comes to it in {self.flatter_p:.1%}.",
            f"It is {others} that they are others: {self.drift:.0%} of occasions went elsewhere.",
            f"Chance alone comes to as much in {self.drift_p:.1%}.",
            f"Where nothing changed, either is said in at most {error:.1%} of lives.",
            "That holds for one look, and for occasions that do not hang together.",
        )


def compare_windows(
    before: Sequence[str], after: Sequence[str], *, seed: int, permutations: int = 999
) -> WindowComparison:
    """Compare which values were attended to in two windows of time.

    Numbers of values are compared at equal coverage, and not at equal counts, so that a window in
    which less happened does not look poorer for that. The control exchanges occasions between the
    windows at random: it shows what would be seen had nothing changed, if occasions are independent
    of one another. Days on end with one matter are one occasion, and to be given as one.

    Args:
        before: for each occasion of the earlier window the value that decided, or was attended to.
        after: the same of the later window.
        seed: of the permutations.
        permutations: how many.

    Source: A. Chao and L. Jost, Ecology 93 (2012), for equal coverage.
    Cost: permutations × (values × occasions).
    """
    names = sorted({*before, *after})
    codes = np.array([names.index(name) for name in (*before, *after)], dtype=np.int64)
    split, values = len(before), len(names)
    rng = np.random.default_rng(seed)
    flatness, drift = _statistics(codes, split, values)
    drawn = np.array(
        [_statistics(rng.permutation(codes), split, values) for _ in range(permutations)]
    ).reshape(-1, 2)
    first, second = ([Counter(window).get(name, 0) for name in names] for window in (before, after))
    measured = measure_diversity(first), measure_diversity(second)
    coverage = min(each.coverage for each in measured)
    at_coverage = [
        diversity_at(counts, size_at_coverage(counts, coverage)) if sum(counts) else (0.0,) * 3
        for counts in (first, second)
    ]
    return WindowComparison(
        before=measured[0],
        after=measured[1],
        coverage=coverage,
        before_at_coverage=at_coverage[0],
        after_at_coverage=at_coverage[1],
        flatter_p=(1 + int((drawn[:, 0] >= flatness - 1e-12).sum())) / (1 + permutations),
        drift=drift,
        drift_p=(1 + int((drawn[:, 1] >= drift - 1e-12).sum())) / (1 + permutations),
        permutations=permutations,
        seed=seed,
    )


def _statistics(codes: NDArray[np.int64], split: int, values: int) -> tuple[float, float]:
    """Return by how much diversity falls, in entropy, and how far the shares are apart."""
    first = np.bincount(codes[:split], minlength=values)
    second = np.bincount(codes[split:], minlength=values)
    if not split or split == len(codes):
        return 0.0, 0.0
    apart = np.abs(first / first.sum() - second / second.sum()).sum() / 2
    # The estimator that is corrected for values unseen: else a short window would look flat.
    falls = np.log(measure_diversity(first.tolist()).estimated[1])
    falls -= np.log(measure_diversity(second.tolist()).estimated[1])
    return float(falls), float(apart)
