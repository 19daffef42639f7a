"""Stamps: what each step of a run was made from, so that only what changed is done again."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from commonweal.documents import sha256_hex, write_text_atomically
from commonweal.studies._file_hash import file_sha256

if TYPE_CHECKING:
    from collections.abc import Iterable

STEPS = ".steps"
"""The folder in ``out`` that a run keeps its stamps and unfinished work in."""


@cache
def program_hash() -> str:
    """Return the hash of this package's source: a step done by another version is done again."""
    package = Path(__file__).parent.parent
    sources = sorted(path for path in package.rglob("*") if path.suffix in {".py", ".html", ".css"})
    return sha256_hex("".join(file_sha256(path) for path in sources).encode())


def key_of(*parts: str) -> str:
    """Return the hash of what a step is made from, this program included."""
    return sha256_hex("\n".join((program_hash(), *parts)).encode())


@dataclass(frozen=True, slots=True)
class Stamps:
    """The stamps of the run in one ``out`` folder."""

    out: Path

    @property
    def folder(self) -> Path:
        """Where the stamps and unfinished work lie; it is made if it is not there."""
        folder = self.out / STEPS
        folder.mkdir(parents=True, exist_ok=True)
        return folder

    def fresh(self, step: str, key: str) -> bool:
        """Tell whether the step was done from the same, and its files are as it wrote them."""
        try:
            stamp = json.loads(self._path(step).read_bytes())
            files = {self.out / name: sha256 for name, sha256 in stamp["wrote"].items()}
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            return False
        return stamp["key"] == key and all(
            path.is_file() and file_sha256(path) == sha256 for path, sha256 in files.items()
        )

    def keep(self, step: str, key: str, wrote: Iterable[Path]) -> None:
        """Remember what a step was made from and what it wrote."""
        files = {path.relative_to(self.out).as_posix(): file_sha256(path) for path in wrote}
        stamp = {"key": key, "wrote": files}
        write_text_atomically(self._path(step), json.dumps(stamp, sort_keys=True) + "\n")

    def sweep(self) -> None:
        """Delete the unfinished files that a killed run left; nobody else may be writing."""
        for folder in (self.out, self.folder, *self.folder.glob("*/")):
            for path in folder.glob(".*.tmp"):
                path.unlink(missing_ok=True)

    def _path(self, step: str) -> Path:
        return self.folder / f"{step}.stamp.json"
