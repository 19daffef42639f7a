"""Raking: weights that make the people who were asked add up to declared margins."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, ClassVar, Literal, Self, TypeAlias

import numpy as np

from commonweal.errors import InvalidDocument, NotConverged, Problem

if TYPE_CHECKING:
    from fractions import Fraction

    from numpy.typing import NDArray

    from commonweal.values import Stratification

RakingStatus: TypeAlias = Literal["converged", "max-steps", "small-group"]


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Margin:
    """A stratification, and the share that each of its groups is to have."""

    stratum: Stratification
    shares: tuple[Fraction, ...]
    """One for each of the stratum's values, positive, adding up to 1."""

    def __post_init__(self) -> None:
        wrong = [str(share) for share in self.shares if share <= 0]
        if len(self.shares) != len(self.stratum.values) or wrong or sum(self.shares) != 1:
            raise InvalidDocument(
                Problem(
                    code="invalid-margin",
                    path=self.stratum.name,
                    expected="a positive share for each value, adding up to 1",
                    found=" + ".join(map(str, self.shares)) or "no shares",
                )
            )


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class RakingProblem:
    """The people to weight, the margins to meet, and the weights to start from."""

    people: int
    margins: tuple[Margin, ...]
    design: NDArray[np.float64] | None = None
    """The weight that each person has by how they were chosen; the same for all if there is none.
    Positive; only their ratios matter."""

    def __post_init__(self) -> None:
        for margin in self.margins:
            if margin.stratum.of_participant.shape != (self.people,):
                raise _invalid_weights(
                    margin.stratum.name, f"a group for each of {self.people} people"
                )
        design = self.design
        if design is not None and not (
            design.shape == (self.people,) and np.isfinite(design).all() and (design > 0).all()
        ):
            raise _invalid_weights("design", f"{self.people} positive numbers")


