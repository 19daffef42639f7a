"""What each norm says of each option, in a word or two."""

from __future__ import annotations

import json
from pathlib import Path

from commonweal.documents import Decision
from commonweal.reports._naming import Naming
from commonweal.reports._norm_view import norm_rows

CORPUS = Path(__file__).parents[1] / "corpus"


def cells(case: str) -> dict[str, tuple[str, ...]]:
    """Return of each norm what it says of each option of a decision."""
    text = (CORPUS / f"{case}.json").read_text(encoding="utf-8")
    decision = Decision.from_content(json.loads(text))
    target = decision.justification.inputs.target
    assert not isinstance(target, str)
    return {row.name: row.cells for row in norm_rows(decision, target, Naming(target, decision))}


def test_a_duty_that_an_option_does_is_met() -> None:
    """It is left undone by another, and of those that owe nothing it says nothing."""
    assert ("", "left undone", "met", "", "") == cells("upon-breach")["Clean up"]


def test_a_lower_ban_restricts_what_is_permitted_above_and_overrides_nothing() -> None:
    """The permission stands beside it, and does not yield."""
    found = cells("levels")

    assert ("", "", "stands") == found["Union leave"]
    assert ("", "", "broken; restricts union leave") == found["Firm sale ban"]
    assert ("", "yields to union right, by its level", "") == found["Firm ban"]
