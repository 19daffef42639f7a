"""A session with oneself held by one program at a time."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from commonweal.documents import lock_file
from commonweal.errors import ExternalFailure, Problem

if TYPE_CHECKING:
    from pathlib import Path


def hold_session(path: Path) -> int:
    """Return a descriptor that holds a session until it is closed, or the process ends.

    Args:
        path: the file that the session began with.

    Raises:
        ExternalFailure: with code ``session-open`` if another program holds it; ``cannot-write``
            if the system refuses to open the file.
    """
    try:
        handle = os.open(path, os.O_RDWR | getattr(os, "O_NOFOLLOW", 0))
    except OSError as error:
        found = error.strerror or str(error)
        raise ExternalFailure(
            Problem("cannot-write", str(path), "a place to write to", found)
        ) from error
    try:
        lock_file(handle)
    except OSError as error:
        os.close(handle)
        raise ExternalFailure(
            Problem(
                code="session-open",
                path=str(path.parent),
                expected="a session that no other program holds",
                found="one that is open elsewhere",
                hint="End it there first; every answer is kept.",
            )
        ) from error
    return handle
