"""The folders that a run writes to are its own: no link leads out, and nobody else's files are in.

A study may come from somebody else. A symbolic link in the place of a folder or a file that is
written to would let whoever made the study choose what is overwritten or deleted elsewhere.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from commonweal.errors import InvalidDocument, Problem
from commonweal.studies._stamps import STEPS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

OUT = "out"
"""The folder that a study's runs write to if nothing is said."""

INTERVIEWS = "interviews"
"""The folder in a study that holds the interviews that were begun and are not finished."""

LEDGER = "ledger"
"""The ledger's folder inside the study."""

ROUNDS = "rounds"
"""The folder in a study that holds the rounds that were begun and are not finished."""

MANIFEST = "manifest.json"
"""What a run that was finished leaves."""

TARGET_FILE = "target.json"


def interview_file(path: Path, participant: str) -> Path:
    """Return where the unfinished interview of a person stands, if there is one.

    Args:
        path: the study folder.
        participant: the pseudonym.
    """
    return path / INTERVIEWS / f"{participant}.jsonl"


def round_file(path: Path, participant: str) -> Path:
    """Return where the unfinished round of a person stands, if there is one.

    Args:
        path: the study folder.
        participant: the pseudonym.
    """
    return path / ROUNDS / f"{participant}.jsonl"


def refuse_linked_folder(folder: Path) -> None:
    """Refuse a folder of a study that is a symbolic link, wherever it leads.

    Raises:
        InvalidDocument: code ``study-link``.
    """
    _refuse([folder] if folder.is_symlink() else [])


def refuse_linked_out(folder: Path) -> None:
    """Refuse a study's own ``out`` if it, or anything that a run writes in it, is a symbolic link.

    Raises:
        InvalidDocument: code ``study-link``, with every link.
    """
    _refuse([folder] if folder.is_symlink() else sorted(_links_in(folder)))


def refuse_foreign_out(folder: Path) -> None:
    """Refuse to write a run into a folder that holds something else.

    Raises:
        InvalidDocument: code ``out-folder``.
    """
    if not folder.is_dir() or (folder / STEPS).is_dir() or (folder / MANIFEST).is_file():
        return
    there = sorted(path.name for path in folder.iterdir())
    if there:
        raise InvalidDocument(
            Problem(
                code="out-folder",
                path=str(folder),
                expected="a folder that is empty or that a run wrote",
                found=f"one with {there[0]!r} in it, which no run wrote",
                hint="Files of these names would be replaced: name another folder with --out.",
            )
        )


def _links_in(folder: Path) -> Iterator[Path]:
    steps = folder / STEPS
    for pattern_of, pattern in ((folder, "*"), (steps, "*"), (steps, "*/*")):
        # What a linked folder holds is not looked at: the link itself was found before.
        if not pattern_of.is_symlink():
            yield from (path for path in pattern_of.glob(pattern) if path.is_symlink())


def _refuse(links: list[Path]) -> None:
    problems = [
        Problem(
            code="study-link",
            path=str(link),
            expected="a folder or file of the study itself",
            found="a symbolic link",
            hint="Delete the link. To write elsewhere: commonweal run STUDY --out FOLDER",
        )
        for link in links
    ]
    if problems:
        raise InvalidDocument(problems)
