"""``commonweal explain``: a decision in sentences."""

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
        "commonweal explain garden",
        "commonweal explain garden --option turns --full",
        "commonweal explain moralchoice --situation clear.c_001",
    ),
)
@click.argument("path", type=PATH)
@click.option("--situation", help="Which decision, where there are many.")
@click.option("--option", help="Only what concerns this option.")
@click.option("--full", is_flag=True, help="Everything, with no sentence left out.")
@output_options
def command(path: Path, situation: str | None, option: str | None, *, full: bool) -> None:
    """Tell a decision in sentences. PATH is a study that was run, its out folder, or a decision.

    One screen by default: the answer, what it rests on, which options are permitted, what is open,
    and how much more there is. With --option all collisions of norms over what that option breaks,
    or may break; with --full, and with --json always, all sentences. It is told as it stands in the
    file: `check` says whether it follows. Of a study, it is said which of its files changed since
    the run.

    Exit codes: 0 told; 3 there is no such decision, or no such option in it.
    """
    from commonweal.cli._as_it_stands import as_it_stands
    from commonweal.cli._explained import explained, told_lines
    from commonweal.studies import changed_since_the_run, find_decision

    found = find_decision(path, situation=situation)
    sentences = explained(found.decision, option, target=found.target)
    changed = changed_since_the_run(path)
    data = {
        "situation": found.decision.situation,
        "sentences": list(sentences),
        "checked": False,
        "changed_since": changed,
    }
    told = told_lines(sentences, full=full, of_option=option is not None)
    lines = (*told, "", *as_it_stands(path, changed))
    current_output().result("explanation", data, "\n".join(lines))
