"""Negotiation's records: mandates, offers, what agents reveal and commit to, and breaches."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from commonweal.documents._base import Document, Record
from commonweal.documents._condition import Condition
from commonweal.documents._incoherent import Incoherent
from commonweal.documents._scalars import (
    CardId,
    Count,
    FactValue,
    Hash,
    Line,
    Name,
    Rational,
    RecordId,
    Salt,
    Text,
    Timestamp,
)


class GroupFloor(Document):
    """The least that one group must get from anything agreed."""

    stratum: Name
    value: Name
    floor: Condition
    """What must hold of the outcome for them."""


class Mandate(Record):
    """What a representative may agree to, for whom, until when, and who can take it back."""

    kind: Literal["mandate"] = "mandate"
    name: Name
    representative: Name
    principal: Name
    aspirations: tuple[Text, ...] = ()
    red_lines: tuple[Condition, ...] = ()
    """What must never hold of an outcome."""
    concessions: tuple[Text, ...] = ()
    """What may be given up, in the order in which to give it up."""
    floors: tuple[GroupFloor, ...] = ()
    expires_at: Timestamp
    revocable_by: Annotated[tuple[Name, ...], Field(min_length=1)]
    drawn_from: Hash
    """The hash of the moral graph or target it was drawn from."""


class Term(Document):
    """One thing settled in an outcome."""

    issue: Name
    value: FactValue


class Offer(Record):
    """One proposal in a negotiation, with its reasons."""

    kind: Literal["offer"] = "offer"
    negotiation: Name
    round: Count
    from_party: Name
    to_party: Name | None = None
    terms: tuple[Term, ...]
    reasons: tuple[CardId | Name, ...] = ()
    """The cards and norms it is put forward by."""
    answers: RecordId | None = None
    """The offer it responds to."""
    accepts: bool = False


class Revelation(Record):
    """The values and norms that an agent says it decides by; whole, in part, or fixed by hash."""

    kind: Literal["revelation"] = "revelation"
    agent: Name
    negotiation: Name
    cards: tuple[CardId, ...] = ()
    norms: tuple[Name, ...] = ()
    fixed: Hash | None = None
    """The hash fixed beforehand, which opening must reproduce."""
    opens: RecordId | None = None
    """The revelation that fixed the hash, when this one opens it."""
    salt: Salt | None = None


class Commitment(Record):
    """A promise bound to something that can be checked."""

    kind: Literal["commitment"] = "commitment"
    agent: Name
    negotiation: Name
    to_parties: tuple[Name, ...] = ()
    promise: Condition
    text: Text
    checked_by: Line
    """What shows whether it was kept: a ledger, a measurement, a program's hash."""
    expires_at: Timestamp | None = None


class Breach(Record):
    """A commitment, norm or compact that was not kept, and the evidence for it."""

    kind: Literal["breach"] = "breach"
    agent: Name
    of: RecordId
    at: Timestamp
    evidence: Text
    repaired_by: RecordId | None = None


class Payment(Document):
    """One price: what a defined outcome pays, to whom, up to which cap."""

    to_party: Name
    outcome: Name
    price: Rational
    """In the contract's unit, for one outcome."""
    cap: Rational | None = None


class OutcomeDefinition(Document):
    """What counts as an outcome: which instrument and threshold, measured when."""

    name: Name
    instrument: Line
    version: Line
    threshold: Line
    window_from: Timestamp
    window_until: Timestamp
    interruptions: Text
    """How breaks in measurement are treated."""
    exits: Text
    """How people who leave are treated."""

    @model_validator(mode="after")
    def _forward(self) -> Self:
        if self.window_until <= self.window_from:
            found = f"{self.window_until}, not after {self.window_from}"
            raise Incoherent(("window_until after window_from", found))
        return self


class OutcomeContract(Record):
    """Who is paid for which outcome in whose life, and what it would pay if nothing worked."""

    kind: Literal["outcome_contract"] = "outcome_contract"
    name: Name
    parties: Annotated[tuple[Name, ...], Field(min_length=2)]
    cohort: Text
    outcomes: Annotated[tuple[OutcomeDefinition, ...], Field(min_length=1)]
    measurement: Text
    validation: Text
    unit: Line
    prices: Annotated[tuple[Payment, ...], Field(min_length=1)]
    null_payment: Rational
    """The expected payment if nothing worked."""
