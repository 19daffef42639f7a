"""Columns of facts, roles and contexts over many acts, and what conditions come to in each row.

Truth is a small integer: 1 holds, 0 is unknown, -1 fails, so that a conjunction is the least, a
disjunction the greatest, and a negation the sign: Kleene's connectives, row by row.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from math import ceil, floor
from typing import TYPE_CHECKING, Any as AnyValue, TypeAlias

import numpy as np

from commonweal.documents import (
    All,
    AtLeast,
    AtMost,
    Before,
    Condition,
    Equals,
    FactValue,
    Holds,
    KnownWorld,
    Not,
    Occupies,
    OneOf,
    Truth,
    evaluate,
    number_of,
)
from commonweal.errors import InvalidDocument, Problem
from commonweal.norms._act_faults import (
    column_faults,
    known_value_faults,
    moment_faults,
    names_type_faults,
    text_faults,
)
from commonweal.norms._fact_types import type_faults, type_problem
from commonweal.norms._spoken_names import unknown_names

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from commonweal.norms._contexts import ContextOrder
    from commonweal.norms._spoken_names import SpokenNames

    Truths: TypeAlias = NDArray[np.int8]

_CODE: dict[Truth, int] = {"holds": 1, "unknown": 0, "fails": -1}
_MOST = np.iinfo(np.int64)


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class ActTable:
    """Many acts, each a row; every column is as long as ``action``.

    A fact is a column of truth values, of 64-bit integers, or of anything a fact can be: words,
    truth values, integers, ``"p/q"``, and None where it is unknown. Floating-point numbers are
    refused. What has no column is unknown, if it is a fact, and else not there.
    """

    action: NDArray[np.str_]
    at: NDArray[np.str_] | str
    """The moment, in UTC to the second."""
    roles: Mapping[str, NDArray[np.bool_]] = field(default_factory=dict)
    """Of the actor, who is the decider."""
    toward: Mapping[str, NDArray[np.bool_]] = field(default_factory=dict)
    """Of the one acted on; in no role where nobody is."""
    facts: Mapping[str, NDArray[AnyValue]] = field(default_factory=dict)
    """As the act leaves them."""
    facts_before: Mapping[str, NDArray[AnyValue]] = field(default_factory=dict)
    """As they are, where acts change them."""
    contexts: Mapping[str, NDArray[np.bool_]] = field(default_factory=dict)
    place: NDArray[np.str_] | str = ""
    """The territory; empty is in none that is named."""
    broken: Mapping[str, NDArray[np.bool_]] = field(default_factory=dict)
    """By norm, whether it was broken before and not made good; see `PlainAct`."""

    def __len__(self) -> int:
        return len(self.action)

    def refuse_faults(self, known: SpokenNames | None = None) -> None:
        """Raise if columns differ in length or hold what no fact can be, or have unknown names.

        Args:
            known: the names that columns may have; None where any will do.

        Raises:
            InvalidDocument: with every problem, of a column's values the first; code
                ``column-length``, ``column-type``, ``wrong-type``, ``wrong-form`` or
                ``unknown-name``.
        """
        problems = tuple(self._faults(known))
        if problems:
            raise InvalidDocument(problems)

    def _faults(self, known: SpokenNames | None) -> Iterator[Problem]:
        if np.ndim(self.action) != 1:
            yield Problem("column-length", "action", "a column", f"shape {np.shape(self.action)}")
            return
        yield from self._column_faults("action", self.action, "UO")
        yield from self._column_faults("at", self.at, "U")
        yield from self._column_faults("place", self.place, "U")
        for name, kind in _KINDS.items():
            held: Mapping[str, AnyValue] = getattr(self, name)
            problems = [*names_type_faults(name, held, mapping=True)]
            yield from problems
            if problems:
                continue
            if known is not None:
                yield from unknown_names(name, held, kind, getattr(known, kind))
            for key, column in held.items():
                path, allowed = f"{name}.{key}", "biuOU" if kind == "facts" else "b"
                problems = [*self._column_faults(path, column, allowed)]
                yield from problems
                if kind == "facts" and known is not None and not problems:
                    yield from _type_faults(path, key, column, known)

    def _column_faults(self, path: str, column: AnyValue, allowed: str) -> Iterator[Problem]:
        """Yield what is wrong with a column: its length, its type, or the first wrong value."""
        if isinstance(column, str) and path in {"at", "place"}:
            yield from moment_faults(path, column) if path == "at" else ()
            return
        found = np.asarray(column)
        if found.shape != (len(self),):
            yield Problem(
                "column-length", path, f"a column of {len(self)} rows", f"shape {found.shape}"
            )
        array = isinstance(column, np.ndarray) or path == "action"
        if not array or (found.dtype.kind not in allowed and found.size):
            what = found.dtype.name if array else type(column).__name__
            yield Problem("column-type", path, _EXPECTED[allowed], what)
        elif found.dtype.kind in "UO":
            faults = {"action": text_faults, "at": moment_faults}.get(path)
            if faults or path.startswith("facts"):
                yield from column_faults(path, found, faults or known_value_faults)


def _type_faults(
    path: str, fact: str, column: NDArray[AnyValue], known: SpokenNames
) -> Iterator[Problem]:
    """Yield that a column holds what no condition on its fact is about: the first such value."""
    wanted = known.types.get(fact)
    if wanted is None or not column.size:
        return
    if column.dtype.kind in "UO":

        def faults(path: str, value: AnyValue) -> Iterator[Problem]:
            return iter(()) if value is None else type_faults(path, fact, value, known.types)

        yield from column_faults(path, column, faults)
    elif ("boolean" if column.dtype.kind == "b" else "number") not in wanted:
        yield type_problem(path, fact, f"a column of type {column.dtype.name}", wanted)


_KINDS = {
    "roles": "roles",
    "toward": "roles",
    "facts": "facts",
    "facts_before": "facts",
    "contexts": "contexts",
    "broken": "norms",
}
"""What the columns of each part of a table are named after."""

_EXPECTED = {
    "b": "an array of truth values",
    "U": "an array of text, or one text",
    "UO": "an array of text",
    "biuOU": "an array of truth values, integers, text, or objects; exact fractions as 'p/q'",
}


class Columns:
    """Some rows of a table, as conditions see them.

    Args:
        table: the acts.
        rows: which of them.
        contexts: how contexts lie within one another.
    """

    def __init__(self, table: ActTable, rows: NDArray[np.intp], contexts: ContextOrder) -> None:
        self._table, self._rows, self._contexts = table, rows, contexts
        self._kept: dict[tuple[str, str], AnyValue] = {}

    def truth(self, condition: Condition, *, before: bool = False) -> Truths:
        """Return what a condition comes to in every row."""
        match condition:
            case Equals() | OneOf() | AtLeast() | AtMost():
                return self._fact(condition, before=before)
            case Holds():
                return self._context(condition.context)
            case Occupies():
                return self.occupied(condition.who, condition.role)
            case Before():
                return self.truth(condition.of, before=True)
            case Not():
                return -self.truth(condition.of, before=before)
            case _:
                joined = np.minimum if isinstance(condition, All) else np.maximum
                result = self._constant(1 if isinstance(condition, All) else -1)
                for part in condition.of:
                    result = joined(result, self.truth(part, before=before))
                return result

    def occupied(self, who: str, role: str) -> Truths:
        """Return whether the actor, the one acted on, or either of them occupies a role."""
        acting, acted_on = (
            self._flags(held, role) for held in (self._table.roles, self._table.toward)
        )
        if who == "anyone":
            return np.maximum(acting, acted_on)
        return acted_on if who == "counterparty" else acting

    def was_broken(self, norm: str) -> Truths:
        """Return whether a norm was broken before."""
        return self._flags(self._table.broken, norm)

    def _flags(self, held: Mapping[str, NDArray[np.bool_]], name: str) -> Truths:
        if name not in held:
            return self._constant(-1)
        return (held[name][self._rows] * np.int8(2) - np.int8(1)).astype(np.int8)

    def _constant(self, truth: int) -> Truths:
        return np.full(len(self._rows), truth, dtype=np.int8)

    def _context(self, name: str) -> Truths:
        key = ("context", name)
        if key not in self._kept:
            found = self._flags(self._table.contexts, name)
            for other in self._contexts.narrower_than(name):
                found = np.maximum(found, self._flags(self._table.contexts, other))
            self._kept[key] = found
        truths: Truths = self._kept[key]
        return truths

    def _fact(self, clause: Equals | OneOf | AtLeast | AtMost, *, before: bool) -> Truths:
        held = self._table.facts
        if before and clause.fact in self._table.facts_before:
            held = self._table.facts_before
        if clause.fact not in held:
            return self._constant(0)
        column = held[clause.fact]
        if column.dtype.kind in "iu" and isinstance(clause, AtLeast | AtMost):
            return self._bounded(column[self._rows], clause)
        name = "before" if held is self._table.facts_before else "fact"
        codes, values = self._coded((name, clause.fact), column)
        told = [_CODE[_clause_of(clause, value)] for value in values]
        return np.array(told, dtype=np.int8)[codes]

    def _coded(
        self, key: tuple[str, str], column: NDArray[AnyValue]
    ) -> tuple[NDArray[np.intp], list[FactValue | None]]:
        """Return a column as codes, and the value of each code."""
        if key not in self._kept:
            chosen = column[self._rows]
            if column.dtype.kind == "O":
                # As a dictionary has it, true and 1 would be one key.
                known: dict[tuple[type, AnyValue], int] = {}
                codes = np.fromiter(
                    (known.setdefault((type(value), value), len(known)) for value in chosen),
                    dtype=np.intp,
                    count=len(chosen),
                )
                self._kept[key] = (codes, [value for _, value in known])
            else:
                values, codes = np.unique(chosen, return_inverse=True)
                self._kept[key] = (codes, values.tolist())
        found: tuple[NDArray[np.intp], list[FactValue | None]] = self._kept[key]
        return found

    @staticmethod
    def _bounded(column: NDArray[AnyValue], clause: AtLeast | AtMost) -> Truths:
        bound = number_of(clause.value)
        assert bound is not None, "the condition language compares numbers"
        whole = ceil(bound) if isinstance(clause, AtLeast) else floor(bound)
        if not _MOST.min <= whole <= _MOST.max:
            beyond = (whole > 0) == isinstance(clause, AtLeast)
            return np.full(len(column), -1 if beyond else 1, dtype=np.int8)
        met = column >= whole if isinstance(clause, AtLeast) else column <= whole
        return (met * np.int8(2) - np.int8(1)).astype(np.int8)


def _clause_of(clause: Equals | OneOf | AtLeast | AtMost, value: FactValue | None) -> Truth:
    known = {} if value is None else {clause.fact: value}
    return evaluate(clause, KnownWorld(facts=known))
