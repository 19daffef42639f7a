"""A bank of situations: what could be done in each, and which concerns speak for and against it."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from commonweal.documents import canonical_json, sha256_hex

if TYPE_CHECKING:
    from collections.abc import Mapping

    from commonweal.documents import Origin


@dataclass(frozen=True, slots=True, kw_only=True)
class Concern:
    """Something that one can attend to when choosing, in words that most people would use."""

    name: str
    text: str
    """In the form of an attentional policy: a kind of thing, and what about it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BankOption:
    """Something that could be done, and what whoever wrote the bank reads into it."""

    name: str
    text: str
    supports: tuple[str, ...] = ()
    """Names of the concerns that speak for it."""
    opposes: tuple[str, ...] = ()
    """Names of the concerns that speak against it."""
    does_nothing: bool = False
    """Whether it is to leave things as they are."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BankSituation:
    """A situation with its options; nothing says how much is at stake for whom."""

    name: str
    text: str
    options: tuple[BankOption, ...]
    by: str
    """Who wrote it and tagged its options."""
    origin: Origin
    """Who is behind its text and its tags: a model's are labelled as such."""
    domain: str = ""
    """The part of life it is from, one word, so that somebody can say where another may act."""

    @property
    def concerns(self) -> tuple[str, ...]:
        """The names of all concerns that an option is tagged with, each once, sorted."""
        return tuple(
            sorted(
                {name for option in self.options for name in (*option.supports, *option.opposes)}
            )
        )

    def option(self, name: str) -> BankOption:
        """Return the option of that name.

        Raises:
            KeyError: if there is none.
        """
        for option in self.options:
            if option.name == name:
                return option
        raise KeyError(name)


@dataclass(frozen=True, kw_only=True)
class Bank:
    """Situations that people have not seen before, with the concerns they are tagged by.

    The tags are one reading, by whoever wrote or published the bank. They are what links a
    person's policies to situations that the person never spoke of, and so whatever is predicted
    with them rests on them.
    """

    name: str
    title: str
    by: str
    """Who wrote it."""
    origin: Origin
    """Who is behind its texts, unless a situation says otherwise."""
    licence: str
    concerns: tuple[Concern, ...]
    situations: tuple[BankSituation, ...]
    about: str = ""
    """How the texts and the tags came about."""
    language: str = "en"

    @cached_property
    def id(self) -> str:
        """The SHA-256 of everything in it, as canonical JSON: another bank has another id."""
        return sha256_hex(canonical_json(asdict(self)))

    @cached_property
    def concern_named(self) -> Mapping[str, Concern]:
        """The concerns by name."""
        return {concern.name: concern for concern in self.concerns}

    @cached_property
    def situation_named(self) -> Mapping[str, BankSituation]:
        """The situations by name."""
        return {situation.name: situation for situation in self.situations}
