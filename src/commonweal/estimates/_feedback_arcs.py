"""The edges that lose the fewest votes when they are taken away so that no circle is left."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

Edge = tuple[int, int]
"""A value and the one that is held wiser, numbered from 0."""

EXACT_UP_TO = 16
"""In groups of so many values the fewest votes are found by trying all orders at once."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedbackArcs:
    """Edges whose removal leaves no circle."""

    edges: tuple[Edge, ...]
    votes: int
    """How many votes they carry together."""
    at_least: int
    """No set of edges that leaves no circle carries fewer votes than this."""
    only: bool | None
    """Whether no other set carries as few; None where that was not worked out."""


def fewest_votes(weights: Mapping[Edge, int], *, exact_up_to: int = EXACT_UP_TO) -> FeedbackArcs:
    """Return edges that leave no circle when taken away, and lose as few votes as can be shown.

    Args:
        weights: the votes behind each edge of one strong component, positive.
        exact_up_to: in larger groups of values an approximation is taken, with a bound.

    Source: the dynamic programme over sets of R. Bellman and of M. Held and R. Karp (1962), for
    orders with the fewest votes against; beyond it the local-ratio algorithm of C. Demetrescu and
    I. Finocchi, Information Processing Letters 86 (2003), 129-136, whose result carries at most as
    many times the fewest votes as the longest circle has edges. What it takes away on the way
    bounds the fewest votes from below.
    Cost: exact, 2**n · n for n values; else edges times circles.
    """
    values = sorted({value for edge in weights for value in edge})
    code = {value: number for number, value in enumerate(values)}
    local = {(code[source], code[wiser]): votes for (source, wiser), votes in weights.items()}
    if len(values) <= exact_up_to:
        found = _exact(local, len(values))
        cost = sum(local[edge] for edge in found)
        only = all(_cost_keeping(local, len(values), edge) > cost for edge in found)
        at_least = cost
    else:
        found, at_least = _local_ratio(local, len(values))
        cost, only = sum(local[edge] for edge in found), None
    return FeedbackArcs(
        edges=tuple(sorted((values[source], values[wiser]) for source, wiser in found)),
        votes=cost,
        at_least=at_least,
        only=only,
    )


def _exact(weights: Mapping[Edge, int], values: int) -> list[Edge]:
    """Return the edges that lead down in an order, least wise first, with the fewest such votes."""
    _, last = _best_orders(weights, values)
    remaining = (1 << values) - 1
    place = [0] * values
    for position in range(values - 1, -1, -1):
        wisest = int(last[remaining])
        place[wisest] = position
        remaining ^= 1 << wisest
    return [edge for edge in weights if place[edge[0]] > place[edge[1]]]


def _cost_keeping(weights: Mapping[Edge, int], values: int, kept: Edge) -> int:
    """Return the fewest votes lost if one edge may not be taken away."""
    dear = {**weights, kept: sum(weights.values()) + 1}
    cost, _ = _best_orders(dear, values)
    return cost


def _best_orders(
    weights: Mapping[Edge, int], values: int
) -> tuple[int, np.ndarray[tuple[int], np.dtype[np.int8]]]:
    """Return the votes of the best order, and of each set of values which stands last in its best.

    A set is a number with one bit for each value. Put last in a set, a value loses the edges that
    lead from it to the others of the set.
    """
    sets = np.arange(1 << values)
    lost = np.zeros((values, 1 << values), dtype=np.int64)
    for (source, wiser), votes in weights.items():
        lost[source] += np.where(sets >> wiser & 1, votes, 0)
    cost = np.zeros(1 << values, dtype=np.int64)
    last = np.zeros(1 << values, dtype=np.int8)
    by_size = np.bitwise_count(sets)
    for size in range(1, values + 1):
        these = sets[by_size == size]
        best = np.full(len(these), np.iinfo(np.int64).max)
        for value in range(values):
            inside = np.flatnonzero(these >> value & 1)
            rest = these[inside] ^ (1 << value)
            total = cost[rest] + lost[value, rest]
            better = total < best[inside]
            best[inside[better]] = total[better]
            last[these[inside[better]]] = value
        cost[these] = best
    return int(cost[-1]), last


def _local_ratio(weights: Mapping[Edge, int], values: int) -> tuple[list[Edge], int]:
    left = dict(weights)
    taken: list[Edge] = []
    bound = 0
    while circle := _a_circle(left, values):
        least = min(left[edge] for edge in circle)
        bound += least
        for edge in circle:
            left[edge] -= least
            if not left[edge]:
                del left[edge]
                taken.append(edge)
    # What was taken too soon goes back, the edges with most votes first.
    for edge in sorted(taken, key=lambda edge: (-weights[edge], edge)):
        if not _leads(left, edge[1], edge[0]):
            left[edge] = weights[edge]
    return [edge for edge in weights if edge not in left], bound


def _a_circle(edges: Iterable[Edge], values: int) -> list[Edge]:
    """Return a shortest circle through some value that has one; none where there is none."""
    wiser = _wiser(edges)
    state = _on_circles(wiser, values)
    for start in state:
        came: dict[int, int] = {}
        queue = deque([start])
        while queue:
            value = queue.popleft()
            for target in wiser.get(value, ()):
                if target == start:
                    path = [(value, start)]
                    while value != start:
                        path.append((came[value], value))
                        value = came[value]
                    return path
                if target not in came:
                    came[target] = value
                    queue.append(target)
    return []


def _on_circles(wiser: Mapping[int, list[int]], values: int) -> list[int]:
    """Return what is left when values with no edge coming in are taken off, again and again."""
    incoming = [0] * values
    for targets in wiser.values():
        for target in targets:
            incoming[target] += 1
    free = deque(value for value in range(values) if not incoming[value])
    while free:
        value = free.popleft()
        incoming[value] = -1
        for target in wiser.get(value, ()):
            incoming[target] -= 1
            if not incoming[target]:
                free.append(target)
    return [value for value in range(values) if incoming[value] > 0]


def _leads(edges: Iterable[Edge], start: int, end: int) -> bool:
    wiser = _wiser(edges)
    seen, queue = {start}, deque([start])
    while queue:
        value = queue.popleft()
        if value == end:
            return True
        for target in wiser.get(value, ()):
            if target not in seen:
                seen.add(target)
                queue.append(target)
    return False


def _wiser(edges: Iterable[Edge]) -> dict[int, list[int]]:
    found: dict[int, list[int]] = {}
    for source, target in edges:
        found.setdefault(source, []).append(target)
    return found
