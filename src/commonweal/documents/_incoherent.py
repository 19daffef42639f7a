"""Fields of one document that contradict one another: what they should be, and what they say."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

MOST_NAMES = 5
"""How many names a problem tells before it says how many more there are."""


class Incoherent(ValueError):
    """What a document's own check raises; Pydantic hands it on, and readers make findings of it.

    Args:
        contradictions: of each, what was expected, what was found instead, and perhaps what to do.
    """

    def __init__(self, *contradictions: tuple[str, str] | tuple[str, str, str]) -> None:
        self.contradictions = contradictions
        super().__init__("; ".join(contradiction[0] for contradiction in contradictions))


def named_twice(names: Sequence[str]) -> str:
    """Return which names stand there more than once, as a problem tells it."""
    counts = Counter(names)
    return f"{names_listed([name for name in counts if counts[name] > 1])} more than once"


def names_listed(names: Sequence[str]) -> str:
    """Return names as a problem tells them: no more than it takes to see what is there."""
    more = f" and {len(names) - MOST_NAMES} more" if len(names) > MOST_NAMES else ""
    return ", ".join(map(repr, names[:MOST_NAMES])) + more
