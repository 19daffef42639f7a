"""What a condition comes to in a world that is known in part: it holds, it fails, or is unknown.

Source of the logic: S. C. Kleene, Introduction to Metamathematics (1952), section 64.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Literal, Protocol, TypeAlias

from commonweal.documents._condition import (
    All,
    AtLeast,
    AtMost,
    Before,
    Condition,
    Equals,
    Holds,
    Not,
    Occupies,
    OneOf,
)
from commonweal.documents._scalars import RATIONAL_PATTERN, FactValue

Truth = Literal["holds", "fails", "unknown"]
"""What a condition comes to."""

Who = Literal["actor", "counterparty", "decider", "anyone"]
"""Whose role a condition speaks of."""

ValueKey: TypeAlias = tuple[str, bool | Fraction | str]
"""A fact's value with its type, so that true is not 1 and "2/1" is 2."""

_OPPOSITE: dict[Truth, Truth] = {"holds": "fails", "fails": "holds", "unknown": "unknown"}
_RATIONAL = re.compile(RATIONAL_PATTERN)


class World(Protocol):
    """What is known of facts, contexts and roles where a condition is evaluated."""

    def fact(self, name: str, *, before: bool) -> FactValue | None:
        """Return the fact's value as left, or ``before`` any option; None where it is unknown."""
        ...

    def context(self, name: str) -> Truth:
        """Return whether the context holds."""
        ...

    def occupies(self, who: Who, role: str) -> Truth:
        """Return whether that party, or anyone, occupies the role."""
        ...


@dataclass(frozen=True, slots=True)
class KnownWorld:
    """A world written down: what is not in it is an unknown fact, no context and no role."""

    facts: Mapping[str, FactValue] = field(default_factory=dict)
    """As an option leaves them."""
    facts_before: Mapping[str, FactValue] = field(default_factory=dict)
    """As they are."""
    contexts: Mapping[str, Truth] = field(default_factory=dict)
    occupations: Mapping[tuple[Who, str], Truth] = field(default_factory=dict)

    def fact(self, name: str, *, before: bool) -> FactValue | None:
        """Return the fact's value, or None where it is not in the world."""
        return (self.facts_before if before else self.facts).get(name)

    def context(self, name: str) -> Truth:
        """Return whether the context holds; one that nobody speaks of fails."""
        return self.contexts.get(name, "fails")

    def occupies(self, who: Who, role: str) -> Truth:
        """Return whether the role is occupied; one that nobody claims is not."""
        return self.occupations.get((who, role), "fails")


def truth_of(value: bool) -> Truth:  # noqa: FBT001  # a truth value is what it is about
    """Return ``holds`` of true and ``fails`` of false."""
    return "holds" if value else "fails"


def negation(truth: Truth) -> Truth:
    """Return Kleene's negation: what is unknown stays so."""
    return _OPPOSITE[truth]


def conjunction(truths: Iterable[Truth]) -> Truth:
    """Return Kleene's conjunction: one that fails is enough to fail; of none, it holds."""
    result: Truth = "holds"
    for truth in truths:
        if truth == "fails":
            return "fails"
        if truth == "unknown":
            result = "unknown"
    return result


def disjunction(truths: Iterable[Truth]) -> Truth:
    """Return Kleene's disjunction: one that holds is enough to hold; of none, it fails."""
    result: Truth = "fails"
    for truth in truths:
        if truth == "holds":
            return "holds"
        if truth == "unknown":
            result = "unknown"
    return result


def number_of(value: FactValue) -> Fraction | None:
    """Return the exact number that a fact's value is, or None of a truth value or a word."""
    if isinstance(value, bool):
        return None
    if isinstance(value, int):
        return Fraction(value)
    return Fraction(value) if _RATIONAL.match(value) else None


def value_key(value: FactValue) -> ValueKey:
    """Return what two values share exactly when a condition takes them for the same."""
    if isinstance(value, bool):
        return ("truth", value)
    number = number_of(value)
    return ("word", str(value)) if number is None else ("number", number)


def evaluate(condition: Condition, world: World) -> Truth:
    """Return what ``condition`` comes to in ``world``.

    Total: every condition has a value in every world. Monotone: to learn more of the world turns
    ``unknown`` into ``holds`` or ``fails`` and changes nothing else. Cost: each clause once.
    """
    return _evaluate(condition, world, before=False)


def _evaluate(condition: Condition, world: World, *, before: bool) -> Truth:
    match condition:
        case Equals() | OneOf() | AtLeast() | AtMost():
            value = world.fact(condition.fact, before=before)
            return "unknown" if value is None else _compare(condition, value)
        case Holds():
            return world.context(condition.context)
        case Occupies():
            return world.occupies(condition.who, condition.role)
        case Before():
            return _evaluate(condition.of, world, before=True)
        case Not():
            return _OPPOSITE[_evaluate(condition.of, world, before=before)]
        case All():
            return conjunction(_evaluate(part, world, before=before) for part in condition.of)
        case _:
            return disjunction(_evaluate(part, world, before=before) for part in condition.of)


def _compare(clause: Equals | OneOf | AtLeast | AtMost, value: FactValue) -> Truth:
    match clause:
        case Equals():
            return truth_of(value_key(clause.value) == value_key(value))
        case OneOf():
            key = value_key(value)
            return truth_of(any(value_key(member) == key for member in clause.values))
        case _:
            number = number_of(value)
            bound = number_of(clause.value)
            if number is None or bound is None:
                return "unknown"
            at_least = isinstance(clause, AtLeast)
            return truth_of(number >= bound if at_least else number <= bound)
