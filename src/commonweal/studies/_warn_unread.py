"""Files in a study's folder that are not read: a misspelled name would be passed over silently."""

from __future__ import annotations

from fnmatch import fnmatch
from typing import TYPE_CHECKING

from commonweal.errors import Problem
from commonweal.studies._own_folders import INTERVIEWS, LEDGER, MANIFEST, ROUNDS
from commonweal.studies._read_files import NORMS, PARTS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

BESIDE = (
    *(".*", "README*", "LICEN[CS]E*", "*.md", "*.py", "source", "truth.json"),
    *("out", LEDGER, INTERVIEWS, ROUNDS, "steward"),
)
"""What may lie in a study beside what is read: notes, what made it, what runs write, and a steward,
whose trial the report shows and no decision reads."""

MOST_NAMES = 5


def warn_unread(folder: Path) -> Iterator[Problem]:
    """Yield a warning for the study's folder, and for its norms, if files in it are not read."""
    read = {part.name for part in PARTS} | {NORMS.name}
    yield from _not_read(folder, [name for name in _names(folder) if name not in read])
    norms = folder / NORMS.name
    if norms.is_dir():
        unread = [name for name in _names(norms) if not name.endswith(".toml")]
        yield from _not_read(norms, unread)


def _names(folder: Path) -> list[str]:
    """Return what lies in a folder, but for what may lie there and for what a run wrote."""
    return sorted(
        path.name
        for path in folder.iterdir()
        if not any(fnmatch(path.name, pattern) for pattern in BESIDE)
        and not (path / MANIFEST).is_file()
    )


def _not_read(folder: Path, unread: list[str]) -> Iterator[Problem]:
    if unread:
        more = f" and {len(unread) - MOST_NAMES} more" if len(unread) > MOST_NAMES else ""
        yield Problem(
            code="file-not-read",
            path=str(folder),
            expected="files of the names that a study has",
            found=", ".join(map(repr, unread[:MOST_NAMES])) + more,
            hint="Nothing in it counts. The reference page on the study folder has the names.",
        )
