"""``commonweal graph show``: a moral graph as a table."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from commonweal.cli._arguments import PATH
from commonweal.cli._command import ShownCommand
from commonweal.cli._lines import cut
from commonweal.cli._output import current_output, output_options

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from commonweal.documents import MoralGraph, PairVerdict

TITLE = 44
"""How much of a title a row of the table holds; longer ones end in “…”."""

LEGEND = (
    "(> the first is wiser, < the second, – neither; in brackets: votes for the first/second/both)"
)


@click.command(cls=ShownCommand, examples=("commonweal graph show garden --context dry-week",))
@click.argument("path", type=PATH)
@click.option("--context", help="Only this context.")
@output_options
def show(path: Path, context: str | None) -> None:
    """Show a graph as a table: PATH is a study, a target or a graph.

    A number of people below the study's k is not told; for a graph alone, k is 5.

    Exit codes: 0 shown; 3 there is no graph, or no such context in it.
    """
    from commonweal.studies import find_graph

    graph = find_graph(path)
    _refuse_unknown(graph, context, path)
    pairs = [pair for pair in graph.pairs if context in {None, pair.context}]
    data = {
        "values": [value.content() for value in graph.values],
        "pairs": [pair.content() for pair in pairs],
        "cycles": [cycle.content() for cycle in graph.cycles if context in {None, cycle.context}],
    }
    current_output().result("graph_view", data, "\n".join(_lines(graph, context, _k(path))))


def _refuse_unknown(graph: MoralGraph, context: str | None, path: Path) -> None:
    from commonweal.documents import did_you_mean, one_of
    from commonweal.errors import InvalidDocument, Problem

    known = {name for value in graph.values for name in value.contexts}
    known |= {pair.context for pair in graph.pairs}
    if context is not None and context not in known:
        expected = one_of(sorted(known), some="the graph's contexts")
        hint = did_you_mean(context, known)
        raise InvalidDocument(Problem("unknown-context", str(path), expected, repr(context), hint))


def _k(path: Path) -> int:
    """Return the fewest people that may be told apart, as the target says it."""
    from commonweal.documents import Target, Thresholds
    from commonweal.studies import find_compared

    record = find_compared(path)
    return record.thresholds.k if isinstance(record, Target) else Thresholds().k


def _lines(graph: MoralGraph, context: str | None, k: int) -> Iterator[str]:
    from commonweal.decisions import held_by
    from commonweal.documents import counted

    yield f"{counted(len(graph.values), 'value')}, {_asked(graph.people, k)}"
    for value in sorted(graph.values, key=lambda value: (-value.holders, value.title)):
        title = f"{cut(value.title, TITLE):<{TITLE}}"
        yield f"  {title}  {held_by(value, k)}  {', '.join(value.contexts)}"
    names = sorted({pair.context for pair in graph.pairs if context in {None, pair.context}})
    if names:
        yield LEGEND
    titles = {value.card: value.title for value in graph.values}
    for name in names:
        yield f"{name}:"
        yield from (_pair(pair, titles, k) for pair in graph.pairs if pair.context == name)
        for cycle in graph.cycles:
            if cycle.context == name:
                yield "  cycle: " + " < ".join(titles.get(card, card) for card in cycle.example)


def _asked(count: int, k: int) -> str:
    from commonweal.documents import people

    if count == 0:
        return "nobody was asked"
    return people(count) if count >= k else f"fewer than {people(k)}"


def _pair(pair: PairVerdict, titles: dict[str, str], k: int) -> str:
    counts = [
        getattr(pair.shown_first, answer) + getattr(pair.shown_second, answer)
        for answer in ("first", "second", "both_needed")
    ]
    sign = {None: "–", pair.first: ">", pair.second: "<"}[pair.wiser]
    first, second = (cut(titles.get(card, card), TITLE) for card in (pair.first, pair.second))
    told = "/".join(map(str, counts)) if sum(counts) >= k else f"fewer than {k}"
    return f"  {pair.status:<13} {first} {sign} {second}  ({told})"
