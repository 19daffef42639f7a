"""From counts to the wiser-than edges of one context: the ways to say what is an edge."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

import numpy as np

from commonweal.documents import Thresholds, did_you_mean, one_of
from commonweal.errors import InvalidDocument, Problem
from commonweal.values._entropy import answer_entropy
from commonweal.values._value_graph import ValueGraph
from commonweal.values._verdict import decide_pairs

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from commonweal.values._counting import VoteCounts


@dataclass(frozen=True, slots=True, eq=False)
class EdgeChoice:
    """For each pair whether it is an edge, which way it leads, and how much it weighs."""

    wiser: NDArray[np.int8]
    """0 where the pair's first is wiser, 1 where its second is, -1 where there is no edge."""
    weight: NDArray[np.float64]


class EdgeRule(Protocol):
    """A way to tell from counts which pairs are edges."""

    def choose(self, counts: NDArray[np.int64]) -> EdgeChoice:
        """Return the edges among pairs with these counts (pairs by order shown by answer)."""


@dataclass(frozen=True, slots=True)
class AcceptedEdges:
    """The accepted pairs, each of weight 1: the edges that decide."""

    thresholds: Thresholds = field(default_factory=Thresholds)

    def choose(self, counts: NDArray[np.int64]) -> EdgeChoice:
        """Return the pairs that are accepted."""
        wiser = decide_pairs(counts, thresholds=self.thresholds).wiser
        return EdgeChoice(wiser, np.ones(len(wiser)))


@dataclass(frozen=True, slots=True, kw_only=True)
class LikelyEdges:
    """The pairs that published moral graphs keep, weighted by likelihood; they decide nothing.

    The likelihood of a pair is the surplus of those who call the one wiser over those who call the
    other wiser, as a share of all answers. A pair is kept when enough call it wiser, its likelihood
    is high enough, and its answers are not too divided.

    Source: the summary of edges in the published Democratic Fine-Tuning graphs (arXiv:2404.10636),
    with its thresholds. Deviations: the entropy is that of the answers alone, and contexts are not
    summed.
    """

    min_wiser: int = 2
    min_likelihood: float = 0.33
    max_entropy: float = 1.69

    def choose(self, counts: NDArray[np.int64]) -> EdgeChoice:
        """Return the pairs that are kept."""
        summed = counts.sum(axis=1)
        surplus = summed[:, 0] - summed[:, 1]
        likelihood = np.abs(surplus) / np.maximum(summed.sum(axis=1), 1)
        kept = (
            (summed[:, :2].max(axis=1) >= self.min_wiser)
            & (surplus != 0)
            & (likelihood >= self.min_likelihood)
            & (answer_entropy(summed) <= self.max_entropy)
        )
        wiser = np.where(kept, np.where(surplus > 0, 0, 1), -1)
        return EdgeChoice(wiser.astype(np.int8), likelihood)


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class ContextGraph:
    """The wiser-than edges of one context, over the cards that were compared in it."""

    context: str
    cards: NDArray[np.int32]
    """For each value of the graph its position in the counts' cards, ascending."""
    graph: ValueGraph


def context_graph(counts: VoteCounts, context: str, rule: EdgeRule | None = None) -> ContextGraph:
    """Return the graph of one context.

    Args:
        counts: what people answered.
        context: its name. Nothing said in any other context enters.
        rule: `AcceptedEdges` or `LikelyEdges`; the accepted ones if none is named.

    Raises:
        InvalidDocument: with code ``unknown-context`` if nobody voted in it.
    """
    rows = np.flatnonzero(counts.context == context_code(counts.contexts, context))
    low, high = counts.low[rows], counts.high[rows]
    cards = np.unique(np.concatenate([low, high]))
    graph = graph_of_pairs(
        (rule or AcceptedEdges()).choose(counts.counts[rows]),
        np.searchsorted(cards, low),
        np.searchsorted(cards, high),
        values=len(cards),
    )
    return ContextGraph(context=context, cards=cards, graph=graph)


def graph_of_pairs(
    choice: EdgeChoice, low: NDArray[np.int64], high: NDArray[np.int64], *, values: int
) -> ValueGraph:
    """Return the graph with the edges chosen among the pairs of ``low`` and ``high``."""
    first_wiser, chosen = choice.wiser == 0, choice.wiser >= 0
    source = np.where(first_wiser, high, low)[chosen]
    wiser = np.where(first_wiser, low, high)[chosen]
    return ValueGraph.from_edges(values, source, wiser, weight=choice.weight[chosen])


def context_code(contexts: tuple[str, ...], context: str) -> int:
    """Return the position of a context's name.

    Raises:
        InvalidDocument: with code ``unknown-context``.
    """
    if context not in contexts:
        raise InvalidDocument(
            Problem(
                code="unknown-context",
                path="context",
                expected=one_of(contexts, some="the contexts that somebody voted in"),
                found=repr(context),
                hint=did_you_mean(context, contexts),
            )
        )
    return contexts.index(context)
