"""How many stand by what was published, with bounds for silence."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, strategies as st

from commonweal.documents import Endorsement
from commonweal.errors import InvalidDocument
from commonweal.estimates import endorsement_share, retroactive_endorsement

CARD = f"value_card:{'a' * 64}"


def test_the_published_follow_up_says_less_than_its_headline() -> None:
    """158 of 180 yes is 87.8 %; of the 475 on the panel it is anything from 33 % to 95 %.

    Source: follow-up of the 2023 run (arXiv:2404.10636), counts recomputed from published tables.
    About 500 were asked; of exactly 500 the bounds are 31.6 % and 95.6 %.
    """
    panel = endorsement_share(yes=158, no=22, asked=475)
    about = endorsement_share(yes=158, no=22, asked=500)

    assert Fraction(79, 90) == panel.among_answers
    assert (Fraction(158, 475), Fraction(453, 475)) == (panel.low, panel.high)
    assert ("33%", "95%") == (f"{float(panel.low):.0%}", f"{float(panel.high):.0%}")
    assert (Fraction(79, 250), Fraction(239, 250)) == (about.low, about.high)


@given(st.integers(0, 9), st.integers(0, 9), st.integers(0, 9), st.integers(0, 9), st.data())
def test_whatever_the_silent_would_say_lies_within_the_bounds(
    yes: int, no: int, unsure: int, silent: int, data: st.DataObject
) -> None:
    """And both bounds are reached by some way to fill in the silence."""
    asked = yes + no + unsure + silent
    if not asked:
        return
    share = endorsement_share(yes=yes, no=no, unsure=unsure, asked=asked)

    more = data.draw(st.integers(0, silent))

    assert share.low <= Fraction(yes + more, asked) <= share.high
    assert Fraction(yes, asked) == share.low
    assert Fraction(yes + silent, asked) == share.high
    assert share.interval_low <= share.low
    assert share.high <= share.interval_high + 1e-12


def asked(person: str, answer: Any, day: str) -> Endorsement:
    return Endorsement(
        by=person, origin="synthetic", said_at=f"{day}T00:00:00Z", nonce=f"{ord(person):032x}",
        participant=person, record=CARD, question="mine", answer=answer,
        asked_at=f"{day}T00:00:00Z",
    )  # fmt: skip


def test_endorsements_are_told_by_time_after_publication() -> None:
    """A week cuts, silence is counted, and somebody asked twice within a span counts once."""
    said = [
        asked("a", "yes", "2026-01-02"),
        asked("b", "no_response", "2026-01-03"),
        asked("a", "no", "2026-01-04"),
        asked("a", "yes", "2026-01-08"),
        asked("c", "yes", "2025-12-31"),
    ]

    first, second = retroactive_endorsement(
        said, published_at={CARD: "2026-01-01T00:00:00Z"}, after_days=(7,)
    )

    assert (0, 7, 0, 1, 2) == (
        first.from_days, first.to_days, first.share.yes, first.share.no, first.share.asked,
    )  # fmt: skip
    assert (7, None, 1, 1) == (
        second.from_days, second.to_days, second.share.yes, second.share.asked,
    )  # fmt: skip


def test_more_answers_than_were_asked_for_are_refused() -> None:
    """Somebody was not counted among the asked."""
    with pytest.raises(InvalidDocument) as refusal:
        endorsement_share(yes=3, no=3, asked=5)

    assert "more-than-asked" == refusal.value.code
