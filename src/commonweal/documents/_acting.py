"""A situation: who decides, what is so, who is concerned, and what could be done."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal, Self

from pydantic import Field, model_validator

from commonweal.documents._base import Document, Record
from commonweal.documents._condition import ALWAYS, Condition
from commonweal.documents._incoherent import Incoherent, named_twice, names_listed
from commonweal.documents._scalars import (
    CardId,
    FactValue,
    Line,
    Name,
    Nonce,
    PolicyIndex,
    Rational,
    Text,
    Timestamp,
)
from commonweal.documents._values import Stake

if TYPE_CHECKING:
    from collections.abc import Iterator


class FactDeclaration(Record):
    """A fact that conditions may speak of, with its type and its meaning."""

    kind: Literal["fact_declaration"] = "fact_declaration"
    name: Name
    type: Literal["boolean", "number", "word"]
    text: Line
    words: tuple[Line, ...] = ()
    """Of a word: the values it can have; none means any."""


class Assertion(Document):
    """One party's word on one fact. Assertions that conflict make it unknown."""

    fact: Name
    value: FactValue
    by: Name
    """Who asserts it: a party or an institution. Nobody else's word permits anything."""
    sense: Name | None = None
    """By whose definition, where people define the word differently: a role, a party or a body."""


class RoleClaim(Document):
    """One party's word on whether somebody occupies a role."""

    role: Name
    by: Name
    occupied: bool = True


class Party(Document):
    """Somebody concerned: who acts, is acted on, or is affected."""

    name: Name
    title: Line
    roles: tuple[RoleClaim, ...] = ()
    affected: bool = False
    """Whether the options affect them."""
    inside: bool = False
    """Whether they belong to the deciding party, and speak for it."""


class ContextClaim(Document):
    """One party's word on whether a context holds here."""

    context: Name
    by: Name
    applies: bool = True


class Act(Document):
    """Who does what to whom."""

    actor: Name
    action: Name
    toward: Name | None = None


class DeedClaim(Document):
    """One party's word on whether something was done."""

    by: Name
    done: bool = True
    """What they say: that it was done, or that it was not."""


class Deed(Document):
    """What somebody did before, when, and who says so. What nobody tells was not done."""

    name: Name
    actor: Name
    action: Name
    toward: Name | None = None
    at: Timestamp
    claims: Annotated[tuple[DeedClaim, ...], Field(min_length=1)]
    """Who says that it was done, or was not."""


class Change(Document):
    """A fact as an option would leave it, and who says so."""

    fact: Name
    value: FactValue
    by: Name
    sense: Name | None = None
    """By whose definition, as in an assertion."""


class PolicyReference(Document):
    """One attentional policy of one card."""

    card: CardId
    policy: PolicyIndex


class Option(Document):
    """Something that could be done: its acts, and the facts it would change."""

    name: Name
    text: Text
    acts: tuple[Act, ...] = ()
    """None means doing nothing."""
    changes: tuple[Change, ...] = ()
    generated_by: tuple[PolicyReference, ...] = ()
    """The policies that led somebody to think of it."""
    reversible: bool | None = None


class ExcludedOption(Document):
    """An option that somebody thought of and that is not on the table, and why."""

    name: Name
    text: Text
    why: Text
    excluded_by: tuple[PolicyReference, ...] = ()


