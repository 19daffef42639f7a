"""Seeded draws that give the same numbers on every machine and with every version of NumPy.

Only the raw output of a bit generator is used: NumPy promises that it never changes, and does not
promise that of what its generators make of it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import TypeVar

from numpy.random import PCG64

Item = TypeVar("Item")

SEED = 20260204


class Draws:
    """One stream of draws. Streams of different names do not disturb each other."""

    def __init__(self, name: str) -> None:
        digest = hashlib.sha256(f"{SEED} {name}".encode()).digest()
        self._bits = PCG64(int.from_bytes(digest, "big"))

    def bytes(self, length: int) -> bytes:
        """Return random bytes, at most eight at a time from the bit generator."""
        words = [int(self._bits.random_raw()) for _ in range(-(-length // 8))]
        return b"".join(word.to_bytes(8, "big") for word in words)[:length]

    def below(self, bound: int) -> int:
        """Return an integer from 0 to ``bound - 1``, each equally likely."""
        limit = (1 << 64) - (1 << 64) % bound
        while (raw := int(self._bits.random_raw())) >= limit:
            continue
        return raw % bound

    def chance(self, percent: int) -> bool:
        """Return whether something that happens so many times in a hundred happens."""
        return self.below(100) < percent

    def one(self, items: Sequence[Item]) -> Item:
        """Return one of the items."""
        return items[self.below(len(items))]

    def some(self, items: Sequence[Item], count: int) -> list[Item]:
        """Return so many different items, in the order drawn."""
        left = list(items)
        return [left.pop(self.below(len(left))) for _ in range(min(count, len(left)))]

    def weighted(self, items: Sequence[Item], weights: Sequence[int]) -> Item:
        """Return one of the items, each as likely as its weight says."""
        place = self.below(sum(weights))
        for item, weight in zip(items, weights, strict=True):
            place -= weight
            if place < 0:
                return item
        raise AssertionError("weights add up to more than any draw")
