"""``commonweal graph picture``: one picture of a moral graph, as a file."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from commonweal.cli._arguments import PATH, OneOf
from commonweal.cli._command import ShownCommand
from commonweal.cli._output import current_output, output_options

if TYPE_CHECKING:
    from pathlib import Path

    from commonweal.documents import MoralGraph, Target

PICTURES = ("graph", "shares", "groups", "ranks", "drift")


@click.command(
    cls=ShownCommand,
    examples=(
        "commonweal graph picture garden --show shares --context dry-week > shares.svg",
        "commonweal graph picture garden --show drift --before spring/target.json --out drift.svg",
    ),
)
@click.argument("path", type=PATH)
@click.option(
    "--show",
    type=OneOf(PICTURES),
    default="graph",
    show_default=True,
    help="What to draw: who is held wiser, how far people agree, how groups see it, where values "
    "rank, or what changed.",
)
@click.option("--context", help="Which context; needed where there are several.")
@click.option("--by", help="For groups the stratum; for ranks the method.")
@click.option("--before", type=PATH, help="For drift the earlier study, target or graph.")
@click.option("--out", type=PATH, help="Write the picture there instead of printing it.")
@output_options
def picture(
    *,
    path: Path,
    show: str,
    context: str | None,
    by: str | None,
    before: Path | None,
    out: Path | None,
) -> None:
    """Draw one context of a graph as SVG: PATH is a study that was run, a target or a graph.

    The file loads nothing, follows light and dark, and says in words what it shows. Groups of
    fewer than k people are not told; for a graph alone, k is 5.

    Exit codes: 0 drawn; 2 drift without --before; 3 there is no such graph, context, stratum or
    method, or nothing to draw.
    """
    from commonweal.documents import write_text_atomically
    from commonweal.reports import picture_file

    if (show == "drift") != (before is not None):
        raise click.UsageError("--show drift and --before go together.")
    earlier = None if before is None else _drawable(before)
    text = picture_file(
        _drawable(path),
        show,  # type: ignore[arg-type]  # click lets only these through
        context=context,
        by=by,
        before=earlier,
    )
    if out is not None:
        write_text_atomically(out, text)
    told = {"written": str(out)} if out else {"svg": text}
    current_output().result("graph_picture", told, f"Wrote {out}." if out else text.rstrip())


def _drawable(path: Path) -> Target | MoralGraph:
    from commonweal.documents import Target
    from commonweal.studies import find_compared, find_graph

    if path.is_dir():
        record = find_compared(path)
        assert isinstance(record, Target)
        return record
    from commonweal.documents import read_record

    record = read_record(path)
    return record if isinstance(record, Target) else find_graph(path)
