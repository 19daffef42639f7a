"""``commonweal diff``: what changed between two targets or two decisions."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import click

from commonweal.cli._arguments import PATH
from commonweal.cli._command import ShownCommand
from commonweal.cli._output import current_output, output_options

if TYPE_CHECKING:
    from pathlib import Path

LONGEST = 60


@click.command(
    cls=ShownCommand,
    examples=(
        "commonweal diff before/target.json garden/out/target.json",
        "commonweal diff monday.json garden/out/decision.json --json",
    ),
)
@click.argument("old", type=PATH)
@click.argument("new", type=PATH)
@output_options
def command(old: Path, new: Path) -> None:
    """Say what changed between two targets, or between two decisions. Of a study: its target.

    Of decisions the inputs and the results are compared, and not the steps between them.

    Exit codes: 0 nothing changed; 1 something did; 3 they cannot be compared.
    """
    from commonweal.studies import diff_records, find_compared

    changes = diff_records(find_compared(old), find_compared(new))
    data = [{"path": change.path, "old": change.old, "new": change.new} for change in changes]
    lines = [f"{change.path}: {_short(change.old)} → {_short(change.new)}" for change in changes]
    current_output().result("changes", data, "\n".join(lines) or "Nothing changed.")
    if changes:
        raise click.exceptions.Exit(1)


def _short(value: Any) -> str:
    if value is None:
        return "nothing"
    if isinstance(value, dict):
        value = {key: part for key, part in value.items() if part not in (None, [])}
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"