class Situation(Record):
    """What is to be decided: the moment, the facts as asserted, the parties and the options."""

    kind: Literal["situation"] = "situation"
    name: Name
    title: Line
    text: Text
    decider: Name
    """The party who decides."""
    principal: Name | None = None
    """The party it acts for. What only these two assert, and who is inside, permits nothing."""
    at: Timestamp
    until: Timestamp
    place: Name | None = None
    """The territory it is in."""
    facts: tuple[Assertion, ...] = ()
    parties: Annotated[tuple[Party, ...], Field(min_length=1)]
    contexts: tuple[ContextClaim, ...] = ()
    deeds: tuple[Deed, ...] = ()
    """What was done before, which fulfils obligations and breaks norms."""
    options: Annotated[tuple[Option, ...], Field(min_length=1)]
    excluded: tuple[ExcludedOption, ...] = ()
    considerations: Literal["complete", "partial"]
    """Whether, as the study declares, all that matters was brought; if partial, nothing is done."""
    without_doing_nothing: Text | None = None
    """Why doing nothing is not among the options; then considerations count as partial."""
    interim: Name | None = None
    """The reversible option to stay with while a question is open."""

    @model_validator(mode="after")
    def _coherent(self) -> Self:
        wrong = tuple(self._contradictions())
        if wrong:
            raise Incoherent(*wrong)
        return self

    def _contradictions(self) -> Iterator[tuple[str, str]]:
        """Yield what is expected of parties, options and moments, with what is there instead."""
        names = [party.name for party in self.parties]
        options = [option.name for option in self.options]
        deeds = [deed.name for deed in self.deeds]
        if len({*deeds}) != len(deeds):
            yield "deeds with different names", named_twice(deeds)
        if later := [deed.name for deed in self.deeds if deed.at > self.at]:
            yield f"deeds no later than at, {self.at}", names_listed(later)
        if len({*names}) != len(names):
            yield "parties with different names", named_twice(names)
        if len({*options}) != len(options):
            yield "options with different names", named_twice(options)
        if self.decider not in names:
            yield f"the decider {self.decider!r} among the parties", names_listed(names)
        if self.principal is not None and self.principal not in names:
            yield f"the principal {self.principal!r} among the parties", names_listed(names)
        if self.interim is not None and self.interim not in options:
            yield f"the interim {self.interim!r} among the options", names_listed(options)
        if self.until < self.at:
            yield "until no earlier than at", f"{self.until}, earlier than {self.at}"
        if self.without_doing_nothing is None and all(option.acts for option in self.options):
            expected = "an option without acts (doing nothing), or without_doing_nothing"
            yield f"{expected} with the reason", f"acts in each of {names_listed(options)}"
        acts: list[Act | Deed] = [act for option in self.options for act in option.acts]
        acts += self.deeds
        acting = {name: None for act in acts for name in (act.actor, act.toward) if name}
        known = {*names}
        if nobody := [name for name in acting if name not in known]:
            yield "acts and deeds whose actor and toward are parties", names_listed(nobody)


class Appraisal(Record):
    """What one option does to one policy, in one appraiser's judgement."""

    kind: Literal["appraisal"] = "appraisal"
    situation: Name
    appraiser: Name
    card: CardId
    policy: PolicyIndex
    option: Name
    effect: Literal["supports", "opposes", "either"]
    degree: Line | None = None
    """In words."""
    explanation: Text | None = None
    relevance: Rational | None = None
    """As some models give it; it decides nothing."""
    nonce: Nonce | None = None
    """Where the appraiser is a participant."""


class Placing(Record):
    """One appraiser's weak order of all options on one value, and what is at stake on it."""

    kind: Literal["placing"] = "placing"
    situation: Name
    appraiser: Name
    card: CardId
    order: Annotated[
        tuple[Annotated[tuple[Name, ...], Field(min_length=1)], ...], Field(min_length=1)
    ]
    """Tiers of options, best first; every option stands in exactly one."""
    stake: Stake
    rests_on: tuple[PolicyIndex, ...] = ()
    """The policies that tell the options apart; none named means all of the card's."""
    nonce: Nonce | None = None
    """Where the appraiser is a participant."""

    @model_validator(mode="after")
    def _each_once(self) -> Self:
        options = [option for tier in self.order for option in tier]
        if len(set(options)) != len(options):
            raise Incoherent(("every option in one tier only", named_twice(options)))
        return self


class Principle(Record):
    """What licenses acts: anyone in this role, under this condition, may do this.

    Source: T. M. Scanlon, What We Owe to Each Other (1998), chapter 5.
    """

    kind: Literal["principle"] = "principle"
    name: Name
    text: Text
    role: Name
    action: Name
    condition: Condition = ALWAYS
    alternatives: tuple[Name, ...] = ()
    """Other principles that it is compared with, whether or not they license an option."""


class Complaint(Record):
    """A standpoint's complaint against a principle being generally accepted."""

    kind: Literal["complaint"] = "complaint"
    standpoint: Name
    """The role of someone affected."""
    principle: Name
    ground: Line
    """What the complaint is about; complaints with different grounds are different complaints."""
    grade: Annotated[int, Field(ge=0, le=20)]
    """Index in the study's anchored scale of grades, mildest first."""
    reason: Text | None = None
    nonce: Nonce | None = None
    """Where who complains is a participant."""


class Resolution(Record):
    """A commitment where reasons run out: binding in like cases until revoked, never derived."""

    kind: Literal["resolution"] = "resolution"
    holder: Name
    """The person or the mandated body that commits."""
    choose: Name
    """The option it commits to."""
    over: Annotated[tuple[Name, ...], Field(min_length=1)]
    """The options it sets aside when they are on a par with it."""
    scope: Condition = ALWAYS
    """The like cases: a condition on the situation as it is."""
    why: Text
    revoked_at: Timestamp | None = None
    nonce: Nonce | None = None
    """Where the holder is a participant."""
