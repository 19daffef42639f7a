"""How large an effect has to be for a trial to find it."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from commonweal.elicitation._arm_problem import ArmProblem


def detectable_difference(
    problem: ArmProblem, unit_spread: float, *, level: float, power: float
) -> float:
    """Return the true difference between an arm and the control that is found with ``power``.

    Where things happen or do not, a difference changes the variance too: it is taken in the
    direction of one half, where it is harder to find. An approximation by the normal distribution.

    Args:
        problem: the trial.
        unit_spread: the standard deviation of the difference by chance, for outcomes of variance 1.
        level: the chance of finding any effect where there is none; it is divided by the arms.
        power: the chance of finding this difference.
    """
    from scipy.stats import norm

    tail = level / (len(problem.arms) - 1) / 2
    reach = float(norm.ppf(1 - tail) + norm.ppf(power)) * unit_spread
    control = problem.arm == 0
    variance, _ = variance_of_arm(problem, control)
    if not _happens_or_not(problem.outcome):
        return reach * math.sqrt(variance)
    happened = float((problem.outcome[control].sum() + 1) / (control.sum() + 2))
    towards = 1 if happened <= 0.5 else -1
    difference = 0.0
    for _ in range(50):
        moved = min(1.0, max(0.0, happened + towards * difference))
        mixed = (happened * (1 - happened) + moved * (1 - moved)) / 2
        difference = reach * math.sqrt(mixed)
    return difference


def _happens_or_not(outcome: NDArray[np.float64]) -> bool:
    return bool(np.isin(outcome, (0.0, 1.0)).all())


def variance_of_arm(problem: ArmProblem, chosen: NDArray[np.bool_]) -> tuple[float, float]:
    """Return the variance of one arm's outcomes within blocks, and its degrees of freedom.

    Where things happen or do not, or all shares of an arm are alike, it is that of two units of
    each kind more: an arm in which nothing was seen to differ is not one in which nothing does.
    """
    outcome = problem.outcome[chosen]
    _, block = np.unique(problem.block[chosen], return_inverse=True)
    means = np.bincount(block, outcome) / np.bincount(block)
    freedom = max(1.0, float(len(outcome) - len(means)))
    variance = float(((outcome - means[block]) ** 2).sum() / freedom)
    alike = variance == 0 and bool(((outcome >= 0) & (outcome <= 1)).all())
    if alike or _happens_or_not(problem.outcome):
        happened = (outcome.sum() + 1) / (len(outcome) + 2)
        variance = max(variance, float(happened * (1 - happened)))
    return variance, freedom
