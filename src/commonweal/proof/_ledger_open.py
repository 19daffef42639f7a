"""Opening a ledger's files without following symbolic links.

A ledger may come from somebody else. A link in the place of one of its files would let whoever made
it choose which file elsewhere is written to, so a ledger with a link in it is not opened at all.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from commonweal.errors import LedgerCorrupt, Problem

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

NO_FOLLOW: int = getattr(os, "O_NOFOLLOW", 0)
"""The flag that makes the system refuse a link, where it has one."""


def refuse_links(paths: Iterable[Path]) -> None:
    """Refuse the paths that are symbolic links, wherever they lead; absent ones are none.

    Raises:
        LedgerCorrupt: code ``ledger-link``, with every one that is.
    """
    problems = [_link(path) for path in paths if path.is_symlink()]
    if problems:
        raise LedgerCorrupt(problems)


def open_unlinked(path: str, flags: int) -> int:
    """Open a file as `open` does, but never through a symbolic link: an ``opener`` for it."""
    return os.open(path, flags | NO_FOLLOW, 0o666)


def _link(path: Path) -> Problem:
    return Problem(
        code="ledger-link",
        path=str(path),
        expected="a file or folder of the ledger itself",
        found="a symbolic link",
        hint="Put what belongs there in its place, or delete the link if it is lock or levels.",
    )
