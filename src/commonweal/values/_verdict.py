"""What follows from the answers on a pair of values: the verdict that decides, in exact numbers."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Literal, TypeAlias

import numpy as np

from commonweal.documents import PairCounts, Thresholds, VerdictStatus
from commonweal.values._majority import fewest_for

if TYPE_CHECKING:
    from numpy.typing import NDArray

Wiser: TypeAlias = Literal["first", "second"]

VERDICT_STATUSES: tuple[VerdictStatus, ...] = ("thin", "complementary", "accepted", "contested")
"""The statuses in the order of the codes in `Verdicts.status`."""

_THIN, _COMPLEMENTARY, _ACCEPTED, _CONTESTED = range(4)


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """The verdict on one pair of values, with the whole numbers that it rests on."""

    status: VerdictStatus
    wiser: Wiser | None
    """Of an accepted pair: the one that people call wiser."""
    first: int
    """How many call the first wiser, in both orders of display."""
    second: int
    """How many call the second wiser, in both orders of display."""
    both_needed: int
    enough_to_accept: int
    """The fewest out of ``first + second`` that the threshold for acceptance asks for."""
    enough_to_complement: int
    """The fewest "both needed" that the threshold for complementary pairs asks for."""

    def explain(self) -> tuple[str, ...]:
        """Return in sentences which numbers the verdict rests on."""
        sides = self.first + self.second
        answered = sides + self.both_needed
        outcome = f": the {self.wiser} is wiser." if self.wiser else "."
        return (
            f"Of {answered} answers, {self.first} call the first wiser, {self.second} the second.",
            f"{self.both_needed} hold both to be needed.",
            f"Complementary asks for {self.enough_to_complement} of {answered}.",
            f"Accepted asks for {self.enough_to_accept} of {sides}.",
            "It also asks for more than the other side under each order of display.",
            f"The pair is {self.status}{outcome}",
        )


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Verdicts:
    """The verdicts on many pairs, as arrays."""

    status: NDArray[np.int8]
    """Positions in `VERDICT_STATUSES`."""
    wiser: NDArray[np.int8]
    """0 where the first is wiser, 1 where the second is, -1 where the pair is not accepted."""


def decide_pair(
    shown_first: PairCounts, shown_second: PairCounts, *, thresholds: Thresholds | None = None
) -> Verdict:
    """Return what people's answers on a pair of values amount to.

    With f and s the times each was called wiser and b the times both were called needed: ``thin``
    when f + s + b is below ``min_votes``; else ``complementary`` when it is probable enough that
    most hold both to be needed; else ``accepted`` when it is probable enough that most hold one of
    them to be wiser *and* it was called wiser more often than the other under each order of
    display; else ``contested``. Answers "neither" and "unsure" count for no side.

    A pair that was never shown in one of the two orders is not accepted: whoever always reads a
    value first may prefer it for that alone, and nothing in the answers could tell.

    Args:
        shown_first: the answers where the pair's first value was shown first.
        shown_second: the answers where its second value was shown first; still in the pair's own
            order, so that ``first`` means that the pair's first value is wiser.
        thresholds: the study's; the default ones if there are none.

    Raises:
        InvalidDocument: with code ``threshold-out-of-range``.
    """
    thresholds = thresholds or Thresholds()
    orders = (shown_first, shown_second)
    first = sum(counts.first for counts in orders)
    second = sum(counts.second for counts in orders)
    both = sum(counts.both_needed for counts in orders)
    to_accept = fewest_for(first + second, Fraction(thresholds.accepted))
    to_complement = fewest_for(first + second + both, Fraction(thresholds.complementary))
    status: VerdictStatus = "contested"
    wiser: Wiser | None = None
    if first + second + both < thresholds.min_votes:
        status = "thin"
    elif both >= to_complement:
        status = "complementary"
    elif first >= to_accept and all(counts.first > counts.second for counts in orders):
        status, wiser = "accepted", "first"
    elif second >= to_accept and all(counts.second > counts.first for counts in orders):
        status, wiser = "accepted", "second"
    return Verdict(
        status=status,
        wiser=wiser,
        first=first,
        second=second,
        both_needed=both,
        enough_to_accept=to_accept,
        enough_to_complement=to_complement,
    )


def decide_pairs(counts: NDArray[np.int64], *, thresholds: Thresholds | None = None) -> Verdicts:
    """Return the verdicts on many pairs: the same as `decide_pair` gives on each.

    Args:
        counts: pairs by order of display (0: the pair's first value was shown first) by answer
            (``first, second, both_needed, neither, unsure``, in the pair's own order).
        thresholds: the study's; the default ones if there are none.

    Raises:
        InvalidDocument: with code ``threshold-out-of-range``.

    Cost: linear in the pairs, and one exact critical value for each number of answers that occurs.
    """
    thresholds = thresholds or Thresholds()
    summed = counts[:, 0, :3] + counts[:, 1, :3]
    first, second, both = summed[:, 0], summed[:, 1], summed[:, 2]
    to_accept = _fewest_for_each(first + second, Fraction(thresholds.accepted))
    to_complement = _fewest_for_each(first + second + both, Fraction(thresholds.complementary))
    leads = (counts[:, :, 0] > counts[:, :, 1]).all(axis=1)
    trails = (counts[:, :, 1] > counts[:, :, 0]).all(axis=1)

    wiser = np.full(len(counts), -1, dtype=np.int8)
    wiser[(first >= to_accept) & leads] = 0
    wiser[(second >= to_accept) & trails] = 1
    status = np.where(wiser >= 0, _ACCEPTED, _CONTESTED).astype(np.int8)
    status[both >= to_complement] = _COMPLEMENTARY
    status[first + second + both < thresholds.min_votes] = _THIN
    wiser[status != _ACCEPTED] = -1
    return Verdicts(status=status, wiser=wiser)


def decide_between(
    first: int, second: int, *, thresholds: Thresholds | None = None
) -> Wiser | None:
    """Return which of two sides most people hold, where no order of display is in play.

    The rule of acceptance without its second half, and only where at least ``min_votes`` answered:
    for instance on whether so much at stake on one value outweighs so much on another.

    Raises:
        InvalidDocument: with code ``threshold-out-of-range``.
    """
    thresholds = thresholds or Thresholds()
    enough = fewest_for(first + second, Fraction(thresholds.accepted))
    if first + second < thresholds.min_votes or first == second:
        return None
    if first >= enough:
        return "first"
    return "second" if second >= enough else None


def _fewest_for_each(answers: NDArray[np.int64], threshold: Fraction) -> NDArray[np.int64]:
    # To look numbers up is several times faster than to sort them, and a pair has few answers.
    fewest = np.zeros(int(answers.max(initial=0)) + 1, dtype=np.int64)
    for number in np.flatnonzero(np.bincount(answers)).tolist():
        fewest[number] = fewest_for(number, threshold)
    return fewest[answers]
