"""How two options stand to one another by the values that count, whatever is still open.

Nothing is added up, across values or across people. A relation is concluded only if it holds in
every reading of what is not known, not asked or disputed.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from commonweal.decisions._considerations import NEUTRAL

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from commonweal.decisions._considerations import Direction
    from commonweal.decisions._standing_above import StandingAbove
    from commonweal.documents import Relation


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Comparison:
    """All that the relation of two options is concluded from."""

    readings: Mapping[str, frozenset[Direction]]
    """What each value that counts, or may, says of the two options in each of its readings."""
    above: StandingAbove
    """Which of these values stand above which."""
    certain: frozenset[str]
    """Those of these values that count for certain."""
    stakes_known: bool
    """Whether it is clear of each of them how much is at stake on it."""
    contested: Collection[tuple[str, str]]
    """The pairs of them (smaller id first) that people's verdicts leave contested or circular."""
    not_traded: Collection[tuple[str, str]] = ()
    """The pairs (smaller id first) that somebody with standing will not have traded."""


@dataclass(frozen=True, slots=True)
class OptionsRelation:
    """How the first option stands to the second, and the values that decide it."""

    relation: Relation
    decided_by: tuple[str, ...] = ()


def relate(comparison: Comparison) -> OptionsRelation:
    """Return how the first option stands to the second.

    For fixed readings and a fixed order of the values that tell the options apart, the first of
    these values decides. The order may be any that respects what certainly stands above what.
    *Better* and *worse* are what all readings and all such orders say, *equal* that in no reading
    any value tells them apart: these three are exact. *On a par* says that in every reading some
    orders favour either option: it is sound, and where it is missed the relation is undetermined.

    Cost: the square of the number of values.
    """
    for relation, favoured in _DIRECTED:
        deciders = _deciders(comparison, favoured)
        if deciders:
            return OptionsRelation(relation, deciders)
    readings = comparison.readings
    if comparison.certain and all(found == NEUTRAL for found in readings.values()):
        return OptionsRelation("equal")
    for pair in sorted(comparison.not_traded):
        if {readings.get(card) for card in pair} == {frozenset({"first"}), frozenset({"second"})}:
            return OptionsRelation("incomparable", pair)
    standing = [_stands(comparison, direction) for direction in ("first", "second")]
    if all(standing):
        return OptionsRelation("on_a_par", tuple(sorted(found[0] for found in standing)))
    return OptionsRelation("contested" if _only_contested(comparison) else "undetermined")


_DIRECTED: tuple[tuple[Relation, Direction], ...] = (("better", "first"), ("worse", "second"))


def _deciders(comparison: Comparison, favoured: Direction) -> tuple[str, ...]:
    """Return the values that decide for one option, none if in some reading another may."""
    opposite: Direction = "second" if favoured == "first" else "first"
    never_neutral = {card for card, found in comparison.readings.items() if "neutral" not in found}
    certain = comparison.above.certain
    if any(
        opposite in found and not never_neutral & certain[card]
        for card, found in comparison.readings.items()
    ):
        return ()
    return tuple(sorted(card for card in never_neutral if not never_neutral & certain[card]))


def _stands(comparison: Comparison, direction: Direction) -> list[str]:
    """Return the values that stand for one option in every reading, sorted."""
    readings, above = comparison.readings, comparison.above
    return sorted(
        card
        for card, found in readings.items()
        if found == {direction}
        and _all_neutral((*above.certain[card], *above.possible[card]), readings)
    )


def _all_neutral(cards: Iterable[str], readings: Mapping[str, frozenset[Direction]]) -> bool:
    return all(readings[card] == NEUTRAL for card in cards)


def _only_contested(comparison: Comparison) -> bool:
    """Return whether all that is open is how people order pairs of values that they contest."""
    readings = comparison.readings
    if not comparison.stakes_known or any(
        len(found) > 1 or card not in comparison.certain for card, found in readings.items()
    ):
        return False
    apart = sorted(card for card, found in readings.items() if found != NEUTRAL)
    open_pairs = {
        (lower, upper) if lower < upper else (upper, lower)
        for lower in apart
        for upper in comparison.above.possible[lower]
        if upper in apart
    }
    return bool(open_pairs) and open_pairs <= set(comparison.contested)
