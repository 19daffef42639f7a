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
    Tombstone,
    Withdrawal,
)
from commonweal.studies._consents import ConsentRegister, owner_of, people_in

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from commonweal.documents import Record
    from commonweal.errors import Problem
    from commonweal.studies._study_records import Entry, StudyRecords


ABOUT = ("value_card:", "transition:", "story:")
"""With what the ids of those records begin that others are about."""


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
    others = _gone_among(new, records, register, people)
    for entry in new:
        yield from _about_what_is_gone(entry, others)
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


def _gone_among(
    new: Sequence[Entry[Record]],
    records: StudyRecords,
    register: ConsentRegister,
    people: Collection[str],
) -> dict[str, str]:
    """Return what became of the records that new ones are about, where they are gone."""
    by_id = records.by_id()
    found: dict[str, str] = {}
    for named in {named for entry in new for _, named in _named(entry.record)}:
        entry = by_id.get(named)
        owner = None if entry is None else owner_of(entry.record, people)
        gone = None if entry is None or owner is None else register.gone(entry, owner)
        if named in register.erased or gone is not None:
            found[named] = gone or "erased"
    return found


def _named(record: Record) -> Iterator[tuple[str, str]]:
    """Yield the cards and accounts that a record is about, by field; not what it replaces."""
    if isinstance(record, Tombstone | Withdrawal):
        return
    for field, value in record:
        if field != "supersedes" and isinstance(value, str) and value.startswith(ABOUT):
            yield field, value


def _about_what_is_gone(entry: Entry[Record], gone: Mapping[str, str]) -> Iterator[Problem]:
    for field, named in _named(entry.record):
        if named in gone:
            yield entry.problem(
                "record-gone",
                field,
                expected="a card or an account that its author did not take back",
                found=f"{named}, which was {gone[named]}",
                hint="Leave this answer out: nothing new is said of what somebody took back.",
            )


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
