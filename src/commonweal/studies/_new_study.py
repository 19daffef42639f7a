"""Writing a new study folder: whole or not at all, and never over something that is there."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from commonweal.errors import InvalidDocument, Problem

if TYPE_CHECKING:
    from collections.abc import Mapping


def write_new_study(folder: Path, files: Mapping[str, str]) -> None:
    """Write a study folder that does not exist yet, or is empty.

    The files are written beside it and the folder is renamed into place, so that a run that is
    killed leaves no half study.

    Args:
        folder: where the study is to be.
        files: text by path inside the study.

    Raises:
        InvalidDocument: with code ``folder-not-empty`` if something is there.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise InvalidDocument(
            Problem(
                code="folder-not-empty",
                path=str(folder),
                expected="a folder that does not exist yet, or an empty one",
                found="something is there",
                hint="Name another folder; a study is never written over.",
            )
        )
    folder.parent.mkdir(parents=True, exist_ok=True)
    draft = Path(tempfile.mkdtemp(prefix=f".{folder.name}.", dir=folder.parent))
    try:
        for name, text in files.items():
            path = draft / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="\n")
        draft.chmod(0o755)
        draft.replace(folder)
    except BaseException:
        shutil.rmtree(draft, ignore_errors=True)
        raise
