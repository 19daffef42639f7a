"""Reading a whole ledger against what it acknowledged: each leaf, each head, each stored hash."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from commonweal.errors import LedgerCorrupt, Problem
from commonweal.proof._merkle import HASH_BYTES
from commonweal.proof._merkle_tree import STORED_EVERY, Frontier

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from commonweal.proof._ledger_leaves import LeafChunk, LeafFault, LeafFile
    from commonweal.proof._ledger_levels import LevelFiles
    from commonweal.proof._tree_head import TreeHead


@dataclass(frozen=True, slots=True)
class LedgerReport:
    """What reading a whole ledger showed."""

    size: int
    """How many entries are acknowledged."""
    root: str
    """The root over them, recomputed: 64 hexadecimal digits."""
    heads: int
    """How many acknowledgements there are; the root of each was recomputed."""
    valid_signatures: int
    """How many heads a trusted key signed."""
    unverified_signatures: int
    """How many heads are signed by a key that the reader does not say to trust."""
    unacknowledged: int
    """How many whole lines follow the last acknowledged entry; the next writer takes them in."""
    torn_bytes: int
    """How many bytes follow of a line cut short; the next writer cuts them off."""
    levels_sound: bool
    """Whether the stored levels are what the leaves give; if not, they are slow, never wrong."""
    problems: tuple[Problem, ...]
    """What contradicts an acknowledgement. A ledger is sound if there is nothing."""

    @property
    def sound(self) -> bool:
        """Whether nothing contradicts what was acknowledged."""
        return not self.problems

    def raise_for_status(self) -> LedgerReport:
        """Return the report if the ledger is sound.

        Raises:
            LedgerCorrupt: with every problem, if it is not.
        """
        if self.problems:
            raise LedgerCorrupt(self.problems)
        return self


class Audit:
    """One pass over the leaves of a ledger.

    Args:
        leaves: the file of leaves.
        heads: the acknowledgements, in order of size.
        levels: the stored levels to compare with.

    After `run`: ``size`` whole entries end at offset ``end``, ``fault`` is what follows.
    """

    def __init__(self, leaves: LeafFile, heads: Sequence[TreeHead], levels: LevelFiles) -> None:
        self._leaves = leaves
        self._heads = heads
        self._levels = levels
        self._frontier = Frontier()
        self._checked = 0
        self._acknowledged = ""
        self.first_changed: int | None = None
        self.levels_sound = True
        self.end = 0
        self.fault: LeafFault | None = None
        self.problems: list[Problem] = []

    @property
    def size(self) -> int:
        """How many whole entries were read."""
        return self._frontier.size

    def run(self) -> Audit:
        """Read the leaves to their end, to a fault, or to a head that does not hold.

        Cost: about two hashes an entry, O(1) memory.
        """
        self._check_heads()
        for chunk in self._leaves.chunks():
            self._take(chunk)
            if self.problems:
                return self
        if self._checked < len(self._heads):
            self.problems.append(self._missing(self._heads[-1].size))
        return self

    def report(self, *, trusted_keys: Collection[str] = (), torn_heads: int = 0) -> LedgerReport:
        """Return what the pass showed, signatures included."""
        statuses = [head.signature_status(trusted_keys=trusted_keys) for head in self._heads]
        problems = list(self.problems)
        for place, (head, status) in enumerate(zip(self._heads, statuses, strict=True), 1):
            if status == "invalid":
                where = f"{self._leaves.path.parent / 'heads.jsonl'}:{place}"
                problems.append(
                    Problem("signature-invalid", where, f"a signature by {head.key}", "another")
                )
        size = self._heads[-1].size
        torn = 0 if self.problems else self._leaves.path.stat().st_size - self.end
        return LedgerReport(
            size=size,
            root=self._acknowledged,
            heads=len(self._heads),
            valid_signatures=statuses.count("valid"),
            unverified_signatures=statuses.count("unverified"),
            unacknowledged=max(0, self.size - size),
            torn_bytes=torn + torn_heads,
            levels_sound=self.levels_sound,
            problems=tuple(problems),
        )

    def _take(self, chunk: LeafChunk) -> None:
        at = 0
        while at < len(chunk.hashes) and not self.problems:
            ahead = len(chunk.hashes)
            if self._checked < len(self._heads):
                ahead = min(ahead, self._heads[self._checked].size - chunk.first)
            self._extend(chunk.hashes[at:ahead])
            self._check_heads()
            at = ahead
        self.end, self.fault = chunk.end, chunk.fault

    def _extend(self, hashes: Sequence[bytes]) -> None:
        size = self._frontier.size
        for level, nodes in enumerate(self._frontier.extend(hashes)):
            if level % STORED_EVERY:
                continue
            stored = self._levels.read(level, size >> level, len(nodes))
            if stored == b"".join(nodes):
                continue
            self.levels_sound = False
            if level == 0 and self.first_changed is None:
                self.first_changed = _first_changed(size, nodes, stored)

    def _check_heads(self) -> None:
        """Compare the root with every head of the present size."""
        while self._checked < len(self._heads):
            head = self._heads[self._checked]
            if head.size != self.size:
                return
            root = self._frontier.root().hex()
            if head.root != root:
                self.problems.append(self._contradicted(head, root))
                return
            self._acknowledged = root
            self.first_changed = None
            self._checked += 1

    def _contradicted(self, head: TreeHead, root: str) -> Problem:
        before = self._heads[self._checked - 1].size if self._checked else 0
        hint = f"The heads up to entry {before} hold."
        if self.first_changed is not None and self.first_changed < head.size:
            hint += f" By the stored levels, entry {self.first_changed} is the first that changed."
        return Problem(
            code="ledger-root-differs",
            path=f"{self._leaves.path.parent / 'heads.jsonl'}:{self._checked + 1}",
            expected=f"root {head.root} over {head.size} entries, as acknowledged at {head.at}",
            found=f"root {root}",
            hint=f"{hint} Restore the files from a copy; a ledger is never regenerated.",
        )

    def _missing(self, size: int) -> Problem:
        code, found = "ledger-leaves-missing", f"{self.size} entries"
        expected = f"{size} entries, as acknowledged at {self._heads[-1].at}"
        if self.fault is not None:
            code = "ledger-leaf-damaged"
            expected, found = self.fault.expected, self.fault.found
        return Problem(
            code=code,
            path=f"{self._leaves.path}:{self.size + 1}",
            expected=expected,
            found=found,
            hint="Restore the file from a copy; a ledger is never regenerated.",
        )


def _first_changed(first: int, nodes: Sequence[bytes], stored: bytes) -> int | None:
    """Return the index of the first node whose stored hash is another; absent ones say nothing."""
    for place, node in enumerate(nodes[: len(stored) // HASH_BYTES]):
        if stored[place * HASH_BYTES : (place + 1) * HASH_BYTES] != node:
            return first + place
    return None
