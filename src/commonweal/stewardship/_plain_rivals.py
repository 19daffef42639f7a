"""Rivals that know nothing of values: what somebody mostly does, what others did, and a coin."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from commonweal.stewardship._prediction import Prediction

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import numpy as np

    from commonweal.stewardship._bank import BankSituation
    from commonweal.stewardship._prediction import Chosen


@dataclass(frozen=True, slots=True, kw_only=True)
class MajorityKind:
    """What the person mostly does: leave things as they are, or do something.

    Of several options of the kind that they mostly took, it takes the first. A predictor that does
    no better than this has found out no more than that somebody tends to step in, or not to.
    """

    name: str = "majority"

    def fit(self, choices: Sequence[Chosen]) -> FittedMajority:
        """Return the kind that most of these choices are of."""
        kinds = Counter(
            chosen.situation.option(chosen.option).does_nothing
            for chosen in choices
            if any(option.does_nothing for option in chosen.situation.options)
        )
        return FittedMajority(doing=kinds[False], leaving=kinds[True])


@dataclass(frozen=True, slots=True)
class FittedMajority:
    """How often somebody did something, and how often they left things as they were."""

    doing: int
    leaving: int

    def predict(self, situation: BankSituation) -> Prediction:
        """Return the first option of the commoner kind; at equal numbers, or without one, ask."""
        fitting = [
            option
            for option in situation.options
            if option.does_nothing == (self.leaving > self.doing)
        ]
        if self.doing == self.leaving or not fitting:
            return Prediction(
                situation=situation.name,
                outcome="abstain",
                why=("Both kinds were taken as often, or there is none of the commoner kind.",),
            )
        most = max(self.doing, self.leaving)
        kind = "left things as they were" if fitting[0].does_nothing else "did something"
        return Prediction(
            situation=situation.name,
            outcome="act",
            option=fitting[0].name,
            why=(f"In {most} of {self.doing + self.leaving} choices they {kind}.",),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class OthersChose:
    """What most other people chose in the same situation; it learns nothing from this person."""

    others: Mapping[str, Mapping[str, int]]
    """For each situation how many others took each option."""
    name: str = "others"

    def fit(self, choices: Sequence[Chosen]) -> OthersChose:
        """Return itself."""
        del choices
        return self

    def predict(self, situation: BankSituation) -> Prediction:
        """Return what most others took, and which share of them; at equal numbers, ask."""
        counts = Counter(self.others.get(situation.name, {}))
        commonest = counts.most_common(2)
        if not commonest or (len(commonest) > 1 and commonest[0][1] == commonest[1][1]):
            why = ("No option was taken by more of the others than every other one.",)
            return Prediction(situation=situation.name, outcome="abstain", why=why)
        option, times = commonest[0]
        return Prediction(
            situation=situation.name,
            outcome="act",
            option=option,
            why=(f"{times} of {counts.total()} others chose this.",),
            confidence=times / counts.total(),
        )


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Coin:
    """Any of the options, each as likely: what being right by chance looks like."""

    rng: np.random.Generator
    name: str = "coin"

    def fit(self, choices: Sequence[Chosen]) -> Coin:
        """Return itself."""
        del choices
        return self

    def predict(self, situation: BankSituation) -> Prediction:
        """Return an option drawn by the generator."""
        option = situation.options[int(self.rng.integers(len(situation.options)))]
        return Prediction(
            situation=situation.name, outcome="act", option=option.name, why=("A coin fell so.",)
        )
