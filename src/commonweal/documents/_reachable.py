"""What steps lead to, of things that are known by their names."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


def reachable(start: str, successors: Mapping[str, Iterable[str]]) -> frozenset[str]:
    """Return every node that at least one step leads to from ``start``.

    Args:
        start: where to begin; it is returned only if steps lead back to it.
        successors: for each node, the nodes that a step leads to.

    Cost: O(nodes + edges).
    """
    found: set[str] = set()
    waiting = list(successors.get(start, ()))
    while waiting:
        node = waiting.pop()
        if node not in found:
            found.add(node)
            waiting.extend(successors.get(node, ()))
    return frozenset(found)
