"""Participants, what they consented to, and how they are forgotten."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from commonweal.documents._base import Document, PersonalRecord, Record
from commonweal.documents._incoherent import Incoherent, named_twice
from commonweal.documents._scalars import (
    Hash,
    Line,
    Name,
    PositiveRational,
    RecordId,
    Text,
    Timestamp,
)

ConsentUse = Literal["take_part", "quote", "publish", "send_to_model", "contact_again"]
"""The separate things a person may agree to; refusing one blocks no other."""


ErasureReason = Literal["withdrawal", "retention", "legal", "error"]
"""Why a record was erased: its author took it back, its time is over, a law, or a mistake."""


class StratumValue(Document):
    """Where a participant stands in one of the strata that the study declares."""

    stratum: Name
    value: Name


class Participant(PersonalRecord):
    """Somebody who is asked. Known here by a pseudonym only; identity lives elsewhere."""

    kind: Literal["participant"] = "participant"
    participant: Name
    """The pseudonym."""
    strata: tuple[StratumValue, ...] = ()
    weight: PositiveRational = "1/1"
    """Survey weight; it informs estimates and decides nothing."""

    @model_validator(mode="after")
    def _one_place(self) -> Self:
        strata = [place.stratum for place in self.strata]
        if len({*strata}) != len(strata):
            raise Incoherent(("one place in each stratum", named_twice(strata)))
        return self


class ConsentChoice(Document):
    """One use and whether it was agreed to."""

    use: ConsentUse
    given: bool


class Consent(PersonalRecord):
    """What a participant agreed to, under which text, until when."""

    kind: Literal["consent"] = "consent"
    participant: Name
    text_hash: Hash
    """SHA-256 of the consent text that was shown, UTF-8."""
    choices: Annotated[tuple[ConsentChoice, ...], Field(min_length=1)]
    expires_at: Timestamp | None = None

    @model_validator(mode="after")
    def _one_answer(self) -> Self:
        uses = [choice.use for choice in self.choices]
        if len({*uses}) != len(uses):
            raise Incoherent(("one answer for each use", named_twice(uses)))
        return self


class Withdrawal(PersonalRecord):
    """A participant takes back everything, or some records, from now on."""

    kind: Literal["withdrawal"] = "withdrawal"
    participant: Name
    records: tuple[RecordId, ...] = ()
    """The records withdrawn; none named means all of them."""
    erase: bool = False
    """Whether bodies and nonces are to be deleted too."""


class Tombstone(Record):
    """What is left of an erased record: that it existed, and why it is gone."""

    kind: Literal["tombstone"] = "tombstone"
    erased: RecordId
    """The id of what is gone: without body and nonce it says nothing about anybody."""
    reason: ErasureReason

    @classmethod
    def of(cls, record: Record, *, reason: ErasureReason, by: str, said_at: str) -> Self:
        """Return what is to be left of ``record`` when its body and its nonce are deleted.

        The tombstone is as synthetic, imported or real as what it stands for.

        Args:
            record: what is erased; nothing of it is kept but its id.
            reason: why it goes.
            by: who erases it.
            said_at: when, in UTC to the second.
        """
        return cls(erased=record.id, reason=reason, by=by, origin=record.origin, said_at=said_at)


class Source(Record):
    """Where imported records come from; it stands in for consent."""

    kind: Literal["source"] = "source"
    name: Name
    title: Line
    licence: Line
    version: Line
    content_hash: Hash
    """SHA-256 of the imported file, or of the concatenated hashes of several in order of name."""
    citation: Text
    covers: Annotated[tuple[ConsentUse, ...], Field(min_length=1)]
