"""A condition from the one sentence that says it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from commonweal.documents import NormException
from commonweal.errors import InvalidDocument, Problem
from commonweal.sentences._form import Form
from commonweal.sentences._language_of import language_of
from commonweal.sentences._languages import GRAMMARS
from commonweal.sentences._mending import problems_of
from commonweal.sentences._paragraph import ambiguities, placed
from commonweal.sentences._read_condition import TooDeepCondition
from commonweal.sentences._sentence_reader import SentenceReader
from commonweal.sentences._tokens import Misplaced, read_tokens

if TYPE_CHECKING:
    from collections.abc import Iterable

    from commonweal.documents import Condition
    from commonweal.sentences._known_names import KnownNames


def parse_condition(
    text: str,
    name: str = "condition",
    *,
    language: str | None = None,
    known: KnownNames | None = None,
) -> Condition:
    """Return the condition that a sentence says; see `condition_sentence`.

    Args:
        text: one sentence: "The condition is that …." or "Die Bedingung ist, dass ….".
        name: what errors call the text.
        language: of the sentence, ``en`` or ``de``; if none is said, that of most of the words.
        known: what may be named, if names are to be held to what a study declares.

    Raises:
        InvalidDocument: with every problem of the sentence, its line and its column. What could be
            read in two ways is an ``ambiguous-sentence``, and shows both.
    """
    read = read_tokens(text, name)
    _refuse(read.problems, name)
    tag = language_of(read.paragraphs, language, name)
    sentences = [sentence for paragraph in read.paragraphs for sentence in paragraph]
    if len(sentences) != 1:
        found = f"{len(sentences)} sentences"
        raise InvalidDocument(Problem("sentence-form", name, "one sentence", found))
    grammar = GRAMMARS[tag]
    form = Form(grammar.condition.whole.replace("…", "{when:condition}"))
    reader = SentenceReader(sentences[0].tokens, grammar, known)
    try:
        content = reader.whole(form)
    except TooDeepCondition as error:
        _refuse([Misplaced(error.token.line, error.token.column, error.problem)], name)
        raise
    if content is None:
        _refuse(problems_of(sentences[0], [form], grammar, known), name)
    assert content is not None
    _refuse([*reader.names.problems, *ambiguities(reader, form, content)], name)
    return NormException.from_content(content).when


def _refuse(problems: Iterable[Misplaced], name: str) -> None:
    told = [placed(problem, name).problem for problem in problems]
    if told:
        raise InvalidDocument(told)
