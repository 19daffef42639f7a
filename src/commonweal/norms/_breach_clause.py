"""That a norm was broken before, as a clause of a condition on the world of an act.

Records have no such clause: what applies upon a breach says so in a field of its own. Where it is
asked in which cases norms apply, it is a part of each such case, beside facts, contexts and roles.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from commonweal.documents import Condition, Holds

if TYPE_CHECKING:
    from collections.abc import Mapping

    from commonweal.documents import KnownWorld, Truth

_BREACH_OF = "the breach of "
"""What a clause begins with that is no context: with its spaces it is no name of one."""


def breach_of(norm: str) -> Condition:
    """Return the clause that a norm was broken; of a world, `CaseContexts` tells what it says."""
    return Holds.model_construct(kind="holds", context=f"{_BREACH_OF}{norm}")


class CaseContexts(NamedTuple):
    """What a case says of contexts, and of norms that were broken before."""

    contexts: Mapping[str, Truth]
    broken: Mapping[str, Truth]
    """By norm; of those upon whose breach some norm applies that the case was sought for."""

    @classmethod
    def of(cls, world: KnownWorld) -> CaseContexts:
        """Return what a world says of either."""
        told = world.contexts.items()
        return cls(
            contexts={name: truth for name, truth in told if not name.startswith(_BREACH_OF)},
            broken={
                name.removeprefix(_BREACH_OF): truth
                for name, truth in told
                if name.startswith(_BREACH_OF)
            },
        )
