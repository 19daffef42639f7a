"""What people live by, in their own words: cards, transitions between them, and votes on them."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from commonweal.documents._base import Document, PersonalRecord, Record
from commonweal.documents._incoherent import Incoherent
from commonweal.documents._scalars import (
    CardId,
    Count,
    Line,
    Name,
    Nonce,
    PolicyIndex,
    PositiveCount,
    RecordId,
    Text,
    Timestamp,
    YesNoUnsure,
)

Stake = Literal["slight", "notable", "grave"]
"""How much is at stake on a value in a situation, in order."""

Nature = Literal["constitutive", "instrumental", "undecided"]

VoteAnswer = Literal["first", "second", "both_needed", "neither", "unsure"]


class Context(Record):
    """A factor that changes what it is wise to attend to: "when …"."""

    kind: Literal["context"] = "context"
    name: Name
    text: Line
    """Begins with "when"."""
    broader: tuple[Name, ...] = ()
    """The contexts that hold whenever this one does."""


class Counterfactuals(Document):
    """A person's answers to the questions that tell a constitutive policy from an instrumental one.

    Source: the counterfactual form of the constitutive test in the moral graph literature
    (arXiv:2404.10636 and the elicitation tools built on it).
    """

    if_another_way: YesNoUnsure | None = None
    """If there were another way to get the underlying goal, would you still attend to this?"""
    if_nobody_knew: YesNoUnsure | None = None
    """Would you still, if nobody knew?"""
    who_would_mind: Line | None = None
    """Who would mind if you stopped?"""
    delegable: YesNoUnsure | None = None
    """Would it still be yours if an agent attended for you?"""

    @property
    def nature(self) -> Nature:
        """Constitutive, instrumental, or undecided, as the answers say.

        Instrumental when another way would do. Constitutive when it would not and nothing was
        said against it being done unseen. Anything else is undecided, which is an answer.
        """
        if self.if_another_way == "no":
            return "instrumental"
        if self.if_another_way == "yes" and self.if_nobody_knew in {"yes", None}:
            return "constitutive"
        return "undecided"


class Span(Document):
    """The place in a told text that a policy came from."""

    start: Count
    end: PositiveCount

    @model_validator(mode="after")
    def _forward(self) -> Self:
        if self.end <= self.start:
            raise Incoherent(("a span that ends after it starts", f"{self.start} to {self.end}"))
        return self


class AttentionalPolicy(Document):
    """One thing a person attends to when choosing ("MOMENTS when …")."""

    text: Line
    evidence: Counterfactuals = Counterfactuals()
    spans: tuple[Span, ...] = ()
    """Where in the lived choice it was said, as offsets in characters."""

    @property
    def nature(self) -> Nature:
        """Constitutive, instrumental or undecided: see `Counterfactuals.nature`."""
        return self.evidence.nature


class ValueCard(PersonalRecord):
    """A value: the handful of things a person attends to when they choose."""

    kind: Literal["value_card"] = "value_card"
    participant: Name
    title: Line
    policies: Annotated[tuple[AttentionalPolicy, ...], Field(min_length=1, max_length=12)]
    contexts: Annotated[tuple[Name, ...], Field(min_length=1)]
    lived_choice: Text | None = None
    """The choice the person made, as told, that the card came from."""
    confirmed: bool
    """Whether its author confirmed it. What is not confirmed counts for nothing."""

    @model_validator(mode="after")
    def _spans_inside(self) -> Self:
        length = len(self.lived_choice or "")
        ends = max((span.end for policy in self.policies for span in policy.spans), default=0)
        if ends > length:
            expected = f"spans within the lived choice, which has {length} characters"
            raise Incoherent((expected, f"one that ends at {ends}"))
        return self


class Offered(PersonalRecord):
    """A norm, goal, slogan, feeling or role model offered on the way to a card, kept as offered."""

    kind: Literal["offered"] = "offered"
    participant: Name
    text: Text
    offered_as: Literal["norm", "goal", "slogan", "feeling", "role_model", "other"]
    became: CardId | None = None
    same_concern: YesNoUnsure | None = None
    """Whether the person says the card is the same concern."""


def _two_cards(first: str, second: str) -> None:
    if first == second:
        raise Incoherent(("two different cards", f"{first} twice"))


class SameValue(PersonalRecord):
    """A judgement on whether two cards are one value. Merges are computed from these."""

    kind: Literal["same_value"] = "same_value"
    first: CardId
    second: CardId
    judge: Name
    verdict: Literal["same", "different", "unsure"]

    @model_validator(mode="after")
    def _of_two_cards(self) -> Self:
        _two_cards(self.first, self.second)
        return self


class DroppedPolicy(Document):
    """A policy of the old card that the new one leaves behind, and why."""

    policy: PolicyIndex
    why: Text


class Transition(PersonalRecord):
    """A person's own move from one card to a wiser one, as they tell it.

    Source: reasoning in transitions, C. Taylor, Sources of the Self (1989), I.3.
    """

    kind: Literal["transition"] = "transition"
    participant: Name
    context: Name
    from_card: CardId
    to_card: CardId
    ground: Literal["error", "omission", "conflict"]
    """An error removed, an omission filled, or a conflict resolved."""
    covers: tuple[PolicyIndex, ...] = ()
    """The policies of the old card that the new one covers."""
    dropped: tuple[DroppedPolicy, ...] = ()
    told: Text
    reverse_asked: bool
    reverse_holds: YesNoUnsure | None = None
    """Whether the move back would be a gain too; only "no" makes the transition one-way."""

    @model_validator(mode="after")
    def _of_two_cards(self) -> Self:
        _two_cards(self.from_card, self.to_card)
        return self


class Story(Record):
    """An account of a transition that nobody lived: what a model wrote, and says so."""

    kind: Literal["story"] = "story"
    context: Name
    from_card: CardId
    to_card: CardId
    text: Text
    model: Line

    @model_validator(mode="after")
    def _of_two_cards(self) -> Self:
        _two_cards(self.from_card, self.to_card)
        return self


class WiserVote(PersonalRecord):
    """Which of two values is wiser in a context, in the order in which they were shown."""

    kind: Literal["wiser_vote"] = "wiser_vote"
    participant: Name
    context: Name
    first: CardId
    second: CardId
    answer: VoteAnswer
    shown: RecordId | None = None
    """The transition or story that was shown with the question."""
    arm: Name | None = None
    """The study arm."""

    @model_validator(mode="after")
    def _of_two_cards(self) -> Self:
        _two_cards(self.first, self.second)
        return self


class Outweighs(PersonalRecord):
    """So much at stake on one value outweighs so much on another, in this context."""

    kind: Literal["outweighs"] = "outweighs"
    participant: Name
    context: Name
    card: CardId
    stake: Stake
    over_card: CardId
    over_stake: Stake

    @model_validator(mode="after")
    def _of_two_cards(self) -> Self:
        _two_cards(self.card, self.over_card)
        return self


class NotTraded(Record):
    """Somebody with the standing to say so holds that two values are not to be traded."""

    kind: Literal["not_traded"] = "not_traded"
    first: CardId
    second: CardId
    why: Text
    nonce: Nonce | None = None
    """Where who says so is a participant."""

    @model_validator(mode="after")
    def _of_two_cards(self) -> Self:
        _two_cards(self.first, self.second)
        return self


class Endorsement(PersonalRecord):
    """A participant's answer, later, on a published record; not answering is recorded too."""

    kind: Literal["endorsement"] = "endorsement"
    participant: Name
    record: RecordId
    question: Literal["mine", "fair", "wanted"]
    """Is it mine? Is it fair? Would I have wanted this done?"""
    answer: Literal["yes", "no", "unsure", "no_response"]
    asked_at: Timestamp
