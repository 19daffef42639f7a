"""Hashing files without holding them in memory, and what is read of a file while it is read."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


def file_sha256(path: Path) -> str:
    """Return the SHA-256 of a file's bytes in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


class ReadHash:
    """The hash and the length of what was read of a file, which may have changed since."""

    __slots__ = ("_hash", "bytes")

    def __init__(self) -> None:
        self._hash = hashlib.sha256()
        self.bytes = 0

    def take(self, data: bytes) -> None:
        """Take the next piece that was read."""
        self._hash.update(data)
        self.bytes += len(data)

    @property
    def sha256(self) -> str:
        """The SHA-256 of all that was read, in hexadecimal."""
        return self._hash.hexdigest()
