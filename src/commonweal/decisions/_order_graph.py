"""Which values people call wiser than which, in the contexts of one situation."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

from commonweal.decisions._prevailing import prevailing
from commonweal.documents import reachable
from commonweal.norms import components

if TYPE_CHECKING:
    from collections.abc import Mapping

    from commonweal.decisions._target import PreparedTarget
    from commonweal.documents import PairVerdict
    from commonweal.norms import SituatedFacts

PairStatus: TypeAlias = Literal["accepted", "complementary", "contested", "thin", "cycle"]


@dataclass(frozen=True, slots=True)
class OrderedPair:
    """What stands between two values in a situation."""

    status: PairStatus
    wiser: str | None = None
    """The one that is ordered above the other, if one is."""
    derived: bool = False
    """Whether only a chain of accepted verdicts orders it, and none on the pair itself."""


_THIN = OrderedPair("thin")


class OrderGraph:
    """The order of all values of a target in one situation, whether or not they count in it.

    Accepted verdicts make edges. Edges within a circle order none of its members. The rest is
    closed transitively; but where people's own verdict on a pair says that it is contested, or that
    both are needed, that outranks what a chain of other verdicts would say.

    Args:
        verdicts: what prevails for each pair (smaller id first) on which anything was said.
    """

    def __init__(self, verdicts: Mapping[tuple[str, str], OrderedPair]) -> None:
        self._verdicts = dict(verdicts)
        upward: dict[str, set[str]] = {}
        for (first, second), verdict in verdicts.items():
            if verdict.wiser is not None:
                lower = second if verdict.wiser == first else first
                upward.setdefault(lower, set()).add(verdict.wiser)
                upward.setdefault(verdict.wiser, set())
        self._circle: dict[str, int] = {}
        for number, members in enumerate(components(sorted(upward), upward)):
            if len(members) > 1:
                self._circle |= dict.fromkeys(members, number)
        kept = {
            lower: {upper for upper in uppers if not self._in_one_circle(lower, upper)}
            for lower, uppers in upward.items()
        }
        self._above = {lower: reachable(lower, kept) for lower in kept}

    def pair(self, first: str, second: str) -> OrderedPair:
        """Return what stands between two different values; their order does not matter."""
        if self._in_one_circle(first, second):
            return OrderedPair("cycle")
        key = (first, second) if first < second else (second, first)
        verdict = self._verdicts.get(key, _THIN)
        if verdict.status != "thin":
            return verdict
        for lower, upper in (key, key[::-1]):
            if upper in self._above.get(lower, ()):
                return OrderedPair("thin", upper, derived=True)
        return _THIN

    def is_above(self, upper: str, lower: str) -> bool:
        """Return whether the first value is ordered above the second."""
        return upper in self._above.get(lower, ()) and self.pair(upper, lower).wiser == upper

    def height(self, card: str) -> int:
        """Return how many values chains of accepted verdicts lead up to."""
        return len(self._above.get(card, ()))

    def _in_one_circle(self, first: str, second: str) -> bool:
        circle = self._circle.get(first)
        return circle is not None and circle == self._circle.get(second)


def order_graph(target: PreparedTarget, facts: SituatedFacts) -> OrderGraph:
    """Return the order of a target's values in a situation.

    A pair takes the verdict of the narrowest context that holds and is not thin. Where contexts
    that hold, or may, leave more than one verdict possible, the pair is contested.
    """
    return OrderGraph(
        {
            pair: _prevailing_verdict(verdicts, target, facts)
            for pair, verdicts in target.verdicts.items()
        }
    )


def _prevailing_verdict(
    verdicts: list[PairVerdict], target: PreparedTarget, facts: SituatedFacts
) -> OrderedPair:
    found = prevailing(
        (
            (
                verdict.context,
                OrderedPair(verdict.status, verdict.wiser),
            )
            for verdict in verdicts
        ),
        facts,
        target.contexts,
        nothing=_THIN,
    )
    return next(iter(found)) if len(found) == 1 else OrderedPair("contested")
