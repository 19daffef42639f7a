"""The tendency to call wiser what is shown first: everybody's, a context's and each person's."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from commonweal.estimates._sites import Messages, Normals
from commonweal.estimates._spread import TENDENCY_GUESS, Moments, next_variance
from commonweal.estimates._sums import sums

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from commonweal.estimates._evidence import Evidence
    from commonweal.estimates._hierarchical import HierarchicalEstimate

ORDER_VARIANCE = 4.0
"""Of the order effect before any vote: two studies in three choose the first shown in 12-88 %."""

_MOST_ROUNDS = 50
_SETTLED = 1e-4


@dataclass(slots=True, eq=False)
class Tendencies:
    """The current belief about tendencies, in log odds of calling wiser what is shown first."""

    evidence: Evidence
    method: HierarchicalEstimate
    order: float = 0.0
    """The order effect of the study: the mean tendency."""
    order_precision: float = 0.0
    """What the votes say of it if it was known what people hold of each pair."""
    person_variance: float = TENDENCY_GUESS
    """The variance of people's own tendencies."""
    context_variance: float = TENDENCY_GUESS
    in_context: Normals = field(init=False)
    """How the order effect of each context departs from that of the study."""
    _person: Normals = field(init=False)

    def __post_init__(self) -> None:
        contexts = self.evidence.contexts if self.method.order_effect == "context" else 1
        self.in_context = Normals(np.zeros(contexts), np.zeros(contexts))
        people = self.evidence.people
        if not self.method.person_bias:
            self.person_variance = 0.0
        self._person = Normals(np.zeros(people), np.full(people, self.person_variance))

    def of_cells(self) -> Normals:
        """Return the tendency in each cell."""
        person, context = self.evidence.person_of_cell, self.evidence.context_of_cell
        return Normals(
            self.order + self._person.mean[person] + self.in_context.mean[context],
            self._person.variance[person],
        )

    def update(self, said: Messages) -> None:
        """Take up what the votes say of the tendency in each cell.

        Cost: linear in the cells, a few dozen times at most.
        """
        for _ in range(_MOST_ROUNDS):
            before = self.order, self.person_variance
            self._update_people(said)
            if self.method.order_effect == "context":
                self._update_contexts(said)
            moved = abs(self.order - before[0]) + abs(self.person_variance - before[1])
            if moved < _SETTLED * (1 + abs(self.order) + self.person_variance):
                break

    def _update_people(self, said: Messages) -> None:
        evidence, people = self.evidence, self.evidence.people
        shift = said.shift - said.precision * self.in_context.mean[evidence.context_of_cell]
        precision = sums(evidence.person_of_cell, said.precision, people)
        shift = sums(evidence.person_of_cell, shift, people)
        # One person tells of everybody's tendency no more than one draw from it could.
        left = 1 / (1 + self.person_variance * precision)
        self.order_precision = float((precision * left).sum())
        if self.method.order_effect != "none":
            self.order = float((shift * left).sum() / (self.order_precision + 1 / ORDER_VARIANCE))
        if self.method.person_bias:
            variance = self.person_variance * left
            own = variance * (shift - precision * self.order)
            self._person = Normals(own, variance)
            self.person_variance = next_variance(
                Moments(float(own @ own), float((1 - left).sum())), TENDENCY_GUESS
            )

    def _update_contexts(self, said: Messages) -> None:
        context, contexts = self.evidence.context_of_cell, self.evidence.contexts
        # People are taken to be others in each context: cautious where they are the same.
        left = 1 / (1 + self.person_variance * said.precision)
        precision = sums(context, said.precision * left, contexts)
        shift = (said.shift - said.precision * self.order) * left
        variance = 1 / (precision + 1 / self.context_variance)
        mean = variance * sums(context, shift, contexts)
        self.in_context = Normals(mean, variance)
        determined = float((1 - variance / self.context_variance).sum())
        self.context_variance = next_variance(
            Moments(float(mean @ mean), determined), TENDENCY_GUESS
        )

    def order_variance(self, said: Messages, held: float) -> float:
        """Return the variance of the study's order effect.

        Args:
            said: what the votes say of the tendency in each cell.
            held: how much of what they say is lost since it is not known what people hold of each
                pair; it comes to nearly all where each pair is shown in one order only.
        """
        if self.method.order_effect == "none":
            return 0.0
        everything = float(said.precision.sum())
        if not everything:
            return ORDER_VARIANCE
        by_people = max(self.order_precision, np.finfo(float).tiny)
        by_pairs = max(everything - held, np.finfo(float).tiny)
        # The two losses are added as they would be if everybody saw pairs at random.
        variance = 1 / by_people + 1 / by_pairs - 1 / everything
        return 1 / (1 / variance + 1 / ORDER_VARIANCE)

    def context_order(self) -> NDArray[np.float64]:
        """Return the order effect of each context."""
        return np.broadcast_to(self.order + self.in_context.mean, self.evidence.contexts).copy()
