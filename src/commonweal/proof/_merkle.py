"""Merkle tree hashes and proofs, exactly as RFC 9162 section 2.1 defines them.

A tree head commits to every entry and to their order in 32 bytes. An inclusion path shows that one
entry is under a head, a consistency path that one head continues another; both grow with the
logarithm of the number of entries. Everything here is a pure function of bytes: no files, no clock.

References:
    RFC 9162 (Certificate Transparency Version 2.0), sections 2.1.1 to 2.1.4. Its trees are those of
    RFC 6962, whose published vectors the tests hold.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, TypeAlias

from commonweal.errors import Infeasible, Problem

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

HASH_BYTES = 32
"""The length of every hash: SHA-256."""

EMPTY_ROOT = hashlib.sha256(b"").digest()
"""The root of a tree without entries."""

NodeReader: TypeAlias = "Callable[[int, int], bytes]"
"""Gives the hash of the complete subtree ``(level, index)``: leaves ``index * 2**level`` and on."""

# Copying a hash object that has taken in the prefix is nearly twice as fast as making a new one.
_LEAF = hashlib.sha256(b"\x00")
_NODE = hashlib.sha256(b"\x01")


def leaf_hash(data: bytes) -> bytes:
    """Return the hash of one entry, ``SHA-256(0x00 || data)``."""
    state = _LEAF.copy()
    state.update(data)
    return state.digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """Return the hash of an inner node, ``SHA-256(0x01 || left || right)``."""
    state = _NODE.copy()
    state.update(left + right)
    return state.digest()


def leaf_hashes(entries: Iterable[bytes]) -> list[bytes]:
    """Return the leaf hash of each entry, in order."""
    copy = _LEAF.copy
    hashes = []
    for data in entries:
        state = copy()
        state.update(data)
        hashes.append(state.digest())
    return hashes


def parent_hashes(nodes: Sequence[bytes]) -> list[bytes]:
    """Return the node hash of each pair; a last node without a partner is left out."""
    copy = _NODE.copy
    hashes = []
    for left, right in zip(nodes[::2], nodes[1::2], strict=False):
        state = copy()
        state.update(left + right)
        hashes.append(state.digest())
    return hashes


def tree_root(leaves: Sequence[bytes]) -> bytes:
    """Return the root over leaf hashes.

    The RFC splits ``n`` leaves at the largest power of two below ``n``; pairing each level and
    carrying an odd last node up unchanged gives the same tree without recursion.
    """
    nodes = list(leaves)
    if not nodes:
        return EMPTY_ROOT
    while len(nodes) > 1:
        odd = nodes[-1:] if len(nodes) % 2 else []
        nodes = parent_hashes(nodes) + odd
    return nodes[0]


def range_root(node: NodeReader, begin: int, end: int) -> bytes:
    """Return the root over leaves ``begin`` up to, not including, ``end``.

    Args:
        node: reads complete subtrees.
        begin: first leaf; a multiple of the smallest power of two that is at least ``end - begin``,
            as it is in every split that the RFC makes.
        end: one past the last leaf; more than ``begin``.
    """
    peaks = []
    while begin < end:
        level = (end - begin).bit_length() - 1
        peaks.append(node(level, begin >> level))
        begin += 1 << level
    root = peaks.pop()
    while peaks:
        root = node_hash(peaks.pop(), root)
    return root


def inclusion_path(node: NodeReader, index: int, size: int) -> tuple[bytes, ...]:
    """Return the path that shows leaf ``index`` in the tree over the first ``size`` leaves.

    Raises:
        Infeasible: code ``ledger-index`` if the tree has no such leaf.

    Cost: O(log size) nodes read. RFC 9162 section 2.1.3.1.
    """
    if not 0 <= index < size:
        raise Infeasible(Problem("ledger-index", "", f"an index from 0 to {size - 1}", str(index)))
    begin, end, path = 0, size, []
    while end - begin > 1:
        split = begin + _split(end - begin)
        if index < split:
            path.append(range_root(node, split, end))
            end = split
        else:
            path.append(range_root(node, begin, split))
            begin = split
    return tuple(reversed(path))


def consistency_path(node: NodeReader, old_size: int, new_size: int) -> tuple[bytes, ...]:
    """Return the path that shows the first ``old_size`` leaves unchanged in the larger tree.

    The path is empty where there is nothing to show: from an empty tree, or between equal sizes.

    Raises:
        Infeasible: code ``ledger-size`` unless ``0 <= old_size <= new_size``.

    Cost: O(log new_size) nodes read. RFC 9162 section 2.1.4.1.
    """
    if not 0 <= old_size <= new_size:
        raise Infeasible(
            Problem("ledger-size", "", f"an old size from 0 to {new_size}", str(old_size))
        )
    if old_size in {0, new_size}:
        return ()
    begin, end, path = 0, new_size, []
    while end != old_size:
        split = begin + _split(end - begin)
        if old_size <= split:
            path.append(range_root(node, split, end))
            end = split
        else:
            path.append(range_root(node, begin, split))
            begin = split
    if begin:
        path.append(range_root(node, begin, end))
    return tuple(reversed(path))


def _split(width: int) -> int:
    """Return the largest power of two below ``width``, which is at least 2."""
    return 1 << ((width - 1).bit_length() - 1)


def verify_inclusion(
    leaf: bytes, index: int, size: int, path: Sequence[bytes], root: bytes
) -> bool:
    """Say whether ``path`` shows the leaf hash at ``index`` of the tree of ``size`` under ``root``.

    RFC 9162 section 2.1.3.2. A root alone does not say the size: take both from one tree head.
    """
    if not 0 <= index < size or not _are_hashes(leaf, root, *path):
        return False
    first, last, running = index, size - 1, leaf
    for sibling in path:
        if last == 0:
            return False
        if first & 1 or first == last:
            running = node_hash(sibling, running)
            while first and not first & 1:
                first, last = first >> 1, last >> 1
        else:
            running = node_hash(running, sibling)
        first, last = first >> 1, last >> 1
    return last == 0 and running == root


def verify_consistency(
    old_size: int, new_size: int, old_root: bytes, new_root: bytes, path: Sequence[bytes]
) -> bool:
    """Say whether ``path`` shows that the tree of ``new_size`` continues the tree of ``old_size``.

    RFC 9162 section 2.1.4.2, which leaves two cases open: an empty tree is continued by every tree,
    and a tree by itself, both with an empty path.
    """
    if not 0 <= old_size <= new_size or not _are_hashes(old_root, new_root, *path):
        return False
    if old_size == new_size:
        return not path and old_root == new_root
    if old_size == 0:
        return not path and old_root == EMPTY_ROOT
    # A complete old tree is itself the first node of the path, and the RFC leaves it out there.
    nodes = [old_root, *path] if old_size & (old_size - 1) == 0 else list(path)
    if not nodes:
        return False
    first, last = old_size - 1, new_size - 1
    while first & 1:
        first, last = first >> 1, last >> 1
    old = new = nodes[0]
    for sibling in nodes[1:]:
        if last == 0:
            return False
        if first & 1 or first == last:
            old, new = node_hash(sibling, old), node_hash(sibling, new)
            while first and not first & 1:
                first, last = first >> 1, last >> 1
        else:
            new = node_hash(new, sibling)
        first, last = first >> 1, last >> 1
    return last == 0 and old == old_root and new == new_root


def _are_hashes(*values: bytes) -> bool:
    return all(len(value) == HASH_BYTES for value in values)
