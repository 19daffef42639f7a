"""From sentences to the records that they say, with everything that is wrong told at once."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from commonweal.documents import (
    RECORD_KINDS,
    Located,
    parse_record,
    records_of,
    text_of,
    up_to_the_limit,
)
from commonweal.errors import InvalidDocument, Problem
from commonweal.sentences._known_names import KnownNames
from commonweal.sentences._language_of import language_of
from commonweal.sentences._languages import GRAMMARS
from commonweal.sentences._paragraph import THROUGHOUT, opened, placed, read_paragraph
from commonweal.sentences._tokens import Misplaced, read_tokens

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from commonweal.sentences._grammar import Grammar
    from commonweal.sentences._paragraph import Paragraph
    from commonweal.sentences._tokens import Sentence

LARGEST_SENTENCES = 16 * 2**20
"""The bytes that a file of sentences may have: 16 MiB."""

_STEP = re.compile(r"\.?([a-z_]+)|\[([0-9]+)\]")
_DECLARING = {"norm": "norm", "compact": "compact", "context": "context"}


def read_sentences(
    path: Path, *, language: str | None = None, known: KnownNames | None = None
) -> tuple[Located, ...]:
    """Return every record that a file says in sentences, in order; see `parse_sentences`.

    Args:
        path: the file.
        language: of the sentences, ``en`` or ``de``; if none is said, that of most of the words.
        known: what may be named, if names are to be held to what a study declares.

    Raises:
        InvalidDocument: with every problem of the file, its line and its column.
    """
    text = text_of(path, LARGEST_SENTENCES)
    return parse_sentences(text, str(path), language=language, known=known)


def parse_sentences(
    text: str,
    name: str = "sentences",
    *,
    language: str | None = None,
    known: KnownNames | None = None,
) -> tuple[Located, ...]:
    """Return every record that a text says in sentences, in order, each a paragraph.

    What `write_sentences` wrote comes back with the same id. Sentences may stand in any order
    behind the first of their paragraph, on as many lines as one likes. A paragraph that begins with
    "The following holds throughout." says fields for all records that do not say them.

    Args:
        text: the sentences.
        name: what errors call the text.
        language: of the sentences, ``en`` or ``de``; if none is said, that of most of the words.
        known: what may be named, if names are to be held to what a study declares. Contexts, norms
            and compacts of the text itself may be named too.

    Raises:
        InvalidDocument: with every problem of the text, its line and its column. What could be read
            in two ways is an ``ambiguous-sentence``, and shows both.

    Cost: linear in the text.
    """
    read = read_tokens(text, name)
    tag = language_of(read.paragraphs, language, name)
    file = _File(name, GRAMMARS[tag], read.paragraphs, known)
    found: list[Located | Misplaced] = [*read.problems, *file.read()]
    problems = sorted(
        (item for item in found if isinstance(item, Misplaced)),
        key=lambda item: (item.line, item.column),
    )
    if problems:
        told = (placed(item, name).problem for item in problems)
        return records_of(up_to_the_limit(told, name))
    return tuple(item for item in found if isinstance(item, Located))


class _File:
    def __init__(
        self,
        name: str,
        grammar: Grammar,
        paragraphs: Sequence[Sequence[Sentence]],
        known: KnownNames | None,
    ) -> None:
        self._name = name
        self._grammar = grammar
        self._paragraphs = paragraphs
        self._known = known if known is None else self._with_own(known)

    def _with_own(self, known: KnownNames) -> KnownNames:
        """Return what may be named with what the text itself declares."""
        titles = {sort: dict(names) for sort, names in known.titles.items()}
        for sentences in self._paragraphs:
            found = opened(sentences, self._grammar)
            if found is not None and found[0] in _DECLARING and found[0] in titles:
                titles[found[0]].setdefault(found[1]["name"], None)
        return KnownNames(titles)

    def read(self) -> Iterator[Located | Misplaced]:
        read = [
            read_paragraph(sentences, self._grammar, self._known) for sentences in self._paragraphs
        ]
        for paragraph in read:
            yield from paragraph.problems
        throughout = [paragraph for paragraph in read if paragraph.kind == THROUGHOUT]
        for second in throughout[1:]:
            yield self._second(second)
        for paragraph in read:
            if paragraph.kind not in {None, THROUGHOUT}:
                yield from self._record(paragraph, throughout[:1])

    def _second(self, paragraph: Paragraph) -> Misplaced:
        problem = Problem(
            code="sentence-repeated",
            path="",
            expected="one paragraph of what holds throughout",
            found="a second one",
            hint="Say it in one paragraph, or make two files.",
        )
        return Misplaced(paragraph.line, 1, problem)

    def _record(
        self, paragraph: Paragraph, throughout: Sequence[Paragraph]
    ) -> Iterator[Located | Misplaced]:
        assert paragraph.kind is not None
        fields = RECORD_KINDS[paragraph.kind].model_fields
        shared: dict[str, Any] = {}
        for shared_paragraph in throughout:
            said = shared_paragraph.content.items()
            shared |= {name: value for name, value in said if name in fields}
        content = {"kind": paragraph.kind, "schema_version": 1, **shared, **paragraph.content}
        is_whole = paragraph.is_whole and all(other.is_whole for other in throughout)
        if is_whole:
            yield from self._missing(paragraph, content)
        try:
            record = parse_record(content)
        except InvalidDocument as error:
            for problem in error.problems:
                if problem.code != "missing-field":
                    yield self._at_its_line(problem, paragraph, throughout)
            return
        yield Located(record, self._name, paragraph.line, paragraph.line_of)

    def _missing(self, paragraph: Paragraph, content: dict[str, Any]) -> Iterator[Misplaced]:
        """Yield a problem for each sentence without which the record is not whole."""
        assert paragraph.kind is not None
        fields = RECORD_KINDS[paragraph.kind].model_fields
        missing = {name for name, field in fields.items() if field.is_required()} - content.keys()
        for said in self._grammar.of_kind(paragraph.kind):
            unsaid = said.fields & missing
            if unsaid:
                missing -= unsaid
                problem = Problem(
                    code="sentence-missing",
                    path="",
                    expected=f"a sentence of the form: {said.form.example()}",
                    found=f"none in the paragraph of this {paragraph.kind}",
                    hint="Is there an empty line within the record?",
                )
                yield Misplaced(paragraph.line, 1, problem)

    def _at_its_line(
        self, problem: Problem, paragraph: Paragraph, throughout: Sequence[Paragraph]
    ) -> Misplaced:
        steps = _STEP.findall(problem.path)
        way = [name or int(position) for name, position in steps]
        from_shared = way[:1] and (way[0],) not in paragraph.lines
        sources = [*throughout, paragraph] if from_shared else [paragraph]
        line = sources[0].line_of(way)
        return Misplaced(line, 1, replace(problem, path=f"{self._name}:{line}:1 {problem.path}"))
