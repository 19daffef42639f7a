"""A decision, what it was taken from, and the justification that a small program checks."""

from __future__ import annotations

from typing import Annotated, Any, Literal, Self, TypeAlias

from pydantic import AfterValidator, Discriminator, Field, Tag, model_validator
from pydantic_core import PydanticCustomError

from commonweal.documents._acting import Principle, Resolution, Situation
from commonweal.documents._base import Document, KindedDocument, Record
from commonweal.documents._canonical import first_float
from commonweal.documents._graph import Target
from commonweal.documents._incoherent import Incoherent
from commonweal.documents._scalars import (
    CardId,
    Hash,
    Line,
    Name,
    Origin,
    PolicyIndex,
    PositiveCount,
    SchemaVersion,
    Text,
    Timestamp,
)
from commonweal.documents._values import NotTraded, Stake

ConsiderationSource = Literal["owner", "declared", "model"]
"""Who appraised: people who hold the card, appraisers the study declared, or a model."""

Relation = Literal[
    "better", "worse", "equal", "on_a_par", "incomparable", "contested", "undetermined"
]

Grade = Annotated[int, Field(ge=0, le=20)]
"""Index in a study's anchored scale of complaints, mildest first."""

NormRelation = Literal["better", "worse", "equal", "incomparable", "undetermined"]


class PublishedPlacing(Document):
    """Appraisers' shared weak order of the options on one value; owners are counted, not named."""

    card: CardId
    source: ConsiderationSource
    appraiser: Name | None = None
    """Of a declared appraiser or a model."""
    order: tuple[tuple[Name, ...], ...]
    stake: Stake
    rests_on: tuple[PolicyIndex, ...] = ()
    people: PositiveCount
    origin: Origin


class PublishedAppraisal(Document):
    """What an option does to a policy, as some appraisers see it."""

    card: CardId
    policy: PolicyIndex
    option: Name
    effect: Literal["supports", "opposes", "either"]
    source: ConsiderationSource
    appraiser: Name | None = None
    people: PositiveCount
    origin: Origin


class PublishedComplaint(Document):
    """A standpoint's complaint against a principle, without who brought it."""

    standpoint: Name
    principle: Name
    ground: Line | None = None
    """In the words of somebody who agreed to be quoted."""
    withheld: PositiveCount | None = None
    """Otherwise a number, which tells it from the other grounds that are withheld."""
    grade: Grade
    origin: Origin

    @model_validator(mode="after")
    def _told_or_withheld(self) -> Self:
        if (self.ground is None) == (self.withheld is None):
            found = "neither" if self.ground is None else "both"
            raise Incoherent(("either a ground or the number of one that is withheld", found))
        return self

    @property
    def told(self) -> str:
        """The ground as people read it."""
        return self.ground or f"not quoted ({self.withheld})"


class TargetReference(Document):
    """A target that lies beside the file, as target.json, named by its hash."""

    sha256: Hash


def _whole_or_reference(target: object) -> str:
    if isinstance(target, dict):
        return "reference" if "sha256" in target else "target"
    return "reference" if isinstance(target, TargetReference) else "target"


class DecisionInputs(Document):
    """All that a decision was taken from."""

    situation: Situation
    target: Annotated[
        Annotated[Target, Tag("target")] | Annotated[TargetReference, Tag("reference")],
        Discriminator(_whole_or_reference),
    ]
    """The target itself, or the hash of the one that lies beside the file."""
    placings: tuple[PublishedPlacing, ...] = ()
    appraisals: tuple[PublishedAppraisal, ...] = ()
    principles: tuple[Principle, ...] = ()
    complaints: tuple[PublishedComplaint, ...] = ()
    resolutions: tuple[Resolution, ...] = ()
    not_traded: tuple[NotTraded, ...] = ()


class Declared(Document):
    """What the derivation covers: everything it had to consider, listed first."""

    options: tuple[Name, ...]
    standpoints: tuple[Name, ...]
    contexts: tuple[Name, ...]
    """Contexts that hold or may hold."""
    norms_in_force: tuple[Name, ...]
    values_that_count: tuple[CardId, ...]
    values_that_may_count: tuple[CardId, ...]
    values_that_do_not_count: tuple[CardId, ...]
    appraisers: tuple[Name, ...]
    norm_order: tuple[Name, ...]


def _exact(content: dict[str, Any]) -> dict[str, Any]:
    number = first_float(content)
    if number is not None:
        raise PydanticCustomError("float", "no floating-point number", {})
    return content


JsonObject = Annotated[dict[str, Any], AfterValidator(_exact)]
"""Any JSON object that holds no floating-point number."""


class Step(Document):
    """One step: a rule, the earlier steps it rests on, what it concludes, and a hint."""

    id: Annotated[str, Field(min_length=1, max_length=200)]
    rule: Name
    premises: tuple[Annotated[str, Field(min_length=1, max_length=200)], ...] = ()
    conclusion: JsonObject
    """What follows, in the shape that its rule gives it."""
    witness: JsonObject | None = None
    """What helps to find why it follows; it proves nothing."""


