"""How far a model places options as those do who hold the value: on held-out situations."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

import numpy as np

from commonweal.documents import ModelAgreement
from commonweal.elicitation._arms import Arm, ArmTrial
from commonweal.elicitation._owner_agreement import (
    Comparison,
    Order,
    by_comparison,
    compare_options,
    no_comparison,
)
from commonweal.errors import InvalidDocument, Problem
from commonweal.values import exact_lower_bound

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from numpy.typing import NDArray

    from commonweal.documents import Placing

LEVEL = 0.025
"""How often a model that does not read the value may be said to: one side of 5 %."""
_EXCHANGES = 9_999

FEWEST_OWNERS = 3
"""With fewer owners there is no majority worth the name that a model could be held to."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldOutAgreement:
    """How often a model compares two options as most owners do, on held-out situations."""

    model: str
    held_out: int
    """Comparisons in held-out situations on which most owners agree and the model spoke."""
    agreed: int
    low: float
    high: float
    """The 95 % interval of the share after Clopper and Pearson (Biometrika 26, 1934, 404), as if
    comparisons were independent; those of one situation are not, so it is rather too narrow."""
    on_other_values: float | None
    """The share with which its word on *another* value of the same situation agrees: a model that
    names the better option whatever the value reaches this too. None if it spoke on no other."""
    p: float
    """How often its words agree as often when those on the values of a situation are exchanged at
    random: what a model that does not read the value would do."""
    needed: int | None
    """The fewest comparisons to agree on from which chance would do as much too rarely. None if
    agreeing on all of them would not show it: too few are held out, or it spoke on no other
    value."""

    @property
    def reads_the_value(self) -> bool:
        """Whether it does better than its own words do on one another's values."""
        return self.p <= LEVEL

    def declaration(self, *, counts: bool) -> ModelAgreement:
        """Return what goes into ``study.toml``.

        Args:
            counts: whether the study says that this is enough. No number says it.
        """
        return ModelAgreement(
            model=self.model, held_out=self.held_out, agreed=self.agreed, counts=counts
        )


def held_out_situations(situations: Iterable[str], *, share: Fraction, seed: int) -> frozenset[str]:
    """Return the situations that a model's makers are not to see, drawn by name and seed.

    Whole situations are held out: of one whose other comparisons were seen, too much is known.

    Raises:
        InvalidDocument: with code ``arm-shares`` if the share is not between 0 and 1.
    """
    arms = (Arm(name="held_out", share=share), Arm(name="seen", share=1 - share))
    trial = ArmTrial(name="held out", arms=arms, control="seen", seed=seed)
    return frozenset(name for name in situations if trial.arm_of(name) == "held_out")


def agreement_of_model(
    placings: Iterable[Placing],
    owners: Mapping[str, Collection[str]],
    *,
    model: str,
    held_out: Collection[str],
    rng: np.random.Generator,
    fewest_owners: int = FEWEST_OWNERS,
) -> HeldOutAgreement:
    """Return how often a model compares options as most owners of the value do.

    Args:
        placings: standing placings of owners and of the model, on representative cards.
        owners: for each card the people who hold it.
        model: the appraiser's name.
        held_out: the situations that were held out: see `held_out_situations`.
        rng: exchanges the model's words among the values of each situation.
        fewest_owners: how many owners must have compared two options, and more than half of them
            alike, for the comparison to be one that a model can be right about.

    Raises:
        InvalidDocument: with code ``no-comparison`` if there is no such comparison; code
            ``not-a-model`` if somebody else than a model placed under that name.

    Source: R. A. Fisher, The Design of Experiments (1935), chapter II, for the exchange.
    Cost: linear in the comparisons, times the values of a situation; and 9,999 exchanges.
    """
    placings = list(placings)
    _refuse_others(placings, model)
    placings = [placing for placing in placings if placing.situation in held_out]
    most = _of_most(by_comparison(placings, owners), fewest_owners)
    said = {
        comparison: order
        for placing in placings
        if placing.appraiser == model
        for comparison, order in compare_options(placing).items()
    }
    right = [said[comparison] == order for comparison, order in most.items() if comparison in said]
    if not right:
        raise no_comparison(
            f"held-out options on which most of {fewest_owners} owners agree and {model} spoke"
        )
    agreed = sum(right)
    by_chance = _exchanged(most, said, rng)
    low, missed = exact_lower_bound([agreed, len(right) - agreed], len(right), error=0.025).tolist()
    return HeldOutAgreement(
        model=model,
        held_out=len(right),
        agreed=agreed,
        low=low,
        high=1 - missed,
        on_other_values=_on_other_values(most, said),
        p=float(1 + (by_chance >= agreed).sum()) / (_EXCHANGES + 1),
        needed=_needed(by_chance, len(right)),
    )


