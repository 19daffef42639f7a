"""The kinds of record, by the name that each carries in its field ``kind``."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from commonweal.documents._acting import (
    Appraisal,
    Complaint,
    FactDeclaration,
    Placing,
    Principle,
    Resolution,
    Situation,
)
from commonweal.documents._base import Record
from commonweal.documents._decision import Decision
from commonweal.documents._findings import Finding, did_you_mean, shown
from commonweal.documents._graph import Manifest, MoralGraph, Target
from commonweal.documents._guarded import GuardedCall
from commonweal.documents._institutions import Appeal, Verdict
from commonweal.documents._negotiation import (
    Breach,
    Commitment,
    Mandate,
    Offer,
    OutcomeContract,
    Revelation,
)
from commonweal.documents._norms import Compact, Norm
from commonweal.documents._people import Consent, Participant, Source, Tombstone, Withdrawal
from commonweal.documents._proposals import Proposal
from commonweal.documents._roles import Authority, Institution, Role, RoleStandard
from commonweal.documents._study import Study
from commonweal.documents._values import (
    Context,
    Endorsement,
    NotTraded,
    Offered,
    Outweighs,
    SameValue,
    Story,
    Transition,
    ValueCard,
    WiserVote,
)
from commonweal.errors import InvalidDocument

_MODELS: tuple[type[Record], ...] = (
    Appeal,
    Appraisal,
    Authority,
    Breach,
    Commitment,
    Compact,
    Complaint,
    Consent,
    Context,
    Decision,
    Endorsement,
    FactDeclaration,
    GuardedCall,
    Institution,
    Mandate,
    Manifest,
    MoralGraph,
    Norm,
    NotTraded,
    Offer,
    Offered,
    OutcomeContract,
    Outweighs,
    Participant,
    Placing,
    Principle,
    Proposal,
    Resolution,
    Revelation,
    Role,
    RoleStandard,
    SameValue,
    Situation,
    Source,
    Story,
    Study,
    Target,
    Tombstone,
    Transition,
    ValueCard,
    Verdict,
    WiserVote,
    Withdrawal,
)

RECORD_KINDS: Mapping[str, type[Record]] = MappingProxyType(
    {str(model.model_fields["kind"].default): model for model in _MODELS}
)
"""Every kind of record and its model, in alphabetical order."""


def parse_record(content: Any) -> Record:
    """Return the record that plain JSON describes, whichever kind it says it is.

    Args:
        content: what a JSON reader returns: dictionaries, lists, text, integers, truth values.

    Raises:
        InvalidDocument: with every problem and the way to it.
    """
    model = model_of(content)
    if isinstance(model, Finding):
        raise InvalidDocument(model.problem())
    return model.from_content(content)


def model_of(content: Any) -> type[Record] | Finding:
    """Return the model of the kind that ``content`` names, or what is wrong with the kind."""
    if not isinstance(content, dict):
        return Finding("wrong-type", (), "a record: an object with fields", shown(content))
    kind = content.get("kind")
    if kind is None:
        return Finding("missing-field", ("kind",), "the field 'kind'", "nothing")
    return model_of_kind(kind)


def model_of_kind(kind: object) -> type[Record] | Finding:
    """Return the model of ``kind``, or what is wrong with it."""
    model = RECORD_KINDS.get(kind) if isinstance(kind, str) else None
    if model is None:
        hint = did_you_mean(kind, RECORD_KINDS) or "The reference of documents lists the kinds."
        return Finding("unknown-kind", ("kind",), "a known kind of record", shown(kind), hint)
    return model
