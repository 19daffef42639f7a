"""What was drawn for one person's round: ids and names, which a session can keep; nobody's words.

The words are read from the study each time the session is opened, so that nothing of somebody who
withdrew meanwhile lies in another person's session.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any, Self

from commonweal.documents import CardId, Document, Name, RecordId, Stake
from commonweal.errors import InvalidDocument, Problem


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundSize:
    """How much of each thing is met in a round, at most: fewer if there are no more."""

    cards: int = 3
    """Others' values that the person was not asked about yet."""
    pairs: int = 6
    """Pairs of values, those of an own and a met one among them."""
    stakes: int = 1
    situations: int = 1

    def __post_init__(self) -> None:
        sizes = asdict(self)
        if wrong := {name: size for name, size in sizes.items() if size < 0}:
            raise InvalidDocument(
                Problem("round-size", name, "a whole number from 0", str(size))
                for name, size in wrong.items()
            )


class PairDrawn(Document):
    """Two cards in a context, in the order in which they are shown."""

    context: Name
    first: CardId
    second: CardId
    arm: Name | None = None
    shown: RecordId | None = None
    """The transition or story that is shown with them."""
    replaces: RecordId | None = None
    """The person's earlier vote, where they asked to be asked again."""


class StakesDrawn(Document):
    """Two own cards in a context, and how much is at stake on each."""

    context: Name
    card: CardId
    stake: Stake
    over: CardId
    over_stake: Stake


class SituationDrawn(Document):
    """A situation, an own card, and the order in which options are shown."""

    situation: Name
    card: CardId
    options: tuple[Name, ...]


class RoundDrawn(Document):
    """Everything that one person meets in a round, in its order."""

    order: Name
    """The starting order that the person was dealt."""
    own: tuple[CardId, ...] = ()
    cards: tuple[CardId, ...] = ()
    pairs: tuple[PairDrawn, ...] = ()
    stakes: tuple[StakesDrawn, ...] = ()
    situations: tuple[SituationDrawn, ...] = ()

    @property
    def empty(self) -> bool:
        """Whether there is nothing to meet beside one's own cards."""
        return not (self.cards or self.pairs or self.stakes or self.situations)

    @classmethod
    def from_session(cls, said: Any, *, place: str) -> Self:
        """Return what a session's first line says was drawn.

        Raises:
            InvalidDocument: code ``session-file`` if it is something else.
        """
        try:
            return cls.from_content(said)
        except InvalidDocument as error:
            raise InvalidDocument(
                Problem(
                    "session-file",
                    f"{place}:1",
                    "what was drawn for a round",
                    "something else",
                    "Restore the file, or delete it to begin anew.",
                )
            ) from error
