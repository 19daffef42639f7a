"""A side of a tension or of a disagreement, in words."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ToldSide:
    """What one side says, and who holds it: groups of at least k people, or a body."""

    says: str
    held_by: tuple[str, ...] = ()
    in_short: str = ""
    """Both on a line or two, where the whole can be long; empty where it cannot."""
