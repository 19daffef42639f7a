"""Records whose origin hardly fits: invented ones among real ones, and models' words on values."""

from __future__ import annotations

from typing import TYPE_CHECKING

from commonweal.studies._consents import ONLY_PEOPLE

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from commonweal.documents import Record, Study
    from commonweal.errors import Problem
    from commonweal.studies._study_records import Entry, StudyRecords


def warn_origins(records: StudyRecords, study: Study) -> Iterator[Problem]:
    """Yield a warning of invented records in a study of real people, and one of models' votes."""
    invented = [entry for entry in records.all() if entry.record.origin == "synthetic"]
    if invented and not study.synthetic:
        yield _warning(
            invented,
            "synthetic-record",
            expected="no invented records, since the study says synthetic = false",
            hint="They count like people's. Take them out, or say synthetic = true in study.toml.",
        )
    by_models = [
        entry
        for kind in ONLY_PEOPLE
        for entry in records.of(kind)
        if entry.record.origin == "model"
    ]
    if by_models:
        yield _warning(
            by_models,
            "model-record",
            expected="votes, endorsements, transitions and weighings of people",
            hint="Only people hold values: a model's word on these is never used.",
        )


def _warning(entries: Sequence[Entry[Record]], code: str, *, expected: str, hint: str) -> Problem:
    first = entries[0]
    return first.problem(
        code,
        "origin",
        expected=expected,
        found=f"{len(entries)} of origin {first.record.origin!r}, this the first",
        hint=hint,
    )
