"""What the agent owes: doing nothing is judged too."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from commonweal.decisions import decide
from commonweal.documents import DecisionInputs, Option, Situation, TargetReference
from commonweal.guard._case import parties_of, standing_totals
from commonweal.guard._declaration import act_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from fractions import Fraction

    from commonweal.decisions import PreparedTarget
    from commonweal.documents import Decision, Norm
    from commonweal.guard._declaration import DeclaredTotal, GuardDeclaration
    from commonweal.guard._done import DoneActs
    from commonweal.guard._sources import Sourced


@dataclass(frozen=True, slots=True)
class DueObligation:
    """An obligation that is charged to the agent, due, and not done."""

    norm: str
    text: str
    action: str
    counterparty: str | None
    deadline: str | None
    """None for what is due at once."""
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
    """What it follows from: of each obligation the option that holds what was done since it came
    into force, and the step of its omission."""

    @property
    def omitted(self) -> tuple[DueObligation, ...]:
        """Those that are owed for certain and whose deadline has passed."""
        return tuple(each for each in self.obligations if each.certain and each.passed)


@dataclass(frozen=True, slots=True)
class DueQuestion:
    """What is asked of what is owed, and what is so."""

    declared: GuardDeclaration
    sourced: Sourced
    totals: Sequence[tuple[DeclaredTotal, Fraction]]
    done: DoneActs
    at: str
    until: str


def due_of(target: PreparedTarget, question: DueQuestion) -> Due:
    """Return what is owed. What was done before an obligation came into force does not count.

    Raises:
        InvalidDocument: if ``until`` is before ``at``.
    """
    owed = [norm for norm in target.document.norms if norm.modality == "obliged"]
    since = {start: f"since-{place}" for place, start in enumerate(_starts(owed))}
    decision = decide(
        DecisionInputs(
            situation=asked_situation(question, since),
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
        item = labels.get(f"item|{since[norm.in_force_from]}|omission:{norm.name}")
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
        certain=certain,
        passed=norm.deadline is not None and norm.deadline < at,
        reparation=norm.reparation,
        sanction=norm.sanction,
    )


def _starts(owed: Sequence[Norm]) -> list[str]:
    return sorted({norm.in_force_from for norm in owed})


def asked_situation(question: DueQuestion, since: dict[str, str]) -> Situation:
    """Return the situation in which it is asked what is owed.

    Args:
        question: what is so.
        since: by each moment the name of the option that holds what was done since.
    """
    declared = question.declared
    return Situation(
        by=declared.guard,
        origin=declared.origin,
        said_at=question.at,
        name="due",
        title=f"What {declared.agent.name} owes"[:300],
        text=f"{declared.agent.name} has done what stands here, and nothing else.",
        decider=declared.agent.name,
        principal=None if declared.principal is None else declared.principal.name,
        at=question.at,
        until=question.until,
        place=declared.place,
        facts=(*question.sourced.facts, *standing_totals(declared.guard, question.totals)),
        parties=parties_of(declared),
        contexts=(*declared.contexts, *question.sourced.contexts),
        options=tuple(_options(question, since)) or (Option(name="nothing", text="Nothing."),),
        considerations="partial",
        without_doing_nothing="What was done stands; the question is what is still owed.",
    )


def _options(question: DueQuestion, since: dict[str, str]) -> Iterator[Option]:
    agent = question.declared.agent.name
    for start, name in since.items():
        acts = question.done.between(start, question.at)
        yield Option(
            name=name,
            text=f"What was done since {start}",
            acts=tuple(act_of(agent, action, toward) for action, toward in acts),
        )
