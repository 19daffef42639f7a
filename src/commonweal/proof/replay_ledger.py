"""Check a ledger and what it hands out: tree heads, receipts, consistency proofs.

The standard library alone, nothing of the project; checker.py loads this file from beside itself.
"""

from __future__ import annotations

import hashlib
import re
import sys
from pathlib import Path
from typing import Any

inputs: Any = sys.modules["commonweal_checker.checker_inputs"]
shapes: Any = sys.modules["commonweal_checker.checker_shapes"]
InvalidError, UnreadableError, Record = inputs.InvalidError, inputs.UnreadableError, inputs.Record

LEAF_ID = re.compile("[a-z_]{1,40}:[0-9a-f]{64}")

# --- Trees, as RFC 9162 section 2.1 has them


def leaf_hash(entry: bytes) -> bytes:
    """Return the hash of one entry."""
    return hashlib.sha256(b"\x00" + entry).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """Return the hash of an inner node."""
    return hashlib.sha256(b"\x01" + left + right).digest()


def root_of(nodes: list[bytes]) -> str:
    """Return the root over leaf hashes: pairs up, level by level, an odd last one carried up."""
    while len(nodes) > 1:
        odd = nodes[-1:] if len(nodes) % 2 else []
        nodes = [*map(node_hash, nodes[::2], nodes[1::2]), *odd]
    return (nodes[0] if nodes else hashlib.sha256().digest()).hex()


def leads_up(path: list[bytes], index: int, size: int) -> list[tuple[bytes, bool]] | None:
    """Return each hash of a path with whether it stands to the left; None if it has no such place.

    RFC 9162 sections 2.1.3.2 and 2.1.4.2 walk the same way.
    """
    first, last, sides = index, size - 1, []
    for step in path:
        if last == 0:
            return None
        left = bool(first & 1) or first == last
        sides.append((step, left))
        while left and first and not first & 1:
            first, last = first >> 1, last >> 1
        first, last = first >> 1, last >> 1
    return sides if last == 0 else None


def includes(leaf: bytes, index: int, size: int, path: list[bytes], root: str) -> bool:
    """Say whether a path leads from a leaf at its place to the root (RFC 9162, 2.1.3.2)."""
    sides = leads_up(path, index, size) if 0 <= index < size else None
    running = leaf
    for step, left in sides or ():
        running = node_hash(step, running) if left else node_hash(running, step)
    return sides is not None and running.hex() == root


def continues(old: tuple[int, str], new: tuple[int, str], path: list[bytes]) -> bool:
    """Say whether a path shows that one tree begins the other (RFC 9162, 2.1.4.2)."""
    (old_size, old_root), (new_size, new_root) = old, new
    if old_size in {0, new_size}:
        begins = root_of([]) if old_size == 0 else new_root
        return not path and old_root == begins and 0 <= old_size <= new_size
    if not 0 < old_size < new_size:
        return False
    if old_size & (old_size - 1) == 0:
        path = [bytes.fromhex(old_root), *path]
    first, last = old_size - 1, new_size - 1
    while first & 1:
        first, last = first >> 1, last >> 1
    # What is left of the place leads to the old root too; the rest was added later.
    sides = leads_up(path[1:], first, last + 1) if path else None
    if sides is None:
        return False
    before = after = path[0]
    for step, left in sides:
        before = node_hash(step, before) if left else before
        after = node_hash(step, after) if left else node_hash(after, step)
    return (before.hex(), after.hex()) == (old_root, new_root)


# --- The ledger: two files of text


