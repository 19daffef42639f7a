"""From votes to what the same people answered twice: superseded votes, or two studies."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

import numpy as np

from commonweal.estimates._retest import Question, RetestProblem
from commonweal.values import ANSWERS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from commonweal.documents import WiserVote


def retests_of_votes(
    votes: Iterable[WiserVote],
    again: Iterable[WiserVote] | None = None,
    *,
    value: Mapping[str, str],
) -> RetestProblem:
    """Return what people answered twice on one pair of values in one context.

    Within one set of votes a person's first answer is held against their last, where it is another:
    who would say the same again seldom votes anew. Between two sets the last of the one is held
    against the last of the other, if it was given later.

    Args:
        votes: votes, those too that later ones supersede.
        again: votes of the same people in another study.
        value: for each card the representative of its value; votes on others are passed over.

    Cost: O(n log n) in the votes.
    """
    earlier = _by_question(votes, value)
    later = earlier if again is None else _by_question(again, value)
    rows: list[tuple[str, Question, WiserVote, WiserVote]] = []
    for person, question in sorted(earlier.keys() & later.keys()):
        given = earlier[person, question]
        before, after = given[-1 if again is not None else 0], later[person, question][-1]
        same = _own_order(before, value) == _own_order(after, value)
        if after.said_at > before.said_at and not (again is None and same):
            rows.append((person, question, before, after))
    questions = tuple(sorted({question for _, question, _, _ in rows}))
    code = {question: number for number, question in enumerate(questions)}
    people = {person: number for number, person in enumerate(sorted({row[0] for row in rows}))}
    return RetestProblem(
        person=np.array([people[row[0]] for row in rows], dtype=np.int64),
        question=np.array([code[row[1]] for row in rows], dtype=np.int64),
        before=np.array([_own_order(row[2], value) for row in rows], dtype=np.int64),
        after=np.array([_own_order(row[3], value) for row in rows], dtype=np.int64),
        shown=np.array([_turned(row[2], value) for row in rows], dtype=np.int64),
        questions=questions,
        only_changes=again is None,
    )


def _by_question(
    votes: Iterable[WiserVote], value: Mapping[str, str]
) -> dict[tuple[str, Question], list[WiserVote]]:
    found: dict[tuple[str, Question], list[WiserVote]] = defaultdict(list)
    for vote in sorted(votes, key=lambda vote: (vote.said_at, vote.nonce)):
        ends = sorted((value.get(vote.first, ""), value.get(vote.second, "")))
        if ends[0] and ends[0] != ends[1]:
            found[vote.participant, (vote.context, ends[0], ends[1])].append(vote)
    return found


def _turned(vote: WiserVote, value: Mapping[str, str]) -> int:
    return int(value[vote.first] > value[vote.second])


def _own_order(vote: WiserVote, value: Mapping[str, str]) -> int:
    answer = ANSWERS.index(vote.answer)
    return 1 - answer if answer < 2 and _turned(vote, value) else answer
