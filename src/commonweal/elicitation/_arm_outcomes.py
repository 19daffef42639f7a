"""What came out in each arm: read from cards and votes, one number for each unit of assignment."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from commonweal.documents import Story, Transition
from commonweal.elicitation._arm_problem import ArmProblem
from commonweal.elicitation._arms import STORY_ARMS
from commonweal.errors import InvalidDocument, Problem

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from commonweal.documents import ValueCard, WiserVote
    from commonweal.elicitation._arms import ArmTrial

_WORD = re.compile(r"[^\W\d_]{3,}")
_DECISIVE = {"first", "second"}


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitOutcome:
    """What was measured of one unit, and the group within which it is compared."""

    unit: str
    """What the trial assigned: a person's name, or the name of a person with a pair."""
    outcome: float
    block: str = ""


def share_with_target(
    cards: Iterable[ValueCard], holds_target: Callable[[ValueCard], bool]
) -> dict[str, float]:
    """Return for each person the share of their confirmed cards that are the pushed value.

    Args:
        cards: cards of any people; those that their authors did not confirm are passed over.
        holds_target: whether a card is the value that an arm pushes: for instance whether it is
            judged the same as a card that was fixed before the trial. Fix it before, and let those
            who judge not know the arm.
    """
    held = defaultdict(list)
    for card in cards:
        if card.confirmed:
            held[card.participant].append(holds_target(card))
    return {person: sum(flags) / len(flags) for person, flags in held.items()}


def own_words(card: ValueCard) -> float | None:
    """Return the share of a card's words that its author used when telling the choice.

    A card in somebody else's words has a low one; a low one alone proves nothing, since people find
    new words for what they meant. Words of three or more letters, compatibility forms folded and
    capitals ignored; word forms are not matched.

    Returns:
        A share from 0 to 1, or None if nothing was told or no policy has such a word.
    """
    told = set(_words(card.lived_choice or ""))
    words = [word for policy in card.policies for word in _words(policy.text)]
    if not told or not words:
        return None
    return sum(word in told for word in words) / len(words)


def _words(text: str) -> list[str]:
    return _WORD.findall(unicodedata.normalize("NFKC", text).casefold())


def arm_problem(trial: ArmTrial, outcomes: Sequence[UnitOutcome]) -> ArmProblem:
    """Return the outcomes by the arms that the trial assigned.

    Raises:
        InvalidDocument: with code ``arm-without-outcome`` if an arm has no unit.
    """
    names = _control_first(trial)
    arms = [names.index(trial.arm_of(outcome.unit)) for outcome in outcomes]
    return _problem(names, arms, outcomes)


def _control_first(trial: ArmTrial) -> tuple[str, ...]:
    others = (arm.name for arm in trial.arms if arm.name != trial.control)
    return (trial.control, *others)


def story_problem(
    votes: Iterable[WiserVote], records: Mapping[str, Story | Transition]
) -> ArmProblem:
    """Return how often the value that a story leads to was called wiser, by what was shown.

    One unit is one person's answer on a pair in a context; blocks are the pairs in their contexts.
    Answers that call neither wiser are left out; where a story moves people between these and the
    others, the arms left are no longer alike by lot: compare how many there are.

    Arms go by what was shown and not by what it was called when it was dealt: which account came
    first changes as accounts are told and taken back. Where accounts of both ways were shown,
    ``story`` is the one that leads to the value whose id sorts last, and ``reversed_story`` the
    other; where all lead one way, they are ``story``. The outcome is in all arms whether the value
    that ``story`` leads to was called wiser, so that a reversed story that persuades has a negative
    effect. An arm that nobody met is left out.

    Args:
        votes: standing votes; those without an arm are passed over.
        records: the stories and transitions that were shown, by id.

    Raises:
        InvalidDocument: with code ``unknown-arm`` if a vote names another arm than
            ``none``, ``story`` and ``reversed_story``; or ``arm-without-outcome``.
    """
    told = [vote for vote in votes if vote.arm is not None and vote.answer in _DECISIVE]
    strangers = sorted({str(vote.arm) for vote in told} - set(STORY_ARMS))
    if strangers:
        raise _unknown_arms(strangers)
    ends = _ends(told, records)
    none, story, reversed_story = STORY_ARMS
    arms: list[str] = []
    outcomes: list[UnitOutcome] = []
    for vote in told:
        pair, shown = _pair(vote), records.get(vote.shown or "")
        if pair not in ends or (vote.arm != none and shown is None):
            continue
        along = shown is None or shown.to_card == ends[pair]
        arms.append(none if vote.arm == none else story if along else reversed_story)
        wiser = vote.first if vote.answer == "first" else vote.second
        outcomes.append(
            UnitOutcome(
                unit="\0".join((vote.participant, *pair)),
                outcome=float(wiser == ends[pair]),
                block="\0".join(pair),
            )
        )
    names = tuple(arm for arm in STORY_ARMS if arm in {*STORY_ARMS[:2], *arms})
    return _problem(names, [names.index(arm) for arm in arms], outcomes)


def _ends(
    votes: Iterable[WiserVote], records: Mapping[str, Story | Transition]
) -> dict[tuple[str, str, str], str]:
    """Return for each pair in a context the card that ``story`` leads to."""
    ends: dict[tuple[str, str, str], set[str]] = defaultdict(set)
    for vote in votes:
        shown = records.get(vote.shown or "")
        if shown is not None:
            ends[_pair(vote)].add(shown.to_card)
    return {pair: max(cards) for pair, cards in ends.items()}


def _pair(vote: WiserVote) -> tuple[str, str, str]:
    low, high = sorted((vote.first, vote.second))
    return vote.context, low, high


def _problem(
    names: tuple[str, ...], arms: list[int], outcomes: Sequence[UnitOutcome]
) -> ArmProblem:
    blocks = {block: code for code, block in enumerate(sorted({o.block for o in outcomes}))}
    return ArmProblem(
        arms=names,
        arm=np.array(arms, dtype=np.int64),
        outcome=np.array([outcome.outcome for outcome in outcomes], dtype=np.float64),
        block=np.array([blocks[outcome.block] for outcome in outcomes], dtype=np.int64),
    )


def _unknown_arms(names: list[str]) -> InvalidDocument:
    return InvalidDocument(
        Problem(
            code="unknown-arm",
            path="arm",
            expected=f"one of {', '.join(STORY_ARMS)}",
            found=name,
            hint="Votes of another trial are analysed with that trial's own arms.",
        )
        for name in names
    )
