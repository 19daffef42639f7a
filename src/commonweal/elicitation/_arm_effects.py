"""What a form of asking does to what people say: arms of a trial compared with their control."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

import numpy as np

from commonweal.documents import counted
from commonweal.elicitation._arm_power import detectable_difference, is_share, variance_of_arm
from commonweal.elicitation._arm_problem import ArmProblem, meets_no_control

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

_MOST_DRAWN_AT_ONCE = 4_000_000

EffectStatus: TypeAlias = Literal["found", "not_found"]


@dataclass(frozen=True, slots=True, kw_only=True)
class PermutationTest:
    """Compare each arm with the control by dealing the two anew, as chance might have dealt them.

    Args:
        replicates: how often to deal anew.
        level: the chance of finding an effect of any arm that has none, whatever others have.
        power: the chance with which the smallest effect that is called detectable is found.

    Source: R. A. Fisher, The Design of Experiments (1935), chapter II; for several arms at once
    S. Holm, Scandinavian Journal of Statistics 6 (1979), 65.
    """

    replicates: int = 9_999
    level: float = 0.05
    power: float = 0.8

    @property
    def name(self) -> str:
        """The method's name in results."""
        return "permutation of each arm and the control within blocks, after Holm"


@dataclass(frozen=True, slots=True, kw_only=True)
class ArmEffect:
    """One arm beside the control."""

    arm: str
    units: int
    mean: float
    control_mean: float
    """Of the control in the same blocks, weighted alike."""
    difference: float
    low: float
    high: float
    """The interval of the difference at one minus the level, for this arm by itself."""
    p: float
    """How often chance alone gives a difference as large as this, times what Holm asks for."""
    detectable: float | None
    """The smallest true difference that this many units find with the stated power, about; None if
    they find none so often, however large."""
    status: EffectStatus

    def within(self, margin: float) -> bool:
        """Say whether the whole interval lies within a margin around no difference.

        Only this says that an arm does (almost) nothing. That no effect was found says little where
        ``detectable`` is large.
        """
        return -margin < self.low and self.high < margin


@dataclass(frozen=True, slots=True, kw_only=True)
class ArmEffects:
    """Every arm beside the control."""

    value: tuple[ArmEffect, ...]
    status: EffectStatus
    """``found`` if any arm differs."""
    method: str
    parameters: Mapping[str, object]
    units: int
    blocks: int
    compared_in: int
    """The blocks in which at least two arms have units; the others compare nothing."""

    def explain(self) -> tuple[str, ...]:
        """Return in sentences what was done and found."""
        units, blocks = counted(self.units, "unit"), counted(self.blocks, "block")
        lines = [f"{units} in {blocks}, compared by {self.method}."]
        for effect in self.value:
            found = "differs from" if effect.status == "found" else "was not found to differ from"
            lines.append(
                f"{effect.arm} ({_number(effect.mean)}) {found} the control"
                f" ({_number(effect.control_mean)}):"
                f" {_points(effect.difference)}, from {_points(effect.low)} to"
                f" {_points(effect.high)}; chance"
                f" alone does as much in {effect.p:.4f} of assignments, after Holm."
                f" {_would_be_found(effect)}"
            )
        return tuple(lines)


def _number(number: float, sign: str = "") -> str:
    # What rounds to nothing has no sign of its own.
    return f"{round(number, 3) + 0.0:{sign}.3f}"


def _points(number: float) -> str:
    return _number(number, "+")


def _would_be_found(effect: ArmEffect) -> str:
    if effect.detectable is None:
        return "So few units would mostly have found no true difference, however large."
    return f"A true difference of {effect.detectable:.3f} would mostly have been found."


def solve_arm_effects(
    problem: ArmProblem, method: PermutationTest | None = None, *, rng: np.random.Generator
) -> ArmEffects:
    """Return how each arm differs from the control in what came out.

    Arms are compared within blocks, and the differences of blocks are weighted by how much they can
    tell (n1 n0 / (n1 + n0), after Mantel and Haenszel). The test holds exactly if units were
    assigned independently of one another and nobody's outcome hangs on another's arm. The interval
    does not come of the test: it is Neyman's, with the variance of each arm within blocks. Where
    things happen or do not, it is that of about two units of each kind more, so that it has a width
    where nothing ever happened; and it is cut at what there can be.

    Args:
        problem: arms, blocks and outcomes.
        method: the number of replicates, the level and the power.
        rng: what deals anew.

    Raises:
        InvalidDocument: with code ``arm-without-outcome`` if arms meet in no block.

    Cost: for each arm replicates times its and the control's units, and a sort of each replicate.
    """
    method = method or PermutationTest()
    contrast, unit_spread = _contrasts(problem)
    raw = [
        _share_by_chance(problem, position, contrast[:, position - 1], method.replicates, rng)
        for position in range(1, len(problem.arms))
    ]
    effects = tuple(
        _effect(
            problem,
            method,
            position,
            contrast=contrast[:, position - 1],
            unit_spread=float(unit_spread[position - 1]),
            p=p,
            rng=rng,
        )
        for position, p in enumerate(_after_holm(raw), start=1)
    )
    blocks = np.unique(problem.block)
    return ArmEffects(
        value=effects,
        status="found" if any(effect.status == "found" for effect in effects) else "not_found",
        method=method.name,
        parameters={"replicates": method.replicates, "level": method.level, "power": method.power},
        units=len(problem.arm),
        blocks=len(blocks),
        compared_in=len(np.unique(problem.block[(contrast != 0).any(axis=1)])),
    )


