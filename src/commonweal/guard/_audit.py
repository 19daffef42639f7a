"""Holding what a guard kept to itself, and to what really happened."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from commonweal.errors import CommonwealError, InvalidDocument, LedgerCorrupt, Problem
from commonweal.guard._audit_decisions import check_decisions
from commonweal.guard._audit_record import check_declared, check_records
from commonweal.guard._effects import match_effects
from commonweal.guard._finding import OPEN, AuditFinding
from commonweal.guard._store import LEDGER, differing, read_records
from commonweal.proof import Ledger

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from commonweal.decisions import PreparedTarget
    from commonweal.documents import GuardedCall
    from commonweal.guard._declaration import GuardDeclaration
    from commonweal.guard._effects import Effect
    from commonweal.proof import TreeHead


@dataclass(frozen=True, slots=True)
class AuditReport:
    """What an audit found."""

    records: int
    calls: int
    """How many calls were let through."""
    effects: int | None
    """How many effects it was held to; None if there was no log of them."""
    findings: tuple[AuditFinding, ...]

    @property
    def clean(self) -> bool:
        """Whether nothing was found but calls of which nothing came, as a crash leaves them."""
        return all(finding.type in OPEN for finding in self.findings)

    def content(self) -> dict[str, Any]:
        """Return it as plain JSON."""
        return asdict(self) | {"clean": self.clean}

    def raise_for_status(self) -> None:
        """Do nothing if it is clean.

        Raises:
            LedgerCorrupt: with code ``guard-audit`` for each finding that no crash explains.
        """
        problems = [
            Problem("guard-audit", found.record or "", "what was entered and decided", found.what)
            for found in self.findings
            if found.type not in OPEN
        ]
        if problems:
            raise LedgerCorrupt(problems)


def audit(
    folder: str | Path,
    *,
    effects: Iterable[Effect] | None = None,
    declaration: GuardDeclaration | None = None,
    target: PreparedTarget | None = None,
    kept: TreeHead | None = None,
) -> AuditReport:
    """Hold a guard's folder to itself and to what really happened. Nothing is written.

    Every decision is derived again by the stand-alone checker, and every record is held to the
    ledger and to the others. A guard may have the folder open meanwhile.

    Args:
        folder: the guard's.
        effects: what happened, as it is logged where it happens: by the bank and not by the agent.
            Without them a bypass cannot be seen.
        declaration: the declaration that the guard had all the time; with it totals are added up
            again.
        target: the target that it had all the time; with it and the declaration it is seen that
            nothing was decided under another.
        kept: a head of the ledger that somebody kept elsewhere. Without one, whoever can write all
            files of the folder can write them all anew.

    Raises:
        InvalidDocument: with code ``ledger-absent`` if there is no guard's folder.

    Cost: that of the stand-alone checker for every decision.
    """
    path = Path(folder)
    ledger = Ledger.read(path / LEDGER)
    findings = list(_ledger(ledger, kept))
    try:
        read = read_records(path)
    except InvalidDocument as error:
        what = error.problems[0].found
        findings.append(AuditFinding("records_contradict", f"They cannot be read: {what}."))
        read = ()
    records = [(record.id, record) for record in read]
    findings += _entered(path, ledger, records)
    findings += check_records(records)
    findings += check_decisions(path, records)
    if declaration is not None:
        findings += check_declared(records, declaration, target)
    happened = None if effects is None else tuple(effects)
    findings += match_effects(records, happened)
    return AuditReport(
        records=len(records),
        calls=sum(record.stage == "intent" for _, record in records),
        effects=None if happened is None else len(happened),
        findings=tuple(findings),
    )


def _ledger(ledger: Ledger, kept: TreeHead | None) -> Iterator[AuditFinding]:
    try:
        ledger.verify().raise_for_status()
        if kept is not None:
            ledger.confirm(kept)
    except LedgerCorrupt as error:
        for problem in error.problems:
            yield AuditFinding("ledger_contradicts", str(problem))


def _entered(
    folder: Path, ledger: Ledger, records: list[tuple[str, GuardedCall]]
) -> Iterator[AuditFinding]:
    """Yield that the records are others than the ledger has; one more may be on its way into it."""
    ids = [record_id for record_id, _ in records]
    try:
        entered = list(ledger)
    except CommonwealError:
        return  # told by the ledger's own check
    if ids[: len(entered)] != entered:
        yield AuditFinding("records_contradict", str(differing(folder, ids, entered)))
