"""What appraisers say of options and values: which placings count, their readings, the stakes."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

from commonweal.decisions._target import STAKES

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from commonweal.decisions._counting import CountedValue, PolicyStatus
    from commonweal.documents import PublishedPlacing, Stake

Direction: TypeAlias = Literal["first", "second", "neutral"]

DIRECTIONS: tuple[Direction, ...] = ("first", "second", "neutral")
"""What a value may say of two options: for the first, for the second, or neither."""

ANY_DIRECTION = frozenset(DIRECTIONS)
NEUTRAL: frozenset[Direction] = frozenset({"neutral"})


@dataclass(frozen=True, slots=True)
class _UsablePlacing:
    tiers: Mapping[str, int]
    """The tier of each option that it places, the best being 0."""
    stake: Stake
    rests_on: tuple[int, ...]


class Considerations:
    """The placings that count for each value.

    Owners of a card come first; where none of them placed the options, declared appraisers count,
    and models that the study lets count. Where nobody who counts has said anything, everything is
    possible: silence is not neutrality, and neither is a model that has not been shown to agree.

    Args:
        placings: all that were made.
        card_of: the representative of each card.
        counted_models: the models whose placings count.
    """

    def __init__(
        self,
        placings: Iterable[PublishedPlacing],
        *,
        card_of: Mapping[str, str],
        counted_models: Collection[str],
    ) -> None:
        made: dict[str, list[PublishedPlacing]] = defaultdict(list)
        for placing in placings:
            if placing.card in card_of:
                made[card_of[placing.card]].append(placing)
        self._usable = {
            card: tuple(map(_usable, usable_placings(of_value, counted_models)))
            for card, of_value in made.items()
        }

    def placed(self, card: str) -> bool:
        """Return whether anybody who counts placed the options on a value."""
        return bool(self._usable.get(card))

    def rested_on(self, card: str) -> frozenset[int]:
        """Return the policies that those who count say their placings rest on."""
        placings = self._usable.get(card, ())
        return frozenset(place for placing in placings for place in placing.rests_on)

    def agreed(self, card: str, first: str, second: str) -> bool:
        """Return whether all who count place two options alike on a value, and leave none out."""
        said = {_by_tiers(placing.tiers, first, second) for placing in self._usable.get(card, ())}
        return len(said) == 1 and None not in said

    def stakes(self, card: str) -> tuple[Stake, ...]:
        """Return what may be at stake on a value, least first."""
        said = {placing.stake for placing in self._usable.get(card, ())}
        return tuple(stake for stake in STAKES if not said or stake in said)

    def readings(self, value: CountedValue, first: str, second: str) -> frozenset[Direction]:
        """Return what a value that counts, or may, says of two options in each of its readings.

        Args:
            value: the value with the status of its policies.
            first: the first option.
            second: the second option.
        """
        usable = self._usable.get(value.card)
        if not usable:
            return ANY_DIRECTION
        found: set[Direction] = set()
        for placing in usable:
            found |= _of_placing(placing, value.policies, first, second)
        return frozenset(found | NEUTRAL if value.counts == "open" else found)


def usable_placings(
    placings: Sequence[PublishedPlacing], counted_models: Collection[str]
) -> list[PublishedPlacing]:
    """Return which of the placings by one value count; see `Considerations`."""
    owners = [placing for placing in placings if placing.source == "owner"]
    return owners or [
        placing
        for placing in placings
        if placing.source == "declared"
        or (placing.source == "model" and placing.appraiser in counted_models)
    ]


def _usable(placing: PublishedPlacing) -> _UsablePlacing:
    tiers = {option: tier for tier, options in enumerate(placing.order) for option in options}
    return _UsablePlacing(tiers, placing.stake, placing.rests_on)


def _of_placing(
    placing: _UsablePlacing, policies: Sequence[PolicyStatus], first: str, second: str
) -> frozenset[Direction]:
    direction = _by_tiers(placing.tiers, first, second)
    if direction is None:
        return ANY_DIRECTION
    if direction == "neutral":
        return NEUTRAL
    rests_on = placing.rests_on or range(len(policies))
    named = {policies[index] if index < len(policies) else "open" for index in rests_on}
    if named == {"no"}:
        return NEUTRAL
    return frozenset({direction} if "yes" in named else {direction, "neutral"})


def _by_tiers(tiers: Mapping[str, int], first: str, second: str) -> Direction | None:
    """Return what the tiers alone say of two options, None if one is left out."""
    if first not in tiers or second not in tiers:
        return None
    if tiers[first] == tiers[second]:
        return "neutral"
    return "first" if tiers[first] < tiers[second] else "second"
