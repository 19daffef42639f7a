"""What came of an interview: what the person told, before it is written as records."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, TypeAlias

if TYPE_CHECKING:
    from commonweal.documents import VoteAnswer
    from commonweal.elicitation._spans import Place

OfferedAs: TypeAlias = Literal["norm", "goal", "slogan", "feeling", "role_model", "other"]
"""What people offer on the way to what they attend to."""


@dataclass(frozen=True, slots=True)
class OfferedTold:
    """Something else than a value that was offered, as it was offered."""

    text: str
    offered_as: OfferedAs
    asked: str
    """The question that it answered."""
    same_concern: str | None = None


@dataclass(frozen=True, slots=True)
class PolicyTold:
    """One thing that the person attends to, with what they said about it."""

    text: str
    another_way: str | None = None
    nobody_knew: str | None = None
    who_minds: str | None = None
    delegable: str | None = None
    places: tuple[Place, ...] = ()


@dataclass(frozen=True, slots=True)
class CardTold:
    """A card as its author read it back."""

    key: str
    """Its name in the session, such as ``card.1``."""
    title: str
    policies: tuple[PolicyTold, ...]
    contexts: tuple[str, ...]
    lived: str
    """The story and the choice, as told; empty where none was."""
    confirmed: bool
    confirmed_at: str
    """The question that confirmed it, or did not."""
    offered: tuple[OfferedTold, ...] = ()
    proposed: tuple[OfferedTold, ...] = ()
    """Contexts that the person would have the study add."""


@dataclass(frozen=True, slots=True)
class MoveTold:
    """A move from one way of living to a wiser one."""

    from_card: str
    to_card: str
    context: str
    ground: str
    covers: tuple[int, ...]
    dropped: tuple[tuple[int, str], ...]
    told: str
    reverse_holds: str | None
    asked: str
    """The last question about it."""


@dataclass(frozen=True, slots=True)
class VoteTold:
    """Which of two cards is wiser, in the order in which they were shown."""

    context: str
    first: str
    second: str
    answer: VoteAnswer
    asked: str
    replaces: str | None = None
    """The question of the earlier vote that this one takes the place of."""


@dataclass(slots=True)
class Told:
    """All that was told; a flow fills it in, and nothing changes it afterwards."""

    agreed: bool = False
    """Whether the person takes part. If not, nothing is kept."""
    consent: tuple[tuple[str, bool], ...] = ()
    """The uses asked about and whether each was agreed to; empty where none was asked."""
    consent_asked: str = ""
    strata: tuple[tuple[str, str], ...] = ()
    cards: list[CardTold] = field(default_factory=list)
    """The cards, former ones among them."""
    loose: list[OfferedTold] = field(default_factory=list)
    """What was offered and became no card."""
    moves: list[MoveTold] = field(default_factory=list)
    votes: list[VoteTold] = field(default_factory=list)
    """On own cards."""
    votes_on_others: list[VoteTold] = field(default_factory=list)
    """On the study's cards, which are named by their ids."""
    whole: bool = False
    """Whether the interview came to its end."""
