"""Plain data: what JSON gives back as it was, so that its hash is of that and of nothing else."""

from __future__ import annotations

from typing import Any

import rfc8785

DEEPEST = 100
"""How many lists and tables may be in one another."""
MOST_VALUES = 1_000_000
"""How many values there may be in all, one that stands in several places counted in each."""
_SAFE, _AS_INTEGER = 2**53, 1e21
"""Floating-point numbers between these are written as integers that JSON need not hold exactly."""


def plain_json(data: Any) -> str:
    """Return plain data as canonical JSON by RFC 8785.

    Plain are None, truth values, numbers, text, and lists and dictionaries of them by text, of
    exactly these types: what a subclass, a model or an object shows to a serialiser may be less
    than what a tool finds in it.

    Raises:
        ValueError: if it is not plain, and why.
    """
    if (strange := _strange(data)) is not None:
        raise ValueError(strange)
    try:
        return rfc8785.dumps(data).decode()
    except RecursionError as error:
        raise ValueError("deeper nesting than there is room for") from error


def _strange(data: object) -> str | None:
    """Return what is not plain, without recursion and without asking any object for anything."""
    waiting: list[tuple[object, int]] = [(data, 0)]
    seen = 0
    while waiting:
        value, depth = waiting.pop()
        if isinstance(value, dict | list) and type(value) in {dict, list}:
            seen += len(value)
            if depth == DEEPEST or seen > MOST_VALUES:
                return f"nesting deeper than {DEEPEST}, or more than {MOST_VALUES} values"
            if isinstance(value, dict) and any(type(name) is not str for name in value):
                return "a name that is not text"
            inner = value.values() if isinstance(value, dict) else value
            waiting.extend((each, depth + 1) for each in inner)
        elif type(value) is float and _SAFE <= abs(value) < _AS_INTEGER:
            return f"the number {value!r}, which JSON need not hold exactly"
        elif type(value) not in {str, int, float, bool, type(None)}:
            return f"a value of the type {type(value).__qualname__}"
    return None
