"""From records to the sentences that say them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from commonweal.errors import InvalidDocument, Problem
from commonweal.sentences._form import is_there
from commonweal.sentences._languages import SENTENCE_KINDS, grammar_of
from commonweal.sentences._write_condition import written_condition
from commonweal.sentences._write_form import joined, written_form

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from commonweal.documents import Condition, Record
    from commonweal.sentences._grammar import Grammar
    from commonweal.sentences._known_names import KnownNames


def write_sentences(
    records: Iterable[Record], *, language: str = "en", titles: KnownNames | None = None
) -> str:
    """Return records as sentences, a paragraph each, which `parse_sentences` reads back exactly.

    What is read back has the same id: every field that was said is said, those said to be nothing
    too, and no other. Free texts stand in quotation marks as they are, in whatever language.

    Args:
        records: norms, contexts, compacts and values cards.
        language: of the sentences, ``en`` or ``de``.
        titles: titles to put in brackets after names, for readers; they change nothing.

    Raises:
        InvalidDocument: with code ``sentence-language`` or ``unsayable-kind``.

    Cost: linear in what is written.
    """
    grammar = grammar_of(language)
    paragraphs = ["\n".join(_sentences(record, grammar, titles)) for record in records]
    return "\n\n".join(paragraphs) + "\n" if paragraphs else ""


def record_sentences(
    record: Record, *, language: str = "en", titles: KnownNames | None = None
) -> tuple[str, ...]:
    """Return the sentences that say one record; see `write_sentences`.

    Args:
        record: a norm, a context, a compact or a values card.
        language: of the sentences, ``en`` or ``de``.
        titles: titles to put in brackets after names.

    Raises:
        InvalidDocument: with code ``sentence-language`` or ``unsayable-kind``.
    """
    return tuple(_sentences(record, grammar_of(language), titles))


def condition_sentence(
    condition: Condition, *, language: str = "en", titles: KnownNames | None = None
) -> str:
    """Return a condition as one sentence on one line, which `parse_condition` reads back exactly.

    Args:
        condition: any condition that a record can hold.
        language: of the sentence, ``en`` or ``de``.
        titles: titles to put in brackets after names.

    Raises:
        InvalidDocument: with code ``sentence-language``.
    """
    grammar = grammar_of(language)
    clause = written_condition(condition.content(), grammar, titles=titles)
    before, _, after = grammar.condition.whole.partition("…")
    return f"{before}{clause}{after}"


def _sentences(record: Record, grammar: Grammar, titles: KnownNames | None) -> Iterator[str]:
    if record.kind not in grammar.openings:
        raise InvalidDocument(
            Problem(
                code="unsayable-kind",
                path="",
                expected=f"one of {', '.join(SENTENCE_KINDS)}",
                found=f"a record of kind {record.kind!r}",
            )
        )
    content = record.content()
    yield written_form(grammar.openings[record.kind], content, grammar)
    *own, last = grammar.of_kind(record.kind)
    for position, sentence in enumerate(own):
        if sentence.each is None:
            if sentence.form.fits(content):
                yield written_form(sentence.form, content, grammar, titles=titles)
        elif sentence.each not in {earlier.each for earlier in own[:position]}:
            forms = [other.form for other in own if other.each == sentence.each]
            for item in content.get(sentence.each, ()):
                form = next(form for form in forms if form.fits(item))
                yield written_form(form, item, grammar, titles=titles)
    nothing = [
        grammar.absent[field]
        for field in content
        if field in grammar.absent and not is_there(content, (field,))
    ]
    if nothing:
        listed = joined(nothing, grammar.conjunctions[0])
        yield f"{grammar.without} {listed}."
    yield written_form(last.form, content, grammar, titles=titles)
