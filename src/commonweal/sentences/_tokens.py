"""From text to sentences of tokens: words, names, texts, numbers, moments, ids and marks.

Every token has a form of its own, so that no name or text can be taken for a word of the language.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Literal, TypeAlias
from unicodedata import normalize

from commonweal.documents import shown
from commonweal.errors import Problem
from commonweal.sentences._quoting import CLOSED_BY, HIDDEN, NAME_MARKS, UnknownEscape, unquoted

if TYPE_CHECKING:
    from collections.abc import Iterator

TokenKind: TypeAlias = Literal[
    "word", "name", "text", "integer", "rational", "moment", "record", "mark", "wrong", "end"
]

_MOST_DIGITS = 64
_BLANK = r"[ \t\u00a0\u2009\u202f]"
_LEXEME = re.compile(
    rf"""
      (?P<newline>\r?\n)
    | (?P<blank>{_BLANK}+|,)
    | (?P<comment>(?<![^\n]){_BLANK}*\#[^\n]*)
    | (?P<record>[a-z_]{{1,40}}:[0-9a-f]{{64}}(?![0-9A-Za-z]))
    | (?P<number>-?[0-9](?:[\w/+-]|[.,:](?=[0-9]))*)
    | (?P<word>(?:[^\W\d_][\u0300-\u036f]*)+)
    | (?P<open>[{"".join(CLOSED_BY)}])
    | (?P<mark>[.:;()\[\]])
    | (?P<stray>[^\w\s.,:;()\[\]{"".join(CLOSED_BY)}]+|.)
    """,
    re.VERBOSE | re.DOTALL,
)
_INSIDE = {
    mark: re.compile(rf"((?:\\[^\n]|[^\\\n{closing}])*)([{closing}])")
    for mark, closing in CLOSED_BY.items()
}
_HIDDEN = re.compile(f"[{HIDDEN}]")
_NUMBERS: tuple[tuple[TokenKind, re.Pattern[str]], ...] = (
    ("moment", re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z")),
    ("rational", re.compile(r"-?[0-9]+/[0-9]+")),
    ("integer", re.compile(r"-?(?:0|[1-9][0-9]*)")),
)
_DAY = re.compile(r"[0-9]{1,4}[-./][0-9]{1,2}[-./][0-9]{1,4}(?:[T ].*)?")
_DECIMAL = re.compile(r"-?[0-9]+[.,][0-9]+")
_NAME = re.compile(r"[a-z0-9][a-z0-9_.-]{0,79}")


@dataclass(frozen=True, slots=True)
class Token:
    """One piece of a sentence, what it says, and where it stands, counted from 1."""

    kind: TokenKind
    value: str
    line: int
    column: int
    written: str = field(default="", compare=False)
    """As it stands in the file, where that differs from what it says."""

    def found(self) -> str:
        """Return the token as an error shows it."""
        if self.kind == "end":
            return "the end of the sentence" if self.value == "." else "the end of the paragraph"
        if self.kind == "text":
            return f"the text {shown(self.value)}"
        return f"the name {self.value!r}" if self.kind == "name" else shown(self.value)


@dataclass(frozen=True, slots=True)
class Sentence:
    """The tokens of one sentence, its end the last of them."""

    tokens: tuple[Token, ...]

    @property
    def is_readable(self) -> bool:
        """Whether every token is what a sentence can hold."""
        return all(token.kind != "wrong" for token in self.tokens)


@dataclass(frozen=True, slots=True)
class Misplaced:
    """A problem and its place in the text, by which the problems of a text are put in order."""

    line: int
    column: int
    problem: Problem


@dataclass(slots=True)
class TokensRead:
    """The paragraphs of a text, each as its sentences, and what is wrong with their tokens."""

    paragraphs: list[list[Sentence]] = field(default_factory=list)
    problems: list[Misplaced] = field(default_factory=list)


def read_tokens(text: str, name: str) -> TokensRead:
    """Return the sentences of a text: a full stop ends one, an empty line a paragraph.

    A line that begins with ``#`` is a remark. Commas part nothing and are passed over. A text or a
    name ends on the line on which it began; where it does not, the sentence is given up there.

    Args:
        text: the text.
        name: what errors call the file.

    Cost: linear in the text.
    """
    return _Lexer(text, name).read()


class _Lexer:
    def __init__(self, text: str, name: str) -> None:
        self._text = text
        self._name = name
        self._at = 0
        self._line = 1
        self._line_start = 0
        self._said_on_line = False
        self._tokens: list[Token] = []
        self._sentences: list[Sentence] = []
        self._read = TokensRead()

    def read(self) -> TokensRead:
        while self._at < len(self._text):
            match = _LEXEME.match(self._text, self._at)
            assert match is not None, "the last alternative takes any character"
            self._take(str(match.lastgroup), match[0])
        self._end_paragraph()
        return self._read

    def _take(self, group: str, written: str) -> None:
        start = self._at
        self._at += len(written)
        if group == "newline":
            self._end_line()
            return
        if group == "blank":
            return
        self._said_on_line = True
        if group == "comment":
            return
        if group == "open":
            self._quoted(start, written)
        elif group == "number":
            self._number(start, written)
        elif group == "stray":
            self._stray(start, written)
        elif written == ".":
            self._add("end", ".", start)
            self._end_sentence()
        else:
            kinds: dict[str, TokenKind] = {"record": "record", "word": "word", "mark": "mark"}
            self._add(kinds[group], normalize("NFC", written), start, written)

    def _end_line(self) -> None:
        if not self._said_on_line:
            self._end_paragraph()
        self._said_on_line = False
        self._line += 1
        self._line_start = self._at

    def _end_sentence(self) -> None:
        self._sentences.append(Sentence(tuple(self._tokens)))
        self._tokens = []

    def _end_paragraph(self) -> None:
        if self._tokens:
            last = self._tokens[-1]
            column = last.column + len(last.written or last.value)
            self._tokens.append(Token("end", "", last.line, column))
            self._end_sentence()
        if self._sentences:
            self._read.paragraphs.append(self._sentences)
            self._sentences = []

    def _add(self, kind: TokenKind, value: str, start: int, written: str = "") -> None:
        column = start - self._line_start + 1
        self._tokens.append(Token(kind, value, self._line, column, written))

    def _number(self, start: int, written: str) -> None:
        for kind, pattern in _NUMBERS:
            if pattern.fullmatch(written):
                if len(written) > _MOST_DIGITS:
                    self._wrong(start, written, "a number of at most 31 digits", shown(written))
                else:
                    self._add(kind, written, start)
                return
        hint = ""
        if _DECIMAL.fullmatch(written):
            hint = "A number that is no integer is written as a fraction: 3/2."
        elif _DAY.fullmatch(written):
            hint = "A moment is written to the second, in UTC: 2026-01-31T09:30:00Z."
        expected = "an integer, a fraction such as 3/4, or a moment such as 2026-01-31T09:30:00Z"
        self._wrong(start, written, expected, shown(written), hint)

    def _quoted(self, start: int, opening: str) -> None:
        is_name = opening in NAME_MARKS
        match = _INSIDE[opening].match(self._text, self._at)
        if match is None:
            self._unclosed(start, opening)
            return
        inside = match[1]
        self._at = match.end()
        written = opening + match[0]
        if is_name:
            self._named(start, inside, written)
            return
        hidden = _HIDDEN.search(inside)
        if hidden is not None:
            self._hidden(start + 1 + hidden.start(), hidden[0])
            self._add("wrong", inside, start, written)
            return
        try:
            self._add("text", unquoted(inside), start, written)
        except UnknownEscape as error:
            expected = r"after a backslash one of \" \\ \n \r \t \u{…}"
            hint = r"A backslash itself is written \\."
            place = start + 1 + error.at
            self._tell("sentence-form", place, expected, shown(error.written), hint)
            self._add("wrong", inside, start, written)

    def _unclosed(self, start: int, opening: str) -> None:
        line_end = self._text.find("\n", self._at)
        self._at = len(self._text) if line_end < 0 else line_end
        rest = self._text[start : self._at]
        expected = f"a closing {CLOSED_BY[opening][0]} on the same line"
        hint = 'A text stands on one line, its ends of lines written \\n; inside it, write \\".'
        if opening in NAME_MARKS:
            hint = "Single quotation marks are for names alone; there are no apostrophes."
        self._wrong(start, rest, expected, shown(rest), hint)
        self._end_sentence()

    def _named(self, start: int, inside: str, written: str) -> None:
        if _NAME.fullmatch(inside):
            self._add("name", inside, start, written)
            return
        simpler = re.sub(r"\s+", "-", inside.strip()).lower()
        meant = f"Did you mean {simpler!r}? " if _NAME.fullmatch(simpler) else ""
        hint = f"{meant}What is no name but a text stands in double quotation marks."
        expected = (
            "a name: at most 80 lower-case letters, digits, '_', '-' and '.', "
            "beginning with a letter or digit"
        )
        self._tell("wrong-form", start, expected, _visible(inside), hint)
        self._add("wrong", inside, start, written)

    def _stray(self, start: int, written: str) -> None:
        hidden = _HIDDEN.search(written)
        if hidden is not None:
            self._hidden(start + hidden.start(), hidden[0])
            self._add("wrong", written, start)
        else:
            expected = "a word of the language, a name in ' or a text in \""
            self._wrong(start, written, expected, _visible(written))

    def _hidden(self, place: int, character: str) -> None:
        expected = "text without hidden characters"
        hint = f"Inside a text, if it is meant, it is written \\u{{{ord(character):X}}}."
        self._tell("hidden-character", place, expected, f"U+{ord(character):04X}", hint)

    def _wrong(self, start: int, written: str, expected: str, found: str, hint: str = "") -> None:
        self._tell("sentence-form", start, expected, found, hint)
        self._add("wrong", written, start)

    def _tell(self, code: str, start: int, expected: str, found: str, hint: str = "") -> None:
        column = start - self._line_start + 1
        place = f"{self._name}:{self._line}:{column}"
        problem = Problem(code, place, expected, found, hint)
        self._read.problems.append(Misplaced(self._line, column, problem))


def _visible(text: str) -> str:
    """Return a text as an error shows it: what is hidden in it as its number."""
    return shown(_HIDDEN.sub(lambda match: f"\\u{{{ord(match[0]):X}}}", text))


@cache
def tokens_of(words: str) -> tuple[Token, ...]:
    """Return the tokens of words of a grammar, which hold no name, text or number."""
    return tuple(_tokens_in(words))


def _tokens_in(words: str) -> Iterator[Token]:
    for match in re.finditer(r"[^\W\d_]+|[.:;()]", words):
        kind: TokenKind = "word" if match[0][0].isalpha() else "mark"
        yield Token("end" if match[0] == "." else kind, match[0], 0, 0)