def _refuse_others(placings: Iterable[Placing], model: str) -> None:
    origins = {placing.origin for placing in placings if placing.appraiser == model}
    if origins - {"model"}:
        raise InvalidDocument(
            Problem(
                code="not-a-model",
                path="model",
                expected="the name of a model that placed options",
                found=f"{model!r}, with placings of origin {', '.join(sorted(origins))}",
                hint="People who hold a value are what a model is held to.",
            )
        )


def _exchanged(
    most: Mapping[Comparison, Order], said: Mapping[Comparison, Order], rng: np.random.Generator
) -> NDArray[np.int64]:
    """Return on how many comparisons it agrees, with its words exchanged within situations."""
    cards: dict[str, set[str]] = defaultdict(set)
    for comparison in said:
        cards[comparison.situation].add(comparison.card)
    agreed = np.zeros(_EXCHANGES, dtype=np.int64)
    for situation, spoken in sorted(cards.items()):
        names = sorted(spoken)
        alike = np.zeros((len(names), len(names)), dtype=np.int64)
        for comparison, order in most.items():
            if comparison.situation == situation and comparison.card in spoken:
                for place, other in enumerate(names):
                    word = said.get(comparison._replace(card=other))
                    alike[names.index(comparison.card), place] += word == order
        places = np.tile(np.arange(len(names)), (_EXCHANGES, 1))
        agreed += alike[np.arange(len(names)), rng.permuted(places, axis=1)].sum(axis=1)
    return agreed


def _needed(by_chance: NDArray[np.int64], held_out: int) -> int | None:
    """Return from how many on chance reaches as many too rarely."""
    for agreed in range(held_out + 1):
        if (1 + int((by_chance >= agreed).sum())) / (_EXCHANGES + 1) <= LEVEL:
            return agreed
    return None


def _of_most(
    said: Mapping[Comparison, Mapping[str, Order]], fewest_owners: int
) -> dict[Comparison, Order]:
    """Return the comparisons of which more than half of the owners say the same."""
    found: dict[Comparison, Order] = {}
    for comparison, orders in said.items():
        order, times = Counter(orders.values()).most_common(1)[0]
        if len(orders) >= fewest_owners and 2 * times > len(orders):
            found[comparison] = order
    return found


def _on_other_values(
    most: Mapping[Comparison, Order], said: Mapping[Comparison, Order]
) -> float | None:
    """Return the mean agreement of the model's word on other values with the owners' on each."""
    by_options: dict[tuple[str, str, str], dict[str, Order]] = defaultdict(dict)
    for comparison, order in said.items():
        by_options[comparison.situation, comparison.first, comparison.second][comparison.card] = (
            order
        )
    shares = []
    for comparison, order in most.items():
        options = comparison.situation, comparison.first, comparison.second
        others = [
            said_of for card, said_of in by_options[options].items() if card != comparison.card
        ]
        if others and comparison in said:
            shares.append(others.count(order) / len(others))
    return sum(shares) / len(shares) if shares else None
