"""Totals in windows, beside the slow way to add them up."""

from __future__ import annotations

from datetime import datetime, timedelta
from fractions import Fraction

from hypothesis import given, strategies as st

from commonweal.documents import timestamp
from commonweal.guard import DeclaredTotal, ToolCall
from commonweal.guard._totals import Totals

START = datetime.fromisoformat("2026-06-01T00:00:00Z")
CALLS = st.lists(
    st.tuples(
        st.integers(0, 90),
        st.sampled_from(["mill", "bakery"]),
        st.integers(0, 10**9),
        st.integers(0, 2),
    ),
    max_size=30,
)


@given(CALLS, st.integers(1, 120))
def test_totals_are_those_of_adding_everything_up_anew(
    calls: list[tuple[int, str, int, int]], seconds: int
) -> None:
    """Of each party, over all calls no older than the window, whatever came between them."""
    declared = DeclaredTotal(
        fact="paid", tools=("pay",), argument="amount", per="toward", seconds=seconds
    )
    totals = Totals([declared])
    kept: list[tuple[datetime, str, Fraction]] = []
    now = START
    for passed, to, whole, decimals in calls:
        now += timedelta(seconds=passed)
        amount = Fraction(whole, 10**decimals)
        text = f"{whole // 10**decimals}.{whole % 10**decimals:0{max(decimals, 1)}}"
        call = ToolCall("pay", {}, f'{{"amount":"{text}"}}', "0" * 64, to)
        (counted,) = totals.with_call(call, timestamp(now))
        totals.add([counted], timestamp(now))
        kept.append((now, to, amount if decimals else Fraction(text)))

        window = timedelta(seconds=seconds)
        among = [one for at, other, one in kept if other == to and now - at <= window]
        slow = sum(among, Fraction(0))
        assert slow == Fraction(counted.total)
