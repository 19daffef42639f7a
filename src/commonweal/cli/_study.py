"""``commonweal study``: beginning a study, and seeing what is wrong with one."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import click

from commonweal.cli._arguments import PATH, STUDY, problems_as_json
from commonweal.cli._command import ShownCommand
from commonweal.cli._output import current_output, output_options

if TYPE_CHECKING:
    from pathlib import Path


@click.group()
def command() -> None:
    """Begin a study, or see what is wrong with one."""


@command.command(
    cls=ShownCommand, examples=("commonweal study init garden && commonweal run garden",)
)
@click.argument("folder", type=PATH)
@click.option("--name", help="What the study is called; the folder's name by default.")
@output_options
def init(folder: Path, name: str | None) -> None:
    """Write a small study to begin with: complete, commented, decided when it is run.

    Exit codes: 0 written; 3 something is there already.
    """
    from shlex import quote

    from commonweal.cli._ways_to_check import program_as_started
    from commonweal.studies import init_study

    own = re.sub(r"[^a-z0-9_.-]+", "-", folder.resolve().name.lower()).lstrip("_.-")
    init_study(folder, name=name or own or "study")
    files = sorted(
        path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()
    )
    run_it = f"{program_as_started()} run {quote(str(folder))}"
    text = f"Wrote {folder}: {', '.join(files)}.\nRun it: {run_it}"
    current_output().result("study_files", {"folder": str(folder), "files": files}, text)


@command.command(cls=ShownCommand, examples=("commonweal study validate garden --json",))
@STUDY
@output_options
def validate(study: Path) -> None:
    """Read a study and hold its files against one another; everything wrong is said at once.

    Exit codes: 0 valid; 3 not valid.
    """
    from collections import Counter

    from commonweal.cli._in_git import answers_in_git
    from commonweal.studies import read_study

    folder = read_study(study)
    counts = Counter(entry.record.kind for entry in folder.records.all())
    records = {kind: counts[kind] for kind in sorted(counts)}
    listed = ", ".join(f"{count} {kind}" for kind, count in records.items())
    current_output().result(
        "study_check",
        {"study": str(study), "records": records},
        f"{study} is valid: {listed}.",
        warnings=problems_as_json((*folder.warnings, *answers_in_git(folder))),
    )
