"""Arguments and options that several commands share."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from collections.abc import Iterable

    from commonweal.errors import InvalidDocument, Problem

PATH = click.Path(path_type=Path)
"""A path that need not exist: what is wrong with it is reported like all invalid input."""

STUDY = click.argument("study", type=PATH)
NEW_FOLDER = click.option(
    "--out", type=PATH, required=True, help="The study folder to write; it must not exist yet."
)


def unreadable(name: str, expected: str, error: OSError | UnicodeDecodeError) -> InvalidDocument:
    """Return the refusal of a file, or of standard input, that cannot be read as text."""
    from commonweal.errors import InvalidDocument, Problem

    missing = isinstance(error, FileNotFoundError)
    hint = "Look at the spelling, and at the folder that you are in." if missing else ""
    found = getattr(error, "strerror", None) or str(error)
    return InvalidDocument(Problem("unreadable", name, expected, found, hint))


def problems_as_json(problems: Iterable[Problem]) -> list[dict[str, str]]:
    """Return problems as plain JSON."""
    from dataclasses import asdict

    return [asdict(problem) for problem in problems]
