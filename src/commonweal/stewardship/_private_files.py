"""Files that only their owner may read: written whole or not at all, or grown line by line."""

from __future__ import annotations

import contextlib
import os
from typing import TYPE_CHECKING

from commonweal.documents import OWNER_ALONE, replacing
from commonweal.errors import ExternalFailure, Problem

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_OWNER_ENTERS = 0o700


def make_private_folder(path: Path) -> None:
    """Make a folder that only its owner may enter; one that is there keeps its rights.

    Raises:
        ExternalFailure: with code ``cannot-write`` if the system refuses.
    """
    with _refusals(path):
        path.mkdir(mode=_OWNER_ENTERS, parents=True, exist_ok=True)


def write_private(path: Path, content: bytes) -> None:
    """Write a file whole, readable by its owner alone from its first byte on.

    Raises:
        ExternalFailure: with code ``cannot-write`` if the system refuses; nothing has changed then.
    """
    with replacing(path, rights=OWNER_ALONE) as file:
        file.write(content)


def append_private(path: Path, line: bytes) -> None:
    """Add a line to a file that only its owner may read; when this returns, the disk has it.

    Raises:
        ExternalFailure: with code ``cannot-write`` if the system refuses.
    """
    with _refusals(path):
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, OWNER_ALONE)
        with os.fdopen(handle, "ab") as file:
            file.write(line + b"\n")
            file.flush()
            os.fsync(file.fileno())


@contextlib.contextmanager
def _refusals(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        found = error.strerror or str(error)
        problem = Problem("cannot-write", str(path), "a place to write to", found)
        raise ExternalFailure(problem) from error
