"""How large an effect has to be for a trial to find it."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from commonweal.elicitation._arm_problem import ArmProblem


SIMULATED_BLOCKS = 30
"""In more blocks than these what is found is not simulated, but told by Student's t."""

_TRIALS, _DEALS, _HALVINGS = 200, 199, 7


def detectable_difference(
    problem: ArmProblem,
    position: int,
    unit_spread: float,
    *,
    level: float,
    power: float,
    rng: np.random.Generator,
) -> float | None:
    """Return the true difference between an arm and the control that is found with ``power``.

    Where things happen or do not, and in few blocks, trials of the same sizes are drawn and tested,
    with a difference in the direction of one half, where it is harder to find; else by Student's t.

    Args:
        problem: the trial.
        position: of the arm.
        unit_spread: the standard deviation of the difference by chance, for outcomes of variance 1.
        level: the chance of finding any effect where there is none; it is divided by the arms.
        power: the chance of finding this difference.
        rng: draws the trials.

    Returns:
        The difference, to about a fiftieth; None if so few can be dealt in so few ways that chance
        does anything too often, or if it would have to be larger than there can be.

    Cost: of what is drawn, some 280,000 numbers for each block.
    """
    each = level / (len(problem.arms) - 1)
    if _least_p(problem, position) > each:
        return None
    blocks = len(np.unique(problem.block))
    if _happens_or_not(problem.outcome) and blocks <= SIMULATED_BLOCKS:
        return _simulated(problem, position, level=each, power=power, rng=rng)
    return _by_student(problem, position, unit_spread, level=each, power=power)


def _simulated(
    problem: ArmProblem, position: int, *, level: float, power: float, rng: np.random.Generator
) -> float | None:
    """Return the difference that trials of the same sizes find with ``power``, by halving."""
    treated, control = _sizes(problem, position)
    both = (treated > 0) & (control > 0)
    treated, control = treated[both], control[both]
    of_control = problem.arm == 0
    happened = np.bincount(
        problem.block[of_control], problem.outcome[of_control], minlength=len(both)
    )
    overall = float((happened.sum() + 1) / (of_control.sum() + 2))
    # The rate of a block of few is drawn towards that of all.
    rates = (happened[both] + 2 * overall) / (control + 2)
    towards = 1 if overall <= 0.5 else -1
    low, high = 0.0, max(overall, 1 - overall)
    for step in range(_HALVINGS):
        # First whether the largest there is would do.
        difference = high if step == 0 else (low + high) / 2
        moved = np.clip(rates + towards * difference, 0.0, 1.0)
        found = _found_in((treated, control), (moved, rates), level, rng)
        if step == 0 and found < power:
            return None
        low, high = (low, difference) if found >= power else (difference, high)
    return high


def _found_in(
    sizes: tuple[NDArray[np.int64], NDArray[np.int64]],
    rates: tuple[NDArray[np.float64], NDArray[np.float64]],
    level: float,
    rng: np.random.Generator,
) -> float:
    """Return in which share of trials drawn with such rates something is found."""
    treated, control = sizes
    shape = (_TRIALS, len(treated))
    seen = rng.binomial(treated, rates[0], shape)
    happened = (seen + rng.binomial(control, rates[1], shape))[:, None, :]
    # Dealt anew, an arm gets so many of a block's that happened, drawn without putting back.
    left = treated + control - happened
    dealt = rng.hypergeometric(happened, left, treated, (_TRIALS, _DEALS, len(treated)))
    both = np.concatenate([seen[:, None, :], dealt], axis=1)
    telling = treated * control / (treated + control)
    share = telling / telling.sum()
    differences = np.abs((both / treated - (happened - both) / control) @ share)
    reached = differences[:, :1] * (1 - 1e-9)
    p = (differences >= reached).sum(axis=1) / (_DEALS + 1)
    return float((p <= level).mean())


def _by_student(
    problem: ArmProblem, position: int, unit_spread: float, *, level: float, power: float
) -> float | None:
    from scipy.stats import t

    control = problem.arm == 0
    variance, freedom = variance_of_arm(problem, control)
    freedom += variance_of_arm(problem, problem.arm == position)[1]
    reach = float(t.ppf(1 - level / 2, freedom) + t.ppf(power, freedom)) * unit_spread
    difference = reach * math.sqrt(variance)
    if _happens_or_not(problem.outcome):
        happened = float((problem.outcome[control].sum() + 1) / (control.sum() + 2))
        room = max(happened, 1 - happened)
        towards = 1 if happened <= 0.5 else -1
        for _ in range(50):
            moved = happened + towards * min(difference, room)
            more = moved * (1 - moved) - happened * (1 - happened)
            difference = reach * math.sqrt(variance + max(more, -variance) / 2)
        return difference if difference <= room else None
    return difference if difference <= 1 or not is_share(problem.outcome) else None


def _least_p(problem: ArmProblem, position: int) -> float:
    """Return how often chance does the most that an arm and the control can show."""
    treated, control = _sizes(problem, position)
    sizes = [*zip(treated.tolist(), control.tolist(), strict=True)]
    ways = math.prod(math.comb(one + other, one) for one, other in sizes)
    # Where both are as large, what is exchanged whole differs as much the other way.
    return (2 if all(one == other for one, other in sizes) else 1) / ways


def _sizes(problem: ArmProblem, position: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return how many of an arm, and of the control, there are in each block."""
    treated, control = (
        np.bincount(problem.block[problem.arm == arm], minlength=int(problem.block.max()) + 1)
        for arm in (position, 0)
    )
    return treated, control


def _happens_or_not(outcome: NDArray[np.float64]) -> bool:
    return bool(np.isin(outcome, (0.0, 1.0)).all())


def is_share(outcome: NDArray[np.float64]) -> bool:
    """Tell whether outcomes are shares, from 0 to 1."""
    return bool(((outcome >= 0) & (outcome <= 1)).all())


def variance_of_arm(problem: ArmProblem, chosen: NDArray[np.bool_]) -> tuple[float, float]:
    """Return the variance of one arm's outcomes within blocks, and its degrees of freedom.

    Where things happen or do not, or all shares of an arm are alike, it is that of about two units
    of each kind more, with a variance of 1/4: an arm in which nothing was seen to differ is not one
    in which nothing does.
    """
    outcome = problem.outcome[chosen]
    _, block = np.unique(problem.block[chosen], return_inverse=True)
    means = np.bincount(block, outcome) / np.bincount(block)
    freedom = max(1.0, float(len(outcome) - len(means)))
    squares = float(((outcome - means[block]) ** 2).sum())
    if _happens_or_not(problem.outcome) or (squares == 0 and is_share(outcome)):
        return (squares + 1) / (freedom + 4), freedom
    return squares / freedom, freedom
