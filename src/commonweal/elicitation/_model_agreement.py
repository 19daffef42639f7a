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
from commonweal.values import exact_lower_bound

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from commonweal.documents import Placing

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

    @property
    def reads_the_value(self) -> bool:
        """Whether it does better, beyond its interval, than its own word on other values.

        False without any: then nothing shows that the value made a difference.
        """
        return self.on_other_values is not None and self.low > self.on_other_values

    @property
    def needed(self) -> int | None:
        """The fewest comparisons to agree on from which it would do better than that.

        None if agreeing on all of them would not show it: too few are held out, or nothing is known
        of other values.
        """
        if self.on_other_values is None:
            return None
        agreed = np.arange(self.held_out + 1)
        enough = exact_lower_bound(agreed, self.held_out, error=0.025) > self.on_other_values
        return int(enough.argmax()) if enough.any() else None

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
    fewest_owners: int = FEWEST_OWNERS,
) -> HeldOutAgreement:
    """Return how often a model compares options as most owners of the value do.

    Args:
        placings: standing placings of owners and of the model, on representative cards.
        owners: for each card the people who hold it.
        model: the appraiser's name.
        held_out: the situations that were held out: see `held_out_situations`.
        fewest_owners: how many owners must have compared two options, and more than half of them
            alike, for the comparison to be one that a model can be right about.

    Raises:
        InvalidDocument: with code ``no-comparison`` if there is no such comparison.

    Cost: linear in the comparisons, times the values of a situation.
    """
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
    low, missed = exact_lower_bound([agreed, len(right) - agreed], len(right), error=0.025).tolist()
    return HeldOutAgreement(
        model=model,
        held_out=len(right),
        agreed=agreed,
        low=low,
        high=1 - missed,
        on_other_values=_on_other_values(most, said),
    )


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
