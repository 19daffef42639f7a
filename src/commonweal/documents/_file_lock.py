"""A lock on an open file, which ends with the process that holds it."""

from __future__ import annotations

import sys

if sys.platform == "win32":
    import msvcrt
    import os

    # Windows forbids reading what is locked, so the lock lies far behind the text.
    _PLACE = 1 << 30

    def lock_file(handle: int) -> None:
        """Lock an open file for this process alone; the lock ends when the file is closed.

        Args:
            handle: the descriptor of the file, open for writing.

        Raises:
            OSError: if somebody else has it, at once.
        """
        os.lseek(handle, _PLACE, os.SEEK_SET)
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def lock_file(handle: int) -> None:
        """Lock an open file for this process alone; the lock ends when the file is closed.

        Args:
            handle: the descriptor of the file, open for writing.

        Raises:
            OSError: if somebody else has it, at once.
        """
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
