"""The control of every prediction by cards: the same cards, linked to concerns at random."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import numpy as np

    from commonweal.stewardship._bank import Bank, BankOption, BankSituation
    from commonweal.stewardship._prediction import Chosen, FittedPredictor, Prediction, Predictor


@dataclass(frozen=True, slots=True, kw_only=True)
class Shuffled:
    """A predictor that sees every situation with the names of its concerns exchanged.

    To exchange the names in the situations is the same as to exchange what a person's policies are
    linked to, and works for anything that reads tags. Whatever such a control still gets right, it
    owes to the options (how many there are, how many tags they have), and nothing to the person.
    """

    inner: Predictor
    exchanged: Mapping[str, str]
    """For each concern the one whose name it takes."""
    name: str = "shuffled cards"

    def fit(self, choices: Sequence[Chosen]) -> FittedShuffled:
        """Return the inner predictor, fitted to choices whose concerns are exchanged as well."""
        turned = [replace(chosen, situation=self.turned(chosen.situation)) for chosen in choices]
        return FittedShuffled(self, self.inner.fit(turned))

    def turned(self, situation: BankSituation) -> BankSituation:
        """Return a situation with the names of its concerns exchanged."""
        return replace(situation, options=tuple(map(self._turned_option, situation.options)))

    def _turned_option(self, option: BankOption) -> BankOption:
        return replace(
            option,
            supports=tuple(self.exchanged[name] for name in option.supports),
            opposes=tuple(self.exchanged[name] for name in option.opposes),
        )


@dataclass(frozen=True, slots=True)
class FittedShuffled:
    """A control that has learned what it can."""

    control: Shuffled
    fitted: FittedPredictor

    def predict(self, situation: BankSituation) -> Prediction:
        """Return what the inner predictor says of the situation with its concerns exchanged."""
        return self.fitted.predict(self.control.turned(situation))


def shuffle_concerns(inner: Predictor, bank: Bank, rng: np.random.Generator) -> Shuffled:
    """Return a control with one random exchange of the bank's concerns.

    Args:
        inner: the predictor to control.
        bank: whose concerns are exchanged with one another, each order as likely.
        rng: where the exchange is drawn from.
    """
    names = [concern.name for concern in bank.concerns]
    drawn = [names[position] for position in rng.permutation(len(names))]
    return Shuffled(inner=inner, exchanged=dict(zip(names, drawn, strict=True)))
