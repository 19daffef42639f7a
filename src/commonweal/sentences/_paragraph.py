"""One paragraph of sentences: one record, or what holds for all records of a file."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from itertools import chain
from typing import TYPE_CHECKING, Any

from commonweal.documents import RECORD_KINDS
from commonweal.errors import Problem
from commonweal.sentences._mending import problems_of
from commonweal.sentences._read_condition import TooDeepCondition
from commonweal.sentences._sentence_reader import SentenceReader
from commonweal.sentences._tokens import Misplaced
from commonweal.sentences._write_form import written_form

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from commonweal.sentences._form import Form
    from commonweal.sentences._grammar import Grammar, SentenceForm
    from commonweal.sentences._known_names import KnownNames
    from commonweal.sentences._read_condition import TwoReadings
    from commonweal.sentences._tokens import Sentence

THROUGHOUT = "throughout"
"""What stands for a kind where a paragraph says what holds for all records of a file."""


@dataclass(slots=True)
class Paragraph:
    """What a paragraph says, where it says it, and what is wrong with it."""

    line: int
    kind: str | None = None
    """The kind of record, or `THROUGHOUT`; none where the first sentence could not be read."""
    content: dict[str, Any] = field(default_factory=dict)
    lines: dict[tuple[str | int, ...], int] = field(default_factory=dict)
    """The line of each field, and of each item that has a sentence of its own."""
    problems: list[Misplaced] = field(default_factory=list)
    is_whole: bool = True
    """Whether every sentence could be read."""

    def line_of(self, way: Sequence[str | int]) -> int:
        """Return the line of the part of the record at a way, as near as there is one."""
        found = (self.lines.get(tuple(way[:length])) for length in (2, 1))
        return next((line for line in found if line is not None), self.line)


def opened(sentences: Sequence[Sentence], grammar: Grammar) -> tuple[str, dict[str, Any]] | None:
    """Return the kind that the first sentence of a paragraph opens, and what it says."""
    first = sentences[0]
    reader = SentenceReader(first.tokens, grammar)
    for kind, form in grammar.openings.items():
        content = reader.whole(form) if first.is_readable else None
        if content is not None:
            return kind, content
    return None


def read_paragraph(
    sentences: Sequence[Sentence], grammar: Grammar, known: KnownNames | None
) -> Paragraph:
    """Return what a paragraph says, and everything that is wrong with any sentence of it.

    Args:
        sentences: at least one.
        grammar: the language.
        known: what may be named, where a study says so.
    """
    first = sentences[0]
    paragraph = Paragraph(first.tokens[0].line)
    _open(paragraph, first, grammar, known)
    forms = _may_follow(paragraph.kind, grammar)
    for sentence in sentences[1:]:
        if sentence.is_readable:
            _read_one(paragraph, sentence, grammar, known, forms)
        else:
            paragraph.is_whole = False
            _tell_all(paragraph, sentence, grammar, known, forms)
    return paragraph


def _open(
    paragraph: Paragraph, first: Sentence, grammar: Grammar, known: KnownNames | None
) -> None:
    if not first.is_readable:
        paragraph.is_whole = False
        return
    reader = SentenceReader(first.tokens, grammar, known)
    if reader.said(grammar.throughout, 0) == len(first.tokens):
        paragraph.kind = THROUGHOUT
        return
    for kind, form in grammar.openings.items():
        content = reader.whole(form)
        if content is not None:
            paragraph.kind = kind
            paragraph.content = content
            paragraph.lines |= {(name,): paragraph.line for name in content}
            paragraph.problems += reader.names.problems
            return
    paragraph.is_whole = False
    paragraph.problems.append(reader.failure())


def _may_follow(kind: str | None, grammar: Grammar) -> Sequence[SentenceForm]:
    if kind is not None and kind != THROUGHOUT:
        return grammar.of_kind(kind)
    every = chain.from_iterable(grammar.sentences.values())
    return [said for said in every if said.throughout or kind is None]


def _read_one(
    paragraph: Paragraph,
    sentence: Sentence,
    grammar: Grammar,
    known: KnownNames | None,
    forms: Sequence[SentenceForm],
) -> None:
    reader = SentenceReader(sentence.tokens, grammar, known)
    try:
        nothing = None if paragraph.kind == THROUGHOUT else _nothing(reader, paragraph.kind)
        if nothing is not None:
            for name, value in nothing.items():
                _say(paragraph, sentence, name, value)
            return
        for said in forms:
            content = reader.whole(said.form)
            if content is not None:
                paragraph.problems += reader.names.problems
                paragraph.problems += ambiguities(reader, said.form, content)
                _take(paragraph, sentence, said, content)
                return
    except TooDeepCondition as error:
        problem = Misplaced(error.token.line, error.token.column, error.problem)
        paragraph.problems.append(problem)
    else:
        _tell_all(paragraph, sentence, grammar, known, forms)
    paragraph.is_whole = False


def _tell_all(
    paragraph: Paragraph,
    sentence: Sentence,
    grammar: Grammar,
    known: KnownNames | None,
    forms: Sequence[SentenceForm],
) -> None:
    """Tell everything that is wrong with a sentence that could not be read."""

    def also(reader: SentenceReader) -> None:
        if paragraph.kind != THROUGHOUT:
            _nothing(reader, paragraph.kind)

    paragraph.problems += problems_of(
        sentence, [said.form for said in forms], grammar, known, also=also
    )


def _take(
    paragraph: Paragraph, sentence: Sentence, said: SentenceForm, content: dict[str, Any]
) -> None:
    if said.each is None:
        for name, value in content.items():
            _say(paragraph, sentence, name, value)
        return
    items = paragraph.content.setdefault(said.each, [])
    line = sentence.tokens[0].line
    if not items and (said.each,) in paragraph.lines:
        paragraph.problems.append(_again(sentence, said.each))
    paragraph.lines.setdefault((said.each,), line)
    paragraph.lines[said.each, len(items)] = line
    items.append(content)


def _say(paragraph: Paragraph, sentence: Sentence, name: str, value: Any) -> None:
    if name in paragraph.content:
        problem = _again(sentence, name)
        if problem not in paragraph.problems:
            paragraph.problems.append(problem)
        return
    paragraph.content[name] = value
    paragraph.lines[name,] = sentence.tokens[0].line


def _again(sentence: Sentence, name: str) -> Misplaced:
    first = sentence.tokens[0]
    problem = Problem(
        code="sentence-repeated",
        path="",
        expected=f"one sentence that says {name!r}",
        found="a second one",
        hint="Take one of the two out, or part two records with an empty line.",
    )
    return Misplaced(first.line, first.column, problem)


def _nothing(reader: SentenceReader, kind: str | None) -> dict[str, Any] | None:
    """Return the fields that a sentence says to be expressly nothing, each with that value."""
    grammar = reader.grammar
    position = reader.said(grammar.without, 0)
    if position is None:
        return None
    fields = RECORD_KINDS[kind].model_fields if kind else None
    absent = [
        (name, words) for name, words in grammar.absent.items() if fields is None or name in fields
    ]
    found: dict[str, Any] = {}
    while (read := reader.choice(absent, position)) is not None:
        name, end = read
        found[name] = [] if fields is not None and fields[name].default == () else None
        after = reader.said(grammar.conjunctions[0], end)
        position = end if after is None else after
    end_of_it = reader.said(".", position)
    return found if found and end_of_it is not None else None


def ambiguities(reader: SentenceReader, form: Form, content: dict[str, Any]) -> Iterator[Misplaced]:
    """Yield each place of a sentence that has two readings, with both in canonical sentences."""
    for readings in reader.readings.values():
        if not _holds(content, readings.first):
            continue
        texts = [
            written_form(form, said, reader.grammar, laid_out=False)
            for said in (content, _exchanged(content, readings))
        ]
        yield Misplaced(readings.token.line, readings.token.column, _ambiguous(readings, texts))


def _ambiguous(readings: TwoReadings, texts: Sequence[str]) -> Problem:
    """Return the problem that a sentence can be read in two ways, and both of them."""
    return Problem(
        code="ambiguous-sentence",
        path="",
        expected="a sentence that can be read in one way",
        found=f"{readings.token.value!r}, which can be read in two: (1) {texts[0]} (2) {texts[1]}",
        hint="Write the one of the two that is meant.",
    )


def _holds(content: Any, wanted: Any) -> bool:
    if content is wanted:
        return True
    parts = content.values() if isinstance(content, dict) else content
    return isinstance(content, dict | list) and any(_holds(part, wanted) for part in parts)


def _exchanged(content: Any, readings: TwoReadings) -> Any:
    if content is readings.first:
        return readings.second
    if isinstance(content, dict):
        return {key: _exchanged(value, readings) for key, value in content.items()}
    if isinstance(content, list):
        return [_exchanged(value, readings) for value in content]
    return content


def placed(found: Misplaced, name: str) -> Misplaced:
    """Return a problem with its place in the file, if it has none yet."""
    if found.problem.path:
        return found
    path = f"{name}:{found.line}:{found.column}"
    return replace(found, problem=replace(found.problem, path=path))
