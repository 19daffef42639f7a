"""The compacts of a study: what state each is in, and what keeps it from being adopted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from commonweal.documents import (
    Authority,
    Compact,
    Context,
    FactDeclaration,
    Norm,
    did_you_mean,
    one_of,
)
from commonweal.errors import InvalidDocument, Problem
from commonweal.norms import MOST_SEARCHES, Compacts, ContextOrder, IndexedNorm, NormIndex

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from commonweal.documents import Study
    from commonweal.norms import CompactStanding
    from commonweal.studies._folder import StudyFolder
    from commonweal.studies._study_records import Entry, StudyRecords


def compacts_of(
    records: StudyRecords, study: Study, *, most_searches: int = MOST_SEARCHES
) -> Compacts:
    """Return the compacts of a study, held against its norms.

    Args:
        records: the study's records, in which nothing is wrong.
        study: the study.
        most_searches: how many worlds are searched for at most, for each norm of a compact.
    """
    norms = (IndexedNorm.from_document(entry.record, card_of={}) for entry in records.of(Norm))
    authorities = (entry.record for entry in records.of(Authority))
    return Compacts(
        (entry.record for entry in records.of(Compact)),
        NormIndex(norms, authorities, study.norm_order),
        ContextOrder(entry.record for entry in records.of(Context)),
        {entry.record.name: entry.record for entry in records.of(FactDeclaration)},
        most_searches=most_searches,
    )


def compact_standings(
    folder: StudyFolder,
    *,
    name: str | None = None,
    at: str | None = None,
    most_searches: int = MOST_SEARCHES,
) -> tuple[CompactStanding, ...]:
    """Return what each compact of a study is at a moment, in the order of the files.

    Args:
        folder: the study.
        name: the only compact to look at.
        at: the moment; the study's ``read_at`` if nothing is said.
        most_searches: how many worlds are searched for at most, for each norm of a compact.

    Raises:
        InvalidDocument: code ``undeclared-compact`` if there is none of that name.
    """
    compacts = compacts_of(folder.records, folder.study, most_searches=most_searches)
    wanted = [compact_entry(folder, name).record] if name is not None else folder.compacts
    moment = at or folder.study.read_at
    return tuple(compacts.standing(compact.name, moment) for compact in wanted)


def compact_entry(folder: StudyFolder, name: str) -> Entry[Compact]:
    """Return a compact of a study and where it stands.

    Raises:
        InvalidDocument: code ``undeclared-compact`` if there is none of that name.
    """
    entries = {entry.record.name: entry for entry in folder.records.of(Compact)}
    if name in entries:
        return entries[name]
    raise undeclared_compact(folder.path, name, entries)


def undeclared_compact(path: Path, name: str, known: Iterable[str]) -> InvalidDocument:
    """Return the error that a study, or a file of norms, has no compact of that name."""
    names = sorted(known)
    return InvalidDocument(
        Problem(
            code="undeclared-compact",
            path=str(path),
            expected=one_of(names, some="the compacts there"),
            found=repr(name),
            hint=did_you_mean(name, names) or "A compact stands in norms/, as [[compact]].",
        )
    )
