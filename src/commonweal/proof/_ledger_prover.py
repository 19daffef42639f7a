"""Proofs from a ledger's files, each checked against the acknowledged root before it is given."""

from __future__ import annotations

from bisect import bisect_right
from operator import attrgetter
from typing import TYPE_CHECKING, TypeVar

from commonweal.proof._ledger_audit import Audit
from commonweal.proof._merkle import leaf_hash, verify_consistency, verify_inclusion
from commonweal.proof._merkle_tree import LevelsUnsound, MemoryHashes, MerkleTree
from commonweal.proof._receipt import ConsistencyProof, Receipt, hex_path

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from commonweal.proof._ledger_files import LedgerFiles
    from commonweal.proof._tree_head import TreeHead

_Proof = TypeVar("_Proof")


class Prover:
    """Makes proofs for the ledger as one head acknowledges it.

    A proof is read from the stored levels. Where it does not lead to the acknowledged root, the
    levels are put aside and made again from the leaves, which must then account for every head.

    Args:
        files: the ledger's files.
        heads: gives every head, oldest first; asked only where the last does not do.
        tree: the tree over all acknowledged entries, where it is known already.
    """

    def __init__(
        self,
        files: LedgerFiles,
        heads: Callable[[], Sequence[TreeHead]],
        *,
        tree: MerkleTree | None = None,
    ) -> None:
        self._files = files
        self._heads = heads
        self._tree = tree

    def root(self, head: TreeHead, size: int) -> bytes:
        """Return the root over the first ``size`` entries."""
        return self._soundly(head, lambda tree: _root(tree, head, size))

    def inclusion(self, head: TreeHead, index: int, size: int) -> Receipt:
        """Return the receipt of the entry at ``index`` in the tree of ``size``."""

        def receipt(tree: MerkleTree) -> Receipt:
            leaf = self._files.leaves.read(index)
            root = _root(tree, head, size)
            path = tree.inclusion_path(index, size=size)
            if leaf is None or not verify_inclusion(leaf_hash(leaf), index, size, path, root):
                raise LevelsUnsound(f"entry {index} is not under the root of {size}")
            shown = head if head.size == size else self._head_of(size)
            return Receipt(leaf.decode(), index, size, root.hex(), hex_path(path), shown)

        return self._soundly(head, receipt)

    def consistency(self, head: TreeHead, old_size: int, new_size: int) -> ConsistencyProof:
        """Return the proof that the tree of ``new_size`` continues that of ``old_size``."""

        def proof(tree: MerkleTree) -> ConsistencyProof:
            path = tree.consistency_path(old_size, new_size=new_size)
            old, new = (_root(tree, head, size) for size in (old_size, new_size))
            if not verify_consistency(old_size, new_size, old, new, path):
                raise LevelsUnsound(f"no path from {old_size} to {new_size}")
            return ConsistencyProof(old_size, old.hex(), new_size, new.hex(), hex_path(path))

        return self._soundly(head, proof)

    def _head_of(self, size: int) -> TreeHead | None:
        heads = self._heads()
        place = bisect_right(heads, size, key=attrgetter("size")) - 1
        return heads[place] if heads[place].size == size else None

    def _soundly(self, head: TreeHead, work: Callable[[MerkleTree], _Proof]) -> _Proof:
        try:
            if self._tree is None:
                self._tree = MerkleTree(self._files.levels, size=head.size)
            return work(self._tree)
        except LevelsUnsound:
            audit = Audit(self._files.leaves, self._heads(), self._files.levels)
            audit.run().report().raise_for_status()
            self._tree = self._files.plant(MemoryHashes(), head.size)
        return work(self._tree)


def _root(tree: MerkleTree, head: TreeHead, size: int) -> bytes:
    """Return the root over the first ``size`` entries, if it leads to the acknowledged root."""
    acknowledged = bytes.fromhex(head.root)
    if size == tree.size:
        return acknowledged
    root = tree.root(size=size)
    path = tree.consistency_path(size)
    if not verify_consistency(size, head.size, root, acknowledged, path):
        raise LevelsUnsound(f"the root of {size} does not lead to the root of {head.size}")
    return root
