"""Finding a decision or a graph in the path that somebody gives: a study, its out, a file."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from commonweal.documents import (
    Decision,
    MoralGraph,
    Target,
    did_you_mean,
    one_of,
    read_document,
    read_printed,
    read_record,
)
from commonweal.errors import InvalidDocument, Problem
from commonweal.studies._decisions_file import DecisionsFile
from commonweal.studies._own_folders import LEDGER, OUT, TARGET_FILE, refuse_linked_folder
from commonweal.studies._step_decide import MANY, ONE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from commonweal.documents import Record

STUDY_FILE = "study.toml"


@dataclass(frozen=True, slots=True)
class FoundDecision:
    """A decision, with the target that lies beside it if there is one."""

    decision: Decision
    target: Target | None


def find_decision(path: Path, *, situation: str | None = None) -> FoundDecision:
    """Return a decision that a run wrote.

    Args:
        path: a study that was run, its ``out`` folder, or a file of decisions.
        situation: which one, where there are many.

    Raises:
        InvalidDocument: with code ``no-decision`` if there is none, or none of that situation.
    """
    folder = _out(path) if path.is_dir() else path.parent
    candidates = [folder / ONE, folder / MANY] if path.is_dir() else [path]
    file = next((file for file in candidates if file.exists()), None)
    if file is None:
        raise InvalidDocument(_none(path, "no decision.json and no decisions.jsonl"))
    decisions = _decisions(file)
    beside = folder / TARGET_FILE
    target = read_document(beside, Target) if beside.is_file() else None
    names = []
    for decision in decisions:
        if situation in {None, decision.situation} and (situation or len(decisions) == 1):
            return FoundDecision(decision, target)
        names.append(decision.situation)
    raise InvalidDocument(_not_the_one(file, names, situation))


def find_compared(path: Path) -> Record:
    """Return what two of which can be compared: a target or a decision; of a study, its target.

    Args:
        path: a file, or a study that was run, or its ``out`` folder.

    Raises:
        InvalidDocument: with code ``no-target`` if a folder has none.
    """
    if not path.is_dir():
        return read_printed(path)
    file = _out(path) / TARGET_FILE
    if file.is_file():
        return read_record(file)
    raise InvalidDocument(
        Problem(
            code="no-target",
            path=str(path),
            expected="a target, a decision, or a study that was run",
            found=f"a folder without {TARGET_FILE}",
            hint="Run the study first, or name a file.",
        )
    )


def target_file(path: Path) -> Path:
    """Return the file itself, or that of the target of a study that was run.

    Raises:
        InvalidDocument: with code ``no-graph`` if a folder has none.
    """
    if not path.is_dir():
        return path
    file = _out(path) / TARGET_FILE
    if file.is_file():
        return file
    raise InvalidDocument(
        Problem(
            code="no-graph",
            path=str(path),
            expected="a study that was run, a target or a moral graph",
            found=f"a folder without {TARGET_FILE}",
            hint="Run the study first, or name a file.",
        )
    )


def find_graph(path: Path) -> MoralGraph:
    """Return the moral graph in a file, or the one of a study that was run.

    Raises:
        InvalidDocument: with code ``no-graph`` if there is none.
    """
    file = target_file(path)
    record = read_record(file)
    if isinstance(record, Target):
        return record.graph
    if isinstance(record, MoralGraph):
        return record
    raise InvalidDocument(
        Problem("no-graph", str(file), "a target or a moral graph", f"a {record.kind}")
    )


def ledger_folder(path: Path) -> Path:
    """Return the folder of a ledger, given it or the study that it belongs to."""
    if not (path / STUDY_FILE).is_file():
        return path
    refuse_linked_folder(path / LEDGER)
    return path / LEDGER


def _out(path: Path) -> Path:
    return path / OUT if (path / STUDY_FILE).is_file() else path


def _decisions(file: Path) -> Sequence[Decision]:
    if file.suffix == ".jsonl":
        return DecisionsFile(file)
    record = read_printed(file)
    if isinstance(record, Decision):
        return [record]
    raise InvalidDocument(_none(file, f"a {record.kind}"))


def _none(path: Path, found: str) -> Problem:
    return Problem(
        code="no-decision",
        path=str(path),
        expected="a decision",
        found=found,
        hint="Run the study first.",
    )


def _not_the_one(file: Path, names: Sequence[str], situation: str | None) -> Problem:
    """Return that one of several decisions has to be named, or that there is none of a name."""
    return Problem(
        code="no-decision",
        path=str(file),
        expected=one_of(names, some="its situations"),
        found="no situation named" if situation is None else repr(situation),
        hint=(did_you_mean(situation, names, most=3) if situation else "")
        or "Name it with --situation.",
    )
