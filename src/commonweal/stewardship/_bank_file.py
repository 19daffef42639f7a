"""Reading a bank of situations from TOML, with everything that is wrong in it at once."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from dataclasses import MISSING, dataclass, field, fields
from importlib.resources import files
from typing import TYPE_CHECKING, Any, get_args

from commonweal.documents import NAME_PATTERN, Origin
from commonweal.errors import InvalidDocument, Problem
from commonweal.stewardship._bank import Bank, BankOption, BankSituation, Concern

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

LARGEST_BANK = 16 * 2**20
"""The bytes that a bank may have: 16 MiB."""

_FEWEST_OPTIONS = 2
_PLURAL = {"concerns": "concern", "situations": "situation", "options": "option"}
_NOT_SAID = {"by": "nobody", "origin": "synthetic"}
_LISTS = ("supports", "opposes")


def bundled_bank() -> Bank:
    """Return the bank ``everyday`` that comes with the package: small things among people.

    Its situations are invented, and both they and their tags were written by the authors of this
    package: one reading, compared with nobody's.
    """
    text = files("commonweal.stewardship").joinpath("banks/everyday.toml").read_bytes()
    return _bank_of(text, "everyday.toml")


def read_bank(path: Path) -> Bank:
    """Read a bank of situations.

    Args:
        path: a TOML file as the reference of the format describes it.

    Raises:
        InvalidDocument: with everything that is wrong, each with the line of its table.

    Cost: linear in the file.
    """
    try:
        content = path.read_bytes()
    except OSError as error:
        found = error.strerror or str(error)
        problem = Problem("unreadable", str(path), "a file that can be read", found)
        raise InvalidDocument(problem) from error
    if len(content) > LARGEST_BANK:
        raise InvalidDocument(
            Problem("file-too-large", str(path), f"at most {LARGEST_BANK} bytes", str(len(content)))
        )
    return _bank_of(content, str(path))


def _bank_of(content: bytes, name: str) -> Bank:
    try:
        text = content.decode()
        table = tomllib.loads(text)
    except UnicodeDecodeError as error:
        raise InvalidDocument(Problem("not-utf8", name, "UTF-8", str(error))) from error
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise InvalidDocument(Problem("toml-syntax", name, "TOML", str(error))) from error
    reading = _Reading(name, _lines_of_tables(text))
    bank = reading.bank(table)
    if bank is None or reading.problems:
        raise InvalidDocument(reading.problems)
    return bank


def _lines_of_tables(text: str) -> Mapping[str, list[int]]:
    """Return for each kind of repeated table the lines on which one begins."""
    found: dict[str, list[int]] = {}
    for number, line in enumerate(text.splitlines(), 1):
        if header := re.match(r"\s*\[\[\s*([\w. ]+?)\s*\]\]", line):
            found.setdefault(header[1].replace(" ", ""), []).append(number)
    return found


@dataclass(slots=True)
class _Reading:
    """One file while it is read: its name, where its tables stand, and what is wrong so far."""

    name: str
    lines: Mapping[str, list[int]]
    problems: list[Problem] = field(default_factory=list)
    options_so_far: int = 0

    def bank(self, table: dict[str, Any]) -> Bank | None:
        """Return the bank, or nothing if it has too many faults to be one."""
        where = f"{self.name}:1"
        found = self._fields(Bank, table, where)
        # Where the bank itself lacks one of these, that is one problem, and not one a situation.
        inherited = {key: found.get(key, _NOT_SAID[key]) for key in _NOT_SAID}
        concerns = [
            Concern(**values)
            for number, each in enumerate(self._tables(table, "concern", where))
            for values in [self._fields(Concern, each, self._at("concern", number))]
            if _complete(Concern, values)
        ]
        named = [each.get("name") for each in self._tables(table, "concern")]
        known = {name for name in named if isinstance(name, str)}
        situations = [
            situation
            for number, each in enumerate(self._tables(table, "situation", where))
            for situation in [self._situation({**inherited, **each}, number, known)]
            if situation is not None
        ]
        for kind in ("concern", "situation"):
            self._once(table, kind, where)
        if not _complete(Bank, {**found, "concerns": (), "situations": ()}):
            return None
        return Bank(**{**found, "concerns": tuple(concerns), "situations": tuple(situations)})

    def _situation(
        self, table: dict[str, Any], number: int, known: set[str]
    ) -> BankSituation | None:
        where = self._at("situation", number)
        found = self._fields(BankSituation, table, where)
        options = [
            option
            for each in self._tables(table, "option", where)
            for option in [self._option(each, known)]
            if option is not None
        ]
        self._once(table, "option", where)
        if (listed := len(self._tables(table, "option"))) < _FEWEST_OPTIONS:
            expected = "at least two tables [[situation.option]]"
            self.problems.append(Problem("wrong-length", where, expected, str(listed)))
        if sum(option.does_nothing for option in options) > 1:
            self.problems.append(
                Problem(
                    code="incoherent",
                    path=where,
                    expected="at most one option that does nothing",
                    found="several",
                    hint="What differs between them is something that is done.",
                )
            )
        if not _complete(BankSituation, {**found, "options": ()}):
            return None
        return BankSituation(**{**found, "options": tuple(options)})

    def _option(self, table: dict[str, Any], known: set[str]) -> BankOption | None:
        where = self._at("situation.option", self.options_so_far)
        self.options_so_far += 1
        found = self._fields(BankOption, table, where)
        tags = [name for key in _LISTS for name in found.get(key, ())]
        for name in dict.fromkeys(tags):
            if name not in known:
                self.problems.append(
                    Problem(
                        code="unknown-concern",
                        path=where,
                        expected="names of concerns of this bank",
                        found=repr(name),
                        hint="Add a [[concern]] of that name, or look at the spelling.",
                    )
                )
        self._repeated(tags, f"{where} supports, opposes")
        return BankOption(**found) if _complete(BankOption, found) else None

    def _fields(self, shape: type, table: Mapping[str, Any], where: str) -> dict[str, Any]:
        """Return the fields of a table that are as they should be; note the others."""
        wanted = {_PLURAL.get(each.name, each.name): each for each in fields(shape)}
        found: dict[str, Any] = {}
        for key, value in table.items():
            if key not in wanted:
                expected = f"one of {', '.join(wanted)}"
                self.problems.append(Problem("unknown-field", where, expected, repr(key)))
            elif key not in _PLURAL.values() and self._fits(key, value, f"{where} {key}"):
                found[key] = tuple(value) if isinstance(value, list) else value
        for key, each in wanted.items():
            if each.default is MISSING and key not in table and key != "concern":
                self.problems.append(Problem("missing-field", where, f"the field {key}", "nothing"))
        return found

    def _fits(self, key: str, value: Any, where: str) -> bool:
        """Tell whether a value is of the field's type and form, and note it if not."""
        if key in _LISTS:
            right = isinstance(value, list) and all(isinstance(each, str) for each in value)
            expected, code = "a list of names", "wrong-type"
        elif key == "does_nothing":
            right, expected, code = isinstance(value, bool), "true or false", "wrong-type"
        elif not isinstance(value, str):
            right, expected, code = False, "a text", "wrong-type"
        elif key in ("name", "by"):
            right = re.fullmatch(NAME_PATTERN, value) is not None
            expected, code = "a name of small letters, digits and -", "wrong-form"
        elif key == "origin":
            right = value in get_args(Origin)
            expected, code = f"one of {', '.join(get_args(Origin))}", "not-a-choice"
        else:
            right, expected, code = bool(value.strip()), "a text that is not empty", "wrong-length"
        if not right:
            self.problems.append(Problem(code, where, expected, repr(value)[:80]))
        return right

    def _tables(self, table: Mapping[str, Any], key: str, where: str = "") -> list[dict[str, Any]]:
        """Return repeated tables; if they are none, note that, unless no place is given."""
        value = table.get(key, [])
        if isinstance(value, list) and all(isinstance(each, dict) for each in value):
            return value
        if where:
            expected = f"tables: [[{key}]]"
            self.problems.append(Problem("wrong-type", where, expected, repr(value)[:80]))
        return []

    def _once(self, table: Mapping[str, Any], kind: str, where: str) -> None:
        names = [each["name"] for each in self._tables(table, kind) if "name" in each]
        self._repeated([str(name) for name in names], f"{where} {kind}")

    def _repeated(self, names: Iterable[str], where: str) -> None:
        for name, count in Counter(names).items():
            if count > 1:
                expected = "every name once"
                self.problems.append(Problem("repeated-name", where, expected, repr(name)))

    def _at(self, kind: str, number: int) -> str:
        """Return the line of the table of that kind and number, with the way to it."""
        lines = self.lines.get(kind, [])
        line = lines[number] if number < len(lines) else 1
        return f"{self.name}:{line} {kind}"


def _complete(shape: type, values: Mapping[str, Any]) -> bool:
    return all(each.name in values for each in fields(shape) if each.default is MISSING)
