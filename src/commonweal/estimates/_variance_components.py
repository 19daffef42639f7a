"""Who votes against what is voted on: the share of variance that people and questions explain."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

import numpy as np

from commonweal.estimates._interval_estimate import IntervalEstimate, jackknife_interval
from commonweal.estimates._shown_questions import ShownQuestions
from commonweal.estimates._sums import sums

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from commonweal.values import Votes

VarianceStatus: TypeAlias = Literal["estimated", "cut-at-zero", "not-identified"]

_SINGULAR = 1e-9


@dataclass(frozen=True, slots=True, kw_only=True)
class VarianceComponents:
    """The variance of saying "the first is wiser", divided between people, questions and the rest.

    ``person`` and ``question`` are intraclass correlations: how alike two answers are for being of
    the same person, or on the same question. They are None where the votes cannot tell.
    """

    person: IntervalEstimate | None
    question: IntervalEstimate | None
    status: VarianceStatus
    method: str
    people: int
    questions: int
    votes: int

    def explain(self) -> tuple[str, ...]:
        """Return in sentences what was done."""
        sentences = {
            "estimated": "Every component came out positive.",
            "cut-at-zero": "A component came out negative and is put at 0.",
            "not-identified": "People gave too few votes each to tell people from questions.",
        }
        return (
            f"{self.people} people gave {self.votes} answers to {self.questions} questions.",
            "A question is a pair of values in a context in one order of display.",
            f"Components of variance by {self.method}.",
            sentences[self.status],
        )


def variance_components(votes: Votes) -> VarianceComponents:
    """Return how much of the answers is owed to who answers, and how much to what is asked.

    The model is y = μ + person + question + rest, crossed, each part random, y being 1 where the
    value shown first is called the wiser and 0 for any other answer. The components are Henderson's
    method 1: the unadjusted sums of squares between people, between questions and in all are set
    equal to their expectations, which holds whoever answered what, and needs no iteration. Balanced
    votes give the two-way analysis of variance. A negative component is put at 0.

    If the person correlation exceeds the question correlation, knowing who answers says more about
    an answer than knowing what was asked: on the votes published in 2023, 0.15 against 0.05.

    The intervals are a jackknife by person, and hold the questions fixed. Close to 0 they are too
    short: of a true 0.02 with 150 people, 87 in a hundred contained it in a simulation. Binary
    answers make the rest depend on the shares, which the model ignores, as all such analyses of yes
    and no do.

    Source: C. R. Henderson, "Estimation of variance and covariance components", Biometrics 9
    (1953), 226-252, method 1; S. R. Searle, G. Casella, C. E. McCulloch, Variance Components
    (1992), section 5.3.
    Cost: linear in the votes; one system of three equations for each person.
    """
    asked = ShownQuestions.of(votes)
    moments = _Moments.of(asked)
    person, question, cut = moments.everybody()
    shares: list[IntervalEstimate | None] = [None, None]
    status: VarianceStatus = "not-identified"
    if person is not None and question is not None:
        status = "cut-at-zero" if cut else "estimated"
        shares = [
            jackknife_interval(estimate, each, within=(0.0, 1.0))
            for estimate, each in zip((person, question), moments.without_each(), strict=True)
        ]
    return VarianceComponents(
        person=shares[0],
        question=shares[1],
        status=status,
        method="Henderson's method 1",
        people=asked.people,
        questions=asked.questions,
        votes=len(asked.person),
    )


@dataclass(frozen=True, slots=True, eq=False)
class _Moments:
    """The sums that Henderson's equations are made of."""

    asked: ShownQuestions
    by_person: NDArray[np.float64]
    """How often each person answered."""
    by_question: NDArray[np.float64]
    said_by_person: NDArray[np.float64]
    said_by_question: NDArray[np.float64]

    @classmethod
    def of(cls, asked: ShownQuestions) -> _Moments:
        said = asked.said_first
        return cls(
            asked,
            np.bincount(asked.person, minlength=asked.people).astype(np.float64),
            np.bincount(asked.question, minlength=asked.questions).astype(np.float64),
            sums(asked.person, said, asked.people),
            sums(asked.question, said, asked.questions),
        )

    def everybody(self) -> tuple[float | None, float | None, bool]:
        """Return both correlations, and whether a component was negative."""
        zero = np.zeros(1)
        components = self._components(dict.fromkeys(_CHANGES, zero))[0]
        shares = _shares(components[np.newaxis])[0]
        if not np.isfinite(shares).all():
            return None, None, False
        return float(shares[0]), float(shares[1]), bool((components < 0).any())

    def without_each(self) -> NDArray[np.float64]:
        """Return both correlations without each person: two rows, one column for each person."""
        asked, number, said = self.asked, self.by_question, self.said_by_question
        of_vote, answer = asked.question, asked.said_first
        left = number[of_vote] - 1
        again = np.divide(
            (said[of_vote] - answer) ** 2, left, out=np.zeros_like(left), where=left > 0
        )

        def per_person(of_votes: NDArray[np.float64]) -> NDArray[np.float64]:
            return sums(asked.person, of_votes, asked.people)

        changes = {
            "votes": self.by_person,
            "people": np.ones(asked.people),
            "questions": per_person((left == 0).astype(np.float64)),
            "squares_of_people": self.by_person**2,
            "squares_of_questions": per_person(2 * number[of_vote] - 1),
            "said": self.said_by_person,
            "between_people": self.said_by_person**2 / self.by_person,
            "between_questions": per_person(said[of_vote] ** 2 / number[of_vote] - again),
        }
        return _shares(self._components(changes)).T

    def _components(self, less: dict[str, NDArray[np.float64]]) -> NDArray[np.float64]:
        """Return the three components, one row for each way of leaving something out."""
        votes = len(self.asked.person) - less["votes"]
        people = self.asked.people - less["people"]
        questions = self.asked.questions - less["questions"]
        said = self.asked.said_first.sum() - less["said"]
        safe = np.maximum(votes, 1)
        for_people = ((self.by_person**2).sum() - less["squares_of_people"]) / safe
        for_questions = ((self.by_question**2).sum() - less["squares_of_questions"]) / safe
        mean = said**2 / safe
        between_people = (self.said_by_person**2 / self.by_person).sum() - less["between_people"]
        between_questions = (self.said_by_question**2 / self.by_question).sum()
        # An answer is 0 or 1, so its square is itself.
        squares = np.stack(
            [
                between_people - mean,
                between_questions - less["between_questions"] - mean,
                said - mean,
            ]
        )
        expected = np.stack(
            [
                np.stack([votes - for_people, people - for_questions, people - 1]),
                np.stack([questions - for_people, votes - for_questions, questions - 1]),
                np.stack([votes - for_people, votes - for_questions, votes - 1]),
            ]
        )
        return _solved(np.moveaxis(expected, 2, 0), squares.T)


_CHANGES = (
    "votes",
    "people",
    "questions",
    "squares_of_people",
    "squares_of_questions",
    "said",
    "between_people",
    "between_questions",
)


def _solved(systems: NDArray[np.float64], right: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the solution of each system, not numbers where it has none."""
    scale = np.abs(systems).max(axis=(1, 2), initial=0.0)
    regular = scale > 0
    sizes = np.where(regular, scale, 1.0)
    regular &= np.abs(np.linalg.det(systems / sizes[:, None, None])) > _SINGULAR
    found = np.full(right.shape, np.nan)
    if regular.any():
        found[regular] = np.linalg.solve(systems[regular], right[regular, :, None])[:, :, 0]
    return found


def _shares(components: NDArray[np.float64]) -> NDArray[np.float64]:
    cut = np.maximum(components, 0.0)
    whole = cut.sum(axis=1, keepdims=True)
    shares = np.divide(cut, whole, out=np.full_like(cut, np.nan), where=whole > 0)
    return np.where(np.isnan(components), np.nan, shares)[:, :2]
