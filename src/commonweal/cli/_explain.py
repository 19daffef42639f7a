"""``commonweal explain``: a decision in sentences."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

import click

from commonweal.cli._arguments import PATH
from commonweal.cli._command import ShownCommand
from commonweal.cli._output import current_output, output_options

if TYPE_CHECKING:
    from pathlib import Path

WIDTH = 96


@click.command(
    cls=ShownCommand,
    examples=(
        "commonweal explain garden",
        "commonweal explain moralchoice --situation clear.c_001",
    ),
)
@click.argument("path", type=PATH)
@click.option("--situation", help="Which decision, where there are many.")
@output_options
def command(path: Path, situation: str | None) -> None:
    """Tell a decision in sentences. PATH is a study that was run, its out folder, or a decision.

    Exit codes: 0 told; 3 there is no such decision.
    """
    from commonweal.decisions import explain
    from commonweal.studies import find_decision

    found = find_decision(path, situation=situation)
    sentences = explain(found.decision, target=found.target)
    data = {"situation": found.decision.situation, "sentences": list(sentences)}
    text = "\n".join(
        line for sentence in sentences for line in textwrap.wrap(sentence, WIDTH) or [""]
    )
    current_output().result("explanation", data, text)
