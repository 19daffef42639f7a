"""The names of a declaration that norms hang on, held to those that its target knows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from commonweal.documents import AtLeast, AtMost, Equals, Holds, Occupies, OneOf, did_you_mean
from commonweal.errors import Problem

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from commonweal.documents import Condition, Target
    from commonweal.guard._declaration import GuardDeclaration

MOST_NAMED = 5
"""How many names are told where none is spelled nearly so."""

Named: TypeAlias = tuple[str, str]
"""Where a name stands in a declaration, and the name."""


@dataclass(frozen=True, slots=True)
class KnownNames:
    """What a target knows: what it declares, and what its norms speak of."""

    roles: frozenset[str]
    contexts: frozenset[str]
    facts: frozenset[str]
    actions: frozenset[str]

    @classmethod
    def of(cls, target: Target, facts: Iterable[str]) -> KnownNames:
        """Return the names that a target knows.

        Args:
            target: the target.
            facts: those that the study declares, beside those that conditions speak of.
        """
        clauses = [clause for norm in target.norms for clause in _clauses(norm.condition)]
        exceptions = [each.when for norm in target.norms for each in norm.exceptions]
        clauses += [clause for when in exceptions for clause in _clauses(when)]
        held = {clause.context for clause in clauses if isinstance(clause, Holds)}
        occupied = {clause.role for clause in clauses if isinstance(clause, Occupies)}
        bound = {norm.role for norm in target.norms}
        acted_on = {norm.counterparty for norm in target.norms if norm.counterparty is not None}
        spoken_of = {
            clause.fact
            for clause in clauses
            if isinstance(clause, Equals | AtLeast | AtMost | OneOf)
        }
        return cls(
            roles=frozenset({role.name for role in target.roles} | occupied | bound | acted_on),
            contexts=frozenset({context.name for context in target.contexts} | held),
            facts=frozenset(spoken_of | {*facts}),
            actions=frozenset(norm.action for norm in target.norms),
        )


def undeclared_names(declared: GuardDeclaration, known: KnownNames) -> Iterator[Problem]:
    """Yield each role, context and fact of a declaration that nothing knows.

    A norm does not bind whoever is in a role of another spelling, and does not hear of a fact or a
    context of another: each would let through what is forbidden.
    """
    for path, name in _roles(declared):
        if name not in known.roles:
            hint = _hint(name, known.roles)
            yield Problem("undeclared-role", path, "a role of the target", repr(name), hint)
    for path, name in _contexts(declared):
        if name not in known.contexts:
            hint = _hint(name, known.contexts)
            yield Problem("undeclared-context", path, "a context of the target", repr(name), hint)
    for path, name in _facts(declared):
        if name not in known.facts:
            yield Problem(
                code="undeclared-fact",
                path=path,
                expected="a fact that a norm speaks of or the study declares",
                found=repr(name),
                hint=_hint(name, known.facts),
            )


def actions_of_no_norm(declared: GuardDeclaration, known: KnownNames) -> Iterator[Problem]:
    """Yield each action that no norm is about: it may be free, or spelled otherwise."""
    for path, name in _actions(declared):
        if name not in known.actions:
            yield Problem(
                code="action-of-no-norm",
                path=path,
                expected="an action that a norm of the target is about",
                found=repr(name),
                hint=_hint(name, known.actions),
            )


def _roles(declared: GuardDeclaration) -> Iterator[Named]:
    for party in declared.everybody:
        yield from ((f"{party.name} roles", claim.role) for claim in party.roles)
    for source in declared.sources:
        if source.role is not None:
            yield f"sources {source.name}", source.role


def _contexts(declared: GuardDeclaration) -> Iterator[Named]:
    yield from (("contexts", claim.context) for claim in declared.contexts)
    for source in declared.sources:
        if source.context is not None:
            yield f"sources {source.name}", source.context


def _facts(declared: GuardDeclaration) -> Iterator[Named]:
    for tool in declared.tools:
        yield from ((f"{tool.name} facts {each.argument}", each.fact) for each in tool.facts)
        yield from ((f"{tool.name} changes", change.fact) for change in tool.changes)
        for other in tool.alternatives:
            path = f"{tool.name} alternatives {other.name} changes"
            yield from ((path, change.fact) for change in other.changes)
    for source in declared.sources:
        if source.fact is not None:
            yield f"sources {source.name}", source.fact
    yield from (("totals", total.fact) for total in declared.totals)


def _actions(declared: GuardDeclaration) -> Iterator[Named]:
    for tool in declared.tools:
        yield f"{tool.name} action", tool.action
        for other in tool.alternatives:
            if other.action is not None:
                yield f"{tool.name} alternatives {other.name} action", other.action


def _clauses(condition: Condition) -> Iterator[Condition]:
    waiting = [condition]
    while waiting:
        clause = waiting.pop()
        yield clause
        waiting += clause.parts


def _hint(name: str, known: Collection[str]) -> str:
    """Return what is spelled nearly so, or else some of what there is."""
    if (near := did_you_mean(name, sorted(known))) or not known:
        return near or "None is known."
    more = " and others" if len(known) > MOST_NAMED else ""
    return f"Known are {', '.join(sorted(known)[:MOST_NAMED])}{more}."
