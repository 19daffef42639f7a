"""Ledgers for tests, made of numbered ids."""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path

from commonweal.proof._log import Ledger
from commonweal.proof._merkle import leaf_hash, tree_root

AT = "2026-01-31T09:30:00Z"


def numbered(count: int, *, first: int = 0, kind: str = "wiser_vote") -> list[str]:
    """Return made-up record ids that do not repeat."""
    return [
        f"{kind}:{sha256(f'{kind} {number}'.encode()).hexdigest()}"
        for number in range(first, first + count)
    ]


def root_over(ids: Iterable[str]) -> str:
    """Return the root of the tree over these ids."""
    return tree_root([leaf_hash(record_id.encode()) for record_id in ids]).hex()


def made(folder: Path, *batches: list[str], name: str = "river") -> Path:
    """Make a ledger with these batches and close it."""
    with Ledger.open(folder, create=True, name=name) as ledger:
        for batch in batches:
            ledger.append(batch, at=AT)
    return folder


def contents(folder: Path) -> dict[str, bytes]:
    """Return what stands in each of a ledger's files."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != "lock"
    }
