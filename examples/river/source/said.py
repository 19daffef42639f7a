"""The fields that every record of a synthetic person has, and the moments of saying."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from source.draws import Draws

from commonweal.documents import seeded_nonce

OPENING = datetime(2026, 2, 4, 8, 0, tzinfo=UTC)
"""The first morning on which anybody is asked."""


def moment(day: int, *, second: int = 0) -> str:
    """Return a moment as records write it: so many days after the opening, and so many seconds."""
    return (OPENING + timedelta(days=day, seconds=second)).strftime("%Y-%m-%dT%H:%M:%SZ")


def some_time(draws: Draws, first_day: int, last_day: int) -> str:
    """Return a moment in the daytime of one of some days."""
    day = first_day + draws.below(last_day - first_day + 1)
    return moment(day, second=draws.below(12 * 3600))


def said(person: str, at: str, draws: Draws) -> dict[str, Any]:
    """Return who said something, when, and the nonce that makes its id a commitment."""
    return {
        "by": person,
        "origin": "synthetic",
        "said_at": at,
        "nonce": seeded_nonce(draws, "synthetic"),
    }
