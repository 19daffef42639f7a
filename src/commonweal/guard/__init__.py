"""A guard for agents: every call of a tool decided on beforehand, entered, and audited."""

from commonweal.guard._answer import GuardAnswer, answer_of
from commonweal.guard._audit import AuditReport, audit
from commonweal.guard._call import ToolCall, call_hash, outcome_hash
from commonweal.guard._declaration import (
    Alternative,
    ArgumentFact,
    DeclaredSource,
    DeclaredTotal,
    GuardDeclaration,
    GuardedTool,
    Toward,
    read_declaration,
)
from commonweal.guard._due import Due, DueObligation
from commonweal.guard._effects import Effect
from commonweal.guard._finding import AuditFinding, AuditFindingType
from commonweal.guard._guard import Guard
from commonweal.guard._tool_functions import guarded_tool
from commonweal.guard._toolset import guarded_toolset
from commonweal.guard._verdict import CallResult, GuardVerdict, PendingAsk

__all__ = [
    "Alternative",
    "ArgumentFact",
    "AuditFinding",
    "AuditFindingType",
    "AuditReport",
    "CallResult",
    "DeclaredSource",
    "DeclaredTotal",
    "Due",
    "DueObligation",
    "Effect",
    "Guard",
    "GuardAnswer",
    "GuardDeclaration",
    "GuardVerdict",
    "GuardedTool",
    "PendingAsk",
    "ToolCall",
    "Toward",
    "answer_of",
    "audit",
    "call_hash",
    "guarded_tool",
    "guarded_toolset",
    "outcome_hash",
    "read_declaration",
]
