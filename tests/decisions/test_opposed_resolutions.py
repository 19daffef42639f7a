"""Resolutions bind like cases: one against another that stands is found, with a case."""

from __future__ import annotations

from typing import Any

import pytest

from commonweal.decisions import opposed_resolutions
from commonweal.documents import Resolution
from commonweal.norms import ContextOrder, PossibleWorlds
from commonweal.testing._decisions import said

WORLDS = PossibleWorlds({}, ContextOrder(()))
DRY = {"kind": "equals", "fact": "dry", "value": True}
EARLY, LATER = "2026-01-01T00:00:00Z", "2026-02-01T00:00:00Z"


def resolution(choose: str, *over: str, said_at: str = EARLY, **fields: Any) -> Resolution:
    """Return a commitment of Ada's, in all cases if nothing is said."""
    content = {"holder": "ada", "choose": choose, "over": [*over], "why": "It is ours.", **fields}
    return Resolution.from_content({**said("resolution"), "said_at": said_at, **content})


def test_what_was_set_aside_is_chosen_in_a_like_case() -> None:
    """Sowing over resting first, then resting over sowing where it is dry: a dry case is both."""
    first = resolution("sow", "rest")
    second = resolution("rest", "sow", said_at=LATER, scope=DRY)

    [found] = opposed_resolutions([second, first], WORLDS)

    assert (first, second, True) == (found.earlier, found.later, found.by_one)
    assert found.world is not None
    assert {"dry": True} == dict(found.world.facts_before)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ({"revoked_at": LATER}, {}),
        ({"scope": DRY}, {"scope": {"kind": "not", "of": DRY}}),
        ({}, {"choose": "sing"}),
        ({}, {"over": ["sing"]}),
    ],
)
def test_what_can_be_kept_beside_it_is_no_contradiction(
    first: dict[str, Any], second: dict[str, Any]
) -> None:
    """Revoked by then, for other cases, or about other options."""
    earlier = resolution("sow", "rest", **first)
    fields = {"choose": "rest", "over": ["sow"], **second}
    later = resolution(fields.pop("choose"), *fields.pop("over"), said_at=LATER, **fields)

    assert () == opposed_resolutions([earlier, later], WORLDS)


def test_holders_may_contradict_each_other() -> None:
    """A mandated body against the person who decides: told with both."""
    body = resolution("rest", "sow", said_at=LATER, holder="council")

    [found] = opposed_resolutions([resolution("sow", "rest"), body], WORLDS)

    assert not found.by_one
