"""A file of lines that only its owner may read, grown line by line and mended after a crash."""

from __future__ import annotations

import contextlib
import os
from typing import TYPE_CHECKING

from commonweal.documents import OWNER_ALONE
from commonweal.errors import ExternalFailure, Problem

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

OWNER_ENTERS = 0o700
_TAIL = 1 << 16


class PrivateLines:
    """A file that lines are added to, kept open.

    A last line that a crash cut short was never acknowledged, and is cut off when it is opened.

    Args:
        path: the file; it is made if it is not there. A symbolic link is refused.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        flags = os.O_RDWR | os.O_CREAT | os.O_APPEND
        flags |= getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
        with _refusals(path):
            self._handle = os.open(path, flags, OWNER_ALONE)
            self._size = self._mended()

    def add(self, line: bytes) -> None:
        """Add a line; when this returns, the disk has it. If it fails, nothing of it stays.

        Raises:
            ExternalFailure: with code ``cannot-write`` if the system refuses.
        """
        data = line + b"\n"
        try:
            with _refusals(self.path):
                written = 0
                while written < len(data):
                    written += os.write(self._handle, data[written:])
                os.fsync(self._handle)
        except BaseException:
            with contextlib.suppress(OSError):
                os.ftruncate(self._handle, self._size)
            raise
        self._size += len(data)

    def close(self) -> None:
        """Let go of the file."""
        if self._handle >= 0:
            os.close(self._handle)
            self._handle = -1

    def _mended(self) -> int:
        size = end = os.fstat(self._handle).st_size
        while end > 0:
            start = max(0, end - _TAIL)
            os.lseek(self._handle, start, os.SEEK_SET)
            place = os.read(self._handle, end - start).rfind(b"\n")
            if place >= 0:
                end = start + place + 1
                break
            end = start
        if end < size:
            os.ftruncate(self._handle, end)
            os.fsync(self._handle)
        return end


def make_owners_folder(path: Path) -> None:
    """Make a folder that only its owner may enter; one that is there keeps its rights.

    Raises:
        ExternalFailure: with code ``cannot-write`` if the system refuses.
    """
    with _refusals(path):
        path.mkdir(mode=OWNER_ENTERS, parents=True, exist_ok=True)


@contextlib.contextmanager
def _refusals(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        found = error.strerror or str(error)
        problem = Problem("cannot-write", str(path), "a place to write to", found)
        raise ExternalFailure(problem) from error
