"""Invented people of three kinds: who live by cards, who add up, and who toss a coin."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

import numpy as np

from commonweal.stewardship._bank_arrays import NOWHERE, CardsInOrder, one_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from commonweal.stewardship._bank_arrays import BankArrays

PopulationKind: TypeAlias = Literal["cards", "contexts", "adding", "coin"]
"""What decides in people: ``cards``: the wiser of their concerns goes first, everywhere alike;
``contexts``: the same, and where one concern is touched the order is turned round; ``adding``:
every concern has a weight, and weights add up; ``coin``: nothing."""


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Population:
    """Invented people, what they choose, and what an interview with them came to."""

    chosen: NDArray[np.int64]
    """People × situations: the position of the option."""
    cards: CardsInOrder
    """What they say that they live by."""


def draw_population(
    bank: BankArrays,
    kind: PopulationKind,
    *,
    people: int,
    rng: np.random.Generator,
    cards: int = 4,
    slip: float = 0.1,
    misread: float = 0.0,
    scale: float = 2.0,
) -> Population:
    """Draw invented people, have them choose in every situation, and interview them.

    Who lives by cards goes through them in order until one option is left; where none decides,
    chance does. Who adds up has weights drawn from a half-normal distribution over all concerns and
    takes the option with the greatest sum plus a Gumbel-distributed disturbance, which is the
    preference model's own picture of people; asked what they live by, they name the concerns that
    weigh most. Who tosses a coin names concerns that have nothing to do with what they do.

    Args:
        bank: the situations.
        kind: what decides in them; all people are of one kind.
        people: how many.
        rng: where everything is drawn from.
        cards: how many cards each has or names.
        slip: how often somebody who lives by cards takes any option at all instead.
        misread: how often a card is linked to another concern than it means.
        scale: how much weights matter against the disturbance, for those who add up.

    Cost: people × situations × options × concerns.
    """
    concerns = bank.tags.shape[2]
    ranked = rng.random((people, concerns)).argsort(axis=1)
    nowhere = np.full(people, NOWHERE)
    everything = np.broadcast_to(bank.there, (people, *bank.there.shape))
    if kind == "adding":
        weights = np.abs(rng.standard_normal((people, concerns))) * scale
        ranked = (-weights).argsort(axis=1)
        sums = np.einsum("sok,pk->pso", bank.tags, weights) + rng.gumbel(size=everything.shape)
        chosen = np.where(bank.there, sums, -np.inf).argmax(axis=2)
        told = CardsInOrder(concern=ranked[:, :cards], turned_in=nowhere)
    else:
        turned = rng.integers(0, concerns, people) if kind == "contexts" else nowhere
        told = CardsInOrder(concern=ranked[:, :cards], turned_in=turned)
        chosen = one_of(everything if kind == "coin" else told.take(bank), rng)
        slips = rng.random(chosen.shape) < slip
        chosen = np.where(slips, one_of(everything, rng), chosen)
    return Population(chosen=chosen, cards=_misread(told, ranked, misread, rng))


def _misread(
    told: CardsInOrder, ranked: NDArray[np.int64], misread: float, rng: np.random.Generator
) -> CardsInOrder:
    """Return cards of which some are linked to a concern that the person does not have."""
    people, cards = told.concern.shape
    wrong = rng.random((people, cards)) < misread
    others = rng.permuted(ranked[:, cards:], axis=1)[:, :cards]
    return CardsInOrder(concern=np.where(wrong, others, told.concern), turned_in=told.turned_in)
