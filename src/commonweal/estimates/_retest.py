"""Whether people say the same when they are asked again: agreement, and shifts that go one way."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Literal, TypeAlias

import numpy as np

from commonweal.errors import InvalidDocument, Problem
from commonweal.estimates._exact_tail import holm
from commonweal.values import ANSWERS

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

Question: TypeAlias = tuple[str, str, str]
"""A context and the two values of a pair, in the pair's own order."""

RetestStatus: TypeAlias = Literal["estimated", "only_changes", "nobody_asked_again"]
Measure: TypeAlias = "Callable[[NDArray[np.int64]], NDArray[np.float64]]"

_FEWEST_PEOPLE = 3


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class RetestProblem:
    """Answers that people gave twice to the same question, one row for each person and question."""

    person: NDArray[np.int64]
    question: NDArray[np.int64]
    before: NDArray[np.int64]
    """Codes of answers, in the pair's own order: 0 means that its first value is wiser."""
    after: NDArray[np.int64]
    """In the same order, however the pair was shown the second time."""
    shown: NDArray[np.int64]
    """1 where the pair's second value was shown first, the first time; else 0."""
    questions: tuple[Question, ...] = ()
    """What the codes of questions stand for; may be left out."""
    only_changes: bool = False
    """Whether those who would have said the same again are missing, as where a vote is only
    recorded anew by somebody who changed their mind. Then there is no agreement to speak of."""

    def __post_init__(self) -> None:
        columns = (self.person, self.question, self.before, self.after, self.shown)
        answers = np.concatenate([self.before, self.after])
        known = not len(answers) or (answers.min() >= 0 and answers.max() < len(ANSWERS))
        if len({len(column) for column in columns}) != 1 or not known:
            raise InvalidDocument(
                Problem(
                    code="invalid-retest",
                    path="retest",
                    expected=f"columns of one length, and answers from 0 to {len(ANSWERS) - 1}",
                    found=f"lengths {[len(column) for column in columns]}",
                )
            )


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """One measure of agreement with its interval; absent ends where too few people answered."""

    value: float | None
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ShiftTest:
    """Whether changes of mind go one way."""

    statistic: float
    degrees: int
    p_value: float


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionShift:
    """One question on which more changed their mind one way than the other."""

    question: int
    to_first: int
    """How many went from calling the second wiser to calling the first."""
    to_second: int
    p_value: float
    adjusted: float


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Retest:
    """How reliable the answers are, and where they moved."""

    table: NDArray[np.int64]
    """Answers before by answers after, as the pair was shown the first time."""
    raw: Agreement
    """The share of answers that are the same. Like the next two, nothing where only changes are
    known."""
    kappa: Agreement
    """Cohen's kappa."""
    ac1: Agreement
    """Gwet's AC1."""
    shift: ShiftTest | None
    """The Stuart-Maxwell test over all questions; None where nobody changed."""
    shifts: tuple[QuestionShift, ...]
    """Each question that anybody changed sides on, with McNemar's exact test, by p-value."""


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class RetestResult:
    """What asking again showed."""

    value: Retest
    status: RetestStatus
    method: str
    parameters: Mapping[str, object]
    people: int
    answers: int

    def explain(self) -> tuple[str, ...]:
        """Return in sentences what was done."""
        if self.status == "only_changes":
            return (
                f"{self.people} people changed {self.answers} of their answers.",
                "Who would have said the same again is not recorded: this is no agreement.",
            )
        return (
            f"{self.people} people answered {self.answers} questions twice.",
            "Intervals leave out one person at a time, since one person's answers hang together.",
            "Who was asked again, and who answered again, is not a random choice by itself.",
        )


def solve_retest(problem: RetestProblem, *, level: Fraction = Fraction(19, 20)) -> RetestResult:
    """Return how far people say the same again.

    Raw agreement is the share of answers that stayed. Cohen's kappa and Gwet's AC1 set it against
    what chance would give: kappa from how often each answer was given before and after, AC1 from
    how rarely it is near one half. Where nearly everybody gives one answer kappa falls towards 0
    however reliable they are, and AC1 does not; so both are told. Answers stand in the order in
    which the values were shown the first time, so that neither depends on how cards are named.

    Intervals are jackknife intervals over people. The shift test of Stuart and Maxwell asks whether
    some answer is given more often the second time, over all questions; McNemar's exact test asks
    it of each question between the two sides, adjusted after Holm. Both treat the answers of one
    person as independent; where few people gave many, their p-values are too small.

    Args:
        problem: what was answered twice.
        level: the level of the intervals.

    Deviation: kappa and AC1 are pooled over questions, with one set of margins for all.

    Source: J. Cohen, Educational and Psychological Measurement 20 (1960), 37-46; K. Gwet, British
    Journal of Mathematical and Statistical Psychology 61 (2008), 29-48; Q. McNemar, Psychometrika
    12 (1947), 153-157; A. Stuart, Biometrika 42 (1955), and A. Maxwell, British Journal of
    Psychiatry 116 (1970).
    Cost: linear in the answers, and the square of the number of labels for each person.
    """
    kinds = len(ANSWERS)
    _, person = np.unique(problem.person, return_inverse=True)
    people = int(person.max(initial=-1)) + 1
    before, after = (_as_shown(said, problem.shown) for said in (problem.before, problem.after))
    cell = (person * kinds + before) * kinds + after
    tables = np.bincount(cell, minlength=people * kinds * kinds).reshape(-1, kinds, kinds)
    table = tables.sum(axis=0).astype(np.int64)

    def agreement(measure: Measure) -> Agreement:
        if problem.only_changes:
            return Agreement(value=None, low=None, high=None)
        return _jackknifed(measure, table, tables, level)

    known: RetestStatus = "only_changes" if problem.only_changes else "estimated"
    return RetestResult(
        value=Retest(
            table=table,
            raw=agreement(_raw),
            kappa=agreement(_kappa),
            ac1=agreement(_ac1),
            shift=stuart_maxwell(table),
            shifts=_shifts(problem),
        ),
        status=known if len(problem.person) else "nobody_asked_again",
        method="agreement with a jackknife over people",
        parameters={"level": level},
        people=people,
        answers=len(problem.person),
    )


