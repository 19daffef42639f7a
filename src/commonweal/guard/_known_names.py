"""The names of a declaration that norms hang on, held to those that its target knows."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeAlias

from commonweal.documents import did_you_mean
from commonweal.errors import Problem
from commonweal.norms import SpokenNames, type_faults, type_problem

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from commonweal.decisions import PreparedTarget
    from commonweal.documents import Change
    from commonweal.guard._declaration import GuardDeclaration

MOST_NAMED = 5
"""How many names are told where none is spelled nearly so."""

Named: TypeAlias = tuple[str, str]
"""Where a name stands in a declaration, and the name."""


@dataclass(frozen=True, slots=True)
class KnownNames:
    """The names that a target knows, and those that its study knows beside."""

    spoken: SpokenNames
    """Of roles, contexts, facts, and actions that some norm is about."""
    acts: frozenset[str]
    """The actions of the study's acts, whether or not a norm is about them."""
    places: frozenset[str]
    """The territories that authorities are bound to."""
    bodies: frozenset[str]
    """The institutions of the target."""


def known_names(
    target: PreparedTarget, *, facts: Iterable[str], actions: Iterable[str]
) -> KnownNames:
    """Return the names that a target knows: what it declares, and what its norms speak of.

    Args:
        target: the target.
        facts: those that the study declares, beside those that conditions speak of.
        actions: those of the study's acts, beside those that norms are about.
    """
    spoken = SpokenNames.of(target.norms, target.contexts)
    declared = {role.name for role in target.document.roles}
    return KnownNames(
        replace(spoken, roles=spoken.roles | declared, facts=spoken.facts.union(facts)),
        acts=frozenset(actions),
        places=target.norms.places,
        bodies=frozenset(body.name for body in target.document.institutions),
    )


def undeclared_names(declared: GuardDeclaration, names: KnownNames) -> Iterator[Problem]:
    """Yield each role, context, fact, sense and place of a declaration that nothing knows.

    A norm does not bind whoever is in a role of another spelling, and does not hear of a fact or a
    context of another; in a place of another, norms for that territory are not in force. Each would
    let through what is forbidden. A word in a sense that is nobody's is disputed with all others.
    """
    known = names.spoken
    yield from _unknown_senses(declared, names)
    if declared.place is not None and declared.place not in names.places:
        yield Problem(
            code="undeclared-place",
            path="place",
            expected="a territory that some authority of the target is bound to",
            found=repr(declared.place),
            hint=f"{_hint(declared.place, names.places)} Outside of all of them, leave it out.",
        )
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


def wrong_types(declared: GuardDeclaration, names: KnownNames) -> Iterator[Problem]:
    """Yield each fact of a declaration that is said to be of a type that norms do not hear of.

    What a source says is looked at when it says it.
    """
    types = names.spoken.types
    for path, change in _changes(declared):
        yield from type_faults(f"{path} {change.fact}", change.fact, change.value, types)
    said = [
        (f"{tool.name} facts {each.argument}", each.fact, each.type)
        for tool in declared.tools
        for each in tool.facts
    ]
    said += [("totals", total.fact, "number") for total in declared.totals]
    for path, fact, found in said:
        wanted = types.get(fact)
        if wanted and found not in wanted:
            yield type_problem(path, fact, f"a {found}", wanted)


def warnings_of(declared: GuardDeclaration, names: KnownNames) -> Iterator[Problem]:
    """Yield what may be a slip: actions that no norm is about, and that nothing is said of where.

    An action that is called free is none.
    """
    known = names.spoken.actions
    for path, name in named_actions(declared):
        if name not in known and name not in declared.free_actions:
            yield Problem(
                code="action-of-no-norm",
                path=path,
                expected="an action that a norm of the target is about",
                found=repr(name),
                hint=_hint(name, known),
            )
    if declared.place is None and names.places:
        yield Problem(
            code="place-missing",
            path="place",
            expected="a place, since the authority of some issuer is bound to a territory",
            found="none",
            hint=f"Norms for a territory bind nowhere else. {_listed(names.places)}",
        )


def _unknown_senses(declared: GuardDeclaration, names: KnownNames) -> Iterator[Problem]:
    """Yield each sense that is the definition of no role, institution or party."""
    parties = {party.name for party in declared.everybody}
    known = names.spoken.roles | names.bodies | parties
    for path, change in _changes(declared):
        if change.sense is not None and change.sense not in known:
            yield Problem(
                code="undeclared-sense",
                path=f"{path} {change.fact} sense",
                expected="a role, an institution or a declared party whose definition it is",
                found=repr(change.sense),
                hint=_hint(change.sense, known),
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
    yield from ((path, change.fact) for path, change in _changes(declared))
    for source in declared.sources:
        if source.fact is not None:
            yield f"sources {source.name}", source.fact
    yield from (("totals", total.fact) for total in declared.totals)


def _changes(declared: GuardDeclaration) -> Iterator[tuple[str, Change]]:
    for tool in declared.tools:
        yield from ((f"{tool.name} changes", change) for change in tool.changes)
        for other in tool.alternatives:
            path = f"{tool.name} alternatives {other.name} changes"
            yield from ((path, change) for change in other.changes)


def named_actions(declared: GuardDeclaration) -> Iterator[Named]:
    """Yield each action of a tool or an alternative, with where it stands."""
    for tool in declared.tools:
        yield f"{tool.name} action", tool.action
        for other in tool.alternatives:
            if other.action is not None:
                yield f"{tool.name} alternatives {other.name} action", other.action


def _hint(name: str, known: Collection[str]) -> str:
    """Return what is spelled nearly so, or else some of what there is."""
    if (near := did_you_mean(name, sorted(known))) or not known:
        return near or "None is known."
    return _listed(known)


def _listed(known: Collection[str]) -> str:
    more = " and others" if len(known) > MOST_NAMED else ""
    return f"Known are {', '.join(sorted(known)[:MOST_NAMED])}{more}."
