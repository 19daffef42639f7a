"""Circles of norms about one act, each of which prevails over the next, and so over itself.

Grounded labels leave every norm of a circle of defeats undecided (P. M. Dung, Artificial
Intelligence 77, 1995), so that the act is in dispute wherever all of them apply.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from commonweal.norms._components import components

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from commonweal.documents import KnownWorld
    from commonweal.norms._possible_world import Possible

    Together = Callable[[Sequence[str]], Possible]

MOST_PAIRS = 4_000_000
"""How many pairs are looked at for shortest ways round among norms that lead to one another."""
MOST_ON_PATHS = 50_000
"""How many norms are looked at there on paths, each path by itself, where those cannot be."""


@dataclass(frozen=True, slots=True)
class DefeatCircle:
    """Norms that prevail each over the next, the last one over the first, or that may do so."""

    norms: tuple[str, ...]
    """The least first. Where a search was not finished, the norms among which circles may be."""
    answer: Literal["yes", "undecided"]
    """``undecided`` where the search was given up, or it is not known that all apply at once."""
    world: KnownWorld | None = None
    """One in which all of them apply, for ``yes``."""


def circles(
    prevails_over: Mapping[str, Iterable[str]], together: Together
) -> Iterator[DefeatCircle]:
    """Yield circles, so that every norm that is in one is told of, by a shortest one of its own.

    Args:
        prevails_over: for each norm, those over which it prevails.
        together: whether norms can all apply at once.

    Cost: for each circle that is told, at most the pairs among the norms that lead round; where the
    shortest way is one that cannot be, all paths. After `MOST_PAIRS` or `MOST_ON_PATHS` the norms
    that may still be in a circle are told as undecided.
    """
    for members in components(sorted(prevails_over), prevails_over):
        if len(members) > 1:
            beyond = {name: frozenset(prevails_over[name]) for name in members}
            yield from _Search(beyond, together).found(members)


class _Search:
    """The search within one strongly connected component."""

    def __init__(self, beyond: Mapping[str, frozenset[str]], together: Together) -> None:
        self._beyond, self._together = beyond, together
        self._behind: dict[str, list[str]] = {name: [] for name in beyond}
        """For each norm, those that prevail over it."""
        for name, losers in beyond.items():
            for loser in losers & beyond.keys():
                self._behind[loser].append(name)
        self._left = {*beyond}
        """The norms that can still be in a circle."""
        self._pairs, self._on_paths = MOST_PAIRS, MOST_ON_PATHS
        """How many may still be looked at."""

    def found(self, members: Sequence[str]) -> Iterator[DefeatCircle]:
        """Yield a circle for each member that is in one and was not told of before."""
        told: set[str] = set()
        uncertain: set[tuple[str, ...]] = set()
        for first in members:
            if first in told:
                continue
            circle = self._through(first)
            if min(self._pairs, self._on_paths) < 0:
                yield DefeatCircle(tuple(sorted(self._left - told)), "undecided")
                return
            if circle is None:
                self._left.discard(first)
            elif circle.answer == "yes":
                told |= {*circle.norms}
                yield circle
            elif circle.norms not in uncertain:
                # Its norms may be in others that are certain.
                uncertain.add(circle.norms)
                yield circle

    def _through(self, first: str) -> DefeatCircle | None:
        """Return a shortest circle through a norm, one that is certain if there is any."""
        nearest = self._shortest(first)
        if nearest is None:
            return None
        circle = self._told(nearest)
        return circle if circle is not None and circle.answer == "yes" else self._any_path(first)

    def _shortest(self, first: str) -> tuple[str, ...] | None:
        """Return the shortest way round from a norm, whether or not all on it apply at once."""
        closing = self._left.intersection(self._behind[first])
        unseen, before = self._left - {first}, {first: first}
        size = len(unseen)
        waiting = deque([first])
        while waiting and unseen and self._pairs >= 0:
            name = waiting.popleft()
            self._pairs -= 1 + min(len(unseen), len(self._beyond[name]))
            after = sorted(unseen & self._beyond[name])
            before.update(dict.fromkeys(after, name))
            if (last := next((each for each in after if each in closing), None)) is not None:
                return _way_to(last, before)
            waiting += after
            unseen.difference_update(after)
            if 2 * len(unseen) < size:
                # A set from which much was taken is as slow to go through as it was.
                unseen, size = {*unseen}, len(unseen)
        return None

    def _any_path(self, first: str) -> DefeatCircle | None:
        """Return the first of all ways round, the shorter before the longer, that can be."""
        uncertain: DefeatCircle | None = None
        paths: deque[tuple[str, ...]] = deque([(first,)])
        while paths:
            path = paths.popleft()
            after = self._left & self._beyond[path[-1]]
            if first in after and (circle := self._told(path)) is not None:
                if circle.answer == "yes":
                    return circle
                uncertain = uncertain or circle
            longer = after.difference(path)
            self._on_paths -= len(longer) * (len(path) + 1)
            if self._on_paths < 0:
                return None
            paths.extend((*path, each) for each in sorted(longer))
        return uncertain

    def _told(self, path: Sequence[str]) -> DefeatCircle | None:
        """Return the circle that a path closes, unless its norms never all apply."""
        found = self._together(path)
        if found.answer == "no":
            return None
        start = path.index(min(path))
        return DefeatCircle((*path[start:], *path[:start]), found.answer, found.world)


def _way_to(last: str, before: Mapping[str, str]) -> tuple[str, ...]:
    """Return the way to a norm from the one that comes before itself."""
    way = [last]
    while (earlier := before[way[-1]]) != way[-1]:
        way.append(earlier)
    return tuple(reversed(way))
