"""Invented people asked which of their cards is wiser, and the stewards that this makes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from commonweal.documents import (
    AttentionalPolicy,
    Counterfactuals,
    ValueCard,
    VoteAnswer,
    WiserVote,
    seeded_nonce,
)
from commonweal.stewardship._bank_arrays import NOBODY_ACTS, NOWHERE
from commonweal.stewardship._own_values import ANYWHERE, OwnValues, PolicyLink

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from commonweal.stewardship._bank import Bank
    from commonweal.stewardship._bank_arrays import BankArrays, CardsInOrder

WAVERED: Final[tuple[VoteAnswer, ...]] = ("first", "second", "both_needed", "unsure")
"""What somebody who wavers says, each as often; the first two are also the plain answers."""

_FIRST, _SECOND, _UNSURE = 0, 1, 3
_MOMENT = "2026-01-01T00:00:00Z"


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Interviews:
    """What invented people answered, each on all pairs of their cards, in both orders."""

    cards: CardsInOrder
    """The concern that each card attends to."""
    answers: NDArray[np.int8]
    """People × where (0: anywhere, 1: where the order turns) × shown first × shown second: the
    position of the answer in `WAVERED`. Where nothing turns, the second is never asked."""
    seed: int

    def favoured(self, bank: BankArrays) -> NDArray[np.int64]:
        """Return the one option that each person's steward favours, or `NOBODY_ACTS`.

        People × situations: the same as `Steward.decide` finds for `own_values`, without a
        decision that could be checked. It is for simulations; tests hold it to the steward.

        Cost: people × situations × (options² × cards² + cards³).
        """
        columns = [self._of_situation(bank, row) for row in range(len(bank.there))]
        return np.stack(columns, axis=1)

    def own_values(self, person: int, bank: Bank) -> OwnValues:
        """Return one person's cards, links and answers as records, all marked synthetic."""
        concerns = [bank.concerns[place] for place in self.cards.concern[person]]
        owner = f"invented-{person}"
        rng = np.random.default_rng((self.seed, person))
        cards = [
            ValueCard(
                by=owner,
                origin="synthetic",
                said_at=_MOMENT,
                nonce=seeded_nonce(rng, "synthetic"),
                participant=owner,
                title=concern.name,
                policies=(
                    AttentionalPolicy(
                        text=concern.text, evidence=Counterfactuals(if_another_way="yes")
                    ),
                ),
                contexts=(ANYWHERE,),
                confirmed=True,
            )
            for concern in concerns
        ]
        return OwnValues(
            owner=owner,
            cards=tuple(cards),
            links=tuple(
                PolicyLink(card=card.id, policy=0, concern=concern.name)
                for card, concern in zip(cards, concerns, strict=True)
            ),
            votes=tuple(self._votes(person, bank, cards, rng)),
        )

    def _votes(
        self, person: int, bank: Bank, cards: list[ValueCard], rng: np.random.Generator
    ) -> Iterator[WiserVote]:
        turned = int(self.cards.turned_in[person])
        contexts = [ANYWHERE, *([bank.concerns[turned].name] if turned != NOWHERE else [])]
        ids = [card.id for card in cards]
        for where, context in enumerate(contexts):
            for one, other in np.argwhere(~np.eye(len(cards), dtype=bool)):
                yield WiserVote(
                    by=cards[0].participant,
                    origin="synthetic",
                    said_at=_MOMENT,
                    nonce=seeded_nonce(rng, "synthetic"),
                    participant=cards[0].participant,
                    context=context,
                    first=ids[one],
                    second=ids[other],
                    answer=WAVERED[self.answers[person, where, one, other]],
                )

    def _of_situation(self, bank: BankArrays, row: int) -> NDArray[np.int64]:
        touched = bank.touched[row]
        bearing = np.asarray(touched[self.cards.concern])
        turned = np.logical_and(touched[self.cards.turned_in], self.cards.turned_in != NOWHERE)
        above = _above(*self._verdicts(turned))
        options = int(bank.there[row].sum())
        levels = bank.tags[row][:options, self.cards.concern].transpose(1, 2, 0)
        better = np.zeros((len(bearing), options, options), dtype=bool)
        for one, other in np.argwhere(~np.eye(options, dtype=bool)):
            for_one = bearing & (levels[..., one] > levels[..., other])
            for_other = bearing & (levels[..., one] < levels[..., other])
            telling = for_one | for_other
            free = ~(above & telling[:, :, None]).any(axis=1)
            better[:, one, other] = (telling & free).any(axis=1) & ~(for_other & free).any(axis=1)
        beaten = better.any(axis=1)
        reached = _closure(better) | np.eye(options, dtype=bool)
        alone = np.logical_and(~beaten, reached.all(axis=2))
        return np.where(alone.any(axis=1), alone.argmax(axis=1), NOBODY_ACTS)

    def _verdicts(self, turned: NDArray[np.bool_]) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
        """Return which card is wiser than which by the person's word, and the pairs they spoke of.

        Where the order turns, what was answered there goes before; a pair of which somebody was not
        sure there is left as it is anywhere.
        """
        swapped = self.answers.transpose(0, 1, 3, 2)
        spoken = (self.answers < _UNSURE) & (swapped < _UNSURE)
        alike = (self.answers == _FIRST) & (swapped == _SECOND)
        there = spoken[:, 1] & turned[:, None, None]
        return np.where(there, alike[:, 1], alike[:, 0]), there | spoken[:, 0]


def interview_people(
    cards: CardsInOrder, *, seed: int, waver: float | NDArray[np.float64] = 0.0
) -> Interviews:
    """Ask invented people which of their cards is wiser, in both orders.

    They answer by their order: the earlier card is wiser, and where their order turns, the later.

    Args:
        cards: their cards, the wisest first, and where the order turns.
        seed: of their wavering.
        waver: how often an answer is drawn from `WAVERED` instead, for all or for each person.
    """
    people, number = cards.concern.shape
    rng = np.random.default_rng(seed)
    earlier = np.arange(number)[:, None] < np.arange(number)
    plain = np.stack([np.where(earlier, _FIRST, _SECOND), np.where(earlier, _SECOND, _FIRST)])
    answers = np.broadcast_to(plain, (people, *plain.shape))
    wavers = rng.random(answers.shape) < np.reshape(waver, (-1, 1, 1, 1))
    drawn = rng.integers(0, len(WAVERED), answers.shape)
    answers = np.where(wavers, drawn, answers)
    return Interviews(cards=cards, answers=answers.astype(np.int8), seed=seed)


def _above(alike: NDArray[np.bool_], spoken: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Return which card is ordered above which: circles order nothing, chains only the unasked."""
    chains = _closure(alike)
    circles = chains & chains.transpose(0, 2, 1)
    ordered = _closure(alike & ~circles) & ~circles
    return ordered & (alike | ~spoken)


def _closure(relation: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Return what chains of a relation lead to; people × things × things."""
    found = relation.copy()
    for middle in range(relation.shape[1]):
        found |= found[:, :, [middle]] & found[:, [middle], :]
    return found
