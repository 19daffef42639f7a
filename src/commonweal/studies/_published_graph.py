"""A moral graph as it may leave the house: no number of people below k, and nothing of groups."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from commonweal.documents import (
    MoralGraph,
    PairCounts,
    Target,
    Thresholds,
    did_you_mean,
    one_of,
    read_record,
)
from commonweal.errors import InvalidDocument, Problem
from commonweal.studies._lookup import target_file

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from commonweal.documents import PairVerdict, PublishedValue

ANSWERS = ("first", "second", "both_needed", "neither", "unsure")


@dataclass(frozen=True, slots=True, kw_only=True)
class GraphToExport:
    """A graph, what is known of where it comes from, and what of it may be told.

    What exporters write they take from here. Numbers of people below k are not told, and neither
    are the answers on a pair that fewer than k gave; groups are not told at all, since they could
    be had by subtraction.
    """

    graph: MoralGraph
    k: int
    study: str | None = None
    title: str | None = None
    question: str | None = None
    synthetic: bool | None = None
    """Whether its people are invented; None where the graph alone is at hand."""
    ledger_root: str | None = None
    ledger_size: int | None = None
    contexts: Mapping[str, str] = field(default_factory=dict)
    """The text of each context by its name, where it is known."""

    @classmethod
    def of(cls, path: Path) -> GraphToExport:
        """Return what a study that was run, a target or a graph has to export.

        With a graph alone, k is the default of studies, 5.

        Raises:
            InvalidDocument: with code ``no-graph`` if there is none.
        """
        file = target_file(path)
        record = read_record(file)
        if isinstance(record, MoralGraph):
            return cls(graph=record, k=Thresholds().k)
        if not isinstance(record, Target):
            raise InvalidDocument(
                Problem("no-graph", str(file), "a target or a moral graph", f"a {record.kind}")
            )
        return cls(
            graph=record.graph,
            k=record.thresholds.k,
            study=record.study,
            title=record.title,
            question=record.question,
            synthetic=record.synthetic,
            ledger_root=record.ledger_root,
            ledger_size=record.ledger_size,
            contexts={context.name: context.text for context in record.contexts},
        )

    def only(self, context: str | None) -> GraphToExport:
        """Return the part that concerns one context; all of it if none is named.

        Raises:
            InvalidDocument: with code ``unknown-context``.
        """
        if context is None:
            return self
        graph = self.graph
        known = {pair.context for pair in graph.pairs}
        known |= {name for value in graph.values for name in value.contexts}
        if context not in known:
            expected = one_of(sorted(known), some="the graph's contexts")
            hint = did_you_mean(context, known)
            raise InvalidDocument(Problem("unknown-context", "", expected, repr(context), hint))
        here = tuple(pair for pair in graph.pairs if pair.context == context)
        compared = {card for pair in here for card in (pair.first, pair.second)}
        part = graph.model_copy(
            update={
                "pairs": here,
                "values": tuple(
                    value
                    for value in graph.values
                    if context in value.contexts or value.card in compared
                ),
                "ranks": tuple(rank for rank in graph.ranks if rank.context == context),
                "cycles": tuple(cycle for cycle in graph.cycles if cycle.context == context),
            }
        )
        return replace(self, graph=part)

    def holders(self, value: PublishedValue) -> int | None:
        """Return how many hold a value; None where they are some, and fewer than k."""
        return None if 0 < value.holders < self.k else value.holders

    def people(self) -> int | None:
        """Return how many were asked; None where they are some, and fewer than k."""
        return None if 0 < self.graph.people < self.k else self.graph.people

    def orders(self, pair: PairVerdict) -> tuple[PairCounts, PairCounts] | None:
        """Return the answers by order of display; None where fewer than k were given in all."""
        orders = (pair.shown_first, pair.shown_second)
        given = sum(getattr(counts, answer) for counts in orders for answer in ANSWERS)
        return orders if given >= self.k else None

    def answers(self, pair: PairVerdict) -> dict[str, int] | None:
        """Return the answers of both orders together; None where fewer than k were given."""
        orders = self.orders(pair)
        if orders is None:
            return None
        return {answer: sum(getattr(counts, answer) for counts in orders) for answer in ANSWERS}

    def context_text(self, name: str) -> str:
        """Return the text of a context, or its name where that is all there is."""
        return self.contexts.get(name, name)
