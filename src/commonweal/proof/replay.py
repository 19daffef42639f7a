"""Check a folder: the hashes of a run's files, its decisions and summary; then replay the records.

The standard library alone, nothing of the project; checker.py loads this file from beside itself
and hands itself in, and this one loads the others whose names begin with replay. What is replayed
and what is not is told in words in docs/reference/checker.md. Nothing outside the folder is opened,
no link is followed, and nothing is written.
"""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

inputs: Any = sys.modules["commonweal_checker.checker_inputs"]
shapes: Any = sys.modules["commonweal_checker.checker_shapes"]
InvalidError, UnreadableError, Record = inputs.InvalidError, inputs.UnreadableError, inputs.Record

STUDY = ("graph", "considered", "people", "regrouped", "erased", "files", "study")
"""The files beside this one that replay a study, in the order in which they are loaded."""
MARKS = {
    "study.toml": "a study",
    "manifest.json": "what a run wrote",
    "heads.jsonl": "a ledger",
    "leaves.txt": "a ledger",
}
EVERY_RUN = {"target.json", "records.json", "summary.json"}
DECISIONS = {"decision.json", "decisions.jsonl"}
WRITTEN = EVERY_RUN | DECISIONS | {"report.html"}
"""All that a run writes beside its manifest."""


def check_folder(path: Path, report: Any, checker: Any) -> None:
    """Check a ledger, an out folder, or a study with the out folder inside it."""
    found = kind_of(path)
    if found == "a ledger":
        checker.beside("replay_ledger").Ledger(path, report, checker)
        return
    out = checker.inside(path, "out") if found == "a study" else path
    above = path if found == "a study" else path.resolve().parent
    study = above if kind_of(above) == "a study" else None
    if kind_of(out) != "what a run wrote":
        raise UnreadableError(
            f"{out}: no manifest.json: no run was finished here; run the study, or name one file"
        )
    Run(out, study, report, checker).check()


def kind_of(folder: Path) -> str:
    """Return what lies in a folder, if anything; refuse one that could be taken for two things."""
    found = {kind for mark, kind in MARKS.items() if os.path.lexists(folder / mark)}
    if len(found) > 1:
        raise InvalidError(f"{folder}: it is at once {' and '.join(sorted(found))}")
    return found.pop() if found else ""


class Run:
    """The files of a run, and its study's where that lies around it."""

    def __init__(self, out: Path, study: Path | None, report: Any, checker: Any) -> None:
        self.out, self.study, self.report, self.checker = out, study, report, checker
        self.wrote: set[str] = set()

    def check(self) -> None:
        """Check every file of the run, each decision, and that the records give them."""
        manifest = self.load("manifest.json")
        wrote = self.wrote = self.check_files(manifest)
        if self.report.problems:
            return
        try:
            self._check_contents(manifest, wrote)
        except UnreadableError as error:
            self._wrong(str(error))

    def _check_contents(self, manifest: Any, wrote: set[str]) -> None:
        target = self.load("target.json")
        self.report.attempt(target, self.out, "target.json: ")
        self.report.kept = []
        for name in sorted(DECISIONS & wrote):
            self.checker.check_file(self.checker.inside(self.out, name), self.report)
        for field in ("by", "origin", "said_at", "study", "ledger_size", "ledger_root"):
            if not inputs.same(manifest[field], target[field]):
                self._wrong(f"manifest.json: {field} is not that of target.json")
        if manifest.target != inputs.sha256(target):
            self._wrong("manifest.json names another target than target.json")
        if self.report.targets.keys() != {manifest.target}:
            self._wrong("a decision was taken under another target than target.json")
        if not self.report.problems:
            summary = self.checker.beside("replay_summary")
            for problem in summary.compare(self.load("summary.json"), target, self.report.kept):
                self._wrong(f"summary.json: {problem}")
        self.report.unverified.append("the words of report.html and summary.json")
        if self.study is None:
            self.report.unverified.append("that the target follows from the records: no study here")
        elif not self.report.problems:
            folder = self.checker.inside(self.study, "ledger")
            kind_of(folder)
            *_, files, study = [self.checker.beside(f"replay_{name}") for name in STUDY]
            ledger = self.checker.beside("replay_ledger").Ledger(folder, self.report, self.checker)
            study.Replay(files.StudyFiles(self, manifest, target, ledger)).check()

    def _wrong(self, problem: str) -> None:
        self.report.problems.append(problem)

    def read(self, folder: Path, name: str) -> bytes:
        """Return the bytes of a file inside a folder; refuse a link before it is opened."""
        data: bytes = self.checker.read_inside(folder, name)
        return data

    def load(self, name: str) -> Any:
        """Return one of the run's documents."""
        content = inputs.parse(self.read(self.out, name))
        if not isinstance(content, Record):
            raise InvalidError(f"{name}: it is no document")
        return content

    def check_files(self, manifest: Any) -> set[str]:
        """Compare the files beside a manifest with it, and return their names."""
        shapes.expect("manifest", manifest)
        names = [entry.path for entry in manifest.wrote]
        twice = len({*names}) != len(names) or {*names} >= DECISIONS
        if not {*names} >= EVERY_RUN or twice or "manifest.json" in names:
            self._wrong("manifest.json: it must list what a run writes, once each, and not itself")
        for entry in manifest.wrote:
            self.compare(self.out, entry, "is another than the run wrote")
        if self.report.problems:
            return set()
        for name in sorted({*names, *self._lying()} - {"manifest.json"} - (WRITTEN & {*names})):
            if name.rpartition("/")[2].casefold() in {*WRITTEN, "manifest.json"}:
                self._wrong(f"{name}: it lies here, and the run did not write it")
            elif name in names:
                self.report.notes.append(f"{name!r} is listed, and no run writes such a file")
            else:
                self.report.notes.append(f"{name!r} lies here too, and no run vouches for it")
        return {*names}

    def _lying(self) -> Iterator[str]:
        """Yield the names of all files in the folder, and of links, but those that are hidden."""
        for place, folders, files in os.walk(self.out):
            above = Path(place).relative_to(self.out)
            links = [name for name in folders if (Path(place) / name).is_symlink()]
            folders[:] = [name for name in folders if name[0] != "."]
            for name in (*files, *links):
                if name[0] != ".":
                    yield (above / name).as_posix()

    def compare(self, folder: Path, entry: Any, what: str) -> bool:
        """Compare one file with its entry, without leaving the folder."""
        try:
            place = self.checker.inside(folder, entry.path)
        except InvalidError as error:
            self._wrong(str(error))
            return False
        if not place.is_file():
            self._wrong(f"{entry.path!r:.300}: no such file inside the folder")
            return False
        data = self.checker.read(place)
        found = hashlib.sha256(data).hexdigest(), len(data)
        if found != (entry.sha256, entry.bytes):
            self._wrong(f"{entry.path}: {what}")
        return found == (entry.sha256, entry.bytes)
