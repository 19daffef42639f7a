"""Greatest sets of things that go together: the maximal cliques of a graph of compatibility."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence


def compatible_sets(
    things: Sequence[str], compatible: Callable[[str, str], bool], *, most: int
) -> tuple[tuple[tuple[str, ...], ...], bool]:
    """Return the greatest sets of things of which every two go together.

    C. Bron and J. Kerbosch, Algorithm 457, Communications of the ACM 16 (1973), with the pivot of
    E. Tomita and others (2006), without recursion.

    Args:
        things: what there is; each set has them in this order.
        compatible: whether two of them go together.
        most: how many sets are looked for.

    Returns:
        The sets, and whether these are all.

    Cost: at most in the order of 3^(n/3) sets of n things, and no more than ``most``.
    """
    place = {thing: number for number, thing in enumerate(things)}
    beside = {
        one: {other for other in things if other != one and compatible(one, other)}
        for one in things
    }
    found = [
        tuple(sorted(each, key=place.__getitem__))
        for each in islice(_cliques(things, beside), most + 1)
    ]
    return tuple(sorted(found[:most], key=lambda each: [*map(place.__getitem__, each)])), (
        len(found) <= most
    )


def _cliques(things: Sequence[str], beside: dict[str, set[str]]) -> Iterator[frozenset[str]]:
    waiting: list[tuple[frozenset[str], set[str], set[str]]] = [(frozenset(), {*things}, set())]
    while waiting:
        chosen, may, tried = waiting.pop()
        if not may:
            if not tried and chosen:
                yield chosen
            continue
        pivot = max(sorted(may | tried), key=lambda each: len(may & beside[each]))
        for each in sorted(may - beside[pivot]):
            waiting.append((chosen | {each}, may & beside[each], tried & beside[each]))
            may = may - {each}
            tried = tried | {each}
