"""Which principles somebody affected can reasonably reject, and what that vetoes.

Source: T. M. Scanlon, What We Owe to Each Other (1998), chapter 5: complaints are compared one by
one, standpoint by standpoint, and never added up.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

from commonweal.documents import conjunction
from commonweal.norms import Item, Readings, condition_readings

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from commonweal.documents import Act, Option, Principle, PublishedComplaint, Situation
    from commonweal.norms import SituatedFacts

PrincipleResult: TypeAlias = Literal["rejectable", "not_rejectable", "open", "not_tested"]
Vetoed: TypeAlias = Literal["no", "open", "yes"]


@dataclass(frozen=True, slots=True)
class Grade:
    """How strong a standpoint's strongest complaint is: at least, and at most."""

    low: int
    high: int


@dataclass(frozen=True, slots=True)
class TestedPrinciple:
    """Whether a principle can reasonably be rejected, and from which standpoints."""

    name: str
    result: PrincipleResult
    rejected_by: tuple[str, ...] = ()
    open: tuple[str, ...] = ()
    """The standpoints of which it is open whether they can reject it."""


def standpoints(situation: Situation, facts: SituatedFacts) -> tuple[str, ...]:
    """Return the roles that somebody affected occupies, or may, sorted."""
    return tuple(
        sorted(
            {
                role
                for party in situation.parties
                if party.affected
                for role in facts.roles_of(party.name)
                if facts.role(party.name, role).full != "fails"
            }
        )
    )


@dataclass(frozen=True, slots=True)
class Licences:
    """The principles under which one act would be allowed."""

    possible: frozenset[str]
    """Those that license it, or may: all that must be looked at."""
    certain: frozenset[str]
    """Those that license it whatever only the decider asserts: these alone can lift a veto."""


def licensing(
    principles: Iterable[Principle], option: Option, facts: SituatedFacts
) -> tuple[Licences, ...]:
    """Return, for each act of an option, the principles that license it, for certain or perhaps."""
    listed = tuple(principles)
    found = []
    for act in option.acts:
        truths = {each.name: _licenses(each, act, option, facts) for each in listed}
        found.append(
            Licences(
                frozenset(name for name, truth in truths.items() if truth.full != "fails"),
                frozenset(name for name, truth in truths.items() if truth.strict == "holds"),
            )
        )
    return tuple(found)


def compared_principles(
    principles: Iterable[Principle], licensed: Iterable[str]
) -> tuple[str, ...]:
    """Return the principles that license an option, and their declared alternatives, sorted."""
    found = set(licensed)
    alternatives = {
        name
        for principle in principles
        if principle.name in found
        for name in principle.alternatives
    }
    return tuple(sorted(found | alternatives))


def strongest_complaints(
    complaints: Iterable[PublishedComplaint], of: Sequence[str], against: Sequence[str]
) -> dict[tuple[str, str], Grade]:
    """Return, by standpoint and principle, the strongest complaint; what is missing is not there.

    Different grades on one ground are readings of one complaint. Different grounds are different
    complaints, of which the strongest counts.

    Args:
        complaints: all that were made.
        of: the standpoints.
        against: the principles compared.
    """
    grounds: dict[tuple[str, str], dict[object, list[int]]] = defaultdict(lambda: defaultdict(list))
    for complaint in complaints:
        if complaint.standpoint in of and complaint.principle in against:
            key = (complaint.standpoint, complaint.principle)
            grounds[key][complaint.ground, complaint.withheld].append(complaint.grade)
    return {
        key: Grade(
            max(min(grades) for grades in by_ground.values()),
            max(max(grades) for grades in by_ground.values()),
        )
        for key, by_ground in sorted(grounds.items())
    }


def check_principles(
    compared: Sequence[str],
    of: Sequence[str],
    grades: Mapping[tuple[str, str], Grade],
) -> dict[str, TestedPrinciple]:
    """Return whether each principle can reasonably be rejected.

    A standpoint can reject a principle when some alternative leaves every standpoint with a weaker
    strongest complaint than this one has against it. A complaint that nobody stated blocks the
    claim.

    Args:
        compared: the principles.
        of: the standpoints.
        grades: the strongest complaints.

    Cost: the square of the principles times the square of the standpoints.
    """
    if len(compared) < 2 or not of:
        return {name: TestedPrinciple(name, "not_tested") for name in compared}
    return {name: _check(name, compared, of, grades) for name in compared}


def vetoed(licensed: Iterable[Licences], tested: Mapping[str, TestedPrinciple]) -> Vetoed:
    """Return whether an option is vetoed: the worst of its acts.

    An act that some principle licenses for certain, and nobody can or may reject, is free. One is
    vetoed when a principle licenses it for certain and all that may license it can be rejected.
    Otherwise it is open as soon as one that may license it can or may be rejected.
    """
    acts = [_vetoed_act(licences, tested) for licences in licensed]
    return max(acts, key=("no", "open", "yes").index, default="no")


def _vetoed_act(licences: Licences, tested: Mapping[str, TestedPrinciple]) -> Vetoed:
    doubtful = {"rejectable", "open"}
    if any(tested[name].result not in doubtful for name in licences.certain):
        return "no"
    results = {tested[name].result for name in licences.possible}
    if licences.certain and results == {"rejectable"}:
        return "yes"
    return "open" if results & doubtful else "no"


def veto_applies(situation: Situation, mode: str) -> bool:
    """Return whether rejectable principles veto here, and are not only reported.

    Args:
        situation: the situation.
        mode: ``veto`` where somebody outside the deciding party is affected, ``veto_all`` always.
    """
    return mode == "veto_all" or any(
        party.affected and not party.inside for party in situation.parties
    )


def _check(
    name: str,
    compared: Sequence[str],
    of: Sequence[str],
    grades: Mapping[tuple[str, str], Grade],
) -> TestedPrinciple:
    others = [other for other in compared if other != name]
    rejected = [who for who in of if _rejects(who, name, others, of, grades)]
    accepted = [who for who in of if _cannot_reject(who, name, others, of, grades)]
    open_to = tuple(who for who in of if who not in rejected and who not in accepted)
    result: PrincipleResult = (
        "rejectable" if rejected else "not_rejectable" if not open_to else "open"
    )
    return TestedPrinciple(name, result, tuple(rejected), open_to)


def _rejects(
    who: str,
    name: str,
    others: Iterable[str],
    of: Sequence[str],
    grades: Mapping[tuple[str, str], Grade],
) -> bool:
    own = grades.get((who, name))
    return own is not None and any(
        all((any_, other) in grades and grades[any_, other].high < own.low for any_ in of)
        for other in others
    )


def _cannot_reject(
    who: str,
    name: str,
    others: Iterable[str],
    of: Sequence[str],
    grades: Mapping[tuple[str, str], Grade],
) -> bool:
    own = grades.get((who, name))
    return own is not None and all(
        any((any_, other) in grades and grades[any_, other].low >= own.high for any_ in of)
        for other in others
    )


def _licenses(principle: Principle, act: Act, option: Option, facts: SituatedFacts) -> Readings:
    if act.action != principle.action:
        return Readings("fails", "fails")
    item = Item(option.name, "", act.action, act=act)
    role = facts.role(act.actor, principle.role)
    condition = condition_readings(principle.condition, facts, item, option.name)
    return Readings(
        conjunction((role.full, condition.full)), conjunction((role.strict, condition.strict))
    )
