"""Which values count here: held by enough people, in a context that holds, constitutive."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

from commonweal.documents import disjunction

if TYPE_CHECKING:
    from commonweal.decisions._deciding import Deciding
    from commonweal.decisions._order_graph import OrderGraph
    from commonweal.decisions._target import PreparedTarget
    from commonweal.documents import Coverage, Nature, Truth
    from commonweal.norms import SituatedFacts

    _Applying: TypeAlias = dict[str, list[tuple[Coverage, Truth]]]
    """Transitions that apply, each with whether for certain, by the value that covers."""

PolicyStatus: TypeAlias = Literal["yes", "open", "no"]
Counts: TypeAlias = Literal["certain", "open", "no"]

_OF_NATURE: dict[Nature, PolicyStatus] = {
    "constitutive": "yes",
    "undecided": "open",
    "instrumental": "no",
}


class Move(NamedTuple):
    """A transition from a value: to which, in which context, and which policies that covers."""

    to: str
    context: str
    covers: frozenset[int]


@dataclass(frozen=True, slots=True)
class CountedValue:
    """Whether a value counts, and which of its policies do."""

    card: str
    counts: Counts
    policies: tuple[PolicyStatus, ...]
    moves: tuple[Move, ...] = ()
    """The transitions away from it that apply here, or may."""


def counted_values(
    target: PreparedTarget,
    facts: SituatedFacts,
    graph: OrderGraph,
    *,
    deciding: Deciding,
) -> dict[str, CountedValue]:
    """Return for every value of the target whether it counts in the situation.

    It counts when enough people hold it, or a minority whose floor the study set; when one of its
    contexts holds; when it is among the deciding ones; and when a policy of it is constitutive. A
    policy that people tell of as covered by a wiser value which counts, counts no longer; where it
    is open whether that value is wiser, or counts, so it is whether the policy does.

    Args:
        target: the target.
        facts: the situation.
        graph: the order of the values in it.
        deciding: the values that decide, and those that may.
    """
    counting = _Counting(target, facts, graph, deciding)
    for card in sorted(target.values, key=graph.height):
        counting.settle(card)
    return {card: counting.known[card] for card in target.values}


class _Counting:
    def __init__(
        self,
        target: PreparedTarget,
        facts: SituatedFacts,
        graph: OrderGraph,
        deciding: Deciding,
    ) -> None:
        self._target = target
        self._facts = facts
        self._graph = graph
        self._deciding = deciding
        self.known: dict[str, CountedValue] = {}

    def settle(self, card: str) -> None:
        """Settle whether one value counts; those above it must be settled already."""
        applying = self._applying(card)
        policies = self._policies(card, applying)
        moves = tuple(
            Move(upper, coverage.context, frozenset(coverage.covers))
            for upper, transitions in applying.items()
            for coverage, _ in transitions
        )
        self.known[card] = CountedValue(card, self._counts(card, policies), policies, moves)

    def _counts(self, card: str, policies: tuple[PolicyStatus, ...]) -> Counts:
        if not self._could_count(card) or set(policies) <= {"no"}:
            return "no"
        certain = self._here(card) == "holds" and card in self._deciding.certain
        return "certain" if certain and "yes" in policies else "open"

    def _could_count(self, card: str) -> bool:
        """Return whether a value counts in some reading, coverage left aside."""
        value = self._target.values[card]
        enough = value.holders >= self._target.document.thresholds.min_holders
        return (
            (enough or bool(value.floors_met))
            and self._here(card) != "fails"
            and card in self._deciding.possible
            and set(self._target.natures[card]) != {"instrumental"}
        )

    def _here(self, card: str) -> Truth:
        contexts = self._target.values[card].contexts
        return disjunction(self._facts.context(context).strict for context in contexts)

    def _policies(self, card: str, applying: _Applying) -> tuple[PolicyStatus, ...]:
        covered, maybe_covered = self._covered(card, applying)
        found: list[PolicyStatus] = []
        for index, nature in enumerate(self._target.natures[card]):
            status = _OF_NATURE[nature]
            if index in covered:
                status = "no"
            elif index in maybe_covered and status == "yes":
                status = "open"
            found.append(status)
        return tuple(found)

    def _covered(self, card: str, applying: _Applying) -> tuple[frozenset[int], frozenset[int]]:
        """Return the policies that are covered for certain, and those that may be."""
        certain: set[int] = set()
        possible: set[int] = set()
        for upper, transitions in applying.items():
            each = [frozenset(coverage.covers) for coverage, _ in transitions]
            possible.update(*each)
            if (
                all(truth == "holds" for _, truth in transitions)
                and self._graph.is_above(upper, card)
                and self.known[upper].counts == "certain"
            ):
                certain |= frozenset.intersection(*each)
        return frozenset(certain), frozenset(possible)

    def _applying(self, card: str) -> _Applying:
        """Return, by the value that covers, the transitions to it that apply here, or may."""
        found: dict[str, list[tuple[Coverage, Truth]]] = {}
        for upper, coverage in self._target.coverages.get(card, ()):
            truth = self._facts.context(coverage.context).strict
            if truth != "fails" and self._may_cover(upper, card):
                found.setdefault(upper, []).append((coverage, truth))
        return found

    def _may_cover(self, upper: str, lower: str) -> bool:
        pair = self._graph.pair(upper, lower)
        return pair.status != "complementary" and pair.wiser != lower and self._could_count(upper)
