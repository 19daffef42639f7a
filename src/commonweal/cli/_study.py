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
    cls=ShownCommand,
    examples=(
        "commonweal study init garden && commonweal run garden",
        "commonweal study init allotments --real",
    ),
)
@click.argument("folder", type=PATH)
@click.option("--name", help="What the study is called; the folder's name by default.")
@click.option("--real", is_flag=True, help="A skeleton for real people, without any answers.")
@output_options
def init(folder: Path, name: str | None, *, real: bool) -> None:
    """Write a small study to begin with: complete, commented, decided when it is run.

    Its people are invented. With --real it is a skeleton to fill in: valid, and empty.

    Exit codes: 0 written; 3 something is there already.
    """
    from commonweal.studies import init_real_study, init_study

    own = re.sub(r"[^a-z0-9_.-]+", "-", folder.resolve().name.lower()).lstrip("_.-")
    begin = init_real_study if real else init_study
    begin(folder, name=name or own or "study")
    files = sorted(
        path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()
    )
    steps = _next_steps(folder, real=real)
    text = "\n".join([f"Wrote {folder}: {', '.join(files)}.", *steps])
    current_output().result("study_files", {"folder": str(folder), "files": files}, text)


def _next_steps(folder: Path, *, real: bool) -> list[str]:
    """Return what is to be done with a new study, in order."""
    from shlex import quote

    from commonweal.cli._ways_to_check import program_as_started

    program, study = program_as_started(), quote(str(folder))
    if not real:
        return [f"Run it: {program} run {study}"]
    return [
        "Next, in this order:",
        "1. In study.toml, write the question, the contexts, and the consent_text to be shown.",
        f"2. See whether all is well, after each change: {program} study validate {study}",
        "3. Ask people, one by one, and then let them meet one another's values:",
        f"   {program} interview {study} --participant NAME",
        f"   {program} round {study} --participant NAME",
        "   or add answers that you have, of each person a participant and a consent first:",
        f"   {program} answer {study} FILE",
        "4. In roles.toml, norms/ and plan.toml, write who may bind whom, the norms that hold,",
        '   and what is to be decided; then add "decide" to the steps in study.toml.',
        f"5. Run it: {program} run {study}",
        "Its .gitignore keeps answers.jsonl out of git. Leave it so.",
    ]


@command.command(cls=ShownCommand, examples=("commonweal study validate garden --json",))
@STUDY
@output_options
def validate(study: Path) -> None:
    """Read a study and hold its files against one another; everything wrong is said at once.

    If it has a ledger, that is verified, and held against the study as a run would.

    Exit codes: 0 valid; 1 the ledger is damaged or gone, or a ledgered record is; 3 not valid.
    """
    from collections import Counter

    from commonweal.cli._in_git import answers_in_git
    from commonweal.documents import counted
    from commonweal.studies import check_ledger, read_study

    folder = read_study(study)
    check_ledger(folder)
    counts = Counter(entry.record.kind for entry in folder.records.all())
    records = {kind: counts[kind] for kind in sorted(counts)}
    told = [counted(count, *_noun(kind)) for kind, count in records.items()]
    current_output().result(
        "study_check",
        {"study": str(study), "records": records},
        f"{study} is valid: {', '.join(told)}.",
        warnings=problems_as_json((*folder.warnings, *answers_in_git(folder))),
    )


def _noun(kind: str) -> tuple[str, str]:
    """Return what one record of a kind is called, and several."""
    one = kind.replace("_", " ")
    irregular = {"authority": "authorities", "breach": "breaches"}
    unchanged = {"not_traded", "offered", "outweighs"}
    return one, irregular.get(kind, one if kind in unchanged else f"{one}s")
