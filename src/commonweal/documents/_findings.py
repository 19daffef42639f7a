"""What is wrong with a document, by the way into it; a place in a file is put in front later."""

from __future__ import annotations

import difflib
import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

from commonweal.errors import Problem

if TYPE_CHECKING:
    from collections.abc import Iterable

Way: TypeAlias = "tuple[str | int, ...]"
"""The keys and positions that lead from the top of a document to a part of it."""

_LONGEST_SHOWN = 80
_MOST_NAMED = 20
_LONGEST_WAY = 16
_OTHER_WORDS = {
    "permitted": "allowed lawful legal may permissible permission",
    "forbidden": "ban banned disallowed illegal impermissible may-not must-not not-allowed"
    " not-permitted prohibited prohibition unlawful unpermitted",
    "obliged": "compulsory duty mandatory must obligated obligation obligatory required",
}
"""What a norm says, and a status, in other words: they say it, however they are spelled."""

_SAME = {word: meant for meant, words in _OTHER_WORDS.items() for word in words.split()}
_PLAIN_KEY = re.compile(r"[A-Za-z0-9_-]{1,80}")


@dataclass(frozen=True, slots=True)
class Finding:
    """A problem whose place is known only within its document."""

    code: str
    way: Way
    expected: str
    found: str
    hint: str = ""

    def problem(self, place: str = "") -> Problem:
        """Return the problem, with ``place`` (a file and its line) in front of the way."""
        path = f"{place} {way_text(self.way)}".strip()
        return Problem(self.code, path, self.expected, self.found, self.hint)


def way_text(way: Way) -> str:
    """Return the way as people read it: ``exceptions[0].when.fact``."""
    parts = [_step_text(part) for part in way]
    if len(parts) > _LONGEST_WAY:
        parts[_LONGEST_WAY // 2 : -_LONGEST_WAY // 2] = ["…"]
    return "".join(parts).removeprefix(".")


def _step_text(part: str | int) -> str:
    if isinstance(part, int):
        return f"[{part}]"
    return f".{part}" if _PLAIN_KEY.fullmatch(part) else f"[{shown(part)}]"


def shown(value: Any) -> str:
    """Return ``value`` as JSON on one line, or else as Python shows it, shortened if it is long."""
    try:
        text = json.dumps(value, ensure_ascii=False, default=str)
    except (TypeError, ValueError):
        # It has keys that JSON has not, or contains itself.
        text = " ".join(repr(value).split())
    text = text.encode("utf-8", "backslashreplace").decode()
    return text if len(text) <= _LONGEST_SHOWN else text[: _LONGEST_SHOWN - 1] + "…"


def one_of(names: Iterable[str], *, some: str = "") -> str:
    """Return what an error says was expected where one of these names was: "one of a, b, c".

    Args:
        names: what could be named, in the order in which it is said; of many only the first.
        some: of what they are, as in "one of its options: a, b".
    """
    known = list(names)
    if not known:
        return f"one of {some}, of which there is none" if some else "a name, and there is none"
    more = f" and {len(known) - _MOST_NAMED:,} more" if len(known) > _MOST_NAMED else ""
    listed = ", ".join(known[:_MOST_NAMED])
    return f"one of {some}: {listed}{more}" if some else f"one of {listed}{more}"


def did_you_mean(word: object, known: Iterable[str], *, most: int = 1) -> str:
    """Return a hint that names what is spelled nearly so, or nothing.

    Another word for what a norm says, "prohibited" say, means that, and never its opposite, even
    where that is spelled more nearly so.

    Args:
        word: what was said.
        known: what could have been meant.
        most: how many are named.
    """
    said, there = str(word)[:_LONGEST_SHOWN], list(known)
    if (meant := _SAME.get(re.sub(r"[ _]", "-", said.lower()))) is not None:
        if meant in there:
            return f"Did you mean {meant!r}?"
        there = [name for name in there if name not in _OTHER_WORDS]
    close = difflib.get_close_matches(said, there, n=most)
    return f"Did you mean {' or '.join(map(repr, close))}?" if close else ""
