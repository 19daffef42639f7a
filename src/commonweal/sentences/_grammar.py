"""What a language of sentences consists of; each language is one value of this shape."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, TypeAlias

from commonweal.sentences._form import Exactly, Form, Group, Items, Slot, Words
from commonweal.sentences._tokens import tokens_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from commonweal.sentences._form import Element

Choices: TypeAlias = "Mapping[str, str]"
"""The values that a field can have, each with the words for it."""

SHARED = "shared"
"""The name of the sentences that stand under every kind."""


@dataclass(frozen=True)
class SentenceForm:
    """A form of whole sentences."""

    form: Form
    each: str | None = None
    """The list of which each item has a sentence of this form, if it speaks of one."""
    throughout: bool = False
    """Whether it may be said once for all records of a file."""

    @property
    def fields(self) -> frozenset[str]:
        """The fields of a record that a sentence of this form says."""
        return self.form.fields if self.each is None else frozenset({self.each})


@dataclass(frozen=True, slots=True)
class JoinedWords:
    """The words of a condition that is put together of others, and of those that are about none."""

    opening: str
    between: str
    closing: str = ""
    several: str = ""
    """The words before a list of three or more."""
    single: str = ""
    """The words before a list of one."""
    none: str = ""
    """A whole condition: of a list that was not said."""
    empty: str = ""
    """A whole condition: of a list that was said to be empty."""


ATOMS: tuple[Mapping[str, str], ...] = (
    {"kind": "equals"},
    {"kind": "not", "of.kind": "equals"},
    {"kind": "at_least"},
    {"kind": "not", "of.kind": "at_least"},
    {"kind": "at_most"},
    {"kind": "not", "of.kind": "at_most"},
    {"kind": "one_of"},
    {"kind": "not", "of.kind": "one_of"},
    {"kind": "holds"},
    {"kind": "not", "of.kind": "holds"},
    {"kind": "occupies"},
    {"kind": "not", "of.kind": "occupies", "of.who": "anyone"},
    {"kind": "not", "of.kind": "occupies"},
)
"""Conditions without parts, and their denials: what those of every language say, in this order."""


def atoms(*texts: str) -> tuple[Form, ...]:
    """Return the forms of the conditions of `ATOMS`, from their words in a language."""
    return tuple(Form(text, says) for text, says in zip(texts, ATOMS, strict=True))


@dataclass(frozen=True)
class ConditionWords:
    """How conditions are said."""

    atoms: tuple[Form, ...]
    """The forms of `ATOMS`, in their order."""
    denial: str
    """What is put before a condition that fails."""
    before: str
    """What is put before a condition on the facts as they are before any act."""
    both: JoinedWords
    either: JoinedWords
    each: str
    """What is put before each condition of a list, such as ``dass``."""
    whole: str
    """A condition as a sentence of its own, with … in its place."""


@dataclass(frozen=True)
class Grammar:
    """A language: its sentences by kind, the forms of their parts, and its words."""

    tag: str
    name: str
    openings: Mapping[str, Form]
    """The sentence that begins a record of each kind, and says of which kind it is."""
    sentences: Mapping[str, tuple[SentenceForm, ...]]
    """The other sentences of each kind in the order in which they are written, and the shared."""
    throughout: str
    """The sentence that begins what is said of all records of a file."""
    without: str
    """What is put before the list of what is expressly nothing."""
    absent: Mapping[str, str]
    """What each field is called in that list."""
    parts: Mapping[str, tuple[Form, ...]]
    """The forms of items of lists, by name."""
    choices: Mapping[str, Choices]
    """The words for closed choices, by sort."""
    truths: tuple[str, str]
    """The words for false and true."""
    conjunctions: tuple[str, str]
    """The words for and, or."""
    condition: ConditionWords

    def of_kind(self, kind: str) -> tuple[SentenceForm, ...]:
        """Return the sentences that may follow the one that opens a record of this kind."""
        return (*self.sentences[kind], *self.sentences[SHARED])

    @cached_property
    def vocabulary(self) -> frozenset[str]:
        """Every word of the language, folded."""
        return frozenset(
            token.value.casefold()
            for words in self._words()
            for token in tokens_of(words)
            if token.kind == "word"
        )

    def _words(self) -> Iterator[str]:
        sentences = [said.form for kind in self.sentences.values() for said in kind]
        parts = [form for forms in self.parts.values() for form in forms]
        forms = [*self.openings.values(), *sentences, *parts, *self.condition.atoms]
        for form in forms:
            yield from _words_of(form.elements)
        for choices in self.choices.values():
            yield from choices.values()
        joined = (self.condition.both, self.condition.either)
        yield from (text for words in joined for text in _texts(words))
        yield from (*self.absent.values(), *self.truths, *self.conjunctions)
        condition = self.condition
        yield from (condition.denial, condition.before, condition.each, condition.whole)
        yield from (self.throughout, self.without)


def _texts(words: JoinedWords) -> Iterable[str]:
    return (getattr(words, name) for name in JoinedWords.__slots__)


def _words_of(elements: tuple[Element, ...]) -> Iterator[str]:
    for element in elements:
        match element:
            case Words():
                yield element.text
            case Group():
                yield from _words_of(element.elements)
            case Exactly():
                yield element.words.text
            case Slot() | Items():
                continue
