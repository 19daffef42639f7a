"""What the commands about norms say alike: statuses, values of facts, and what is left out."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

STATUS = {"permitted": "permitted", "in_dispute": "in dispute", "forbidden": "forbidden"}
"""What is said of an option's status under the norms."""


def value_words(value: object) -> str:
    """Return a fact's value as people write it."""
    return str(value).lower() if isinstance(value, bool) else str(value)


def left_out(number: int, shown: int, *, things: str = "", indent: str = "") -> Iterator[str]:
    """Yield how many are not shown, if any are not, and where to find them.

    Args:
        number: how many there are.
        shown: how many are shown at most.
        things: what they are, if that has to be said.
        indent: what stands in front.
    """
    if number > shown:
        more = f"{number - shown} more{f' {things}' if things else ''}"
        yield f"{indent}and {more}; all of them with --json"
