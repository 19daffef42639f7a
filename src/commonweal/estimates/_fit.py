"""The fit: passes over the votes until what they say of pairs and of people settles."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from commonweal.estimates._held_of_pairs import HeldOfPairs
from commonweal.estimates._sites import Sites
from commonweal.estimates._tendencies import Tendencies

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from commonweal.estimates._context_links import ContextLinks
    from commonweal.estimates._evidence import Evidence
    from commonweal.estimates._hierarchical import HierarchicalEstimate

_SLOWEST = 0.99


class Fit:
    """The state of the fit.

    Pairs and people are updated side by side from one pass. Where each pair is shown in both
    orders they hardly depend on each other, and a few passes are enough.
    """

    def __init__(
        self, method: HierarchicalEstimate, evidence: Evidence, links: ContextLinks
    ) -> None:
        self._method = method
        self._evidence = evidence
        self._sites = Sites(evidence)
        self.pairs = HeldOfPairs(links, evidence.rows)
        self.tendencies = Tendencies(evidence, method)
        self.passes = 0
        self.residual = 0.0
        """How far a pair has still to go, in its own standard deviations."""

    def run(self) -> None:
        """Go through the votes until no pair has further to go than the method tolerates."""
        step = np.inf
        while self.passes < self._method.max_passes:
            before, earlier = self.pairs.belief.mean, step
            self._sites.refine(self.pairs.belief, self.tendencies.of_cells())
            self.pairs.update(self._sites.of_pairs())
            self.tendencies.update(self._sites.of_cells())
            self.passes += 1
            moved = np.abs(self.pairs.belief.mean - before)
            step = float((moved / np.sqrt(self.pairs.belief.variance)).max(initial=0.0))
            # Steps shrink by about the same factor each time: this is the sum of those to come.
            self.residual = step / (1 - min(step / earlier, _SLOWEST)) if step else 0.0
            if self.residual <= self._method.tolerance:
                break

    def order_variance(self) -> float:
        """Return the variance of the study's order effect."""
        said, shared = self._sites.of_pairs(), self._sites.shared()
        held = float(shared @ self.pairs.along(said, shared))
        return self.tendencies.order_variance(self._sites.of_cells(), held)

    def variance_of_pairs(self) -> NDArray[np.float64]:
        """Return the variance of each row's log odds, that of the order effect carried over."""
        moves = self.pairs.along(self._sites.of_pairs(), self._sites.shared())
        order = np.full(self._evidence.contexts, self.order_variance())
        order += self.tendencies.in_context.variance
        of_order: NDArray[np.float64] = moves**2 * order[self._evidence.context_of_row]
        return self.pairs.belief.variance + of_order
