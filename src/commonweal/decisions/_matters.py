"""What a status may hang on, and what is supposed of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, NamedTuple

from commonweal.documents import value_key

if TYPE_CHECKING:
    from commonweal.documents import FactValue, ValueKey


class Matter(NamedTuple):
    """What something may hang on."""

    type: Literal["fact", "context", "role", "deed", "untold"]
    """``untold``: a deed that nobody told, by which what was due would have been done in time."""
    name: str
    """Of a deed that nobody told, the obligation."""
    party: str = ""
    """Of a role, whose it is; of a deed that nobody told, who would have done it."""
    as_left: bool = False
    """Of a fact that the option changes, whether as the option leaves it; else as it is."""


@dataclass(frozen=True, slots=True, eq=False)
class Supposed:
    """Something that is known, or supposed, to be so; that a fact is 1 is not that it is true."""

    matter: Matter
    value: FactValue
    """Of a context, whether it holds; of a role, whether it is occupied; of a deed, whether it was
    done."""
    own_word: bool = False
    """Whether nobody says so who is heard: it counts against the option, and never for it.

    So it is with a deed that nobody told: it was not done.
    """

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Supposed) and self._key == other._key

    def __hash__(self) -> int:
        return hash(self._key)

    @property
    def _key(self) -> tuple[Matter, ValueKey, bool]:
        return (self.matter, value_key(self.value), self.own_word)
