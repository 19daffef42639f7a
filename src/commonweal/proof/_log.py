"""The ledger: an append-only log of record ids that anybody can hold to its word.

A leaf is the content id of a record and nothing else. Bodies lie elsewhere, so that a person's
records can be erased without touching the ledger: the leaf stays, says nothing about anybody once
body and nonce are gone, and every proof of the rest still holds. A tombstone is a record, and its
id is appended like any other.

References:
    RFC 9162 section 2.1. The files are described in the reference page on the ledger.
"""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Self, final

from commonweal.documents import utc_now
from commonweal.errors import Infeasible, InvalidDocument, LedgerCorrupt, Problem
from commonweal.proof._ledger_audit import Audit, LedgerReport
from commonweal.proof._ledger_files import LedgerFiles, LedgerRepair
from commonweal.proof._ledger_finder import LeafFinder
from commonweal.proof._ledger_heads import append_head, read_heads
from commonweal.proof._ledger_leaves import leaf_lines
from commonweal.proof._ledger_lock import WriterLock
from commonweal.proof._ledger_open import open_unlinked
from commonweal.proof._ledger_prover import Prover
from commonweal.proof._merkle import leaf_hashes
from commonweal.proof._merkle_tree import MerkleTree
from commonweal.proof._receipt import LEAF_ID, ConsistencyProof, Receipt
from commonweal.proof._tree_head import TreeHead

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence
    from types import TracebackType

    from commonweal.proof._ledger_heads import HeadLines
    from commonweal.proof._signing_key import SigningKey


