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
        "commonweal check --page checker.html",
    ),
)
@click.argument("path", type=PATH, required=False)
@click.option(
    "--page",
    type=PATH,
    help="Write a page, one file, that checks decisions in a browser, and check nothing.",
)
@output_options
def command(path: Path | None, page: Path | None) -> None:
    """Verify a study that was run, its out folder, or any one file that a run wrote.

    Does exactly what the stand-alone checker does, a few files that can be copied anywhere and that
    need nothing of this package: python -I checker.py PATH. With --page it writes the second
    checker instead, which was written apart from the first and runs in a browser.

    Exit codes: 0 valid, or the page written; 1 not valid, with the step and the reason; 2 neither
    a PATH nor a page, or both; 3 unreadable.
    """
    if (path is None) == (page is None):
        raise click.UsageError("Give a PATH to check, or --page and a file to write, and not both.")
    if page is not None:
        _write_page(page)
        return
    from commonweal.proof import checker

    assert path is not None
    _refuse_standard_input(path)
    words = [str(path), "--json"] if current_output().json else [str(path)]
    raise click.exceptions.Exit(checker.main(words))


def _write_page(page: Path) -> None:
    from commonweal.reports import write_checker_page

    write_checker_page(page)
    told = f"Wrote {page}. Open it in a browser, and put decision.json into it."
    current_output().result("checker_page", {"written": str(page)}, told)


def _refuse_standard_input(path: Path) -> None:
    from commonweal.errors import InvalidDocument, Problem

    if str(path) == "-":
        expected = "a study, its out folder, or a file that a run wrote"
        raise InvalidDocument(Problem("unreadable", "-", expected, "standard input"))
