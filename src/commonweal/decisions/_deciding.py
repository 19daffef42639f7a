"""Whose values decide: the standard of the role that the decider fills, or everybody's."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection

    from commonweal.decisions._target import PreparedTarget
    from commonweal.norms import SituatedFacts


@dataclass(frozen=True, slots=True)
class Deciding:
    """The values that decide for certain, and those that may."""

    certain: frozenset[str]
    possible: frozenset[str]
    by_role: bool
    """Whether a role that the decider certainly fills has a standard."""


def all_decide(cards: Collection[str]) -> Deciding:
    """Return that all of some values decide, and no others."""
    return Deciding(frozenset(cards), frozenset(cards), by_role=False)


def deciding_values(target: PreparedTarget, facts: SituatedFacts) -> Deciding:
    """Return which values decide for the situation's decider.

    In a role that has a standard, the cards of the standard decide and no others; in several such
    roles, the cards of all their standards; in none, all cards. Where it is unknown whether the
    decider fills such a role, the values decide for certain that do so either way.
    """
    filled: dict[str, list[frozenset[str]]] = {"holds": [], "unknown": [], "fails": []}
    for role, cards in target.standards.items():
        filled[facts.role(facts.decider, role).strict].append(cards)
    every, none = frozenset(target.values), frozenset[str]()
    if filled["holds"]:
        certain = none.union(*filled["holds"])
        return Deciding(certain, certain.union(*filled["unknown"]), by_role=True)
    return Deciding(every.intersection(*filled["unknown"]), every, by_role=False)
