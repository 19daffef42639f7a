"""What is said of a decision that is told without being checked: that, and how to check it."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING

from commonweal.cli._lines import wrapped
from commonweal.cli._ways_to_check import program_as_started

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path


def as_it_stands(path: Path, changed: Sequence[str]) -> Iterator[str]:
    """Yield the lines that end what is told: what changed, and the command that checks.

    Args:
        path: what was told.
        changed: the files of the study that changed since its run.
    """
    program, place = program_as_started(), shlex.quote(str(path))
    if changed:
        yield from wrapped(f"Changed since this was decided: {', '.join(changed)}. Run it again:")
        yield f"  {program} run {place}"
    yield from wrapped("This was told as it stands in the file, and not checked. To check it:")
    yield f"  {program} check {place}"
