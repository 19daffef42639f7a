"""The pairs that may be asked about, with what has been said: kept up to date answer by answer."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

import numpy as np

from commonweal.errors import InvalidDocument, Problem
from commonweal.estimates._information import expected_information
from commonweal.values import ANSWERS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import ArrayLike, NDArray

    from commonweal.documents import VoteAnswer, WiserVote

BLOCK = 1024
MOST_PAIRS = 5_000_000
SHARPNESS = 2

Group = tuple[str, str]
"""A stratum and a value of it."""


class QuestionPool:
    """Pairs of values in contexts, what people answered on them, and who has seen which card.

    The one thing here that changes: `record` takes in an answer and costs next to nothing, so that
    the next question can be chosen while somebody waits.

    Args:
        contexts: names of contexts.
        cards: ids of cards.
        pairs: rows of codes: a context and two cards, all different rows.
        groups: the groups in each of which every card is to be shown.
        sharpness: pairs are drawn in proportion to their information to this power: at 1 widely, at
            more the closer to where it is highest.

    Raises:
        InvalidDocument: with code ``invalid-pairs`` for codes that are none, a card beside itself,
            or a row that stands twice; ``too-many-pairs`` for more than five million.

    Cost: linear in the pairs.
    """

    def __init__(
        self,
        *,
        contexts: Sequence[str],
        cards: Sequence[str],
        pairs: ArrayLike,
        groups: Sequence[Group] = (),
        sharpness: int = SHARPNESS,
    ) -> None:
        rows = np.asarray(pairs, dtype=np.int64).reshape(-1, 3)
        _check(rows, contexts=len(contexts), cards=len(cards))
        self.contexts, self.cards = tuple(contexts), tuple(cards)
        self.groups = {group: row for row, group in enumerate(groups)}
        self.context = rows[:, 0]
        self.low, self.high = rows[:, 1:].min(axis=1), rows[:, 1:].max(axis=1)
        self.counts = np.zeros((len(rows), 2, len(ANSWERS)), dtype=np.int64)
        """Pairs by order of display by answer, in the pair's own order."""
        self.exposure = np.zeros((len(groups) + 1, len(cards)), dtype=np.int64)
        """How often each card was shown: in each group, and last to everybody."""
        self.answered: dict[str, list[int]] = defaultdict(list)
        self.orders: dict[str, int] = defaultdict(int)
        """For each person how often the pair's own first was shown first, less how often not."""
        self._index = {
            row: number
            for number, row in enumerate(
                zip(self.context.tolist(), self.low.tolist(), self.high.tolist(), strict=True)
            )
        }
        self._code = {card: number for number, card in enumerate(self.cards)}
        self._context_code = {name: number for number, name in enumerate(self.contexts)}
        ends = np.concatenate([self.low, self.high])
        order = np.argsort(ends, kind="stable")
        self._pairs_by_card = order % max(len(rows), 1)
        self._card_start = np.searchsorted(ends[order], np.arange(len(cards) + 1))
        self.information = np.zeros(-(-max(len(rows), 1) // BLOCK) * BLOCK)
        """The expected information of each pair, and nothing after the last."""
        if len(rows):
            # Nobody has answered yet, so that all pairs are worth the same.
            self.information[: len(rows)] = expected_information(self.counts[:1].sum(axis=1))[0]
        self.sharpness = sharpness
        self.weight = self.information**sharpness
        self.block_sums = self.weight.reshape(-1, BLOCK).sum(axis=1)

    def __len__(self) -> int:
        return len(self.context)

    def pairs_of(self, card: int) -> NDArray[np.int64]:
        """Return the pairs that a card is in."""
        return self._pairs_by_card[self._card_start[card] : self._card_start[card + 1]]

    def degrees(self) -> NDArray[np.int64]:
        """Return in how many pairs each card is."""
        return np.diff(self._card_start)

    def rows_of(self, strata: Mapping[str, str]) -> list[int]:
        """Return the rows of `exposure` that somebody counts in: of their groups, and of all."""
        known = [self.groups[group] for group in strata.items() if group in self.groups]
        return [*known, len(self.groups)]

    def record(
        self,
        *,
        participant: str,
        context: str,
        first: str,
        second: str,
        answer: VoteAnswer,
        strata: Mapping[str, str] | None = None,
    ) -> bool:
        """Take in an answer; return whether it is on a pair of the pool.

        A second answer of one person on a pair is another exposure, and counts once more: give only
        those that stand.

        Args:
            participant: who answered.
            context: in which context.
            first: the card that was shown first.
            second: the card that was shown second.
            answer: of the two as shown.
            strata: where the person stands.

        Cost: constant.
        """
        pair = self._find(context, first, second)
        if pair is None:
            return False
        self._count(pair, participant, first, answer, strata or {})
        fresh = expected_information(self.counts[pair : pair + 1].sum(axis=1))[0]
        block = pair // BLOCK
        self.information[pair] = fresh
        self.weight[pair] = fresh**self.sharpness
        # Summed anew, so that no rounding piles up.
        self.block_sums[block] = self.weight[block * BLOCK : (block + 1) * BLOCK].sum()
        return True

    def record_votes(
        self, votes: Sequence[WiserVote], *, strata: Mapping[str, Mapping[str, str]]
    ) -> int:
        """Take in many standing votes at once, and return how many are on pairs of the pool.

        Args:
            votes: votes on representatives of values.
            strata: for each participant where they stand.
        """
        taken = 0
        for vote in votes:
            pair = self._find(vote.context, vote.first, vote.second)
            if pair is not None:
                told = strata.get(vote.participant, {})
                self._count(pair, vote.participant, vote.first, vote.answer, told)
                taken += 1
        if len(self):
            self.information[: len(self)] = expected_information(self.counts.sum(axis=1))
            self.weight = self.information**self.sharpness
            self.block_sums = self.weight.reshape(-1, BLOCK).sum(axis=1)
        return taken

    def _find(self, context: str, first: str, second: str) -> int | None:
        ends = [self._code.get(first, -1), self._code.get(second, -1)]
        return self._index.get((self._context_code.get(context, -1), min(ends), max(ends)))

    def _count(
        self,
        pair: int,
        participant: str,
        first: str,
        answer: VoteAnswer,
        strata: Mapping[str, str],
    ) -> None:
        turned = int(self._code[first] != self.low[pair])
        said = ANSWERS.index(answer)
        self.counts[pair, turned, 1 - said if turned and said < 2 else said] += 1
        self.answered[participant].append(pair)
        self.orders[participant] += -1 if turned else 1
        for row in self.rows_of(strata):
            self.exposure[row, [self.low[pair], self.high[pair]]] += 1


def all_pairs(members: Sequence[Sequence[int]]) -> NDArray[np.int64]:
    """Return every pair within each context, as rows for a `QuestionPool`.

    Args:
        members: for each context the codes of the cards that belong to it.

    Raises:
        InvalidDocument: with code ``too-many-pairs``, before any is made.
    """
    number = sum(len(set(cards)) * (len(set(cards)) - 1) // 2 for cards in members)
    if number > MOST_PAIRS:
        raise _too_many(number)
    found = [np.empty((0, 3), dtype=np.int64)]
    for context, cards in enumerate(members):
        ordered = np.array(sorted(set(cards)), dtype=np.int64)
        first, second = np.triu_indices(len(ordered), 1)
        found.append(
            np.stack([np.full(len(first), context), ordered[first], ordered[second]], axis=1)
        )
    return np.concatenate(found)


def _too_many(number: int) -> InvalidDocument:
    return InvalidDocument(
        Problem(
            code="too-many-pairs",
            path="pairs",
            expected=f"at most {MOST_PAIRS} pairs that may be asked about",
            found=str(number),
            hint="Propose pairs: of some thousand values most pairs are not worth asking.",
        )
    )


def _check(rows: NDArray[np.int64], *, contexts: int, cards: int) -> None:
    if len(rows) > MOST_PAIRS:
        raise _too_many(len(rows))
    known = (rows >= 0).all() and (rows < [contexts, cards, cards]).all()
    ends = np.sort(rows[:, 1:], axis=1)
    keys = (rows[:, 0] * cards + ends[:, 0]) * cards + ends[:, 1]
    if not known or (rows[:, 1] == rows[:, 2]).any() or len(np.unique(keys)) != len(rows):
        raise InvalidDocument(
            Problem(
                code="invalid-pairs",
                path="pairs",
                expected="different rows of a context and two different cards, by their codes",
                found=f"{len(rows)} rows for {contexts} contexts and {cards} cards",
            )
        )
