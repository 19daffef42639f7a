"""``commonweal norms``: what a study's norms come to, taken together."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from commonweal.cli._arguments import STUDY, problems_as_json
from commonweal.cli._command import ShownCommand
from commonweal.cli._output import current_output, output_options

if TYPE_CHECKING:
    from pathlib import Path


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
    that some norm is for.

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
    if kinds - BENIGN:
        raise click.exceptions.Exit(1)
