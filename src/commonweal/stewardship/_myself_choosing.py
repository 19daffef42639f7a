"""The second part of a session with oneself: choices that were predicted, and what one endorses."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from commonweal.elicitation import Question
from commonweal.stewardship._myself_telling import ask_choices

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from commonweal.elicitation import Questions
    from commonweal.stewardship._measure import EndorsementAnswer
    from commonweal.stewardship._myself_setting import MyselfSetting
    from commonweal.stewardship._prediction import Prediction

ENDORSEMENT_OF = ("cards", "preferences", "prompted")
"""The predictors whose acts are asked about, whatever they are."""

Endorsed = tuple[tuple[str, str, "EndorsementAnswer"], ...]
"""Situation, option, and whether somebody would have wanted it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChosenByMyself:
    """What came of the second part."""

    choices: tuple[tuple[str, str], ...]
    """Situation and option; those that the person could not decide are left out."""
    endorsed: Endorsed


def ask_held_out(
    setting: MyselfSetting, predictions: Mapping[str, Sequence[Prediction]]
) -> Questions[ChosenByMyself]:
    """Ask what the person would do in the situations held out, then what they would have wanted.

    Nothing in the questions tells what was predicted of the choices. Endorsement is asked of every
    act that cards or preferences predicted, without saying which, in an order drawn at random.
    """
    choices = yield from ask_choices("held_out", setting.situations[1])
    endorsed = yield from ask_endorsed("endorse", setting, predictions)
    return ChosenByMyself(choices=choices, endorsed=endorsed)


def ask_endorsed(
    prefix: str, setting: MyselfSetting, predictions: Mapping[str, Sequence[Prediction]]
) -> Questions[Endorsed]:
    """Ask of each act that was predicted whether the person would have wanted it."""
    acts = acts_to_endorse(predictions)
    endorsed: list[tuple[str, str, EndorsementAnswer]] = []
    for position in setting.drawn(prefix, len(acts)):
        name, option = acts[position]
        situation = setting.bank.situation_named[name]
        said = (("situation", situation.text), ("option", situation.option(option).text))
        question = Question(f"{prefix}.{name}.{option}", "yes_no_unsure", "myself.endorse", said)
        answer = yield question
        if answer is not None:
            endorsed.append((name, option, cast("EndorsementAnswer", answer)))
    return tuple(endorsed)


def acts_to_endorse(predictions: Mapping[str, Iterable[Prediction]]) -> list[tuple[str, str]]:
    """Return situation and option of every act of the predictors that are asked about, once each.

    Those that know nothing of the person are not asked about: it would double the questions.
    """
    return sorted(
        {
            (prediction.situation, prediction.option)
            for name in ENDORSEMENT_OF
            for prediction in predictions.get(name, ())
            if prediction.outcome == "act" and prediction.option is not None
        }
    )
