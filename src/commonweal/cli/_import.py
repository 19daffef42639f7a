"""``commonweal import``: studies made of data that others published."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from commonweal.cli._arguments import NEW_FOLDER, PATH
from commonweal.cli._command import ShownCommand
from commonweal.cli._output import current_output, output_options

if TYPE_CHECKING:
    from pathlib import Path


@click.group()
def command() -> None:
    """Make a study of data that others published; nothing of it is copied into this program."""


@command.command(
    cls=ShownCommand,
    examples=(
        "commonweal import moralchoice data/moralchoice --out moralchoice",
        "commonweal run moralchoice",
    ),
)
@click.argument("data", type=PATH)
@NEW_FOLDER
@output_options
def moralchoice(data: Path, out: Path) -> None:
    """Import MoralChoice (arXiv:2307.14324). DATA is the folder with its two tables.

    Each scenario becomes a situation with two actions; each of the ten rules a prohibition. Where
    people did not agree whether an action breaks a rule, that stays open.

    Exit codes: 0 imported; 3 the tables are not as published, or OUT is not empty.
    """
    from commonweal.studies import import_moralchoice

    _imported(import_moralchoice(data, out), "situation", out)


@command.command(
    "daily-dilemmas",
    cls=ShownCommand,
    examples=(
        "commonweal import daily-dilemmas dilemmas_with_detail_by_action.csv --out dilemmas",
    ),
)
@click.argument("table", type=PATH)
@NEW_FOLDER
@output_options
def daily_dilemmas(table: Path, out: Path) -> None:
    """Import DailyDilemmas (arXiv:2410.02683). TABLE, or its folder, has each action's values.

    Dilemmas and values were written by a language model, and every record says so: its placings
    leave every reading open, so the values decide nothing.

    Exit codes: 0 imported; 3 the table is not as published, or OUT is not empty.
    """
    from commonweal.studies import import_daily_dilemmas

    _imported(import_daily_dilemmas(table, out), "situation", out)


@command.command(
    "moral-graph",
    cls=ShownCommand,
    examples=(
        "commonweal import moral-graph graph.json --out g --title T --licence L --citation C",
    ),
)
@click.argument("file", type=PATH)
@NEW_FOLDER
@click.option("--title", required=True, help="What the export is called.")
@click.option("--licence", required=True, help="Under which licence it may be used.")
@click.option("--citation", required=True, help="Who published it, where and when.")
@click.option("--said-at", help="The moment of its publication, as 2026-01-31T09:30:00Z; now.")
@output_options
def moral_graph(file: Path, out: Path, *, said_at: str | None, **source: str) -> None:
    """Import a published moral graph: its values as cards, its counts as published.

    The export holds counts and no votes, and none are made up: the counts are kept as a graph
    document of their own, with what was published beside what should have been.

    Exit codes: 0 imported; 3 the export is not as published, or OUT is not empty.
    """
    from commonweal.documents import utc_now
    from commonweal.studies import Provenance, import_moral_graph

    now = utc_now()
    provenance = Provenance(**source, said_at=said_at or now)
    _imported(import_moral_graph(file, out, provenance=provenance), "value", out)


def _imported(count: int, what: str, out: Path) -> None:
    from commonweal.documents import counted

    text = f"{counted(count, what)} imported.\nRun it: commonweal run {out}"
    current_output().result("import", {"study": str(out), f"{what}s": count}, text)
