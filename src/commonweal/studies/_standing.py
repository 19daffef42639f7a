"""Which answers stand: covered by a consent or a source, said in time, taken back by nobody."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

from commonweal.documents import (
    Appraisal,
    Complaint,
    Consent,
    Endorsement,
    Offered,
    Outweighs,
    Participant,
    PersonalRecord,
    Placing,
    Proposal,
    SameValue,
    Source,
    Story,
    Tombstone,
    Transition,
    ValueCard,
    WiserVote,
    Withdrawal,
)
from commonweal.studies._consents import ConsentRegister, owner_of, people_in
from commonweal.values import Answers

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from commonweal.documents import Record
    from commonweal.studies._study_records import Entry, OneKind, StudyRecords

Use: TypeAlias = Literal["used", "superseded", "withdrawn", "out_of_scope", "erased"]
"""What became of a record in a run."""

ALWAYS_HEARD = (Withdrawal, Tombstone, Source)
"""What takes back or stands in for consent counts whenever it was said."""


@dataclass(frozen=True, slots=True)
class StandingAnswers:
    """The answers that may be used, and why each of the others may not."""

    answers: Answers
    set_aside: Mapping[str, Use]
    """By record id: superseded, withdrawn, out_of_scope or erased."""
    said_later: int
    """How many were said after the moment the target is read at."""


def standing_answers(records: StudyRecords, *, read_at: str) -> StandingAnswers:
    """Return the answers of a study that may be used at a moment.

    A record that was withdrawn or erased counts for nothing, whenever that was said. One that was
    said after the moment, or that no consent or source covers then, is out of scope.

    Args:
        records: all records of the study.
        read_at: the moment the target is read at.
    """
    register = ConsentRegister.of(records)
    people = people_in(records)
    set_aside: dict[str, Use] = {}
    later = 0
    for entry in records.all():
        use = _set_aside(entry, register, people, read_at)
        if use is not None:
            set_aside[entry.id] = use
            later += use == "out_of_scope" and entry.record.said_at > read_at
    _supersede(records, set_aside)

    def standing(kind: type[OneKind]) -> tuple[OneKind, ...]:
        kept = [entry for entry in records.of(kind) if entry.id not in set_aside]
        return tuple(entry.record for entry in kept)

    answers = Answers(
        participants=standing(Participant),
        consents=standing(Consent),
        withdrawals=standing(Withdrawal),
        tombstones=standing(Tombstone),
        sources=standing(Source),
        cards=standing(ValueCard),
        offered=standing(Offered),
        same_values=standing(SameValue),
        transitions=standing(Transition),
        stories=standing(Story),
        votes=standing(WiserVote),
        outweighs=standing(Outweighs),
        endorsements=standing(Endorsement),
        placings=standing(Placing),
        appraisals=standing(Appraisal),
        complaints=standing(Complaint),
        not_quoted=frozenset(
            entry.id
            for entry in (*records.of(ValueCard), *records.of(Complaint))
            if (owner := owner_of(entry.record, people)) is not None
            and not register.standing(entry, owner, at=read_at, use="quote")
        ),
    )
    return StandingAnswers(answers=answers, set_aside=set_aside, said_later=later)


def _set_aside(
    entry: Entry[Record], register: ConsentRegister, people: Collection[str], read_at: str
) -> Use | None:
    if isinstance(entry.record, ALWAYS_HEARD):
        return None
    owner = owner_of(entry.record, people)
    if owner is None:
        return None
    gone = register.gone(entry, owner)
    if gone is not None:
        return gone
    # What a model proposed counts for nothing: what the person took over is a record of theirs.
    if entry.record.said_at > read_at or isinstance(entry.record, Proposal):
        return "out_of_scope"
    covered = isinstance(entry.record, Consent) or register.standing(entry, owner, at=read_at)
    return None if covered else "out_of_scope"


def _supersede(records: StudyRecords, set_aside: dict[str, Use]) -> None:
    """Set aside participants and consents that a later one which stands has replaced.

    Other kinds are replaced where the graph is made, which knows what replaces what.
    """
    for kind in (Participant, Consent):
        entry: Entry[PersonalRecord]
        for entry in records.of(kind):
            replaced = entry.record.supersedes
            if replaced is not None and set_aside.get(entry.id) in {None, "superseded"}:
                set_aside.setdefault(replaced, "superseded")
