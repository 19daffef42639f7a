"""Whose word can permit: bodies that are known, and that are not on the decider's own side."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from commonweal.documents import Institution, Situation


class Bodies:
    """The declared institutions, and which of them belong together.

    Institutions belong together when a chain of ``part_of`` leads from one to the other, whichever
    way each step goes: what a firm owns speaks for it, and so does who owns the firm.

    Args:
        institutions: the declared institutions.
    """

    def __init__(self, institutions: Iterable[Institution]) -> None:
        self._names: set[str] = set()
        self._linked: dict[str, set[str]] = {}
        for body in institutions:
            self._names.add(body.name)
            if body.part_of is not None:
                self._linked.setdefault(body.name, set()).add(body.part_of)
                self._linked.setdefault(body.part_of, set()).add(body.name)

    def heard(self, situation: Situation) -> frozenset[str]:
        """Return those whose word can permit something in a situation.

        They are its parties and the institutions, without the decider's own side: the decider, its
        principal, the parties inside, and whoever belongs together with one of these. Who is
        neither a party nor an institution is nobody that could be asked, and permits nothing.
        """
        parties = {party.name for party in situation.parties}
        own = {party.name for party in situation.parties if party.inside}
        own |= {situation.decider, situation.principal or situation.decider}
        return frozenset((parties | self._names) - self.together(own))

    def together(self, names: Iterable[str]) -> frozenset[str]:
        """Return some names and whoever belongs together with one of them."""
        found = set(names)
        waiting = list(found)
        while waiting:
            for other in self._linked.get(waiting.pop(), set()) - found:
                found.add(other)
                waiting.append(other)
        return frozenset(found)
