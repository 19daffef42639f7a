"""What somebody meets in a round: others' cards, pairs of cards, situations to place options in.

A round is for people who have told their own cards. It is fixed before it begins, so that what is
met does not hang on what is answered.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

if TYPE_CHECKING:
    from commonweal.documents import Origin, Stake

ToldBy: TypeAlias = Literal["person", "model", "synthetic", ""]
"""Who told the account that is shown with a pair; empty where none is shown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CardMet:
    """A card as somebody else reads it, never with its author."""

    card: str
    """The id of the card."""
    title: str
    policies: tuple[str, ...]

    @property
    def face(self) -> str:
        """What is shown: the title, and then what is attended to."""
        return "\n".join((self.title, *self.policies))


@dataclass(frozen=True, slots=True, kw_only=True)
class PairMet:
    """Two cards in a context, in the order in which they are shown."""

    context: str
    text: str
    """What the context says."""
    first: CardMet
    second: CardMet
    arm: str | None = None
    shown: str | None = None
    """The id of the transition or the story that is shown with the question."""
    account: str = ""
    """What it tells."""
    told_by: ToldBy = ""
    replaces: str | None = None
    """The id of an earlier vote of the same person on the same pair."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StakesMet:
    """So much at stake on one card against so much on another, in a context."""

    context: str
    text: str
    card: CardMet
    stake: Stake
    over: CardMet
    over_stake: Stake


@dataclass(frozen=True, slots=True, kw_only=True)
class SituationMet:
    """A situation whose options are to be placed by the light of one card."""

    situation: str
    title: str
    options: tuple[tuple[str, str], ...]
    """Each option's name and text, in the order in which they are shown."""
    card: CardMet


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundSetting:
    """One person's round.

    What was drawn and cannot be met any more is nothing, so that the rest keeps its place: answers
    stand for what was asked in that place.
    """

    participant: str
    question: str
    """What the study asks."""
    own: tuple[CardMet | None, ...] = ()
    """The person's own cards: they are read first."""
    cards: tuple[CardMet | None, ...] = ()
    """Others' cards, in the order in which they are met."""
    pairs: tuple[PairMet | None, ...] = ()
    stakes: tuple[StakesMet | None, ...] = ()
    situations: tuple[SituationMet | None, ...] = ()
    answers_in: str = "en"
    by: str = ""
    origin: Origin = "person"

    @property
    def speaker(self) -> str:
        """Who says what is recorded."""
        return self.by or self.participant