def _after_holm(p_values: list[float]) -> list[float]:
    """Return p-values that are compared with the level as if each stood alone."""
    adjusted, most = [0.0] * len(p_values), 0.0
    for rank, place in enumerate(sorted(range(len(p_values)), key=p_values.__getitem__)):
        most = max(most, min(1.0, (len(p_values) - rank) * p_values[place]))
        adjusted[place] = most
    return adjusted


def _contrasts(problem: ArmProblem) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return each unit's part in each arm's difference, and what chance makes of the difference.

    The outcomes times the first are the differences; the second are their standard deviations if
    outcomes have a variance of 1 in each block.
    """
    arms = len(problem.arms)
    _, block = np.unique(problem.block, return_inverse=True)
    sizes = np.zeros((int(block.max()) + 1, arms))
    np.add.at(sizes, (block, problem.arm), 1)
    contrast = np.zeros((len(problem.arm), arms - 1))
    unit_spread = np.zeros(arms - 1)
    for position in range(1, arms):
        treated, control = sizes[:, position], sizes[:, 0]
        telling = treated * control / np.maximum(treated + control, 1)
        if not telling.sum():
            raise meets_no_control(problem.arms[position])
        share = telling / telling.sum()
        per_treated = share / np.maximum(treated, 1)
        per_control = share / np.maximum(control, 1)
        contrast[:, position - 1] = np.where(problem.arm == position, per_treated[block], 0.0)
        contrast[:, position - 1] -= np.where(problem.arm == 0, per_control[block], 0.0)
        # Both parts are drawn from one block without replacement: variance times (1/n1 + 1/n0).
        both = np.divide(
            treated + control, treated * control, out=np.zeros_like(share), where=telling > 0
        )
        unit_spread[position - 1] = np.sqrt((share**2 * both).sum())
    return contrast, unit_spread


def _share_by_chance(
    problem: ArmProblem,
    position: int,
    contrast: NDArray[np.float64],
    replicates: int,
    rng: np.random.Generator,
) -> float:
    """Return how often dealing an arm and the control anew gives a difference as large."""
    # Other arms stay as they are: what they do is no part of what chance does to these two.
    chosen = np.flatnonzero((problem.arm == position) | (problem.arm == 0))
    order = chosen[np.argsort(problem.block[chosen], kind="stable")]
    _, block = np.unique(problem.block[order], return_inverse=True)
    outcome, contrast = problem.outcome[order], contrast[order]
    # What chance gives is added up in another order: equal ones may differ in the last digits.
    reached = abs(float(outcome @ contrast)) * (1 - 1e-9)
    at_once = max(1, _MOST_DRAWN_AT_ONCE // len(order))
    extreme = 1
    for start in range(0, replicates, at_once):
        rows = min(at_once, replicates - start)
        # Whole numbers keep blocks apart, and the fractions put each block in a random order.
        shuffled = np.argsort(rng.random((rows, len(order))) + block, axis=1)
        extreme += int((np.abs(outcome[shuffled] @ contrast) >= reached).sum())
    return extreme / (replicates + 1)


def _effect(
    problem: ArmProblem,
    method: PermutationTest,
    position: int,
    *,
    contrast: NDArray[np.float64],
    unit_spread: float,
    p: float,
    rng: np.random.Generator,
) -> ArmEffect:
    from scipy.stats import t

    treated, control = problem.arm == position, problem.arm == 0
    variance, freedom = np.array(
        [variance_of_arm(problem, chosen) for chosen in (treated, control)]
    ).T
    error = float(
        np.sqrt(
            variance[0] * (contrast[treated] ** 2).sum()
            + variance[1] * (contrast[control] ** 2).sum()
        )
    )
    difference = float(problem.outcome @ contrast)
    # The smaller of both is the careful one of Welch's bounds on the degrees of freedom.
    reach = float(t.ppf(1 - method.level / 2, max(1.0, freedom.min()))) * error
    control_mean = float(-(problem.outcome * contrast)[control].sum())
    most = 1.0 if is_share(problem.outcome) else float("inf")
    return ArmEffect(
        arm=problem.arms[position],
        units=int(treated.sum()),
        mean=control_mean + difference,
        control_mean=control_mean,
        difference=difference,
        low=max(-most, difference - reach),
        high=min(most, difference + reach),
        p=p,
        detectable=detectable_difference(
            problem, position, unit_spread, level=method.level, power=method.power, rng=rng
        ),
        status="found" if p <= method.level else "not_found",
    )