def _as_shown(answer: NDArray[np.int64], shown: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return answers with "first" for the value that was shown first, the first time."""
    return np.where((answer < 2) & (shown == 1), 1 - answer, answer)


def _raw(tables: NDArray[np.int64]) -> NDArray[np.float64]:
    return np.asarray(np.trace(tables, axis1=1, axis2=2) / tables.sum(axis=(1, 2)))


def _kappa(tables: NDArray[np.int64]) -> NDArray[np.float64]:
    total = tables.sum(axis=(1, 2))
    chance = (tables.sum(axis=2) * tables.sum(axis=1)).sum(axis=1) / total**2
    return _beyond(_raw(tables), chance)


def _ac1(tables: NDArray[np.int64]) -> NDArray[np.float64]:
    total = tables.sum(axis=(1, 2))[:, None]
    share = (tables.sum(axis=2) + tables.sum(axis=1)) / (2 * total)
    chance = (share * (1 - share)).sum(axis=1) / (tables.shape[1] - 1)
    return _beyond(_raw(tables), chance)


def _beyond(raw: NDArray[np.float64], chance: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the agreement beyond chance; not a number where chance alone gives all of it."""
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(chance < 1, (raw - chance) / (1 - chance), np.nan)


def _jackknifed(
    measure: Measure,
    table: NDArray[np.int64],
    tables: NDArray[np.int64],
    level: Fraction,
) -> Agreement:
    from scipy.stats import t

    if not table.sum():
        return Agreement(value=None, low=None, high=None)
    whole = float(measure(table[None])[0])
    people = len(tables)
    if np.isnan(whole):
        return Agreement(value=None, low=None, high=None)
    if people < _FEWEST_PEOPLE:
        return Agreement(value=whole, low=None, high=None)
    left = measure(table[None] - tables)
    if np.isnan(left).any():
        return Agreement(value=whole, low=None, high=None)
    variance = (people - 1) / people * ((left - left.mean()) ** 2).sum()
    reach = t.ppf(0.5 + float(level) / 2, people - 1) * np.sqrt(variance)
    return Agreement(value=whole, low=max(-1.0, whole - reach), high=min(1.0, whole + reach))


def stuart_maxwell(table: NDArray[np.int64]) -> ShiftTest | None:
    """Return the test that answers are as frequent before as after; None if nobody changed.

    Answers that nobody left or took are passed over, so that the covariance can be inverted.

    Args:
        table: answers before by answers after.
    """
    from scipy.stats import chi2

    moved = table.sum(axis=1) + table.sum(axis=0) - 2 * np.diag(table) > 0
    kept = table[np.ix_(moved, moved)].astype(np.float64)
    if len(kept) < 2:
        return None
    difference = (kept.sum(axis=1) - kept.sum(axis=0))[:-1]
    covariance = -(kept + kept.T)
    np.fill_diagonal(covariance, kept.sum(axis=1) + kept.sum(axis=0) - 2 * np.diag(kept))
    covariance = covariance[:-1, :-1]
    # The rank falls where changes stay within separate sets of answers.
    degrees = int(np.linalg.matrix_rank(covariance))
    statistic = float(difference @ np.linalg.pinv(covariance) @ difference)
    return ShiftTest(
        statistic=statistic, degrees=degrees, p_value=float(chi2.sf(statistic, degrees))
    )


def mcnemar_exact(one_way: int, other_way: int) -> float:
    """Return the two-sided exact p-value that changes of mind go both ways alike."""
    from scipy.stats import binom

    changes = one_way + other_way
    return float(min(1.0, 2 * binom.cdf(min(one_way, other_way), changes, 0.5)))


def _shifts(problem: RetestProblem) -> tuple[QuestionShift, ...]:
    questions = int(problem.question.max(initial=-1)) + 1
    to_first = np.bincount(
        problem.question[(problem.before == 1) & (problem.after == 0)], minlength=questions
    )
    to_second = np.bincount(
        problem.question[(problem.before == 0) & (problem.after == 1)], minlength=questions
    )
    asked = np.flatnonzero(to_first + to_second)
    p_values = np.array(
        [mcnemar_exact(int(to_first[row]), int(to_second[row])) for row in asked.tolist()]
    )
    adjusted = holm(p_values) if len(p_values) else p_values
    found = [
        QuestionShift(
            question=row,
            to_first=int(to_first[row]),
            to_second=int(to_second[row]),
            p_value=float(p_values[place]),
            adjusted=float(adjusted[place]),
        )
        for place, row in enumerate(asked.tolist())
    ]
    return tuple(sorted(found, key=lambda shift: (shift.p_value, shift.question)))
