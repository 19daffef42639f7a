"""The lines on which the parts of a JSON text stand; looked up only when something is wrong."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from commonweal.documents._findings import Way

_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|[{}\[\],:]|[^\s{}\[\],:"]+')


def json_lines(text: str, ways: Iterable[Way]) -> dict[Way, int]:
    """Return the line of each way; of a part that is not there, that of what should hold it.

    Args:
        text: a JSON text without mistakes of syntax.
        ways: the ways that are looked for.

    Cost: linear in the length of the text.
    """
    asked = set(ways)
    wanted = {way[:length] for way in asked for length in range(len(way) + 1)}
    starts = _starts(text, wanted)
    lines = _line_numbers(text, set(starts.values()))
    return {way: lines[_deepest(starts, way)] for way in asked}


def _deepest(starts: dict[Way, int], way: Way) -> int:
    while way and way not in starts:
        way = way[:-1]
    return starts.get(way, 0)


def _starts(text: str, wanted: set[Way]) -> dict[Way, int]:
    starts: dict[Way, int] = {}
    way: list[str | int] = []
    key_next: list[bool] = []
    for token in _TOKEN.finditer(text):
        mark = token[0][0]
        if mark == ":":
            continue
        if mark in "}]":
            way.pop()
            key_next.pop()
        elif mark == ",":
            last = way[-1]
            if isinstance(last, int):
                way[-1] = last + 1
            else:
                key_next[-1] = True
        elif key_next and key_next[-1]:
            way[-1] = json.loads(token[0])
            key_next[-1] = False
            _note(starts, wanted, way, token.start())
        else:
            _note(starts, wanted, way, token.start())
            if mark in "{[":
                way.append("" if mark == "{" else 0)
                key_next.append(mark == "{")
    return starts


def _note(starts: dict[Way, int], wanted: set[Way], way: list[str | int], start: int) -> None:
    here = tuple(way)
    if here in wanted:
        starts.setdefault(here, start)


def _line_numbers(text: str, starts: set[int]) -> dict[int, int]:
    numbers = {0: 1}
    line = 1
    before = 0
    for start in sorted(starts):
        line += text.count("\n", before, start)
        before = start
        numbers[start] = line
    return numbers
