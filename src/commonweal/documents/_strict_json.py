"""JSON text read strictly: no key twice, no floating-point number, nothing that is not Unicode."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import Any

from commonweal.documents._findings import Finding, shown
from commonweal.documents._irregular import InexactNumber, RepeatedKeys, irregularities

MOST_LEVELS = 200
"""How deep objects and lists may stand inside one another."""

_SURROGATE = re.compile(r"\\u[dD][89a-fA-F]")


@dataclass(frozen=True, slots=True)
class ReadJson:
    """What a JSON text holds, and all that is wrong with it."""

    value: Any
    findings: tuple[Finding, ...] = ()
    line: int | None = None
    """Of a text that is no JSON: the line where it stops being any."""


class StrictJson:
    """A reader of JSON texts; to make one is the dear part, so one serves a whole file."""

    def __init__(self) -> None:
        self._irregular = False
        self._decoder = json.JSONDecoder(
            object_pairs_hook=self._object,
            parse_float=self._inexact,
            parse_constant=self._inexact,
        )

    def read(self, text: str) -> ReadJson:
        """Return the value of ``text`` with what is wrong with it; cost: linear in its length."""
        self._irregular = False
        try:
            value = self._decoder.decode(text)
        except json.JSONDecodeError as error:
            found = shown(text[error.pos : error.pos + 40]) if error.pos < len(text) else "the end"
            expected = f"JSON ({error.msg}, column {error.colno})"
            finding = Finding("json-syntax", (), expected, found)
            return ReadJson(None, (finding,), error.lineno)
        except RecursionError:
            return ReadJson(None, (too_many_levels(),), 1)
        except ValueError:
            finding = Finding("out-of-range", (), "integers within ±(2**53 - 1)", "a huge one")
            return ReadJson(None, (finding,), 1)
        if self._irregular or _SURROGATE.search(text):
            return ReadJson(value, irregularities(value))
        return ReadJson(value)

    def _object(self, pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        value = dict(pairs)
        if len(value) == len(pairs):
            return value
        self._irregular = True
        return RepeatedKeys(pairs)

    def _inexact(self, text: str) -> InexactNumber:
        self._irregular = True
        return InexactNumber(text)


def too_many_levels(language: str = "JSON") -> Finding:
    """Return the finding on a text that is nested too deeply."""
    hint = "Nothing that this program writes is nested so deep: look for a bracket too many."
    expected = f"{language} of at most {MOST_LEVELS} levels"
    return Finding("too-deep", (), expected, "more of them", hint)
