"""From a condition to the canonical clause for it, in which every scope is closed by words."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from commonweal.sentences._form import Slot, Words, at
from commonweal.sentences._quoting import quoted

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from commonweal.sentences._form import Form
    from commonweal.sentences._grammar import Grammar, JoinedWords
    from commonweal.sentences._known_names import KnownNames

_RATIONAL = re.compile(r"-?[0-9]+/[0-9]+")


def written_condition(
    content: Mapping[str, Any],
    grammar: Grammar,
    *,
    titles: KnownNames | None = None,
    indent: int | None = None,
) -> str:
    """Return the clause for a condition, without a word before it and a full stop after it.

    Args:
        content: the condition as plain content.
        grammar: the language.
        titles: the titles that stand in brackets after names, if they are to.
        indent: how far the line is indented on which the clause begins; none writes all on one.

    Cost: linear in what is written; at most 64 steps deep, as conditions are.
    """
    writer = _Writer(grammar, titles)
    writer.write(content, indent)
    return "".join(writer.written)


def written_value(value: bool | int | str, grammar: Grammar) -> str:  # noqa: FBT001  # a fact's value
    """Return the value of a fact as sentences have it; an exact number stands as it is."""
    if isinstance(value, bool):
        return grammar.truths[value]
    if isinstance(value, int) or _RATIONAL.fullmatch(value):
        return str(value)
    return quoted(value)


class _Writer:
    def __init__(self, grammar: Grammar, titles: KnownNames | None) -> None:
        self._grammar = grammar
        self._words = grammar.condition
        self._titles = titles
        self.written: list[str] = []

    def write(self, content: Mapping[str, Any], indent: int | None) -> None:
        kind = content["kind"]
        if kind == "all":
            self._joined(content, self._words.both, self._grammar.conjunctions[0], indent)
        elif kind == "any":
            self._joined(content, self._words.either, self._grammar.conjunctions[1], indent)
        elif (form := self._atom(content)) is not None:
            self._put(form, content)
        else:
            opening = self._words.before if kind == "before" else self._words.denial
            self.written.append(f"{opening} ")
            self.write(content["of"], indent)

    def _atom(self, content: Mapping[str, Any]) -> Form | None:
        return next((form for form in self._words.atoms if form.fits(content)), None)

    def _put(self, form: Form, content: Mapping[str, Any]) -> None:
        for element in form.elements:
            if isinstance(element, Words):
                self.written.append(element.text)
            elif isinstance(element, Slot):
                self.written.append(self._value(element.sort, at(content, element.path)))

    def _value(self, sort: str, value: Any) -> str:
        if sort in {"value", "number"}:
            return written_value(value, self._grammar)
        if sort == "values":
            return self._values([written_value(item, self._grammar) for item in value])
        if sort in self._grammar.choices:
            return self._grammar.choices[sort][value]
        title = None if self._titles is None else self._titles.title(sort, value)
        return f"'{value}'" if title is None else f"'{value}' [{quoted(title)}]"

    def _values(self, values: Sequence[str]) -> str:
        if len(values) == 1:
            return values[0]
        return f"{', '.join(values[:-1])} {self._grammar.conjunctions[1]} {values[-1]}"

    def _joined(
        self, content: Mapping[str, Any], words: JoinedWords, last: str, indent: int | None
    ) -> None:
        parts = content.get("of")
        if not parts:
            self.written.append(words.none if parts is None else words.empty)
        elif len(parts) == 1:
            self.written.append(f"{words.single} {self._lead}")
            self.write(parts[0], indent)
        elif len(parts) == 2:
            self.written.append(f"{words.opening} ")
            self.write(parts[0], indent)
            self.written.append(f" {words.between} ")
            self.write(parts[1], indent)
            self.written.append(f" {words.closing}" if words.closing else "")
        else:
            self._listed(parts, words, last, indent)

    @property
    def _lead(self) -> str:
        return f"{self._words.each} " if self._words.each else ""

    def _listed(
        self,
        parts: Sequence[Mapping[str, Any]],
        words: JoinedWords,
        last: str,
        indent: int | None,
    ) -> None:
        inner = None if indent is None else indent + 2
        start = " " if inner is None else "\n" + inner * " "
        self.written.append(words.several)
        for position, part in enumerate(parts):
            self.written.append(f"{start}{self._lead}")
            self.write(part, inner)
            if position < len(parts) - 1:
                self.written.append(f"; {last}" if position == len(parts) - 2 else ";")
