"""In which order acts are judged where norms apply only upon the breach of others.

Contrary-to-duty norms say what is due once a duty is broken (R. M. Chisholm, Contrary-to-Duty
Imperatives and Deontic Logic, Analysis 24, 1963). Whether one applies hangs on the labels of the
norm that it follows, so that this one's acts are judged first; hence it is about another action.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from commonweal.norms._components import components

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from commonweal.norms._index import IndexedNorm


def breach_ranks(norms: Mapping[str, IndexedNorm]) -> dict[str, int]:
    """Return the places of actions in the order in which they are judged.

    They are those of norms upon a breach, and of the norms that these follow; every other action
    has the place 0. Where breaches lead round in a circle there is no order: see `breach_circles`.

    Args:
        norms: all norms by name.

    Cost: linear in the norms.
    """
    before = _before(norms)
    ranks: dict[str, int] = {}
    # Strong components come before those that lead to them.
    for circle in components(sorted(before), before):
        for action in circle:
            earlier = [ranks.get(each, 0) for each in before.get(action, ())]
            ranks[action] = 1 + max(earlier) if earlier else 0
    return ranks


def breach_circles(norms: Mapping[str, IndexedNorm]) -> tuple[tuple[str, ...], ...]:
    """Return the norms that lead round from action to action by breaches, circle by circle.

    By name, those about an action of the circle that follow a norm about an action of it: more than
    one may lead from one action to the next.

    Args:
        norms: all norms by name.

    Cost: linear in the norms.
    """
    before = _before(norms)
    of_circle = {
        action: place
        for place, circle in enumerate(components(sorted(before), before))
        if len(circle) > 1 or circle[0] in before.get(circle[0], ())
        for action in circle
    }
    found: dict[int, list[str]] = {}
    for name, norm in sorted(norms.items()):
        place = of_circle.get(norm.action)
        followed = norms.get(norm.upon) if norm.upon is not None else None
        if place is not None and followed and of_circle.get(followed.action) == place:
            found.setdefault(place, []).append(name)
    return tuple(map(tuple, found.values()))


def circle_words(circle: Sequence[str], norms: Mapping[str, IndexedNorm]) -> str:
    """Return the norms of a circle, their actions, and what each follows, in words."""
    return " and ".join(
        f"{name!r} (about {norms[name].action!r}) upon the breach of {norms[name].upon!r}"
        f" (about {norms[norms[name].upon or ''].action!r})"
        for name in circle
    )


def _before(norms: Mapping[str, IndexedNorm]) -> dict[str, list[str]]:
    """Return the actions that have to be judged before those of norms upon a breach."""
    found: dict[str, list[str]] = {}
    for norm in norms.values():
        if norm.upon is not None and norm.upon in norms:
            found.setdefault(norm.action, []).append(norms[norm.upon].action)
    return found
