"""What a guard answers to a call, read off a decision: also where no option is permitted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

from commonweal.guard._declaration import CALL, NOTHING

if TYPE_CHECKING:
    from commonweal.documents import Decision, OptionStatus

Outcome: TypeAlias = Literal["act", "ask", "refuse"]


@dataclass(frozen=True, slots=True)
class GuardAnswer:
    """Whether a call may be carried out, by a decision on it."""

    outcome: Outcome
    reasons: tuple[str, ...] = ()
    """Why it is asked about or refused, as the choice rule names it."""
    still_due: tuple[str, ...] = ()
    """The obligations that the call leaves undone, as doing nothing would; they stay due."""


def answer_of(decision: Decision) -> GuardAnswer:
    """Return what a decision on a call says of the call: not of the agent, which may do otherwise.

    A call that is among the options that are kept has the outcome of the decision. Any other is
    refused, whatever becomes of the others, but for one case: several obligations are overdue, and
    since a call does one thing, no option does all of them. Then a call is not refused for what
    doing nothing leaves undone as well, if it does what is due at last by one of them and breaks
    nothing besides. It is looked at in the steps of the decision, which are checked:

    - no option is permitted or in dispute (``none_permitted``), and the call is not vetoed;
    - each norm that the call breaks, doing nothing breaks too: they are obligations left undone, as
      doing nothing does no act that a prohibition could be about;
    - of an obligation that doing nothing breaks, the call leaves no omission; or only what may be
      one, because it is unknown toward whom it is done;
    - and no alternative that does so too breaks less, or is better by the values.

    It asks if the call may break another norm, if values do not settle whether such an alternative
    is better, or if considerations are partial.

    Args:
        decision: one that a guard took, on a call.
    """
    if CALL in decision.options:
        return GuardAnswer(decision.outcome, decision.reasons)
    refused = GuardAnswer("refuse", decision.reasons)
    if decision.reasons != ("none_permitted",):
        return refused
    statuses = {status.option: status for status in decision.statuses}
    call = statuses[CALL]
    if call.vetoed != "no" or not _improves(decision, call, statuses[NOTHING]):
        return refused
    reasons = _rivals(decision, statuses)
    if "worse" in reasons:
        return refused
    if call.maybe_broken:
        reasons["in_dispute"] = None
    if decision.justification.inputs.situation.considerations == "partial":
        reasons["partial"] = None
    return GuardAnswer("ask" if reasons else "act", tuple(reasons), call.broken)


def _improves(decision: Decision, option: OptionStatus, nothing: OptionStatus) -> bool:
    """Return whether an option does something that is due and breaks nothing that is not."""
    left = set(option.broken)
    return left <= set(nothing.broken) and any(
        _does(decision, option.option, norm) for norm in nothing.broken if norm not in left
    )


def _does(decision: Decision, option: str, norm: str) -> bool:
    """Return whether an option does what an obligation demands, or may do it.

    The omission is gone where it is done for certain. Where it may be, the norm applies for
    certain, and that it is charged does not hold by what everybody says: as doing nothing is
    charged with it, only its being done can differ. Had a fact or another norm relieved of it, it
    would not apply, or be charged all the same: that is not doing it.
    """
    name = f"item|{option}|omission:{norm}"
    step = next((step for step in decision.justification.steps if step.id == name), None)
    if step is None:
        return True
    told = step.conclusion["norms"].get(norm)
    if told is None or told["applies"] != ["holds", "holds"]:
        return False
    by_all, _ = told["charge"]
    return bool(by_all != "holds")


def _rivals(decision: Decision, statuses: dict[str, OptionStatus]) -> dict[str, None]:
    """Return how the call stands to the alternatives that do something due too, where it matters.

    It is ``worse``, or why it is to be asked about.
    """
    found: dict[str, None] = {}
    for relation in decision.relations:
        other = statuses[relation.second]
        if relation.first != CALL or relation.second == NOTHING or other.vetoed != "no":
            continue
        if relation.by_norms == "better" or not _improves(decision, other, statuses[NOTHING]):
            continue
        if relation.by_norms == "worse":
            return {"worse": None}
        if relation.by_values not in {"better", "equal"}:
            found[relation.by_values] = None
        if other.maybe_broken and relation.by_values != "better":
            found["in_dispute"] = None
    return found
