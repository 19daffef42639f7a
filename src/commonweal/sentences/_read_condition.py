"""Conditions, read so that each has one reading; where words allow two, both are kept and shown.

In canonical clauses every joining word belongs to an opening word before it (``both`` to one
``and``, ``either`` to one ``or``, a list to one ``; and``), so that there is only one way to take
them. Beside those, ``A and B and C`` is read where nothing before it leaves a scope open: what is
joined bare stands outermost, and is of one kind. Anything else that people can write without
opening words (``A and B or C``, ``it is not so that A and B``) can be taken in two ways.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

from commonweal.documents import DEEPEST_CONDITION
from commonweal.errors import Problem

if TYPE_CHECKING:
    from collections.abc import Sequence

    from commonweal.sentences._grammar import JoinedWords
    from commonweal.sentences._sentence_reader import SentenceReader
    from commonweal.sentences._tokens import Token

Content: TypeAlias = "dict[str, Any]"


@dataclass(frozen=True, slots=True)
class TwoReadings:
    """A place that can be read in two ways."""

    token: Token
    """The joining word that could belong to either of two things."""
    first: Content
    second: Content
    start: int
    """The position of the token with which the clause begins."""
    end: int


@dataclass(frozen=True, slots=True)
class _Part:
    """A clause without a bare joining word in it."""

    content: Content
    end: int
    is_open: bool = False
    """Whether a joining word behind it could belong to something inside it."""


class TooDeepCondition(Exception):
    """More clauses stand inside one another than a record may hold."""

    def __init__(self, token: Token) -> None:
        super().__init__()
        self.token = token
        self.problem = Problem(
            code="too-deep",
            path="",
            expected=f"at most {DEEPEST_CONDITION} clauses inside one another",
            found="more of them",
            hint="Say a part of it as a norm or an exception of its own.",
        )


class ConditionReader:
    """Reads conditions in a sentence, in a time in proportion to their length."""

    def __init__(self, sentence: SentenceReader) -> None:
        self._sentence = sentence
        self._words = sentence.grammar.condition

    def condition(self, position: int, depth: int) -> tuple[Content, int] | None:
        """Read a condition, bare joining words and all, and return it and where it ends."""
        part = self._part(position, depth)
        if part is None:
            return None
        parts = [part]
        kinds: list[str] = []
        places: list[int] = []
        while (joined := self._joining(parts[-1].end)) is not None:
            kind, after = joined
            following = self._part(after, depth)
            if following is None:
                break
            places.append(parts[-1].end)
            kinds.append(kind)
            parts.append(following)
        if not kinds:
            return part.content, part.end
        return self._bare(parts, kinds, places, position), parts[-1].end

    def _joining(self, position: int) -> tuple[str, int] | None:
        for kind, word in zip(("all", "any"), self._sentence.grammar.conjunctions, strict=True):
            end = self._sentence.said(word, position)
            if end is not None:
                return kind, end
        return None

    def _bare(
        self, parts: Sequence[_Part], kinds: Sequence[str], places: Sequence[int], start: int
    ) -> Content:
        """Return what is joined bare, and keep the second reading where there is one."""
        contents = [part.content for part in parts]
        at_open = next((i for i, part in enumerate(parts[:-1]) if part.is_open), None)
        if len(set(kinds)) == 2:
            first = _grouped(contents, kinds, tighter="all")
            second = _grouped(contents, kinds, tighter="any")
            at = next(i for i, kind in enumerate(kinds) if kind != kinds[0])
        else:
            first = _join(kinds[0], contents)
            if at_open is None:
                return first
            widened = _widened(contents[at_open], kinds[0], contents[at_open + 1 :])
            second = _join(kinds[0], [*contents[:at_open], widened])
            at = at_open
        token = self._sentence.tokens[places[at]]
        self._sentence.readings[places[at]] = TwoReadings(
            token, first, second, start, parts[-1].end
        )
        return first

    def _part(self, position: int, depth: int) -> _Part | None:
        if depth > DEEPEST_CONDITION:
            raise TooDeepCondition(self._sentence.tokens[min(position, self._last)])
        with self._sentence.expecting(position, "a condition, such as 'name' …"):
            return (
                self._prefixed(position, depth)
                or self._joined("all", self._words.both, position, depth)
                or self._joined("any", self._words.either, position, depth)
                or self._atom(position)
            )

    @property
    def _last(self) -> int:
        return len(self._sentence.tokens) - 1

    def _prefixed(self, position: int, depth: int) -> _Part | None:
        for kind, words in (("not", self._words.denial), ("before", self._words.before)):
            start = self._sentence.said(words, position)
            if start is not None:
                inside = self._part(start, depth + 1)
                if inside is None:
                    return None
                return _Part({"kind": kind, "of": inside.content}, inside.end, is_open=True)
        return None

    def _joined(self, kind: str, words: JoinedWords, position: int, depth: int) -> _Part | None:
        nothing: tuple[tuple[str, Content], ...] = (
            (words.empty, {"kind": kind, "of": []}),
            (words.none, {"kind": kind}),
        )
        for text, content in nothing:
            end = self._sentence.said(text, position)
            if end is not None:
                return _Part(content, end)
        start = self._sentence.said(words.single, position)
        if start is not None:
            return self._single(kind, start, depth)
        start = self._sentence.said(words.several, position)
        if start is not None:
            return self._listed(kind, start, depth)
        start = self._sentence.said(words.opening, position)
        return None if start is None else self._two(kind, words, start, depth)

    def _single(self, kind: str, position: int, depth: int) -> _Part | None:
        start = self._sentence.said(self._words.each, position)
        inside = None if start is None else self._part(start, depth + 1)
        if inside is None:
            return None
        return _Part({"kind": kind, "of": [inside.content]}, inside.end, is_open=True)

    def _two(self, kind: str, words: JoinedWords, position: int, depth: int) -> _Part | None:
        first = self._part(position, depth + 1)
        between = None if first is None else self._sentence.said(words.between, first.end)
        second = None if between is None else self._part(between, depth + 1)
        if first is None or second is None:
            return None
        content: Content = {"kind": kind, "of": [first.content, second.content]}
        closed = self._sentence.said(words.closing, second.end) if words.closing else None
        if closed is None:
            return _Part(content, second.end, is_open=True)
        return _Part(content, closed)

    def _listed(self, kind: str, position: int, depth: int) -> _Part | None:
        """Read a list: its parts end with semicolons, and a joining word stands before the last."""
        last = self._sentence.grammar.conjunctions[0 if kind == "all" else 1]
        parts: list[Content] = []
        while True:
            start = self._sentence.said(self._words.each, position)
            read = None if start is None else self.condition(start, depth + 1)
            after = None if read is None else self._sentence.said(";", read[1])
            if read is None or after is None:
                return None
            parts.append(read[0])
            closing = self._sentence.said(last, after)
            if closing is None:
                position = after
                continue
            start = self._sentence.said(self._words.each, closing)
            final = None if start is None else self._part(start, depth + 1)
            if final is None:
                return None
            return _Part({"kind": kind, "of": [*parts, final.content]}, final.end, is_open=True)

    def _atom(self, position: int) -> _Part | None:
        for form in self._words.atoms:
            read = self._sentence.form(form, position)
            if read is not None:
                return _Part(read[0], read[1])
        return None

    def value(self, sort: str, position: int) -> tuple[Any, int] | None:
        """Read the value of a fact; of the sort ``number``, a number."""
        sentence = self._sentence
        for kind in ("integer", "rational"):
            token = sentence.token(kind, position)
            if token is not None:
                return (int(token.value) if kind == "integer" else token.value), position + 1
        if sort == "number":
            sentence.expect(position, "a number such as 6 or 3/4", kind="integer")
            return None
        token = sentence.token("text", position)
        if token is not None:
            return token.value, position + 1
        read = sentence.choice(zip((False, True), sentence.grammar.truths, strict=True), position)
        if read is None:
            sentence.expect(position, "a number such as 6 or 3/4", kind="integer")
            sentence.expect(position, "a word in quotation marks", kind="text")
        return read

    def values(self, position: int) -> tuple[list[Any], int] | None:
        """Read one value or more, parted by commas and the word for or."""
        values: list[Any] = []
        conjunction = self._sentence.grammar.conjunctions[1]
        while True:
            after = self._sentence.said(conjunction, position) if values else None
            read = self.value("value", position if after is None else after)
            if read is None:
                return (values, position) if values else None
            values.append(read[0])
            position = read[1]


def _join(kind: str, contents: Sequence[Content]) -> Content:
    return contents[0] if len(contents) == 1 else {"kind": kind, "of": list(contents)}


def _widened(content: Content, kind: str, following: Sequence[Content]) -> Content:
    """Return an open clause in which what stands last in it takes in what follows it."""
    inside = content["of"]
    if isinstance(inside, list):
        return {**content, "of": [*inside[:-1], _join(kind, [inside[-1], *following])]}
    return {**content, "of": _join(kind, [inside, *following])}


def _grouped(contents: Sequence[Content], kinds: Sequence[str], *, tighter: str) -> Content:
    """Return the clauses joined by words of both kinds, those of one kind first."""
    looser = "any" if tighter == "all" else "all"
    groups: list[list[Content]] = [[contents[0]]]
    for kind, content in zip(kinds, contents[1:], strict=True):
        if kind == tighter:
            groups[-1].append(content)
        else:
            groups.append([content])
    return _join(looser, [_join(tighter, group) for group in groups])
