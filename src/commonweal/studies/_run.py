"""The main job: a study goes in, decisions that anyone can check come out."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from commonweal.decisions import PreparedTarget
from commonweal.documents import (
    Manifest,
    ManifestEntry,
    Target,
    read_document,
    read_json,
    write_json,
)
from commonweal.proof import hash_of
from commonweal.studies._decisions_file import DecisionsFile
from commonweal.studies._file_hash import file_sha256
from commonweal.studies._folder import StudyFolder, read_study
from commonweal.studies._own_folders import (
    LEDGER,
    MANIFEST,
    OUT,
    TARGET_FILE,
    refuse_foreign_out,
    refuse_linked_folder,
    refuse_linked_out,
)
from commonweal.studies._progress import NoProgress, Progress, StepDone
from commonweal.studies._stamps import Stamps, key_of
from commonweal.studies._step_check import check_decisions
from commonweal.studies._step_decide import (
    MANY,
    ONE,
    Docket,
    decide_key,
    decisions_path,
    write_decisions,
)
from commonweal.studies._step_graph import (
    FILE as GRAPH_FILE,
    PROGRAM,
    draft_graph,
    graph_key,
    read_draft,
    write_draft,
)
from commonweal.studies._step_ledger import (
    LedgerState,
    append_records,
    expect_ledger,
    open_ledger,
)
from commonweal.studies._step_target import (
    RECORDS_FILE,
    build_target,
    target_key,
    uses_of_records,
)
from commonweal.studies._summary import summarise_run

if TYPE_CHECKING:
    from collections.abc import Sequence

    from commonweal.documents import Decision

REPORT_FILE = "report.html"
SUMMARY_FILE = "summary.json"
TRUTH_FILE = "truth.json"


class ReportWriter(Protocol):
    """Writes the report of a run; the room above this one has it."""

    def __call__(self, path: Path, *, target: Target, decisions: Sequence[Decision]) -> None:
        """Write the report to ``path``."""


@dataclass(frozen=True, slots=True)
class StudyRun:
    """What a run read, made and wrote."""

    folder: StudyFolder
    out: Path
    target: Target
    decisions: Sequence[Decision]
    summary: dict[str, Any]
    steps: tuple[StepDone, ...]


def run_study(
    path: Path,
    *,
    out: Path | None = None,
    write_report: ReportWriter | None = None,
    progress: Progress | None = None,
) -> StudyRun:
    """Read a study, ledger its records, and make its graph, target, decisions and report.

    A step is done again only if something it is made from has changed. Every file is written whole;
    a run that was killed is simply started again. The same study gives the same bytes.

    Args:
        path: the study folder.
        out: where to write; the study's own ``out`` if nothing is said.
        write_report: writes the report; without one there is none.
        progress: is told what is being done.

    Raises:
        InvalidDocument: with everything that is wrong with the study; code ``study-link`` if its
            ledger or its own ``out`` is a symbolic link, code ``out-folder`` if ``out`` holds
            what no run wrote, or another study's; before anything is written.
        LedgerCorrupt: if a record that was ledgered is gone without a tombstone, or with code
            ``ledger-lost`` if the ledger is not the one that the last run had.
        ExternalFailure: with code ``ledger-locked`` if another program is writing to the study.
    """
    refuse_linked_folder(path / LEDGER)
    if out is None or out.absolute() == (path / OUT).absolute():
        refuse_linked_out(path / OUT)
    refuse_foreign_out(out or path / OUT)
    clock = _Clock(progress or NoProgress())
    with clock.step("read"):
        folder = read_study(path)
    expect_ledger(path, folder.study.name, out=out)
    stamps = Stamps(out or path / OUT)
    with open_ledger(folder.path, folder.study.name) as ledger:
        with clock.step("ledger"):
            state = append_records(folder, ledger)
        stamps.sweep()
        return _Run(folder, state, stamps, clock).all_steps(write_report)


@dataclass(slots=True)
class _Clock:
    progress: Progress
    done: list[StepDone] = field(default_factory=list)

    @contextmanager
    def step(self, name: str, *, total: int = 1, ran: bool = True) -> Iterator[None]:
        self.progress.begin(name, total=total)
        began = time.perf_counter()
        yield
        self.done.append(StepDone(name, ran=ran, seconds=time.perf_counter() - began))
        self.progress.end(self.done[-1])


@dataclass(frozen=True, slots=True)
class _Run:
    """One run of one study: the steps in order, each skipped if nothing it rests on has changed."""

    folder: StudyFolder
    ledger: LedgerState
    stamps: Stamps
    clock: _Clock

    def all_steps(self, write_report: ReportWriter | None) -> StudyRun:
        """Take every step that the study asks for."""
        wanted = self.folder.study.steps
        target = self._target()
        target_hash = hash_of(target)
        decisions: Sequence[Decision] = ()
        wrote = [TARGET_FILE, RECORDS_FILE, SUMMARY_FILE]
        if "decide" in wanted:
            decisions = self._decisions(target, target_hash)
            wrote.append(decisions_path(self.out, self.folder).name)
        checked = self._check(decisions)
        if "report" in wanted and write_report is not None:
            self._report(write_report, target, target_hash, decisions)
            wrote.append(REPORT_FILE)
        summary = self._summary(target, target_hash, decisions, checked)
        self._manifest(target, target_hash, wrote)
        return StudyRun(
            folder=self.folder,
            out=self.out,
            target=target,
            decisions=decisions,
            summary=summary,
            steps=tuple(self.clock.done),
        )

    @property
    def out(self) -> Path:
        """Where everything is written."""
        return self.stamps.out

    def _target(self) -> Target:
        drafted, key = self.stamps.folder / GRAPH_FILE, graph_key(self.folder)
        with self._step("graph", key) as stale:
            if stale:
                write_draft(drafted, draft_graph(self.folder))
                self.stamps.keep("graph", key, [drafted])
        path, key = self.out / TARGET_FILE, target_key(key, self.folder, self.ledger)
        records = self.out / RECORDS_FILE
        with self._step("target", key) as stale:
            if stale:
                draft = read_draft(drafted)
                uses = uses_of_records(self.folder, draft, self.ledger)
                write_json(path, build_target(self.folder, draft, self.ledger, uses))
                write_json(records, {"records": uses})
                self.stamps.keep("target", key, [path, records])
        return read_document(path, Target)

    def _decisions(self, target: Target, target_hash: str) -> DecisionsFile:
        path, key = decisions_path(self.out, self.folder), decide_key(target_hash, self.folder)
        with self._step("decide", key, total=len(self.folder.situations)) as stale:
            if stale:
                draft = read_draft(self.stamps.folder / GRAPH_FILE)
                docket = Docket(self.folder, PreparedTarget(target), draft.considerations)
                write_decisions(docket, self.stamps, progress=self.clock.progress)
                self.stamps.keep("decide", key, [path])
        return DecisionsFile(path)

    def _check(self, decisions: Sequence[Decision]) -> int:
        if not isinstance(decisions, DecisionsFile):
            return 0
        key = key_of("check", _hash_of_file(decisions))
        with self._step("check", key) as stale:
            if stale:
                checked = check_decisions(decisions.path)
                assert checked == len(decisions)
                self.stamps.keep("check", key, [decisions.path])
        return len(decisions)

    def _report(
        self,
        write_report: ReportWriter,
        target: Target,
        target_hash: str,
        decisions: Sequence[Decision],
    ) -> None:
        truth = self.folder.path / TRUTH_FILE
        known = file_sha256(truth) if truth.is_file() else ""
        path = self.out / REPORT_FILE
        key = key_of("report", target_hash, known, _hash_of_file(decisions))
        with self._step("report", key) as stale:
            if stale:
                write_report(path, target=target, decisions=decisions)
                self.stamps.keep("report", key, [path])

    def _summary(
        self, target: Target, target_hash: str, decisions: Sequence[Decision], checked: int
    ) -> dict[str, Any]:
        path = self.out / SUMMARY_FILE
        key = key_of("summary", target_hash, _hash_of_file(decisions))
        with self._step("summary", key) as stale:
            if stale:
                write_json(path, summarise_run(target, target_hash, decisions, checked))
                self.stamps.keep("summary", key, [path])
        summary: dict[str, Any] = read_json(path)
        return summary

    def _manifest(self, target: Target, target_hash: str, wrote: Sequence[str]) -> None:
        for name in {ONE, MANY, REPORT_FILE} - set(wrote):
            (self.out / name).unlink(missing_ok=True)
        write_json(self.out / MANIFEST, self._list_files(target, target_hash, wrote))

    def _list_files(self, target: Target, target_hash: str, wrote: Sequence[str]) -> Manifest:
        folder = self.folder
        read = [
            ManifestEntry(path=name, sha256=folder.sha256[name], bytes=folder.bytes[name])
            for name in sorted(folder.sha256)
        ]
        return Manifest(
            by=PROGRAM,
            origin=target.origin,
            said_at=folder.study.read_at,
            study=folder.study.name,
            program=f"{PROGRAM} {version(PROGRAM)}",
            target=target_hash,
            ledger_size=self.ledger.size,
            ledger_root=self.ledger.root,
            read=tuple(read),
            wrote=tuple(_entry(self.out / name) for name in sorted(wrote)),
        )

    @contextmanager
    def _step(self, name: str, key: str, *, total: int = 1) -> Iterator[bool]:
        stale = not self.stamps.fresh(name, key)
        if stale:
            # Until the new one is written, nothing vouches for what lies in the folder.
            (self.out / MANIFEST).unlink(missing_ok=True)
        with self.clock.step(name, total=total if stale else 0, ran=stale):
            yield stale


def _hash_of_file(decisions: Sequence[Decision]) -> str:
    return file_sha256(decisions.path) if isinstance(decisions, DecisionsFile) else ""


def _entry(path: Path) -> ManifestEntry:
    return ManifestEntry(path=path.name, sha256=file_sha256(path), bytes=path.stat().st_size)
