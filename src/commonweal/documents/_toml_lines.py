"""The lines on which the tables and keys of a TOML text stand; its parser does not tell them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from commonweal.documents._findings import Way

_STRING = r'"""(?:[^\\]|\\.)*?"{3,5}|\'\'\'.*?\'{3,5}|"(?:[^"\\\n]|\\.)*"|\'[^\'\n]*\''
_VALUE_TOKEN = re.compile(rf"{_STRING}|#[^\n]*|[^\"'#\[\]{{}}\n]+|.", re.DOTALL)
_PART = r"""(?:[A-Za-z0-9_-]+|"(?:[^"\\\n]|\\.)*"|'[^'\n]*')"""
_KEY = rf"{_PART}(?:[ \t]*\.[ \t]*{_PART})*"
_STATEMENT = re.compile(
    rf"(?P<space>[ \t\r\n]+|#[^\n]*)|(?P<open>\[\[?)[ \t]*(?P<table>{_KEY})[ \t]*\]\]?"
    rf"|(?P<key>{_KEY})[ \t]*="
)
_PARTS = re.compile(_PART)


class TomlLines:
    """Where every table and every key of a TOML text stands.

    Args:
        text: TOML without mistakes of syntax.

    Cost: linear in the length of the text.
    """

    def __init__(self, text: str) -> None:
        self._lines: dict[Way, int] = {}
        self._lengths: dict[Way, int] = {}
        self._read(text)

    def line(self, way: Way) -> int:
        """Return the line of the part at ``way``, or of the nearest thing that holds it."""
        while way and way not in self._lines:
            way = way[:-1]
        return self._lines.get(way, 1)

    def has(self, way: Way) -> bool:
        """Return whether the part at ``way`` begins with a line of its own."""
        return way in self._lines

    def _read(self, text: str) -> None:
        table: Way = ()
        line = 1
        position = 0
        while (statement := _STATEMENT.match(text, position)) is not None:
            if statement["table"] is not None:
                table = self._table(statement["table"], repeated=statement["open"] == "[[")
                self._lines.setdefault(table, line)
            elif statement["key"] is not None:
                self._key(table, _parts(statement["key"]), line)
            end = statement.end()
            if statement["key"] is not None:
                end = _after_value(text, end)
            line += text.count("\n", position, end)
            position = end

    def _table(self, key: str, *, repeated: bool) -> Way:
        way: Way = ()
        parts = _parts(key)
        for position, part in enumerate(parts):
            way = (*way, part)
            if repeated and position == len(parts) - 1:
                self._lengths[way] = self._lengths.get(way, 0) + 1
            if way in self._lengths:
                way = (*way, self._lengths[way] - 1)
        return way

    def _key(self, table: Way, parts: Way, line: int) -> None:
        for length in range(1, len(parts) + 1):
            self._lines.setdefault((*table, *parts[:length]), line)


def _parts(key: str) -> Way:
    return tuple(part.strip("\"'") if part[0] in "\"'" else part for part in _PARTS.findall(key))


def _after_value(text: str, position: int) -> int:
    depth = 0
    while (token := _VALUE_TOKEN.match(text, position)) is not None:
        mark = token[0]
        if mark in {"[", "{"}:
            depth += 1
        elif mark in {"]", "}"}:
            depth -= 1
        elif mark == "\n" and depth == 0:
            return position
        position = token.end()
    return position
