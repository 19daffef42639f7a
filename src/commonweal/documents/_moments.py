"""Moments as records write them: text in UTC to the second, whose order is that of time."""

from __future__ import annotations

from datetime import UTC, datetime

from pydantic import TypeAdapter, ValidationError

from commonweal.documents._scalars import PATTERN_MEANINGS, TIMESTAMP_PATTERN, Timestamp
from commonweal.errors import InvalidDocument, Problem

_MOMENT = TypeAdapter(Timestamp)


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


def expect_moment(text: str, path: str) -> None:
    """Refuse what is no moment as records write it.

    Args:
        text: what should be one.
        path: where it was said, for the error.

    Raises:
        InvalidDocument: with code ``wrong-form``.
    """
    try:
        _MOMENT.validate_python(text, strict=True)
    except ValidationError as error:
        expected = PATTERN_MEANINGS[TIMESTAMP_PATTERN]
        raise InvalidDocument(Problem("wrong-form", path, expected, repr(text)[:80])) from error
