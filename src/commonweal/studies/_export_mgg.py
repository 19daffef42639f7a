"""A moral graph in the file format of Moral Graph Generation (meaningalignment/mgg)."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from commonweal.documents import PairVerdict
    from commonweal.studies._published_graph import GraphToExport


def export_mgg(graph: GraphToExport) -> str:
    """Return values and accepted pairs as mgg writes them, as JSON text.

    mgg generates its graphs and has no counts; none are written. The story that it tells of each
    move is empty here, since nobody told one.

    Args:
        graph: what is to be told.
    """
    content = {
        "values": [
            {
                "id": value.card,
                "data": {
                    "title": value.title,
                    "policies": [policy.text for policy in value.policies],
                    "choice_context": "; ".join(map(graph.context_text, value.contexts)),
                },
            }
            for value in graph.graph.values
        ],
        "edges": [_edge(pair, graph) for pair in graph.graph.pairs if pair.wiser is not None],
        "seed_questions": [graph.question] if graph.question else [],
        "origin": graph.graph.origin,
    }
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"


def _edge(pair: PairVerdict, graph: GraphToExport) -> dict[str, Any]:
    return {
        "from_id": pair.second if pair.wiser == pair.first else pair.first,
        "to_id": pair.wiser,
        "context": graph.context_text(pair.context),
        "metadata": {"story": "", "context_shifts": [], "problem": "", "improvements": []},
    }
