"""What a guard answers to a call, read off a decision: also where no option is permitted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, Self, TypeAlias

from commonweal.guard._declaration import CALL, NOTHING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from commonweal.documents import Decision, OptionRelation, OptionStatus, Step

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

    - no option is permitted or in dispute (``none_permitted``);
    - each norm that the call breaks, doing nothing breaks too: they are obligations left undone, as
      doing nothing does no act that a prohibition could be about;
    - of an obligation that doing nothing breaks, the call leaves no omission; or only what may be
      one, because it is unknown toward whom it is done;
    - and no alternative that does so too breaks less, or is better by the values.

    It asks if the call may break another norm, if values do not settle whether such an alternative
    is better, or if considerations are partial.

    Args:
        decision: one that a guard took, on a call. It has no principles, so nothing is vetoed.
    """
    if CALL in decision.options:
        return GuardAnswer(decision.outcome, decision.reasons)
    refused = GuardAnswer("refuse", decision.reasons)
    if decision.reasons != ("none_permitted",):
        return refused
    overdue = _Overdue.of(decision)
    call = overdue.statuses[CALL]
    if not overdue.is_lessened_by(call):
        return refused
    rivals = tuple(overdue.rivals(decision))
    if any("worse" in (relation.by_norms, relation.by_values) for relation in rivals):
        return refused
    reasons = [reason for relation in rivals for reason in overdue.doubts(relation)]
    if call.maybe_broken:
        reasons.append("in_dispute")
    if decision.justification.inputs.situation.considerations == "partial":
        reasons.append("partial")
    return GuardAnswer("ask" if reasons else "act", tuple(dict.fromkeys(reasons)), call.broken)


@dataclass(frozen=True, slots=True)
class _Overdue:
    """What a decision without a permitted option says of what is due, and of what does it."""

    statuses: Mapping[str, OptionStatus]
    steps: Mapping[str, Step]

    @classmethod
    def of(cls, decision: Decision) -> Self:
        return cls(
            {status.option: status for status in decision.statuses},
            {step.id: step for step in decision.justification.steps},
        )

    def is_lessened_by(self, option: OptionStatus) -> bool:
        """Return whether an option does something that is due and breaks nothing that is not."""
        left, due = set(option.broken), self.statuses[NOTHING].broken
        return left <= set(due) and any(
            self._is_done(norm, option.option) for norm in due if norm not in left
        )

    def rivals(self, decision: Decision) -> Iterator[OptionRelation]:
        """Yield how the call stands to what does something due too and does not break more."""
        for relation in decision.relations:
            if relation.first != CALL or relation.by_norms == "better":
                continue
            if self.is_lessened_by(self.statuses[relation.second]):
                yield relation

    def doubts(self, relation: OptionRelation) -> Iterator[str]:
        """Yield why it is to be asked about how the call stands to a rival."""
        if relation.by_values not in {"better", "equal"}:
            yield relation.by_values
        if relation.by_values != "better" and self.statuses[relation.second].maybe_broken:
            yield "in_dispute"

    def _is_done(self, norm: str, option: str) -> bool:
        """Return whether an option does what an obligation demands, or may do it.

        The omission is gone where it is done for certain. Where it may be, the norm applies for
        certain (``applies[1]``, without the words of the agent's own side), and that it is charged
        does not hold by what everybody says (``charge[0]``): as doing nothing is charged with it,
        only its being done can differ. Had a fact or another norm relieved of it, it would not
        apply, or be charged all the same: that is not doing it.
        """
        step = self.steps.get(f"item|{option}|omission:{norm}")
        if step is None:
            return True
        told = step.conclusion["norms"].get(norm)
        if told is None or told["applies"][1] != "holds":
            return False
        return bool(told["charge"][0] != "holds")
