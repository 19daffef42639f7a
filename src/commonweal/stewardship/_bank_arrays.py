"""A bank as arrays, and choosing by cards in order over many people at once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from commonweal.stewardship._bank import Bank

NOBODY_ACTS = -1
"""In place of the position of an option: none is taken."""

NOWHERE = -1
"""In place of the position of a concern: there is none."""


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class BankArrays:
    """The options and tags of a bank, in its order of situations, options and concerns."""

    tags: NDArray[np.int8]
    """Situations × options × concerns: 1 supports, -1 opposes, 0 is not tagged."""
    there: NDArray[np.bool_]
    """Situations × options: which options exist; situations have different numbers."""
    nothing: NDArray[np.bool_]
    """Situations × options: which leave things as they are."""

    @classmethod
    def of(cls, bank: Bank) -> BankArrays:
        """Return a bank as arrays. Cost: situations × options × concerns."""
        place = {concern.name: position for position, concern in enumerate(bank.concerns)}
        most = max(len(situation.options) for situation in bank.situations)
        shape = (len(bank.situations), most)
        tags = np.zeros((*shape, len(place)), dtype=np.int8)
        there, nothing = np.zeros(shape, dtype=bool), np.zeros(shape, dtype=bool)
        for row, situation in enumerate(bank.situations):
            for column, option in enumerate(situation.options):
                there[row, column] = True
                nothing[row, column] = option.does_nothing
                tags[row, column, [place[name] for name in option.supports]] = 1
                tags[row, column, [place[name] for name in option.opposes]] = -1
        return cls(tags=tags, there=there, nothing=nothing)

    @property
    def touched(self) -> NDArray[np.bool_]:
        """Situations × concerns: which concerns an option is tagged with."""
        touched: NDArray[np.bool_] = (self.tags != 0).any(axis=1)
        return touched


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class CardsInOrder:
    """For each of many people some cards of one concern each, the wisest first.

    Where the order turns: in every situation that touches the concern ``turned_in``, the wisest
    comes last. That stands for contexts, in which people hold something else to be wiser.
    """

    concern: NDArray[np.int64]
    """People × cards: the position of the concern that the card attends to, none twice."""
    turned_in: NDArray[np.int64]
    """People: the position of the concern where the order is turned round, or `NOWHERE`."""

    def take(self, bank: BankArrays) -> NDArray[np.bool_]:
        """Return which options each person's cards leave: people × situations × options.

        Cards are gone through in order, each leaving the options that stand highest on it. Where
        one option is left, it is what a steward of such a person does; see the test that holds
        this to `Steward.decide`. Where several are left, the cards do not tell them apart.

        Cost: people × situations × options × cards.
        """
        people, cards = self.concern.shape
        left = np.broadcast_to(bank.there, (people, *bank.there.shape)).copy()
        turned = self._turned(bank)
        for step in range(cards):
            last = cards - 1 - step
            concern = np.where(turned, self.concern[:, [last]], self.concern[:, [step]])
            rows = np.arange(len(bank.there))[None, :, None]
            level = bank.tags[rows, np.arange(bank.there.shape[1]), concern[..., None]]
            height = np.where(left, level, -2)
            left &= height == height.max(axis=2, keepdims=True)
        return left

    def acts(self, bank: BankArrays) -> NDArray[np.int64]:
        """Return the option each person's cards single out, or `NOBODY_ACTS`."""
        left = self.take(bank)
        return np.where(left.sum(axis=2) == 1, left.argmax(axis=2), NOBODY_ACTS)

    def _turned(self, bank: BankArrays) -> NDArray[np.bool_]:
        touched = bank.touched[:, np.maximum(self.turned_in, 0)].T
        turned: NDArray[np.bool_] = touched & (self.turned_in != NOWHERE)[:, None]
        return turned


def one_of(left: NDArray[np.bool_], rng: np.random.Generator) -> NDArray[np.int64]:
    """Return one of the options left, each as likely; of people × situations × options."""
    drawn = np.where(left, rng.random(left.shape), -1.0)
    taken: NDArray[np.int64] = drawn.argmax(axis=2)
    return taken
