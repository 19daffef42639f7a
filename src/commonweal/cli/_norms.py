"""``commonweal norms``: what a study's norms come to, taken together."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from commonweal.cli._arguments import STUDY, OneOf, problems_as_json
from commonweal.cli._command import ShownCommand
from commonweal.cli._output import current_output, output_options

if TYPE_CHECKING:
    from pathlib import Path

    from commonweal.norms import Status


@click.group()
def command() -> None:
    """See what norms come to: whether they can be kept, and what they leave open."""


@command.command(
    cls=ShownCommand,
    examples=("commonweal norms check garden", "commonweal norms check garden --json"),
)
@STUDY
@output_options
def check(study: Path) -> None:
    """Find norms that never apply or always yield, conflicts no order settles, gaps and loopholes.

    The first are so whatever the facts are, and each comes with a case in which it shows. Loopholes
    are looked for among the options of the study's situations: what is permitted, and opposes all
    that some norm is for. Resolutions are held against those that stood when they were made.

    Exit codes: 0 nothing was found but gaps; 1 something was; 3 the study is not valid.
    """
    from commonweal.cli._norms_text import BENIGN, charter_as_json, charter_lines
    from commonweal.studies import check_study_charter, read_study

    folder = read_study(study)
    found = check_study_charter(folder)
    current_output().result(
        "charter",
        charter_as_json(found),
        "\n".join(charter_lines(found)),
        warnings=problems_as_json(folder.warnings),
    )
    kinds = {finding.type for finding in found.check.findings} | {case.type for case in found.cases}
    if kinds - BENIGN or found.opposed:
        raise click.exceptions.Exit(1)


@command.command(
    cls=ShownCommand,
    examples=(
        "commonweal norms why garden --option turns",
        "commonweal norms why garden --option turns --wanted in_dispute --most 1",
    ),
)
@STUDY
@click.option("--option", required=True, help="The option that is asked about.")
@click.option("--situation", help="Which of the study's situations; its only one by default.")
@click.option(
    "--wanted",
    type=OneOf(["permitted", "in_dispute", "forbidden"]),
    help="The status to look for; permitted if it is not, and else forbidden.",
)
@click.option(
    "--most",
    type=click.IntRange(1, 5),
    default=3,  # MOST_CHANGES, without loading the room
    show_default=True,
    help="How many things may be otherwise at once.",
)
@output_options
def why(study: Path, option: str, situation: str | None, wanted: Status | None, most: int) -> None:
    """Say why the norms permit or forbid an option, and what would have to be otherwise.

    What the status rests on is enough for it: whatever else is so, it stays. Each set of changes
    does it, and nothing less of it does, if somebody who is heard says so. Nothing is written.

    Exit codes: 0 told; 3 the study is not valid, or has no such situation or option.
    """
    from commonweal.cli._norms_why_text import reasons_as_json, reasons_lines
    from commonweal.studies import read_study, why_status

    folder = read_study(study)
    found = why_status(folder, option, situation=situation, wanted=wanted, most_changes=most)
    text = "\n".join(reasons_lines(found))
    warnings = problems_as_json(folder.warnings)
    current_output().result("status_reasons", reasons_as_json(found), text, warnings=warnings)
