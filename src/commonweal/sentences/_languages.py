"""The languages that there are sentences in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypeAlias

from commonweal.errors import InvalidDocument, Problem
from commonweal.sentences._english import ENGLISH
from commonweal.sentences._german import GERMAN

if TYPE_CHECKING:
    from commonweal.sentences._grammar import Grammar

SentenceLanguage: TypeAlias = Literal["en", "de"]
"""A language of sentences, by its tag."""

GRAMMARS: dict[str, Grammar] = {grammar.tag: grammar for grammar in (ENGLISH, GERMAN)}

SENTENCE_LANGUAGES: tuple[SentenceLanguage, ...] = ("en", "de")
"""The languages that records can be said in."""

SENTENCE_KINDS: tuple[str, ...] = tuple(ENGLISH.openings)
"""The kinds of record that can be said in sentences."""


def grammar_of(language: str) -> Grammar:
    """Return the grammar of a language.

    Raises:
        InvalidDocument: with code ``sentence-language`` if there is none.
    """
    if language in GRAMMARS:
        return GRAMMARS[language]
    raise InvalidDocument(
        Problem(
            code="sentence-language",
            path="",
            expected=f"one of {', '.join(GRAMMARS)}",
            found=repr(language),
            hint="What is quoted may be in any language; the sentences around it may not.",
        )
    )
