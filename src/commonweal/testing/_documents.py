"""Strategies for documents, drawn from the annotations of their fields."""

from __future__ import annotations

import types
from collections.abc import Callable
from functools import cache
from typing import (
    TYPE_CHECKING,
    Annotated,
    Any,
    Literal,
    TypeVar,
    Union,
    get_args,
    get_origin,
    get_type_hints,
)

from pydantic.fields import FieldInfo

from commonweal.documents import (
    CardId,
    Condition,
    Document,
    FactValue,
    Hash,
    JsonObject,
    Language,
    Line,
    Name,
    Nonce,
    PositiveRational,
    Probability,
    Rational,
    RecordId,
    Salt,
    Text,
    Timestamp,
)
from commonweal.testing._conditions import conditions
from commonweal.testing._hypothesis import strategies as st
from commonweal.testing._scalars import (
    card_ids,
    fact_values,
    hashes,
    json_objects,
    languages,
    lines,
    names,
    nonces,
    rationals,
    record_ids,
    texts,
    timestamps,
)

if TYPE_CHECKING:
    from hypothesis.strategies import SearchStrategy

D = TypeVar("D", bound=Document)

_MOST_ITEMS = 3
_LARGEST = 2**53 - 1

# Looked up by identity: annotations that hold Pydantic's notes cannot be hashed.
_SCALARS: dict[int, SearchStrategy[Any]] = {
    id(CardId): card_ids(),
    id(Condition): conditions(),
    id(FactValue): fact_values(),
    id(Hash): hashes(),
    id(JsonObject): json_objects(),
    id(Language): languages(),
    id(Line): lines(),
    id(Name): names(),
    id(Nonce): nonces(),
    id(PositiveRational): rationals(low="1/1000000"),
    id(Probability): rationals(low="0/1", high="1/1"),
    id(Rational): rationals(),
    id(RecordId): record_ids(),
    id(Salt): nonces(),
    id(Text): texts(),
    id(Timestamp): timestamps(),
    id(bool): st.booleans(),
    id(type(None)): st.none(),
}

_SPECIAL: dict[type[Document], Callable[[], SearchStrategy[Any]]] = {}


def drawn_for(
    model: type[D],
) -> Callable[[Callable[[], SearchStrategy[D]]], Callable[[], SearchStrategy[D]]]:
    """Return a decorator that makes a function the source of ``model``'s strategy.

    Args:
        model: a document whose fields depend on one another.
    """

    def register(strategy: Callable[[], SearchStrategy[D]]) -> Callable[[], SearchStrategy[D]]:
        _SPECIAL[model] = strategy
        return strategy

    return register


@cache
def documents(model: type[D]) -> SearchStrategy[D]:
    """Return valid documents of the type ``model``, with fields left unsaid as often as said.

    Args:
        model: any document: a record, a part of one, or a justification.
    """
    if model in _SPECIAL:
        return st.deferred(_SPECIAL[model])
    return st.deferred(lambda: built(model))


def built(model: type[D], **given: SearchStrategy[Any]) -> SearchStrategy[D]:
    """Return documents whose fields are drawn one by one.

    Args:
        model: the document.
        given: strategies for fields that are always said; the others follow their annotations.
    """
    return fields_of(model, **given).map(lambda fields: model(**fields))


def fields_of(model: type[Document], **given: SearchStrategy[Any]) -> SearchStrategy[Any]:
    """Return the fields of a document as a dictionary.

    Args:
        model: the document.
        given: strategies for fields that are always said; the others follow their annotations.
    """
    hints = get_type_hints(model, include_extras=True)
    said: dict[str, SearchStrategy[Any]] = dict(given)
    unsaid: dict[str, SearchStrategy[Any]] = {}
    for name, field in model.model_fields.items():
        if name not in given and name not in {"kind", "schema_version"}:
            fields = said if field.is_required() else unsaid
            fields[name] = _of_annotation(hints[name])
    return st.fixed_dictionaries(said, optional=unsaid)


def _of_annotation(annotation: Any) -> SearchStrategy[Any]:
    if id(annotation) in _SCALARS:
        return _SCALARS[id(annotation)]
    origin = get_origin(annotation)
    if origin is Annotated:
        return _constrained(*get_args(annotation))
    if origin is Literal:
        return st.sampled_from(get_args(annotation))
    if origin in {Union, types.UnionType}:
        members = sorted(get_args(annotation), key=lambda member: member is not type(None))
        return st.one_of([_of_annotation(member) for member in members])
    if origin is tuple:
        return st.lists(_of_annotation(get_args(annotation)[0]), max_size=2).map(tuple)
    return documents(annotation)


def _constrained(inner: Any, *notes: Any) -> SearchStrategy[Any]:
    limits = _limits(notes)
    least = limits.get("min_length", 0)
    if inner is int:
        return st.integers(limits.get("ge", -_LARGEST), limits.get("le", _LARGEST))
    if inner is str:
        return texts(longest=20)
    if get_origin(inner) is tuple:
        items = _of_annotation(get_args(inner)[0])
        most = min(limits.get("max_length", _LARGEST), max(least, _MOST_ITEMS))
        return st.lists(items, min_size=least, max_size=most).map(tuple)
    return _of_annotation(inner)


def _limits(notes: tuple[Any, ...]) -> dict[str, int]:
    parts = [part for note in notes if isinstance(note, FieldInfo) for part in note.metadata]
    names = ("ge", "le", "min_length", "max_length")
    return {name: getattr(part, name) for part in parts for name in names if hasattr(part, name)}
