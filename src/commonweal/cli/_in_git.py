"""Real people's answers in a file that git would track: a warning before they are shared."""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

from commonweal.errors import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from commonweal.studies import StudyFolder

SECONDS = 10
"""How long git may take; a warning is not worth waiting longer for."""


def answers_in_git(folder: StudyFolder) -> Iterator[Problem]:
    """Yield a warning for each file of real people's answers that git would track.

    Nothing is said where git is absent, or the study is in no work tree.

    Args:
        folder: the study.
    """
    from commonweal.documents import PersonalRecord

    files = {
        entry.file
        for entry in folder.records.all()
        if entry.record.origin == "person" and isinstance(entry.record, PersonalRecord)
    }
    for file in sorted(files):
        path = Path(file)
        if _would_track(path):
            yield Problem(
                code="real-answers-in-git",
                path=file,
                expected="real people's answers in a file that git ignores",
                found="a file that git tracks or would add",
                hint=_hint(path),
            )


def _hint(file: Path) -> str:
    line = f"a line {file.name} in the study's .gitignore"
    if _git(file, "ls-files", "--error-unmatch", "--") == 0:
        return f"Git tracks it: git rm --cached {file}, and have {line}."
    return f"Write {line}."


def _would_track(file: Path) -> bool:
    # 0 says ignored and 128 that this is no work tree.
    return _git(file, "check-ignore", "--quiet", "--") == 1


def _git(file: Path, *words: str) -> int | None:
    """Return the exit code of what git says of a file; nothing where git does not answer."""
    command = ["git", "-C", str(file.parent), *words, file.name]
    try:
        asked = subprocess.run(command, capture_output=True, check=False, timeout=SECONDS)  # noqa: S603  # no shell
    except (OSError, subprocess.TimeoutExpired):
        return None
    return asked.returncode
