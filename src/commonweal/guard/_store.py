"""What a guard keeps: hashes in its ledger, and beside it the records and decisions themselves.

A record is written before its id is entered, so that nothing is in the ledger that cannot be told.
What a crash left unentered is entered when the folder is opened again.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from commonweal.documents import (
    OWNER_ALONE,
    GuardedCall,
    canonical_json,
    parse_json,
    read_jsonl,
    replacing,
    sha256_hex,
)
from commonweal.errors import Infeasible, InvalidDocument, LedgerCorrupt, Problem
from commonweal.guard._private_lines import PrivateLines, make_owners_folder
from commonweal.proof import Ledger

if TYPE_CHECKING:
    from collections.abc import Iterator

    from commonweal.decisions import PreparedTarget
    from commonweal.documents import Decision
    from commonweal.proof import SigningKey, TreeHead

LEDGER, RECORDS, DECIDED = "ledger", "calls.jsonl", "decided"
DECISIONS, TARGET = "decisions.jsonl", "target.json"
NAME = "guard"


@dataclass(frozen=True, slots=True)
class KeptDecision:
    """A decision as it stands in its file."""

    path: Path
    line: int
    sha256: str
    """Of the line: of the canonical JSON of the decision, if it is unchanged."""
    data: bytes

    def content(self) -> Any:
        """Return it as plain JSON.

        Raises:
            InvalidDocument: if it is none.
        """
        return parse_json(self.data.decode("utf-8", "replace"), f"{self.path}:{self.line}")


class GuardStore:
    """A guard's folder, open for one guard at a time.

    Args:
        folder: where it lies; it is made if it is not there.
        target: what is decided under.
        signing_key: signs the heads of the ledger.
        kept: a head that the ledger has to go on from.

    Raises:
        LedgerCorrupt: if the ledger or the records contradict what was entered or kept.
        ExternalFailure: code ``ledger-locked`` if another guard has it open.
    """

    def __init__(
        self,
        folder: Path,
        target: PreparedTarget,
        *,
        signing_key: SigningKey | None = None,
        kept: TreeHead | None = None,
    ) -> None:
        self.folder = folder
        make_owners_folder(folder)
        self.ledger = Ledger.open(folder / LEDGER, create=True, name=NAME, signing_key=signing_key)
        self._closed = False
        self._closing: list[PrivateLines] = []
        try:
            if kept is not None:
                self.ledger.confirm(kept)
            self._records = self._opened(folder / RECORDS)
            self.records = read_records(folder)
            self._enter_what_is_left()
            self._decisions = self._with_target(target)
        except BaseException:
            self.close()
            raise
        self.size = len(self.records)

    def add(self, record: GuardedCall, decision: Decision | None = None) -> None:
        """Keep a record, and the decision that it names; when this returns, the ledger has it.

        Raises:
            ExternalFailure: with code ``cannot-write`` if the system refuses; it is not entered.
            Infeasible: with code ``guard-closed`` if it was closed, or an entry failed before.
        """
        if self._closed:
            raise closed(self.folder)
        if decision is not None:
            self._decisions.add(canonical_json(decision.content()))
        self._records.add(canonical_json(record.content()))
        try:
            self.ledger.append([record.id], at=record.said_at)
        except BaseException:
            # The record stands in the file and may not be in the ledger: opening again finds out.
            self.close()
            raise
        self.size += 1

    def decision(self, target: str, sha256: str) -> Any:
        """Return the plain content of a decision under a target, or nothing if it is not there."""
        path = decided_folder(self.folder, target) / DECISIONS
        if not path.is_file():
            return None
        found = (kept for kept in _kept_decisions(path) if kept.sha256 == sha256)
        kept = next(found, None)
        return None if kept is None else kept.content()

    def close(self) -> None:
        """Let the next guard in."""
        self._closed = True
        for lines in self._closing:
            lines.close()
        self.ledger.close()

    def _with_target(self, target: PreparedTarget) -> PrivateLines:
        """Return where decisions are written, with the target beside them."""
        path = target_file(self.folder, target.sha256)
        make_owners_folder(path.parent)
        if not path.exists():
            with replacing(path, rights=OWNER_ALONE) as file:
                file.write(canonical_json(target.document.content()) + b"\n")
        return self._opened(path.parent / DECISIONS)

    def _opened(self, path: Path) -> PrivateLines:
        lines = PrivateLines(path)
        self._closing.append(lines)
        return lines

    def _enter_what_is_left(self) -> None:
        ids = [record.id for record in self.records]
        entered = list(self.ledger)
        # A crash leaves one at most, since nothing is entered after one that failed.
        if ids[: len(entered)] != entered or len(ids) > len(entered) + 1:
            raise LedgerCorrupt(differing(self.folder, ids, entered))
        if len(ids) > len(entered):
            self.ledger.append(ids[len(entered) :], at=self.records[-1].said_at)


def closed(folder: Path) -> Infeasible:
    """Return the error that nothing more is entered into a folder."""
    return Infeasible(
        Problem(
            code="guard-closed",
            path=str(folder),
            expected="a guard that is open",
            found="one that was closed, or could not enter a call",
            hint="Make the guard again: what was left unfinished is mended then.",
        )
    )


def decided_folder(folder: Path, target: str) -> Path:
    """Return where the decisions under a target lie."""
    return folder / DECIDED / target[:16]


def target_file(folder: Path, target: str) -> Path:
    """Return where a target lies, beside the decisions under it."""
    return decided_folder(folder, target) / TARGET


def read_records(folder: Path) -> tuple[GuardedCall, ...]:
    """Return what a guard noted, in order.

    Raises:
        InvalidDocument: with every problem of the file.
    """
    return tuple(_guarded(folder / RECORDS))


def read_decisions(folder: Path) -> Iterator[KeptDecision]:
    """Yield every decision that a guard kept, with the hash of what stands there.

    Raises:
        InvalidDocument: if a line is no JSON.
    """
    for path in sorted((folder / DECIDED).glob(f"*/{DECISIONS}")):
        yield from _kept_decisions(path)


def _kept_decisions(path: Path) -> Iterator[KeptDecision]:
    with path.open("rb") as file:
        for number, line in enumerate(file, 1):
            if line.endswith(b"\n"):
                yield KeptDecision(path, number, sha256_hex(line[:-1]), line)


def differing(folder: Path, ids: list[str], entered: list[str]) -> Problem:
    """Return the problem that the records are others than those that were entered."""
    pairs = zip(ids, entered, strict=False)
    place = next((at for at, (one, other) in enumerate(pairs) if one != other), len(ids))
    return Problem(
        code="guard-records-differ",
        path=f"{folder / RECORDS}:{place + 1}",
        expected="the record that the ledger has there",
        found="another" if place < len(ids) else "none",
        hint="What was entered is not to be changed. Restore the file, or begin another folder.",
    )


def _guarded(path: Path) -> Iterator[GuardedCall]:
    for entry in read_jsonl(path):
        if not isinstance(entry.record, GuardedCall):
            place = f"{path}:{entry.line}"
            raise InvalidDocument(Problem("wrong-kind", place, "a guarded_call", entry.record.kind))
        yield entry.record
