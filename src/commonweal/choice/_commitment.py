"""Commitment: what somebody may add where reasons leave options on a par."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from commonweal.choice._certificate import NOT_SHOWN_COMMITTED
from commonweal.choice._lexicographic import Lexicographic
from commonweal.choice._method import method_spelling
from commonweal.choice._prepared import Prepared
from commonweal.choice._relations import OptionComparison, compare
from commonweal.documents import evaluate, expect_moment, listed, reachable
from commonweal.errors import InvalidDocument, Problem

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from commonweal.choice._result import ChoiceResult
    from commonweal.documents import Resolution, World

NotApplied: TypeAlias = Literal[
    "no-holder", "not-yet-said", "revoked", "out-of-scope", "not-kept", "not-on-a-par", "circle"
]

_WHY: Mapping[NotApplied, str] = {
    "no-holder": "who holds it may not commit here",
    "not-yet-said": "it was said later",
    "revoked": "it was revoked",
    "out-of-scope": "it does not hold for certain that the case is within its scope",
    "not-kept": "one of the two was not kept",
    "not-on-a-par": "the two are not on a par",
    "circle": "commitments go in a circle",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class CommittedStep:
    """One step of a commitment: an option is chosen over another that is on a par with it."""

    resolution: str
    """The id of the record."""
    holder: str
    choose: str
    over: str
    comparison: OptionComparison
    """How the two stand, before the commitment and after it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class UnappliedStep:
    """A step that a commitment names and that changes nothing, with the reason."""

    resolution: str
    holder: str
    choose: str
    over: str
    why: NotApplied


@dataclass(frozen=True, slots=True, kw_only=True)
class CommittedChoice:
    """What is left of a choice once commitments are applied. No relation is changed by them."""

    value: tuple[str, ...]
    """The options left."""
    choice: ChoiceResult
    """What the method kept, as it was."""
    applied: tuple[CommittedStep, ...]
    unapplied: tuple[UnappliedStep, ...]
    certificate: Mapping[str, Any]
    """The choice's certificate with the steps that were applied, each with its record."""

    def explain(self) -> tuple[str, ...]:
        """Return in sentences what was kept, what was committed to, and what is left."""
        return (
            *self.choice.explain(),
            *(
                f"{step.holder} commits to {step.choose} over {step.over}, which stays on a par "
                f"with it."
                for step in self.applied
            ),
            *(
                f"{step.holder}'s commitment to {step.choose} over {step.over} changes nothing: "
                f"{_WHY[step.why]}."
                for step in self.unapplied
            ),
            f"Left: {listed(self.value)}.",
        )


def apply_commitments(
    choice: ChoiceResult,
    resolutions: Sequence[Resolution],
    *,
    holders: Collection[str],
    at: str,
    world: World,
) -> CommittedChoice:
    """Return what commitments leave of the options that a method kept.

    A commitment sets an option aside only where it is on a par with the one chosen and both were
    kept. It makes nothing better: the two stay on a par, the step is recorded as its holder's,
    and without it the option is there again. Where commitments go in a circle, none of the steps in
    the circle is applied, so something is always left.

    Args:
        choice: what a method kept, with status ``found``.
        resolutions: the recorded commitments; one that is given twice counts once.
        holders: who may commit here.
        at: the moment of the choice, in UTC.
        world: what is known of the case. A scope must hold in it; what is unknown does not.

    Raises:
        InvalidDocument: with code ``outranked`` where the choice is a baseline's, without parity;
            with code ``wrong-form`` where ``at`` is no moment.
        Infeasible: with code ``none-permissible``.

    Source: R. Chang, "Commitments, reasons, and the will", Oxford Studies in Metaethics 8 (2013),
    74-113.
    Cost: one comparison for each two options that a commitment names.
    """
    expect_moment(at, "at")
    certificate = _expect_parity(choice)
    records = {record.id: record for record in resolutions}
    on_a_par, unapplied = _steps(choice, records.values(), holders=holders, at=at, world=world)
    circular = _circular(on_a_par)
    going_round = {(step.resolution, step.over) for step in circular}
    applied = [step for step in on_a_par if (step.resolution, step.over) not in going_round]
    unapplied += [
        UnappliedStep(
            resolution=step.resolution,
            holder=step.holder,
            choose=step.choose,
            over=step.over,
            why="circle",
        )
        for step in circular
    ]
    aside = {step.over for step in applied}
    left = tuple(name for name in choice.value if name not in aside)
    commitments = {
        "at": at,
        "steps": [_stated(step, records[step.resolution]) for step in applied],
        "left": list(left),
    }
    not_shown = [*certificate["not_shown"], NOT_SHOWN_COMMITTED]
    return CommittedChoice(
        value=left,
        choice=choice,
        applied=tuple(applied),
        unapplied=tuple(unapplied),
        certificate={**certificate, "not_shown": not_shown, "commitments": commitments},
    )


