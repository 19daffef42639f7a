"""Who answered what, in which order of display and when: what look-alikes are searched in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import numpy as np

from commonweal.errors import InvalidDocument, Problem
from commonweal.values import votes_from_records

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from commonweal.documents import WiserVote
    from commonweal.values import Votes

_MOMENT = "%Y-%m-%dT%H:%M:%SZ"


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class AnswerTraces:
    """Standing votes with the moment of each, and the stratum of each person."""

    votes: Votes
    moment: NDArray[np.int64]
    """For each vote the second it was cast in, since 1970."""
    stratum: NDArray[np.int32]
    """For each participant the code of the group within which people may be exchanged."""

    def __post_init__(self) -> None:
        wanted = (len(self.votes), len(self.votes.participants))
        found = (len(self.moment), len(self.stratum))
        if found != wanted:
            raise InvalidDocument(
                Problem(
                    code="invalid-traces",
                    path="traces",
                    expected=f"{wanted[0]} moments and {wanted[1]} strata",
                    found=f"{found[0]} and {found[1]}",
                )
            )


def traces_of_votes(
    records: Sequence[WiserVote], *, strata: Mapping[str, str] | None = None
) -> AnswerTraces:
    """Return the votes of documents as arrays, with their moments.

    Args:
        records: standing votes: one of each person, context and pair.
        strata: for each participant the group that people are compared within; those who are not
            named are a group of their own.

    Cost: O(n log n) in the votes.
    """
    votes = votes_from_records(records)
    person = {name: code for code, name in enumerate(votes.participants)}
    context = {name: code for code, name in enumerate(votes.contexts)}
    card = {name: code for code, name in enumerate(votes.cards)}
    rows = np.array(
        [
            (
                context[vote.context],
                *sorted((card[vote.first], card[vote.second])),
                person[vote.participant],
                datetime.strptime(vote.said_at, _MOMENT).replace(tzinfo=UTC).timestamp(),
            )
            for vote in records
        ],
        dtype=np.int64,
    ).reshape(-1, 5)
    # Votes stand ordered by context, pair and person, which tells one standing vote from another.
    order = np.lexsort((rows[:, 3], rows[:, 2], rows[:, 1], rows[:, 0]))
    groups = [(strata or {}).get(name, "") for name in votes.participants]
    _, stratum = np.unique(np.array(groups, dtype=np.str_), return_inverse=True)
    return AnswerTraces(votes=votes, moment=rows[order, 4], stratum=stratum.astype(np.int32))


@dataclass(frozen=True, slots=True, eq=False)
class PersonTables:
    """The same votes twice: by question, as they stand, and by person."""

    people: int
    questions: int
    """How many pairs in contexts were asked about."""
    question_start: NDArray[np.int64]
    """Where the votes on each question begin, in the order of the votes."""
    place: NDArray[np.int64]
    """For each vote, in the order by question, where it stands in the order by person."""
    person_start: NDArray[np.int64]
    person: NDArray[np.int64]
    """These and the next are ordered by person and question."""
    question: NDArray[np.int64]
    shown: NDArray[np.int8]
    answer: NDArray[np.int8]
    moment: NDArray[np.int64]
    key: NDArray[np.int64]
    """Person and question as one ascending number."""

    @classmethod
    def of(cls, traces: AnswerTraces) -> PersonTables:
        """Return the tables of some votes."""
        votes = traces.votes
        starts = votes.starts_pair()
        question = np.cumsum(starts) - 1
        person = votes.participant.astype(np.int64)
        people, questions = len(votes.participants), int(starts.sum())
        key = person * questions + question
        order = np.argsort(key, kind="stable")
        place = np.empty_like(order)
        place[order] = np.arange(len(order))
        return cls(
            people=people,
            questions=questions,
            question_start=np.append(np.flatnonzero(starts), len(votes)),
            place=place,
            person_start=np.searchsorted(person[order], np.arange(people + 1)),
            person=person[order],
            question=question[order],
            shown=votes.shown[order],
            answer=votes.answer[order],
            moment=traces.moment[order],
            key=key[order],
        )

    def votes_of(self, person: int) -> slice:
        """Return where the votes of one person stand."""
        return slice(int(self.person_start[person]), int(self.person_start[person + 1]))

    def position(
        self, people: NDArray[np.int64], questions: NDArray[np.int64]
    ) -> NDArray[np.int64]:
        """Return where each of these people answered each of these questions; -1 if they did not.

        Cost: one binary search for each.
        """
        wanted = people * self.questions + questions
        found = np.minimum(np.searchsorted(self.key, wanted), len(self.key) - 1)
        return np.where(self.key[found] == wanted, found, -1)
