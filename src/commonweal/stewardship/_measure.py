"""How right predictions are, how much they dare, and whether they are endorsed: with intervals."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations
from typing import TYPE_CHECKING, Literal, TypeAlias

from commonweal.errors import InvalidDocument, Problem
from commonweal.stewardship._paired import PairedComparison, compare_paired
from commonweal.values import share_interval

if TYPE_CHECKING:
    from collections.abc import Container, Iterator, Mapping, Sequence

    from commonweal.stewardship._prediction import Chosen, Prediction
    from commonweal.values import ShareInterval

EndorsementAnswer: TypeAlias = Literal["yes", "no", "unsure"]

EndorsedOptions: TypeAlias = "Mapping[tuple[str, str], EndorsementAnswer]"
"""For each situation and option that was asked about: whether the person would have wanted it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """So many of so many, with an interval."""

    hits: int
    of: int
    interval: ShareInterval | None
    """A 95 % Wilson interval; None of nothing."""

    @classmethod
    def counted(cls, hits: int, of: int) -> Share:
        """Return the share of ``hits`` among ``of``."""
        return cls(hits=hits, of=of, interval=share_interval(hits, of - hits))


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """The three numbers of one predictor, and what stands beside them."""

    name: str
    right: Share
    """Among the situations on which it acted: those in which the person chose the same."""
    dared: Share
    """Among all situations: those on which it acted."""
    endorsed: Share
    """Among its acts that the person said yes or no to: those that they would have wanted."""
    unsure: int
    """Acts of which the person was not sure whether they would have wanted them."""
    asked: int
    abstained: int
    chance: Fraction | None
    """The share right that a coin would expect on the situations on which it acted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AtEqualShare:
    """How right a predictor is on its surest situations: as many as another one acted on."""

    name: str
    beside: str
    """The predictor that acted on so many."""
    right: Share


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """Predictors measured on the same situations."""

    situations: int
    scores: tuple[Score, ...]
    """In the order in which the predictors were given."""
    comparisons: tuple[PairedComparison, ...]
    """Of every two, on the situations on which both acted."""
    at_equal_share: tuple[AtEqualShare, ...]
    """Of each that ranks its predictions, beside the first, if it acted at least as often."""

    def score(self, name: str) -> Score:
        """Return the score of one predictor.

        Raises:
            KeyError: if there is none of that name.
        """
        for score in self.scores:
            if score.name == name:
                return score
        raise KeyError(name)

    def explain(self) -> tuple[str, ...]:
        """Return in sentences what was found, and what it cannot show."""
        told = [
            f"{score.name}: right in {score.right.hits} of {score.right.of} when it acted, on"
            f" {score.dared.hits} of {score.dared.of} situations; endorsed"
            f" {score.endorsed.hits} of {score.endorsed.of}."
            for score in self.scores
        ]
        return (*told, f"{self.situations} situations of one bank, chosen by its authors.")


def measure(
    predictions: Mapping[str, Sequence[Prediction]],
    chosen: Sequence[Chosen],
    *,
    endorsed: EndorsedOptions | None = None,
    endorsement_of: Container[str] | None = None,
) -> Measured:
    """Measure predictors against what one person chose in situations held out.

    Three numbers belong together: a predictor that seldom acts can be right nearly always, and one
    that always acts can be of use while it is often wrong. So that daring less is no advantage by
    itself, every two are also compared on the situations on which both acted, and those that rank
    their predictions are cut to as many as the first acted on.

    Being right is measured against what the person said that they would do; being endorsed,
    against what they say of the act when asked about it. These are different questions, and
    people disagree with their own choices.

    Args:
        predictions: for each predictor what it said of each situation, fixed before it was asked.
        chosen: what the person chose. Situations that they could not decide are left out, and
            predictions of other situations are passed over.
        endorsed: what they said of options, on whichever day; none if they were not asked.
        endorsement_of: the predictors whose acts were all asked about; all of them if None. Of any
            other only those acts were that others predicted too, which are no sample of its own.

    Raises:
        InvalidDocument: with each ``prediction-missing`` of a situation that was answered.

    Cost: linear in predictors times situations, and quadratic in predictors.
    """
    table = _by_situation(predictions, chosen)
    names = list(predictions)
    scores = tuple(
        _score(
            name,
            table[name],
            chosen,
            (endorsed or {}) if endorsement_of is None or name in endorsement_of else {},
        )
        for name in names
    )
    comparisons = tuple(
        compare_paired(
            first,
            second,
            [
                (one.option == choice.option, other.option == choice.option)
                for one, other, choice in zip(table[first], table[second], chosen, strict=True)
                if one.outcome == other.outcome == "act"
            ],
        )
        for first, second in combinations(names, 2)
    )
    return Measured(
        situations=len(chosen),
        scores=scores,
        comparisons=comparisons,
        at_equal_share=tuple(_equal_shares(names, table, chosen)),
    )


def _by_situation(
    predictions: Mapping[str, Sequence[Prediction]], chosen: Sequence[Chosen]
) -> dict[str, list[Prediction]]:
    """Return each predictor's predictions of the situations chosen in, in their order."""
    table: dict[str, list[Prediction]] = {}
    problems: list[Problem] = []
    for name, predicted in predictions.items():
        known = {prediction.situation: prediction for prediction in predicted}
        table[name] = []
        for choice in chosen:
            if (prediction := known.get(choice.situation.name)) is not None:
                table[name].append(prediction)
            else:
                expected = "a prediction of every situation that was answered"
                problems.append(
                    Problem("prediction-missing", name, expected, repr(choice.situation.name))
                )
    if problems:
        raise InvalidDocument(problems)
    return table


def _score(
    name: str,
    predicted: Sequence[Prediction],
    chosen: Sequence[Chosen],
    endorsed: EndorsedOptions,
) -> Score:
    acts = [
        (prediction, choice)
        for prediction, choice in zip(predicted, chosen, strict=True)
        if prediction.outcome == "act"
    ]
    said = [endorsed.get((act.situation, act.option or "")) for act, _ in acts]
    outcomes = [prediction.outcome for prediction in predicted]
    chances = [Fraction(1, len(choice.situation.options)) for _, choice in acts]
    return Score(
        name=name,
        right=Share.counted(sum(act.option == choice.option for act, choice in acts), len(acts)),
        dared=Share.counted(len(acts), len(chosen)),
        endorsed=Share.counted(said.count("yes"), said.count("yes") + said.count("no")),
        unsure=said.count("unsure"),
        asked=outcomes.count("ask"),
        abstained=outcomes.count("abstain"),
        chance=sum(chances, Fraction(0)) / len(chances) if chances else None,
    )


def _equal_shares(
    names: Sequence[str], table: Mapping[str, Sequence[Prediction]], chosen: Sequence[Chosen]
) -> Iterator[AtEqualShare]:
    if not names:
        return
    acted = sum(prediction.outcome == "act" for prediction in table[names[0]])
    for name in names[1:]:
        ranked = [
            (prediction.confidence, prediction.option == choice.option)
            for prediction, choice in zip(table[name], chosen, strict=True)
            if prediction.outcome == "act" and prediction.confidence is not None
        ]
        if 0 < acted <= len(ranked):
            surest = sorted(ranked, key=lambda each: -(each[0] or 0.0))[:acted]
            hits = sum(right for _, right in surest)
            yield AtEqualShare(name=name, beside=names[0], right=Share.counted(hits, acted))
