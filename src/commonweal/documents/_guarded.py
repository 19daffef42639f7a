"""What a guard keeps of a call: that it was judged, entered, asked about, answered, carried out."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Annotated, Literal, NamedTuple, Self

from pydantic import Field, model_validator

from commonweal.documents._base import Document, Record
from commonweal.documents._incoherent import Incoherent
from commonweal.documents._scalars import (
    Count,
    Hash,
    Line,
    Name,
    Nonce,
    Rational,
    RecordId,
    Timestamp,
)

GuardStage = Literal[
    "intent", "refusal", "ask", "answer", "lapse", "outcome", "omission", "withdrawn"
]
"""What a guard's record says: a call is about to be carried out; it was refused; somebody is asked;
a body answered; nobody did in time; what came of a call; an obligation was let pass; a call that
was let through was not carried out after all."""

LONGEST_ARGUMENTS = 1_000_000
"""The characters that the arguments of one call may have, written as canonical JSON."""


class CountedAmount(Document):
    """What a call adds to a declared total, and what the total is with it."""

    fact: Name
    group: Line
    """Whose total: the party acted on, the argument's value, or ``all``."""
    amount: Rational
    """What the call adds."""
    total: Rational
    """What was let through in the window, with this call."""


class GuardedCall(Record):
    """One thing that a guard notes of a tool's call; the ledger of the guard holds its id."""

    kind: Literal["guarded_call"] = "guarded_call"
    number: Count
    """Its place in the guard's record, from 0."""
    stage: GuardStage
    """What it says of the call."""
    tool: Line | None = None
    """The tool, as the agent calls it."""
    call: Hash | None = None
    """SHA-256 of the canonical JSON of the tool and its arguments."""
    arguments: Annotated[str, Field(min_length=2, max_length=LONGEST_ARGUMENTS)] | None = None
    """The arguments as canonical JSON, as text."""
    action: Name | None = None
    """What the tool does, as norms call it."""
    toward: Name | None = None
    """The party that it is done to."""
    decision: Hash | None = None
    """SHA-256 of the canonical JSON of the decision."""
    target: Hash | None = None
    """SHA-256 of the target that it was taken under."""
    follows: RecordId | None = None
    """What it follows: an outcome its intent, an answer its ask, an intent the answer that
    releases it."""
    amounts: tuple[CountedAmount, ...] = ()
    """What the call adds to each declared total."""
    asked: tuple[Name, ...] = ()
    """The bodies that are asked."""
    deadline: Timestamp | None = None
    """Of an ask: until when it may be answered and carried out. Of an omission: when it was due."""
    interim: Name | None = None
    """The reversible option to stay with while the question is open."""
    answer: Literal["release", "refuse"] | None = None
    """What the body that was asked says."""
    ended: Literal["returned", "raised"] | None = None
    """Of an outcome: whether the tool came back, or failed."""
    outcome: Hash | None = None
    """SHA-256 of the canonical JSON of what came of it."""
    why: Name | None = None
    """Of a refusal: the code of the reason."""
    norm: Name | None = None
    """Of an omission: the obligation."""
    nonce: Nonce | None = None
    """Random, so that nobody can guess from the ledger what was called."""

    @model_validator(mode="after")
    def _as_its_stage_has_it(self) -> Self:
        needed, possible = STAGE_FIELDS[self.stage]
        missing = [name for name in sorted(needed) if getattr(self, name) is None]
        strange = [
            name
            for name in sorted(_OF_A_STAGE - needed - possible)
            if getattr(self, name) is not None
        ]
        wrong = []
        if missing:
            wrong.append((f"{', '.join(missing)} of the stage {self.stage!r}", "nothing"))
        if strange:
            wrong.append((f"nothing else than the stage {self.stage!r} has", ", ".join(strange)))
        if wrong:
            raise Incoherent(*wrong)
        return self


class StageFields(NamedTuple):
    """Which fields a record of a stage has, beside those that every one may have."""

    needed: frozenset[str]
    possible: frozenset[str] = frozenset()


_CALLED = frozenset({"tool", "call", "arguments"})
_DECIDED = frozenset({"action", "decision", "target"})

STAGE_FIELDS: Mapping[GuardStage, StageFields] = MappingProxyType(
    {
        "intent": StageFields(_CALLED | _DECIDED, frozenset({"toward", "follows"})),
        "refusal": StageFields(
            frozenset({"tool", "why"}),
            (_CALLED | _DECIDED | {"toward", "follows"}) - {"tool"},
        ),
        "ask": StageFields(_CALLED | _DECIDED | {"deadline"}, frozenset({"toward", "interim"})),
        "answer": StageFields(frozenset({"call", "follows", "answer"})),
        "lapse": StageFields(frozenset({"call", "follows"})),
        "outcome": StageFields(frozenset({"call", "follows", "ended", "outcome"})),
        "omission": StageFields(frozenset({"norm", "deadline", "decision", "target"})),
        "withdrawn": StageFields(frozenset({"call", "follows"})),
    }
)
"""What a record of each stage says for certain, and what it may say."""
_OF_A_STAGE = frozenset[str]().union(*(one | other for one, other in STAGE_FIELDS.values()))
