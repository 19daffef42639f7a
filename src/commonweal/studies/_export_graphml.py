"""A moral graph as GraphML, for programs that draw and measure graphs."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal
from xml.sax.saxutils import escape, quoteattr

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from commonweal.documents import PairVerdict, PublishedValue
    from commonweal.studies._published_graph import GraphToExport

Attribute = tuple[str, Literal["node", "edge", "graph"], Literal["string", "int", "double"]]

ATTRIBUTES: tuple[Attribute, ...] = (
    ("title", "node", "string"),
    ("policies", "node", "string"),
    ("contexts", "node", "string"),
    ("origin", "node", "string"),
    ("holders", "node", "int"),
    ("context", "edge", "string"),
    ("wiser_votes", "edge", "int"),
    ("less_wise_votes", "edge", "int"),
    ("both_needed", "edge", "int"),
    ("neither", "edge", "int"),
    ("unsure", "edge", "int"),
    ("study", "graph", "string"),
    ("synthetic", "graph", "string"),
    ("origin", "graph", "string"),
    ("ledger_root", "graph", "string"),
)

_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 allows nowhere, not even escaped."""


def export_graphml(graph: GraphToExport) -> str:
    """Return the values as nodes, and each accepted pair as an edge to the wiser value.

    Two values can have an edge for each context. Pairs that are not accepted have no direction, and
    are no edges; the table of pairs has them.

    Args:
        graph: what is to be told.
    """
    return "\n".join(_lines(graph)) + "\n"


def _lines(graph: GraphToExport) -> Iterator[str]:
    yield '<?xml version="1.0" encoding="UTF-8"?>'
    yield '<graphml xmlns="http://graphml.graphdrawing.org/xmlns">'
    for name, owner, kind in ATTRIBUTES:
        yield (f'  <key id="{owner}_{name}" for="{owner}" attr.name="{name}" attr.type="{kind}"/>')
    yield '  <graph id="moral_graph" edgedefault="directed">'
    about = {
        "study": graph.study,
        "synthetic": None if graph.synthetic is None else str(graph.synthetic).lower(),
        "origin": graph.graph.origin,
        "ledger_root": graph.ledger_root,
    }
    yield from _data("graph", about, indent="    ")
    for value in graph.graph.values:
        yield f"    <node id={_quoted(value.card)}>"
        yield from _data("node", _node(value, graph), indent="      ")
        yield "    </node>"
    accepted = [pair for pair in graph.graph.pairs if pair.wiser is not None]
    for number, pair in enumerate(accepted):
        source = pair.second if pair.wiser == pair.first else pair.first
        ends = f"source={_quoted(source)} target={_quoted(pair.wiser or '')}"
        yield f'    <edge id="e{number}" {ends}>'
        yield from _data("edge", _edge(pair, graph), indent="      ")
        yield "    </edge>"
    yield "  </graph>"
    yield "</graphml>"


def _node(value: PublishedValue, graph: GraphToExport) -> Mapping[str, object]:
    return {
        "title": value.title,
        "policies": "\n".join(policy.text for policy in value.policies),
        "contexts": "\n".join(value.contexts),
        "origin": value.origin,
        "holders": graph.holders(value),
    }


def _edge(pair: PairVerdict, graph: GraphToExport) -> Mapping[str, object]:
    answers = graph.answers(pair)
    told: dict[str, object] = {"context": pair.context}
    if answers is not None:
        wiser, less = ("first", "second") if pair.wiser == pair.first else ("second", "first")
        told |= {"wiser_votes": answers[wiser], "less_wise_votes": answers[less]}
        told |= {name: answers[name] for name in ("both_needed", "neither", "unsure")}
    return told


def _data(owner: str, told: Mapping[str, object], *, indent: str) -> Iterator[str]:
    for name, value in told.items():
        if value is not None:
            yield f'{indent}<data key="{owner}_{name}">{escape(_allowed(value))}</data>'


def _quoted(text: str) -> str:
    return quoteattr(_allowed(text))


def _allowed(value: object) -> str:
    return _FORBIDDEN.sub("\ufffd", str(value))
