"""Which language a text is in: that of most of its words outside quotation marks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from commonweal.errors import InvalidDocument, Problem
from commonweal.sentences._languages import GRAMMARS, grammar_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from commonweal.sentences._tokens import Sentence


def language_of(paragraphs: Iterable[Sequence[Sentence]], wanted: str | None, name: str) -> str:
    """Return the language to read a text in: the one that is wanted, or the one that it is in.

    Args:
        paragraphs: the text's sentences.
        wanted: the language that somebody names, if they do.
        name: what errors call the text.

    Raises:
        InvalidDocument: with code ``sentence-language`` if there is no such language, or if most of
            the words are of another than was named.
    """
    if wanted is not None:
        grammar_of(wanted)
    words = [
        token.value.casefold()
        for sentences in paragraphs
        for sentence in sentences
        for token in sentence.tokens
        if token.kind == "word"
    ]
    counts = {tag: _own(words, tag) for tag in GRAMMARS}
    most = max(counts, key=lambda tag: (counts[tag], tag == wanted, tag == "en"))
    if wanted is None or counts[most] <= 2 * counts[wanted]:
        return wanted or most
    raise InvalidDocument(
        Problem(
            code="sentence-language",
            path=f"{name}:1",
            expected=f"sentences in {GRAMMARS[wanted].name}",
            found=f"words of {GRAMMARS[most].name}",
            hint=f"Name the language {most!r}, or none.",
        )
    )


def _own(words: Sequence[str], tag: str) -> int:
    """Count the words that are of this language and of no other."""
    others = frozenset().union(
        *(grammar.vocabulary for other, grammar in GRAMMARS.items() if other != tag)
    )
    own = GRAMMARS[tag].vocabulary - others
    return sum(word in own for word in words)
