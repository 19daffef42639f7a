"""A party's word on a compact, written into the file where the compact stands."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from commonweal.documents import (
    Assent,
    Compact,
    did_you_mean,
    one_of,
    utc_now,
    write_text_atomically,
)
from commonweal.errors import InvalidDocument, Problem
from commonweal.norms import misplaced_words
from commonweal.studies._check_compacts import EXPECTED, told_word
from commonweal.studies._compacts import compact_entry
from commonweal.studies._folder import read_study
from commonweal.studies._toml_text import toml_value

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from commonweal.norms import MisplacedWord
    from commonweal.studies._study_records import Entry

_HEAD = re.compile(r"^[ \t]*\[\[?[ \t]*compact[ \t]*\]\]?", re.MULTILINE)
_TABLE = re.compile(r"^(?:[ \t]*#[^\n]*\n)*[ \t]*\[", re.MULTILINE)
"""The head of a table, with the comment above it."""


@dataclass(frozen=True, slots=True)
class AssentGiven:
    """A word on a compact that was written down."""

    compact: str
    word: Assent
    file: Path


def give_assent(
    path: Path,
    name: str,
    party: str,
    *,
    assents: bool = True,
    reasons: str | None = None,
    at: str | None = None,
) -> AssentGiven:
    """Write a party's word on a compact into the study; everything else in the file stays.

    The file is read back before it takes the old one's place: it must say what it said, and the
    word. Nothing is written otherwise.

    Args:
        path: the study folder.
        name: the compact.
        party: whose word it is.
        assents: whether the party assents, or objects.
        reasons: why.
        at: when it was said; now, if nothing is said.

    Raises:
        InvalidDocument: with everything that is wrong with the study; code ``undeclared-compact``;
            ``reasons-missing`` for an objection without any; ``assent-misplaced`` where the word
            should not stand there; ``compact-not-editable`` where no place for it was found.
    """
    folder = read_study(path)
    entry = compact_entry(folder, name)
    content = {"party": party, "assents": assents, "at": at or utc_now()}
    if reasons is not None:
        content["reasons"] = reasons
    word = Assent.from_content(content)
    _refuse_misplaced(entry, word, {compact.name: compact for compact in folder.compacts})
    if not assents and reasons is None:
        raise InvalidDocument(
            Problem(
                code="reasons-missing",
                path=entry.place,
                expected="an objection with its reasons",
                found="none",
                hint="Say why, so that others can answer: --reasons.",
            )
        )
    file = Path(entry.file)
    write_text_atomically(file, _with_word(file.read_bytes().decode("utf-8"), entry, word))
    return AssentGiven(name, word, file)


def _refuse_misplaced(entry: Entry[Compact], word: Assent, compacts: dict[str, Compact]) -> None:
    compact = entry.record
    said = compact.model_copy(update={"assents": (*compact.assents, word)})
    amended = compacts.get(compact.amends or "")
    others = amended.parties if amended is not None else ()
    for place, why in misplaced_words(said, amended):
        if place == len(compact.assents):
            raise InvalidDocument(
                Problem(
                    code="assent-misplaced",
                    path=entry.place,
                    expected=EXPECTED[why],
                    found=told_word(compact, word, why),
                    hint=_what_to_do(word, why, sorted({*compact.parties, *others})),
                )
            )


def _what_to_do(word: Assent, why: MisplacedWord, parties: Sequence[str]) -> str:
    """Return how a word can be given that stands where it should, of those of these parties."""
    if why == "not_a_party":
        return f"{did_you_mean(word.party, parties)} Name {one_of(parties)}.".lstrip()
    if why == "said_twice":
        return "It is written down already: a party speaks again only to change its word."
    return "Give the moment at which it was said with --at, if it is not now."


def _with_word(text: str, entry: Entry[Compact], word: Assent) -> str:
    """Return the text of a file with a word added to one of its compacts."""
    wanted = _parsed(text)
    assert wanted is not None, "the study was read from it"
    tables = wanted["compact"] if isinstance(wanted["compact"], list) else [wanted["compact"]]
    place = next(i for i, each in enumerate(tables) if each.get("name") == entry.record.name)
    tables[place].setdefault("assents", []).append(word.content())
    # The head of the table, or of one before it: what looks like a head inside a text is one more.
    heads = [head.start() for head in _HEAD.finditer(text)]
    start = heads[min(place, len(heads) - 1)] if heads else 0
    for changed in _ways(text, start, word):
        if _parsed(changed) == wanted:
            return changed
    raise InvalidDocument(
        Problem(
            code="compact-not-editable",
            path=entry.place,
            expected="assents as a list, or as [[compact.assents]] after the compact",
            found="something else",
            hint=f"Write it there yourself: {toml_value(word.content())}",
        )
    )


def _ways(text: str, start: int, word: Assent) -> Iterator[str]:
    """Yield the text with the word at each place where it could stand after a table's head."""
    inline = toml_value(word.content())
    for found in re.finditer(r"\]", text[start:]):
        before, after = text[: start + found.start()], text[start + found.start() :]
        kept = before.rstrip()
        if before.endswith("\n"):
            yield f"{kept}\n  {inline},\n{after}"
            yield f"{kept},\n  {inline},\n{after}"
        else:
            yield f"{before}{inline}{after}"
            yield f"{kept}, {inline}{after}"
    said = (f"{key} = {toml_value(value)}\n" for key, value in word.content().items())
    block = "".join(["[[compact.assents]]\n", *said])
    for found in islice(_TABLE.finditer(text, start), 1, None):
        yield f"{text[: found.start()].rstrip()}\n\n{block}\n{text[found.start() :]}"
    yield f"{text.rstrip()}\n\n{block}"


def _parsed(text: str) -> dict[str, Any] | None:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        return None
