"""Texts on a screen: wrapped to its width, and cut after a clause where they are too long."""

from __future__ import annotations

import re
import shutil
import textwrap
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

WIDEST, NARROWEST = 100, 40
"""How many columns are used at most, also where nobody says how many there are; and at least."""

CUT = " …"


def width() -> int:
    """Return how many columns lines may have: as many as the terminal, within limits."""
    return max(NARROWEST, min(WIDEST, shutil.get_terminal_size((WIDEST, 24)).columns))


def wrapped(text: str, *, indent: str = "") -> list[str]:
    """Return a text on as many lines as it needs."""
    lines = textwrap.wrap(
        text,
        width(),
        initial_indent=indent,
        subsequent_indent=f"{indent}  ",
        break_on_hyphens=False,
    )
    return lines or [indent]


def fitting(text: str, *, lines: int = 1, indent: str = "  ") -> list[str]:
    """Return a text on few lines; one that needs more ends after a clause, and with " …".

    Args:
        text: the text.
        lines: how many lines it may have on the widest screen; on others, as many more.
        indent: what stands in front of the first line.
    """
    lines = -(-lines * WIDEST // width())
    whole = wrapped(text, indent=indent)
    if len(whole) <= lines:
        return whole
    room = lines * (width() - len(indent))
    for end in reversed([found.end() for found in re.finditer(r"[.;:,](?= )", text[:room])]):
        shorter = wrapped(text[:end] + CUT, indent=indent)
        if len(shorter) <= lines and end > room / 2:
            return shorter
    return textwrap.wrap(
        text,
        width(),
        initial_indent=indent,
        subsequent_indent=f"{indent}  ",
        max_lines=lines,
        placeholder=CUT,
        break_on_hyphens=False,
    )


def cut(text: str, length: int) -> str:
    """Return the beginning of a text that is longer than so many letters, with "…" at its end."""
    return text if len(text) <= length else f"{text[: length - 1].rstrip()}…"


def as_many(words: Sequence[str], room: int) -> str:
    """Return as many words as there is room for, one at least, and how many more there are."""
    shown = list(words)
    while len(shown) > 1 and len(_with_rest(shown, len(words))) > room:
        shown.pop()
    return _with_rest(shown, len(words))


def _with_rest(shown: Sequence[str], number: int) -> str:
    rest = number - len(shown)
    return ", ".join(shown) + (f" and {rest} more" if rest else "")
