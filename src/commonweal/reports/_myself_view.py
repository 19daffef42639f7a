"""What the page of a session with oneself shows, as rows of text."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from commonweal.documents import counted, listed
from commonweal.reports._myself_picture import DrawnPanel, DrawnShare

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from commonweal.stewardship import (
        BankSituation,
        Measured,
        MyselfResults,
        Prediction,
        Score,
        Share,
    )

PREDICTORS = {
    "cards": "Your cards",
    "preferences": "Preferences",
    "prompted": "A prompted model",
    "majority": "Majority",
    "coin": "A coin",
}
"""What each predictor is called on the page."""

ANSWERED = {
    "yes": "you would have wanted it",
    "no": "you would not have wanted it",
    "unsure": "you are not sure whether you would have wanted it",
}


@dataclass(frozen=True, slots=True)
class ScoreRow:
    """The three numbers of one predictor, in words."""

    name: str
    right: str
    dared: str
    endorsed: str
    later: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CardRow:
    """One card, and what it was linked to."""

    title: str
    policies: tuple[tuple[str, str], ...]
    """The text of each policy, and the concerns that it was linked to."""
    note: str


@dataclass(frozen=True, slots=True)
class PredictionRow:
    """One situation: what was predicted and by what, what you chose, what you would have wanted."""

    name: str
    text: str
    cards: str
    why: tuple[str, ...]
    decided_by: str
    chosen: str
    verdict: str
    endorsed: str
    preferences: str
    prompted: str
    """What the model predicted, with what it said; nothing where none was asked."""


@dataclass(frozen=True, slots=True)
class MyselfView:
    """Everything that the page shows."""

    scores: tuple[ScoreRow, ...]
    panels: tuple[DrawnPanel, ...]
    compared: tuple[str, ...]
    cards: tuple[CardRow, ...]
    predictions: tuple[PredictionRow, ...]
    control: str


def view_myself(results: MyselfResults) -> MyselfView:
    """Return what the page shows of a finished session."""
    return MyselfView(
        scores=tuple(_score_row(score, results) for score in results.measured.scores),
        panels=tuple(_panels(results)),
        compared=tuple(_compared(results.measured)),
        cards=tuple(_card_rows(results)),
        predictions=tuple(_prediction_rows(results)),
        control=_control(results),
    )


def in_numbers(share: Share) -> str:
    """Return a share as people read it, with its interval."""
    if share.interval is None:
        return "none"
    low, high = share.interval.low, share.interval.high
    return f"{share.hits} of {share.of} (95 %: {float(low):.0%} to {float(high):.0%})"


def _score_row(score: Score, results: MyselfResults) -> ScoreRow:
    return ScoreRow(
        name=PREDICTORS.get(score.name, score.name),
        right=in_numbers(score.right),
        dared=in_numbers(score.dared),
        endorsed=in_numbers(score.endorsed),
        later=tuple(in_numbers(again.score(score.name).endorsed) for again in results.later),
    )


def _panels(results: MyselfResults) -> Iterator[DrawnPanel]:
    scores = results.measured.scores
    shuffled = results.control.share_right
    chance = None if shuffled is None else float(shuffled)
    yield DrawnPanel(
        "Right when it acts", _drawn([(score, score.right) for score in scores]), chance
    )
    yield DrawnPanel("Share dared", _drawn([(score, score.dared) for score in scores]), None)
    endorsed = [(score, score.endorsed) for score in scores if score.endorsed.of]
    if endorsed:
        yield DrawnPanel("You would have wanted it", _drawn(endorsed), None)
    for number, again in enumerate(results.later, 1):
        said = [(score, score.endorsed) for score in again.scores if score.endorsed.of]
        if said:
            yield DrawnPanel(
                f"You would have wanted it, asked again ({number})", _drawn(said), None
            )


def _drawn(shares: Sequence[tuple[Score, Share]]) -> list[DrawnShare]:
    return [
        DrawnShare(
            label=f"{PREDICTORS.get(score.name, score.name)}: {share.hits} of {share.of}",
            low=float(share.interval.low),
            middle=float(share.interval.middle),
            high=float(share.interval.high),
        )
        for score, share in shares
        if share.interval is not None
    ]


def _compared(measured: Measured) -> Iterator[str]:
    for each in measured.comparisons:
        if each.first != "cards" or not each.both_acted:
            continue
        other = PREDICTORS.get(each.second, each.second).lower()
        yield (
            f"Where both your cards and {other} acted ({counted(each.both_acted, 'situation')}),"
            f" only your cards were right in {each.only_first}, and only {other} in"
            f" {each.only_second}; if both were as good, a difference at least as large would come"
            f" about in {_how_often(each.p_value)} of sessions."
        )
    for cut in measured.at_equal_share:
        name = PREDICTORS.get(cut.name, cut.name)
        yield (
            f"{name}, cut to the {cut.right.of} that it was surest of, as many as your cards"
            f" acted on: right in {in_numbers(cut.right)}."
        )


def _how_often(chance: Fraction) -> str:
    return "less than 1%" if chance < Fraction(1, 100) else f"{float(chance):.0%}"


def _card_rows(results: MyselfResults) -> Iterator[CardRow]:
    concerns = results.setting.bank.concern_named
    titles = _told_apart(results)
    for card in results.own.cards:
        linked: dict[int, list[str]] = {}
        for link in results.own.links:
            if link.card == card.id:
                linked.setdefault(link.policy, []).append(concerns[link.concern].text)
        yield CardRow(
            title=titles[card.id],
            policies=tuple(
                (policy.text, listed(linked.get(place, [])) or "none of the bank's concerns")
                for place, policy in enumerate(card.policies)
            ),
            note="" if card.confirmed else "You did not confirm it; it counts for nothing.",
        )


def _told_apart(results: MyselfResults) -> dict[str, str]:
    """Return the title of each card; from the second of the same title on, with a number."""
    times, titles = Counter[str](), {}
    for card in results.own.cards:
        times[card.title] += 1
        number = times[card.title]
        titles[card.id] = card.title if number == 1 else f"{card.title} ({number})"
    return titles


def _prediction_rows(results: MyselfResults) -> Iterator[PredictionRow]:
    titles = _told_apart(results)
    chosen = {choice.situation.name: choice.option for choice in results.chosen}
    preferences = {each.situation: each for each in results.predictions.get("preferences", ())}
    prompted = {each.situation: each for each in results.predictions.get("prompted", ())}
    for prediction in results.predictions.get("cards", ()):
        situation = results.setting.bank.situation_named[prediction.situation]
        option = chosen.get(situation.name)
        said = results.endorsed.get((situation.name, prediction.option or ""))
        yield PredictionRow(
            name=situation.name,
            text=situation.text,
            cards=_predicted(prediction, situation),
            why=prediction.why,
            decided_by=listed([titles.get(card, card) for card in prediction.decided_by]),
            chosen="you left it open" if option is None else situation.option(option).text,
            verdict=_verdict(prediction, option),
            endorsed="" if said is None else ANSWERED[said],
            preferences=_predicted(preferences.get(situation.name), situation),
            prompted=_prompted(prompted.get(situation.name), situation),
        )


def _prompted(prediction: Prediction | None, situation: BankSituation) -> str:
    if prediction is None:
        return ""
    said = "; ".join(prediction.why)
    if prediction.outcome == "abstain":
        return f"nothing: no answer of its could be used ({said})"
    return _predicted(prediction, situation) + (f" It says: “{said}”" if said else "")


def _predicted(prediction: Prediction | None, situation: BankSituation) -> str:
    if prediction is None or prediction.outcome == "abstain":
        return "nothing: they abstained"
    if prediction.option is None:
        return "to ask you"
    return situation.option(prediction.option).text


def _verdict(prediction: Prediction, option: str | None) -> str:
    if option is None or prediction.option is None:
        return "not counted" if option is None else "did not act"
    return "right" if prediction.option == option else "wrong"


def _control(results: MyselfResults) -> str:
    control = results.control
    if control.share_right is None:
        return "With what your policies are linked to exchanged at random, your cards never act."
    dared = float(control.share_dared or 0)
    right = results.measured.score("cards").right
    beyond = right.of and Fraction(right.hits, right.of) > control.share_right
    owed = (
        "What your cards get right beyond that, they owe to what you said, or to chance."
        if beyond
        else "Your cards get no more right than that: here what you said did not help."
    )
    return (
        f"With what your policies are linked to exchanged at random ({control.exchanges} times),"
        f" your cards act on {dared:.0%} of the situations and are right in"
        f" {float(control.share_right):.0%} of these. {owed}"
    )
