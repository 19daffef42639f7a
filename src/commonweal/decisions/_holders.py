"""By how many a value is held, or by nobody and what it then came from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from commonweal.documents import people

if TYPE_CHECKING:
    from commonweal.documents import PublishedValue

UNHELD = {
    "person": "a card without an owner",
    "import": "an imported card",
    "model": "a card that a model wrote",
    "synthetic": "a synthetic card",
}
"""What a value that nobody holds came from, by its origin."""


def held_by(value: PublishedValue, k: int) -> str:
    """Return that a value is held by so many people, or by nobody and what it came from.

    Args:
        value: the value.
        k: the fewest people that may be told apart.
    """
    told = holders(value, k)
    return told if value.holders == 0 else f"held by {told}"


def holders(value: PublishedValue, k: int) -> str:
    """Return how many hold a value, in the words of a list; see `held_by`."""
    if value.holders == 0:
        return f"held by nobody, {UNHELD[value.origin]}"
    return people(value.holders) if value.holders >= k else f"fewer than {people(k)}"
