"""Whether one name is a slip of the pen away from another."""

from __future__ import annotations


def one_slip(name: str, other: str) -> bool:
    """Return whether a name becomes another by one slip of the pen.

    That is a letter too many or too few, another letter, or two neighbours exchanged: the distance
    of Damerau is one. A digit in place of another, or more, is meant so.
    """
    start = _alike(name, other)
    one, two = name[start:], other[start:]
    end = _alike(one[::-1], two[::-1])
    one, two = one[: len(one) - end], two[: len(two) - end]
    if (one + two).isdigit():
        return False
    return max(len(one), len(two)) == 1 or (len(one) == len(two) == 2 and one == two[::-1])


def _alike(one: str, other: str) -> int:
    """Return with how many letters that are the same two names begin."""
    pairs = zip(one, other, strict=False)
    return next((at for at, (a, b) in enumerate(pairs) if a != b), min(len(one), len(other)))
