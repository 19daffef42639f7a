"""The names that a study declares, which sentences are held to, and their titles."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

Titles: TypeAlias = Mapping[str, str | None]
"""Names or ids, each with its title where it has one."""


@dataclass(frozen=True, slots=True)
class KnownNames:
    """What may be named, by sort, each with the title that people know it by.

    A sort that is not here is not looked at: nobody is told that one of it is unknown.
    """

    titles: Mapping[str, Titles] = field(default_factory=dict)
    """By sort: ``role``, ``institution``, ``context``, ``fact``, ``norm``, ``compact``, ``party``,
    ``participant`` and ``card``."""

    def title(self, sort: str, name: str) -> str | None:
        """Return the title of what has this name, if it is known and has one."""
        return self.titles.get(sort, {}).get(name)
