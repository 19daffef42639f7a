"""Who agreed to what until when, and what was taken back: whether a record may be used."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from commonweal.documents import (
    Appraisal,
    Complaint,
    Consent,
    Endorsement,
    Outweighs,
    Participant,
    PersonalRecord,
    Placing,
    Proposal,
    SameValue,
    Source,
    Tombstone,
    Transition,
    ValueCard,
    WiserVote,
    Withdrawal,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from commonweal.documents import ConsentUse, Record
    from commonweal.errors import Problem
    from commonweal.studies._study_records import Entry, StudyRecords


ONLY_PEOPLE = (Endorsement, Outweighs, Transition, WiserVote)
"""What is out of scope when a model says it."""
TAKE_PART: tuple[ConsentUse, ...] = ("take_part",)


def people_in(records: StudyRecords) -> frozenset[str]:
    """Return the pseudonyms of all who take part, took something back, or wrote a card.

    Of somebody who had everything erased the withdrawal alone is left, and still tells whose the
    records are that should have gone with the others. Whoever wrote a card, imported ones too,
    would speak as its owner.
    """
    taking_part = {entry.record.participant for entry in records.of(Participant)}
    leaving = {entry.record.participant for entry in records.of(Withdrawal)}
    return frozenset(taking_part | leaving | {e.record.participant for e in records.of(ValueCard)})


def owner_of(record: Record, people: Collection[str]) -> str | None:
    """Return the pseudonym of the person whose record it is, if it is a person's.

    A judgement that two cards are one is its judge's. A placing or an appraisal is its appraiser's
    and a complaint is whoever's brought it, if that is one of the people.

    Args:
        record: the record.
        people: the pseudonyms of people, from `people_in`.
    """
    if isinstance(record, SameValue):
        return record.judge
    if isinstance(record, PersonalRecord):
        return str(record.participant)  # type: ignore[attr-defined]  # every other one has it
    if isinstance(record, Placing | Appraisal):
        return record.appraiser if record.appraiser in people else None
    if isinstance(record, Complaint):
        return record.by if record.by in people else None
    return None


@dataclass(frozen=True, slots=True)
class ConsentRegister:
    """The consents, withdrawals, tombstones and sources of a study, for asking what they cover."""

    consents: Mapping[str, Sequence[Entry[Consent]]]
    """By participant, earliest first."""
    replaced_at: Mapping[str, str]
    """The moment from which another consent stands in the place of one."""
    withdrawals: Mapping[str, Sequence[Withdrawal]]
    erased: Collection[str]
    sources: Collection[ConsentUse]
    """What the sources cover: they stand in for consent to imported records."""

    @classmethod
    def of(cls, records: StudyRecords) -> ConsentRegister:
        """Return what the study's records cover."""
        erased = {entry.record.erased for entry in records.of(Tombstone)}
        withdrawals: dict[str, list[Withdrawal]] = {}
        for withdrawal in records.of(Withdrawal):
            withdrawals.setdefault(withdrawal.record.participant, []).append(withdrawal.record)
        consents: dict[str, list[Entry[Consent]]] = {}
        replaced_at: dict[str, str] = {}
        for entry in sorted(
            records.of(Consent), key=lambda consent: (consent.record.said_at, consent.id)
        ):
            consents.setdefault(entry.record.participant, []).append(entry)
            if entry.record.supersedes is not None:
                replaced_at.setdefault(entry.record.supersedes, entry.record.said_at)
        return cls(
            consents=consents,
            replaced_at=replaced_at,
            withdrawals=withdrawals,
            erased=erased,
            sources={use for entry in records.of(Source) for use in entry.record.covers},
        )

    def gone(self, entry: Entry[Record], owner: str) -> Literal["erased", "withdrawn"] | None:
        """Return ``erased`` or ``withdrawn`` if the record was, whenever that was said."""
        if entry.id in self.erased:
            return "erased"
        for withdrawal in self.withdrawals.get(owner, ()):
            everything = not withdrawal.records and entry.record.said_at <= withdrawal.said_at
            if everything or entry.id in withdrawal.records:
                return "withdrawn"
        return None

    def standing(
        self, entry: Entry[Record], owner: str, *, at: str, use: ConsentUse = "take_part"
    ) -> bool:
        """Tell whether a consent that stands at a moment, or a source, covers a use of a record.

        What a model said is nobody's and needs neither; but only people hold values, vote on them
        and move from one to another, so a model's word on these is never used.
        """
        if entry.record.origin == "model":
            return not isinstance(entry.record, ONLY_PEOPLE)
        if entry.record.origin == "import":
            return use in self.sources
        given = [said for said in self._given_by(owner, at) if self.gone(said, owner) is None]
        return bool(given) and _covers(given[-1].record, at, use)

    def missing_when_said(self, entry: Entry[Record], owner: str) -> Iterator[Problem]:
        """Yield the problem that nothing covered a record when it was said, if nothing did.

        A model that proposed something to a person was sent their words, which they must have
        agreed to; whatever else a model said needs nobody's consent.
        """
        said_at = entry.record.said_at
        proposed = isinstance(entry.record, Proposal)
        if entry.record.origin == "model" and not proposed:
            return
        imported = entry.record.origin == "import"
        given = self._given_by(owner, said_at)
        # A consent that was taken back since covered the record when it was said.
        consent = given[-1].record if given else None
        needed: tuple[ConsentUse, ...] = ("take_part", "send_to_model") if proposed else TAKE_PART
        missing = [
            use
            for use in needed
            if not (
                use in self.sources
                if imported
                else consent is not None and _covers(consent, said_at, use)
            )
        ]
        if not missing:
            return
        use = missing[0]
        expired = consent is not None and _given(consent, use)
        found = f"one that expired at {consent.expires_at}" if consent and expired else "none"
        yield entry.problem(
            "consent-expired" if expired else "no-consent",
            "participant",
            expected="a source that covers take_part"
            if imported
            else f"a consent of {owner!r} to {use}, standing at {said_at}",
            found=found,
            hint="Add the consent or, for imported records, the source; or take the record out.",
        )

    def _given_by(self, owner: str, at: str) -> list[Entry[Consent]]:
        return [
            entry
            for entry in self.consents.get(owner, ())
            if entry.record.said_at <= at < self.replaced_at.get(entry.id, "~")
        ]


def _given(consent: Consent, use: ConsentUse = "take_part") -> bool:
    return any(choice.use == use and choice.given for choice in consent.choices)


def _covers(consent: Consent, at: str, use: ConsentUse = "take_part") -> bool:
    return _given(consent, use) and (consent.expires_at is None or at < consent.expires_at)
