"""Canonical JSON (RFC 8785) and the content ids made from it.

An id is ``kind:`` followed by the SHA-256, in hex, of a record's canonical JSON. Nothing hashed
holds a floating-point number: rationals are written ``"p/q"``.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, TypeAlias

import rfc8785

from commonweal.errors import InvalidDocument, Problem

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

Json: TypeAlias = "bool | int | str | Sequence[Json] | Mapping[str, Json] | None"

_NO_FLOAT = frozenset({str, int, bool, type(None)})


def canonical_json(value: Json) -> bytes:
    """Return the RFC 8785 bytes of ``value``.

    Args:
        value: JSON without floating-point numbers; integers within ±(2**53 - 1).

    Raises:
        InvalidDocument: with code ``not-canonical`` if the value cannot be written so.
    """
    try:
        number = first_float(value)
        if number is not None:
            raise rfc8785.FloatDomainError(number)
        return rfc8785.dumps(value)
    except (rfc8785.CanonicalizationError, UnicodeEncodeError) as error:
        raise InvalidDocument(
            Problem(
                code="not-canonical",
                path="",
                expected="JSON whose integers lie within ±(2**53 - 1) and whose text is Unicode",
                found=str(error),
                hint="Write large or fractional numbers as text: 'p/q'.",
            )
        ) from error


def first_float(value: object) -> float | None:
    """Return a floating-point number that stands anywhere in ``value``, if there is one."""
    if isinstance(value, float):
        return value
    if isinstance(value, dict):
        value = value.values()
    elif not isinstance(value, list | tuple):
        return None
    for item in value:
        # Most of what is looked at is text: to skip it here is what makes this walk cheap.
        if type(item) in _NO_FLOAT:
            continue
        number = first_float(item)
        if number is not None:
            return number
    return None


def sha256_hex(data: bytes) -> str:
    """Return the SHA-256 of ``data`` as 64 lower-case hexadecimal digits."""
    return hashlib.sha256(data).hexdigest()


def content_id(kind: str, value: Json) -> str:
    """Return ``kind:`` and the 64 hexadecimal digits of the canonical JSON of ``value``."""
    return f"{kind}:{sha256_hex(canonical_json(value))}"