class Justification(KindedDocument):
    """A derivation that a stranger can check without this program."""

    kind: Literal["justification"] = "justification"
    schema_version: SchemaVersion = 1
    not_shown: Annotated[tuple[Text, ...], Field(min_length=1)]
    """What it does not show; it comes first."""
    declared: Declared
    inputs: DecisionInputs
    steps: tuple[Step, ...]
    claim: Annotated[str, Field(min_length=1, max_length=200)]
    """The id of the step that is claimed."""


class OptionStatus(Document):
    """Whether an option is permitted, and what is against it."""

    option: Name
    status: Literal["permitted", "in_dispute", "forbidden"]
    vetoed: Literal["no", "open", "yes"] = "no"
    broken: tuple[Name, ...] = ()
    """Norms it breaks."""
    maybe_broken: tuple[Name, ...] = ()
    """Norms that are undecided against it."""
    due: tuple[Text, ...] = ()
    """What is due for each breach."""


class OptionRelation(Document):
    """How the first option stands to the second."""

    first: Name
    second: Name
    by_values: Relation
    by_norms: NormRelation
    decided_by: tuple[CardId, ...] = ()
    """The values that decide it, where some do."""


class Side(Document):
    """One side of a tension. Who holds it stands in the target: see `commonweal.decisions.tell`."""

    option: Name | None = None
    """The option that it speaks for."""
    norm: Name | None = None
    label: Literal["in", "out", "undecided"] | None = None
    """Of a norm: whether it stands here against the other."""
    cards: tuple[CardId, ...] = ()
    standpoint: Name | None = None
    at_least: Grade | None = None
    """Of a standpoint: how strong its strongest complaint is, at least."""
    at_most: Grade | None = None
    principle: Name | None = None


class Tension(Document):
    """A conflict that the decision leaves standing, with both sides, whether or not it decided."""

    type: Literal["norms", "values", "contested", "cycle", "complaint", "conscience"]
    options: tuple[Name, ...] = ()
    """Of norms, the option that they bear on; of values and conscience, the two options."""
    item: Annotated[str, Field(min_length=1, max_length=100)] | None = None
    """Of norms: ``act:0`` for the option's first act, ``omission:NORM`` for one left undone."""
    sides: Annotated[tuple[Side, ...], Field(min_length=2, max_length=2)]
    settled_by: (
        Literal["level", "priority", "specificity", "date", "values", "resolution", "role_standard"]
        | None
    ) = None
    """What settled it here, if anything did."""
    prevails: Name | None = None
    """The norm or the option that prevails, if it was settled."""


OpenReadingType: TypeAlias = Literal[
    "fact",
    "deed",
    "context",
    "role",
    "norm",
    "breach",
    "policy",
    "stake",
    "placing",
    "complaint",
    "votes",
]
"""What can be open, by what it takes to settle it: from looking it up to asking many."""


class OpenReading(Document):
    """Something not known, not asked or disputed on which the options still in play depend."""

    type: OpenReadingType
    fact: Name | None = None
    deed: Name | None = None
    """What may have been done before."""
    context: Name | None = None
    role: Name | None = None
    party: Name | None = None
    """Of a role: who may occupy it; none where anybody may."""
    option: Name | None = None
    """Of a fact: as this option would leave it, and not as it is. Of a norm: what it may reach."""
    norms: tuple[Name, ...] = ()
    """Two of which neither yields, or one whose letter and grounds part.

    Of a breach: the norm that may be broken, and the one that applies upon that."""
    cards: tuple[CardId, ...] = ()
    policy: PolicyIndex | None = None
    principle: Name | None = None
    standpoint: Name | None = None
    """Who may reject the principle."""
    why: (
        Literal[
            "unasked",
            "disputed",
            "senses",
            "own_word",
            "no_number",
            "thin",
            "contested",
            "cycle",
        ]
        | None
    ) = None
    """Of a fact, a deed or a placing: nobody said; those who said differ, or differ in what the
    word means; only the decider's side said; a bound is asked of what is no number. Of votes: the
    verdict."""


class UnderDefinition(Document):
    """What would follow if words that people define differently meant what one of them says."""

    definition: Name
    """Whose definition: a role, a party or an institution."""
    outcome: Literal["act", "ask", "refuse"]
    options: tuple[Name, ...]
    reasons: tuple[Name, ...]
    statuses: tuple[OptionStatus, ...]


class Decision(Record):
    """What was decided, what stays in tension, and the justification."""

    kind: Literal["decision"] = "decision"
    study: Name
    situation: Name
    target: Hash
    outcome: Literal["act", "ask", "refuse"]
    options: tuple[Name, ...]
    """Act: any one of these. Ask: those still kept. Refuse: none."""
    reasons: tuple[Name, ...]
    """Why it asks or refuses, as the choice rule names them; of an act, empty."""
    ask: tuple[Name, ...] = ()
    """The bodies that are asked."""
    deadline: Timestamp | None = None
    interim: Name | None = None
    statuses: tuple[OptionStatus, ...]
    relations: tuple[OptionRelation, ...]
    obliged: tuple[Line, ...] = ()
    """Acts that every permitted option does."""
    definitions: tuple[UnderDefinition, ...] = ()
    """What would follow under each definition of words that people define differently."""
    tensions: tuple[Tension, ...] = ()
    open: tuple[OpenReading, ...] = ()
    standing: Literal["in_force", "imported", "model", "synthetic"]
    """The weakest origin among what decided."""
    justification: Justification
