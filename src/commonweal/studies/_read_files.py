"""The files of a study, read one after another: every record and every problem of every file."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from commonweal.documents import (
    Appraisal,
    Authority,
    Compact,
    Complaint,
    Consent,
    Context,
    Endorsement,
    FactDeclaration,
    Institution,
    Located,
    Norm,
    NotTraded,
    Offered,
    Outweighs,
    Participant,
    Placing,
    Principle,
    Proposal,
    Resolution,
    Role,
    RoleStandard,
    SameValue,
    Situation,
    Source,
    Story,
    Study,
    Tombstone,
    Transition,
    ValueCard,
    WiserVote,
    Withdrawal,
    iterate_jsonl,
    iterate_toml,
)
from commonweal.errors import Problem
from commonweal.studies._file_hash import ReadHash
from commonweal.studies._study_records import Entry, StudyRecords

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from commonweal.documents import Record

STUDY_KINDS = (Study, Context, FactDeclaration, Source)
ROLE_KINDS = (Institution, Role, Authority, RoleStandard)
NORM_KINDS = (Norm, Compact)
PLAN_KINDS = (Situation, Principle, Complaint, Resolution, NotTraded, Placing, Appraisal)
ANSWER_KINDS = (
    Participant,
    Consent,
    Withdrawal,
    Tombstone,
    Source,
    ValueCard,
    Offered,
    Proposal,
    SameValue,
    Transition,
    Story,
    WiserVote,
    Outweighs,
    Endorsement,
    Placing,
    Appraisal,
    Complaint,
)


@dataclass(frozen=True, slots=True)
class FilePart:
    """One part of a study: its file, what may stand in it, what it declares, whether it must be."""

    name: str
    kinds: tuple[type[Record], ...]
    declares: frozenset[str]
    required: bool = False


PARTS = (
    FilePart("study.toml", STUDY_KINDS, frozenset({"context", "fact", "stratum"}), required=True),
    FilePart("roles.toml", ROLE_KINDS, frozenset({"institution", "role"})),
    FilePart("plan.toml", PLAN_KINDS, frozenset({"situation", "principle"})),
    FilePart("plan.jsonl", PLAN_KINDS, frozenset({"situation", "principle"})),
    FilePart("answers.jsonl", ANSWER_KINDS, frozenset({"participant", "card"})),
)
NORMS = FilePart("norms", NORM_KINDS, frozenset({"norm", "compact"}))


@dataclass(slots=True)
class FilesRead:
    """What reading the files of a study came to."""

    records: StudyRecords = field(default_factory=StudyRecords)
    problems: list[Problem] = field(default_factory=list)
    files: dict[Path, ReadHash] = field(default_factory=dict)
    """The files that were there, in the order in which they were read, and what was read."""


def read_files(folder: Path) -> FilesRead:
    """Read every file of a study folder. Nothing is held against anything else yet."""
    read = FilesRead()
    for part in PARTS:
        path = folder / part.name
        if path.exists():
            _read(path, part, read)
            if part.required and not read.problems and not read.records.of(Study):
                read.problems.append(_no_study(path))
                read.records.incomplete |= part.declares
        elif part.required:
            read.problems.append(_absent(path))
            read.records.incomplete |= part.declares
    norms = folder / NORMS.name
    if norms.exists() and not norms.is_dir():
        read.problems.append(Problem("unreadable", str(norms), "a folder of norms", "a file"))
        read.records.incomplete |= NORMS.declares
    for path in sorted(norms.glob("*.toml")):
        _read(path, NORMS, read)
    return read


def _read(path: Path, part: FilePart, read: FilesRead) -> None:
    if not path.is_file():
        # A pipe would be waited for, and a device read without an end.
        read.problems.append(Problem("unreadable", str(path), "a file", "what is no regular file"))
        read.records.incomplete |= part.declares
        return
    read.files[path] = ReadHash()
    iterate = iterate_toml if path.suffix == ".toml" else iterate_jsonl
    for item in _of_kinds(iterate(path, tee=read.files[path].take), part):
        if isinstance(item, Problem):
            read.problems.append(item)
            read.records.incomplete |= part.declares
        else:
            record = item.record
            read.records.add(Entry(record, item.file, item.line, record.id, item.lines))


def _of_kinds(items: Iterator[Located | Problem], part: FilePart) -> Iterator[Located | Problem]:
    for item in items:
        if isinstance(item, Located) and not isinstance(item.record, part.kinds):
            kinds = ", ".join(str(kind.model_fields["kind"].default) for kind in part.kinds)
            yield Problem(
                code="misplaced-record",
                path=item.place,
                expected=f"one of {kinds}",
                found=f"a record of kind {item.record.kind!r}",
                hint="The reference page on the study folder says what stands where.",
            )
        else:
            yield item


def _no_study(path: Path) -> Problem:
    return Problem(
        code="study-absent",
        path=str(path),
        expected="a table [study]",
        found="none",
        hint="The reference page on the study folder says what it holds.",
    )


def _absent(path: Path) -> Problem:
    folder = path.parent
    if folder.is_file():
        hint = f"Name the folder: {folder.parent}"
        return Problem("study-absent", str(folder), "the folder of a study", "a file", hint)
    return Problem(
        code="study-absent",
        path=str(path),
        expected="a study folder, which has a study.toml",
        found="no such file" if folder.is_dir() else "no such folder",
        hint="Begin one with: commonweal study init FOLDER",
    )
