"""The types of what conditions compare a fact with: a value of another is met by none of them.

A ban upon a truth value does not hear of the word "true". Whoever says it means to be heard.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Literal, TypeAlias

from commonweal.documents import AtLeast, AtMost, Equals, OneOf, number_of, shown
from commonweal.errors import Problem

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from commonweal.documents import Condition, FactValue

FactType: TypeAlias = Literal["boolean", "number", "word"]
"""What a fact can be a value of."""

FACT_EXAMPLES: dict[FactType, str] = {
    "boolean": "true or false",
    "number": "an integer, or a fraction 'p/q'",
    "word": "a word",
}
"""What a value of each type is."""


def type_of(value: FactValue) -> FactType:
    """Return the type of a value."""
    if isinstance(value, bool):
        return "boolean"
    return "word" if number_of(value) is None else "number"


def compared_types(clauses: Iterable[Condition]) -> dict[str, frozenset[FactType]]:
    """Return for each fact the types of the values that clauses compare it with."""
    found: dict[str, set[FactType]] = defaultdict(set)
    for clause in clauses:
        match clause:
            case AtLeast() | AtMost():
                found[clause.fact].add("number")
            case Equals():
                found[clause.fact].add(type_of(clause.value))
            case OneOf():
                found[clause.fact] |= {type_of(value) for value in clause.values}
    return {fact: frozenset(types) for fact, types in found.items()}


def type_faults(
    path: str, fact: str, value: FactValue, types: Mapping[str, frozenset[FactType]]
) -> Iterator[Problem]:
    """Yield the problem that a value is of a type that no condition on its fact is about, if so.

    Args:
        path: where it was said.
        fact: the fact.
        value: what was said.
        types: by fact, those that conditions compare it with; any other may be anything.
    """
    wanted = types.get(fact)
    if wanted and type_of(value) not in wanted:
        yield type_problem(path, fact, shown(value), wanted)


def type_problem(path: str, fact: str, found: str, wanted: Iterable[FactType]) -> Problem:
    """Return the problem that what was said of a fact is of none of the types that are wanted."""
    values = " or ".join(FACT_EXAMPLES[each] for each in sorted(wanted))
    return Problem(
        code="fact-type",
        path=path,
        expected=f"{values}, as conditions on {fact!r} have it",
        found=found,
        hint="No condition is met by another type: norms would not hear of it.",
    )
