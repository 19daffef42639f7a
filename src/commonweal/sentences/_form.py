"""Forms of sentences: one declaration from which a sentence is both written and read.

A form is a text with places for what a record says:

- ``{role:role}`` is the field ``role``, written as the sort ``role``; dots lead into parts;
- ``{grounds*ground}`` is a list, each item of it written as one of the forms called ``ground``;
- ``[ towards {counterparty:role}]`` is there where its field is said, and not null or empty;
- ``[source.citation=null| (no citation)]`` is there where the field is said to be exactly that.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeAlias

from commonweal.sentences._tokens import tokens_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from commonweal.sentences._tokens import Token

Path: TypeAlias = "tuple[str, ...]"
"""The fields that lead to a part of a record."""

UNSAID = object()
"""What stands at a path that leads nowhere."""

_ELEMENT = re.compile(
    r"\{(?P<slot>[a-z_.]+):(?P<sort>[a-z_.]+)\}"
    r"|\{(?P<items>[a-z_.]+)\*(?P<forms>[a-z_]+)\}"
    r"|\[(?P<group>[^\[\]|]*)\]"
    r"|\[(?P<exactly>[a-z_.]+)=(?P<value>[^|]*)\|(?P<said>[^\]]*)\]"
    r"|(?P<words>[^{\[]+)"
)


@dataclass(frozen=True)
class Words:
    """Words of the language, as written."""

    text: str

    @cached_property
    def tokens(self) -> tuple[Token, ...]:
        """The words as a reader meets them."""
        return tokens_of(self.text)


@dataclass(frozen=True, slots=True)
class Slot:
    """The place of one field, written as its sort has it."""

    path: Path
    sort: str


@dataclass(frozen=True, slots=True)
class Items:
    """The place of a list, each item of which has one of the forms of this name."""

    path: Path
    forms: str


@dataclass(frozen=True, slots=True)
class Group:
    """What is written only where what it holds is said."""

    elements: tuple[Element, ...]


@dataclass(frozen=True, slots=True)
class Exactly:
    """Words that say that a field is exactly this value."""

    path: Path
    value: Any
    words: Words


Element: TypeAlias = "Words | Slot | Items | Group | Exactly"


@dataclass(frozen=True)
class Form:
    """A form of a sentence, or of a part of one, and what else it says beside its places."""

    text: str
    says: Mapping[str, Any] = field(default_factory=dict)
    """What a sentence of this form says without a place of its own: path and value."""

    @cached_property
    def elements(self) -> tuple[Element, ...]:
        """The parts of the form, in order."""
        return tuple(_elements(self.text))

    @cached_property
    def constants(self) -> tuple[tuple[Path, Any], ...]:
        """What the form says, by path."""
        return tuple((_path(path), value) for path, value in self.says.items())

    @cached_property
    def needed(self) -> tuple[Path, ...]:
        """The fields without which nothing can be said in this form."""
        return tuple(element.path for element in self.elements if isinstance(element, Slot | Items))

    @cached_property
    def fields(self) -> frozenset[str]:
        """The fields, at the top, that the form speaks of."""
        named = {path[0] for path, _ in self.constants}
        return frozenset(named | {path[0] for path in _paths(self.elements)})

    def fits(self, scope: Mapping[str, Any]) -> bool:
        """Tell whether a record, or a part of one, can be said in this form."""
        return all(at(scope, path) == value for path, value in self.constants) and all(
            is_there(scope, path) for path in self.needed
        )

    def example(self) -> str:
        """Return the form as an error shows it: with … in every place, and nothing optional."""
        parts = [
            element.text if isinstance(element, Words) else "…"
            for element in self.elements
            if not isinstance(element, Group | Exactly)
        ]
        return "".join(parts)


def at(scope: Any, path: Path) -> Any:
    """Return what stands at a path, or `UNSAID`."""
    for key in path:
        if not isinstance(scope, dict) or key not in scope:
            return UNSAID
        scope = scope[key]
    return scope


def is_there(scope: Any, path: Path) -> bool:
    """Tell whether something stands at a path that can be written in its place."""
    value = at(scope, path)
    return value is not UNSAID and value is not None and value not in ([], {})


def put(scope: dict[str, Any], path: Path, value: Any) -> None:
    """Set what stands at a path, making the parts on the way."""
    for key in path[:-1]:
        scope = scope.setdefault(key, {})
    scope[path[-1]] = value


def _path(text: str) -> Path:
    return tuple(text.split("."))


def _elements(text: str) -> Iterator[Element]:
    end = 0
    for match in _ELEMENT.finditer(text):
        assert match.start() == end, f"a form that cannot be read: {text[end:]}"
        end = match.end()
        parts = match.groupdict()
        if parts["slot"] is not None:
            yield Slot(_path(parts["slot"]), parts["sort"])
        elif parts["items"] is not None:
            yield Items(_path(parts["items"]), parts["forms"])
        elif parts["group"] is not None:
            yield Group(tuple(_elements(parts["group"])))
        elif parts["exactly"] is not None:
            value = json.loads(parts["value"])
            yield Exactly(_path(parts["exactly"]), value, Words(parts["said"]))
        else:
            yield Words(parts["words"])
    assert end == len(text), f"a form that cannot be read: {text[end:]}"


def _paths(elements: tuple[Element, ...]) -> Iterator[Path]:
    for element in elements:
        if isinstance(element, Group):
            yield from _paths(element.elements)
        elif not isinstance(element, Words):
            yield element.path
