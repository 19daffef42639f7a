"""Moments as records write them: text in UTC to the second, whose order is that of time."""

from __future__ import annotations

from datetime import UTC, datetime


def timestamp(moment: datetime) -> str:
    """Return a moment as records write it, ``2026-01-31T09:30:00Z``.

    Args:
        moment: a moment that knows its time zone.
    """
    # The C library writes the year 99 without the two digits before it.
    return f"{moment.astimezone(UTC).replace(tzinfo=None).isoformat(timespec='seconds')}Z"


def utc_now() -> str:
    """Return the present moment as records write it."""
    return timestamp(datetime.now(UTC))
