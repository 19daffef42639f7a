"""Votes as answers to questions as they were shown: which pair, which of the two first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from commonweal.values import Votes


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class ShownQuestions:
    """One row for each vote. A question is a pair in a context in one order of display.

    The answer kept is whether the value shown first was called the wiser: what a "yes" is where
    people are asked about one direction only. It does not depend on how cards are named.
    """

    person: NDArray[np.int64]
    question: NDArray[np.int64]
    said_first: NDArray[np.float64]
    """1 where the value shown first was called wiser, 0 for any other answer."""
    people: int
    questions: int

    @classmethod
    def of(cls, votes: Votes) -> Self:
        """Return the questions of all contexts; contexts are never pooled."""
        pair = np.cumsum(votes.starts_pair()) - 1
        return cls._numbered(
            votes.participant.astype(np.int64),
            pair * 2 + votes.shown,
            (votes.answer == votes.shown).astype(np.float64),
        )

    def with_answers(self, fewest: int) -> Self:
        """Return the questions that at least so many people answered."""
        kept = np.bincount(self.question, minlength=self.questions)[self.question] >= fewest
        return self._numbered(self.person[kept], self.question[kept], self.said_first[kept])

    @classmethod
    def _numbered(
        cls, person: NDArray[np.int64], question: NDArray[np.int64], said: NDArray[np.float64]
    ) -> Self:
        people, who = np.unique(person, return_inverse=True)
        questions, what = np.unique(question, return_inverse=True)
        return cls(
            person=who,
            question=what,
            said_first=said,
            people=len(people),
            questions=len(questions),
        )
