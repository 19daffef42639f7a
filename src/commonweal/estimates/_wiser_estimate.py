"""What an estimate of wiser-than is, with everything needed to tell it and to doubt it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, Self, TypeAlias

from commonweal.documents import counted, people
from commonweal.errors import NotConverged, Problem

if TYPE_CHECKING:
    from collections.abc import Mapping
    from fractions import Fraction

    import numpy as np
    from numpy.typing import NDArray

    from commonweal.values import VoteCounts

EstimateStatus: TypeAlias = Literal["converged", "max_passes"]


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class WiserShares:
    """For each pair in each context what people hold, as far as the votes tell: one row each.

    The share is that of those who hold the pair's first to be wiser, among those who take a side,
    were it not for the order of display and for people's habits: what log odds *θ* come to.
    """

    low: NDArray[np.float64]
    """The lower end of the share's interval."""
    middle: NDArray[np.float64]
    """The median of the share."""
    high: NDArray[np.float64]
    """The upper end of the share's interval."""
    log_odds: NDArray[np.float64]
    """The posterior mean of the log odds of that share."""
    deviation: NDArray[np.float64]
    """Their posterior standard deviation."""
    probability: NDArray[np.float64]
    """The probability that more hold the first to be wiser than the second."""
    even: NDArray[np.float64]
    """The probability that people are exactly evenly divided, where some pairs may be."""
    wrong: NDArray[np.float64]
    """The probability that it would be wrong to call the likelier side wiser: since the other is,
    or since they are even."""
    votes: NDArray[np.int64]
    """How many took a side."""
    answers: NDArray[np.int64]
    """How many answered at all."""
    both_needed: NDArray[np.float64]
    """The share of all answers, drawn towards that of the study; likewise the next two."""
    neither: NDArray[np.float64]
    unsure: NDArray[np.float64]
    called: NDArray[np.int8]
    """0 where the first can be called wiser at the stated rate, 1 where the second can, else -1."""


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class FirstShown:
    """What being shown first does, in log odds of being called wiser; 0 if nothing."""

    low: float
    middle: float
    high: float
    by_context: NDArray[np.float64]
    """In each context of the votes; the study's everywhere unless the method tells them apart."""
    spread_of_people: float
    """The standard deviation of people's own tendencies around it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WiserStats:
    """What an estimate was computed from, and what it found along the way."""

    rows: int
    votes: int
    """How many took a side."""
    people: int
    """How many people took a side at least once."""
    called: int
    expected_wrong: float
    """How many of the edges called are expected to be wrong."""
    spread_of_pairs: float
    """The standard deviation of log odds between pairs."""
    spread_of_contexts: float | None
    """The same between a pair and what it leans on; None where no pair leans on any."""
    passes: int
    residual: float
    """How far a pair still moved in the last pass, in its own standard deviations."""


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class WiserEstimate:
    """What people hold of each pair in each context. It informs, and decides nothing."""

    value: WiserShares
    counts: VoteCounts
    """The rows: context, the two cards, and what was answered."""
    first_shown: FirstShown
    status: EstimateStatus
    method: str
    parameters: Mapping[str, object]
    level: Fraction
    """The probability that an interval spans."""
    false_edge_rate: Fraction
    """The share of wrong ones to be expected among the edges called."""
    stats: WiserStats

    def raise_if_failed(self) -> Self:
        """Return this estimate, if it was reached within the method's tolerance.

        Raises:
            NotConverged: with code ``estimate-not-converged``.
        """
        if self.status == "converged":
            return self
        raise NotConverged(
            Problem(
                code="estimate-not-converged",
                path="estimate",
                expected="every pair to settle",
                found=f"one moving {self.stats.residual:.2g} of its standard deviation after "
                f"{self.stats.passes} passes",
                hint="Allow more passes, or a wider tolerance.",
            )
        )

    def explain(self) -> tuple[str, ...]:
        """Return in sentences what was done and found."""
        stats, order = self.stats, self.first_shown
        percent = f"{float(100 * self.level):g} %"
        tendency = f"{order.middle:+.2f} ({percent}: {order.low:+.2f} to {order.high:+.2f})"
        wrong = f"{stats.expected_wrong:.1f} of them wrongly"
        return (
            f"{people(stats.people)} took a side, in {counted(stats.votes, 'vote')}.",
            f"Being shown first changes the log odds of being called wiser by {tendency}.",
            f"People's own tendencies spread by {order.spread_of_people:.2f} around that.",
            f"{stats.called} of {counted(stats.rows, 'pair')} can be called, {wrong}.",
            "This is about those who were asked, as far as the model fits; it decides nothing.",
        )
