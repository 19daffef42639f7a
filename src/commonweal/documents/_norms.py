"""Norms and the compacts that people make of them."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from commonweal.documents._base import Document, Record
from commonweal.documents._condition import ALWAYS, Condition
from commonweal.documents._incoherent import Incoherent
from commonweal.documents._roles import Level
from commonweal.documents._scalars import CardId, Line, Name, PositiveCount, Text, Timestamp

Modality = Literal["obliged", "forbidden", "permitted"]


class NormException(Document):
    """A condition under which the norm does not apply."""

    when: Condition
    text: Line | None = None


class Ground(Document):
    """What a norm is for: a value, or another norm. Exactly one of the two."""

    card: CardId | None = None
    norm: Name | None = None

    @model_validator(mode="after")
    def _one(self) -> Self:
        if (self.card is None) == (self.norm is None):
            found = "neither" if self.card is None else "both"
            raise Incoherent(("either a card or a norm", found))
        return self


class Priority(Document):
    """An explicit ranking above another norm, and who granted it."""

    over: Name
    granted_by: Name
    """The institution that granted it. Nobody ranks itself above its superior."""


class UponBreach(Document):
    """Whose breach of which norm a contrary-to-duty norm is about: it applies only after that."""

    norm: Name
    by: Literal["addressee", "anyone"] = "addressee"
    """Whose breach it is: that of whom the norm itself binds, or anybody's."""


class NormSource(Document):
    """Where a norm comes from."""

    type: Literal["law", "treaty", "policy", "contract", "compact", "code", "learned", "personal"]
    citation: Line | None = None


class Norm(Record):
    """What a role must, must not or may do, in which condition, by whose authority, and why."""

    kind: Literal["norm"] = "norm"
    name: Name
    text: Text
    """The norm in plain words."""
    role: Name
    """The addressee: the role that is bound."""
    counterparty: Name | None = None
    """The role acted on, if it matters who that is."""
    modality: Modality
    guaranteed: bool = False
    """Of a permission: no lower norm may take it away."""
    action: Name
    condition: Condition = ALWAYS
    exceptions: tuple[NormException, ...] = ()
    level: Level
    issuer: Name
    """The institution whose authority it rests on."""
    in_force_from: Timestamp
    in_force_until: Timestamp | None = None
    deadline: Timestamp | None = None
    """Of an obligation: when it falls due, once for all; none means at once, and time and again."""
    upon_breach: UponBreach | None = None
    """The norm without whose breach it does not apply: what is due, allowed or barred after it."""
    grounds: tuple[Ground, ...] = ()
    reparation: Text | None = None
    """What is due when it is broken."""
    sanction: Text | None = None
    priority: tuple[Priority, ...] = ()
    source: NormSource

    @model_validator(mode="after")
    def _coherent(self) -> Self:
        if self.guaranteed and self.modality != "permitted":
            found = f"guaranteed on what is {self.modality}"
            raise Incoherent(("guaranteed only on a permission", found))
        if self.deadline is not None and self.modality != "obliged":
            found = f"a deadline on what is {self.modality}"
            raise Incoherent(("a deadline only on an obligation", found))
        if self.upon_breach is not None and self.upon_breach.norm == self.name:
            hint = "Name the norm whose breach brings this one about, or leave upon_breach out."
            raise Incoherent(
                ("upon_breach of another norm", f"{self.name!r}, the norm itself", hint)
            )
        if self.in_force_until is not None and self.in_force_until <= self.in_force_from:
            found = f"{self.in_force_until}, not after {self.in_force_from}"
            raise Incoherent(("in_force_until after in_force_from", found))
        return self


class Assent(Document):
    """One party's word on a compact, with its reasons."""

    party: Name
    assents: bool
    reasons: Text | None = None
    at: Timestamp


class Compact(Record):
    """An agreement: who, which norms, under which higher compacts, with which objections."""

    kind: Literal["compact"] = "compact"
    name: Name
    title: Line
    parties: Annotated[tuple[Name, ...], Field(min_length=1)]
    norms: Annotated[tuple[Name, ...], Field(min_length=1)]
    bounded_by: tuple[Name, ...] = ()
    """Higher compacts that bound what this one may say."""
    amends: Name | None = None
    """The compact in whose place it comes once it is in force."""
    required: tuple[Name, ...] = ()
    """Parties without whose assent it is not adopted."""
    quorum: PositiveCount | None = None
    """How many parties must assent; without it those required, and all if none is."""
    proposed_at: Timestamp | None = None
    """When it was put to the parties; without it, when the first of them spoke."""
    assent_until: Timestamp | None = None
    """The last moment at which an assent counts."""
    may_yield: bool = False
    """Whether it may be adopted though a norm yields to its bounds in some case, but not in all."""
    undecided_accepted_by: Name | None = None
    """Who answers for it that what could not be decided of its bounds is within them."""
    assents: tuple[Assent, ...] = ()
    term_from: Timestamp
    term_until: Timestamp | None = None
    amendment: Text
    """How it may be changed."""

    @model_validator(mode="after")
    def _coherent(self) -> Self:
        if self.term_until is not None and self.term_until <= self.term_from:
            found = f"{self.term_until}, not after {self.term_from}"
            raise Incoherent(("term_until after term_from", found))
        if not {*self.required} <= {*self.parties}:
            found = ", ".join(sorted({*self.required} - {*self.parties}))
            raise Incoherent(("required parties among its parties", found))
        if self.quorum is not None and self.quorum > len({*self.parties}):
            found = f"a quorum of {self.quorum} among {len({*self.parties})}"
            raise Incoherent(("a quorum that its parties can reach", found))
        opens, ends = self.proposed_at, self.assent_until
        if opens is not None and ends is not None and ends <= opens:
            raise Incoherent(("assent_until after proposed_at", f"{ends}, not after {opens}"))
        return self
