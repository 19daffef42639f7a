"""What a withdrawal takes from others: their votes and endorsements on a card that goes."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from commonweal.errors import InvalidDocument
from commonweal.studies._answers_file import ANSWERS
from commonweal.studies._consents import owner_of, people_in
from commonweal.studies._folder import read_study
from commonweal.studies._standing import standing_answers
from commonweal.studies._step_graph import draft_graph
from commonweal.studies._study_records import Entry, StudyRecords

if TYPE_CHECKING:
    from commonweal.studies._folder import StudyFolder
    from commonweal.studies._withdraw import WithdrawalPlan


@dataclass(frozen=True, slots=True)
class LostWith:
    """How many records of how many other people count no longer."""

    records: int
    people: int


def lost_with(plan: WithdrawalPlan) -> LostWith | None:
    """Return what others lose by a withdrawal, or nothing if the study is not valid.

    Args:
        plan: a withdrawal that was not done yet.

    Cost: that of making the study's graph twice.
    """
    try:
        before = read_study(plan.path)
    except InvalidDocument:
        return None
    records = _records_after(before.records, plan)
    standing = standing_answers(records, read_at=before.study.read_at)
    after = _used(replace(before, records=records, standing=standing))
    lost = _used(before) - after - {entry.id for entry in plan.taken_back}
    people, entries = people_in(before.records), before.records.by_id()
    owners = [owner_of(entries[record_id].record, people) for record_id in lost]
    others = [owner for owner in owners if owner not in {None, plan.participant}]
    return LostWith(records=len(others), people=len({*others}))


def _records_after(records: StudyRecords, plan: WithdrawalPlan) -> StudyRecords:
    erased = {entry.id for entry in plan.taken_back if plan.erase}
    after = StudyRecords()
    for entry in records.all():
        if entry.id not in erased:
            after.add(entry)
    said = (plan.withdrawal,) if plan.withdrawal else ()
    for record in (*said, *plan.tombstones):
        after.add(Entry(record, str(plan.path / ANSWERS), 0, record.id))
    return after


def _used(folder: StudyFolder) -> set[str]:
    uses = draft_graph(folder, informed=False).uses
    return {entry.id for entry in folder.records.all() if uses.get(entry.id, "used") == "used"}
