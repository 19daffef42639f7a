"""Whether the intervals of estimated shares hold what was planted."""

from __future__ import annotations

from typing import Any

import pytest

from commonweal.documents import PairVerdict
from commonweal.reports._truth_shares import share_rows

CARDS = {f"v{number:02}": f"value_card:{number:064}" for number in range(40)}
KEYS = [*CARDS]


def entry(number: int, percent: int) -> dict[str, Any]:
    return {"context": "dry", "wiser": KEYS[number], "other": KEYS[39], "percent": percent}


def verdicts(number: int, low: str, high: str) -> dict[Any, PairVerdict]:
    first, second = sorted((CARDS[KEYS[number]], CARDS[KEYS[39]]))
    pair = PairVerdict.model_validate(
        {
            "context": "dry",
            "first": first,
            "second": second,
            "shown_first": {},
            "shown_second": {},
            "status": "contested",
            "estimate": {"low": low, "middle": "1/2", "high": high, "method": "m"},
        }
    )
    return {("dry", frozenset((first, second))): pair}


@pytest.mark.parametrize(
    ("percent", "held"), [(60, "1 within"), (80, "0 within"), (59, "0 within")]
)
def test_a_share_is_held_by_an_interval_that_spans_it(percent: int, held: str) -> None:
    """Its ends belong to it."""
    rows = share_rows({"accepted": [entry(0, percent)]}, verdicts(0, "3/5", "7/10"), CARDS)

    assert f"{held} the 95 % interval of the estimate" == rows[0].found


def test_a_share_is_read_from_the_wiser_side() -> None:
    """Where the pair's own first is the other value, 40 % for it is 60 % for the wiser."""
    backwards = {**CARDS, KEYS[0]: CARDS[KEYS[39]], KEYS[39]: CARDS[KEYS[0]]}

    rows = share_rows({"accepted": [entry(0, 60)]}, verdicts(0, "7/20", "9/20"), backwards)

    assert "1 within the 95 % interval of the estimate" == rows[0].found


@pytest.mark.parametrize(("missed", "recovered"), [(2, True), (9, False)])
def test_more_misses_than_chance_gives_are_called_a_fault(missed: int, recovered: bool) -> None:
    """Two of thirty happen; nine do not, if intervals hold as often as they claim."""
    planted = [entry(number, 90 if number < missed else 65) for number in range(30)]
    pairs = {key: pair for n in range(30) for key, pair in verdicts(n, "3/5", "7/10").items()}

    rows = share_rows({"accepted": planted}, pairs, CARDS)

    assert recovered == rows[0].recovered


def test_what_a_brigade_answered_is_left_out() -> None:
    """It is no opinion whose share could be known; nor is a pair without a planted share."""
    pairs = [entry(0, 60), {"context": "dry", "wiser": KEYS[1], "other": KEYS[39]}]
    truth = {"accepted": pairs, "brigade": {"pairs": [entry(0, 60)]}}
    found = {**verdicts(0, "3/5", "7/10"), **verdicts(1, "3/5", "7/10")}

    assert [] == share_rows(truth, found, CARDS)
