"""``commonweal argue convert``: arguments from one format of the competitions into another."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from commonweal.cli._argue_file import FILE, FORMAT, FORMATS, size
from commonweal.cli._arguments import PATH, OneOf
from commonweal.cli._command import ShownCommand
from commonweal.cli._output import current_output, output_options

if TYPE_CHECKING:
    from pathlib import Path


@click.command(
    cls=ShownCommand,
    examples=("commonweal argue convert river.apx --to af --out river.af",),
)
@FILE
@click.option("--to", "to", type=OneOf(FORMATS), required=True, help="The format to write.")
@click.option("--out", type=PATH, required=True, help="The file to write or replace.")
@FORMAT
@output_options
def convert(file: Path, to: Any, out: Path, form: Any) -> None:
    """Write the arguments and attacks of FILE in another format.

    Only apx holds preferences and values; in other formats they stay behind. In `af` arguments have
    numbers; comments say which name each had.

    Exit codes: 0 written; 3 FILE is not valid, or a name cannot be written; 5 it cannot be written.
    """
    from commonweal.argumentation import read_framework, write_framework

    read = read_framework(file, form)
    write_framework(out, read, to)
    left = [
        name
        for name, said in (
            ("preferences", read.preferences),
            ("values", read.promotes),
            ("the order of values", read.audience),
        )
        if said and to != "apx"
    ]
    warnings = (
        [{"code": "left-behind", "path": str(file), "found": ", ".join(left), "hint": ""}]
        if left
        else []
    )
    graph = read.framework
    data = {"file": str(out), "format": to, "arguments": len(graph), "attacks": graph.attacks}
    text = f"Wrote {out}: {size(len(graph), graph.attacks)}."
    current_output().result("argue_convert", data, text, warnings=warnings)
