"""What a guard answers to a call, and what it hands to the bodies that are asked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from commonweal.errors import NotAuthorised, Problem
from commonweal.guard._declaration import CALL, NOTHING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from commonweal.documents import Decision, OptionStatus
    from commonweal.guard._answer import Outcome
    from commonweal.guard._call import ToolCall

AskState: TypeAlias = Literal["pending", "released", "refused", "used", "lapsed"]
"""Nobody answered yet; released and not carried out yet; refused; carried out; too late."""


@dataclass(frozen=True, slots=True)
class PendingAsk:
    """A call that a body is asked about."""

    id: str
    """The id of its record, by which it is answered."""
    call: ToolCall
    decision: Decision
    ask: tuple[str, ...]
    """The bodies that may answer; the agent is none of them."""
    deadline: str
    """Until when it can be answered, and carried out if it is released."""
    interim: str | None
    """The reversible option to stay with until then."""


@dataclass(frozen=True, slots=True)
class GuardVerdict:
    """Whether a call may be carried out, with everything that it follows from."""

    outcome: Outcome
    tool: str
    record: str
    """The id of the record that the ledger has of it: an intent, an ask or a refusal."""
    call: ToolCall | None = None
    """None for what is no call that the declaration knows."""
    decision: Decision | None = None
    """The decision with its justification; None where there was nothing to decide."""
    why: Problem | None = None
    """Why it is not carried out."""
    ask: PendingAsk | None = None
    still_due: tuple[str, ...] = ()
    """The obligations that the call leaves undone; they stay due. See `answer_of`."""

    def raise_for_outcome(self) -> None:
        """Do nothing if the call may be carried out.

        Raises:
            NotAuthorised: if it may not, or not before somebody was asked.
        """
        if self.outcome != "act":
            assert self.why is not None
            raise NotAuthorised(self.why)

    def content(self) -> dict[str, Any]:
        """Return what an agent is told: what it may do, and why, as plain JSON."""
        told: dict[str, Any] = {"outcome": self.outcome, "tool": self.tool, "record": self.record}
        if self.why is not None:
            told["why"] = {"code": self.why.code, "found": self.why.found, "hint": self.why.hint}
        if self.decision is not None:
            told["decision"] = self.decision.id
            told["reasons"] = list(self.decision.reasons)
            told["statuses"] = {
                status.option: {
                    "status": status.status,
                    "broken": list(status.broken),
                    "maybe_broken": list(status.maybe_broken),
                }
                for status in self.decision.statuses
            }
        if self.still_due:
            told["still_due"] = list(self.still_due)
        if self.ask is not None:
            told["ask"] = list(self.ask.ask)
            told["deadline"] = self.ask.deadline
            told["interim"] = self.ask.interim
        return told


@dataclass(frozen=True, slots=True)
class CallResult:
    """What came of a guarded call."""

    verdict: GuardVerdict
    value: Any = None
    """What the tool returned, where it was carried out."""

    @property
    def carried_out(self) -> bool:
        """Whether it was."""
        return self.verdict.outcome == "act"


def decided_against(decision: Decision) -> Problem:
    """Return why a decision refuses a call."""
    status = next(each for each in decision.statuses if each.option == CALL)
    hint = f"Kept: {_named(decision.options)}."
    nothing = next(each for each in decision.statuses if each.option == NOTHING)
    if not decision.options and (
        owed := [norm for norm in nothing.broken if norm in status.broken]
    ):
        hint = f"Do first what is due by {', '.join(owed)}."
    return Problem(
        code="decided-against",
        path=decision.situation,
        expected="a call that is permitted, and that no other option is better than",
        found=_held_against(status),
        hint=hint,
    )


def _held_against(status: OptionStatus) -> str:
    """Return what norms have against a call: what it breaks, and apart from it what it may."""
    certain, perhaps = (", ".join(norms) for norms in (status.broken, status.maybe_broken))
    if not certain and not perhaps:
        return f"{status.status}, and others are better"
    told = f"forbidden by {certain}" if certain else ""
    if perhaps:
        told += f", perhaps by {perhaps}" if certain else f"perhaps forbidden by {perhaps}"
    return told


def _named(options: Sequence[str]) -> str:
    """Return which options these are, so that the one called ``nothing`` is seen to be one."""
    named = [f"{name} (doing nothing)" if name == NOTHING else name for name in options]
    if not named:
        return "no option"
    return f"the option{'s' if len(named) > 1 else ''} {', '.join(named)}"


def asking(ask: PendingAsk, reasons: Iterable[str]) -> Problem:
    """Return why a call is not carried out before somebody was asked."""
    bodies = ", ".join(ask.ask) or "nobody"
    return Problem(
        code="call-asked",
        path=ask.call.tool,
        expected="a call that may be carried out without asking",
        found=", ".join(reasons),
        hint=f"Ask {bodies} until {ask.deadline}: {ask.id}",
    )
