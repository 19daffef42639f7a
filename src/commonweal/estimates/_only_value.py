"""Minority floors: which values count only because of one, and for whom they are the only value."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from commonweal.documents import Thresholds


@dataclass(frozen=True, slots=True, kw_only=True)
class FlooredValue:
    """A value that counts by a minority floor alone: too few people hold it otherwise."""

    card: str
    floors: tuple[tuple[str, str], ...]
    """Stratum and value of the groups whose floor it meets."""
    only: int | None
    """How many of its holders hold no other value that counts; None where that number, or the
    number of its other holders, is of somebody and of fewer than k people."""


def floored_values(
    holders: Mapping[str, Iterable[str]],
    strata: Mapping[str, Mapping[str, str]],
    *,
    thresholds: Thresholds,
) -> tuple[FlooredValue, ...]:
    """Return the values that count by a minority floor alone, and for whom each is the only one.

    A floor is there so that a small group's values are not outnumbered before anybody looks. It
    matters the most to people who would be left without any value that counts.

    Args:
        holders: for each value the pseudonyms of those who hold it.
        strata: for each pseudonym its value in each stratum.
        thresholds: how many holders are enough, the floors, and k.

    Cost: linear in the holdings.
    """
    floored: dict[str, tuple[tuple[str, str], ...]] = {}
    counting: dict[str, frozenset[str]] = {}
    for card, people in sorted(holders.items()):
        who = frozenset(people)
        met = _floors_met(who, strata, thresholds)
        if len(who) >= thresholds.min_holders or met:
            counting[card] = who
        if len(who) < thresholds.min_holders and met:
            floored[card] = met
    held = Counter(person for who in counting.values() for person in who)
    found = []
    for card, floors in floored.items():
        only = sum(held[person] == 1 for person in counting[card])
        sizes = (only, len(counting[card]) - only)
        safe = all(size == 0 or size >= thresholds.k for size in sizes)
        found.append(FlooredValue(card=card, floors=floors, only=only if safe else None))
    return tuple(found)


def _floors_met(
    people: frozenset[str], strata: Mapping[str, Mapping[str, str]], thresholds: Thresholds
) -> tuple[tuple[str, str], ...]:
    groups = Counter(group for person in people for group in strata.get(person, {}).items())
    return tuple(
        (floor.stratum, floor.value)
        for floor in thresholds.minority_floors
        if groups[floor.stratum, floor.value] >= floor.min_holders
    )
