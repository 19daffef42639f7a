"""``commonweal check``: the stand-alone checker, on anything that a run wrote."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from commonweal.cli._arguments import PATH
from commonweal.cli._command import ShownCommand
from commonweal.cli._output import current_output, output_options

if TYPE_CHECKING:
    from pathlib import Path


@click.command(
    cls=ShownCommand,
    examples=(
        "commonweal check garden",
        "commonweal check garden/out/decision.json",
    ),
)
@click.argument("path", type=PATH)
@output_options
def command(path: Path) -> None:
    """Verify a study that was run, its out folder, or any one file that a run wrote.

    Does exactly what the stand-alone checker does, a few files that can be copied anywhere and that
    need nothing of this package: python -I checker.py PATH.

    Exit codes: 0 valid; 1 not valid, with the step and the reason; 3 unreadable.
    """
    from commonweal.proof import checker

    _refuse_standard_input(path)
    words = [str(path), "--json"] if current_output().json else [str(path)]
    raise click.exceptions.Exit(checker.main(words))


def _refuse_standard_input(path: Path) -> None:
    from commonweal.errors import InvalidDocument, Problem

    if str(path) == "-":
        expected = "a study, its out folder, or a file that a run wrote"
        raise InvalidDocument(Problem("unreadable", "-", expected, "standard input"))
