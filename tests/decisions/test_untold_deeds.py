"""Deeds that nobody told, by which what was due would have been done in time."""

from __future__ import annotations

import pytest

from commonweal.decisions import (
    PreparedTarget,
)
from commonweal.decisions._norm_findings import NormsHere
from commonweal.decisions._untold_deeds import untold_deeds
from commonweal.testing._decisions import DecisionWorld


@pytest.mark.parametrize("ended", [False, True])
def test_what_others_missed_is_looked_at_where_a_norm_in_force_follows_it(ended: bool) -> None:
    """What hung on it before that norm ended is nobody's question now."""
    world = DecisionWorld().option("do", "draw").option("wait")
    world.norm("report", "obliged", "report", deadline="2021-01-01T00:00:00Z")
    until = {"in_force_until": "2022-01-01T00:00:00Z"} if ended else {}
    upon = {"norm": "report", "by": "anyone"}
    world.norm("keep", "forbidden", "draw", upon_breach=upon, **until)
    world.claims("village", "company")
    inputs, target = world.documents()
    prepared = PreparedTarget(target)
    here = NormsHere(prepared, inputs)

    found = untold_deeds(prepared.norms, inputs.situation, here, prepared.norms.norms.values())

    others = {each.party for each in found} - {"agent"}
    assert (set() if ended else {"village"}) == others


def test_a_deed_that_nobody_told_would_be_toward_whom_it_is_owed_for_certain() -> None:
    """Not toward oneself; toward one of whom it is open only where there is no other."""
    world = DecisionWorld().option("do", "draw").option("wait")
    deadline = {"deadline": "2021-01-01T00:00:00Z"}
    world.norm("report", "obliged", "report", counterparty="neighbour", **deadline)
    world.claims("agent", "neighbour").claims("village", "neighbour")
    inputs, target = world.documents()
    prepared = PreparedTarget(target)
    here = NormsHere(prepared, inputs)

    found = untold_deeds(prepared.norms, inputs.situation, here, prepared.norms.norms.values())

    assert [("agent", "village")] == [(each.party, each.toward) for each in found]
