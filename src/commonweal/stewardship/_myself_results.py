"""What came of a session with oneself: three numbers for each predictor, and what they rest on."""

from __future__ import annotations

import json
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

import numpy as np

from commonweal.stewardship._by_cards import ByCards
from commonweal.stewardship._measure import Measured, measure
from commonweal.stewardship._myself_endorsing import ENDORSEMENT_OF
from commonweal.stewardship._myself_predicted import read_predictions
from commonweal.stewardship._own_folder import read_own_values
from commonweal.stewardship._paired import situations_to_tell_apart
from commonweal.stewardship._private_files import write_private
from commonweal.stewardship._shuffled import shuffle_concerns
from commonweal.stewardship._steward import Steward

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from commonweal.documents import Json
    from commonweal.stewardship._measure import EndorsementAnswer, Share
    from commonweal.stewardship._myself import Myself
    from commonweal.stewardship._myself_endorsing import Endorsed
    from commonweal.stewardship._myself_setting import MyselfSetting
    from commonweal.stewardship._own_values import OwnValues
    from commonweal.stewardship._prediction import Chosen, Prediction, Predictor

EXCHANGES = 100
"""How often the concerns are exchanged for the control."""

TYPICAL_DIFFERENCE = Fraction(1, 5)
TYPICAL_DISCORDANCE = Fraction(2, 5)
"""Two predictors that differ by twenty points, and of which just one is right in two of five."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ShuffledControl:
    """The cards with their links exchanged at random, many times over."""

    exchanges: int
    acts: int
    """Over all exchanges and situations."""
    right: int
    situations: int

    @property
    def share_right(self) -> Fraction | None:
        """The share right among acts; None if it never acted."""
        return Fraction(self.right, self.acts) if self.acts else None

    @property
    def share_dared(self) -> Fraction | None:
        """The share of situations acted on; None of nothing."""
        all_of_them = self.exchanges * self.situations
        return Fraction(self.acts, all_of_them) if all_of_them else None


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class MyselfResults:
    """Everything that a finished session came to."""

    setting: MyselfSetting
    own: OwnValues
    predictions: Mapping[str, Sequence[Prediction]]
    predictions_hash: str
    learned_from: Sequence[Chosen]
    chosen: Sequence[Chosen]
    endorsed: Mapping[tuple[str, str], EndorsementAnswer]
    measured: Measured
    control: ShuffledControl
    later: tuple[Measured, ...]
    """For each time that endorsement was asked again, the same with what was said then."""

    @property
    def needed(self) -> int:
        """How many situations tell predictors apart that differ by twenty points."""
        return (
            situations_to_tell_apart(difference=TYPICAL_DIFFERENCE, discordant=TYPICAL_DISCORDANCE)
            or 0
        )


def results_of(myself: Myself) -> MyselfResults:
    """Return what a finished session came to.

    Args:
        myself: a session at the stage ``done``.

    Cost: a decision for each situation held out and each of a hundred exchanges.
    """
    fixed = read_predictions(myself.folder)
    own = read_own_values(myself.folder)
    chosen = myself.held_out()
    measured, *later = (
        measure(
            fixed.predictions,
            chosen,
            endorsed=_by_act(said),
            endorsement_of=ENDORSEMENT_OF,
        )
        for said in (myself.endorsed(), *_said_later(myself))
    )
    return MyselfResults(
        setting=myself.setting,
        own=own,
        predictions=fixed.predictions,
        predictions_hash=fixed.sha256,
        learned_from=myself.learned_from(),
        chosen=chosen,
        endorsed=_by_act(myself.endorsed()),
        measured=measured,
        control=shuffled_control(own, myself.setting, chosen),
        later=tuple(later),
    )


def shuffled_control(
    own: OwnValues, setting: MyselfSetting, chosen: Sequence[Chosen]
) -> ShuffledControl:
    """Return how right the person's cards are when what they are linked to is exchanged.

    What is left of being right then is owed to the options alone, so this is what chance means
    here; the cards have something to say about the person only as far as they are beyond it.
    """
    cards: Predictor = ByCards(steward=Steward(own, setting.bank, read_at=setting.begun))
    rng = np.random.default_rng(setting.seed)
    acts = right = 0
    for _ in range(EXCHANGES):
        fitted = shuffle_concerns(cards, setting.bank, rng).fit(())
        for choice in chosen:
            prediction = fitted.predict(choice.situation)
            acts += prediction.outcome == "act"
            right += prediction.option == choice.option
    return ShuffledControl(exchanges=EXCHANGES, acts=acts, right=right, situations=len(chosen))


def shared_numbers(results: MyselfResults) -> dict[str, Json]:
    """Return the numbers of a session that may be given away: no text, no name, no answer.

    What remains says how often things were right, not what was chosen. With few situations it can
    still be guessed at by somebody who knows the person: ten of ten right tells much to whoever has
    the cards.
    """
    control = results.control
    return {
        "bank": results.setting.bank.id,
        "origin": results.setting.origin,
        "cards": len(results.own.confirmed),
        "learned_from": len(results.learned_from),
        "situations": results.measured.situations,
        "predictors": [
            {
                "name": score.name,
                "right": _numbers(score.right),
                "dared": _numbers(score.dared),
                "endorsed": _numbers(score.endorsed),
            }
            for score in results.measured.scores
        ],
        "comparisons": [
            {
                "first": each.first,
                "second": each.second,
                "both_acted": each.both_acted,
                "only_first": each.only_first,
                "only_second": each.only_second,
            }
            for each in results.measured.comparisons
        ],
        "shuffled": {
            "exchanges": control.exchanges,
            "acts": control.acts,
            "right": control.right,
        },
        "endorsed_later": [
            {score.name: _numbers(score.endorsed) for score in again.scores}
            for again in results.later
        ],
    }


def share_numbers(path: Path, results: MyselfResults) -> None:
    """Write what may be given away into a file; see `shared_numbers`.

    The file itself is as private as the rest: giving it away is an act of its owner's.
    """
    content = json.dumps(shared_numbers(results), indent=1)
    write_private(path, f"{content}\n".encode())


def times_asked_later(folder: Path) -> int:
    """Return how often asking again was begun."""
    number = 0
    while (folder / f"later-{number + 1}.jsonl").exists():
        number += 1
    return number


def _said_later(myself: Myself) -> list[Endorsed]:
    numbers = range(1, times_asked_later(myself.folder) + 1)
    said = [myself.later(number).endorsed for number in numbers]
    return [each for each in said if each is not None]


def _by_act(endorsed: Endorsed) -> Mapping[tuple[str, str], EndorsementAnswer]:
    return {(situation, option): answer for situation, option, answer in endorsed}


def _numbers(share: Share) -> dict[str, Json]:
    return {"hits": share.hits, "of": share.of}