@dataclass(frozen=True, slots=True, kw_only=True)
class RakingStats:
    """What the weights cost, and how well they meet the margins."""

    people: int
    effective: float
    """Kish's effective sample size, (Σw)²/Σw²: how many people with equal weights would tell a mean
    as well, if what is weighted by has nothing to do with what is asked."""
    smallest: float
    """The smallest weight, where the mean weight is 1."""
    largest: float
    largest_gap: float
    """By how much the weighted share of a group misses its margin at most, relative to it."""
    steps: int
    at_bounds: int
    """How many people's weights are as small or as large as the bounds allow."""
    small_groups: tuple[tuple[str, str], ...]
    """Stratum and value of the groups that are too small to be weighted."""


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class RakingResult:
    """A weight for each person, of mean 1. Weights inform; verdicts count people."""

    value: NDArray[np.float64]
    """The weights; where the status is ``small-group``, the design weights."""
    status: RakingStatus
    method: str
    parameters: Mapping[str, object] = field(default_factory=dict)
    stats: RakingStats

    def raise_for_status(self) -> Self:
        """Return the result itself if the weights meet every margin.

        Raises:
            NotConverged: with code ``margins-not-met``.
        """
        if self.status != "converged":
            raise NotConverged(
                Problem(
                    code="margins-not-met",
                    path=self.method,
                    expected="weights that meet every margin",
                    found=self.explain()[1],
                    hint="Join small groups, widen the bounds, or drop a margin.",
                )
            )
        return self

    def explain(self) -> tuple[str, ...]:
        """Return in sentences what was done."""
        stats = self.stats
        names = ", ".join(f"{stratum} {value}" for stratum, value in stats.small_groups)
        said = {
            "converged": f"All margins are met, within {stats.largest_gap:.1g} of each.",
            "max-steps": f"A margin is still missed by {stats.largest_gap:.2g} of it.",
            "small-group": f"Too few people to weight up: {names}.",
        }
        return (
            f"{stats.people} people were weighted by {self.method} in {stats.steps} steps.",
            said[self.status],
            f"They are worth {stats.effective:.1f} people with equal weights.",
            f"Weights run from {stats.smallest:.3g} to {stats.largest:.3g}; their mean is 1.",
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Raking:
    """Iterative proportional fitting of weights to margins, between bounds.

    The weights of each group are multiplied by one factor so that the group meets its share; one
    margin after the other, over and over, until all are met at once. Without bounds the weights are
    those that meet the margins and are closest to the design weights in Kullback-Leibler
    divergence. A person's weight is the design weight times the person's factors.

    With bounds, weights are cut off after each round, and the rounds go on: when it converges, both
    margins and bounds hold. Which of the many such weights come out has then no optimality.

    Whoever stands in no declared value of a stratum is passed over by its margin: those who do are
    brought to the declared shares among themselves.

    Where a group has fewer than ``min_people``, nobody is weighted: a few people cannot speak for
    many. An empty group has no solution at all. Margins that contradict each other, given which
    combinations of groups occur, end in ``max-steps``.

    Source: W. E. Deming and F. F. Stephan, Annals of Mathematical Statistics 11 (1940), 427-444;
    L. Kish, Survey Sampling (1965), section 11.7, for the effective size. Trimming and raking again
    as in M. P. Battaglia, D. C. Hoaglin, M. R. Frankel, Survey Practice 2 (2009).
    Cost: people times margins, for each step.
    """

    lowest: float = 0.0
    """No weight is below this, where the mean weight is 1."""
    highest: float = float("inf")
    tol: float = 1e-9
    """How far a group's weighted share may be from its margin, relative to the margin."""
    max_steps: int = 1000
    min_people: int = 1

    name: ClassVar[str] = "raking"

    def __post_init__(self) -> None:
        if not 0 <= self.lowest < 1 < self.highest:
            raise InvalidDocument(
                Problem(
                    code="bounds-out-of-range",
                    path="bounds",
                    expected="a lowest weight from 0 to below 1 and a highest above 1",
                    found=f"{self.lowest} and {self.highest}",
                    hint="The mean weight is 1.",
                )
            )


def solve_raking(problem: RakingProblem, method: Raking | None = None) -> RakingResult:
    """Return a weight for each person, so that the weighted people meet the declared margins.

    Weights correct for who was asked, in the respects that the margins name. They cannot correct
    for who would never have answered within a group.

    Args:
        problem: the people, in the order of their codes, the margins and the design weights.
        method: `Raking` with its bounds; without bounds if none is named.
    """
    method = method or Raking()
    weights = np.ones(problem.people) if problem.design is None else problem.design.copy()
    weights /= weights.mean() if len(weights) else 1.0
    small = _small_groups(problem, max(method.min_people, 1))
    steps, gap = 0, _largest_gap(problem, weights)
    if not small:
        while gap > method.tol and steps < method.max_steps:
            for margin in problem.margins:
                weights *= _factors(margin, weights)
            weights /= weights.mean()
            np.clip(weights, method.lowest, method.highest, out=weights)
            steps += 1
            gap = _largest_gap(problem, weights)
    met: RakingStatus = "converged" if gap <= method.tol else "max-steps"
    at_bounds = (weights <= method.lowest) | (weights >= method.highest)
    return RakingResult(
        value=weights,
        status="small-group" if small else met,
        method=method.name,
        parameters=asdict(method),
        stats=RakingStats(
            people=problem.people,
            effective=effective_size(weights),
            smallest=float(weights.min(initial=np.inf)) if len(weights) else 0.0,
            largest=float(weights.max(initial=0.0)),
            largest_gap=gap,
            steps=steps,
            at_bounds=int(at_bounds.sum()),
            small_groups=small,
        ),
    )


def effective_size(weights: NDArray[np.float64]) -> float:
    """Return Kish's effective sample size, (Σw)²/Σw².

    Source: L. Kish, Survey Sampling (1965), section 11.7.
    """
    squares = float((weights**2).sum())
    return float(weights.sum()) ** 2 / squares if squares > 0 else 0.0


def _weighted(margin: Margin, weights: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the weighted share of each group, among those who stand in one."""
    group = margin.stratum.of_participant
    stands = group >= 0
    sums = np.bincount(group[stands], weights=weights[stands], minlength=len(margin.shares))
    # Margins that contradict each other drive weights to nothing; a share of 0 would divide by it.
    tiny = np.finfo(float).tiny
    return np.maximum(sums / max(float(sums.sum()), tiny), tiny)


def _factors(margin: Margin, weights: NDArray[np.float64]) -> NDArray[np.float64]:
    declared = np.array([float(share) for share in margin.shares])
    factors = np.append(declared / _weighted(margin, weights), 1.0)
    # The last factor is for those who stand in no group, whose code is -1.
    return factors[margin.stratum.of_participant]


def _largest_gap(problem: RakingProblem, weights: NDArray[np.float64]) -> float:
    gaps = [0.0]
    for margin in problem.margins:
        declared = np.array([float(share) for share in margin.shares])
        gaps.append(float(np.abs(_weighted(margin, weights) / declared - 1).max()))
    return max(gaps)


def _small_groups(problem: RakingProblem, fewest: int) -> tuple[tuple[str, str], ...]:
    found = []
    for margin in problem.margins:
        group = margin.stratum.of_participant
        sizes = np.bincount(group[group >= 0], minlength=len(margin.shares))
        found += [
            (margin.stratum.name, value)
            for value, size in zip(margin.stratum.values, sizes.tolist(), strict=True)
            if size < fewest
        ]
    return tuple(found)


def _invalid_weights(path: str, expected: str) -> InvalidDocument:
    return InvalidDocument(
        Problem(code="invalid-weights", path=path, expected=expected, found="something else")
    )
