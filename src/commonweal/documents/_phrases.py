"""Numbers and lists as they are read in a sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


def counted(count: int, one: str, more: str | None = None) -> str:
    """Return a number with its noun.

    Args:
        count: the number.
        one: the noun for one.
        more: the noun for several, where it is not the same with an s.
    """
    return f"{count:,} {one if count == 1 else more or one + 's'}"


def people(count: int) -> str:
    """Return a number of people in words."""
    return counted(count, "person", "people")


def listed(words: Sequence[str]) -> str:
    """Return words as a list that is read: "a, b and c"."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} and {words[-1]}"
