"""A study's own declarations: its question, its thresholds, and what is done with silence."""

from __future__ import annotations

from fractions import Fraction
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from commonweal.documents._base import Document, Record
from commonweal.documents._incoherent import Incoherent, named_twice
from commonweal.documents._scalars import (
    CardId,
    Count,
    Integer,
    Line,
    Name,
    PositiveCount,
    PositiveRational,
    Probability,
    Text,
    Timestamp,
    rational_text,
)

OrderRule = Literal["level", "priority", "specificity", "date"]
"""The ways to settle a collision of norms, in the order that is taken if none is given."""


class StratumDeclaration(Document):
    """A way the study divides people, and its values."""

    name: Name
    title: Line
    values: Annotated[tuple[Name, ...], Field(min_length=1)]
    shares: tuple[PositiveRational, ...] = ()
    """What share of all those concerned stands in each of the values, in their order, adding up to
    1/1; empty if it is not known. Estimates are weighted by it, and it decides nothing."""

    @model_validator(mode="after")
    def _shares_of_all_values(self) -> Self:
        number, whole = len(self.values), sum(map(Fraction, self.shares), Fraction())
        if self.shares and (len(self.shares) != number or whole != 1):
            expected = f"{number} shares that add up to 1/1, one for each of the values"
            found = f"{len(self.shares)} that add up to {rational_text(whole)}"
            raise Incoherent((expected, found))
        return self


class MinorityFloor(Document):
    """In one stratum, how many holders are enough for a card to count."""

    stratum: Name
    value: Name
    min_holders: PositiveCount


class Thresholds(Document):
    """The study's numbers that decide, all exact."""

    min_votes: PositiveCount = 10
    """Fewer answers than this (first, second, both needed) make a pair thin."""
    complementary: Probability = "19/20"
    """Probability that most hold both to be needed, from which a pair is complementary."""
    accepted: Probability = "19/20"
    """Probability that most call the one wiser, from which a pair is accepted."""
    min_holders: PositiveCount = 1
    """How many people must hold a card for it to count."""
    minority_floors: tuple[MinorityFloor, ...] = ()
    k: PositiveCount = 5
    """The smallest group that is named in anything published."""


class ModelAgreement(Document):
    """The evidence on which a study lets a model's appraisals count."""

    model: Name
    """The appraiser's name."""
    held_out: PositiveCount
    """How many of the owners' comparisons of options were held out."""
    agreed: Count
    """On how many of them the model agreed."""
    counts: bool
    """Whether the study says that this is enough."""

    @model_validator(mode="after")
    def _no_more_than_held_out(self) -> Self:
        if self.agreed > self.held_out:
            found = f"{self.agreed} of {self.held_out}"
            raise Incoherent(("agreed no greater than held_out", found))
        return self


class OwnCards(Document):
    """Whose own cards these are: somebody who decides, and what they live by themselves."""

    party: Name
    """Whose they are: the decider of a situation, as it is called there."""
    cards: Annotated[tuple[CardId, ...], Field(min_length=1)]
    """What this party lives by; in no particular order."""


class Study(Record):
    """What a study asks, of whom, under which rules."""

    kind: Literal["study"] = "study"
    name: Name
    title: Line
    question: Text
    about: Text | None = None
    synthetic: bool
    """Whether its people are invented. Then nothing of it can be in force."""
    consent_text: Text | None = None
    """The text participants agree to; absent where a source stands in for consent."""
    contact: Line | None = None
    """Whom somebody who is asked can turn to, with a question or in distress; always in view."""
    recorders: tuple[Name, ...] = ()
    """Who may write down what participants say: interviewers."""
    strata: tuple[StratumDeclaration, ...] = ()
    thresholds: Thresholds = Thresholds()
    norm_order: tuple[OrderRule, ...] = ("level", "priority", "specificity", "date")
    rejected_principles: Literal["veto", "veto_all"] = "veto"
    """``veto``: a rejectable principle vetoes if outsiders are affected; ``veto_all``: always."""
    complaint_grades: tuple[Line, ...] = ()
    """The anchored scale of complaints, mildest first."""
    appraisers: tuple[Name, ...] = ()
    """Declared appraisers, who count where no owner has placed the options."""
    model_agreement: tuple[ModelAgreement, ...] = ()
    may_refuse_trade: tuple[Name, ...] = ()
    """Who has the standing to say that values are not to be traded."""
    resolution_holders: tuple[Name, ...] = ()
    """Who may commit where options are on a par, beside the decider."""
    ask: tuple[Name, ...] = ()
    """The bodies that questions go to, first one first."""
    ask_deadline: Timestamp | None = None
    own_cards: tuple[OwnCards, ...] = ()
    """By party, its own cards: they count where it decides itself, within the discretion that norms
    and role leave."""
    steps: tuple[Literal["graph", "target", "decide", "report"], ...] = (
        "graph",
        "target",
        "decide",
        "report",
    )
    seed: Integer = 0
    read_at: Timestamp
    """The moment the target is read at: norms in force and standing consents are those of then."""

    @model_validator(mode="after")
    def _each_rule_once(self) -> Self:
        if len({*self.norm_order}) != len(self.norm_order):
            found = named_twice(self.norm_order)
            raise Incoherent(("each rule of norm_order at most once", found))
        return self
