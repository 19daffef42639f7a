"""So many of so many, with exact intervals, and how many it takes to know or to pass."""

from __future__ import annotations

from dataclasses import dataclass

from commonweal.values import exact_lower_bound

_MOST_TRIALS = 100_000
_MOST_TO_PASS, _KEPT_FOR = 1_000, 11


@dataclass(frozen=True, slots=True, kw_only=True)
class Proportion:
    """A proportion with its Clopper–Pearson interval; of nothing, the interval is all there is."""

    hits: int
    of: int
    low: float
    high: float
    level: float
    """How often such intervals hold the true share, at least, if trials are independent."""

    @property
    def value(self) -> float | None:
        """The share observed; None of nothing."""
        return self.hits / self.of if self.of else None

    def lower(self, error: float) -> float:
        """Return the share below which the truth lies with probability at most ``error``."""
        return float(exact_lower_bound(self.hits, self.of, error=error))


def proportion(hits: int, of: int, *, level: float = 0.95) -> Proportion:
    """Return a proportion with its exact two-sided interval.

    The interval holds the truth at least as often as it says, at every size; so it is wide where
    there are few trials, and it should be.

    Args:
        hits: how many trials went this way, from 0 to ``of``.
        of: how many trials there were.
        level: between 0 and 1.

    Source: C. Clopper and E. Pearson, Biometrika 26 (1934).
    """
    each = (1 - level) / 2
    low, missed = exact_lower_bound([hits, of - hits], of, error=each).tolist()
    return Proportion(hits=hits, of=of, low=low, high=1 - missed, level=level)


def trials_for_width(width: float, *, share: float = 0.5, level: float = 0.95) -> int:
    """Return how many trials give an interval no wider than ``width`` about a share.

    Args:
        width: from the low to the high end, between 0 and 1.
        share: the share that is expected; one half needs the most trials.
        level: of the interval.

    Returns:
        The fewest, to within half a per cent.

    Cost: at most some hundred intervals for each factor of three in the answer.
    """
    trials = 1
    while trials < _MOST_TRIALS:
        found = proportion(round(share * trials), trials, level=level)
        if found.high - found.low <= width:
            return trials
        trials += max(1, trials // 200)
    return _MOST_TRIALS


def trials_to_pass(
    *, floor: float, share: float, error: float = 0.05, power: float = 0.8
) -> int | None:
    """Return how many trials show a share above a floor with the wanted probability.

    Args:
        floor: what has to be shown.
        share: what is true.
        error: how often what is at the floor may pass.
        power: how often what is true should pass.

    Returns:
        The fewest trials that reach the power, and keep it with one to ten more, since it goes up
        and down in steps; None if more than a thousand would be needed.

    Cost: two binomial tails for each number of trials up to the answer.
    """
    hits, in_a_row = 0, 0
    for trials in range(1, _MOST_TO_PASS + 1):
        while hits <= trials and _at_least(hits, trials, floor) > error:
            hits += 1
        reached = hits <= trials and _at_least(hits, trials, share) >= power
        in_a_row = in_a_row + 1 if reached else 0
        if in_a_row == _KEPT_FOR:
            return trials - _KEPT_FOR + 1
    return None


def _at_least(hits: int, of: int, share: float) -> float:
    """Return the probability of so many hits, or more."""
    from scipy.special import bdtrc

    return float(bdtrc(hits - 1, of, share)) if hits else 1.0
