"""Scrutiny after the fact: verdicts on decisions, and appeals against them."""

from __future__ import annotations

from typing import Literal

from commonweal.documents._base import PersonalRecord, Record
from commonweal.documents._scalars import Hash, Name, Nonce, RecordId, Text, Timestamp


class Verdict(PersonalRecord):
    """One person's judgement of a decision, after the fact."""

    kind: Literal["verdict"] = "verdict"
    participant: Name
    decision: RecordId | Hash
    answer: Literal["endorse", "reject", "unsure", "no_response"]
    saw_justification: bool
    reasons: Text | None = None


class Appeal(Record):
    """A challenge to a decision by someone with standing, and what became of it."""

    kind: Literal["appeal"] = "appeal"
    decision: RecordId | Hash
    appellant: Name
    standing: Text
    """Why they may appeal."""
    ground: Literal["fact", "norm", "value", "standpoint", "procedure"]
    text: Text
    window_until: Timestamp
    suspends: bool
    """Whether the decision waits."""
    outcome: Literal["pending", "upheld", "dismissed", "withdrawn"] = "pending"
    panel: Name | None = None
    nonce: Nonce | None = None
    """Where the appellant is a participant."""
