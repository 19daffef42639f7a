"""What every way of saying which orderings are permissible can answer about options."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Literal, Protocol, TypeAlias

Kind: TypeAlias = Literal["better", "equal", "worse", "apart"]
"""What one ordering says of two options: the first above, level, below, or nothing."""

KINDS: tuple[Kind, ...] = ("better", "equal", "worse", "apart")

Evidence: TypeAlias = Mapping[str, Any]
"""What proves an answer, as plain JSON, in the form that the checker reads."""


@dataclass(frozen=True, slots=True)
class Answer:
    """Yes or no, with what proves it."""

    holds: bool
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Bound:
    """The lowest or the highest value of an option over all that is permissible, proved."""

    value: Fraction
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Compared:
    """All that permissible orderings say of two options."""

    kinds: tuple[Kind, ...]
    evidence: Evidence


class Family(Protocol):
    """All permissible orderings of one problem. Options are given by position."""

    programs: int
    """How many linear programs were solved so far."""
    by_simplex: int
    """How many of them floats could not settle."""

    def nothing(self) -> Evidence | None:
        """Return the proof that nothing is permissible; None where something is."""
        ...

    def something(self) -> Evidence:
        """Return one thing that is permissible, where the declaration does not show it."""
        ...

    def compare(self, first: int, second: int) -> Compared:
        """Return what all permissible orderings say of two options."""
        ...

    def beats(self, rival: int, option: int, *, weakly: bool) -> Answer:
        """Tell whether all permissible orderings rank the rival above the option.

        Args:
            rival: the one.
            option: the other.
            weakly: whether it is enough that all rank the rival at least as high and some higher.
        """
        ...

    def best(self, option: int) -> Answer:
        """Tell whether some permissible ordering ranks the option highest, alone or with others."""
        ...


class ValuedFamily(Family, Protocol):
    """A family whose orderings come of values, so that an option has a lowest and a highest."""

    def lowest(self, option: int) -> Bound:
        """Return the lowest value of an option."""
        ...

    def highest(self, option: int) -> Bound:
        """Return the highest value of an option."""
        ...
