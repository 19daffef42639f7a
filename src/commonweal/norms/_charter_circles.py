"""Circles of norms about one act, each of which prevails over the next, and so over itself.

Grounded labels leave every norm of a circle of defeats undecided (P. M. Dung, Artificial
Intelligence 77, 1995), so that the act is in dispute wherever all of them apply.
"""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING

from commonweal.norms._components import components

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

MOST_PATHS = 10_000
"""How many paths are looked at for circles among norms that prevail over one another."""


def circles(
    prevails_over: Mapping[str, Sequence[str]], together: Callable[[Sequence[str]], bool]
) -> Iterator[tuple[tuple[str, ...], bool]]:
    """Yield circles, each norm in as few as it can be, and whether the search was finished.

    A circle begins with its least norm, and each norm in it prevails over the next, the last one
    over the first. Of norms in several circles the shortest are told. Where the search is not
    finished, the norms among which a circle may be are told instead.

    Args:
        prevails_over: for each norm, those over which it prevails.
        together: whether norms can all apply at once.

    Cost: linear in the pairs, and up to `MOST_PATHS` paths where norms lead round at all.
    """
    for members in components(sorted(prevails_over), prevails_over):
        if len(members) > 1:
            yield from _within({*members}, prevails_over, together)


def _within(
    members: set[str],
    prevails_over: Mapping[str, Sequence[str]],
    together: Callable[[Sequence[str]], bool],
) -> Iterator[tuple[tuple[str, ...], bool]]:
    told: set[str] = set()
    room = MOST_PATHS
    for first in sorted(members):
        paths: deque[tuple[str, ...]] = deque([(first,)] if first not in told else ())
        while paths:
            path = paths.popleft()
            after = {*prevails_over.get(path[-1], ())} & members
            if first in after and together(path):
                told |= {*path}
                yield _from_least(path), True
                break
            longer = after - {*path}
            room -= len(longer)
            if room < 0:
                yield tuple(sorted(members - told)), False
                return
            paths.extend((*path, each) for each in sorted(longer))


def _from_least(circle: tuple[str, ...]) -> tuple[str, ...]:
    start = circle.index(min(circle))
    return (*circle[start:], *circle[:start])
