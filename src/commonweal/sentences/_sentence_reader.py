"""One sentence, read by the forms that it may have; it remembers how far any of them led."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any, TypeAlias, TypeVar

from commonweal.documents import did_you_mean
from commonweal.errors import Problem
from commonweal.sentences._form import Exactly, Group, Items, Path, Slot, Words, put
from commonweal.sentences._read_condition import ConditionReader, TwoReadings
from commonweal.sentences._read_names import NameReader
from commonweal.sentences._tokens import Misplaced, tokens_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from commonweal.sentences._form import Element, Form
    from commonweal.sentences._grammar import Grammar
    from commonweal.sentences._known_names import KnownNames
    from commonweal.sentences._tokens import Token, TokenKind

Said: TypeAlias = "list[tuple[Path, Any]]"
"""What was read so far: paths and values."""

T = TypeVar("T")

_MOST_EXPECTED = 10

_ANYTHING: Mapping[TokenKind, str] = {
    "name": "x",
    "text": "…",
    "integer": "0",
    "moment": "2000-01-01T00:00:00Z",
}
"""One token of each kind that can be put in the place of a wrong one."""

_KINDS: Mapping[str, tuple[TokenKind, str]] = {
    "text": ("text", "a text in quotation marks"),
    "moment": ("moment", "a moment such as 2026-01-31T09:30:00Z"),
    "card": ("record", "the whole id of a card: value_card: and 64 digits"),
    "record": ("record", "the whole id of a record: its kind, ':' and 64 digits"),
    "count": ("integer", "a number"),
}
"""What stands in the place of each sort, and how an error calls it."""


@dataclass(slots=True)
class SentenceReader:
    """A sentence that is being read.

    A form is followed from left to right. What is optional is tried first and passed over where it
    is not there; nothing else is ever tried twice, so that reading takes a time in proportion to
    the sentence's length and the number of forms.
    """

    tokens: Sequence[Token]
    grammar: Grammar
    known: KnownNames | None = None
    readings: dict[int, TwoReadings] = field(default_factory=dict)
    """Places with two readings, by the position of the token from which they part."""
    furthest: int = 0
    """The position up to which any form led."""
    _expected: dict[str, None] = field(default_factory=dict)
    _words: set[str] = field(default_factory=set)
    _kinds: dict[TokenKind, None] = field(default_factory=dict)
    names: NameReader = field(init=False)
    conditions: ConditionReader = field(init=False)

    def __post_init__(self) -> None:
        """Make the readers of parts."""
        self.names = NameReader(self)
        self.conditions = ConditionReader(self)

    def whole(self, form: Form) -> dict[str, Any] | None:
        """Return what the sentence says in this form, or nothing if it has another."""
        read = self.form(form, 0)
        if read is None or read[1] != len(self.tokens):
            return None
        return read[0]

    def form(self, form: Form, position: int) -> tuple[dict[str, Any], int] | None:
        """Read one form from a position, and return what it says and where it ends."""
        said: Said = []
        end = self._elements(form.elements, position, said)
        if end is None:
            return None
        content: dict[str, Any] = {}
        for path, value in (*form.constants, *said):
            put(content, path, value)
        return content, end

    def words(self, tokens: Sequence[Token], position: int) -> int | None:
        """Return where these words end, if they stand here."""
        for token in tokens:
            here = self.tokens[position] if position < len(self.tokens) else None
            if here is None or here.kind != token.kind or not _same(here.value, token.value):
                self.expect(position, repr(token.value), token.value)
                return None
            position += 1
        return position

    def said(self, words: str, position: int) -> int | None:
        """Return where these words end, if they stand here."""
        return self.words(tokens_of(words), position)

    def expect(
        self, position: int, what: str, word: str = "", *, kind: TokenKind | None = None
    ) -> None:
        """Remember what could have stood here; only what stands furthest on is kept.

        Args:
            position: here.
            what: what errors call it.
            word: the word of the language that it is, if it is one.
            kind: of which kind it is, if it is no word of the language.
        """
        if position > self.furthest:
            self.furthest = position
            self._expected = {}
            self._words = set()
            self._kinds = {}
        if position == self.furthest:
            self._expected.setdefault(what)
            if word:
                self._words.add(word)
            if kind is not None:
                self._kinds.setdefault(kind)

    @contextmanager
    def expecting(self, position: int, what: str) -> Iterator[None]:
        """Call by one name all that is expected at this position meanwhile."""
        before = dict(self._expected) if self.furthest == position else {}
        yield
        if self.furthest == position:
            self._expected = {**before, what: None}

    def failure(self) -> Misplaced:
        """Return what is wrong with the sentence: where no form led on, and what could stand."""
        token = self.tokens[min(self.furthest, len(self.tokens) - 1)]
        hint = did_you_mean(token.value, sorted(self._words)) if token.kind == "word" else ""
        expected = list(self._expected)
        if len(expected) > _MOST_EXPECTED:
            expected[_MOST_EXPECTED:] = ["…"]
        problem = Problem("sentence-form", "", " or ".join(expected), token.found(), hint)
        return Misplaced(token.line, token.column, problem)

    def meant(self) -> Token | None:
        """Return the word of the language that was probably meant where no form led on."""
        token = self.tokens[self.furthest]
        if token.kind != "word":
            return None
        near = get_close_matches(token.value, sorted(self._words), n=1)
        return replace(token, value=near[0]) if near else None

    def stand_in(self) -> Token | None:
        """Return anything that could stand where no form led on, in the place of what does.

        Marks and the sentence's end have nothing in their place: they part what is said.
        """
        token = self.tokens[self.furthest]
        if token.kind in {"mark", "end"}:
            return None
        kind = next((kind for kind in self._kinds if kind in _ANYTHING), None)
        return None if kind is None else replace(token, kind=kind, value=_ANYTHING[kind])

    def _elements(self, elements: Sequence[Element], position: int, said: Said) -> int | None:
        end: int | None = position
        for element in elements:
            assert end is not None
            match element:
                case Words():
                    end = self.words(element.tokens, end)
                case Slot():
                    end = self._slot(element, end, said)
                case Items():
                    end = self._items(element, end, said)
                case Group():
                    end = self._group(element, end, said)
                case Exactly():
                    end = self._exactly(element, end, said)
            if end is None:
                return None
        return end

    def _slot(self, slot: Slot, position: int, said: Said) -> int | None:
        read = self.value(slot.sort, position)
        if read is None:
            return None
        said.append((slot.path, read[0]))
        return read[1]

    def _items(self, element: Items, position: int, said: Said) -> int | None:
        items: list[dict[str, Any]] = []
        forms = self.grammar.parts[element.forms]
        while True:
            start = self._after_and(position) if items else position
            read = self._first(forms, start)
            if read is None:
                break
            items.append(read[0])
            position = read[1]
        if not items:
            return None
        said.append((element.path, items))
        return position

    def _after_and(self, position: int) -> int:
        after = self.said(self.grammar.conjunctions[0], position)
        return position if after is None else after

    def _first(self, forms: Sequence[Form], position: int) -> tuple[dict[str, Any], int] | None:
        for form in forms:
            read = self.form(form, position)
            if read is not None:
                return read
        return None

    def _group(self, group: Group, position: int, said: Said) -> int:
        before = len(said)
        end = self._elements(group.elements, position, said)
        if end is None:
            del said[before:]
            return position
        return end

    def _exactly(self, element: Exactly, position: int, said: Said) -> int:
        depth = len(element.path)
        if any(path[:depth] == element.path for path, _ in said):
            return position
        end = self.words(element.words.tokens, position)
        if end is None:
            return position
        value = element.value.copy() if isinstance(element.value, list | dict) else element.value
        said.append((element.path, value))
        return end

    def value(self, sort: str, position: int) -> tuple[Any, int] | None:
        """Read what stands in the place of one field, and return it and where it ends."""
        if sort == "condition":
            return self.conditions.condition(position, 1)
        if sort in {"value", "number"}:
            return self.conditions.value(sort, position)
        if sort == "values":
            return self.conditions.values(position)
        if sort in self.grammar.choices:
            return self.choice(self.grammar.choices[sort].items(), position)
        if sort.startswith("names."):
            return self.names.several(sort.removeprefix("names."), position)
        if sort not in _KINDS:
            return self.names.one(sort, position)
        kind, described = _KINDS[sort]
        token = self.token(kind, position)
        if token is None or (sort == "card" and not token.value.startswith("value_card:")):
            self.expect(position, described, kind=kind)
            return None
        if sort == "card":
            return self.names.card(token, position)
        return (int(token.value) if kind == "integer" else token.value), position + 1

    def token(self, kind: str, position: int) -> Token | None:
        """Return the token here, if it is of this kind."""
        token = self.tokens[position] if position < len(self.tokens) else None
        return token if token is not None and token.kind == kind else None

    def choice(self, phrases: Iterable[tuple[T, str]], position: int) -> tuple[T, int] | None:
        """Read one of several phrases, the longest that stands here, and return what it means."""
        found: tuple[T, int] | None = None
        for value, phrase in phrases:
            end = self.said(phrase, position)
            if end is not None and (found is None or end > found[1]):
                found = (value, end)
        return found


def _same(left: str, right: str) -> bool:
    return left == right or left.casefold() == right.casefold()
