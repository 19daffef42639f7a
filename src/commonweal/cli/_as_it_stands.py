"""What is said of a decision that is told without being checked: that, and how to check it."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING

from commonweal.cli._lines import wrapped
from commonweal.cli._ways_to_check import program_as_started

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path


def changed_since_the_run(path: Path) -> list[str]:
    """Return which files of a study are no longer as its run read them; of another path, none.

    Args:
        path: what is told: a study, its ``out`` folder, or a file.
    """
    from commonweal.documents import Manifest, read_document
    from commonweal.studies._file_hash import file_sha256

    listed = path / "out" / "manifest.json"
    if not (path / "study.toml").is_file() or not listed.is_file():
        return []
    return [
        entry.path
        for entry in read_document(listed, Manifest).read
        if not (path / entry.path).is_file() or file_sha256(path / entry.path) != entry.sha256
    ]


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
