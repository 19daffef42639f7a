"""Rivals of cards: what each learns, predicts, and leaves open."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest

from commonweal.documents import AttentionalPolicy, ValueCard
from commonweal.elicitation import ModelChoice
from commonweal.stewardship import (
    BankOption,
    BankSituation,
    Chosen,
    Coin,
    ConditionalLogit,
    ConstitutionQuestion,
    MajorityKind,
    OthersChose,
    Prediction,
    PromptedConstitution,
    Shuffled,
    bundled_bank,
    fix_predictions,
    shuffle_concerns,
)


def situation(name: str, *, nothing: bool = True) -> BankSituation:
    """Return a situation in which one can help, call somebody, or let be."""
    return BankSituation(
        name=name,
        text=f"Somebody calls at the door of {name}.",
        options=(
            BankOption(name="help", text="Help.", supports=("near-ones",)),
            BankOption(name="call", text="Call somebody."),
            BankOption(name="let-be", text="Let be.", supports=("calm",), does_nothing=nothing),
        ),
        by="ada",
        origin="synthetic",
    )


def choices(*options: str) -> list[Chosen]:
    return [
        Chosen(situation=situation(str(number)), option=option)
        for number, option in enumerate(options)
    ]


def said(prediction: Prediction) -> tuple[str, str | None]:
    return prediction.outcome, prediction.option


@pytest.mark.parametrize(
    ("seen", "expected"),
    [
        (("help", "call", "let-be"), ("act", "help")),
        (("let-be", "let-be", "help"), ("act", "let-be")),
        (("let-be", "call"), ("abstain", None)),
        ((), ("abstain", None)),
    ],
)
def test_the_majority_knows_only_whether_somebody_steps_in(
    seen: tuple[str, ...], expected: tuple[str, str | None]
) -> None:
    """Who mostly does something is taken to do the first thing; at equal numbers it abstains."""
    assert expected == said(MajorityKind().fit(choices(*seen)).predict(situation("new")))


def test_the_majority_passes_over_what_cannot_be_left_as_it_is() -> None:
    """Where no option does nothing, doing something says nothing of anybody."""
    chosen = Chosen(situation=situation("s", nothing=False), option="help")

    assert ("abstain", None) == said(MajorityKind().fit([chosen]).predict(situation("new")))


def test_others_are_followed_where_most_of_them_agree() -> None:
    """With how many; where two options are as common, or nobody was asked, it abstains."""
    others = OthersChose(others={"a": {"help": 3, "call": 1}, "b": {"help": 1, "call": 1}})
    predictions = fix_predictions(others, [], [situation(name) for name in "abc"])

    assert [("act", "help"), ("abstain", None), ("abstain", None)] == list(map(said, predictions))
    assert 0.75 == predictions[0].confidence


def test_a_coin_takes_each_option_as_often() -> None:
    """Of 600 throws each of three options comes about 200 times, the same with the same seed."""
    throws = [
        Coin(rng=np.random.default_rng(seed)).fit([]).predict(situation("s")).option
        for seed in range(600)
    ]

    counts = Counter(throws)
    assert {"help", "call", "let-be"} == set(counts)
    assert all(150 < count < 250 for count in counts.values())
    again = Coin(rng=np.random.default_rng(7)).fit([]).predict(situation("s")).option
    assert throws[7] == again


def card(text: str, *, confirmed: bool = True) -> ValueCard:
    return ValueCard(
        participant="ada",
        title=text,
        policies=(AttentionalPolicy(text=f"WHATEVER is {text}"),),
        contexts=("anywhere",),
        confirmed=confirmed,
        nonce="0" * 32,
        by="ada",
        origin="synthetic",
        said_at="2026-01-01T00:00:00Z",
        language="en",
    )


def test_a_model_is_told_the_cards_the_choices_and_the_options() -> None:
    """And no card that was not confirmed."""
    heard: list[ConstitutionQuestion] = []

    def model(question: ConstitutionQuestion) -> ModelChoice:
        heard.append(question)
        return ModelChoice(status="answered", option="help", why="They look at who is near.")

    rival = PromptedConstitution(
        cards=(card("near"), card("never mine", confirmed=False)), ask_model=model
    )
    prediction = rival.fit(choices("call")).predict(situation("new"))

    assert ("act", "help") == said(prediction)
    (question,) = heard
    told = "\n".join(question.told)
    assert "WHATEVER is near" in told
    assert "door of 0" in told
    assert "never mine" not in told
    assert "of new" in question.situation
    assert "Let be." in question.options.values()


@pytest.mark.parametrize(
    ("choice", "outcome"),
    [
        (ModelChoice(status="answered", why="Their cards do not say."), "ask"),
        (ModelChoice(status="answered", option="dance"), "abstain"),
        (ModelChoice(status="unusable"), "abstain"),
        (ModelChoice(status="too_slow", option="help"), "abstain"),
    ],
)
def test_only_an_option_on_offer_is_an_act(choice: ModelChoice, outcome: str) -> None:
    """Who names none would ask; what is no answer, or names something else, counts for nothing."""
    rival = PromptedConstitution(cards=(card("near"),), ask_model=lambda _: choice)

    assert (outcome, None) == said(rival.fit([]).predict(situation("new")))


def test_exchanging_nothing_changes_nothing() -> None:
    """A control whose concerns keep their names predicts what the predictor itself does."""
    bank = bundled_bank()
    inner = ConditionalLogit()
    seen = [Chosen(situation=each, option=each.options[0].name) for each in bank.situations[:9]]
    kept = {concern.name: concern.name for concern in bank.concerns}

    control = Shuffled(inner=inner, exchanged=kept)

    others = bank.situations[9:]
    assert fix_predictions(inner, seen, others) == fix_predictions(control, seen, others)


def test_concerns_are_exchanged_with_one_another() -> None:
    """Every concern takes another's name, none is lost, and the same seed gives the same."""
    bank = bundled_bank()

    one = shuffle_concerns(ConditionalLogit(), bank, np.random.default_rng(1))
    again = shuffle_concerns(ConditionalLogit(), bank, np.random.default_rng(1))

    names = {concern.name for concern in bank.concerns}
    assert names == set(one.exchanged) == set(one.exchanged.values())
    assert one.exchanged == again.exchanged
    turned = one.turned(bank.situations[0])
    assert [len(option.supports) for option in bank.situations[0].options] == [
        len(option.supports) for option in turned.options
    ]
