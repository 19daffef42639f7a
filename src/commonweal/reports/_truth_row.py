"""One thing that was planted in a synthetic study."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class TruthRow:
    """One thing that was planted, what was found of it, and whether that is as it should be."""

    planted: str
    found: str
    recovered: bool
