"""One picture of a moral graph as a file of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypeAlias

from commonweal.documents import Target, Thresholds, did_you_mean, one_of
from commonweal.errors import InvalidDocument, Problem
from commonweal.reports._graph_pictures import draw_drift, draw_groups, draw_ranks, draw_shares
from commonweal.reports._naming import words
from commonweal.reports._picture import draw_graph
from commonweal.reports._style import stand_alone

if TYPE_CHECKING:
    from collections.abc import Iterable

    from markupsafe import Markup

    from commonweal.documents import MoralGraph

Picture: TypeAlias = Literal["graph", "shares", "groups", "ranks", "drift"]


def picture_file(
    drawn: Target | MoralGraph,
    picture: Picture,
    *,
    context: str | None = None,
    by: str | None = None,
    before: Target | MoralGraph | None = None,
) -> str:
    """Return a picture of one context as SVG that stands alone and loads nothing.

    Args:
        drawn: a target, whose contexts then have their texts, or a graph by itself.
        picture: ``graph`` shows which values are held wiser; ``shares`` how far people agree on
            each pair; ``groups`` how groups see it; ``ranks`` the places of values with their
            intervals; ``drift`` what changed since ``before``.
        context: the context's name; it may be left out where there is one only.
        by: for ``groups`` the stratum, for ``ranks`` the method; it may be left out where there is
            one only, and the method then is PageRank.
        before: for ``drift`` the earlier target or graph.

    Raises:
        InvalidDocument: with code ``not-in-graph`` if there is no such context, stratum or
            method; with code ``nothing-to-draw`` if the picture would be empty.
    """
    graph = drawn.graph if isinstance(drawn, Target) else drawn
    name = _chosen(context, {pair.context for pair in graph.pairs}, "context")
    titles = {card: value.title for value in graph.values for card in (value.card, *value.merged)}
    texts = {}
    if isinstance(drawn, Target):
        texts = {declared.name: declared.text for declared in drawn.contexts}
    text = texts.get(name, words(name))
    pairs = [pair for pair in graph.pairs if pair.context == name]

    def title(card: str) -> str:
        return titles.get(card, card)

    found: Markup
    if picture == "graph":
        found = draw_graph(pairs, titles, context=text)
    elif picture == "shares":
        found = draw_shares(pairs, title, context=text)
    elif picture == "groups":
        strata = {part.stratum for pair in pairs for part in pair.strata}
        stratum = _chosen(by, strata, "stratum")
        thresholds = drawn.thresholds if isinstance(drawn, Target) else Thresholds()
        found = draw_groups(
            pairs, title, stratum=stratum, context=text, spoken=words, k=thresholds.k
        )
    elif picture == "ranks":
        methods = {rank.method for rank in graph.ranks}
        method = _chosen(by or _usual(methods), methods, "method")
        found = draw_ranks(graph, title, context=name, text=text, method=method)
    else:
        earlier = before.graph if isinstance(before, Target) else before
        old = [pair for pair in earlier.pairs if pair.context == name] if earlier else []
        found = draw_drift(old, pairs, title, context=text)
    if not found:
        raise _nothing(picture, name)
    return str(stand_alone(found))


def _usual(methods: Iterable[str]) -> str | None:
    return "pagerank" if "pagerank" in set(methods) else None


def _chosen(name: str | None, known: set[str], what: str) -> str:
    """Return the name if it is known; where none is given, the only one there is."""
    if name is None and len(known) == 1:
        return next(iter(known))
    if name in known and name is not None:
        return name
    raise InvalidDocument(
        Problem(
            code="not-in-graph",
            path=what,
            expected=one_of(sorted(known)) if known else f"a graph with a {what}",
            found="none named" if name is None else repr(name),
            hint=(did_you_mean(name, sorted(known)) or f"Name a {what} that the graph has.")
            if known
            else "Ask more people first: groups that are too small to be told are not there.",
        )
    )


def _nothing(picture: Picture, context: str) -> InvalidDocument:
    needed = {
        "graph": "pairs that are not thin",
        "shares": "pairs with an estimate that are not thin",
        "groups": "pairs with enough answers of some group",
        "ranks": "ranks",
        "drift": "pairs of which both graphs have an estimate",
    }
    return InvalidDocument(
        Problem(
            code="nothing-to-draw",
            path=f"context {context}",
            expected=needed[picture],
            found="none",
            hint="Ask more people first, or draw another picture.",
        )
    )
