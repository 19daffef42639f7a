"""What an audit of a guard finds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

AuditFindingType: TypeAlias = Literal[
    "bypass",
    "carried_out_though_refused",
    "carried_out_though_asked",
    "carried_out_twice",
    "carried_out_though_withdrawn",
    "another_outcome",
    "no_outcome",
    "no_effect",
    "outcome_without_intent",
    "not_released",
    "total_differs",
    "decision_missing",
    "decision_not_of_the_call",
    "decision_does_not_check",
    "target_not_the_guards",
    "ledger_contradicts",
    "records_contradict",
]
"""What can be wrong; the reference page says what each means."""

OPEN: frozenset[AuditFindingType] = frozenset({"no_outcome", "no_effect"})
"""What a crash leaves behind as well as somebody who hides something."""


@dataclass(frozen=True, slots=True)
class AuditFinding:
    """One thing that does not agree."""

    type: AuditFindingType
    what: str
    """What it is about, in words."""
    record: str | None = None
    """The id of the guard's record, where there is one."""
    tool: str | None = None
    call: str | None = None
    """The hash of the call."""
