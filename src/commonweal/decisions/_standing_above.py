"""Which values stand above which here: the wiser one, if as much is at stake on it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

from commonweal.decisions._prevailing import prevailing
from commonweal.decisions._target import STAKES
from commonweal.norms import components
from commonweal.values import decide_between

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from commonweal.decisions._order_graph import OrderGraph
    from commonweal.decisions._target import PreparedTarget
    from commonweal.documents import Stake
    from commonweal.norms import SituatedFacts

Above: TypeAlias = Literal["certain", "open", "none"]
_Weighing: TypeAlias = Literal["fine", "reversed", "open"]


@dataclass(frozen=True, slots=True, eq=False)
class StandingAbove:
    """Which of the values that count stand above which, for certain or openly."""

    certain: Mapping[str, frozenset[str]]
    """For each value, those that certainly stand above it."""
    possible: Mapping[str, frozenset[str]]
    """For each value, those of which it is open whether they stand above it."""

    def above(self, upper: str, lower: str) -> Above:
        """Return whether the first value stands above the second."""
        if upper in self.certain[lower]:
            return "certain"
        return "open" if upper in self.possible[lower] else "none"


def standing_above(
    target: PreparedTarget,
    facts: SituatedFacts,
    graph: OrderGraph,
    stakes: Mapping[str, Sequence[Stake]],
) -> StandingAbove:
    """Return which of some values stand above which in a situation.

    A wiser value stands above another when at least as much is at stake on it. With less at stake
    that is open, unless people's answers say that so much on the one outweighs so much on the
    other; if they say the reverse, the other stands above. Thin and contested pairs are open both
    ways, and so are circles. Complementary values are not ordered, by evidence.

    Args:
        target: the target.
        facts: the situation.
        graph: the order of the target's values in it.
        stakes: for each value that counts, or may, what may be at stake on it.

    Cost: the square of the number of values that count.
    """
    weighing = _Weighings(target, facts)
    certain: dict[str, set[str]] = {card: set() for card in stakes}
    possible: dict[str, set[str]] = {card: set() for card in stakes}
    cards = sorted(stakes)
    for position, one in enumerate(cards):
        for other in cards[position + 1 :]:
            pair = graph.pair(one, other)
            if pair.status == "complementary":
                continue
            upper = weighing.upper(one, other, pair.wiser, stakes)
            if upper is None:
                possible[one].add(other)
                possible[other].add(one)
            else:
                certain[other if upper == one else one].add(upper)
    _open_circles(certain, possible)
    return StandingAbove(
        {card: frozenset(above) for card, above in certain.items()},
        {card: frozenset(above) for card, above in possible.items()},
    )


def _open_circles(certain: dict[str, set[str]], possible: dict[str, set[str]]) -> None:
    """Leave open what stands above what among values that certainly stand above one another."""
    for circle in components(sorted(certain), certain):
        if len(circle) > 1:
            for card in circle:
                certain[card] -= set(circle)
                possible[card] |= set(circle) - {card}


class _Weighings:
    """Whether so much at stake on one value outweighs so much on another, as people answer."""

    def __init__(self, target: PreparedTarget, facts: SituatedFacts) -> None:
        self._target = target
        self._facts = facts

    def upper(
        self, one: str, other: str, wiser: str | None, stakes: Mapping[str, Sequence[Stake]]
    ) -> str | None:
        """Return which of two values certainly stands above the other, None where that is open."""
        if wiser is None:
            return None
        lower = other if wiser == one else one
        found = {
            self._weigh(wiser, of_wiser, lower, of_lower)
            for of_wiser in stakes[wiser]
            for of_lower in stakes[lower]
        }
        if found == {"fine"}:
            return wiser
        return lower if found == {"reversed"} else None

    def _weigh(self, wiser: str, of_wiser: Stake, lower: str, of_lower: Stake) -> _Weighing:
        if STAKES.index(of_wiser) >= STAKES.index(of_lower):
            return "fine"
        rows = self._target.outweighs.get((wiser, of_wiser, lower, of_lower), {})
        found = prevailing(
            [(context, self._answer(*counts)) for context, counts in rows.items()],
            self._facts,
            self._target.contexts,
            nothing="open",
        )
        return next(iter(found)) if len(found) == 1 else "open"

    def _answer(self, agree: int, reverse: int) -> _Weighing:
        side = decide_between(agree, reverse, thresholds=self._target.document.thresholds)
        if side is None:
            return "open"
        return "fine" if side == "first" else "reversed"
