"""Cycles of wiser-than: values that people's verdicts order in a circle. Reported, never broken."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from commonweal.values._value_graph import ValueGraph

SHORTEST_POSSIBLE = 2
"""Two values, each held wiser than the other."""

_MOST_EDGES_TRIED = 2_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class ValueCycle:
    """Values of which each is reached from each other along wiser edges: a disagreement."""

    members: tuple[int, ...]
    """In ascending order."""
    example: tuple[int, ...]
    """One way round, from its lowest member on: each is held wiser than the one before it, and the
    first wiser than the last."""
    shortest: bool
    """Whether no way round is shorter. False only where there were too many edges to try."""


def find_cycles(graph: ValueGraph) -> tuple[ValueCycle, ...]:
    """Return every group of values that verdicts order in a circle, by lowest member.

    A group is a strong component of more than one value. Its edges order none of its members, here
    and in decisions; no edge is taken away to make an order, because whose votes to drop is not for
    software to say.

    Args:
        graph: the wiser-than edges of one context.

    Cost: linear in values and edges to find the groups. The example is the shortest way round found
    by going breadth-first from each member, and stops at two million edges tried in a group.
    """
    labels = graph.components()
    size = np.bincount(labels, minlength=1)
    inside = np.flatnonzero(size[labels] > 1) if graph.values else np.empty(0, dtype=np.int64)
    groups: dict[int, list[int]] = {}
    for value in inside.tolist():
        groups.setdefault(int(labels[value]), []).append(value)
    wiser = _wiser_within(graph, labels) if groups else {}
    return tuple(_cycle_of(members, wiser) for members in groups.values())


def _wiser_within(graph: ValueGraph, labels: NDArray[np.int32]) -> dict[int, list[int]]:
    sources, targets, _ = graph.edge_ends()
    kept = labels[sources] == labels[targets]
    wiser: dict[int, list[int]] = {}
    for source, target in zip(sources[kept].tolist(), targets[kept].tolist(), strict=True):
        wiser.setdefault(source, []).append(target)
    return {source: sorted(set(found)) for source, found in wiser.items()}


def _cycle_of(members: list[int], wiser: dict[int, list[int]]) -> ValueCycle:
    best: list[int] = []
    budget = _MOST_EDGES_TRIED
    shortest = True
    for start in members:
        if len(best) == SHORTEST_POSSIBLE:
            break
        if budget <= 0:
            shortest = False
            break
        found, tried = _shortest_through(start, wiser, below=len(best) or len(members) + 1)
        budget -= tried
        best = found or best
    lowest = best.index(min(best))
    return ValueCycle(
        members=tuple(members), example=tuple(best[lowest:] + best[:lowest]), shortest=shortest
    )


def _shortest_through(
    start: int, wiser: dict[int, list[int]], *, below: int
) -> tuple[list[int], int]:
    """Return the shortest way from ``start`` back to it with fewer than ``below`` values."""
    came_from = {start: start}
    depth = {start: 1}
    queue = deque([start])
    tried = 0
    while queue:
        value = queue.popleft()
        if depth[value] >= below:
            break
        for target in wiser[value]:
            tried += 1
            if target == start:
                path = [value]
                while path[-1] != start:
                    path.append(came_from[path[-1]])
                return path[::-1], tried
            if target not in came_from:
                came_from[target] = value
                depth[target] = depth[value] + 1
                queue.append(target)
    return [], tried
