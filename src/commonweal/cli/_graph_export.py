"""``commonweal graph export``: a moral graph in another program's format."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from commonweal.cli._arguments import PATH, OneOf
from commonweal.cli._command import ShownCommand
from commonweal.cli._output import current_output, output_options

if TYPE_CHECKING:
    from pathlib import Path

FORMATS = ("published-v1", "published-v2", "graphml", "csv-values", "csv-pairs", "json-ld", "mgg")


@click.command(
    cls=ShownCommand,
    examples=(
        "commonweal graph export garden --format graphml --out garden.graphml",
        "commonweal graph export garden --format csv-pairs --out pairs.csv --context dry-week",
    ),
)
@click.argument("path", type=PATH)
@click.option("--format", "form", type=OneOf(FORMATS), required=True, help="The format.")
@click.option("--out", type=PATH, required=True, help="The file to write or replace.")
@click.option("--context", help="Only this context.")
@output_options
def export(path: Path, form: str, out: Path, context: str | None) -> None:
    """Write a graph in another program's format: PATH is a study that was run, a target or a graph.

    No format tells of a person, of a group, or of a number of people below the study's k (for a
    graph alone, 5). What each format holds, and what it loses, is on the reference page of formats.

    Exit codes: 0 written; 3 there is no graph, or no such context in it; 5 it cannot be written.
    """
    from commonweal.studies import write_graph_export

    write_graph_export(path, out, form=form, context=context)
    current_output().result("graph_export", {"file": str(out), "format": form}, f"Wrote {out}.")
