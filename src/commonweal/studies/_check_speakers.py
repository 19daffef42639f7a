"""Who speaks for whom: people for themselves, or who the study says may write down their words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from commonweal.documents import Study
from commonweal.studies._consents import owner_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from commonweal.errors import Problem
    from commonweal.studies._declared import Declared
    from commonweal.studies._study_records import StudyRecords

OF_PEOPLE = frozenset({"person", "synthetic"})
"""Origins of what somebody says; an importer and a model speak under their own names."""


def check_speakers(records: StudyRecords, declared: Declared) -> Iterator[Problem]:
    """Yield each record of a person that somebody else says, and no recorder wrote down."""
    study = next((entry.record for entry in records.of(Study)), None)
    if study is None:
        return
    for entry in records.all():
        owner, said_by = owner_of(entry.record, declared.people), entry.record.by
        # Of somebody who is nobody here, it is said elsewhere that the name is declared nowhere.
        if owner not in declared.people or entry.record.origin not in OF_PEOPLE:
            continue
        if said_by != owner and said_by not in study.recorders:
            yield entry.problem(
                "other-speaker",
                "by",
                expected=f"{owner!r}, whose {entry.record.kind} it is, or a recorder of the study",
                found=repr(said_by),
                hint=f"If {said_by!r} writes down what participants say, add the name to"
                " recorders in study.toml.",
            )
