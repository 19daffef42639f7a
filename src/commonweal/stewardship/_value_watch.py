"""An alarm on value collapse that may be looked at daily, with a stated rate of false alarms."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

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

    Each is the capital of somebody who began with 1 and bet against nothing having changed. If
    nothing has, it ever reaches 2/rate with probability at most rate/2, so that a false alarm of
    either kind, however long and often one looks, has a probability of at most ``rate``.
    """

    collapse: NDArray[np.float64]
    """Evidence that what is attended to is ever more what was attended to most already."""
    drift: NDArray[np.float64]
    """Evidence that it is ever more what was attended to least, or not at all."""
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
        return _first(self.collapse >= self.threshold)

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


def watch_values(attended: Sequence[str], *, seed: int, rate: float = 0.05) -> ValueWatch:
    """Watch which values are attended to, occasion by occasion, for collapse and for drift.

    After each occasion it is asked how common the value is among all so far, this one counted, and
    which share of occasions has a commoner one, ties broken at random. If the occasions are
    exchangeable, these shares are independent and uniform. Bets that they are small, or large, then
    gain nothing on average; with collapse they are small, with drift large, and the bets pay.

    What follows one another and hangs together (a week with one matter) is not exchangeable, and is
    to be given as one occasion. A life that changes for good reasons changes too: an alarm says
    that something did, and asks the person whether they want it.

    Args:
        attended: for each occasion, in order of time, the value that decided, or was attended to.
        seed: of the generator that breaks ties.
        rate: how often a false alarm may come, ever: between 0 and 1.

    Source: V. Vovk, Testing randomness online, Statistical Science 36 (2021), the Simple Jumper,
    with bets to one side; J. Ville's inequality for the rate.
    Cost: occasions × values.
    """
    rng = np.random.default_rng(seed)
    shares = np.empty(len(attended))
    counts: Counter[str] = Counter()
    for place, name in enumerate(attended):
        counts[name] += 1
        commoner = sum(times for times in counts.values() if times > counts[name])
        as_common = sum(times for times in counts.values() if times == counts[name])
        shares[place] = (commoner + rng.random() * as_common) / (place + 1)
    return ValueWatch(
        collapse=_capital(shares, -1), drift=_capital(shares, 1), rate=rate, seed=seed
    )


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
