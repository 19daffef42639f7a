"""The fields that every record of a synthetic person has: who, when, and a nonce from a seed."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime, timedelta
from typing import Any

from commonweal.documents import seeded_nonce

SEED = 20260112
OPENING = datetime(2026, 1, 19, 8, 0, tzinfo=UTC)
"""The first morning on which anybody is asked."""


class _Bytes:
    """Bytes that the same name gives again, on every machine."""

    def __init__(self, name: str) -> None:
        self._name = name

    def bytes(self, length: int) -> bytes:
        """Return the first bytes of a hash of the name; at most 32."""
        return hashlib.sha256(f"{SEED} {self._name}".encode()).digest()[:length]


def said(person: str, what: str, *, day: int, minute: int = 0) -> dict[str, Any]:
    """Return who said something, when, and the nonce that makes its id a commitment.

    Args:
        person: who says it.
        what: what it is, told apart from all else that the person says.
        day: how many days after the opening.
        minute: how many minutes after the hour of opening.
    """
    at = OPENING + timedelta(days=day, minutes=minute)
    return {
        "by": person,
        "origin": "synthetic",
        "said_at": at.strftime("%Y-%m-%dT%H:%M:%SZ"),
        "nonce": seeded_nonce(_Bytes(f"{person} {what}"), "synthetic"),
    }
