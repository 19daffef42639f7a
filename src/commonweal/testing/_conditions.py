"""Strategies for conditions and for the worlds that they are evaluated in."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any as AnyValue

from commonweal.documents import (
    All,
    Any,
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
    Who,
    number_of,
)
from commonweal.testing._hypothesis import strategies as st
from commonweal.testing._scalars import fact_values, names

if TYPE_CHECKING:
    from hypothesis.strategies import SearchStrategy

WHO: tuple[Who, ...] = ("actor", "counterparty", "decider", "anyone")
"""Everyone whose role a condition can speak of."""


def conditions(
    *,
    words: Sequence[str] | None = None,
    values: SearchStrategy[FactValue] | None = None,
    most_clauses: int = 12,
) -> SearchStrategy[Condition]:
    """Return conditions of every clause; the empty conjunction comes first when shrinking.

    Args:
        words: the names of facts, contexts and roles; a few of them make conditions that bear on
            one another. None means any names.
        values: the values that facts are compared with; None means any.
        most_clauses: about how many clauses one condition may have.
    """
    named = names() if words is None else st.sampled_from(list(words))
    values = fact_values() if values is None else values
    numbers = values.filter(_is_number)
    atoms: list[SearchStrategy[AnyValue]] = [
        st.builds(All),
        st.builds(Holds, context=named),
        st.builds(Occupies, who=st.sampled_from(WHO), role=named),
        st.builds(Equals, fact=named, value=values),
        st.builds(AtLeast, fact=named, value=numbers),
        st.builds(AtMost, fact=named, value=numbers),
        st.builds(OneOf, fact=named, values=st.lists(values, min_size=1, max_size=3).map(tuple)),
    ]
    return st.recursive(st.one_of(atoms), _joined, max_leaves=most_clauses)


def worlds(
    words: Sequence[str], *, values: SearchStrategy[FactValue] | None = None
) -> SearchStrategy[KnownWorld]:
    """Return worlds that are known in part.

    Args:
        words: the names of facts, contexts and roles.
        values: the values that facts have; None means any.
    """
    values = fact_values() if values is None else values
    named = st.sampled_from(list(words))
    truths: SearchStrategy[Truth] = st.sampled_from(("fails", "holds", "unknown"))
    return st.builds(
        KnownWorld,
        facts=st.dictionaries(named, values, max_size=len(words)),
        facts_before=st.dictionaries(named, values, max_size=len(words)),
        contexts=st.dictionaries(named, truths, max_size=len(words)),
        occupations=st.dictionaries(st.tuples(st.sampled_from(WHO), named), truths, max_size=8),
    )


def _joined(inside: SearchStrategy[Condition]) -> SearchStrategy[Condition]:
    several = st.lists(inside, max_size=3).map(tuple)
    return st.one_of(
        st.builds(Not, of=inside),
        st.builds(Before, of=inside),
        st.builds(All, of=several),
        st.builds(Any, of=several),
    )


def _is_number(value: FactValue) -> bool:
    return number_of(value) is not None
