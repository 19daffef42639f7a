"""From what a record says to the words of a form."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from commonweal.sentences._form import Exactly, Group, Items, Slot, Words, at, is_there
from commonweal.sentences._quoting import quoted
from commonweal.sentences._write_condition import written_condition, written_value

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from commonweal.sentences._form import Element, Form
    from commonweal.sentences._grammar import Grammar
    from commonweal.sentences._known_names import KnownNames


def written_form(
    form: Form,
    scope: Mapping[str, Any],
    grammar: Grammar,
    *,
    titles: KnownNames | None = None,
    laid_out: bool = True,
) -> str:
    """Return what a record, or a part of one, says in a form that fits it.

    Args:
        form: the form.
        scope: the plain content.
        grammar: the language.
        titles: the titles that stand in brackets after names, if they are to.
        laid_out: whether long conditions are set on several lines.

    Cost: linear in what is written.
    """
    writer = _Writer(grammar, titles, laid_out=laid_out)
    writer.write(form.elements, scope)
    return "".join(writer.written)


def joined(items: Sequence[str], last: str) -> str:
    """Return items as a list that is read, with this word before the last of them."""
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} {last} {items[-1]}"


class _Writer:
    def __init__(self, grammar: Grammar, titles: KnownNames | None, *, laid_out: bool) -> None:
        self._grammar = grammar
        self._titles = titles
        self._laid_out = laid_out
        self.written: list[str] = []

    def write(self, elements: Sequence[Element], scope: Mapping[str, Any]) -> None:
        for element in elements:
            match element:
                case Words():
                    self.written.append(element.text)
                case Slot():
                    self.written.append(self._value(element.sort, at(scope, element.path)))
                case Items():
                    self.written.append(self._items(element, at(scope, element.path)))
                case Group():
                    if all(is_there(scope, path) for path in _places(element)):
                        self._group(element, scope)
                case Exactly():
                    if at(scope, element.path) == element.value:
                        self.written.append(element.words.text)

    def _group(self, group: Group, scope: Mapping[str, Any]) -> None:
        """Write a group; after a condition on several lines, on a line of its own."""
        first, *rest = group.elements
        assert isinstance(first, Words)
        several_lines = any("\n" in part for part in self.written)
        text = first.text.replace(", ", ",\n", 1) if several_lines else first.text
        self.written.append(text)
        self.write(rest, scope)

    def _items(self, element: Items, items: Sequence[Mapping[str, Any]]) -> str:
        forms = self._grammar.parts[element.forms]
        parts = [
            written_form(
                next(form for form in forms if form.fits(item)),
                item,
                self._grammar,
                titles=self._titles,
                laid_out=self._laid_out,
            )
            for item in items
        ]
        return joined(parts, self._grammar.conjunctions[0])

    def _value(self, sort: str, value: Any) -> str:
        if sort.startswith("names."):
            names = [self._named(sort.removeprefix("names."), name) for name in value]
            return joined(names, self._grammar.conjunctions[0])
        if sort == "condition":
            indent = 0 if self._laid_out else None
            return written_condition(value, self._grammar, titles=self._titles, indent=indent)
        if sort in self._grammar.choices:
            return self._grammar.choices[sort][value]
        if sort == "text":
            return quoted(value)
        if sort in {"moment", "record"}:
            return str(value)
        if sort == "card":
            return f"{value}{self._title(sort, value)}"
        return written_value(value, self._grammar) if sort == "count" else self._named(sort, value)

    def _named(self, sort: str, name: str) -> str:
        return f"'{name}'{self._title(sort, name)}"

    def _title(self, sort: str, name: str) -> str:
        title = None if self._titles is None else self._titles.title(sort, name)
        return "" if title is None else f" [{quoted(title)}]"


def _places(group: Group) -> list[tuple[str, ...]]:
    return [element.path for element in group.elements if isinstance(element, Slot | Items)]
