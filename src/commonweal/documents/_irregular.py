"""What a reader meets that no document may hold: repeated keys, inexact numbers, dates of TOML."""

from __future__ import annotations

import contextlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from fractions import Fraction
from typing import Any

from commonweal.documents._findings import Finding, Way, shown
from commonweal.documents._moments import timestamp
from commonweal.documents._scalars import rational_text

_LONGEST_DECIMAL = 25


@dataclass(frozen=True, slots=True)
class InexactNumber:
    """A number as it stood in the text, with a point, an exponent, or no number at all."""

    text: str


class RepeatedKeys(dict[str, Any]):
    """An object in which some key stood more than once."""

    def __init__(self, pairs: list[tuple[str, Any]]) -> None:
        super().__init__(pairs)
        counts = Counter(key for key, _ in pairs)
        self.repeated = tuple(key for key, count in counts.items() if count > 1)


def irregularities(value: Any) -> tuple[Finding, ...]:
    """Return everything in ``value`` that no document may hold, with the way to it, in order."""
    findings: list[Finding] = []
    waiting: list[tuple[Way, Any]] = [((), value)]
    while waiting:
        way, part = waiting.pop()
        findings.extend(_of_part(way, part))
        if isinstance(part, list):
            waiting.extend(((*way, at), item) for at, item in reversed(list(enumerate(part))))
        elif isinstance(part, dict):
            waiting.extend(((*way, key), item) for key, item in reversed(part.items()))
    return tuple(findings)


def regular(value: Any) -> Any:
    """Return ``value`` with null in place of what no document may hold, to look at the rest."""
    if isinstance(value, dict):
        return {_whole(key): regular(item) for key, item in value.items()}
    if isinstance(value, list):
        return [regular(item) for item in value]
    if isinstance(value, str):
        return _whole(value)
    return None if isinstance(value, InexactNumber | date | time) else value


def _whole(text: str) -> str:
    return text.encode("utf-8", "replace").decode()


def _of_part(way: Way, part: Any) -> Iterator[Finding]:
    if isinstance(part, InexactNumber):
        expected = "an integer, or an exact number as text"
        yield Finding("float", way, expected, part.text[:40], _exact_hint(part.text))
    elif isinstance(part, date | time):
        yield Finding("toml-date", way, "a moment as text", str(part), _moment_hint(part))
    elif isinstance(part, str):
        yield from _of_text(way, part)
    elif isinstance(part, dict):
        for key in part:
            yield from _of_text(way, key)
        for key in getattr(part, "repeated", ()):
            found = f"the key {shown(key)} more than once"
            yield Finding("repeated-key", (*way, key), "every key once", found)


def _of_text(way: Way, text: str) -> Iterator[Finding]:
    if any("\ud800" <= character <= "\udfff" for character in text):
        yield Finding("lone-surrogate", way, "text whose characters are whole", shown(text))


def _exact_hint(text: str) -> str:
    plain = text.replace("_", "")
    if len(plain) > _LONGEST_DECIMAL or not plain.lstrip("+-").replace(".", "", 1).isdecimal():
        return 'Write a number that is no integer exactly, as text: "3/4".'
    exact = Fraction(plain)
    return f'Write it exactly, as text: "{rational_text(exact)}".'


def _moment_hint(moment: date | time) -> str:
    example = "2026-01-31T09:30:00Z"
    if isinstance(moment, datetime) and moment.tzinfo is not None:
        # In UTC there is no moment before the year 1.
        with contextlib.suppress(OverflowError):
            example = timestamp(moment)
    return f'Put it in quotation marks, in UTC: "{example}".'
