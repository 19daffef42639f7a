"""Conditions held to what the study declares: facts with their types, contexts and roles."""

from __future__ import annotations

from typing import TYPE_CHECKING

from commonweal.documents import AtLeast, AtMost, Equals, Holds, Occupies, OneOf
from commonweal.norms import FACT_EXAMPLES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from commonweal.documents import Condition, FactDeclaration, FactValue, Record
    from commonweal.errors import Problem
    from commonweal.studies._declared import Declared
    from commonweal.studies._study_records import Entry


def check_condition(
    condition: Condition, entry: Entry[Record], field: str, declared: Declared
) -> Iterator[Problem]:
    """Yield every name in a condition that is not declared, and every value of another type."""
    for clause, path in _clauses(condition, field):
        if isinstance(clause, Holds):
            yield from declared.missing("context", clause.context, entry, f"{path}.context")
        elif isinstance(clause, Occupies):
            yield from declared.missing("role", clause.role, entry, f"{path}.role")
        elif isinstance(clause, Equals | AtLeast | AtMost | OneOf):
            yield from declared.missing("fact", clause.fact, entry, f"{path}.fact")
            yield from _wrong_values(clause, entry, path, declared)


def check_value(
    fact: str, value: FactValue, entry: Entry[Record], field: str, declared: Declared
) -> Iterator[Problem]:
    """Yield the problem that a value is not one this fact can have, if that is so."""
    declaration = declared.facts.get(fact)
    if declaration is None or is_value_of(declaration, value):
        return
    expected = FACT_EXAMPLES[declaration.type]
    if declaration.words:
        expected = " or ".join(repr(word) for word in declaration.words)
    yield entry.problem(
        "fact-type",
        field,
        expected=f"{expected}, as the {declaration.type} {fact!r} can be",
        found=repr(value),
    )


def is_value_of(declaration: FactDeclaration, value: FactValue) -> bool:
    """Tell whether a declared fact can have this value."""
    if declaration.type == "boolean":
        return isinstance(value, bool)
    if declaration.type == "number":
        return _is_number(value)
    return isinstance(value, str) and (not declaration.words or value in declaration.words)


def _is_number(value: FactValue) -> bool:
    if isinstance(value, str):
        numerator, slash, denominator = value.removeprefix("-").partition("/")
        return slash == "/" and numerator.isdecimal() and denominator.isdecimal()
    return not isinstance(value, bool)


def _clauses(condition: Condition, path: str) -> Iterator[tuple[Condition, str]]:
    yield condition, path
    parts = condition.parts
    single = len(parts) == 1 and not isinstance(getattr(condition, "of", ()), tuple)
    for index, part in enumerate(parts):
        yield from _clauses(part, f"{path}.of" if single else f"{path}.of[{index}]")


def _wrong_values(
    clause: Equals | AtLeast | AtMost | OneOf,
    entry: Entry[Record],
    path: str,
    declared: Declared,
) -> Iterator[Problem]:
    declaration = declared.facts.get(clause.fact)
    if declaration is None:
        return
    if isinstance(clause, AtLeast | AtMost) and declaration.type != "number":
        yield entry.problem(
            "fact-type",
            f"{path}.fact",
            expected=f"a fact that is a number, for {clause.kind!r}",
            found=f"{clause.fact!r}, a {declaration.type}",
        )
        return
    values = clause.values if isinstance(clause, OneOf) else (clause.value,)
    for value in values:
        yield from check_value(clause.fact, value, entry, f"{path}.value", declared)
