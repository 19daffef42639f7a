"""``commonweal decide``: one situation, and nothing written."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from commonweal.cli._arguments import STUDY, problems_as_json
from commonweal.cli._command import ShownCommand
from commonweal.cli._output import current_output, output_options

if TYPE_CHECKING:
    from pathlib import Path


@click.command(
    cls=ShownCommand,
    examples=(
        "commonweal decide garden",
        "commonweal decide moralchoice --situation ambiguous.h_001 > decision.json",
    ),
)
@STUDY
@click.option("--situation", help="Which of the study's situations; its only one by default.")
@output_options
def command(study: Path, situation: str | None) -> None:
    """Decide one situation of a study as it stands, and print the decision.

    Nothing is written and nothing is ledgered: the target is the one a run would draw from the
    ledger as it is. The decision holds its target, so that it can be checked alone.

    Exit codes: 0 decided, whatever the outcome; 3 the study is not valid or has no such situation.
    """
    import json

    from commonweal.studies import decide_once, read_study

    folder = read_study(study)
    content = decide_once(folder, situation=situation).content()
    text = json.dumps(content, ensure_ascii=False, indent=2)
    current_output().result("decision", content, text, warnings=problems_as_json(folder.warnings))
