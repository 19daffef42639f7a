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
_LIST = re.compile(r"[ \t]*\[")


class TomlLines:
    """Where every table and every key of a TOML text stands, and every table and text in a list.

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

    def _read(self, text: str) -> None:
        table: Way = ()
        line = 1
        position = 0
        while (statement := _STATEMENT.match(text, position)) is not None:
            if statement["table"] is not None:
                table = self._table(statement["table"], repeated=statement["open"] == "[[")
                self._lines.setdefault(table, line)
            end = statement.end()
            line += text.count("\n", position, end)
            if statement["key"] is not None:
                way = (*table, *_parts(statement["key"]))
                self._key(table, way, line)
                end, line = self._value(way, text, end, line)
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

    def _key(self, table: Way, way: Way, line: int) -> None:
        for length in range(len(table) + 1, len(way) + 1):
            self._lines.setdefault(way[:length], line)

    def _value(self, way: Way, text: str, position: int, line: int) -> tuple[int, int]:
        """Note the parts of a list that is a value, and return where the value ends."""
        depth = item = 0
        listed = _LIST.match(text, position) is not None
        while (token := _VALUE_TOKEN.match(text, position)) is not None:
            mark = token[0]
            if mark == "\n" and depth == 0:
                break
            if listed and depth == 1:
                if mark[0] in "\"'[{":
                    self._lines.setdefault((*way, item), line)
                elif mark[0] != "#":
                    item += mark.count(",")
            depth += (mark in {"[", "{"}) - (mark in {"]", "}"})
            line += mark.count("\n")
            position = token.end()
        return position, line


def _parts(key: str) -> Way:
    return tuple(part.strip("\"'") if part[0] in "\"'" else part for part in _PARTS.findall(key))
