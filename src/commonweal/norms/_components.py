"""Strongly connected components of a small directed graph."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence


def components(
    nodes: Sequence[str], successors: Mapping[str, Iterable[str]]
) -> tuple[tuple[str, ...], ...]:
    """Return the strongly connected components, each component after those that it leads to.

    R. Tarjan's algorithm (SIAM Journal on Computing 1, 1972) without recursion.

    Args:
        nodes: all nodes; every successor is among them.
        successors: for each node, the nodes that its edges lead to.

    Cost: O(nodes + edges).
    """
    search = _Search(successors)
    for node in nodes:
        if node not in search.number:
            search.run(node)
    return tuple(search.found)


class _Search:
    """The state of one depth-first search."""

    def __init__(self, successors: Mapping[str, Iterable[str]]) -> None:
        self.successors = successors
        self.number: dict[str, int] = {}
        self.lowest: dict[str, int] = {}
        self.open: dict[str, None] = {}
        self.found: list[tuple[str, ...]] = []

    def run(self, root: str) -> None:
        path = [(root, self._enter(root))]
        while path:
            node, rest = path[-1]
            child = next(rest, None)
            if child is None:
                path.pop()
                self._leave(node, path[-1][0] if path else None)
            elif child not in self.number:
                path.append((child, self._enter(child)))
            elif child in self.open:
                self.lowest[node] = min(self.lowest[node], self.number[child])

    def _enter(self, node: str) -> Iterator[str]:
        self.number[node] = self.lowest[node] = len(self.number)
        self.open[node] = None
        return iter(tuple(self.successors.get(node, ())))

    def _leave(self, node: str, parent: str | None) -> None:
        if self.lowest[node] == self.number[node]:
            members: list[str] = []
            while not members or members[-1] != node:
                members.append(self.open.popitem()[0])
            self.found.append(tuple(sorted(members)))
        if parent is not None:
            self.lowest[parent] = min(self.lowest[parent], self.lowest[node])
