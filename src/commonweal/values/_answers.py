"""What people answered, grouped by kind: what a moral graph is made from."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from commonweal.documents import (
        Appraisal,
        Complaint,
        Consent,
        Endorsement,
        Offered,
        Outweighs,
        Participant,
        Placing,
        Record,
        SameValue,
        Source,
        Story,
        Tombstone,
        Transition,
        ValueCard,
        WiserVote,
        Withdrawal,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """The records of a study that say what people live by, in the order in which they stand.

    A moral graph is built from answers that may be used: those that a standing consent or a source
    covers and that nobody took back (`commonweal.studies.standing_answers` keeps exactly these).
    Votes that replace one another are all here; the graph takes the standing one. Placings,
    appraisals and complaints are here whether they came with the answers or with the plan.
    """

    participants: tuple[Participant, ...] = ()
    consents: tuple[Consent, ...] = ()
    withdrawals: tuple[Withdrawal, ...] = ()
    tombstones: tuple[Tombstone, ...] = ()
    sources: tuple[Source, ...] = ()
    cards: tuple[ValueCard, ...] = ()
    offered: tuple[Offered, ...] = ()
    same_values: tuple[SameValue, ...] = ()
    transitions: tuple[Transition, ...] = ()
    stories: tuple[Story, ...] = ()
    votes: tuple[WiserVote, ...] = ()
    outweighs: tuple[Outweighs, ...] = ()
    endorsements: tuple[Endorsement, ...] = ()
    placings: tuple[Placing, ...] = ()
    appraisals: tuple[Appraisal, ...] = ()
    complaints: tuple[Complaint, ...] = ()
    not_quoted: frozenset[str] = frozenset()
    """Ids of the cards and complaints that count, and whose words may not be published."""

    def records(self) -> tuple[Record, ...]:
        """Return every record, kind after kind."""
        kinds = [field.name for field in fields(self) if field.name != "not_quoted"]
        return tuple(record for kind in kinds for record in getattr(self, kind))
