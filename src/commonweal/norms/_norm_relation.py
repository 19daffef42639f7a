"""Comparing options by the norms they break: inclusion, level by level, the highest first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from commonweal.documents import Level, NormRelation
from commonweal.norms._index import LEVEL_RANK

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class BrokenNorms:
    """The norms an option breaks for certain, and those it breaks or does not: none is in both."""

    certain: frozenset[str]
    maybe: frozenset[str]


def norm_relation(
    first: BrokenNorms, second: BrokenNorms, levels: Mapping[str, Level]
) -> NormRelation:
    """Return how the first option stands to the second by the norms that they break.

    At the highest level where the two sets of broken norms differ, the option whose set is a proper
    subset of the other's is better; sets that are not included in one another make the options
    incomparable. What is undecided is read both ways, for each option and each norm apart, and a
    relation is returned only if it is the same under all readings.

    Args:
        first: what the first option breaks.
        second: what the second breaks.
        levels: the level of every norm that is named in them.

    Cost: linear in the norms named. The conditions below are exact: a reading can be put together
    norm by norm and level by level, because none constrains another.
    """
    possible: set[NormRelation] = set()
    for level in sorted(LEVEL_RANK, key=LEVEL_RANK.__getitem__, reverse=True):
        found, can_equal = _at_level(
            _of_level(first, levels, level), _of_level(second, levels, level)
        )
        possible |= found
        if not can_equal:
            break
    else:
        possible.add("equal")
    return possible.pop() if len(possible) == 1 else "undetermined"


def _at_level(first: BrokenNorms, second: BrokenNorms) -> tuple[set[NormRelation], bool]:
    """Return the strict relations that readings give at one level, and whether one gives none."""
    first_may, second_may = first.certain | first.maybe, second.certain | second.maybe
    only_first = first.certain - second_may
    only_second = second.certain - first_may
    first_can_lack = second_may - first.certain
    second_can_lack = first_may - second.certain
    found: set[NormRelation] = set()
    if not only_first and first_can_lack:
        found.add("better")
    if not only_second and second_can_lack:
        found.add("worse")
    if first_can_lack and second_can_lack and len(first_can_lack | second_can_lack) > 1:
        found.add("incomparable")
    return found, not only_first and not only_second


def _of_level(found: BrokenNorms, levels: Mapping[str, Level], level: Level) -> BrokenNorms:
    return BrokenNorms(
        frozenset(norm for norm in found.certain if levels[norm] == level),
        frozenset(norm for norm in found.maybe if levels[norm] == level),
    )
