"""A slip of the pen is one letter more, less or another, or two neighbours exchanged."""

from __future__ import annotations

import pytest
from hypothesis import given, strategies as st

from commonweal.documents import one_slip


@pytest.mark.parametrize(
    ("name", "other", "slip"),
    [
        ("pay", "pay", False),
        ("pa", "pay", True),
        ("paay", "pay", True),
        ("pey", "pay", True),
        ("pya", "pay", True),
        ("apy", "pay", True),
        ("yap", "pay", False),
        ("pxyz", "pay", False),
        ("open-valve", "open.valve", True),
        ("zone-1", "zone-2", False),
        ("zone-12", "zone-1", False),
        ("z0ne", "zone", True),
        ("", "a", True),
    ],
)
def test_one_slip_is_a_letter_more_less_another_or_two_exchanged(
    name: str, other: str, slip: bool
) -> None:
    """And names that differ in their digits alone are meant to."""
    assert slip == one_slip(name, other) == one_slip(other, name)


def one_slip_away(name: str) -> set[str]:
    """Return by enumeration what one edit makes of a name, over the letters of the test."""
    places = range(len(name) + 1)
    fewer = {name[:at] + name[at + 1 :] for at in places[:-1]}
    others = {name[:at] + letter + name[at + 1 :] for at in places[:-1] for letter in "abc"}
    more = {name[:at] + letter + name[at:] for at in places for letter in "abc"}
    swapped = {name[:at] + name[at + 1] + name[at] + name[at + 2 :] for at in range(len(name) - 1)}
    return (fewer | others | more | swapped) - {name}


@given(st.text("abc", max_size=6), st.text("abc", max_size=7))
def test_one_slip_is_what_enumeration_finds(name: str, other: str) -> None:
    """Held to every edit of a name, and to a name at random."""
    slips = one_slip_away(name)

    assert all(one_slip(name, slip) for slip in slips)
    assert (other in slips) == one_slip(name, other)
