"""How contexts lie within one another: what is broader, what is narrower."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from commonweal.documents import Context

_NONE: frozenset[str] = frozenset()


class ContextOrder:
    """The declared contexts with their ``broader`` closed transitively."""

    def __init__(self, contexts: Iterable[Context]) -> None:
        direct: dict[str, tuple[str, ...]] = {}
        for context in contexts:
            direct[context.name] = (*direct.get(context.name, ()), *context.broader)
        self._broader = {name: _closed(name, direct) for name in direct}
        self._narrower: dict[str, set[str]] = {}
        for name, broader in self._broader.items():
            for other in broader:
                self._narrower.setdefault(other, set()).add(name)
        self.names = frozenset(direct) | frozenset(self._narrower)
        """Every context that is declared, or named as broader than one that is."""

    def narrower_than(self, context: str) -> Iterable[str]:
        """Return the contexts that carry this one with them when they hold."""
        return self._narrower.get(context, _NONE)

    def broader_than(self, context: str) -> Iterable[str]:
        """Return the contexts that hold wherever this one does."""
        return self._broader.get(context, _NONE)

    def is_narrower(self, one: str, other: str) -> bool:
        """Return whether ``one`` lies strictly within ``other``.

        Two contexts that each name the other as broader are one context with two names: neither is
        narrower.
        """
        return other in self._broader.get(one, _NONE) and one not in self._broader.get(other, _NONE)


def _closed(name: str, direct: dict[str, tuple[str, ...]]) -> frozenset[str]:
    found: set[str] = set()
    waiting = list(direct[name])
    while waiting:
        context = waiting.pop()
        if context not in found:
            found.add(context)
            waiting.extend(direct.get(context, ()))
    return frozenset(found - {name})
