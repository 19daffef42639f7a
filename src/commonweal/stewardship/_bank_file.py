"""Reading a bank of situations from TOML, with everything that is wrong in it at once."""

from __future__ import annotations

from collections import Counter
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from commonweal.documents import (
    Document,
    Finding,
    Language,
    Line,
    Name,
    Origin,
    Text,
    parse_toml_document,
    read_toml_document,
)
from commonweal.stewardship._bank import Bank, BankOption, BankSituation, Concern

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping
    from pathlib import Path


FEWEST_OPTIONS = 2


class _ConcernRead(Document):
    name: Name
    text: Text


class _OptionRead(Document):
    name: Name
    text: Text
    supports: tuple[str, ...] = ()
    opposes: tuple[str, ...] = ()
    does_nothing: bool = False


class _SituationRead(Document):
    name: Name
    text: Text
    by: Name | None = None
    origin: Origin | None = None
    domain: Line | None = None
    option: tuple[_OptionRead, ...] = ()


class _BankRead(Document):
    name: Name
    title: Line
    by: Name
    origin: Origin
    licence: Line
    about: Text | None = None
    language: Language = "en"
    concern: tuple[_ConcernRead, ...] = ()
    situation: tuple[_SituationRead, ...] = ()


def bundled_bank() -> Bank:
    """Return the bank ``everyday`` that comes with the package: small things among people.

    Its situations are invented, and both they and their tags were written by the authors of this
    package: one reading, compared with nobody's.
    """
    file = files("commonweal.stewardship").joinpath("banks/everyday.toml")
    text = file.read_text(encoding="utf-8")
    return _bank_of(parse_toml_document(text, "everyday.toml", _BankRead, also=_findings))


def read_bank(path: Path) -> Bank:
    """Read a bank of situations.

    Args:
        path: a TOML file as the reference of the format describes it.

    Raises:
        InvalidDocument: with everything that is wrong, each with its line.

    Cost: linear in the file.
    """
    return _bank_of(read_toml_document(path, _BankRead, also=_findings))


def _bank_of(said: _BankRead) -> Bank:
    return Bank(
        name=said.name,
        title=said.title,
        by=said.by,
        origin=said.origin,
        licence=said.licence,
        concerns=tuple(Concern(name=each.name, text=each.text) for each in said.concern),
        situations=tuple(_situation(each, said) for each in said.situation),
        about=said.about or "",
        language=said.language,
    )


def _situation(said: _SituationRead, bank: _BankRead) -> BankSituation:
    """Return a situation; what it does not say of itself, the bank says for it."""
    return BankSituation(
        name=said.name,
        text=said.text,
        options=tuple(
            BankOption(
                name=option.name,
                text=option.text,
                supports=option.supports,
                opposes=option.opposes,
                does_nothing=option.does_nothing,
            )
            for option in said.option
        ),
        by=said.by or bank.by,
        origin=said.origin or bank.origin,
        domain=said.domain or "",
    )


def _findings(content: Mapping[str, Any]) -> Iterator[Finding]:
    """Yield what is wrong between the parts of a bank, and with texts that say nothing."""
    concerns, situations = (_tables(content, kind) for kind in ("concern", "situation"))
    known = {*filter(_is_text, (concern.get("name") for concern in concerns))}
    yield from _repeated(("concern",), (concern.get("name") for concern in concerns))
    yield from _repeated(("situation",), (situation.get("name") for situation in situations))
    for number, concern in enumerate(concerns):
        yield from _blank(("concern", number), concern)
    for number, situation in enumerate(situations):
        way = ("situation", number)
        options = _tables(situation, "option")
        yield from _blank(way, situation)
        yield from _repeated(way, (option.get("name") for option in options))
        if len(options) < FEWEST_OPTIONS:
            expected = "at least two tables [[situation.option]]"
            yield Finding("wrong-length", way, expected, str(len(options)))
        if sum(option.get("does_nothing") is True for option in options) > 1:
            expected = "at most one option that does nothing"
            hint = "What differs between them is something that is done."
            yield Finding("incoherent", way, expected, "several", hint)
        for place, option in enumerate(options):
            yield from _blank((*way, "option", place), option)
            yield from _of_tags((*way, "option", place), option, known)


def _of_tags(
    way: tuple[str | int, ...], option: Mapping[str, Any], known: Collection[Any]
) -> Iterator[Finding]:
    lists = (option.get(key) for key in ("supports", "opposes"))
    tags = [name for tagged in lists if isinstance(tagged, list) for name in tagged]
    yield from _repeated(way, tags)
    for name in dict.fromkeys(filter(_is_text, tags)):
        if name not in known:
            hint = "Add a [[concern]] of that name, or look at the spelling."
            expected = "names of concerns of this bank"
            yield Finding("unknown-concern", way, expected, repr(name), hint)


def _tables(table: Mapping[str, Any], key: str) -> list[dict[str, Any]]:
    """Return repeated tables, as far as they are some: that they are not is found elsewhere."""
    found = table.get(key)
    return [each for each in found if isinstance(each, dict)] if isinstance(found, list) else []


def _repeated(way: tuple[str | int, ...], names: Iterable[Any]) -> Iterator[Finding]:
    for name, count in Counter(filter(_is_text, names)).items():
        if count > 1:
            yield Finding("repeated-name", way, "every name once", repr(name))


def _blank(way: tuple[str | int, ...], table: Mapping[str, Any]) -> Iterator[Finding]:
    text = table.get("text")
    if isinstance(text, str) and text.isspace():
        yield Finding("wrong-length", (*way, "text"), "a text that is not blank", repr(text))


def _is_text(value: Any) -> bool:
    return isinstance(value, str)
