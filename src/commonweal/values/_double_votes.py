"""Where one person has more than one vote on a pair: which of them stands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

import numpy as np

from commonweal.errors import InvalidDocument, Problem
from commonweal.values._votes import ANSWERS, Votes

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from numpy.typing import NDArray

VoteKey: TypeAlias = tuple[str, str, str, str]
"""Participant, context, and the two cards in ascending order: what one standing vote is for."""


class Unsure(Exception):
    """A quick reader met something that it does not understand for certain."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CastVote:
    """A vote with its identity, where somebody has more than one on a pair."""

    place: str
    """The file and its line or row."""
    id: str
    """The content id of its record."""
    supersedes: str | None
    """The id of the earlier record that it replaces."""
    participant: str
    context: str
    first: str
    second: str
    answer: str

    @property
    def key(self) -> VoteKey:
        """What it is a vote for."""
        return vote_key(self.participant, self.context, self.first, self.second)


def vote_key(participant: str, context: str, first: str, second: str) -> VoteKey:
    """Return what a vote is for, whichever way round its cards were shown."""
    return participant, context, min(first, second), max(first, second)


def settle_double_votes(
    votes: Votes, find: Callable[[frozenset[VoteKey]], Iterable[CastVote]]
) -> Votes:
    """Return the votes with one of each person, context and pair: the one that stands.

    A later record replaces the earlier one that it names. It may name one that is not there,
    because that was erased.

    Args:
        votes: all votes that were cast.
        find: gives the votes for some keys with what identifies them; asked only if somebody has
            more than one vote for the same.

    Raises:
        InvalidDocument: with code ``voted-twice`` for every vote beside another that stands too,
            with the places of both.
        Unsure: if ``find`` does not find all of them.
    """
    repeated = votes.repeats()
    if not repeated.any():
        return votes
    groups = dict(_groups(votes, repeated))
    cast: dict[VoteKey, list[CastVote]] = {key: [] for key in groups}
    for vote in find(frozenset(groups)):
        cast[vote.key].append(vote)
    keep = np.ones(len(votes), dtype=np.bool_)
    problems: list[Problem] = []
    for key, rows in groups.items():
        if len(cast[key]) != len(rows):
            raise Unsure
        standing = _not_replaced(cast[key])
        problems.extend(_problems(cast[key], standing))
        if len(standing) == 1:
            keep[rows] = False
            keep[_row_of(standing[0], votes, rows)] = True
    if problems:
        raise InvalidDocument(problems)
    return votes.kept(keep)


def _groups(votes: Votes, repeated: NDArray[np.bool_]) -> Iterator[tuple[VoteKey, range]]:
    """Yield each key that has more than one vote, with the rows where they stand."""
    begins = np.flatnonzero(repeated & ~np.append(False, repeated[:-1])) - 1
    ends = np.flatnonzero(repeated & ~np.append(repeated[1:], False)) + 1
    for begin, end in zip(begins.tolist(), ends.tolist(), strict=True):
        key = (
            votes.participants[votes.participant[begin]],
            votes.contexts[votes.context[begin]],
            votes.cards[votes.low[begin]],
            votes.cards[votes.high[begin]],
        )
        yield key, range(begin, end)


def _not_replaced(cast: Sequence[CastVote]) -> list[CastVote]:
    replaced = {vote.supersedes for vote in cast}
    return [vote for vote in cast if vote.id not in replaced]


def _problems(cast: Sequence[CastVote], standing: Sequence[CastVote]) -> Iterator[Problem]:
    expected = "one standing vote for each person, context and pair"
    hint = "Let the later record name the earlier one in `supersedes`."
    if not standing:
        yield Problem(
            code="voted-twice",
            path=cast[-1].place,
            expected=expected,
            found=f"votes that replace one another in a circle, with {cast[0].place}",
            hint=hint,
        )
    for vote in standing[1:]:
        yield Problem(
            code="voted-twice",
            path=vote.place,
            expected=expected,
            found=f"another vote of {vote.participant!r} on the same pair in {vote.context!r} "
            f"that stands, at {standing[0].place}",
            hint=hint,
        )


def _row_of(vote: CastVote, votes: Votes, rows: range) -> int:
    shown = int(vote.first > vote.second)
    said = ANSWERS.index(vote.answer)
    own = 1 - said if shown and said < 2 else said
    return next(row for row in rows if votes.shown[row] == shown and votes.answer[row] == own)
