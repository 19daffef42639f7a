"""The fit: passes over the votes until what they say of pairs and of people settles."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from commonweal.estimates._held_of_pairs import HeldOfPairs
from commonweal.estimates._sites import Messages, Normals, Sites
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
        self.order_variance = 0.0
        """Of the study's order effect, once the fit has ended; likewise the next two."""
        self.variance_of_pairs = self.pairs.belief.variance
        """Of each row's log odds, that of the order effect carried over."""
        self.seen_of_pairs = self.pairs.belief
        """What each row's own votes say of its log odds, and no other row's."""

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
        self._finish()

    def _finish(self) -> None:
        said, shared = self._sites.of_pairs(), self._sites.shared()
        moves = self.pairs.along(said, shared)
        held = float(shared @ moves)
        self.order_variance = self.tendencies.order_variance(self._sites.of_cells(), held)
        order = (self.order_variance + self.tendencies.in_context.variance) * np.ones(
            self._evidence.contexts
        )
        of_rows = order[self._evidence.context_of_row]
        self.variance_of_pairs = self.pairs.belief.variance + moves**2 * of_rows
        self.seen_of_pairs = _seen(said, shared, of_rows)


def _seen(
    said: Messages, shared: NDArray[np.float64], order_variance: NDArray[np.float64]
) -> Normals:
    seen = said.precision > 0
    with np.errstate(divide="ignore"):
        variance = 1 / said.precision
    mean = np.divide(said.shift, said.precision, out=np.zeros(len(seen)), where=seen)
    moves = np.divide(shared, said.precision, out=np.zeros(len(seen)), where=seen)
    return Normals(mean, variance + moves**2 * order_variance)
