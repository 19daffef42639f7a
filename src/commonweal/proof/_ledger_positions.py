"""Where each leaf stands: a compact table in memory from leaf hash to index.

Python's own dictionary would take over a gigabyte for ten million leaves. Leaf hashes are uniform
already, so a table of slots, probed one after the other from the slot that the hash names, takes
about a fifth of that.
"""

from __future__ import annotations

from array import array
from typing import TYPE_CHECKING

from commonweal.proof._merkle import HASH_BYTES

if TYPE_CHECKING:
    from collections.abc import Callable

_FEWEST_SLOTS = 1 << 10
_WORDS = HASH_BYTES // 8


class Positions:
    """A table of the leaves from index 0 on.

    Args:
        read_hashes: gives the stored leaf hashes ``(start, count)``, to tell apart the few that
            share their first eight bytes.
    """

    def __init__(self, read_hashes: Callable[[int, int], bytes]) -> None:
        self._read_hashes = read_hashes
        self._prefixes = array("Q")
        self._slots = array("I", [0]) * _FEWEST_SLOTS

    def __len__(self) -> int:
        return len(self._prefixes)

    def extend(self, hashes: bytes) -> None:
        """Add leaves, given as their hashes one after the other. Amortised O(1) for each."""
        first = len(self._prefixes)
        self._prefixes.extend(array("Q", hashes)[::_WORDS])
        slots = len(self._slots)
        while slots < 2 * len(self._prefixes):
            slots *= 2
        if slots > len(self._slots):
            self._slots = array("I", [0]) * slots
            first = 0
        self._place(first)

    def find(self, leaf_hash: bytes) -> int | None:
        """Return the index of a leaf, or nothing if it is not in the table. O(1)."""
        prefix = array("Q", leaf_hash[:8])[0]
        mask = len(self._slots) - 1
        slot = prefix & mask
        while place := self._slots[slot]:
            index = place - 1
            if self._prefixes[index] == prefix and self._read_hashes(index, 1) == leaf_hash:
                return index
            slot = (slot + 1) & mask
        return None

    def _place(self, first: int) -> None:
        slots, mask = self._slots, len(self._slots) - 1
        for place, prefix in enumerate(self._prefixes[first:], first + 1):
            slot = prefix & mask
            while slots[slot]:
                slot = (slot + 1) & mask
            slots[slot] = place
