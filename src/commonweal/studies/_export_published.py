"""A moral graph in the two layouts in which such graphs have been published, to the letter.

The layouts are those of the tools of the Meaning Alignment Institute; `read_moral_graph_export`
reads both. They sum answers over contexts, and their entropy counts how often a question was shown
as if it were a fifth answer. The exporter writes that number under its old name, because readers
of the format expect it, and the repaired one beside it as ``entropyOfAnswers``.
"""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np

from commonweal.values import answer_entropy

if TYPE_CHECKING:
    from collections.abc import Mapping

    from commonweal.documents import PairCounts, PublishedValue
    from commonweal.studies._published_graph import GraphToExport

LEAST_WISER, LEAST_LIKELIHOOD, MOST_ENTROPY = 2, 0.33, 1.69
"""The published rule: an edge is kept with at least so many "wiser", so likely, so little divided.

Source: the summary of edges in the Democratic Fine-Tuning run (arXiv:2404.10636).
"""

NOTE = (
    "summary.entropy is that of the published tools, which count impressions as a fifth answer;"
    " summary.entropyOfAnswers is that of the answers alone. pageRank sums to 1 over the values"
    " compared in one context, and is absent where there are several. Answers are summed over the"
    " contexts named, and left out where fewer than k people gave them; so is a number of holders"
    " below k."
)


@dataclass(slots=True)
class _Edge:
    """What was answered where the source was shown first, and who held it the wiser otherwise."""

    contexts: set[str] = field(default_factory=set)
    wiser: int = 0
    not_wiser: int = 0
    unsure: int = 0
    less_wise: int = 0
    asked: int = 0
    """How many answered in this direction."""
    asked_back: int = 0
    """How many answered in the other."""


def export_published(graph: GraphToExport, *, layout: int) -> str:
    """Return a graph in layout 1 (2023) or 2 (2024 and later), as JSON text.

    An answer with the source shown first is one to the question whether moving from it to the other
    made somebody wiser: "the other is wiser" is yes; "neither", "both needed" and "the first is
    wiser" are no. ``markedLessWise`` are those who said yes to the way back. What the formats have
    no place for is lost: contexts of each answer, "both needed", verdicts, intervals.

    Args:
        graph: what is to be told.
        layout: 1 or 2.
    """
    ranks = _ranks(graph)
    numbers: dict[str, int | str] = {
        value.card: number if layout == 1 else value.card
        for number, value in enumerate(graph.graph.values, start=1)
    }
    edges = [_told(ends, edge, numbers) for ends, edge in sorted(_edges(graph).items())]
    content = {
        "values": [
            (_older if layout == 1 else _newer)(value, numbers[value.card], graph)
            | ({"pageRank": ranks[value.card]} if value.card in ranks else {})
            for value in graph.graph.values
        ],
        "edges": [edge for edge in edges if _kept(edge)],
        "allEdges": edges,
        "note": NOTE,
        "origin": graph.graph.origin,
    }
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"


def _edges(graph: GraphToExport) -> dict[tuple[str, str], _Edge]:
    edges: dict[tuple[str, str], _Edge] = defaultdict(_Edge)
    for pair in graph.graph.pairs:
        orders = graph.orders(pair)
        if orders is None:
            continue
        there, back = orders
        text = graph.context_text(pair.context)
        for source, wiser, asked, other, upgrade, back_upgrade in (
            (pair.first, pair.second, there, back, "second", "first"),
            (pair.second, pair.first, back, there, "first", "second"),
        ):
            if not _given(asked):
                continue
            edge = edges[source, wiser]
            edge.contexts.add(text)
            edge.wiser += getattr(asked, upgrade)
            edge.unsure += asked.unsure
            edge.not_wiser += _given(asked) - getattr(asked, upgrade) - asked.unsure
            edge.less_wise += getattr(other, back_upgrade)
            edge.asked += _given(asked)
            edge.asked_back += _given(other)
    return edges


def _given(counts: PairCounts) -> int:
    return counts.first + counts.second + counts.both_needed + counts.neither + counts.unsure


def _told(ends: tuple[str, str], edge: _Edge, numbers: Mapping[str, int | str]) -> dict[str, Any]:
    answers = (edge.wiser, edge.not_wiser, edge.less_wise, edge.unsure)
    impressions = edge.asked + edge.asked_back
    return {
        "sourceValueId": numbers[ends[0]],
        "wiserValueId": numbers[ends[1]],
        "contexts": sorted(edge.contexts),
        "counts": {
            "markedWiser": edge.wiser,
            "markedNotWiser": edge.not_wiser,
            "markedLessWise": edge.less_wise,
            "markedUnsure": edge.unsure,
            "impressions": impressions,
        },
        "summary": {
            "wiserLikelihood": (edge.wiser - edge.less_wise) / max(sum(answers), 1),
            "entropy": _bits(*answers, impressions),
            "entropyOfAnswers": _bits(*answers),
        },
    }


def _bits(*counts: int) -> float:
    return float(answer_entropy(np.array([counts], dtype=np.int64))[0])


def _kept(edge: Mapping[str, Any]) -> bool:
    summary = edge["summary"]
    enough = edge["counts"]["markedWiser"] >= LEAST_WISER
    likely = summary["wiserLikelihood"] >= LEAST_LIKELIHOOD
    return bool(enough and likely and summary["entropy"] <= MOST_ENTROPY)


def _ranks(graph: GraphToExport) -> dict[str, float]:
    """Return the PageRank of each value, where there is one context to speak of."""
    ranks = [rank for rank in graph.graph.ranks if rank.method == "pagerank"]
    if len({rank.context for rank in ranks}) != 1:
        return {}
    parts = {rank.card: rank.score.split("/") for rank in ranks}
    return {card: int(above) / int(below) for card, (above, below) in parts.items()}


def _older(value: PublishedValue, number: int | str, graph: GraphToExport) -> dict[str, Any]:
    said_at = graph.graph.said_at
    holders = graph.holders(value)
    return {
        "id": number,
        "title": value.title,
        "instructionsShort": value.title,
        "instructionsDetailed": value.title,
        "evaluationCriteria": [policy.text for policy in value.policies],
        "contexts": [graph.context_text(name) for name in value.contexts],
        "createdAt": said_at,
        "updatedAt": said_at,
        **({} if holders is None else {"votes": holders}),
    }


def _newer(value: PublishedValue, number: int | str, graph: GraphToExport) -> dict[str, Any]:
    return {
        "id": number,
        "title": value.title,
        "policies": [policy.text for policy in value.policies],
        "contexts": [graph.context_text(name) for name in value.contexts],
    }
