"""From a study to its trials: what came out in each arm, and what owners and models placed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from commonweal.documents import Story, Transition, did_you_mean, one_of
from commonweal.elicitation import (
    STORY_ARMS,
    ConvergenceProblem,
    UnitOutcome,
    arm_problem,
    own_words,
    share_with_target,
    story_problem,
)
from commonweal.errors import InvalidDocument, Problem
from commonweal.studies._watching import votes_of
from commonweal.values import holders_of, strata_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from commonweal.documents import Placing, ValueCard
    from commonweal.elicitation import ArmProblem, ArmsFile
    from commonweal.studies._folder import StudyFolder
    from commonweal.studies._study_records import Entry
    from commonweal.values import VotesInUse


@dataclass(frozen=True, slots=True)
class OwnersPlacings:
    """Placings of a study by value, and who holds each."""

    placings: tuple[Placing, ...]
    """Each on the representative of its value."""
    owners: Mapping[str, frozenset[str]]


@dataclass(frozen=True, slots=True)
class InterviewerTrial:
    """What came out of interviews, by the arm that each person was dealt."""

    target: ArmProblem
    """The share of a person's confirmed cards that are the target."""
    own_words: ArmProblem | None
    """The share of the words of a person's cards that they used when telling; None where an arm has
    nobody who told a choice."""


def story_trial(folder: StudyFolder) -> ArmProblem:
    """Return how often the value that a story leads to was called wiser, by what was shown.

    Votes that carry an arm of another trial are passed over.

    Raises:
        InvalidDocument: code ``arm-without-outcome`` if nobody answered with a story, or without.
    """
    used = votes_of(folder)
    records: dict[str, Story | Transition] = {}
    entries: list[Entry[Story] | Entry[Transition]] = [
        *folder.records.of(Story),
        *folder.records.of(Transition),
    ]
    for entry in entries:
        to = used.merged.of(entry.record.to_card)
        if to is not None:
            records[entry.id] = entry.record.model_copy(update={"to_card": to})
    return story_problem((vote for vote in used.votes if vote.arm in STORY_ARMS), records)


def starting_orders(folder: StudyFolder) -> ConvergenceProblem:
    """Return who called which value wiser, by the order in which they met others' values.

    Raises:
        InvalidDocument: code ``no-starting-orders``.
    """
    return ConvergenceProblem.from_documents(votes_of(folder).votes)


def owners_placings(folder: StudyFolder) -> OwnersPlacings:
    """Return how owners, and models, place options by the light of each value."""
    used = votes_of(folder)
    cards = _cards(folder, used)
    placings = []
    for placing in folder.answers.placings:
        value = used.merged.of(placing.card)
        if value is not None:
            placings.append(placing.model_copy(update={"card": value}))
    return OwnersPlacings(tuple(placings), holders_of(folder.answers, cards, used.merged))


def interviewer_trial(
    folder: StudyFolder, arms: ArmsFile, *, stratum: str | None = None
) -> InterviewerTrial:
    """Return what people's confirmed cards are, by the arm of each person.

    Args:
        folder: the study.
        arms: the trial, and the cards whose values are the target.
        stratum: within whose groups arms are compared; whoever said none is a group too. Without
            one, all people are one group.

    Raises:
        InvalidDocument: code ``unknown-card`` if a target is none of the study's cards in use; code
            ``undeclared-stratum``; code ``arm-without-outcome`` if an arm has no person.
    """
    used = votes_of(folder)
    _refuse(folder, used, arms, stratum)
    targets = {used.merged.of(card) for card in arms.targets}
    people = {record.participant for record in folder.answers.participants}
    cards = [card for card in _cards(folder, used).values() if card.participant in people]
    told = strata_of(folder.answers)

    def problem(outcomes: Mapping[str, float]) -> ArmProblem:
        units = [
            UnitOutcome(
                unit=person,
                outcome=outcome,
                block=told.get(person, {}).get(stratum, "") if stratum else "",
            )
            for person, outcome in sorted(outcomes.items())
        ]
        return arm_problem(arms.trial, units)

    shares = share_with_target(cards, lambda card: used.merged.of(card.id) in targets)
    words = _own_words(cards)
    met = {arms.trial.arm_of(person) for person in words}
    whole = len(met) == len(arms.trial.arms)
    return InterviewerTrial(problem(shares), problem(words) if whole else None)


def _own_words(cards: list[ValueCard]) -> dict[str, float]:
    found: dict[str, list[float]] = {}
    for card in cards:
        share = own_words(card)
        if share is not None:
            found.setdefault(card.participant, []).append(share)
    return {person: sum(shares) / len(shares) for person, shares in found.items()}


def _refuse(folder: StudyFolder, used: VotesInUse, arms: ArmsFile, stratum: str | None) -> None:
    problems = [
        Problem("unknown-card", "targets", "the id of a confirmed card of the study", card)
        for card in arms.targets
        if used.merged.of(card) is None
    ]
    declared = [each.name for each in folder.study.strata]
    if stratum is not None and stratum not in declared:
        expected = one_of(declared, some="the study's strata")
        hint = did_you_mean(stratum, declared) or "Strata are declared in study.toml."
        problems.append(Problem("undeclared-stratum", "stratum", expected, repr(stratum), hint))
    if problems:
        raise InvalidDocument(problems)


def _cards(folder: StudyFolder, used: VotesInUse) -> dict[str, ValueCard]:
    cards = ((card.id, card) for card in folder.answers.cards)
    return {card_id: card for card_id, card in cards if used.merged.of(card_id) is not None}
