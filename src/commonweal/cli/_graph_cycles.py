"""``commonweal graph cycles``: circles of values, and what it would take to open them."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from commonweal.cli._arguments import PATH
from commonweal.cli._command import ShownCommand
from commonweal.cli._output import current_output, output_options

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from commonweal.estimates import EndorsedAt, UnwindingResult


@click.command(cls=ShownCommand, examples=("commonweal graph cycles garden",))
@click.argument("path", type=PATH)
@output_options
def cycles(path: Path) -> None:
    """Show which edges would open each circle of values at the cost of the fewest votes.

    PATH is a study that was run, a target or a graph. This is a report: nothing is removed.

    Exit codes: 0 told; 3 there is no graph.
    """
    from commonweal.estimates import solve_unwinding
    from commonweal.studies import find_graph

    graph = find_graph(path)
    result = solve_unwinding(graph)
    titles = {value.card: value.title for value in graph.values}
    data = {
        "status": result.status,
        "circles": [asdict(circle) for circle in result.value],
        "endorsed": [asdict(one) for one in result.endorsed],
    }
    current_output().result("circles", data, "\n".join(_lines(result, titles)))


def _lines(result: UnwindingResult, titles: Mapping[str, str]) -> Iterator[str]:
    from commonweal.documents import counted, listed

    if not result.value:
        yield "No values are ordered in a circle."
        return
    yield from result.explain()
    for circle in result.value:
        yield ""
        members = [titles.get(card, card) for card in circle.members]
        yield f"{circle.context}: {listed(members)}"
        exact = circle.votes == circle.at_least
        bound = "no choice loses fewer" if exact else f"at least {circle.at_least} are lost anyhow"
        yield f"  would open at the cost of {counted(circle.votes, 'vote')} ({bound}):"
        for edge in circle.edges:
            ends = (titles.get(card, card) for card in (edge.less_wise, edge.wiser))
            told = f"{counted(edge.votes, 'vote')} for it, {edge.against} against"
            yield f"    {' < '.join(ends)}  ({told})"
        if circle.only is False:
            yield "  another choice of edges loses as few"
    yield ""
    yield "endorsements carried so many steps up, circles kept → unwound:"
    yield from _endorsed(result.endorsed, titles)


def _endorsed(endorsed: tuple[EndorsedAt, ...], titles: Mapping[str, str]) -> Iterator[str]:
    by_value: dict[tuple[str, str], list[str]] = {}
    for one in endorsed:
        depth = "all" if one.depth is None else str(one.depth)
        told = f"{depth}: {one.kept:.3g} → {one.unwound:.3g}"
        by_value.setdefault((one.context, one.card), []).append(told)
    for (context, card), steps in by_value.items():
        yield f"  {context}: {titles.get(card, card)}: {'; '.join(steps)}"