def _expect_parity(choice: ChoiceResult) -> Mapping[str, Any]:
    """Return the certificate of a choice whose method knows of options on a par."""
    choice.raise_for_status()
    if choice.certificate is None:
        expected = "a method that knows parity"
        hint = "A baseline ranks by weights. Take maximal, e-admissible or lexicographic."
        found = method_spelling(choice.method)
        raise InvalidDocument(Problem("outranked", "method", expected, found, hint))
    return choice.certificate


def _steps(
    choice: ChoiceResult,
    records: Iterable[Resolution],
    *,
    holders: Collection[str],
    at: str,
    world: World,
) -> tuple[list[CommittedStep], list[UnappliedStep]]:
    """Return the steps of commitments between options on a par, and those that change nothing."""
    prepared = Prepared(choice.problem)
    on_a_par: list[CommittedStep] = []
    unapplied: list[UnappliedStep] = []
    for record in records:
        for over in dict.fromkeys(record.over):
            said = {
                "resolution": record.id,
                "holder": record.holder,
                "choose": record.choose,
                "over": over,
            }
            why = _not_in_force(record, holders=holders, at=at, world=world)
            if why is None and not {record.choose, over} <= set(choice.value):
                why = "not-kept"
            comparison = None if why else _compared(prepared, choice, record.choose, over)
            if comparison is not None and comparison.relation == "on_a_par":
                on_a_par.append(CommittedStep(**said, comparison=comparison))
            else:
                unapplied.append(UnappliedStep(**said, why=why or "not-on-a-par"))
    return on_a_par, unapplied


def _stated(step: CommittedStep, record: Resolution) -> dict[str, Any]:
    return {
        "id": step.resolution,
        "resolution": record.content(),
        "over": step.over,
        "comparison": step.comparison.claim(),
    }


def _not_in_force(
    record: Resolution, *, holders: Collection[str], at: str, world: World
) -> NotApplied | None:
    if record.holder not in holders:
        return "no-holder"
    if record.said_at > at:
        return "not-yet-said"
    if record.revoked_at is not None and record.revoked_at <= at:
        return "revoked"
    return None if evaluate(record.scope, world) == "holds" else "out-of-scope"


def _compared(
    prepared: Prepared, choice: ChoiceResult, first: str, second: str
) -> OptionComparison:
    """Return how two options stand by what the method goes by."""
    if choice.method == Lexicographic.name:
        return Lexicographic(**choice.parameters).compare(prepared, first, second)
    return compare(prepared, first, second)


def _circular(steps: Sequence[CommittedStep]) -> list[CommittedStep]:
    """Return the steps from whose ``over`` other steps lead back to their ``choose``."""
    ahead: dict[str, set[str]] = {}
    for step in steps:
        ahead.setdefault(step.choose, set()).add(step.over)
    beyond = {over: reachable(over, ahead) for over in {step.over for step in steps}}
    return [step for step in steps if step.choose in beyond[step.over]]
