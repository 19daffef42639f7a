"""The names that norms know: a name that nothing knows is most often one that is misspelt."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import chain
from typing import TYPE_CHECKING

from commonweal.documents import Holds, Occupies, clauses_of, did_you_mean
from commonweal.errors import Problem
from commonweal.norms._fact_types import compared_types

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from commonweal.norms._contexts import ContextOrder
    from commonweal.norms._fact_types import FactType
    from commonweal.norms._index import NormIndex

MOST_HINTS = 20
"""For how many names of one kind that nothing knows the nearest is looked for: it takes long."""

_EXPECTED = {
    "roles": "a role that some norm, authority or condition speaks of",
    "contexts": "a context that is declared, or that some condition speaks of",
    "facts": "a fact that some condition speaks of",
    "norms": "a norm that is there",
}

_HINT = "It would make no difference: leave it out, or ask with check_names=False."


@dataclass(frozen=True, slots=True, kw_only=True)
class SpokenNames:
    """Every name that some norms and authorities, or the declared contexts, speak of."""

    roles: frozenset[str]
    """Of norms, of authorities and what is reserved, and of conditions."""
    contexts: frozenset[str]
    """That are declared, and of conditions."""
    facts: frozenset[str]
    """Of conditions."""
    norms: frozenset[str]
    """The norms, and those that others apply upon the breach of."""
    actions: frozenset[str]
    """That some norm is about; any other is permitted, since nothing is said of it."""
    types: Mapping[str, frozenset[FactType]] = field(default_factory=dict)
    """By fact, the types of the values that conditions compare it with."""

    @classmethod
    def of(cls, index: NormIndex, contexts: ContextOrder) -> SpokenNames:
        """Return the names that norms and contexts speak of.

        Cost: every clause of every norm once.
        """
        norms = index.norms.values()
        clauses = [
            clause for norm in norms for clause in clauses_of(norm.condition, *norm.exceptions)
        ]
        granted = chain.from_iterable(index.authorities.values())
        types = compared_types(clauses)
        return cls(
            roles=frozenset(
                [norm.role for norm in norms]
                + [norm.counterparty for norm in norms if norm.counterparty is not None]
                + [clause.role for clause in clauses if isinstance(clause, Occupies)]
                + [role for authority in granted for role in authority.roles]
                + [role for reserved in index.reservations for role in reserved.roles]
            ),
            contexts=contexts.names.union(
                clause.context for clause in clauses if isinstance(clause, Holds)
            ),
            facts=frozenset(types),
            norms=frozenset(index.norms).union(norm.upon for norm in norms if norm.upon),
            actions=frozenset(index.by_action),
            types=types,
        )


def unknown_names(
    path: str, names: Collection[str], kind: str, known: frozenset[str]
) -> Iterator[Problem]:
    """Yield the problem of each name that is not known, with the nearest that is.

    Args:
        path: where they were said.
        names: what was said.
        kind: what they are names of: ``roles``, ``contexts``, ``facts`` or ``norms``.
        known: the names of that kind.
    """
    unknown = sorted(name for name in names if name not in known)
    for number, name in enumerate(unknown):
        nearest = did_you_mean(name, sorted(known)) if number < MOST_HINTS else ""
        yield Problem(
            code="unknown-name",
            path=path,
            expected=_EXPECTED[kind],
            found=repr(name),
            hint=f"{nearest} {_HINT}".lstrip(),
        )
