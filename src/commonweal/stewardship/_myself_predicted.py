"""Predictions of one's own choices, fixed in a file before the choices are asked about."""

from __future__ import annotations

import json
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import numpy as np

from commonweal.documents import Json, rational_text, read_json, sha256_hex
from commonweal.errors import InvalidDocument, Problem
from commonweal.stewardship._by_cards import ByCards
from commonweal.stewardship._conditional_logit import ConditionalLogit
from commonweal.stewardship._model_log import logged
from commonweal.stewardship._plain_rivals import Coin, MajorityKind
from commonweal.stewardship._prediction import Prediction, fix_predictions
from commonweal.stewardship._private_files import make_private_folder, write_private
from commonweal.stewardship._prompted import PromptedConstitution
from commonweal.stewardship._steward import Steward

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from commonweal.stewardship._myself_setting import MyselfSetting
    from commonweal.stewardship._own_values import OwnValues
    from commonweal.stewardship._prediction import Chosen, Predictor
    from commonweal.stewardship._prompted import AskModel

PREDICTIONS, DECISIONS = "predictions.json", "decisions"

_MILLION = 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class FixedPredictions:
    """What was predicted, and the hash of the file that it stands in."""

    predictions: Mapping[str, tuple[Prediction, ...]]
    """For each predictor, in the order of the situations."""
    values: str
    """The digest of the values that the cards' predictions rest on; see `OwnValues.digest`."""
    sha256: str


def fix_own_predictions(
    folder: Path,
    own: OwnValues,
    setting: MyselfSetting,
    learned_from: Sequence[Chosen],
    *,
    ask_model: AskModel | None = None,
) -> None:
    """Predict the situations held out, and write what was predicted before anybody is asked.

    Beside the predictions stands, for each situation, the decision that the cards' prediction rests
    on, which `commonweal check` verifies.

    Args:
        folder: where the predictions go.
        own: the person's cards, links and votes.
        setting: which situations are held out.
        learned_from: the choices that the rivals learn from.
        ask_model: reaches a model that is told the cards and these choices, as one more rival;
            each answer of its is kept in ``model.jsonl``.

    Raises:
        InvalidDocument: with what a steward cannot use of the cards, links and votes.
        ExternalFailure: with code ``cannot-write`` if the system refuses.
    """
    steward = Steward(own, setting.bank, read_at=setting.begun)
    predictors: tuple[Predictor, ...] = (
        ByCards(steward=steward),
        ConditionalLogit(),
        MajorityKind(),
        *(() if ask_model is None else (_prompted(own, logged(folder, ask_model)),)),
        Coin(rng=np.random.default_rng(setting.seed)),
    )
    held_out = setting.situations[1]
    make_private_folder(folder / DECISIONS)
    for situation in held_out:
        content = steward.decide(situation).decision.content()
        path = folder / DECISIONS / f"{situation.name}.json"
        write_private(path, _indented(content))
    predictions: dict[str, Json] = {
        predictor.name: [
            _as_json(each) for each in fix_predictions(predictor, learned_from, held_out)
        ]
        for predictor in predictors
    }
    content = {
        "bank": setting.bank.id,
        "cards": [card.id for card in own.confirmed],
        "learned_from": [[choice.situation.name, choice.option] for choice in learned_from],
        "predictions": predictions,
        "values": own.digest,
    }
    write_private(folder / PREDICTIONS, _indented(content))


def read_predictions(folder: Path) -> FixedPredictions:
    """Return what was predicted, as it was fixed.

    Raises:
        InvalidDocument: with code ``predictions-damaged`` if the file is none of ours.
    """
    path = folder / PREDICTIONS
    content = read_json(path)
    try:
        predictions = {
            name: tuple(_of_json(each) for each in listed)
            for name, listed in content["predictions"].items()
        }
        values = str(content["values"])
    except (KeyError, TypeError, AttributeError, ValueError, ZeroDivisionError) as error:
        expected = "predictions as this program writes them"
        problem = Problem("predictions-damaged", str(path), expected, repr(error)[:80])
        raise InvalidDocument(problem) from error
    return FixedPredictions(
        predictions=predictions, values=values, sha256=sha256_hex(path.read_bytes())
    )


def _prompted(own: OwnValues, ask_model: AskModel) -> Predictor:
    return PromptedConstitution(cards=own.confirmed, ask_model=ask_model)


def _as_json(prediction: Prediction) -> Json:
    confidence = prediction.confidence
    sure = None if confidence is None else Fraction(round(confidence * _MILLION), _MILLION)
    return {
        "situation": prediction.situation,
        "outcome": prediction.outcome,
        "option": prediction.option,
        "confidence": None if sure is None else rational_text(sure),
        "decided_by": list(prediction.decided_by),
        "why": list(prediction.why),
    }


def _of_json(content: Mapping[str, Any]) -> Prediction:
    sure = content["confidence"]
    return Prediction(
        situation=content["situation"],
        outcome=content["outcome"],
        option=content["option"],
        confidence=None if sure is None else float(Fraction(sure)),
        decided_by=tuple(content["decided_by"]),
        why=tuple(content["why"]),
    )


def _indented(content: Any) -> bytes:
    return (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode()
