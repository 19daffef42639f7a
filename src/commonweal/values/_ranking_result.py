"""What a ranking is computed from, and what comes out, whichever the method."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, Protocol, Self, TypeAlias

import numpy as np

from commonweal.errors import InvalidDocument, NotConverged, Problem

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from commonweal.values._value_graph import ValueGraph

RankingStatus: TypeAlias = Literal["exact", "converged", "max_steps"]

_TIED_WITHIN = 9


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class RankingProblem:
    """The values of one context, which is held wiser than which, and how many endorse each."""

    graph: ValueGraph
    endorsements: NDArray[np.float64] | None = None
    """How many people hold each value; one each if nothing is said. Only some methods ask."""

    def __post_init__(self) -> None:
        if self.endorsements is None:
            return
        expected = f"{self.graph.values} numbers, none negative"
        if self.endorsements.shape != (self.graph.values,):
            raise _invalid_endorsements(expected, f"an array of {self.endorsements.shape}")
        if not (np.isfinite(self.endorsements).all() and (self.endorsements >= 0).all()):
            raise _invalid_endorsements(expected, f"{self.endorsements.min()}")


@dataclass(frozen=True, slots=True, kw_only=True)
class RankingStats:
    """What a ranking took, for those who want to look into it."""

    values: int
    edges: int
    without_wiser: int
    """How many values have none that is held wiser."""
    steps: int
    residual: float
    """How much the scores still moved in the last step, summed over values; 0 if exact."""


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class RankingResult:
    """A score for each value, with the method that gave it."""

    value: NDArray[np.float64]
    """The scores, in the order of the values."""
    status: RankingStatus
    method: str
    parameters: Mapping[str, object] = field(default_factory=dict)
    stats: RankingStats

    def places(self) -> NDArray[np.int64]:
        """Return the place of each value, from 1; values that are tied share the better place."""
        return places(self.value)

    def raise_for_status(self) -> Self:
        """Return the result itself if the method came to its end.

        Raises:
            NotConverged: with code ``ranking-not-converged``.
        """
        if self.status == "max_steps":
            raise NotConverged(
                Problem(
                    code="ranking-not-converged",
                    path=self.method,
                    expected="scores that no longer move",
                    found=f"scores that moved by {self.stats.residual:.2g} in the last step",
                    hint="Allow more steps, a larger tolerance, or a smaller damping factor.",
                )
            )
        return self

    def explain(self) -> tuple[str, ...]:
        """Return in sentences what was done."""
        stats = self.stats
        named = ", ".join(f"{name} {value}" for name, value in self.parameters.items())
        return (
            f"{stats.values} values were ranked by {self.method}"
            + (f" ({named})." if named else "."),
            f"{stats.edges} edges lead to wiser values; {stats.without_wiser} values have none.",
            f"It ended {self.status} after {stats.steps} steps.",
            f"The scores add up to {self.value.sum():.12g}.",
            "A ranking informs; it decides nothing.",
        )


class RankingMethod(Protocol):
    """A way to rank values: a small frozen record of its parameters."""

    @property
    def name(self) -> str:
        """What the method is called in results."""

    def rank(self, problem: RankingProblem) -> RankingResult:
        """Return the scores of the problem's values."""


def places(scores: NDArray[np.float64]) -> NDArray[np.int64]:
    """Return the place of each score, 1 for the highest; ties share the better place.

    Scores are tied when they agree to nine decimals of the mean score, so that rounding inside a
    method does not tell values apart that it treats alike.
    """
    mean = float(scores.mean()) if len(scores) else 0.0
    compared = np.round(scores / mean, _TIED_WITHIN) if mean > 0 else scores
    descending = np.sort(-compared)
    return np.searchsorted(descending, -compared, side="left") + 1


def _invalid_endorsements(expected: str, found: str) -> InvalidDocument:
    return InvalidDocument(
        Problem(code="invalid-endorsements", path="endorsements", expected=expected, found=found)
    )
