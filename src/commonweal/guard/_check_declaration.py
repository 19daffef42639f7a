"""What is wrong with a declaration: names that mean nothing, and words put into others' mouths."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from commonweal.errors import InvalidDocument, Problem
from commonweal.guard._declaration import CALL, NOTHING, UNLISTED
from commonweal.guard._known_names import undeclared_names, wrong_types
from commonweal.guard._known_placings import placing_problems
from commonweal.guard._misspelt_actions import misspelt_actions
from commonweal.norms import Bodies

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from commonweal.decisions import PreparedTarget
    from commonweal.documents import Target
    from commonweal.guard._declaration import (
        DeclaredSource,
        DeclaredTotal,
        GuardDeclaration,
        GuardedTool,
    )
    from commonweal.guard._known_names import KnownNames


def check_declaration(
    declared: GuardDeclaration,
    prepared: PreparedTarget,
    *,
    known: KnownNames,
    sources: Collection[str],
) -> None:
    """Hold a declaration to its target and to the functions that the host supplies.

    Raises:
        InvalidDocument: with every problem: ``guard-not-heard``, ``repeated-name``,
            ``unknown-speaker``, ``undeclared-role``, ``undeclared-context``, ``undeclared-fact``,
            ``fact-type``, ``undeclared-sense``, ``undeclared-place``, ``undeclared-option``,
            ``misspelt-action``, ``free-action-idle``, ``unknown-card``, ``policy-index``,
            ``appraiser-not-declared``, ``party-not-declared``, ``tool-not-declared``,
            ``source-missing`` or ``declaration-incoherent``.
    """
    target = prepared.document
    problems = [
        *_guard(declared, target),
        *_names(declared),
        *_speakers(declared, target),
        *undeclared_names(declared, known),
        *wrong_types(declared, known),
        *misspelt_actions(declared, known),
        *placing_problems(declared, prepared),
        *(found for tool in declared.tools for found in _tool(tool, declared)),
        *(found for source in declared.sources for found in _source(source, declared, sources)),
        *(found for total in declared.totals for found in _total(total, declared)),
        *_said_beside(declared, own_side(declared, target)),
    ]
    if problems:
        raise InvalidDocument(problems)


def own_side(declared: GuardDeclaration, target: Target) -> frozenset[str]:
    """Return the agent, its principal, those inside, and whoever belongs together with them."""
    own = {party.name for party in declared.everybody if party.inside}
    own |= {party.name for party in (declared.agent, declared.principal) if party is not None}
    return Bodies(target.institutions).together(own)


def _guard(declared: GuardDeclaration, target: Target) -> Iterator[Problem]:
    names = {body.name for body in target.institutions}
    if declared.guard not in names or declared.guard in own_side(declared, target):
        yield Problem(
            code="guard-not-heard",
            path="guard",
            expected="an institution of the target that is not on the agent's own side",
            found=repr(declared.guard),
            hint="Declare a body for the guard in the study; its word is what totals rest on.",
        )


def _names(declared: GuardDeclaration) -> Iterator[Problem]:
    counted = {
        "tools": [tool.name for tool in declared.tools],
        "sources": [source.name for source in declared.sources],
        "totals": [total.fact for total in declared.totals],
        "parties": [*(party.name for party in declared.everybody), UNLISTED],
    }
    for tool in declared.tools:
        options = [CALL, NOTHING, *(other.name for other in tool.alternatives)]
        counted[f"{tool.name} alternatives"] = options
        if tool.interim not in options:
            yield _incoherent(f"{tool.name} interim", "one of the options", tool.interim)
    for path, names in counted.items():
        for name, count in Counter(names).items():
            if count > 1:
                yield Problem("repeated-name", path, "each name once", f"{name!r} {count} times")


def _speakers(declared: GuardDeclaration, target: Target) -> Iterator[Problem]:
    known = {body.name for body in target.institutions}
    known |= {party.name for party in declared.everybody}
    said = [(f"sources {source.name}", source.by) for source in declared.sources]
    said += [(f"contexts {claim.context}", claim.by) for claim in declared.contexts]
    said += [
        (f"{party.name} roles", claim.by) for party in declared.everybody for claim in party.roles
    ]
    for tool in declared.tools:
        changes = [*tool.changes, *(c for other in tool.alternatives for c in other.changes)]
        said += [(f"{tool.name} changes {change.fact}", change.by) for change in changes]
    for path, by in said:
        if by not in known:
            expected = "an institution of the target, or a declared party"
            yield Problem("unknown-speaker", path, expected, repr(by))


def _tool(tool: GuardedTool, declared: GuardDeclaration) -> Iterator[Problem]:
    toward = tool.toward
    if toward is None:
        return
    if (toward.party is None) == (toward.argument is None):
        found = "neither" if toward.party is None else "both"
        yield _incoherent(f"{tool.name} toward", "either a party or an argument", found)
    if toward.unlisted and toward.argument is None:
        yield _incoherent(f"{tool.name} toward", "unlisted only with an argument", "a party")
    names = [party.name for party in declared.everybody]
    if toward.party is not None and toward.party not in names:
        expected, path = "one of the declared parties", f"{tool.name} toward"
        yield Problem("party-not-declared", path, expected, repr(toward.party))


def _source(
    source: DeclaredSource, declared: GuardDeclaration, supplied: Collection[str]
) -> Iterator[Problem]:
    path = f"sources {source.name}"
    said = [name for name in (source.fact, source.context, source.role) if name is not None]
    if len(said) != 1:
        yield _incoherent(path, "a fact, a context or a role, and one of them", str(len(said)))
    if source.by == declared.agent.name:
        expected, found = "a source that is not the agent", "the agent"
        yield _incoherent(f"{path} by", expected, found)
    yield from _tools(path, source.tools, declared)
    if source.name not in supplied:
        yield Problem(
            code="source-missing",
            path=path,
            expected="a function of that name",
            found="none",
            hint="Give it in sources; one that returns None leaves what it is asked for unknown.",
        )


def _total(total: DeclaredTotal, declared: GuardDeclaration) -> Iterator[Problem]:
    path = f"totals {total.fact}"
    yield from _tools(path, total.tools, declared)
    if (total.per == "argument") != (total.group is not None):
        yield _incoherent(path, "group exactly if per is 'argument'", f"per {total.per!r}")
    if total.per == "toward":
        for tool in declared.tools:
            if tool.name in total.tools and tool.toward is None:
                yield _incoherent(path, "tools that act toward somebody", tool.name)


def _said_beside(declared: GuardDeclaration, own: frozenset[str]) -> Iterator[Problem]:
    """Yield each fact that is said beside the one whose word it is.

    As a call leaves a fact, what the call says of it stands in the place of what a source says. By
    the agent's own word it would be unknown, and what is refused would be asked about. Of a total
    two words would differ, with the same end.
    """
    totals = {total.fact for total in declared.totals}
    for source in declared.sources:
        if source.fact in totals:
            yield _incoherent(f"sources {source.name}", "no fact that a total adds up", source.fact)
    for tool in declared.tools:
        sourced = {s.fact for s in declared.sources if not s.tools or tool.name in s.tools}
        said = [(f"facts {each.argument}", each.fact, not each.seen) for each in tool.facts]
        said += [(f"changes {each.fact}", each.fact, each.by in own) for each in tool.changes]
        for where, fact, owned in said:
            if fact in totals:
                yield _incoherent(f"{tool.name} {where}", "no fact that a total adds up", fact)
            elif owned and fact in sourced:
                expected = "no fact that a source tells, but for what the guard sees"
                yield _incoherent(f"{tool.name} {where}", expected, f"the agent's word on {fact}")


def _tools(path: str, names: Iterable[str], declared: GuardDeclaration) -> Iterator[Problem]:
    known = {tool.name for tool in declared.tools}
    for name in names:
        if name not in known:
            yield Problem("tool-not-declared", path, "one of the declared tools", repr(name))


def _incoherent(path: str, expected: str, found: str) -> Problem:
    return Problem("declaration-incoherent", path, expected, found)
