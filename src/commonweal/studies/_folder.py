"""A study folder, read and checked as a whole: everything that is wrong with it is said at once."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING

from commonweal.documents import (
    Appraisal,
    Authority,
    Compact,
    Complaint,
    Context,
    FactDeclaration,
    Institution,
    Norm,
    NotTraded,
    Placing,
    Principle,
    Resolution,
    Role,
    RoleStandard,
    Situation,
    Source,
    Study,
)
from commonweal.errors import InvalidDocument, Problem
from commonweal.studies._check_answers import check_answers
from commonweal.studies._check_compacts import check_compacts, warn_not_in_force
from commonweal.studies._check_names import check_names
from commonweal.studies._check_norms import check_norms, warn_beyond_authority
from commonweal.studies._check_own_cards import warn_idle_own_cards
from commonweal.studies._check_people import check_people, check_study
from commonweal.studies._check_situations import (
    check_situations,
    warn_ask_deadline,
    warn_unheard_appraisers,
)
from commonweal.studies._declared import declared_in
from commonweal.studies._lost_files import lost_at_once
from commonweal.studies._read_files import read_files
from commonweal.studies._standing import StandingAnswers, standing_answers
from commonweal.studies._warn_actions import warn_misspelt_actions
from commonweal.studies._warn_deciders import warn_deciders_without_role
from commonweal.studies._warn_erased import warn_erased
from commonweal.studies._warn_origins import warn_origins
from commonweal.studies._warn_unread import warn_unread

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from commonweal.studies._study_records import OneKind, StudyRecords
    from commonweal.values import Answers


@dataclass(frozen=True, slots=True)
class StudyFolder:
    """A study as its files say it, whole and without a contradiction."""

    path: Path
    study: Study
    records: StudyRecords
    """Every record of every file, with its place and its id."""
    standing: StandingAnswers
    """The answers that may be used at the study's moment, and why others may not."""
    warnings: tuple[Problem, ...]
    """What is allowed and may not be meant."""
    sha256: Mapping[str, str]
    """The hash of what was read of each file, by its path inside the folder."""
    bytes: Mapping[str, int]
    """The length of it."""

    def all_of(self, kind: type[OneKind]) -> tuple[OneKind, ...]:
        """Return the records of one class, in the order of the files."""
        return tuple(entry.record for entry in self.records.of(kind))

    @property
    def answers(self) -> Answers:
        """The answers that stand, by kind."""
        return self.standing.answers

    @property
    def contexts(self) -> tuple[Context, ...]:
        """The contexts that the study declares."""
        return self.all_of(Context)

    @property
    def facts(self) -> tuple[FactDeclaration, ...]:
        """The facts that conditions may speak of."""
        return self.all_of(FactDeclaration)

    @property
    def institutions(self) -> tuple[Institution, ...]:
        """The bodies that issue norms, assert facts or answer questions."""
        return self.all_of(Institution)

    @property
    def roles(self) -> tuple[Role, ...]:
        """The roles that norms attach to."""
        return self.all_of(Role)

    @property
    def authorities(self) -> tuple[Authority, ...]:
        """Who may bind whom."""
        return self.all_of(Authority)

    @property
    def role_standards(self) -> tuple[RoleStandard, ...]:
        """The cards that make a good occupant of a role."""
        return self.all_of(RoleStandard)

    @property
    def norms(self) -> tuple[Norm, ...]:
        """Every norm, in force or not."""
        return self.all_of(Norm)

    @property
    def compacts(self) -> tuple[Compact, ...]:
        """The agreements that norms come from."""
        return self.all_of(Compact)

    @property
    def situations(self) -> tuple[Situation, ...]:
        """What is to be decided."""
        return self.all_of(Situation)

    @property
    def principles(self) -> tuple[Principle, ...]:
        """What licenses the options' acts, and the alternatives."""
        return self.all_of(Principle)

    @property
    def resolutions(self) -> tuple[Resolution, ...]:
        """Commitments made where reasons ran out."""
        return self.all_of(Resolution)

    @property
    def not_traded(self) -> tuple[NotTraded, ...]:
        """Values that somebody holds are not to be traded."""
        return self.all_of(NotTraded)

    @property
    def placings(self) -> tuple[Placing, ...]:
        """Every placing, standing or not."""
        return self.all_of(Placing)

    @property
    def appraisals(self) -> tuple[Appraisal, ...]:
        """Every appraisal, standing or not."""
        return self.all_of(Appraisal)

    @property
    def complaints(self) -> tuple[Complaint, ...]:
        """Every complaint, standing or not."""
        return self.all_of(Complaint)

    @property
    def sources(self) -> tuple[Source, ...]:
        """Where imported records come from."""
        return self.all_of(Source)


def read_study(path: Path) -> StudyFolder:
    """Read a study folder and hold its files against one another.

    Args:
        path: the folder; the reference page on the study folder says what is in it.

    Raises:
        InvalidDocument: with every problem of every file, in the order of the files.
    """
    read = read_files(path)
    problems = [*read.problems, *lost_at_once(held_together(read.records), path, read.records)]
    if problems:
        raise InvalidDocument(problems)
    study = read.records.of(Study)[0].record
    standing = standing_answers(read.records, read_at=study.read_at)
    files = {file.relative_to(path).as_posix(): what for file, what in read.files.items()}
    return StudyFolder(
        path=path,
        study=study,
        records=read.records,
        standing=standing,
        warnings=(*warn_unread(path), *_warnings(read.records, standing, study)),
        sha256={name: what.sha256 for name, what in files.items()},
        bytes={name: what.bytes for name, what in files.items()},
    )


def held_together(records: StudyRecords) -> Iterator[Problem]:
    """Yield everything that is wrong between the records of a study."""
    declared = declared_in(records)
    studies = records.of(Study)
    for second in studies[1:]:
        yield second.problem(
            "duplicate-name",
            "study",
            expected="one [study] in study.toml",
            found=f"another, as at {studies[0].place}",
        )
    yield from chain.from_iterable(check_study(study, declared) for study in studies[:1])
    yield from check_names(records, declared)
    yield from check_norms(records, declared)
    yield from check_compacts(records, declared)
    yield from check_situations(records, declared)
    yield from check_answers(records, declared)
    yield from check_people(records, declared)


def _warnings(records: StudyRecords, standing: StandingAnswers, study: Study) -> Iterator[Problem]:
    yield from warn_origins(records, study)
    yield from warn_erased(records)
    yield from warn_beyond_authority(records)
    yield from warn_not_in_force(records, study)
    declared = declared_in(records)
    yield from warn_unheard_appraisers(records, declared)
    yield from warn_idle_own_cards(records, declared)
    yield from warn_misspelt_actions(records)
    yield from warn_deciders_without_role(records)
    yield from warn_ask_deadline(records)
    if standing.said_later:
        yield Problem(
            code="said-later",
            path="answers.jsonl",
            expected=f"answers said until {study.read_at}, the study's read_at",
            found=f"{standing.said_later} said later, which are out of scope",
            hint="Move read_at in study.toml to hear them; run with --amend if it was run before.",
        )
