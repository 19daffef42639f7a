"""Deciders whom no norm can bind, since nobody says that they are in a role that norms speak of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from commonweal.documents import Norm, Occupies, Situation, clauses_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from commonweal.errors import Problem
    from commonweal.studies._study_records import StudyRecords


def warn_deciders_without_role(records: StudyRecords) -> Iterator[Problem]:
    """Yield a warning if deciders are in no role that some norm of the study speaks of.

    No norm says anything of what they do then, and every option is permitted: a role that nobody
    claims is easily forgotten. A study without norms is not warned of.

    Cost: each situation once; the clauses of all norms, where there is such a decider.
    """
    norms = [entry.record for entry in records.of(Norm)]
    spoken = {role for norm in norms for role in (norm.role, norm.counterparty) if role}
    idle = []
    for entry in records.of(Situation) if norms else ():
        roles = _roles(entry.record)
        if roles.isdisjoint(spoken):
            idle.append((entry, roles))
    if not idle:
        return
    asked = {role for norm in norms for role in _asked(norm)}
    left = [entry for entry, roles in idle if roles.isdisjoint(asked)]
    if left:
        first = left[0]
        more = f", in {len(left)} of {len(records.of(Situation))} situations, this the first"
        yield first.problem(
            "decider-without-role",
            "decider",
            expected="a decider of whom somebody says a role that some norm speaks of",
            found=f"{first.record.decider!r}{more if len(left) > 1 else ''}",
            hint="No norm binds whoever is in no such role: say the roles among the parties.",
        )


def _roles(situation: Situation) -> set[str]:
    """Return the roles that somebody says the decider of a situation is in."""
    return {
        claim.role
        for party in situation.parties
        if party.name == situation.decider
        for claim in party.roles
        if claim.occupied
    }


def _asked(norm: Norm) -> set[str]:
    """Return the roles that the conditions of a norm ask about."""
    conditions = (norm.condition, *(exception.when for exception in norm.exceptions))
    return {each.role for each in clauses_of(*conditions) if isinstance(each, Occupies)}
