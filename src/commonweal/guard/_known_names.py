"""The names of a declaration that norms hang on, held to those that its target knows."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, TypeAlias

from commonweal.documents import did_you_mean
from commonweal.errors import Problem
from commonweal.norms import SpokenNames

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from commonweal.decisions import PreparedTarget
    from commonweal.guard._declaration import GuardDeclaration

MOST_NAMED = 5
"""How many names are told where none is spelled nearly so."""

Named: TypeAlias = tuple[str, str]
"""Where a name stands in a declaration, and the name."""


def known_names(target: PreparedTarget, facts: Iterable[str]) -> SpokenNames:
    """Return the names that a target knows: what it declares, and what its norms speak of.

    Args:
        target: the target.
        facts: those that the study declares, beside those that conditions speak of.
    """
    spoken = SpokenNames.of(target.norms, target.contexts)
    declared = {role.name for role in target.document.roles}
    return replace(spoken, roles=spoken.roles | declared, facts=spoken.facts.union(facts))


def undeclared_names(declared: GuardDeclaration, known: SpokenNames) -> Iterator[Problem]:
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


def actions_of_no_norm(declared: GuardDeclaration, known: SpokenNames) -> Iterator[Problem]:
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


def _hint(name: str, known: Collection[str]) -> str:
    """Return what is spelled nearly so, or else some of what there is."""
    if (near := did_you_mean(name, sorted(known))) or not known:
        return near or "None is known."
    more = " and others" if len(known) > MOST_NAMED else ""
    return f"Known are {', '.join(sorted(known)[:MOST_NAMED])}{more}."
