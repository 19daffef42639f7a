"""Totals in windows, beside the slow way to add them up."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from fractions import Fraction
from typing import Any

from hypothesis import given, strategies as st

from commonweal.documents import timestamp
from commonweal.guard import DeclaredTotal, Guard, ToolCall
from commonweal.guard._totals import Totals

START = datetime.fromisoformat("2026-06-01T00:00:00Z")
CALLS = st.lists(
    st.tuples(
        st.integers(0, 90),
        st.sampled_from(["mill", "bakery"]),
        st.integers(0, 10**9),
        st.integers(0, 2),
        st.lists(st.integers(0, 200), max_size=2),
    ),
    max_size=30,
)
Kept = list[tuple[datetime, str, Fraction]]


def call(to: str, amount: str) -> ToolCall:
    return ToolCall("pay", {}, f'{{"amount":"{amount}"}}', "0" * 64, to)


@given(CALLS, st.integers(1, 120))
def test_totals_are_those_of_adding_everything_up_anew(
    calls: list[tuple[int, str, int, int, list[int]]], seconds: int
) -> None:
    """Over all calls no older than the window, whatever came or was asked between them.

    Questions are `overall` and `so_far`, about the same moment or later ones.
    """
    each = DeclaredTotal(
        fact="paid", tools=("pay",), argument="amount", per="toward", seconds=seconds
    )
    all_of_it = DeclaredTotal(fact="spent", tools=("pay",), argument="amount", seconds=seconds)
    totals = Totals([each, all_of_it])
    kept: Kept = []

    def slow(at: datetime, to: str | None = None) -> Fraction:
        window = timedelta(seconds=seconds)
        among = (one for then, who, one in kept if at - then <= window and to in {None, who})
        return sum(among, Fraction(0))

    now = START
    for passed, to, whole, decimals, questions in calls:
        now += timedelta(seconds=passed)
        text = f"{whole // 10**decimals}.{whole % 10**decimals:0{max(decimals, 1)}}"
        counted = tuple(totals.with_call(call(to, text), timestamp(now)))
        totals.add(counted, timestamp(now))
        kept.append((now, to, Fraction(text)))

        assert [slow(now, to), slow(now)] == [Fraction(each.total) for each in counted]
        for ahead in questions:
            at = now + timedelta(seconds=ahead)
            assert [(all_of_it, slow(at))] == list(totals.overall(timestamp(at)))
            for other in ("mill", "bakery"):
                so_far = list(totals.so_far(call(other, "1"), timestamp(at)))
                assert [(each, slow(at, other)), (all_of_it, slow(at))] == so_far


def test_asking_what_will_be_due_empties_no_total(
    make_guard: Callable[..., Guard], declaration: dict[str, Any]
) -> None:
    """A cap that a call passes is passed also after somebody asked about a later day."""
    declaration["totals"][0]["per"] = "all"
    guard = make_guard(declaration=declaration)
    payment = {"to": "mill", "amount": 9_000}

    first = guard.judge("transfer", payment).outcome
    guard.due(at="2026-06-10T00:00:00Z")

    assert ("act", "ask") == (first, guard.judge("transfer", payment).outcome)
