"""The condition language: small frozen clauses over facts, contexts and roles.

Closed, total and terminating. Every clause has a permanent name; the list only ever grows.
How a condition is evaluated stands in ``_evaluation``, its canonical form in ``_canonical_form``,
and how two are compared in ``_implication``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, Field, model_validator
from pydantic_core import PydanticCustomError

from commonweal.documents._base import KindedDocument
from commonweal.documents._scalars import FactValue, Integer, Name, Rational

DEEPEST_CONDITION = 32
"""How many clauses may stand inside one another in a record."""

DEEPEST_CLAUSE = 64
"""The same in memory, where conditions of records are put together into larger ones."""


MOST_PARTS = 64
"""How many clauses may stand side by side in one."""


def _too_deep() -> PydanticCustomError:
    return PydanticCustomError(
        "too_deep",
        "at most {read} clauses inside one another in a record, and {built} in memory",
        {"read": DEEPEST_CONDITION, "built": DEEPEST_CLAUSE},
    )


class Clause(KindedDocument):
    """A condition, or a part of one."""

    @property
    def parts(self) -> tuple[Condition, ...]:
        """The clauses directly inside this one."""
        return ()

    @cached_property
    def depth(self) -> int:
        """How many clauses stand inside one another, this one counted."""
        return 1 + max((part.depth for part in self.parts), default=0)

    @model_validator(mode="after")
    def _bounded(self) -> Self:
        if self.depth > DEEPEST_CLAUSE:
            raise _too_deep()
        return self


class Equals(Clause):
    """The fact has this value."""

    kind: Literal["equals"] = "equals"
    fact: Name
    value: FactValue

    def __eq__(self, other: object) -> bool:
        # To Python, true is 1; to a condition it is not.
        return super().__eq__(other) and type(self.value) is type(getattr(other, "value", None))

    def __hash__(self) -> int:
        return hash((self.kind, self.fact, self.value))


class AtLeast(Clause):
    """The fact is a number no smaller than this one."""

    kind: Literal["at_least"] = "at_least"
    fact: Name
    value: Integer | Rational


class AtMost(Clause):
    """The fact is a number no greater than this one."""

    kind: Literal["at_most"] = "at_most"
    fact: Name
    value: Integer | Rational


class OneOf(Clause):
    """The fact has one of these values."""

    kind: Literal["one_of"] = "one_of"
    fact: Name
    values: Annotated[tuple[FactValue, ...], Field(min_length=1, max_length=MOST_PARTS)]

    def __eq__(self, other: object) -> bool:
        types = [*map(type, getattr(other, "values", ()))]
        return super().__eq__(other) and [*map(type, self.values)] == types

    def __hash__(self) -> int:
        return hash((self.kind, self.fact, self.values))


class Holds(Clause):
    """The context holds, by itself or because a narrower one does."""

    kind: Literal["holds"] = "holds"
    context: Name


class Occupies(Clause):
    """Somebody occupies the role: who acts, who is acted on, who decides, or anybody."""

    kind: Literal["occupies"] = "occupies"
    who: Literal["actor", "counterparty", "decider", "anyone"]
    role: Name


class Before(Clause):
    """The condition holds of the facts as they are, before any option is carried out."""

    kind: Literal["before"] = "before"
    of: _AnyClause

    @property
    def parts(self) -> tuple[Condition, ...]:
        """The clause inside."""
        return (self.of,)


class Not(Clause):
    """The condition fails."""

    kind: Literal["not"] = "not"
    of: _AnyClause

    @property
    def parts(self) -> tuple[Condition, ...]:
        """The clause inside."""
        return (self.of,)


class All(Clause):
    """Every one of these holds; of none, it holds."""

    kind: Literal["all"] = "all"
    of: Annotated[tuple[_AnyClause, ...], Field(max_length=MOST_PARTS)] = ()

    @property
    def parts(self) -> tuple[Condition, ...]:
        """The clauses inside."""
        return self.of


class Any(Clause):
    """At least one of these holds; of none, it fails."""

    kind: Literal["any"] = "any"
    of: Annotated[tuple[_AnyClause, ...], Field(max_length=MOST_PARTS)] = ()

    @property
    def parts(self) -> tuple[Condition, ...]:
        """The clauses inside."""
        return self.of


_AnyClause = Annotated[
    Equals | AtLeast | AtMost | OneOf | Holds | Occupies | Before | Not | All | Any,
    Field(discriminator="kind"),
]


def _shallow(condition: Clause) -> Clause:
    if condition.depth > DEEPEST_CONDITION:
        raise _too_deep()
    return condition


Condition = Annotated[_AnyClause, AfterValidator(_shallow)]
"""Any clause of the condition language, as a record may hold it."""

for _clause in (Before, Not, All, Any):
    _clause.model_rebuild()

ALWAYS = All(of=())
"""The condition that holds in every situation."""


def conjoined(conditions: Iterable[Condition]) -> Condition:
    """Return what holds where all of some conditions do, however many they are."""
    parts = tuple(conditions)
    while len(parts) > MOST_PARTS:
        starts = range(0, len(parts), MOST_PARTS)
        parts = tuple(All(of=parts[start : start + MOST_PARTS]) for start in starts)
    return parts[0] if len(parts) == 1 else All(of=parts)


def clauses_of(*conditions: Condition | None) -> Iterator[Condition]:
    """Yield every clause of some conditions, each before those inside it."""
    for condition in conditions:
        if condition is not None:
            yield condition
            yield from clauses_of(*condition.parts)
