"""Arguments and options that several commands share."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from collections.abc import Iterable

    from commonweal.errors import Problem

PATH = click.Path(path_type=Path)
"""A path that need not exist: what is wrong with it is reported like all invalid input."""

STUDY = click.argument("study", type=PATH)
NEW_FOLDER = click.option(
    "--out", type=PATH, required=True, help="The study folder to write; it must not exist yet."
)


def problems_as_json(problems: Iterable[Problem]) -> list[dict[str, str]]:
    """Return problems as plain JSON."""
    from dataclasses import asdict

    return [asdict(problem) for problem in problems]
