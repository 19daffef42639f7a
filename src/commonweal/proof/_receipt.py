"""Receipts: what a person keeps to show, without the ledger, that their record is in it.

A receipt names a record by its id alone, so it can be shown to anybody without showing the record.
A consistency proof shows that a ledger at one size continues the ledger at another.

References:
    RFC 9162 sections 2.1.3 and 2.1.4 for the paths and how they are verified.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from commonweal.errors import InvalidDocument, Problem
from commonweal.proof._merkle import leaf_hash, verify_consistency, verify_inclusion
from commonweal.proof._tree_head import LARGEST_SIZE, TreeHead

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

LEAF_ID = re.compile(r"[a-z_]{1,40}:[0-9a-f]{64}")
"""What a leaf is: the content id of a record, whole."""

_HASH = re.compile(r"[0-9a-f]{64}")
_LONGEST_PATH = 128


@dataclass(frozen=True, slots=True)
class Receipt:
    """A record's place in a ledger, and the path from it to the root."""

    leaf: str
    """The content id of the record."""
    index: int
    """Its place, counted from 0."""
    size: int
    """The number of entries in the tree that the path is for."""
    root: str
    """The root of that tree: 64 hexadecimal digits."""
    path: tuple[str, ...]
    """The RFC 9162 inclusion path, from the leaf up."""
    head: TreeHead | None = None
    """The acknowledgement of that tree, where there is one of that very size."""

    def problems(
        self, *, head: TreeHead | None = None, trusted_keys: Collection[str] = ()
    ) -> tuple[Problem, ...]:
        """Return what is wrong with the receipt; nothing is, if the path leads to the root.

        Args:
            head: the head that the reader trusts, from elsewhere; the receipt must be under it.
            trusted_keys: public keys; a head in the receipt that one of them signed must verify.

        Cost: O(log size) hashes.
        """
        found = []
        path = tuple(bytes.fromhex(step) for step in self.path)
        root = bytes.fromhex(self.root)
        if not verify_inclusion(leaf_hash(self.leaf.encode()), self.index, self.size, path, root):
            expected = f"a path from entry {self.index} to the root over {self.size} entries"
            found.append(Problem("receipt-path", "path", expected, "a path that leads elsewhere"))
        for place, other in (("head", self.head), ("", head)):
            if other is not None and (other.size, other.root) != (self.size, self.root):
                expected = f"the head of {other.size} entries with root {other.root}"
                hint = "Ask for a receipt at the head's size." if other.size != self.size else ""
                words = f"{self.size} entries with root {self.root}"
                found.append(Problem("receipt-head", place, expected, words, hint))
        if (
            self.head is not None
            and self.head.signature_status(trusted_keys=trusted_keys) == "invalid"
        ):
            found.append(
                Problem("signature-invalid", "head", "the signature of its key", "another")
            )
        return tuple(found)

    def content(self) -> dict[str, Any]:
        """Return the receipt as plain JSON."""
        said: dict[str, Any] = {
            "kind": "receipt",
            "schema_version": 1,
            "leaf": self.leaf,
            "index": self.index,
            "size": self.size,
            "root": self.root,
            "path": list(self.path),
        }
        return said if self.head is None else {**said, "head": self.head.content()}

    @classmethod
    def from_content(cls, content: Any) -> Receipt:
        """Return the receipt that plain JSON describes, whether or not its path leads anywhere.

        Raises:
            InvalidDocument: code ``receipt-invalid`` or ``tree-head-invalid``, with every problem.
        """
        fields = ("leaf", "index", "size", "root", "path")
        problems = _shape_problems(
            content, "receipt", "receipt-invalid", fields, optional=("head",)
        )
        head = None
        if not problems and "head" in content:
            try:
                head = TreeHead.from_content(content["head"])
            except InvalidDocument as error:
                problems = [problem.within("head") for problem in error.problems]
        if problems:
            raise InvalidDocument(problems)
        values = {name: content[name] for name in fields}
        return cls(**{**values, "path": tuple(values["path"])}, head=head)


