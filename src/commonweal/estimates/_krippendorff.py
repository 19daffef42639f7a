"""Krippendorff's alpha: agreement on what was answered, beyond what chance would give."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from commonweal.estimates._interval_estimate import IntervalEstimate, jackknife_interval
from commonweal.values import ANSWERS

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from commonweal.values import Votes


def krippendorff_alpha(counts: NDArray[np.int64], *, mirrored: bool = False) -> float | None:
    """Return Krippendorff's alpha for answers that are named and not ordered.

    1 where all agree on every unit, 0 where they agree as often as answers drawn from all units
    together would, below 0 where they agree less often. A unit with a single answer says nothing
    and is left out.

    Args:
        counts: one row for each unit, one column for each kind of answer: how often it was given.
        mirrored: the first two columns are the two sides of a pair, whose order means nothing. They
            are then taken to be equally common in chance agreement, so that alpha does not depend
            on which value of a pair is called its first.

    Returns:
        None where no unit has two answers, or all answers are the same.

    Source: K. Krippendorff, Content Analysis, 2nd edition (2004), section 11.3; missing answers as
    there. Deviation: ``mirrored``.
    Cost: linear in the units.
    """
    answered = counts.sum(axis=1)
    units = counts[answered > 1].astype(np.float64)
    if not len(units):
        return None
    number = units.sum(axis=1)
    apart = ((number**2 - (units**2).sum(axis=1)) / (number - 1)).sum()
    found = _alpha(apart, units.sum(axis=0), mirrored=mirrored)
    return None if np.isnan(found) else float(found)


def pair_alpha(votes: Votes) -> IntervalEstimate | None:
    """Return alpha on which value of a pair is the wiser, with a jackknife interval by person.

    A unit is a pair in a context, in both orders of display together; the answers are the one
    value, the other, both needed, neither, unsure. Here acquiescence counts as disagreement.

    Returns:
        None where alpha is not defined.

    Cost: linear in the votes.
    """
    unit = np.cumsum(votes.starts_pair()) - 1
    return _with_interval(votes, unit, votes.answer.astype(np.int64), mirrored=True)


def shown_alpha(votes: Votes) -> IntervalEstimate | None:
    """Return alpha on the answer to each question as it was shown, as published data allow it.

    A unit is a pair in a context in one order of display; the answers are first shown, last shown,
    both needed, neither, unsure. Whoever always says "first" agrees with everybody who does, so
    alpha of this kind can be had by acquiescence alone.

    Returns:
        None where alpha is not defined.

    Cost: linear in the votes.
    """
    unit = (np.cumsum(votes.starts_pair()) - 1) * 2 + votes.shown
    as_shown = np.where(votes.answer < 2, votes.answer ^ votes.shown, votes.answer)
    return _with_interval(votes, unit, as_shown.astype(np.int64), mirrored=False)


def _with_interval(
    votes: Votes, unit: NDArray[np.int64], said: NDArray[np.int64], *, mirrored: bool
) -> IntervalEstimate | None:
    kinds = len(ANSWERS)
    units = int(unit.max(initial=-1)) + 1
    counts = np.bincount(unit * kinds + said, minlength=units * kinds).reshape(units, kinds)
    estimate = krippendorff_alpha(counts, mirrored=mirrored)
    if estimate is None:
        return None
    without = _without_each(votes, unit, said, counts.astype(np.float64), mirrored=mirrored)
    return jackknife_interval(estimate, without, within=(-1.0, 1.0))


def _without_each(
    votes: Votes,
    unit: NDArray[np.int64],
    said: NDArray[np.int64],
    counts: NDArray[np.float64],
    *,
    mirrored: bool,
) -> NDArray[np.float64]:
    """Return alpha without each person in turn, from what leaves with each of their answers."""
    number = counts.sum(axis=1)
    paired = number > 1
    apart = np.zeros(len(counts))
    apart[paired] = _disagreement(number[paired], (counts[paired] ** 2).sum(axis=1))
    _, person = np.unique(votes.participant, return_inverse=True)
    people = int(person.max()) + 1

    left = number[unit] - 1
    squares = (counts[unit] ** 2).sum(axis=1) - 2 * counts[unit, said] + 1
    still = left > 1
    again = np.zeros(len(unit))
    again[still] = _disagreement(left[still], squares[still])
    less = np.bincount(person, weights=apart[unit] - again, minlength=people)
    # Of a unit with two answers, the other leaves as well: it is compared with none.
    gone = np.where((left == 1)[:, None], counts[unit], np.eye(counts.shape[1])[said])
    gone[left == 0] = 0
    leaving = np.stack(
        [np.bincount(person, weights=column, minlength=people) for column in gone.T], axis=1
    )
    return _alpha(apart.sum() - less, counts[paired].sum(axis=0) - leaving, mirrored=mirrored)


def _disagreement(number: NDArray[np.float64], squares: NDArray[np.float64]) -> NDArray[np.float64]:
    return (number**2 - squares) / (number - 1)


def _alpha(
    apart: NDArray[np.float64] | np.float64, answers: NDArray[np.float64], *, mirrored: bool
) -> NDArray[np.float64]:
    """Return alpha from the disagreement within units and the number of each answer in all."""
    if mirrored:
        halved = answers[..., :2].mean(axis=-1, keepdims=True)
        answers = np.concatenate([halved, halved, answers[..., 2:]], axis=-1)
    whole = answers.sum(axis=-1)
    by_chance = whole**2 - (answers**2).sum(axis=-1)
    observed = np.asarray((whole - 1) * apart)
    ratio = np.divide(observed, by_chance, out=np.full(observed.shape, np.nan), where=by_chance > 0)
    return np.asarray(1 - ratio)
