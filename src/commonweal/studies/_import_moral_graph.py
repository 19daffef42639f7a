"""A published moral graph as a study to go on with: its values as cards, its counts as published.

The export has no votes, only counts of answers by nobody in particular, summed over contexts. Votes
are not made up from them: the counts become a graph document of their own, which shows what follows
from them and what does not, and the values become cards that people can be asked about.

Source: the exports of the Democratic Fine-Tuning run (O. Klingefjord, R. Lowe, J. Edelman, What are
human values, and how do we align AI to them?, arXiv:2404.10636) and of the tools that came of it.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from commonweal.documents import (
    AttentionalPolicy,
    MoralGraph,
    PairCounts,
    PairVerdict,
    PublishedPolicy,
    PublishedValue,
    Source,
    ValueCard,
    canonical_json,
    sha256_hex,
)
from commonweal.studies._moral_graph_export import (
    ExportedEdge,
    ExportedValue,
    MoralGraphExport,
    read_moral_graph_export,
)
from commonweal.studies._new_study import write_new_study
from commonweal.studies._toml_text import toml_text
from commonweal.values import answer_entropy, decide_pair

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from commonweal.documents import Json

SAID_BY = "moral-graph-export"
EVERYWHERE = "all-contexts"
"""The context of the imported counts: the export sums them over the contexts it names."""


@dataclass(frozen=True, slots=True)
class Provenance:
    """Where an export comes from: it stands in for the consent of those who were asked."""

    title: str
    licence: str
    citation: str
    said_at: str


def import_moral_graph(path: Path, out: Path, *, provenance: Provenance) -> int:
    """Write a study of an exported moral graph, and return how many values it has.

    ``imported/moral_graph.json`` holds the counts as a graph document. Where a question was put in
    one direction only, order may explain any majority, and no pair is accepted.
    ``imported/edges.json`` holds what was published beside what should have been: the entropy over
    answers alone, without impressions.

    Args:
        path: the export, of either layout.
        out: the study folder to write; it must not exist, or be empty.
        provenance: where the export comes from and under which licence.

    Raises:
        InvalidDocument: with everything that is not as exported.
    """
    export = read_moral_graph_export(path)
    contexts = _context_names(export)
    cards = {
        value.id: _card(value, export, contexts, provenance.said_at) for value in export.values
    }
    ids = {name: card.id for name, card in cards.items()}
    source = _source(export, provenance)
    lines = [
        canonical_json(record.content()).decode() + "\n" for record in (source, *cards.values())
    ]
    write_new_study(
        out,
        {
            "study.toml": _study_toml(contexts, provenance),
            "answers.jsonl": "".join(lines),
            "imported/moral_graph.json": _text(_graph(export, cards, ids, provenance).content()),
            "imported/edges.json": _text(_as_published(export, ids)),
        },
    )
    return len(export.values)


def _context_names(export: MoralGraphExport) -> dict[str, str]:
    """Return the name of each context text; two texts that would share a name are numbered."""
    texts = {text for edge in export.edges for text in edge.contexts}
    texts |= {text for value in export.values for text in value.contexts}
    names: dict[str, str] = {}
    for text in sorted(texts):
        name = re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")[:60] or "context"
        taken = set(names.values()) | {EVERYWHERE}
        number = 2
        numbered = name
        while numbered in taken:
            numbered, number = f"{name}-{number}", number + 1
        names[text] = numbered
    return names


def _card(
    value: ExportedValue, export: MoralGraphExport, contexts: Mapping[str, str], said_at: str
) -> ValueCard:
    told = set(value.contexts)
    told |= {
        text
        for edge in export.edges
        if value.id in {edge.source, edge.wiser}
        for text in edge.contexts
    }
    return ValueCard(
        participant=SAID_BY,
        title=value.title,
        policies=tuple(AttentionalPolicy(text=policy) for policy in value.policies),
        contexts=tuple(sorted(contexts[text] for text in told)) or (EVERYWHERE,),
        confirmed=True,
        nonce=sha256_hex(f"{export.sha256} {value.id}".encode())[:32],
        by=SAID_BY,
        origin="import",
        said_at=said_at,
    )


def _graph(
    export: MoralGraphExport,
    cards: Mapping[str, ValueCard],
    ids: Mapping[str, str],
    provenance: Provenance,
) -> MoralGraph:
    published = [
        PublishedValue(
            card=ids[name],
            title=card.title,
            policies=tuple(
                PublishedPolicy(text=policy.text, nature=policy.nature) for policy in card.policies
            ),
            contexts=(EVERYWHERE,),
            origin="import",
            holders=0,
        )
        for name, card in cards.items()
    ]
    pairs: dict[tuple[str, str], list[ExportedEdge]] = {}
    for edge in export.edges:
        first, second = sorted((ids[edge.source], ids[edge.wiser]))
        pairs.setdefault((first, second), []).append(edge)
    return MoralGraph(
        by=SAID_BY,
        origin="import",
        said_at=provenance.said_at,
        values=tuple(sorted(published, key=lambda value: value.card)),
        pairs=tuple(_pair(pair, edges, ids) for pair, edges in sorted(pairs.items())),
    )


def _pair(pair: tuple[str, str], edges: list[ExportedEdge], ids: Mapping[str, str]) -> PairVerdict:
    """Return the counts on a pair: each question ran from its source, which was shown first."""
    shown = {card: dict.fromkeys(("first", "second", "neither", "unsure"), 0) for card in pair}
    places = dict(zip(pair, ("first", "second"), strict=True))
    asked = {ids[edge.source] for edge in edges}
    for edge in edges:
        source, wiser = ids[edge.source], ids[edge.wiser]
        shown[source][places[wiser]] += edge.marked_wiser
        shown[source]["neither"] += edge.marked_not_wiser
        shown[source]["unsure"] += edge.marked_unsure
        if wiser not in asked:
            # Of the question asked the other way round, only this count was published.
            shown[wiser][places[source]] += edge.marked_less_wise
    counts = {card: PairCounts(**shown[card]) for card in pair}
    verdict = decide_pair(counts[pair[0]], counts[pair[1]])
    wiser_card = {"first": pair[0], "second": pair[1], None: None}[verdict.wiser]
    return PairVerdict(
        context=EVERYWHERE,
        first=pair[0],
        second=pair[1],
        shown_first=counts[pair[0]],
        shown_second=counts[pair[1]],
        status=verdict.status,
        wiser=wiser_card,
    )


def _as_published(export: MoralGraphExport, ids: Mapping[str, str]) -> dict[str, object]:
    ranks = [value.page_rank for value in export.values if value.page_rank is not None]
    return {
        "layout": export.layout,
        "values": [
            {"id": value.id, "card": ids[value.id], "published_page_rank": value.page_rank}
            for value in export.values
        ],
        "published_page_rank_sum": sum(ranks) if ranks else None,
        "edges": [_edge(edge) for edge in export.edges],
    }


def _edge(edge: ExportedEdge) -> dict[str, object]:
    answers = (
        edge.marked_wiser,
        edge.marked_not_wiser,
        edge.marked_less_wise,
        edge.marked_unsure,
    )
    return {
        "source": edge.source,
        "wiser": edge.wiser,
        "contexts": list(edge.contexts),
        "answers": dict(zip(("wiser", "not_wiser", "less_wise", "unsure"), answers, strict=True)),
        "impressions": edge.impressions,
        "published_entropy": edge.entropy,
        "entropy_of_answers": float(answer_entropy(np.array([answers], dtype=np.int64))[0]),
        "published_likelihood": edge.likelihood,
    }


def _source(export: MoralGraphExport, provenance: Provenance) -> Source:
    return Source(
        name=SAID_BY,
        title=provenance.title,
        licence=provenance.licence,
        version=f"export layout {export.layout}; told apart by content_hash",
        content_hash=export.sha256,
        citation=provenance.citation,
        covers=("take_part", "quote", "publish"),
        by=SAID_BY,
        origin="import",
        said_at=provenance.said_at,
    )


def _study_toml(contexts: Mapping[str, str], provenance: Provenance) -> str:
    study: dict[str, Json] = {
        "name": "imported-moral-graph",
        "title": provenance.title,
        "question": "Which of the imported values are wiser than which, when people are asked?",
        "about": (
            "The cards of a published moral graph. Its counts are in imported/moral_graph.json as"
            " they were published; they are no votes, and this study has none until people are"
            " asked."
        ),
        "synthetic": False,
        "steps": ["graph", "target", "report"],
        "read_at": provenance.said_at,
    }
    texts = {EVERYWHERE: "when in any of the contexts that the export names"}
    texts |= {name: _when(text) for text, name in contexts.items()}
    declared: list[dict[str, Json]] = [{"name": name, "text": text} for name, text in texts.items()]
    return toml_text(
        comment="A published moral graph, imported. To decide something, add a plan and its steps.",
        defaults={"by": SAID_BY, "origin": "import", "said_at": provenance.said_at},
        single={"study": study},
        tables={"context": declared},
    )


def _when(text: str) -> str:
    return text if text.lower().startswith("when") else f"when {text}"


def _text(content: object) -> str:
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"