class Ledger:
    """A ledger's entries and heads, each verified.

    Args:
        folder: where its files lie.
        report: is told what is wrong, and what stays unverified.
        checker: what calls this.
    """

    def __init__(self, folder: Path, report: Any, checker: Any) -> None:
        self.report, self.where = report, folder.name
        self.heads = self._heads(checker.read_inside(folder, "heads.jsonl"))
        self.entries = self._entries(checker.read_inside(folder, "leaves.txt"))
        self.roots = self._roots()
        for head in self.heads:
            if head.size <= len(self.entries) and self.roots[head.size] != head.root:
                self._wrong(f"the root over {head.size} entries is another than was acknowledged")
        if self.heads:
            kept = f"size {self.heads[-1].size}, root {self.heads[-1].root}"
            report.unverified.append(f"that nobody rebuilt the ledger: compare {kept} with yours")
        signed = {head.key for head in self.heads if head.signature}
        for key in sorted(signed):
            report.unverified.append(f"the signatures of tree heads by {key}: check with its key")

    def _wrong(self, problem: str) -> None:
        self.report.problems.append(f"{self.where}: {problem}")

    def _heads(self, data: bytes) -> list[Any]:
        """Return the heads; a last line that was cut off acknowledged nothing."""
        *lines, torn = data.split(b"\n")
        heads: list[Any] = []
        for number, line in enumerate(lines, 1):
            try:
                head = inputs.parse(line)
                shapes.expect("tree_head", head)
            except (UnreadableError, InvalidError) as error:
                self._wrong(f"heads.jsonl line {number}: {error}")
                return heads
            last = heads[-1] if heads else Record(head, size=0, root=root_of([]))
            shrinks = head.size < last.size or (head.size == last.size and head.root != last.root)
            if inputs.canonical(head) != line or head.ledger != last.ledger or shrinks:
                self._wrong(f"heads.jsonl line {number} contradicts the one before it or its form")
            heads.append(head)
        if torn:
            self.report.notes.append(f"{self.where}: heads.jsonl ends in a line that was cut off")
        if not heads:
            self._wrong("heads.jsonl acknowledges nothing")
        elif heads[0].size:
            self._wrong("heads.jsonl does not begin with the head of an empty ledger")
        return heads

    def _entries(self, data: bytes) -> list[str]:
        """Return the ids of all acknowledged entries."""
        size = self.heads[-1].size if self.heads else 0
        entries: list[str] = []
        self.leaves: list[bytes] = []
        for place, line in enumerate(data.split(b"\n", size)[:size]):
            index, _, rest = line.partition(b" ")
            entry, _, check = rest.partition(b" ")
            leaf = leaf_hash(entry)
            whole = LEAF_ID.fullmatch(entry.decode("ascii", "replace"))
            if index != str(place).encode() or check != leaf.hex()[:8].encode() or not whole:
                self._wrong(f"leaves.txt: entry {place} is damaged or missing")
                return entries
            entries.append(entry.decode())
            self.leaves.append(leaf)
        if len(entries) < size:
            self._wrong(f"leaves.txt: {len(entries)} of {size} acknowledged entries are there")
        if len({*entries}) != len(entries):
            self._wrong("leaves.txt: an entry stands twice")
        return entries

    def _roots(self) -> dict[int, str]:
        """Return the root at the size of each head."""
        wanted = {head.size for head in self.heads}
        roots, peaks = {0: root_of([])}, [b""] * 64
        for size, leaf in enumerate(self.leaves, 1):
            level, node = 0, leaf
            while peaks[level]:
                node, peaks[level] = node_hash(peaks[level], node), b""
                level += 1
            peaks[level] = node
            if size in wanted:
                roots[size] = _fold([peak for peak in peaks if peak])
        return roots


def _fold(peaks: list[bytes]) -> str:
    """Return the root over complete trees, smallest first."""
    root = peaks[0]
    for peak in peaks[1:]:
        root = node_hash(peak, root)
    return root.hex()


# --- What it hands out


def check_proof(content: Any, report: Any) -> None:
    """Check a receipt, a consistency proof or a tree head by itself."""
    report.counts["proofs"] += 1
    shapes.expect(content.kind, content)
    steps = [bytes.fromhex(step) for step in content.path]
    heads = [content] if content.kind == "tree_head" else [content.head] if content.head else []
    if content.kind == "receipt":
        leaf = leaf_hash(content.leaf.encode())
        if not includes(leaf, content.index, content.size, steps, content.root):
            report.problems.append("the path does not lead from its entry to its root")
        if any((head.size, head.root) != (content.size, content.root) for head in heads):
            report.problems.append("the head is that of another tree")
        if not report.problems:
            report.notes.append(f"{content.leaf} is entry {content.index} of {content.size} there")
    elif content.kind == "consistency_proof":
        old = content.old_size, content.old_root
        if not continues(old, (content.new_size, content.new_root), steps):
            report.problems.append("the path does not show that one tree begins the other")
    for head in heads:
        if head.signature:
            report.unverified.append(f"the signature by {head.key}: check it with that key")
    report.unverified.append("that the root is the ledger's: compare it with a head you trust")
