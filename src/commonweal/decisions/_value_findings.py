"""What the values say of the options of one situation."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from itertools import combinations
from typing import TYPE_CHECKING

from commonweal.decisions._considerations import Considerations
from commonweal.decisions._counting import counted_values
from commonweal.decisions._order_graph import order_graph
from commonweal.decisions._relation import Comparison, relate
from commonweal.decisions._standing_above import standing_above

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from commonweal.decisions._considerations import Direction
    from commonweal.decisions._counting import CountedValue
    from commonweal.decisions._deciding import Deciding
    from commonweal.decisions._order_graph import OrderGraph
    from commonweal.decisions._relation import OptionsRelation
    from commonweal.decisions._standing_above import StandingAbove
    from commonweal.decisions._target import PreparedTarget
    from commonweal.documents import DecisionInputs, Stake
    from commonweal.norms import SituatedFacts

    Pair = tuple[str, str]


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class ValueFindings:
    """What the values say."""

    graph: OrderGraph
    considerations: Considerations
    values: Mapping[str, CountedValue]
    stakes: Mapping[str, tuple[Stake, ...]]
    above: StandingAbove
    readings: Mapping[Pair, Mapping[str, frozenset[Direction]]]
    relations: Mapping[Pair, OptionsRelation]

    @property
    def counting(self) -> tuple[str, ...]:
        """The values that count, or may, sorted."""
        return tuple(sorted(self.above.certain))


def value_findings(
    target: PreparedTarget, inputs: DecisionInputs, facts: SituatedFacts, deciding: Deciding
) -> ValueFindings:
    """Return which values count here, how they stand to one another, and how options stand by them.

    Args:
        target: the target.
        inputs: the situation and what was said of it.
        facts: the situation, indexed.
        deciding: the values that may decide: everybody's, a role's, or the decider's own.
    """
    graph = order_graph(target, facts)
    considerations = Considerations(
        inputs.placings, card_of=target.card_of, counted_models=target.counted_models
    )
    values = counted_values(target, facts, graph, deciding=deciding)
    stakes = {card: considerations.stakes(card) for card in values}
    counting = {card: value for card, value in values.items() if value.counts != "no"}
    above = standing_above(target, facts, graph, {card: stakes[card] for card in counting})
    readings = {
        (one.name, other.name): {
            card: considerations.readings(value, one.name, other.name)
            for card, value in counting.items()
        }
        for one, other in combinations(inputs.situation.options, 2)
    }
    compare = partial(
        Comparison,
        above=above,
        certain=frozenset(card for card in counting if values[card].counts == "certain"),
        stakes_known=all(len(stakes[card]) == 1 for card in counting),
        contested=contested_pairs(graph, counting),
        not_traded=_not_traded(target, inputs),
    )
    return ValueFindings(
        graph=graph,
        considerations=considerations,
        values=values,
        stakes=stakes,
        above=above,
        readings=readings,
        relations={pair: relate(compare(readings=found)) for pair, found in readings.items()},
    )


def contested_pairs(graph: OrderGraph, cards: Iterable[str]) -> frozenset[Pair]:
    """Return the pairs of values (smaller id first) that people contest or order in a circle."""
    return frozenset(
        pair
        for pair in combinations(sorted(cards), 2)
        if graph.pair(*pair).status in {"contested", "cycle"}
    )


def _not_traded(target: PreparedTarget, inputs: DecisionInputs) -> frozenset[Pair]:
    found: set[Pair] = set()
    for record in inputs.not_traded:
        pair = sorted(target.known((record.first, record.second)))
        if record.by in target.document.may_refuse_trade and len(pair) == 2:
            found.add((pair[0], pair[1]))
    return frozenset(found)
