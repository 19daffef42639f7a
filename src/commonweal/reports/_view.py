"""The moral graph, prepared so that the template only has to lay it out."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from commonweal.documents import counted, people
from commonweal.reports._graph_pictures import draw_groups, draw_ranks, draw_shares
from commonweal.reports._naming import Naming, moment, words
from commonweal.reports._pair_view import PairRow, pair_rows
from commonweal.reports._picture import draw_graph
from commonweal.reports._placing_view import group_counts

if TYPE_CHECKING:
    from collections.abc import Sequence

    from markupsafe import Markup

    from commonweal.documents import (
        Coordination,
        Cycle,
        Decision,
        MoralGraph,
        PairVerdict,
        Target,
    )

RANKS_SHOWN = 3

RANKED_BY = "pagerank"
"""The method whose places are drawn; the table has all of them."""

METHODS = {
    "carried endorsement, 0 steps": "Holders",
    "carried endorsement, 1 steps": "Holders, carried one step up",
    "carried endorsement, all steps": "Holders, carried all the way up",
    "in-strength": "Held wiser than how many (in-strength)",
    "pagerank": "PageRank",
}


@dataclass(frozen=True, slots=True)
class RankTable:
    """The places of the values that stand high by some method, side by side."""

    methods: tuple[str, ...]
    rows: tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class ContextView:
    """One context: its picture, its pairs with disputes and agreements alike, its ranks."""

    text: str
    summary: str
    bears: bool
    """Whether it holds, or may hold, in the situation that is decided."""
    picture: Markup
    accepted: tuple[PairRow, ...]
    contested: tuple[PairRow, ...]
    complementary: tuple[PairRow, ...]
    pictures: tuple[tuple[str, Markup], ...]
    """More pictures of the same pairs, each with what it shows."""
    thin: int
    cycles: tuple[str, ...]
    ranks: RankTable


@dataclass(frozen=True, slots=True)
class ValueView:
    """One value as people wrote it."""

    title: str
    held_by: str
    groups: str
    contexts: str
    policies: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class GraphView:
    """The moral graph: who was asked, which values there are, and each context."""

    groups: tuple[tuple[str, str, int], ...]
    values: tuple[ValueView, ...]
    contexts: tuple[ContextView, ...]
    coordination: tuple[str, ...]


def view_graph(target: Target, naming: Naming, decision: Decision | None = None) -> GraphView:
    """Return what the report shows of the graph, the contexts that bear on the decision first."""
    graph = target.graph
    bearing = set(decision.justification.declared.contexts) if decision else set()
    contexts = [
        _view_context(context.name, context.text, graph, naming, bears=context.name in bearing)
        for context in target.contexts
        if any(pair.context == context.name for pair in graph.pairs)
    ]
    return GraphView(
        groups=tuple((group.stratum, group.value, group.count) for group in graph.asked),
        values=tuple(_values(graph, naming)),
        contexts=tuple(sorted(contexts, key=lambda context: not context.bears)),
        coordination=tuple(_coordination(found, naming) for found in graph.coordination),
    )


def _values(graph: MoralGraph, naming: Naming) -> list[ValueView]:
    return [
        ValueView(
            title=value.title,
            held_by=naming.held_by(value),
            groups=group_counts((part.stratum, part.value, part.count) for part in value.strata),
            contexts="; ".join(naming.context(name) for name in value.contexts),
            policies=tuple(
                (policy.text, "" if policy.nature == "constitutive" else policy.nature)
                for policy in value.policies
            ),
        )
        for value in sorted(graph.values, key=lambda value: (-value.holders, value.title))
    ]


def _view_context(
    name: str, text: str, graph: MoralGraph, naming: Naming, *, bears: bool
) -> ContextView:
    pairs = [pair for pair in graph.pairs if pair.context == name]
    number = Counter(pair.status for pair in pairs)
    parts = [
        counted(number["contested"], "pair") + " disputed",
        f"{number['accepted']} accepted",
        f"{number['complementary']} both needed",
    ]
    rows = {
        status: pair_rows((pair for pair in pairs if pair.status == status), naming)
        for status in ("accepted", "contested", "complementary")
    }
    titles = {card: naming.card(card) for pair in pairs for card in (pair.first, pair.second)}
    return ContextView(
        text=text,
        summary=", ".join(parts),
        bears=bears,
        picture=draw_graph(pairs, titles, context=text),
        pictures=_pictures(name, text, graph, pairs, naming),
        thin=number["thin"],
        cycles=tuple(_cycle(cycle, naming) for cycle in graph.cycles if cycle.context == name),
        ranks=_ranks(name, graph, naming),
        **rows,
    )


def _pictures(
    name: str, text: str, graph: MoralGraph, pairs: Sequence[PairVerdict], naming: Naming
) -> tuple[tuple[str, Markup], ...]:
    """Return the pictures that are not shown at once, those with nothing in them left out."""
    strata = sorted({part.stratum for pair in pairs for part in pair.strata})
    found = [("How far people agree on each pair", draw_shares(pairs, naming.card, context=text))]
    found += [
        (
            f"How groups see it, by {words(stratum)}",
            draw_groups(
                pairs, naming.card, stratum=stratum, context=text, spoken=words, k=naming.k
            ),
        )
        for stratum in strata
    ]
    found.append(
        (
            "Where values rank, and how far that would move with other people",
            draw_ranks(graph, naming.card, context=name, text=text, method=RANKED_BY),
        )
    )
    return tuple((what, picture) for what, picture in found if picture)


def _cycle(cycle: Cycle, naming: Naming) -> str:
    around = [*cycle.example, cycle.example[0]] if cycle.example else list(cycle.members)
    return " → ".join(naming.quoted(card) for card in around)


def _ranks(context: str, graph: MoralGraph, naming: Naming) -> RankTable:
    places: dict[str, dict[str, str]] = {}
    best: dict[str, int] = {}
    for rank in graph.ranks:
        if rank.context == context:
            between = f"{rank.rank_low} to {rank.rank_high}"
            places.setdefault(rank.card, {})[rank.method] = f"{rank.rank} ({between})"
            best[rank.card] = min(rank.rank, best.get(rank.card, rank.rank))
    methods = sorted({method for found in places.values() for method in found})
    shown = sorted(
        (card for card, place in best.items() if place <= RANKS_SHOWN),
        key=lambda card: (best[card], naming.card(card)),
    )
    return RankTable(
        methods=tuple(METHODS.get(method, method) for method in methods),
        rows=tuple(
            (naming.card(card), tuple(places[card].get(method, "") for method in methods))
            for card in shown
        ),
    )


def _coordination(found: Coordination, naming: Naming) -> str:
    changed = "; ".join(
        f"{naming.quoted(pair.first)} and {naming.quoted(pair.second)}: {pair.status} with them, "
        f"{pair.status_without} without"
        for pair in found.changes
    )
    return (
        f"{people(found.people)} gave {counted(found.answers, 'answer')} "
        f"between {moment(found.first_at)} and {moment(found.last_at)}, "
        f"all for {naming.quoted(found.card)} "
        f"({naming.context(found.context)}). "
        + (f"Without them: {changed}." if changed else "No verdict would be another without them.")
    )