@final
class Ledger:
    """An append-only log in a folder: `open` it to append, `read` it to prove.

    Not for several threads at once; give each its own.
    """

    def __init__(
        self,
        files: LedgerFiles,
        lines: HeadLines,
        *,
        lock: WriterLock | None = None,
        signing_key: SigningKey | None = None,
    ) -> None:
        self._files = files
        self._head = lines.heads[-1]
        self._heads: list[TreeHead] = []
        self._heads_end = lines.end
        self._lock = lock
        self._signing_key = signing_key
        self._tree: MerkleTree | None = None
        self._finder = LeafFinder(files, verified=lock is not None)
        self._prover = Prover(files, self._every_head)
        self.repair = LedgerRepair()
        """What opening had to mend."""

    @classmethod
    def open(
        cls,
        folder: str | Path,
        *,
        create: bool = False,
        name: str | None = None,
        signing_key: SigningKey | None = None,
    ) -> Self:
        """Open a ledger for appending: verify all of it, and mend what a crash left unfinished.

        Whole lines that a crash left unacknowledged are kept and acknowledged; a line cut short is
        cut off. What was acknowledged is never changed.

        Args:
            folder: where its files lie.
            create: whether to begin a ledger if there is none.
            name: what the ledger is called; ``ledger`` for a new one if nothing is said.
            signing_key: signs every head from now on.

        Raises:
            InvalidDocument: code ``ledger-absent`` if there is none and none should be made,
                ``ledger-name`` if it has another name.
            LedgerCorrupt: if anything contradicts what was acknowledged; says which entry or head.
                Code ``ledger-link`` if one of its files is a symbolic link; nothing is written.
            ExternalFailure: code ``ledger-locked`` if another writer has it open.

        Cost: two hashes an entry, about 2 seconds for a million.
        """
        files = LedgerFiles(Path(folder), writable=True)
        files.refuse_links()
        if create:
            files.folder.mkdir(parents=True, exist_ok=True)
        else:
            files.expect()
        lock = WriterLock(files.lock_path)
        try:
            if create and not files.begun():
                files.make(name or "ledger", utc_now())
            lines = files.expect()
            ledger = cls(files, lines, lock=lock, signing_key=signing_key)
            ledger._recover(lines, name)
        except BaseException:
            files.levels.close()
            lock.release()
            raise
        return ledger

    @classmethod
    def read(cls, folder: str | Path) -> Self:
        """Open a ledger for reading, as it was last acknowledged; a writer may go on meanwhile.

        Reads the last head and nothing else. Every proof is checked against the acknowledged root
        before it is handed out; `verify` checks all the rest, and until it has, that `find` finds
        nothing is only as sure as the file.

        Raises:
            InvalidDocument: code ``ledger-absent`` if there is none.
            LedgerCorrupt: if its last heads are damaged, or one of its files is a symbolic link.
        """
        files = LedgerFiles(Path(folder), writable=False)
        files.refuse_links()
        return cls(files, files.expect())

    @property
    def folder(self) -> Path:
        """Where its files lie."""
        return self._files.folder

    @property
    def name(self) -> str:
        """What the ledger is called; every head says so."""
        return self.head.ledger

    @property
    def head(self) -> TreeHead:
        """The last acknowledgement."""
        return self._head

    @property
    def heads(self) -> tuple[TreeHead, ...]:
        """Every acknowledgement, oldest first.

        Raises:
            LedgerCorrupt: if one is damaged, or two contradict each other.
        """
        return tuple(self._every_head())

    @property
    def size(self) -> int:
        """How many entries are acknowledged."""
        return self.head.size

    def root(self, *, size: int | None = None) -> str:
        """Return the root over all entries, or over the first ``size``: 64 hexadecimal digits.

        Raises:
            Infeasible: code ``ledger-size`` if the ledger never had that size.
            LedgerCorrupt: if the files contradict the acknowledged root.
        """
        if size is None:
            return self.head.root
        return self._prover.root(self._head, size).hex()

    def append(self, ids: Sequence[str], *, at: str | None = None) -> TreeHead:
        """Append record ids as one batch and acknowledge them.

        When this returns, the entries and the head stand on the disk. Larger batches are faster:
        the disk is waited for twice a batch. If writing fails, the ledger is closed: open it again
        to see what was kept.

        Args:
            ids: content ids, none of them in the ledger yet.
            at: the moment that the head states, ``2026-01-31T09:30:00Z``; now, if nothing is said.

        Raises:
            InvalidDocument: with every id that is none (``ledger-id``) or is in the ledger already
                (``ledger-duplicate``); nothing is appended then.
        """
        fresh = self._fresh(ids)
        problems, seen = [], set()
        for place, leaf in enumerate(ids):
            if leaf in seen or leaf not in fresh:
                expected = "an id that is not in the ledger yet"
                hint = "append_missing skips what is there."
                place_of = f"ids[{place}]"
                problems.append(Problem("ledger-duplicate", place_of, expected, leaf, hint))
            seen.add(leaf)
        if problems:
            raise InvalidDocument(problems)
        return self._append(fresh, at)

    def append_missing(self, ids: Sequence[str], *, at: str | None = None) -> TreeHead:
        """Append those of the ids that are not in the ledger yet, once each, in the order given.

        So a run that was interrupted can simply be repeated. Where all are there, nothing is
        written and the last head is returned.

        Raises:
            InvalidDocument: code ``ledger-id``, with every id that is none.
        """
        return self._append(self._fresh(ids), at)

    def sign(self, *, at: str | None = None) -> TreeHead:
        """Acknowledge all entries once more, with the signature of the ledger's signing key.

        Args:
            at: the moment that the head states; now, if nothing is said.

        Raises:
            Infeasible: code ``ledger-read-only`` if it is not open for appending, ``ledger-no-key``
                if it was opened without a signing key.
        """
        self._fresh(())
        if self._signing_key is None:
            raise Infeasible(
                Problem("ledger-no-key", str(self.folder), "a signing key", "none was given")
            )
        self._acknowledge(utc_now() if at is None else at)
        return self.head

    def find(self, record_id: str) -> int | None:
        """Return the index of a record's entry, or nothing if the ledger does not contain it.

        Cost: a search through the file at first, O(1) with a table once there were some of them.
        """
        if not LEAF_ID.fullmatch(record_id):
            return None
        return self._finder.find(record_id.encode(), self.size)

    def prove_inclusion(self, entry: str | int, *, size: int | None = None) -> Receipt:
        """Return the receipt of a record, checked against the acknowledged root.

        Args:
            entry: the record's id, or the index of its entry.
            size: the size of the tree it is for, such as that of a head somebody kept; the whole
                ledger, if nothing is said.

        Raises:
            Infeasible: code ``ledger-not-contained`` if there is no such entry in that tree.
            LedgerCorrupt: if the files contradict the acknowledged root.

        Cost: O(log n) reads and hashes once the index is known.
        """
        size = self.size if size is None else size
        index = self.find(entry) if isinstance(entry, str) else entry
        if index is None or not 0 <= index < size <= self.size:
            raise Infeasible(
                Problem(
                    code="ledger-not-contained",
                    path=str(self.folder),
                    expected=f"an entry among the first {size} of {self.size}",
                    found=str(entry),
                )
            )
        receipt = self._prover.inclusion(self._head, index, size)
        if isinstance(entry, str) and receipt.leaf != entry:
            self.verify().raise_for_status()
        return receipt

    def prove_consistency(self, old_size: int, *, new_size: int | None = None) -> ConsistencyProof:
        """Return the proof that the ledger at ``old_size`` is the beginning of it at ``new_size``.

        Raises:
            Infeasible: code ``ledger-size`` unless ``0 <= old_size <= new_size <= size``.
            LedgerCorrupt: if the files contradict the acknowledged root.

        Cost: O(log n) reads and hashes.
        """
        new_size = self.size if new_size is None else new_size
        return self._prover.consistency(self._head, old_size, new_size)

    def confirm(self, kept: TreeHead) -> ConsistencyProof:
        """Hold the ledger to a head that somebody kept, and return the proof that it continues it.

        Raises:
            LedgerCorrupt: code ``ledger-shortened`` if it has fewer entries than it acknowledged,
                ``ledger-forked`` if they are others, or another ledger's.
        """
        code, found = "ledger-forked", f"ledger {self.name!r}"
        if kept.ledger == self.name and kept.size > self.size:
            code, found = "ledger-shortened", f"{self.size} entries"
        elif kept.ledger == self.name:
            root = self.root(size=kept.size)
            if root == kept.root:
                return self.prove_consistency(kept.size)
            found = f"root {root} over them"
        expected = f"{kept.size} entries of ledger {kept.ledger!r} with root {kept.root}"
        raise LedgerCorrupt(Problem(code, str(self.folder), expected, found))

    def verify(self, *, trusted_keys: Collection[str] = ()) -> LedgerReport:
        """Read every leaf and recompute the root of every head, trusting nothing stored.

        Args:
            trusted_keys: public keys whose signatures must verify; others count as unverified.

        Raises:
            LedgerCorrupt: if a head is damaged, or two contradict each other.

        Cost: two hashes an entry, about 2 seconds for a million.
        """
        audit = Audit(self._files.leaves, self._every_head(), self._files.levels).run()
        return audit.report(trusted_keys=trusted_keys)

    def close(self) -> None:
        """Let the next writer in. A ledger that is only read needs no closing."""
        self._files.levels.close()
        if self._lock is not None:
            self._lock.release()
        self._lock = self._tree = None

    def __len__(self) -> int:
        return self.size

    def __contains__(self, record_id: object) -> bool:
        return isinstance(record_id, str) and self.find(record_id) is not None

    def __iter__(self) -> Iterator[str]:
        remaining = self.size
        for chunk in self._files.leaves.chunks():
            yield from (leaf.decode() for leaf in chunk.ids[:remaining])
            remaining -= len(chunk.ids)
            if remaining <= 0:
                return
        if remaining:
            self.verify().raise_for_status()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    def _recover(self, lines: HeadLines, name: str | None) -> None:
        """Verify everything, mend what is unfinished, acknowledge what was kept."""
        if name is not None and name != self.name:
            raise InvalidDocument(
                Problem("ledger-name", str(self.folder), f"the ledger {name!r}", self.name)
            )
        audit = Audit(self._files.leaves, self._every_head(), self._files.levels).run()
        audit.report().raise_for_status()
        self.repair = self._files.mend(lines, audit)
        self._tree = MerkleTree(self._files.levels, size=audit.size)
        self._prover = Prover(self._files, self._every_head, tree=self._tree)
        if self._tree.size > self.size:
            self._acknowledge(utc_now())

    def _every_head(self) -> list[TreeHead]:
        if not self._heads:
            self._heads = list(read_heads(self._files.heads_path, end=self._heads_end).heads)
        return self._heads

    def _fresh(self, ids: Sequence[str]) -> dict[str, bytes]:
        """Return the ids that are not in the ledger yet, in order, each with its leaf hash."""
        if self._tree is None:
            raise Infeasible(
                Problem(
                    code="ledger-read-only",
                    path=str(self.folder),
                    expected="a ledger that is open for appending",
                    found="one that is closed or only being read",
                    hint="Use Ledger.open.",
                )
            )
        problems = [
            Problem(
                "ledger-id", f"ids[{place}]", "'kind:' and 64 hexadecimal digits", repr(leaf)[:80]
            )
            for place, leaf in enumerate(ids)
            if not LEAF_ID.fullmatch(leaf)
        ]
        if problems:
            raise InvalidDocument(problems)
        find = self._finder.table(self.size).find
        hashes = leaf_hashes([leaf.encode() for leaf in ids])
        pairs = zip(ids, hashes, strict=True)
        return {leaf: digest for leaf, digest in pairs if find(digest) is None}

    def _append(self, fresh: Mapping[str, bytes], at: str | None) -> TreeHead:
        moment = utc_now() if at is None else at
        TreeHead.from_content(replace(self.head, at=moment, key=None, signature=None).content())
        if not fresh or self._tree is None:
            return self.head
        try:
            hashes = list(fresh.values())
            with open(self._files.leaves.path, "ab", opener=open_unlinked) as file:
                file.write(leaf_lines(self.size, list(fresh), hashes))
                file.flush()
                os.fsync(file.fileno())
            self._tree.append(hashes)
            self._acknowledge(moment)
            self._finder.table(self.size)
        except BaseException:
            # What stands on the disk is not known now; opening again finds out and mends it.
            self.close()
            raise
        return self.head

    def _acknowledge(self, at: str) -> None:
        assert self._tree is not None
        root = self._tree.root().hex()
        head = TreeHead(ledger=self.name, size=self._tree.size, root=root, at=at)
        if self._signing_key is not None:
            head = head.signed_by(self._signing_key)
        self._heads_end = append_head(self._files.heads_path, head, end=self._heads_end)
        self._head = head
        self._heads.append(head)
