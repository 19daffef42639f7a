"""Strict partial orders given as pairs: what follows from them, and whether they are circular."""

from __future__ import annotations

from graphlib import CycleError, TopologicalSorter
from typing import TYPE_CHECKING, TypeVar

from commonweal.errors import InvalidDocument, Problem

if TYPE_CHECKING:
    from collections.abc import Collection, Hashable, Iterable

    T = TypeVar("T", bound=Hashable)


def closed(pairs: Iterable[tuple[T, T]], path: str) -> frozenset[tuple[T, T]]:
    """Return all pairs that follow from pairs of a higher thing and a lower one.

    Args:
        pairs: the higher thing first.
        path: where they stand, for the error.

    Raises:
        InvalidDocument: with code ``order-circle`` if something would be above itself.

    Cost: at most the product of things and pairs that follow.
    """
    lower: dict[T, set[T]] = {}
    for high, low in pairs:
        lower.setdefault(high, set()).add(low)
        lower.setdefault(low, set())
    try:
        upwards = list(TopologicalSorter(lower).static_order())
    except CycleError as error:
        circle = " > ".join(str(each) for each in reversed(error.args[1]))
        raise InvalidDocument(
            Problem("order-circle", path, "a strict order", f"a circle: {circle}")
        ) from None
    for thing in upwards:
        lower[thing].update(*(lower[below] for below in lower[thing]))
    return frozenset((high, low) for high, below in lower.items() for low in below)


def total_order(pairs: Collection[tuple[str, str]], things: Iterable[str]) -> tuple[str, ...]:
    """Return all things, the highest first, in an order that respects the pairs.

    Of things that may come next the first by name does, so that the same pairs give the same order.

    Args:
        pairs: the higher thing first; they run in no circle.
        things: what is ordered.
    """
    above = {thing: {high for high, low in pairs if low == thing} for thing in sorted(things)}
    order: list[str] = []
    while above:
        first = next(thing for thing, over in above.items() if not over & above.keys())
        order.append(first)
        del above[first]
    return tuple(order)
