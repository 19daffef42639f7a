"""Which of several contexts' outcomes prevails in a situation: that of the narrowest that holds."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable

    from commonweal.norms import ContextOrder, SituatedFacts

    _Outcome = TypeVar("_Outcome", bound=Hashable)


def prevailing(
    outcomes: Iterable[tuple[str, _Outcome]],
    facts: SituatedFacts,
    contexts: ContextOrder,
    *,
    nothing: _Outcome,
) -> frozenset[_Outcome]:
    """Return what may prevail: one outcome if the contexts leave only one, or several.

    An outcome is out when its context fails. One whose context holds prevails over those of broader
    contexts. One whose context may hold stays possible, unless its context is broader than one that
    holds. Whether a context holds is read strictly: what only the decider says of it is unknown.

    Args:
        outcomes: each with its context.
        facts: the situation.
        contexts: how contexts lie within one another.
        nothing: what prevails where no context is known to hold.
    """
    certain: list[tuple[str, _Outcome]] = []
    possible: list[tuple[str, _Outcome]] = []
    for context, outcome in outcomes:
        truth = facts.context(context).strict
        if truth != "fails":
            (certain if truth == "holds" else possible).append((context, outcome))
    found = {
        outcome
        for context, outcome in (*certain, *possible)
        if not any(contexts.is_narrower(other, context) for other, _ in certain)
    }
    return frozenset(found) if certain else frozenset({nothing, *found})
