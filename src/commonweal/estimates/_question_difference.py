"""Whether it matters at all what is asked: a permutation test within people."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

import numpy as np

from commonweal.estimates._shown_questions import ShownQuestions
from commonweal.values import seed_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from commonweal.values import Votes

_ROUNDING = 1e-9


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionDifference:
    """How far answers differ by question, beside what shuffled answers would give."""

    between: float | None
    """The share of the variance of "the first is wiser" that lies between questions; None where
    all answers are the same or there are fewer than two questions."""
    by_chance: float | None
    """The same share where each person's answers are shuffled among the questions they answered;
    None where nobody has answers to shuffle."""
    p_value: Fraction | None
    """How often shuffled answers lie as far apart, the observed ones counted in; None likewise."""
    questions: int
    votes: int
    replicates: int
    seed: int


def question_difference(
    votes: Votes, *, rng: np.random.Generator, replicates: int = 999, min_answers: int = 5
) -> QuestionDifference:
    """Test whether the answers depend on the question at all.

    Each replicate shuffles the answers of each person among the questions that this person
    answered. Under the hypothesis that people answer without regard to the question, every such
    shuffle is as likely as what was observed, however much people differ in how readily they agree;
    so the test is exact. The statistic is the sum of squares between questions.

    Args:
        votes: standing votes of all contexts.
        rng: a generator made from one whole number, which is put into the result.
        replicates: how often to shuffle.
        min_answers: questions with fewer answers are left out.

    Raises:
        InvalidDocument: with code ``unseeded-generator``.

    Source: E. S. Edgington and P. Onghena, Randomization Tests, 4th edition (2007), chapter 3; the
    observed order is counted among the shuffles, so that a p-value is never 0.
    Cost: one sort of the votes for each replicate.
    """
    asked = ShownQuestions.of(votes).with_answers(min_answers)
    seed = seed_of(rng)
    order = np.argsort(asked.person, kind="stable")
    person, question = asked.person[order].astype(np.float64), asked.question[order]
    said = asked.said_first[order]
    number = np.bincount(question, minlength=asked.questions)

    def squares(answers: NDArray[np.float64]) -> float:
        sums = np.bincount(question, weights=answers, minlength=asked.questions)
        return float((sums**2 / number).sum())

    mean = float(said.sum() ** 2 / max(len(said), 1))
    total = float(said.sum()) - mean
    differ = asked.questions > 1 and total > _ROUNDING
    by_chance = p_value = None
    # Only who answered once one way and once another has answers to shuffle.
    mixed = np.bincount(asked.person, weights=asked.said_first) % np.bincount(asked.person) > 0
    if differ and mixed.any():
        observed = squares(said)
        shuffled = np.array(
            [squares(said[np.argsort(person + rng.random(len(person)))]) for _ in range(replicates)]
        )
        as_far = int((shuffled >= observed - _ROUNDING * total).sum())
        by_chance = (float(shuffled.mean()) - mean) / total
        p_value = Fraction(as_far + 1, replicates + 1)
    return QuestionDifference(
        between=(squares(said) - mean) / total if differ else None,
        by_chance=by_chance,
        p_value=p_value,
        questions=asked.questions,
        votes=len(said),
        replicates=0 if p_value is None else replicates,
        seed=seed,
    )
