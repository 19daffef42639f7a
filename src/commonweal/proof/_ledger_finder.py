"""Finding the entry of a record: by looking through the leaves, or in a table once that pays."""

from __future__ import annotations

from typing import TYPE_CHECKING

from commonweal.proof._ledger_positions import Positions
from commonweal.proof._merkle import HASH_BYTES, leaf_hash

if TYPE_CHECKING:
    from commonweal.proof._ledger_files import LedgerFiles

_SEARCHES_BEFORE_TABLE = 32
"""Making the table costs about as much as this many searches through the file."""

_TABLE_STEP = 1 << 16


class LeafFinder:
    """Finds entries among the acknowledged ones.

    Args:
        files: the ledger's files.
        verified: whether the stored levels were checked against the leaves when the ledger was
            opened. If not, the table made from them is only a hint.
    """

    def __init__(self, files: LedgerFiles, *, verified: bool) -> None:
        self._files = files
        self._verified = verified
        self._positions: Positions | None = None
        self._searches = 0

    def find(self, leaf: bytes, size: int) -> int | None:
        """Return the index of ``leaf`` among the first ``size`` entries, or nothing."""
        if self._positions is None and self._searches < _SEARCHES_BEFORE_TABLE:
            self._searches += 1
            return self._search(leaf, size)
        index = self.table(size).find(leaf_hash(leaf))
        if self._verified or (index is not None and self._files.leaves.read(index) == leaf):
            return index
        return self._search(leaf, size)

    def table(self, size: int) -> Positions:
        """Return the table of the first ``size`` leaves, made when it is first asked for."""
        if self._positions is None:
            self._positions = Positions(self._hashes)
        known = len(self._positions)
        while known < size:
            hashes = self._hashes(known, min(_TABLE_STEP, size - known))
            if not hashes:
                break
            self._positions.extend(hashes)
            known = len(self._positions)
        return self._positions

    def _hashes(self, start: int, count: int) -> bytes:
        hashes = self._files.levels.read(0, start, count)
        return hashes[: len(hashes) // HASH_BYTES * HASH_BYTES]

    def _search(self, leaf: bytes, size: int) -> int | None:
        index = self._files.leaves.search(leaf)
        return index if index is not None and index < size else None
