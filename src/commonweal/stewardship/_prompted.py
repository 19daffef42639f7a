"""A model that was given somebody's cards as a constitution, and asked what they would do."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from commonweal.stewardship._prediction import Prediction

if TYPE_CHECKING:
    from collections.abc import Sequence

    from commonweal.documents import ValueCard
    from commonweal.stewardship._bank import BankSituation
    from commonweal.stewardship._prediction import Chosen

AskModel: TypeAlias = Callable[[str], str]
"""Takes what is put to a model, and returns what it said."""

_ASKS = "ask"
_ANSWER = re.compile(r"\bANSWER:\s*([\w.-]+)", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class PromptedConstitution:
    """A rival for cards that decide by rule: the same cards, read by a model.

    It is told the cards and the person's choices, and has to name one option, or say that it would
    ask. Whatever else it says is kept as why, and judged by nobody. What cannot be read as an
    answer counts as asking.
    """

    cards: tuple[ValueCard, ...]
    ask_model: AskModel
    """How to reach the model; what it is, and where it runs, is the caller's affair."""
    name: str = "prompted"

    def fit(self, choices: Sequence[Chosen]) -> FittedConstitution:
        """Return the same with these choices added to what is told."""
        cards = [
            f"{card.title}: " + "; ".join(policy.text for policy in card.policies)
            for card in self.cards
            if card.confirmed
        ]
        made = [
            f"{chosen.situation.text} They chose: {chosen.situation.option(chosen.option).text}"
            for chosen in choices
        ]
        told = ["Somebody lives by these cards:", *cards, "Some choices of theirs:", *made]
        return FittedConstitution(told="\n".join(told), ask_model=self.ask_model)


@dataclass(frozen=True, slots=True)
class FittedConstitution:
    """What a model is told of somebody, before each situation."""

    told: str
    ask_model: AskModel

    def predict(self, situation: BankSituation) -> Prediction:
        """Return the option that the model names, or that it would ask."""
        options = [f"{option.name}: {option.text}" for option in situation.options]
        asked = (
            "What would they do here? Begin with ANSWER: and the name of one option, or"
            f" ANSWER: {_ASKS} if their cards do not tell. Then say why in one sentence."
        )
        said = self.ask_model("\n".join([self.told, situation.text, *options, asked]))
        found = _ANSWER.search(said)
        named = found[1].lower().rstrip(".") if found else _ASKS
        if named not in {option.name for option in situation.options}:
            return Prediction(situation=situation.name, outcome="ask", why=(said,))
        return Prediction(situation=situation.name, outcome="act", option=named, why=(said,))
