"""What the last run left in a folder: whose it was, and the ledger that it rests on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from commonweal.documents import Manifest, Target, read_document
from commonweal.errors import InvalidDocument, LedgerCorrupt, Problem
from commonweal.studies._file_hash import file_sha256
from commonweal.studies._own_folders import MANIFEST, OUT, TARGET_FILE

if TYPE_CHECKING:
    from pathlib import Path

    from commonweal.proof import Ledger

WRITTEN: tuple[tuple[str, type[Manifest | Target]], ...] = (
    (MANIFEST, Manifest),
    (TARGET_FILE, Target),
)
"""The files that say so; the manifest is absent where a run was not finished."""


@dataclass(frozen=True, slots=True)
class LastRun:
    """The study and the ledger of the run that wrote a folder."""

    out: Path
    study: str
    size: int
    root: str

    def expect(self, ledger: Ledger | None, name: str | None) -> None:
        """Refuse a study whose ledger is not the one of this run, perhaps with more entries since.

        In the place of a ledger that was deleted another would begin, and no earlier result could
        be held to it.

        Args:
            ledger: the study's, if it was begun.
            name: what the study is called, if that could be read.

        Raises:
            InvalidDocument: code ``out-folder`` if the run was another study's.
            LedgerCorrupt: code ``ledger-lost``.
        """
        if self.size == 0 or (ledger is not None and self._rests_on(ledger)):
            return
        if name not in {None, self.study}:
            raise InvalidDocument(self._others(name))
        found = "none" if ledger is None or ledger.size == 0 else f"one of {ledger.size} entries"
        raise LedgerCorrupt(
            Problem(
                code="ledger-lost",
                path=str(self.out),
                expected=f"the study's ledger to have the root {self.root} over {self.size}"
                " entries, as the last run says",
                found=found,
                hint=f"Restore it. If this is a copy that is to begin anew, delete {self.out}.",
            )
        )

    def _rests_on(self, ledger: Ledger) -> bool:
        return self.size <= ledger.size and ledger.root(size=self.size) == self.root

    def _others(self, name: str | None) -> Problem:
        return Problem(
            code="out-folder",
            path=str(self.out),
            expected=f"a folder that is empty or that a run of {name!r} wrote",
            found=f"the results of the study {self.study!r}",
            hint="They would be replaced: name another folder with --out, or delete this one.",
        )


def last_run(out: Path) -> LastRun | None:
    """Return what a folder says of the run that wrote it; nothing where no run came so far."""
    for name, model in WRITTEN:
        try:
            wrote = read_document(out / name, model)
        except InvalidDocument:
            continue
        return LastRun(out, wrote.study, wrote.ledger_size, wrote.ledger_root)
    return None


def changed_since_the_run(path: Path) -> list[str]:
    """Return which files of a study are no longer as its run read them; of another path, none.

    Args:
        path: a study, its ``out`` folder, or a file.
    """
    listed = path / OUT / MANIFEST
    if not (path / "study.toml").is_file() or not listed.is_file():
        return []
    return [
        entry.path
        for entry in read_document(listed, Manifest).read
        if not (path / entry.path).is_file() or file_sha256(path / entry.path) != entry.sha256
    ]
