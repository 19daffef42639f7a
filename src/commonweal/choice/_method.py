"""What every method of choice has: a name, its parameters, and what it keeps."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar, Protocol

if TYPE_CHECKING:
    from commonweal.choice._prepared import Prepared


@dataclass(frozen=True, slots=True)
class Kept:
    """What a method keeps, with a claim for each option and the whole in sentences."""

    positions: tuple[int, ...]
    claims: tuple[Mapping[str, Any], ...]
    sentences: tuple[str, ...]


def method_spelling(name: str) -> str:
    """Return the name of a method as the program's options spell it, such as ``e-admissible``."""
    return name.replace("_", "-")


class ChoiceMethod(Protocol):
    """A way to choose among options that no common scale ranks."""

    name: ClassVar[str]
    checked: ClassVar[bool]
    """Whether the stand-alone checker verifies what it says."""

    def parameters(self) -> dict[str, Any]:
        """Return the choices of the method as plain JSON."""
        ...

    def keep(self, prepared: Prepared) -> Kept:
        """Return what the method keeps of a problem in which something is permissible."""
        ...


class WithoutParameters:
    """A method that leaves nothing to choose: what it goes by stands in the problem."""

    __slots__ = ()

    def parameters(self) -> dict[str, Any]:
        """Return nothing."""
        return {}
