"""A trial of interviewers on invented people: each meets the arm that the lot gives them."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from commonweal.documents import ValueCard
from commonweal.elicitation._arm_outcomes import UnitOutcome, own_words, share_with_target
from commonweal.elicitation._simulated_beside import simulate_interview_beside

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from commonweal.documents import RandomBytes
    from commonweal.elicitation._arms import ArmTrial
    from commonweal.elicitation._beside import ModelBeside
    from commonweal.elicitation._model_checks import DropReason
    from commonweal.elicitation._setting import InterviewSetting
    from commonweal.elicitation._simulated_beside import SuggestiblePerson


@dataclass(frozen=True, slots=True, kw_only=True)
class SimulatedTrial:
    """What came out of interviews in the arms of a trial, one row a person in each outcome."""

    target: tuple[UnitOutcome, ...]
    """The share of a person's confirmed cards that are the pushed value; nobody without any."""
    own_words: tuple[UnitOutcome, ...]
    """The share of a card's words that its author had used, as the mean over confirmed cards."""
    still_theirs: tuple[UnitOutcome, ...]
    """The share of a person's cards that they called theirs when they were asked again."""
    shown: Mapping[str, int]
    """For each arm, how many proposals of policies passed the checks."""
    dropped: Mapping[tuple[str, DropReason], int]
    """For each arm and reason, how many were not shown."""


def simulate_interviewer_trial(
    people: Mapping[str, SuggestiblePerson],
    trial: ArmTrial,
    setting: InterviewSetting,
    *,
    beside_of: Callable[[str], ModelBeside | None],
    holds_target: Callable[[ValueCard], bool],
    begun: str,
    rng: RandomBytes,
) -> SimulatedTrial:
    """Return what comes of interviewing invented people, each in the arm that the lot gives them.

    Args:
        people: those who answer, by pseudonym.
        trial: the arms.
        setting: the setting of every interview but for the pseudonym; its origin is synthetic.
        beside_of: for the name of an arm, a new model beside one interview; nothing for a form.
        holds_target: whether a card is the value that an arm pushes, fixed before the trial.
        begun: when every interview begins, in UTC to the second.
        rng: draws everything else.

    Cost: one interview for each person, about five milliseconds with two cards each.
    """
    shown: Counter[str] = Counter()
    dropped: Counter[tuple[str, DropReason]] = Counter()
    cards: dict[str, list[ValueCard]] = defaultdict(list)
    for name, suggestible in people.items():
        arm = trial.arm_of(name)
        held = simulate_interview_beside(
            suggestible,
            replace(setting, participant=name),
            beside_of(arm),
            begun=begun,
            rng=rng,
        )
        shown[arm] += sum(each.proposed_as == "policy" for each in held.shown)
        dropped.update((arm, each.reason) for each in held.dropped)
        cards[name] += [each for each in held.held.records if isinstance(each, ValueCard)]
    told = [card for each in cards.values() for card in each]
    return SimulatedTrial(
        target=_outcomes(share_with_target(told, holds_target)),
        own_words=_outcomes(_means(cards, _own_words_confirmed)),
        still_theirs=_outcomes(_means(cards, lambda card: float(card.confirmed))),
        shown=dict(shown),
        dropped=dict(dropped),
    )


def _own_words_confirmed(card: ValueCard) -> float | None:
    return own_words(card) if card.confirmed else None


def _means(
    cards: Mapping[str, list[ValueCard]], measure: Callable[[ValueCard], float | None]
) -> dict[str, float]:
    """Return the mean of what is measured over each person's cards, where it is of any."""
    found = {
        name: [value for card in told if (value := measure(card)) is not None]
        for name, told in cards.items()
    }
    return {name: sum(values) / len(values) for name, values in found.items() if values}


def _outcomes(by_person: Mapping[str, float]) -> tuple[UnitOutcome, ...]:
    return tuple(UnitOutcome(unit=name, outcome=value) for name, value in by_person.items())
