"""A preference model: weights of concerns, learned from choices, added up for each option."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from commonweal.stewardship._prediction import Prediction

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from commonweal.stewardship._bank import BankOption, BankSituation
    from commonweal.stewardship._prediction import Chosen

_NOTHING = ""
"""The feature of leaving things as they are; no concern has an empty name."""

_MOST_STEPS = 50
_TOLERANCE = 1e-9
_SAME = 1e-9


@dataclass(frozen=True, slots=True, kw_only=True)
class ConditionalLogit:
    """Preferences: every concern has a weight, weights add up, and the likeliest option is taken.

    The probability of an option is proportional to exp(w·x), where x holds +1 for a concern that
    supports it, -1 for one that opposes it, and 1 for leaving things as they are. Between two
    options this is the model of Bradley and Terry on features. The weights are those of greatest
    penalised likelihood, found by Newton's method: w minimises -log L(w) + ridge/2·Σw².

    It acts unless two options are equally likely for all that it has learned.

    Source: D. McFadden, Conditional logit analysis of qualitative choice behavior, in Zarembka
    (ed.), Frontiers in Econometrics (1973); R. Bradley and M. Terry, Biometrika 39 (1952).
    """

    ridge: float = 1.0
    """What weights cost; 1 is a standard normal prior on each. Positive."""
    name: str = "preferences"

    def fit(self, choices: Sequence[Chosen]) -> FittedLogit:
        """Return the weights that these choices give; without choices, all are 0."""
        situations = [chosen.situation for chosen in choices]
        features = sorted({name for situation in situations for name in _features_of(situation)})
        most = max((len(situation.options) for situation in situations), default=1)
        design = np.zeros((1, len(choices), most, len(features)))
        there = np.zeros((1, len(choices), most), dtype=bool)
        taken = np.zeros((1, len(choices)), dtype=np.int64)
        for row, chosen in enumerate(choices):
            for column, option in enumerate(chosen.situation.options):
                there[0, row, column] = True
                values = _values_of(option)
                design[0, row, column] = [values.get(name, 0.0) for name in features]
                if option.name == chosen.option:
                    taken[0, row] = column
        weights = solve_logit_weights(design, there, taken, ridge=self.ridge)[0]
        return FittedLogit(dict(zip(features, weights.tolist(), strict=True)))


@dataclass(frozen=True, slots=True)
class FittedLogit:
    """A preference model with its weights."""

    weights: Mapping[str, float]
    """By concern; under the empty name, that of leaving things as they are."""

    def predict(self, situation: BankSituation) -> Prediction:
        """Return the option with the greatest sum of weights, and how likely it is."""
        sums = np.array(
            [
                sum(
                    self.weights.get(name, 0.0) * value
                    for name, value in _values_of(option).items()
                )
                for option in situation.options
            ]
        )
        likely = np.exp(sums - sums.max())
        likely /= likely.sum()
        descending = np.argsort(-likely, kind="stable")
        first, second = likely[descending[0]], likely[descending[1]]
        if first - second < _SAME:
            why = ("Nothing that was learned tells the likeliest options apart.",)
            return Prediction(situation=situation.name, outcome="abstain", why=why)
        option = situation.options[descending[0]]
        return Prediction(
            situation=situation.name,
            outcome="act",
            option=option.name,
            why=(f"The weights of what speaks for and against it make it {first:.0%} likely.",),
            confidence=float(first),
        )


def solve_logit_weights(
    design: NDArray[np.float64],
    there: NDArray[np.bool_],
    taken: NDArray[np.int64],
    *,
    ridge: float,
) -> NDArray[np.float64]:
    """Return for each of many people the weights that best explain their choices.

    Args:
        design: people × choices × options × features.
        there: people × choices × options: which options exist; of every choice at least one.
        taken: people × choices: the position of the option taken.
        ridge: what weights cost, positive; it makes the problem strictly convex.

    Returns:
        people × features.

    Cost: at most fifty steps of people × (choices × options × features² + features³).
    """
    people, _, _, features = design.shape
    weights = np.zeros((people, features))
    if design.shape[1] == 0 or features == 0:
        return weights
    chosen = np.take_along_axis(design, taken[:, :, None, None], axis=2)[:, :, 0]
    for _ in range(_MOST_STEPS):
        likely = logit_likelihoods(design, there, weights)
        mean = np.einsum("pcof,pco->pcf", design, likely)
        gradient = (mean - chosen).sum(axis=1) + ridge * weights
        spread = design - mean[:, :, None]
        weighted = (spread * likely[..., None]).reshape(people, -1, features)
        hessian = np.swapaxes(weighted, 1, 2) @ spread.reshape(people, -1, features)
        hessian += ridge * np.eye(features)
        step = np.linalg.solve(hessian, gradient[..., None])[..., 0]
        # Shortening a long step keeps Newton's method from overshooting where choices separate.
        longest = np.abs(step).max(axis=1, keepdims=True)
        weights = weights - step / np.maximum(1.0, longest)
        if np.abs(step).max() < _TOLERANCE:
            break
    return weights


def logit_likelihoods(
    design: NDArray[np.float64], there: NDArray[np.bool_], weights: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Return how likely each option is: people × choices × options; see `solve_logit_weights`."""
    sums = np.einsum("pcof,pf->pco", design, weights)
    sums = np.where(there, sums, -np.inf)
    likely = np.exp(sums - sums.max(axis=2, keepdims=True))
    normalised: NDArray[np.float64] = likely / likely.sum(axis=2, keepdims=True)
    return normalised


def _features_of(situation: BankSituation) -> tuple[str, ...]:
    return (_NOTHING, *situation.concerns)


def _values_of(option: BankOption) -> Mapping[str, float]:
    values = dict.fromkeys(option.supports, 1.0) | dict.fromkeys(option.opposes, -1.0)
    return values | ({_NOTHING: 1.0} if option.does_nothing else {})
