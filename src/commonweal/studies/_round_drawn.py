"""What was drawn for one person's round: ids and names, which a session can keep; nobody's words.

The words are read from the study each time the session is opened, so that nothing of somebody who
withdrew meanwhile lies in another person's session.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from commonweal.errors import InvalidDocument, Problem

if TYPE_CHECKING:
    from commonweal.documents import Stake


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


@dataclass(frozen=True, slots=True, kw_only=True)
class PairDrawn:
    """Two cards in a context, in the order in which they are shown."""

    context: str
    first: str
    second: str
    arm: str | None = None
    shown: str | None = None
    """The transition or story that is shown with them."""
    replaces: str | None = None
    """The person's earlier vote, where they asked to be asked again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StakesDrawn:
    """Two own cards in a context, and how much is at stake on each."""

    context: str
    card: str
    stake: Stake
    over: str
    over_stake: Stake


@dataclass(frozen=True, slots=True, kw_only=True)
class SituationDrawn:
    """A situation, an own card, and the order in which options are shown."""

    situation: str
    card: str
    options: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundDrawn:
    """Everything that one person meets in a round, in its order."""

    order: str
    """The starting order that the person was dealt."""
    own: tuple[str, ...] = ()
    cards: tuple[str, ...] = ()
    pairs: tuple[PairDrawn, ...] = ()
    stakes: tuple[StakesDrawn, ...] = ()
    situations: tuple[SituationDrawn, ...] = ()

    @property
    def empty(self) -> bool:
        """Whether there is nothing to meet beside one's own cards."""
        return not (self.cards or self.pairs or self.stakes or self.situations)

    def as_json(self) -> dict[str, Any]:
        """Return it as plain JSON, for the first line of a session's file."""
        return asdict(self)

    @classmethod
    def from_json(cls, said: Any, *, place: str) -> RoundDrawn:
        """Return what `as_json` wrote.

        Raises:
            InvalidDocument: code ``session-file`` if it is something else.
        """
        try:
            return cls(
                order=str(said["order"]),
                own=tuple(map(str, said["own"])),
                cards=tuple(map(str, said["cards"])),
                pairs=tuple(PairDrawn(**pair) for pair in said["pairs"]),
                stakes=tuple(StakesDrawn(**stakes) for stakes in said["stakes"]),
                situations=tuple(
                    SituationDrawn(**{**each, "options": tuple(map(str, each["options"]))})
                    for each in said["situations"]
                ),
            )
        except (KeyError, TypeError) as error:
            raise InvalidDocument(
                Problem(
                    "session-file",
                    f"{place}:1",
                    "what was drawn for a round",
                    "something else",
                    "Restore the file, or delete it to begin anew.",
                )
            ) from error
