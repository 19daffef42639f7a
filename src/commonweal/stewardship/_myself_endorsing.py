"""The last part of a session with oneself: which of the acts predicted one would have wanted."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from commonweal.elicitation import Question

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


def ask_endorsed(
    prefix: str, setting: MyselfSetting, predictions: Mapping[str, Sequence[Prediction]]
) -> Questions[Endorsed]:
    """Ask of each act that was predicted whether the person would have wanted it.

    Nothing says who predicted it, and the order is drawn at random. Since the questions show what
    was predicted, they come after all choices that were predicted, and no way leads back to these.
    """
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
