"""A model that was given somebody's cards as a constitution, and asked what they would do."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from commonweal.elicitation import ModelChoice
from commonweal.stewardship._prediction import Prediction

if TYPE_CHECKING:
    from collections.abc import Sequence

    from commonweal.documents import ValueCard
    from commonweal.stewardship._bank import BankSituation
    from commonweal.stewardship._prediction import Chosen


@dataclass(frozen=True, slots=True, kw_only=True)
class ConstitutionQuestion:
    """What a model is asked about one situation."""

    told: tuple[str, ...]
    """The person's cards, and choices of theirs, a line each."""
    name: str
    """The name of the situation."""
    situation: str
    options: Mapping[str, str]
    """For the name of each option what it is."""


AskModel: TypeAlias = Callable[[ConstitutionQuestion], ModelChoice]
"""Puts a question to a model, and returns what came of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PromptedConstitution:
    """A rival for cards that decide by rule: the same cards, read by a model.

    It is told the confirmed cards and the person's choices, and has to name one option, or none if
    it would ask. What it says beside that is kept as why, and judged by nobody. Where no answer
    came that can be used, or one that names no option on offer, it abstains.
    """

    cards: tuple[ValueCard, ...]
    ask_model: AskModel
    """How to reach the model; what it is, and where it runs, is the caller's affair."""
    name: str = "prompted"

    def fit(self, choices: Sequence[Chosen]) -> FittedConstitution:
        """Return the same with these choices added to what is told."""
        cards = [
            f"Lives by the card {card.title}: " + "; ".join(policy.text for policy in card.policies)
            for card in self.cards
            if card.confirmed
        ]
        made = [
            f"Chose elsewhere. {chosen.situation.text.strip()} "
            f"They chose: {chosen.situation.option(chosen.option).text}"
            for chosen in choices
        ]
        return FittedConstitution(told=(*cards, *made), ask_model=self.ask_model)


@dataclass(frozen=True, slots=True)
class FittedConstitution:
    """What a model is told of somebody, before each situation."""

    told: tuple[str, ...]
    ask_model: AskModel

    def predict(self, situation: BankSituation) -> Prediction:
        """Return the option that the model names, that it would ask, or that it abstains."""
        options = {option.name: option.text for option in situation.options}
        choice = self.ask_model(
            ConstitutionQuestion(
                told=self.told, name=situation.name, situation=situation.text, options=options
            )
        )
        why = (choice.why,) if choice.why else ()
        if choice.status != "answered":
            return Prediction(situation=situation.name, outcome="abstain", why=(choice.status,))
        if choice.option is None:
            return Prediction(situation=situation.name, outcome="ask", why=why)
        if choice.option not in options:
            return Prediction(situation=situation.name, outcome="abstain", why=("unusable",))
        return Prediction(situation=situation.name, outcome="act", option=choice.option, why=why)
