"""What somebody chose, what is predicted of them, and what anything that predicts has to offer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, Protocol, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Sequence

    from commonweal.stewardship._bank import BankSituation

PredictedOutcome: TypeAlias = Literal["act", "ask", "abstain"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """What somebody said that they would do in a situation."""

    situation: BankSituation
    option: str
    """The name of the option."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Prediction:
    """What a predictor says that somebody would do in a situation, or that it would rather ask."""

    situation: str
    """The name of the situation."""
    outcome: PredictedOutcome
    option: str | None = None
    """What it would do in the person's place, if it acts."""
    why: tuple[str, ...] = ()
    """In sentences."""
    confidence: float | None = None
    """How sure it is, comparable within one predictor only; None if it ranks nothing."""
    decided_by: tuple[str, ...] = ()
    """The cards that decided, if cards did."""


class FittedPredictor(Protocol):
    """A predictor that has learned what it can."""

    def predict(self, situation: BankSituation) -> Prediction:
        """Return what the person would do, or that it asks or abstains."""
        ...


class Predictor(Protocol):
    """A way of predicting what one person would choose."""

    @property
    def name(self) -> str:
        """What it is called beside others."""
        ...

    def fit(self, choices: Sequence[Chosen]) -> FittedPredictor:
        """Return what it has become after seeing some choices of the person; itself unchanged."""
        ...


def fix_predictions(
    predictor: Predictor, learned_from: Sequence[Chosen], situations: Sequence[BankSituation]
) -> tuple[Prediction, ...]:
    """Return what a predictor says of situations, having seen some choices of the person's.

    Args:
        predictor: the predictor.
        learned_from: the choices that it may learn from; none of the situations is among them.
        situations: what to predict.
    """
    fitted = predictor.fit(learned_from)
    return tuple(fitted.predict(situation) for situation in situations)
