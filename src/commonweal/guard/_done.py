"""What the agent did by calls that came back, as the guard saw: by it obligations are done."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections import defaultdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from commonweal.documents import GuardedCall


class DoneActs:
    """The moments at which acts were done that obligations are about, and omissions noted.

    Args:
        actions: the actions that some obligation is about; nothing is kept of others.
    """

    def __init__(self, actions: Collection[str]) -> None:
        self._actions = frozenset(actions)
        self._moments: dict[tuple[str, str | None], list[str]] = defaultdict(list)
        self._omitted: set[tuple[str, str | None]] = set()

    def note(self, intent: GuardedCall, at: str) -> None:
        """Take in that what was let through came back at a moment."""
        if intent.action in self._actions:
            assert intent.action is not None
            insort(self._moments[intent.action, intent.toward], at)

    @property
    def anything(self) -> bool:
        """Whether anything was done that an obligation is about."""
        return bool(self._moments)

    def between(self, since: str, at: str) -> Iterator[tuple[str, str | None]]:
        """Yield what was done, and toward whom, from a moment to another, both included."""
        for act, moments in sorted(self._moments.items(), key=lambda kept: str(kept[0])):
            place = bisect_left(moments, since)
            if place < len(moments) and moments[place] <= at:
                yield act

    def omitted(self, norm: str, deadline: str | None) -> bool:
        """Return whether it was noted that an obligation was let pass."""
        return (norm, deadline) in self._omitted

    def note_omission(self, norm: str, deadline: str | None) -> None:
        """Take in that an obligation was let pass."""
        self._omitted.add((norm, deadline))


def came_back(record: GuardedCall, guard: str) -> bool:
    """Return whether a record says that a call came back, and by the guard's own word.

    What only the agent, or anybody else, says was done discharges no obligation.
    """
    return record.stage == "outcome" and record.ended == "returned" and record.by == guard
