"""Predicting by a person's own cards: what their steward would do is what it says they would."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from commonweal.stewardship._prediction import Prediction
from commonweal.stewardship._steward_answer import STEWARD_REASONS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from commonweal.stewardship._bank import BankSituation
    from commonweal.stewardship._prediction import Chosen
    from commonweal.stewardship._steward import Steward


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class ByCards:
    """A person's cards, links and order, decided by the law of decisions.

    It learns nothing from choices, so that what it gets right it owes to what the person said that
    they live by.
    """

    steward: Steward
    name: str = "cards"

    def fit(self, choices: Sequence[Chosen]) -> ByCards:
        """Return itself."""
        del choices
        return self

    def predict(self, situation: BankSituation) -> Prediction:
        """Return what the steward does, with its reasons and the cards that decided."""
        answer = self.steward.decide(situation)
        return Prediction(
            situation=situation.name,
            outcome=answer.outcome,
            option=answer.option,
            why=(*(STEWARD_REASONS[reason] for reason in answer.reasons), *answer.about),
            decided_by=answer.decided_by if answer.acts else (),
        )
