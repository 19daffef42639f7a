"""Whether new answers may be taken: their people are in the study and did not leave it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from commonweal.documents import (
    Appraisal,
    Consent,
    Participant,
    Placing,
    Proposal,
    Study,
    Withdrawal,
)
from commonweal.studies._consents import ConsentRegister, owner_of, people_in

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from commonweal.documents import Record
    from commonweal.errors import Problem
    from commonweal.studies._study_records import Entry, StudyRecords


def check_new_answers(new: Sequence[Entry[Record]], records: StudyRecords) -> Iterator[Problem]:
    """Yield each new answer of somebody who is unknown, was erased, or left and did not come back.

    What a study holds already may be of people who left since; what is new may not.

    Args:
        new: the records to be added.
        records: all of the study's, the new ones among them.
    """
    register = ConsentRegister.of(records)
    participants = {entry.record.participant for entry in records.of(Participant)}
    people = people_in(records)
    heard = {name for study in records.of(Study) for name in study.record.appraisers}
    for entry in new:
        by_others = entry.record.origin in {"model", "import"}
        if by_others and not isinstance(entry.record, Proposal):
            continue
        if isinstance(entry.record, Participant):
            continue
        owner = _speaker(entry.record, people, heard)
        if owner is None:
            continue
        if owner not in participants:
            yield _unknown(entry, owner, left=owner in register.withdrawals)
        elif not isinstance(entry.record, Consent | Withdrawal):
            yield from _left(entry, owner, register)


def _speaker(record: Record, people: Collection[str], heard: Collection[str]) -> str | None:
    """Return the person who says it, or should be one; nothing where an institution may speak."""
    owner = owner_of(record, people)
    if owner is None and isinstance(record, Placing | Appraisal):
        return None if record.appraiser in heard else record.appraiser
    return owner


def _unknown(entry: Entry[Record], owner: str, *, left: bool) -> Problem:
    return entry.problem(
        "unknown-participant",
        "participant",
        expected="a participant of the study",
        found=f"{owner!r}, whose records were erased" if left else repr(owner),
        hint="Add a participant and a consent of theirs first, or with it.",
    )


def _left(entry: Entry[Record], owner: str, register: ConsentRegister) -> Iterator[Problem]:
    """Yield the problem that somebody took back the answer, or the consent that would cover it."""
    at = entry.record.said_at
    gone = register.gone(entry, owner) is not None
    if gone or (owner in register.withdrawals and not register.standing(entry, owner, at=at)):
        yield entry.problem(
            "no-consent",
            "participant",
            expected=f"a consent of {owner!r} that stands at {at}",
            found="one that was withdrawn, and none since",
            hint="If they want to take part again, add a new consent of theirs first.",
        )
