"""What is computed from the records: the moral graph, and the target drawn from it."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from commonweal.documents._base import Document, Record
from commonweal.documents._norms import Norm
from commonweal.documents._roles import Authority, Institution, Role, RoleStandard
from commonweal.documents._scalars import (
    CardId,
    Count,
    Hash,
    Integer,
    Line,
    Name,
    Origin,
    PolicyIndex,
    PositiveCount,
    Rational,
    RecordId,
    Text,
    Timestamp,
)
from commonweal.documents._study import (
    MinorityFloor,
    ModelAgreement,
    OrderRule,
    OwnCards,
    Thresholds,
)
from commonweal.documents._values import Context, Nature, Stake

VerdictStatus = Literal["thin", "complementary", "accepted", "contested"]


class PairCounts(Document):
    """How often each answer was given on a pair: ``first`` means that the pair's first is wiser."""

    first: Count = 0
    second: Count = 0
    both_needed: Count = 0
    neither: Count = 0
    unsure: Count = 0


class StratumCounts(Document):
    """The answers of one group of at least k people."""

    stratum: Name
    value: Name
    counts: PairCounts


class Interval(Document):
    """An informing interval; it decides nothing."""

    low: Rational
    middle: Rational
    high: Rational
    method: Line


class PairVerdict(Document):
    """What people said of one pair of values in one context, and what follows from it."""

    context: Name
    first: CardId
    """The pair's first card is the one whose id sorts first."""
    second: CardId
    shown_first: PairCounts
    """The answers where the first card was shown first."""
    shown_second: PairCounts
    """The answers where the second card was shown first; still counted for the pair's own order."""
    strata: tuple[StratumCounts, ...] = ()
    status: VerdictStatus
    wiser: CardId | None = None
    """Of an accepted pair."""
    estimate: Interval | None = None
    """The share estimated to hold the first wiser, of those who take a side; it informs only."""


class OutweighCounts(Document):
    """How many hold that one stake on one value outweighs another stake on another, each way."""

    context: Name
    card: CardId
    stake: Stake
    over_card: CardId
    over_stake: Stake
    agree: Count
    """How many hold it so."""
    reverse: Count
    """How many hold it the other way round."""


class Cycle(Document):
    """Values that people's accepted verdicts order in a circle: a disagreement, kept as one."""

    context: Name
    members: tuple[CardId, ...]
    example: tuple[CardId, ...]
    """One shortest way round; each is held wiser than the one before it."""


class Rank(Document):
    """Where one value stands by one method in one context."""

    context: Name
    card: CardId
    method: Line
    score: Rational
    rank: PositiveCount
    rank_low: PositiveCount
    rank_high: PositiveCount


class Holders(Document):
    """How many of one group of at least k people hold a value."""

    stratum: Name
    value: Name
    count: Count


class PublishedPolicy(Document):
    """One attentional policy as published."""

    text: Line
    nature: Nature


class PublishedValue(Document):
    """A value as published: what is attended to, when, and by how many; never by whom."""

    card: CardId
    """The representative card."""
    merged: tuple[CardId, ...] = ()
    """Other cards that their owners, then independent judges, hold to be the same value."""
    title: Line
    policies: Annotated[tuple[PublishedPolicy, ...], Field(min_length=1)]
    contexts: tuple[Name, ...]
    origin: Origin
    """The weakest origin among the cards and the people who hold them."""
    holders: Count
    strata: tuple[Holders, ...] = ()
    """Groups of at least k holders; smaller ones are left out."""
    floors_met: tuple[MinorityFloor, ...] = ()
    """The minority floors that it meets; named without the number of holders."""


class Coverage(Document):
    """A transition that somebody lived: which policies of the old card the new one covers."""

    record: RecordId
    context: Name
    from_card: CardId
    to_card: CardId
    covers: tuple[PolicyIndex, ...]


class Stability(Document):
    """How far the ranking would move with other people; it informs and decides nothing."""

    method: Line
    replicates: Count
    seed: Integer
    top_share: Rational
    """The share of replicates with the same highest value."""


class PairWithout(Document):
    """What a pair's verdict would be without some answers."""

    first: CardId
    second: CardId
    status: VerdictStatus
    wiser: CardId | None = None
    status_without: VerdictStatus
    wiser_without: CardId | None = None


class Coordination(Document):
    """Answers so alike and so close in time that they may be coordinated: shown, never removed."""

    context: Name
    card: CardId
    """The card that all of them call wiser."""
    people: Count
    answers: Count
    first_at: Timestamp
    last_at: Timestamp
    expected: Rational
    """How many such answers in that window would be expected of people who answer apart."""
    changes: tuple[PairWithout, ...] = ()
    """The pairs whose verdict would be another without them."""


class MoralGraph(Record):
    """Per context and pair what people said, with verdicts, ranks and cycles; never edited."""

    kind: Literal["moral_graph"] = "moral_graph"
    values: tuple[PublishedValue, ...]
    pairs: tuple[PairVerdict, ...]
    outweighs: tuple[OutweighCounts, ...] = ()
    transitions: tuple[Coverage, ...] = ()
    cycles: tuple[Cycle, ...] = ()
    ranks: tuple[Rank, ...] = ()
    stability: tuple[Stability, ...] = ()
    origin_counts: tuple[OriginCount, ...] = ()
    people: Count = 0
    """How many people were asked."""
    asked: tuple[Holders, ...] = ()
    """Of those, how many in each group of at least k."""
    coordination: tuple[Coordination, ...] = ()


class OriginCount(Document):
    """How many records of one origin it was made from."""

    origin: Origin
    records: Count


class RecordUse(Document):
    """How many records were used, superseded, withdrawn, out of scope or erased."""

    used: Count = 0
    superseded: Count = 0
    withdrawn: Count = 0
    out_of_scope: Count = 0
    erased: Count = 0


class Target(Record):
    """What a decision is taken under: the graph, the norms, and the ledger they were read at."""

    kind: Literal["target"] = "target"
    study: Name
    title: Line
    question: Text
    synthetic: bool
    read_at: Timestamp
    graph: MoralGraph
    contexts: tuple[Context, ...] = ()
    institutions: tuple[Institution, ...] = ()
    roles: tuple[Role, ...] = ()
    role_standards: tuple[RoleStandard, ...] = ()
    authorities: tuple[Authority, ...] = ()
    norms: tuple[Norm, ...] = ()
    thresholds: Thresholds
    norm_order: tuple[OrderRule, ...]
    rejected_principles: Literal["veto", "veto_all"]
    complaint_grades: tuple[Line, ...] = ()
    appraisers: tuple[Name, ...] = ()
    model_agreement: tuple[ModelAgreement, ...] = ()
    may_refuse_trade: tuple[Name, ...] = ()
    resolution_holders: tuple[Name, ...] = ()
    ask: tuple[Name, ...] = ()
    ask_deadline: Timestamp | None = None
    own_cards: tuple[OwnCards, ...] = ()
    ledger_size: Count
    ledger_root: Hash
    records: RecordUse


class ManifestEntry(Document):
    """One file of a run and its hash."""

    path: Line
    sha256: Hash
    bytes: Count


class Manifest(Record):
    """The hashes of everything a run read and wrote."""

    kind: Literal["manifest"] = "manifest"
    study: Name
    program: Line
    """Name and version of what wrote it."""
    target: Hash
    ledger_size: Count
    ledger_root: Hash
    read: tuple[ManifestEntry, ...]
    wrote: tuple[ManifestEntry, ...]


MoralGraph.model_rebuild()
