"""The preference model: weights of concerns, learned from choices."""

from __future__ import annotations

from math import exp

import numpy as np
import pytest
from scipy.optimize import minimize

from commonweal.stewardship import (
    BankOption,
    BankSituation,
    Chosen,
    ConditionalLogit,
    bundled_bank,
    logit_likelihoods,
    solve_logit_weights,
)


def situation(*options: BankOption, name: str = "s") -> BankSituation:
    return BankSituation(name=name, text="…", options=options, by="ada", origin="synthetic")


TELL = BankOption(name="tell", text="Tell.", supports=("truth",), opposes=("calm",))
KEEP = BankOption(name="keep", text="Keep it.", supports=("calm",), opposes=("truth",))


def test_one_choice_gives_the_weights_of_the_formula() -> None:
    """With x = ±1 on two concerns, w = 2·(1 - p) for ridge 1, where p = 1 / (1 + exp(-4w))."""
    fitted = ConditionalLogit().fit([Chosen(situation=situation(TELL, KEEP), option="tell")])

    weight = fitted.weights["truth"]
    likely = 1 / (1 + exp(-4 * weight))
    assert weight == pytest.approx(2 * (1 - likely), abs=1e-9)
    assert fitted.weights["calm"] == pytest.approx(-weight, abs=1e-9)


def test_what_was_chosen_is_predicted_where_the_same_concerns_bear() -> None:
    """It learns from concerns and not from situations."""
    fitted = ConditionalLogit().fit([Chosen(situation=situation(TELL, KEEP), option="tell")])
    other = situation(
        BankOption(name="a", text="A.", opposes=("truth",)),
        BankOption(name="b", text="B.", supports=("truth",)),
        name="other",
    )

    prediction = fitted.predict(other)

    assert ("act", "b") == (prediction.outcome, prediction.option)
    assert prediction.confidence is not None
    assert 0.5 < prediction.confidence < 1


def test_it_abstains_where_nothing_learned_tells_options_apart() -> None:
    """Without choices all weights are nought, and all options equally likely."""
    prediction = ConditionalLogit().fit([]).predict(situation(TELL, KEEP))

    assert ("abstain", None) == (prediction.outcome, prediction.option)


@pytest.mark.parametrize("ridge", [0.1, 1.0, 5.0])
def test_newton_finds_what_a_general_minimiser_finds(ridge: float) -> None:
    """SciPy's BFGS on the same penalised likelihood, for each of several people."""
    rng = np.random.default_rng(4)
    design = rng.integers(-1, 2, (5, 9, 3, 6)).astype(float)
    there = np.ones((5, 9, 3), dtype=bool)
    there[:, ::3, 2] = False
    taken = rng.integers(0, 2, (5, 9))

    def loss(weights: np.ndarray, person: int) -> float:
        likely = logit_likelihoods(design[[person]], there[[person]], weights[None])[0]
        chosen = likely[np.arange(9), taken[person]]
        return float(-np.log(chosen).sum() + ridge / 2 * (weights**2).sum())

    found = solve_logit_weights(design, there, taken, ridge=ridge)

    for person in range(5):
        slow = minimize(loss, np.zeros(6), args=(person,), method="BFGS")
        assert slow.x == pytest.approx(found[person], abs=1e-3)


def test_it_recovers_weights_from_many_choices() -> None:
    """Who gives two concerns of a bank their weights is predicted by them in the end."""
    bank = bundled_bank()
    weights = {"near-ones": 3.0, "calm": -2.0}
    choices = [
        Chosen(
            situation=each,
            option=max(
                each.options,
                key=lambda option: sum(
                    weight * ((name in option.supports) - (name in option.opposes))
                    for name, weight in weights.items()
                ),
            ).name,
        )
        for each in bank.situations
    ]

    fitted = ConditionalLogit(ridge=0.1).fit(choices)

    largest = max(fitted.weights, key=lambda name: abs(fitted.weights[name]))
    assert "near-ones" == largest
    assert fitted.weights["calm"] < 0