@dataclass(frozen=True, slots=True)
class ConsistencyProof:
    """The path from a tree to a larger one that keeps all its entries in their places."""

    old_size: int
    """The number of entries in the earlier tree."""
    old_root: str
    """The root of the earlier tree."""
    new_size: int
    """The number of entries in the later tree."""
    new_root: str
    """The root of the later tree."""
    path: tuple[str, ...]
    """The RFC 9162 consistency path."""

    def problems(
        self, *, old: TreeHead | None = None, new: TreeHead | None = None
    ) -> tuple[Problem, ...]:
        """Return what is wrong with the proof; nothing is, if the later tree continues the earlier.

        Args:
            old: the head that the reader kept; the proof must start from it.
            new: the head that the reader was given now; the proof must end at it.

        Cost: O(log new_size) hashes.
        """
        found = []
        path = tuple(bytes.fromhex(step) for step in self.path)
        roots = bytes.fromhex(self.old_root), bytes.fromhex(self.new_root)
        if not verify_consistency(self.old_size, self.new_size, *roots, path):
            expected = f"a path that shows {self.old_size} entries unchanged among {self.new_size}"
            found.append(Problem("consistency-path", "path", expected, "one that does not"))
        ends = (
            ("old", old, self.old_size, self.old_root),
            ("new", new, self.new_size, self.new_root),
        )
        for place, head, size, root in ends:
            if head is not None and (head.size, head.root) != (size, root):
                expected = f"the head of {head.size} entries with root {head.root}"
                words = f"{size} entries with root {root}"
                found.append(Problem("consistency-head", place, expected, words))
        if old is not None and new is not None and old.ledger != new.ledger:
            found.append(Problem("consistency-head", "new", f"ledger {old.ledger}", new.ledger))
        return tuple(found)

    def content(self) -> dict[str, Any]:
        """Return the proof as plain JSON."""
        return {
            "kind": "consistency_proof",
            "schema_version": 1,
            "old_size": self.old_size,
            "old_root": self.old_root,
            "new_size": self.new_size,
            "new_root": self.new_root,
            "path": list(self.path),
        }

    @classmethod
    def from_content(cls, content: Any) -> ConsistencyProof:
        """Return the proof that plain JSON describes, whether or not it shows anything.

        Raises:
            InvalidDocument: code ``consistency-proof-invalid``, with every problem.
        """
        fields = ("old_size", "old_root", "new_size", "new_root", "path")
        problems = _shape_problems(
            content, "consistency_proof", "consistency-proof-invalid", fields
        )
        if problems:
            raise InvalidDocument(problems)
        values = {name: content[name] for name in fields}
        return cls(**{**values, "path": tuple(values["path"])})


def hex_path(path: Iterable[bytes]) -> tuple[str, ...]:
    """Return the hashes of a path as they are written: 64 hexadecimal digits each."""
    return tuple(step.hex() for step in path)


def _shape_problems(
    content: Any, kind: str, code: str, fields: Collection[str], *, optional: Collection[str] = ()
) -> list[Problem]:
    if not isinstance(content, dict):
        return [Problem(code, "", "an object", repr(content)[:80])]
    required = {"kind", "schema_version", *fields}
    absent = sorted(required - set(content))
    unknown = sorted(str(name) for name in set(content) - required - set(optional))
    problems = [Problem(code, name, "to be there", "nothing") for name in absent]
    problems += [Problem(code, name, "no such field", "one") for name in unknown]
    for name in sorted(required & set(content)):
        expected = _unmet(name, content[name], kind)
        if expected:
            problems.append(Problem(code, name, expected, repr(content[name])[:80]))
    return problems


def _unmet(name: str, value: Any, kind: str) -> str:
    """Return what a field should have been, or nothing if it is right."""
    if name == "kind":
        return "" if value == kind else repr(kind)
    if name == "schema_version":
        return "" if type(value) is int and value == 1 else "1"
    if name == "leaf":
        return "" if _matches(LEAF_ID, value) else "a content id, 'kind:' and 64 hexadecimal digits"
    if name.endswith("root"):
        return "" if _matches(_HASH, value) else "64 hexadecimal digits"
    if name == "path":
        sound = isinstance(value, list) and len(value) <= _LONGEST_PATH
        sound = sound and all(_matches(_HASH, step) for step in value)
        return "" if sound else f"at most {_LONGEST_PATH} hashes of 64 hexadecimal digits"
    sound = type(value) is int and 0 <= value <= LARGEST_SIZE
    return "" if sound else "a number of entries"


def _matches(shape: re.Pattern[str], value: Any) -> bool:
    return isinstance(value, str) and shape.fullmatch(value) is not None
