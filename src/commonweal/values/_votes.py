"""Standing votes as arrays: what counting, verdicts and rank intervals are computed from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Self, get_args

import numpy as np

from commonweal.documents import VoteAnswer

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import ArrayLike, NDArray

ANSWERS: tuple[VoteAnswer, ...] = get_args(VoteAnswer)
"""The answers in the order of their codes and of the columns of counts."""

_DETAIL = 2 * len(ANSWERS)


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Votes:
    """One standing vote for each person, context and pair, as codes into sorted names.

    The votes stand ordered by context, pair and person, so that the order in which they were cast
    or read leaves no trace. Made by `Votes.arranged`, `read_votes` or from documents.
    """

    participants: tuple[str, ...]
    """The names that codes of people stand for, sorted."""
    contexts: tuple[str, ...]
    cards: tuple[str, ...]
    participant: NDArray[np.int32]
    context: NDArray[np.int32]
    low: NDArray[np.int32]
    """The card of the pair whose id sorts first."""
    high: NDArray[np.int32]
    shown: NDArray[np.int8]
    """0 where the low card was shown first, 1 where the high card was."""
    answer: NDArray[np.int8]
    """In the pair's own order: 0 means that the low card is wiser, 1 that the high one is."""

    @classmethod
    def arranged(
        cls,
        *,
        participants: Sequence[str],
        contexts: Sequence[str],
        cards: Sequence[str],
        participant: ArrayLike,
        context: ArrayLike,
        first: ArrayLike,
        second: ArrayLike,
        answer: ArrayLike,
    ) -> Self:
        """Return the votes in their own order, with names sorted.

        Args:
            participants: the name of each code that ``participant`` uses; likewise the next two.
            contexts: names of contexts.
            cards: ids of cards.
            participant: who voted, one code for each vote.
            context: in which context.
            first: the card that was shown first.
            second: the card that was shown second.
            answer: the position in `ANSWERS` of what was said of the two as shown.

        Cost: one sort of the votes.
        """
        people, person = _sorted_codes(participants, participant)
        places, place = _sorted_codes(contexts, context)
        values, one = _sorted_codes(cards, first)
        _, other = _sorted_codes(cards, second)
        said = np.asarray(answer, dtype=np.int8)
        shown = (one > other).astype(np.int8)
        # "First" and "second" change sides where the pair was shown the other way round.
        said = np.where((said < 2) & (shown == 1), 1 - said, said).astype(np.int8)
        low, high = np.minimum(one, other), np.maximum(one, other)
        pair = (place.astype(np.int64) * len(values) + low) * len(values) + high
        # Nothing is left to chance: even two votes of one person on a pair have one order.
        within = person.astype(np.int64) * _DETAIL + shown * len(ANSWERS) + said
        order = np.lexsort((within, pair))
        return cls(
            participants=people,
            contexts=places,
            cards=values,
            participant=person[order],
            context=place[order],
            low=low[order],
            high=high[order],
            shown=shown[order],
            answer=said[order],
        )

    def __len__(self) -> int:
        return len(self.answer)

    def kept(self, keep: NDArray[np.bool_]) -> Self:
        """Return the votes where ``keep`` is true, with the same names."""
        return type(self)(
            participants=self.participants,
            contexts=self.contexts,
            cards=self.cards,
            participant=self.participant[keep],
            context=self.context[keep],
            low=self.low[keep],
            high=self.high[keep],
            shown=self.shown[keep],
            answer=self.answer[keep],
        )

    def starts_pair(self) -> NDArray[np.bool_]:
        """Return where the first vote on a pair in a context stands."""
        return _changes(self.context, self.low, self.high)

    def repeats(self) -> NDArray[np.bool_]:
        """Return where a vote stands whose person, context and pair are those of the one before."""
        return ~_changes(self.context, self.low, self.high, self.participant)


def _sorted_codes(
    names: Sequence[str], codes: ArrayLike
) -> tuple[tuple[str, ...], NDArray[np.int32]]:
    ascending = sorted(range(len(names)), key=names.__getitem__)
    new_code = np.empty(len(names), dtype=np.int32)
    new_code[ascending] = np.arange(len(names), dtype=np.int32)
    return tuple(names[code] for code in ascending), new_code[np.asarray(codes, dtype=np.int32)]


def _changes(*columns: NDArray[np.int32]) -> NDArray[np.bool_]:
    changed = np.ones(len(columns[0]), dtype=np.bool_)
    changed[1:] = False
    for column in columns:
        changed[1:] |= column[1:] != column[:-1]
    return changed
