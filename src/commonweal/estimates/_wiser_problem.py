"""What the estimate of wiser-than is computed from: votes, and which contexts lie in which."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Self

from commonweal.errors import InvalidDocument, Problem

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from commonweal.documents import Context
    from commonweal.values import Votes


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class WiserProblem:
    """Who called which of two values wiser, and which contexts are broader than which.

    Raises:
        InvalidDocument: with code ``cyclic-contexts`` if a context is broader than itself.
    """

    votes: Votes
    broader: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """For each context those declared directly broader. Contexts nobody voted in may be among
    them."""

    def __post_init__(self) -> None:
        problems = [_cyclic(name) for name in self.broader if name in self._above(name)]
        if problems:
            raise InvalidDocument(problems)

    @classmethod
    def from_documents(cls, votes: Votes, contexts: Iterable[Context]) -> Self:
        """Return the problem of these votes under the contexts that a study declares."""
        return cls(votes=votes, broader={context.name: context.broader for context in contexts})

    def _above(self, name: str) -> set[str]:
        above: set[str] = set()
        waiting = list(self.broader[name])
        while waiting:
            higher = waiting.pop()
            if higher not in above:
                above.add(higher)
                waiting += self.broader.get(higher, ())
        return above


def _cyclic(name: str) -> Problem:
    return Problem(
        code="cyclic-contexts",
        path=f"broader {name}",
        expected="contexts none of which is broader than itself",
        found=f"{name!r} above itself",
        hint="Two contexts that always hold together are one context.",
    )
