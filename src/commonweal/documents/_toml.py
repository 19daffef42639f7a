"""Reading records from TOML: tables named by kind, defaults under each, every problem's line."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from commonweal.documents._base import Record
from commonweal.documents._checked import checked
from commonweal.documents._findings import Finding, Way, did_you_mean, shown
from commonweal.documents._irregular import InexactNumber, irregularities
from commonweal.documents._json_file import text_of
from commonweal.documents._kinds import RECORD_KINDS, model_of_kind
from commonweal.documents._located import Located, records_of, up_to_the_limit
from commonweal.documents._strict_json import too_many_levels
from commonweal.documents._toml_lines import TomlLines
from commonweal.errors import InvalidDocument, Problem

LARGEST_TOML = 16 * 2**20
"""The bytes that a TOML file may have: 16 MiB."""

_DEFAULTS = "defaults"
_AT_LINE = re.compile(r" \(at line ([0-9]+), column [0-9]+\)$")
_USUAL_CAUSES = (
    ("Invalid value", "Text stands in straight quotation marks; true and false are in lower case."),
    ('Illegal character|Expected "\'"', "A text of one line ends with its quotation mark there."),
    ("Unterminated", 'A text that began with """ ends with """.'),
    ("Unescaped", "Write a backslash in a text twice."),
    ("Unclosed", "A comma or a closing bracket is missing, here or on a line before."),
    ("Expected '='", 'A line is: key = "text".'),
    ("Expected newline", 'One key a line; a quotation mark inside a text is written \\".'),
    ("end of a(n array| table) declaration", "[[norm]] and [study] close with as many brackets."),
    (
        "twice|overwrite|redefine|Duplicate|mutate",
        "A key stands once; each of several is [[norm]].",
    ),
    ("Invalid initial", "{ … } stands on one line; a key is letters, digits, - and _."),
    ("Invalid statement", "A line is a key = value, a [table], or begins with #."),
)
"""What the parser says, and what is commonly wrong there."""


@dataclass(frozen=True, slots=True)
class _Entry:
    """One table that describes a record, and the way to it in the file."""

    model: type[Record]
    table: dict[str, Any]
    way: Way


@dataclass(frozen=True, slots=True)
class _File:
    """A TOML file that was parsed: its name, its defaults and its lines."""

    name: str
    defaults: dict[str, Any]
    lines: TomlLines

    def problem(self, finding: Finding, way: Way) -> Problem:
        """Return the finding as a problem at the line of the part at ``way``."""
        return finding.problem(f"{self.name}:{self.lines.line(way)}")


def read_toml(path: Path) -> tuple[Located, ...]:
    """Return every record of a TOML file, in the order of its lines.

    A table ``[[norm]]`` is one record of that kind; ``[study]`` is the only one of its kind. What
    stands in ``[defaults]`` is taken for every record that has the field and does not give it.
    Dates and floating-point numbers are refused: what is hashed is text and integers.

    Args:
        path: the file.

    Raises:
        InvalidDocument: with every problem of the file and the line of each.
    """
    return records_of(iterate_toml(path))


def iterate_toml(
    path: Path, *, tee: Callable[[bytes], object] | None = None
) -> Iterator[Located | Problem]:
    """Yield the records and the problems of a TOML file, in the order of its lines.

    Args:
        path: the file.
        tee: called with everything that is read: to hash what was parsed, say.
    """
    return up_to_the_limit(_items(path, tee), str(path))


def _items(path: Path, tee: Callable[[bytes], object] | None) -> Iterator[Located | Problem]:
    try:
        text = text_of(path, LARGEST_TOML)
        if tee is not None:
            tee(text.encode())
        content = parsed_toml(text, str(path))
    except InvalidDocument as error:
        yield from error.problems
        return
    lines = TomlLines(text)
    defaults = content.pop(_DEFAULTS, {})
    file = _File(str(path), defaults if isinstance(defaults, dict) else {}, lines)
    entries: list[_Entry] = []
    for outcome in _entries(content, defaults, file):
        if isinstance(outcome, _Entry):
            entries.append(outcome)
        else:
            yield outcome
    yield from _of_defaults(file)
    told: set[Problem] = set()
    for entry in sorted(entries, key=lambda entry: lines.line(entry.way)):
        for item in _of_entry(file, entry):
            if isinstance(item, Problem):
                # A mistake in the defaults is one mistake, however many records inherit it.
                if item in told:
                    continue
                told.add(item)
            yield item


def parsed_toml(text: str, name: str) -> dict[str, Any]:
    """Return what a TOML text says, numbers with a point as `InexactNumber`.

    Raises:
        InvalidDocument: with what is wrong with its syntax, and on which line.
    """
    try:
        return tomllib.loads(text, parse_float=InexactNumber)
    except tomllib.TOMLDecodeError as error:
        message = str(error)
        at_line = _AT_LINE.search(message)
        line = int(at_line[1]) if at_line else text.rstrip("\n").count("\n") + 1
        plain = _AT_LINE.sub("", message).removesuffix(" (at end of document)")
        finding = Finding("toml-syntax", (), "TOML", plain, _usual_cause(plain))
    except RecursionError:
        line, finding = 1, too_many_levels("TOML")
    except ValueError:
        # Python reads no integer of more than some thousand digits.
        expected = "integers within ±(2**53 - 1)"
        line, finding = 1, Finding("out-of-range", (), expected, "a huge one")
    raise InvalidDocument(finding.problem(f"{name}:{line}"))


def _usual_cause(message: str) -> str:
    """Return what is commonly wrong where the parser says this, or nothing."""
    return next((hint for said, hint in _USUAL_CAUSES if re.search(said, message)), "")


def _entries(content: dict[str, Any], defaults: Any, file: _File) -> Iterator[_Entry | Problem]:
    if not isinstance(defaults, dict):
        finding = Finding("wrong-type", (_DEFAULTS,), "one table", shown(defaults))
        yield file.problem(finding, (_DEFAULTS,))
    for kind, tables in content.items():
        model = model_of_kind(kind)
        if isinstance(model, Finding):
            hint = did_you_mean(kind, [*RECORD_KINDS, _DEFAULTS]) or model.hint
            finding = Finding("unknown-kind", (), "tables named by kind", f"{kind!r}", hint)
            yield file.problem(finding, (kind, 0) if isinstance(tables, list) else (kind,))
        elif isinstance(tables, dict):
            yield _Entry(model, tables, (kind,))
        elif isinstance(tables, list) and all(isinstance(table, dict) for table in tables):
            for position, table in enumerate(tables):
                yield _Entry(model, table, (kind, position))
        else:
            finding = Finding("wrong-type", (kind,), f"tables: [[{kind}]]", shown(tables))
            yield file.problem(finding, (kind,))


def _of_defaults(file: _File) -> Iterator[Problem]:
    """Yield the defaults that no kind of record has a field for."""
    known = {name for model in RECORD_KINDS.values() for name in model.model_fields}
    for key in file.defaults:
        if key not in known:
            finding = Finding(
                "unknown-field",
                (_DEFAULTS, key),
                "fields of records",
                f"the field {key!r}",
                did_you_mean(key, known),
            )
            yield file.problem(finding, (_DEFAULTS, key))


def _of_entry(file: _File, entry: _Entry) -> Iterator[Located | Problem]:
    kind = str(entry.way[0])
    fields = entry.model.model_fields
    inherited = {key: value for key, value in file.defaults.items() if key in fields}
    content = {"kind": kind, "schema_version": 1, **inherited, **entry.table}
    outcome = checked(entry.model, content, irregularities(content), language="TOML")
    if not isinstance(outcome, tuple):
        at = file.lines.line
        yield Located(outcome, file.name, at(entry.way), lambda way: at((*entry.way, *way)))
        return
    for finding in outcome:
        from_defaults = finding.way[:1] != () and finding.way[0] not in entry.table
        key = finding.way[0] if from_defaults else ""
        way = (_DEFAULTS, *finding.way) if key in inherited else (*entry.way, *finding.way)
        yield file.problem(finding, way)
