"""The stored levels of a ledger's tree, one file each: derived from the leaves, never trusted.

``levels/level-00.bin`` holds the leaf hashes one after the other, ``level-08.bin`` the roots of
each 256 entries, ``level-16.bin`` of each 65,536, and so on. They make a proof fast and nothing
more: every path read from them is verified before it is handed out, and a ledger that is not open
can do without them.
"""

from __future__ import annotations

import os
from io import FileIO
from typing import TYPE_CHECKING

from commonweal.proof._ledger_open import open_unlinked
from commonweal.proof._merkle import HASH_BYTES
from commonweal.proof._merkle_tree import STORED_EVERY

if TYPE_CHECKING:
    from pathlib import Path

_HIGHEST_LEVEL = 64


class LevelFiles:
    """Stored levels in a folder.

    A writer keeps the files open until `close`; a reader opens them for each read, so that it holds
    nothing that would have to be closed.

    Args:
        folder: where the files lie; made when the first hash is written.
        writable: whether they may be changed.
    """

    def __init__(self, folder: Path, *, writable: bool) -> None:
        self.folder = folder
        self._writable = writable
        self._files: dict[int, FileIO] = {}

    def read(self, level: int, start: int, count: int) -> bytes:
        """Return up to ``count`` hashes of ``level`` from ``start`` on."""
        if self._writable:
            file = self._file(level)
            return b"" if file is None else _read(file, start, count)
        try:
            with FileIO(self._path(level), opener=open_unlinked) as file:
                return _read(file, start, count)
        except FileNotFoundError:
            return b""

    def write(self, level: int, start: int, hashes: bytes) -> None:
        """Put ``hashes`` at ``start`` of ``level``; readers see them at once."""
        assert self._writable
        file = self._file(level)
        if file is None:
            self.folder.mkdir(exist_ok=True)
            file = self._files[level] = FileIO(self._path(level), "x+", opener=open_unlinked)
        file.seek(start * HASH_BYTES)
        remaining = memoryview(hashes)
        while remaining:
            remaining = remaining[file.write(remaining) :]

    def fit(self, size: int) -> None:
        """Cut off whatever the levels hold beyond a tree of ``size`` leaves."""
        for level in range(0, _HIGHEST_LEVEL, STORED_EVERY):
            file = self._file(level)
            if file is not None and file.seek(0, os.SEEK_END) > (size >> level) * HASH_BYTES:
                file.truncate((size >> level) * HASH_BYTES)

    def close(self) -> None:
        """Close what a writer has open."""
        for file in self._files.values():
            file.close()
        self._files.clear()

    def _path(self, level: int) -> Path:
        assert level % STORED_EVERY == 0
        return self.folder / f"level-{level:02}.bin"

    def _file(self, level: int) -> FileIO | None:
        file = self._files.get(level)
        if file is None and self._path(level).exists():
            file = self._files[level] = FileIO(self._path(level), "r+", opener=open_unlinked)
        return file


def _read(file: FileIO, start: int, count: int) -> bytes:
    file.seek(start * HASH_BYTES)
    return file.read(count * HASH_BYTES)
