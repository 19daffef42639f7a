"""An alarm on value collapse that may be looked at daily, with a stated rate of false alarms."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from math import isqrt
from typing import TYPE_CHECKING

import numpy as np

from commonweal.stewardship._diversity import diversity_at

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

_JUMP = 0.01
"""How readily a bettor changes sides; validity does not hang on it, only power does."""

_BETS = (0.0, 0.5, 1.0)
"""How much is bet at each step: nothing, half of what may be lost, or all."""


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class ValueWatch:
    """The evidence after each occasion that fewer values are attended to, or others.

    Evidence is the capital of somebody who began with 1 and bet against nothing having changed.
    If nothing has, it ever reaches 2/rate with probability at most rate/2, so that a false alarm of
    either kind, however long and often one looks, has a probability of at most ``rate``.
    """

    collapse: NDArray[np.float64]
    """Evidence that what is attended to is ever more what was attended to most already."""
    drift: NDArray[np.float64]
    """Evidence that it is ever more what was attended to least, or not at all."""
    kept: NDArray[np.float64]
    """The effective number of values of the last occasions, of order 1, as a share of what as many
    of the earlier ones would be expected to show; 1 while there are too few, or no evidence."""
    alarm_below: float
    """There is an alarm of collapse only where no more than this share is kept."""
    rate: float
    """The probability of a false alarm, ever, if occasions are exchangeable."""
    seed: int

    @property
    def threshold(self) -> float:
        """The evidence at which there is an alarm."""
        return 2 / self.rate

    @property
    def collapse_at(self) -> int | None:
        """After how many occasions there is an alarm of collapse, if there is one."""
        return _first((self.collapse >= self.threshold) & (self.kept <= self.alarm_below))

    @property
    def drift_at(self) -> int | None:
        """After how many occasions there is an alarm of drift, if there is one."""
        return _first(self.drift >= self.threshold)

    def explain(self) -> tuple[str, ...]:
        """Return in sentences what the watch shows."""
        lines = [f"{len(self.collapse)} occasions were watched."]
        for what, at, evidence in (
            ("fewer values", self.collapse_at, self.collapse),
            ("other values", self.drift_at, self.drift),
        ):
            most = max(evidence, default=1.0)
            lines.append(
                f"Alarm of {what} after {at} occasions."
                if at is not None
                else f"No alarm of {what}; the evidence was {most:.3g} at most, of the "
                f"{self.threshold:.3g} that it takes."
            )
        return (
            *lines,
            f"If nothing changed, either alarm comes with probability {self.rate:.2g} at most.",
            "Not to be alarmed does not show that nothing changed.",
        )


def watch_values(
    attended: Sequence[str],
    *,
    seed: int,
    rate: float = 0.05,
    alarm_below: float = 0.8,
    window: int = 20,
) -> ValueWatch:
    """Watch which values are attended to, occasion by occasion, for collapse and for drift.

    After each occasion it is asked how common the value is among all so far, this one counted, and
    which share of occasions has a commoner one, ties broken at random. Values count as equally
    common whose counts have the same whole square root, which is about what chance alone makes of
    equal ones. If the occasions are exchangeable, these shares are independent and uniform. Bets
    that they are small, or large, then gain nothing on average; with collapse they are small, with
    drift large, and the bets pay. A life in strict rotation is not exchangeable either, and wins
    bets on collapse; so an alarm of collapse also takes that fewer values are in fact attended to.
    That can only make alarms rarer.

    What follows one another and hangs together (a week with one matter) is not exchangeable, and is
    to be given as one occasion. A life that changes for good reasons changes too: an alarm says
    that something did, and asks the person whether they want it.

    Args:
        attended: for each occasion, in order of time, the value that decided, or was attended to.
        seed: of the generator that breaks ties.
        rate: how often a false alarm may come, ever: between 0 and 1.
        alarm_below: which share of the effective number of values may at most be kept for an alarm
            of collapse.
        window: how many occasions are the last ones, for that share; at least 2.

    Source: V. Vovk, Testing randomness online, Statistical Science 36 (2021), the Simple Jumper,
    with bets to one side; J. Ville's inequality for the rate.
    Cost: occasions × values × window.
    """
    rng = np.random.default_rng(seed)
    shares = np.empty(len(attended))
    counts: Counter[str] = Counter()
    for place, name in enumerate(attended):
        counts[name] += 1
        height = isqrt(counts[name])
        commoner = sum(times for times in counts.values() if isqrt(times) > height)
        as_common = sum(times for times in counts.values() if isqrt(times) == height)
        shares[place] = (commoner + rng.random() * as_common) / (place + 1)
    collapse = _capital(shares, -1)
    kept = np.ones(len(attended))
    for end in np.flatnonzero(collapse >= 2 / rate).tolist():
        kept[end] = _kept(attended[: end + 1], window)
    return ValueWatch(
        collapse=collapse,
        drift=_capital(shares, 1),
        kept=kept,
        alarm_below=alarm_below,
        rate=rate,
        seed=seed,
    )


def _kept(attended: Sequence[str], window: int) -> float:
    """Return how many values the last occasions have of what as many of the others would have."""
    if len(attended) < 2 * window:
        return 1.0
    earlier, last = (
        list(Counter(part).values()) for part in (attended[:-window], attended[-window:])
    )
    return diversity_at(last, window)[1] / diversity_at(earlier, window)[1]


def _capital(shares: NDArray[np.float64], side: int) -> NDArray[np.float64]:
    """Return the capital after each bet that shares are small (-1) or large (1)."""
    bets = np.array(_BETS)
    held = np.full(len(bets), 1 / len(bets))
    found = np.empty(len(shares))
    for place, share in enumerate(shares):
        held = (1 - _JUMP) * held + _JUMP * held.sum() / len(bets)
        held = held * (1 + side * 2 * bets * (share - 0.5))
        found[place] = held.sum()
    return found


def _first(reached: NDArray[np.bool_]) -> int | None:
    return int(reached.argmax()) + 1 if reached.any() else None
