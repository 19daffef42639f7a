"""Opening, making and mending the files of a ledger, so that what follows can rely on them."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from commonweal.errors import InvalidDocument, LedgerCorrupt, Problem
from commonweal.proof._ledger_audit import Audit
from commonweal.proof._ledger_heads import HeadLines, append_head, read_last_head
from commonweal.proof._ledger_leaves import LeafFile
from commonweal.proof._ledger_levels import LevelFiles
from commonweal.proof._ledger_open import open_unlinked, refuse_links
from commonweal.proof._merkle import EMPTY_ROOT
from commonweal.proof._merkle_tree import MerkleTree
from commonweal.proof._tree_head import TreeHead

if TYPE_CHECKING:
    from commonweal.proof._merkle_tree import HashStore


@dataclass(frozen=True, slots=True)
class LedgerRepair:
    """What opening a ledger for writing had to mend after a crash; mostly nothing."""

    kept: int = 0
    """Whole lines after the last acknowledged entry, which were then acknowledged."""
    torn_bytes: int = 0
    """Bytes of unfinished lines that were cut off. Nothing in them was ever acknowledged."""
    levels_rebuilt: bool = False
    """Whether the stored levels were written anew from the leaves."""


class LedgerFiles:
    """The files of one ledger.

    Args:
        folder: where they lie.
        writable: whether they may be changed.
    """

    def __init__(self, folder: Path, *, writable: bool) -> None:
        self.folder = folder
        self.heads_path = folder / "heads.jsonl"
        self.lock_path = folder / "lock"
        self.leaves = LeafFile(folder / "leaves.txt")
        self.levels = LevelFiles(folder / "levels", writable=writable)

    def refuse_links(self) -> None:
        """Refuse a ledger in which a symbolic link stands for a file; nothing is written before.

        Raises:
            LedgerCorrupt: code ``ledger-link``, with every link.
        """
        levels = self.levels.folder
        stored = [] if levels.is_symlink() else sorted(levels.glob("level-*.bin"))
        refuse_links((self.lock_path, self.leaves.path, self.heads_path, levels, *stored))

    def begun(self) -> bool:
        """Say whether there is a ledger, or anything that only a ledger can have left."""
        leaves = self.leaves.path
        return bool(
            read_last_head(self.heads_path).heads or (leaves.exists() and leaves.stat().st_size)
        )

    def expect(self) -> HeadLines:
        """Return the last heads of a ledger that is there.

        Raises:
            InvalidDocument: code ``ledger-absent`` if there is none.
            LedgerCorrupt: if there is half of one, or heads that are damaged.
        """
        lines = read_last_head(self.heads_path)
        if not lines.heads:
            if self.leaves.path.exists() and self.leaves.path.stat().st_size:
                raise LedgerCorrupt(_half(self.heads_path, "the acknowledgements of the leaves"))
            hint = "Name a ledger's folder, or a study that was run: its first run begins one."
            raise InvalidDocument(
                Problem("ledger-absent", str(self.folder), "a ledger", "none", hint)
            )
        if not self.leaves.path.exists():
            raise LedgerCorrupt(_half(self.leaves.path, "the leaves that were acknowledged"))
        return lines

    def make(self, name: str, at: str) -> None:
        """Begin an empty ledger, acknowledged as such by a first head.

        Raises:
            InvalidDocument: code ``tree-head-invalid`` if the name is not one.
        """
        head = TreeHead(ledger=name, size=0, root=EMPTY_ROOT.hex(), at=at)
        TreeHead.from_content(head.content())
        with open(self.leaves.path, "ab", opener=open_unlinked) as file:
            os.fsync(file.fileno())
        append_head(self.heads_path, head, end=0)
        _make_durable(self.folder)
        _make_durable(self.folder.parent)

    def mend(self, lines: HeadLines, audit: Audit) -> LedgerRepair:
        """Cut off what is torn, and bring the stored levels in line with the leaves."""
        torn = _cut(self.heads_path, lines.end) + _cut(self.leaves.path, audit.end)
        kept = audit.size - lines.heads[-1].size
        if kept:
            # What is about to be acknowledged must be on the disk; after a crash it may not be.
            with open(self.leaves.path, "r+b", opener=open_unlinked) as file:
                os.fsync(file.fileno())
        if not audit.levels_sound:
            self.plant(self.levels, audit.size)
        self.levels.fit(audit.size)
        return LedgerRepair(kept, torn, not audit.levels_sound)

    def plant(self, store: HashStore, size: int) -> MerkleTree:
        """Return a tree over the first ``size`` leaves, its levels written into ``store``."""
        tree = MerkleTree(store)
        for chunk in self.leaves.chunks():
            tree.append(chunk.hashes[: size - tree.size])
        return tree


def _cut(path: Path, end: int) -> int:
    """Cut a file off at ``end`` and return how many bytes that took away."""
    beyond = path.stat().st_size - end
    if beyond:
        with open(path, "r+b", opener=open_unlinked) as file:
            file.truncate(end)
            os.fsync(file.fileno())
    return beyond


def _make_durable(folder: Path) -> None:
    """Write a folder's entries to the disk, where the system lets a folder be opened for that."""
    if os.name == "posix":
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _half(path: Path, what: str) -> Problem:
    return Problem(
        code="ledger-file-missing",
        path=str(path),
        expected=what,
        found="no such file, or an empty one",
        hint="Restore it from a copy; a ledger is never regenerated.",
    )
