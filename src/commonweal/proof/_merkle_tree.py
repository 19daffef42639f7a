"""A Merkle tree that grows: append leaf hashes, ask for roots and paths at any size so far.

The tree stores every eighth level: all leaf hashes, the roots of each 256 leaves, of each 65,536
and so on. The levels between are folded from at most 128 hashes when a path needs them, which
halves what is stored and leaves a path at about a millisecond.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from commonweal.errors import Infeasible, Problem
from commonweal.proof._merkle import (
    EMPTY_ROOT,
    HASH_BYTES,
    consistency_path,
    inclusion_path,
    node_hash,
    parent_hashes,
    range_root,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

STORED_EVERY = 8
"""Levels 0, 8, 16, … are stored, so that every stored hash covers 256 of the stored level below."""


class LevelsUnsound(LookupError):
    """The stored levels are not those of the tree that they are read for."""


class HashStore(Protocol):
    """Where the hashes of the stored levels lie."""

    def read(self, level: int, start: int, count: int) -> bytes:
        """Return up to ``count`` hashes of ``level`` from ``start`` on, fewer where it ends."""

    def write(self, level: int, start: int, hashes: bytes) -> None:
        """Put ``hashes`` at ``start`` of ``level``, over what stands there."""


class MemoryHashes:
    """Stored levels in memory."""

    def __init__(self) -> None:
        self._levels: dict[int, bytearray] = {}

    def read(self, level: int, start: int, count: int) -> bytes:
        """Return up to ``count`` hashes of ``level`` from ``start`` on."""
        stored = self._levels.get(level, bytearray())
        return bytes(stored[start * HASH_BYTES : (start + count) * HASH_BYTES])

    def write(self, level: int, start: int, hashes: bytes) -> None:
        """Put ``hashes`` at ``start`` of ``level``."""
        stored = self._levels.setdefault(level, bytearray())
        stored[start * HASH_BYTES : start * HASH_BYTES + len(hashes)] = hashes


class Frontier:
    """The right edge of a growing tree: enough to extend it and to know its root, and no more.

    Holds one hash for each complete subtree that the size is the sum of, so at most its logarithm.
    """

    def __init__(self, *, size: int = 0, peaks: Sequence[bytes] = ()) -> None:
        self.size = size
        self._peaks = list(peaks)

    def extend(self, leaves: Sequence[bytes]) -> list[list[bytes]]:
        """Take in leaf hashes and return the nodes they completed: one list a level, from 0 up."""
        self.size += len(leaves)
        completed: list[list[bytes]] = []
        nodes = list(leaves)
        while nodes:
            completed.append(nodes)
            level = len(completed) - 1
            if level == len(self._peaks):
                self._peaks.append(b"")
            pending = [self._peaks[level], *nodes] if self._peaks[level] else nodes
            self._peaks[level] = pending[-1] if len(pending) % 2 else b""
            nodes = parent_hashes(pending)
        return completed

    def root(self) -> bytes:
        """Return the root over every leaf taken in."""
        root = b""
        for peak in self._peaks:
            if peak:
                root = node_hash(peak, root) if root else peak
        return root or EMPTY_ROOT


class MerkleTree:
    """A growing tree with its stored levels.

    Args:
        store: where stored levels lie; in memory if none is given.
        size: how many leaves ``store`` already holds.

    Raises:
        LevelsUnsound: from any method, if ``store`` holds less than ``size`` says.
    """

    def __init__(self, store: HashStore | None = None, *, size: int = 0) -> None:
        self.store: HashStore = MemoryHashes() if store is None else store
        peaks = [
            self.node(level, (size >> level) - 1) if size >> level & 1 else b""
            for level in range(size.bit_length())
        ]
        self._frontier = Frontier(size=size, peaks=peaks)

    @property
    def size(self) -> int:
        """How many leaves the tree has."""
        return self._frontier.size

    def append(self, leaves: Sequence[bytes]) -> None:
        """Add leaf hashes at the end. Amortised O(1) hashes for each."""
        size = self.size
        for level, nodes in enumerate(self._frontier.extend(leaves)):
            if level % STORED_EVERY == 0:
                self.store.write(level, size >> level, b"".join(nodes))

    def node(self, level: int, index: int) -> bytes:
        """Return the hash of a complete subtree: leaves ``index * 2**level`` and on.

        Cost: one read and at most 127 hashes.
        """
        above = level % STORED_EVERY
        data = self.store.read(level - above, index << above, 1 << above)
        if len(data) != HASH_BYTES << above:
            raise LevelsUnsound(f"level {level - above} ends before hash {index << above}")
        nodes = [data[at : at + HASH_BYTES] for at in range(0, len(data), HASH_BYTES)]
        while len(nodes) > 1:
            nodes = parent_hashes(nodes)
        return nodes[0]

    def root(self, *, size: int | None = None) -> bytes:
        """Return the root over the first ``size`` leaves, or over all of them.

        Raises:
            Infeasible: code ``ledger-size`` if the tree never had that size.
        """
        size = self._known(size)
        if size == self.size:
            return self._frontier.root()
        return range_root(self.node, 0, size) if size else EMPTY_ROOT

    def inclusion_path(self, index: int, *, size: int | None = None) -> tuple[bytes, ...]:
        """Return the path of leaf ``index`` in the tree of ``size`` leaves, or of all."""
        return inclusion_path(self.node, index, self._known(size))

    def consistency_path(self, old_size: int, *, new_size: int | None = None) -> tuple[bytes, ...]:
        """Return the path from the tree of ``old_size`` to that of ``new_size``, or of all."""
        return consistency_path(self.node, old_size, self._known(new_size))

    def _known(self, size: int | None) -> int:
        if size is None:
            return self.size
        if not 0 <= size <= self.size:
            raise Infeasible(Problem("ledger-size", "", f"a size from 0 to {self.size}", str(size)))
        return size
