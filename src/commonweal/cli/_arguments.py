"""Arguments and options that several commands share."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from collections.abc import Iterable

    from commonweal.errors import Problem


class OneOf(click.Choice[str]):
    """Words of which an option takes one; the nearest of them is named where it gets another."""

    def get_invalid_choice_message(self, value: Any, ctx: click.Context | None) -> str:
        """Return which words there are, and which may have been meant."""
        from commonweal.documents import did_you_mean

        told = super().get_invalid_choice_message(value, ctx)
        return f"{told} {did_you_mean(value, self.choices)}".rstrip()


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
