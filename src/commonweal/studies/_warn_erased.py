"""Records of people that were erased though nobody who took part is known to have wanted it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from commonweal.documents import RECORD_KINDS, PersonalRecord, Tombstone, Withdrawal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from commonweal.errors import Problem
    from commonweal.studies._study_records import Entry, StudyRecords


def warn_erased(records: StudyRecords) -> Iterator[Problem]:
    """Yield a warning of tombstones of people's records that no withdrawal can account for.

    A law, a time that is over or a mistake may want it; that is somebody's word, and to be seen.
    """
    erasing = [entry.record for entry in records.of(Withdrawal) if entry.record.erase]
    named = {record_id for withdrawal in erasing for record_id in withdrawal.records}
    alone = [
        entry
        for entry in records.of(Tombstone)
        if _is_of_people(entry) and entry.record.erased not in named
    ]
    kinds = {entry.record.erased.partition(":")[0] for entry in alone}
    # What nobody named may be of whoever left: of one who had been somebody, and is gone too.
    somebody = not kinds.isdisjoint({"participant", "value_card"})
    if alone and not (somebody and any(not withdrawal.records for withdrawal in erasing)):
        by = ", ".join(sorted({f"{entry.record.by} ({entry.record.reason})" for entry in alone}))
        yield alone[0].problem(
            "erased-by-others",
            "erased",
            expected="a withdrawal that erases each record of a person that has a tombstone",
            found=f"{len(alone)} without, this the first: by {by}",
            hint="Say in what you publish why they are gone: what they would change is lost.",
        )


def _is_of_people(entry: Entry[Tombstone]) -> bool:
    kind = RECORD_KINDS.get(entry.record.erased.partition(":")[0])
    return kind is not None and issubclass(kind, PersonalRecord)
