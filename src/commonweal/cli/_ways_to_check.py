"""The lines that a person pastes to check a run, as this machine would take them."""

from __future__ import annotations

import os
import shlex
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path

PROGRAM = "commonweal"


@dataclass(frozen=True, slots=True)
class WaysToCheck:
    """Two commands that check a run: with this program, and with its checker alone."""

    with_program: str
    alone: str
    explain: str
    """The command that tells its decisions."""


def ways_to_check(study: Path, out: Path) -> WaysToCheck:
    """Return the commands that check what a run wrote.

    Args:
        study: the study that was run.
        out: where the run wrote, which is named instead of the study if it lies elsewhere.
    """
    from commonweal.proof import checker

    path = study if out.resolve() == (study / "out").resolve() else out
    python = _on_path_or_whole(Path(sys.executable))
    file = _shorter(Path(checker.__file__))
    return WaysToCheck(
        with_program=f"{program_as_started()} check {shlex.quote(str(path))}",
        alone=f"{python} -I {shlex.quote(file)} {shlex.quote(str(path))}",
        explain=f"{program_as_started()} explain {shlex.quote(str(path))}",
    )


def program_as_started() -> str:
    """Return how this program was started, as a shell takes it; its name if that is unknown."""
    started = Path(sys.argv[0])
    if started.stem != PROGRAM or not started.is_file():
        return PROGRAM
    return _on_path_or_whole(started)


def _on_path_or_whole(program: Path) -> str:
    """Return a program's name if the shell would find this very file by it, else its path."""
    found = shutil.which(program.name)
    if found is not None and Path(found).absolute() == program.absolute():
        return program.name
    path = _shorter(program)
    # The shell looks up a name without a slash among its own programs, not in the folder.
    return shlex.quote(path if os.sep in path else f"{os.curdir}{os.sep}{path}")


def _shorter(path: Path) -> str:
    """Return a path from the root or from the current folder, whichever is shorter."""
    whole = str(path.absolute())
    try:
        return min(os.path.relpath(whole), whole, key=len)
    except ValueError:  # another drive than the current folder's
        return whole
