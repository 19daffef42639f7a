"""``commonweal run``: the main job."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from commonweal.cli._arguments import PATH, STUDY, problems_as_json
from commonweal.cli._command import ShownCommand
from commonweal.cli._output import current_output, output_options

if TYPE_CHECKING:
    from pathlib import Path


@click.command(
    cls=ShownCommand,
    examples=(
        "commonweal run examples/river",
        "commonweal run garden --out elsewhere --json",
        "commonweal run garden --amend",
    ),
)
@STUDY
@click.option("--out", type=PATH, help="Where to write; the study's own out folder by default.")
@click.option(
    "--amend",
    is_flag=True,
    help="Write a tombstone for each norm, role, situation … that was changed after a run.",
)
@output_options
def command(study: Path, out: Path | None, *, amend: bool) -> None:
    """Read a study, decide what it plans, and write everything into its out folder.

    Writes target.json, decision.json (or decisions.jsonl), records.json, report.html, summary.json
    and manifest.json. Only what changed since the last run is done again. The ledger stays in the
    study. How far it is stands on stderr: as bars on a terminal, else as a line every ten seconds.

    Exit codes: 0 done; 1 a record that was ledgered is gone, or the ledger; 3 the study is not
    valid, or the out folder is another study's.
    """
    from commonweal.cli._in_git import answers_in_git
    from commonweal.cli._progress import shown_progress
    from commonweal.cli._report import report_writer
    from commonweal.cli._run_text import tell_run
    from commonweal.cli._ways_to_check import ways_to_check
    from commonweal.studies import amend_study, run_study

    output = current_output()
    if amend:
        for record_id in amend_study(study):
            output.say(f"A tombstone was written for {record_id}.")
    with shown_progress(output) as progress:
        run = run_study(study, out=out, write_report=report_writer(study), progress=progress)
        told = tell_run(run, checks=ways_to_check(run.folder.path, run.out))
    data: dict[str, Any] = {
        "study": str(run.folder.path),
        "out": str(run.out),
        "steps": [
            {"step": step.name, "ran": step.ran, "milliseconds": round(step.seconds * 1000)}
            for step in run.steps
        ],
        "summary": run.summary,
    }
    warnings = problems_as_json((*run.folder.warnings, *answers_in_git(run.folder)))
    output.result("run", data, told, warnings=warnings)
