"""What the agent owes: doing nothing is judged too."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from commonweal.decisions import decide
from commonweal.documents import DecisionInputs, Option, Situation, TargetReference
from commonweal.guard._case import parties_of, standing_totals
from commonweal.guard._declaration import NOTHING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from fractions import Fraction

    from commonweal.decisions import PreparedTarget
    from commonweal.documents import Decision, Deed, Norm
    from commonweal.guard._declaration import DeclaredTotal, GuardDeclaration
    from commonweal.guard._sources import Sourced


@dataclass(frozen=True, slots=True)
class DueObligation:
    """An obligation that is charged to the agent, due, and not done."""

    norm: str
    text: str
    action: str
    counterparty: str | None
    deadline: str | None
    """None for what is due at once: in every situation, or until the breach is made good."""
    upon_breach: str | None
    """The norm upon whose breach, before or by doing nothing now, it is due."""
    certain: bool
    """Whether it is owed under every reading of what is not known; else it may be."""
    passed: bool
    """Whether its deadline has passed without it; what is due at once has none to pass."""
    reparation: str | None
    sanction: str | None


@dataclass(frozen=True, slots=True)
class Due:
    """What is owed at a moment."""

    at: str
    until: str
    obligations: tuple[DueObligation, ...]
    """By deadline, what is due at once first."""
    decision: Decision
    """What it follows from: the omissions of doing nothing, after what was done before."""

    @property
    def omitted(self) -> tuple[DueObligation, ...]:
        """Those that are owed for certain, follow no breach, and whose deadline has passed.

        As by the law what follows from an omission is not gone into where it is itself upon one.
        """
        return tuple(
            each
            for each in self.obligations
            if each.certain and each.passed and each.upon_breach is None
        )


@dataclass(frozen=True, slots=True)
class DueQuestion:
    """What is asked of what is owed, and what is so."""

    declared: GuardDeclaration
    sourced: Sourced
    totals: Sequence[tuple[DeclaredTotal, Fraction]]
    deeds: Sequence[Deed]
    at: str
    until: str


def due_of(target: PreparedTarget, question: DueQuestion) -> Due:
    """Return what is owed: what doing nothing would leave undone.

    Raises:
        InvalidDocument: if ``until`` is before ``at``.
    """
    owed = [norm for norm in target.document.norms if norm.modality == "obliged"]
    decision = decide(
        DecisionInputs(
            situation=_situation(question),
            target=TargetReference(sha256=target.sha256),
        ),
        target=target,
        study=target.document.study,
        by=question.declared.guard,
        said_at=question.at,
        embed_target=False,
    )
    labels = {step.id: step.conclusion for step in decision.justification.steps}
    found = []
    for norm in owed:
        item = labels.get(f"item|{NOTHING}|omission:{norm.name}")
        label = None if item is None else item["labels"].get(norm.name, {}).get("charge")
        if label in {"in", "undecided"}:
            found.append(_obligation(norm, question.at, certain=label == "in"))
    found.sort(key=lambda each: (each.deadline or "", each.norm))
    return Due(question.at, question.until, tuple(found), decision)


def _obligation(norm: Norm, at: str, *, certain: bool) -> DueObligation:
    return DueObligation(
        norm=norm.name,
        text=norm.text,
        action=norm.action,
        counterparty=norm.counterparty,
        deadline=norm.deadline,
        upon_breach=None if norm.upon_breach is None else norm.upon_breach.norm,
        certain=certain,
        passed=norm.deadline is not None and norm.deadline < at,
        reparation=norm.reparation,
        sanction=norm.sanction,
    )


def _situation(question: DueQuestion) -> Situation:
    declared = question.declared
    return Situation(
        by=declared.guard,
        origin=declared.origin,
        said_at=question.at,
        name="due",
        title=f"What {declared.agent.name} owes"[:300],
        text=f"What {declared.agent.name} leaves undone by doing nothing.",
        decider=declared.agent.name,
        principal=None if declared.principal is None else declared.principal.name,
        at=question.at,
        until=question.until,
        place=declared.place,
        facts=(*question.sourced.facts, *standing_totals(declared.guard, question.totals)),
        parties=parties_of(declared, question.deeds),
        contexts=(*declared.contexts, *question.sourced.contexts),
        deeds=tuple(question.deeds),
        options=(Option(name=NOTHING, text="Nothing is done."),),
        considerations="partial",
    )
