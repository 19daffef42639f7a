"""Words that are not the agent's: functions of the host, and the bodies that they speak for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from commonweal.documents import Assertion, ContextClaim, RoleClaim, shown
from commonweal.errors import ExternalFailure, Problem
from commonweal.guard._call import exact_number, fact_value, number_value
from commonweal.norms import type_faults

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from commonweal.documents import FactValue
    from commonweal.guard._call import ToolCall
    from commonweal.guard._declaration import DeclaredSource
    from commonweal.norms import FactType

SourceFunction: TypeAlias = "Callable[[ToolCall | None], FactValue | float | None]"
"""Asked about a call, or about nothing in particular; None where it does not know."""


@dataclass(frozen=True, slots=True)
class Sourced:
    """What sources said."""

    facts: tuple[Assertion, ...] = ()
    contexts: tuple[ContextClaim, ...] = ()
    roles: tuple[RoleClaim, ...] = ()
    """Of the party that is acted on."""


def ask_sources(
    declared: Iterable[DeclaredSource],
    functions: Mapping[str, SourceFunction],
    call: ToolCall | None,
    *,
    types: Mapping[str, frozenset[FactType]],
) -> Sourced:
    """Ask every source that speaks of a call, or all that need none.

    A source that does not know leaves a fact unsaid, and a context or a role in dispute with
    itself: without a claim these fail, and what is not known would count as not so.

    Args:
        declared: the sources.
        functions: what answers for each, by name.
        call: the call, or None.
        types: by fact, the types of values that norms hear of.

    Raises:
        ExternalFailure: with code ``source-failed`` if one fails, or says what cannot be said.
    """
    facts: list[Assertion] = []
    contexts: list[ContextClaim] = []
    roles: list[RoleClaim] = []
    for source in declared:
        if source.tools and (call is None or call.tool not in source.tools):
            continue
        if source.role is not None and (call is None or call.toward is None):
            continue
        said = _asked(source, functions[source.name], call)
        if source.fact is not None:
            if said is not None:
                for problem in type_faults("", source.fact, said, types):
                    raise _failed(source, problem.expected, problem.found)
                facts.append(Assertion(fact=source.fact, value=said, by=source.by))
            continue
        truths = (True, False) if said is None else (_truth(source, said),)
        for truth in truths:
            if source.context is not None:
                contexts.append(ContextClaim(context=source.context, by=source.by, applies=truth))
            if source.role is not None:
                roles.append(RoleClaim(role=source.role, by=source.by, occupied=truth))
    return Sourced(tuple(facts), tuple(contexts), tuple(roles))


def _asked(
    source: DeclaredSource, function: SourceFunction, call: ToolCall | None
) -> FactValue | None:
    try:
        said = function(call)
    except Exception as error:
        raise _failed(source, "an answer", f"{type(error).__name__}: {error}"[:200]) from error
    if said is None or isinstance(said, bool):
        return said
    number = exact_number(said) if isinstance(said, int | float) else None
    value = number_value(number) if number is not None else _text(said)
    if value is None:
        raise _failed(source, "a truth value, an exact number or a word", shown(said))
    return value


def _text(said: object) -> FactValue | None:
    exact = exact_number(said) if isinstance(said, str) and "/" in said else None
    return fact_value(said, "word") if exact is None else number_value(exact)


def _truth(source: DeclaredSource, said: FactValue) -> bool:
    if not isinstance(said, bool):
        raise _failed(source, "a truth value", shown(said))
    return said


def _failed(source: DeclaredSource, expected: str, found: str) -> ExternalFailure:
    return ExternalFailure(Problem("source-failed", f"sources {source.name}", expected, found))
