"""One writer at a time: the lock that a ledger's writer holds while it is open.

The operating system holds the lock for the process and frees it when the process ends, however it
ends, so a lock can never be left behind. The file stays and says who held it last.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, BinaryIO

from commonweal.documents import lock_file
from commonweal.errors import ExternalFailure, Problem
from commonweal.proof._ledger_open import open_unlinked, refuse_links

if TYPE_CHECKING:
    from pathlib import Path


class WriterLock:
    """Held from construction until `release`.

    Args:
        path: the lock file; made if it is not there.

    Raises:
        ExternalFailure: code ``ledger-locked`` if another writer has it.
        LedgerCorrupt: code ``ledger-link`` if it is a symbolic link; what it leads to is untouched.
    """

    def __init__(self, path: Path) -> None:
        refuse_links((path,))
        self._file: BinaryIO = open(path, "a+b", opener=open_unlinked)  # noqa: SIM115
        try:
            lock_file(self._file.fileno())
        except (BlockingIOError, PermissionError) as error:
            self._file.seek(0)
            holder = self._file.read(40).decode("ascii", "replace").strip()
            self._file.close()
            raise ExternalFailure(
                Problem(
                    code="ledger-locked",
                    path=str(path.parent),
                    expected="no other writer of this ledger",
                    found=holder or "one that has not said who it is",
                    hint="Wait until it is done. Reading needs no lock.",
                )
            ) from error
        self._file.truncate(0)
        self._file.write(f"process {os.getpid()}\n".encode("ascii"))
        self._file.flush()

    def release(self) -> None:
        """Let the next writer in."""
        self._file.close()
