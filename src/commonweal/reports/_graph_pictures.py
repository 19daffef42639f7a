"""Pictures of a moral graph: what is contested, who sees it which way, and where values rank."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from markupsafe import Markup

from commonweal.reports._heat_map import HeatRow, draw_heat_map
from commonweal.reports._interval_chart import (
    SHARES,
    Axis,
    Interval,
    IntervalRow,
    draw_intervals,
)
from commonweal.reports._naming import percent

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from commonweal.documents import MoralGraph, PairCounts, PairVerdict

MOST_ROWS = 40
"""More rows than this nobody compares by eye; the tables have them all."""

MOST_TICKS = 8


def draw_shares(
    pairs: Iterable[PairVerdict], name: Callable[[str], str], *, context: str
) -> Markup:
    """Return how many hold one value of each pair wiser, the most contested pairs first.

    Args:
        pairs: the pairs of one context; those without an estimate are left out.
        name: what a card is called.
        context: the context's text.
    """
    estimated = [pair for pair in pairs if pair.estimate is not None and pair.status != "thin"]
    estimated.sort(key=lambda pair: (abs(_middle(pair) - Fraction(1, 2)), pair.first, pair.second))
    rows = [_share_row(pair, name) for pair in estimated[:MOST_ROWS]]
    return draw_intervals(
        rows,
        axis=SHARES,
        title=f"How far people agree, {context}",
        description="For each pair of values, of those who call either wiser the share for the "
        "first, with a 95 % interval; the most contested pairs come first.",
    )


def _middle(pair: PairVerdict) -> Fraction:
    assert pair.estimate is not None
    return Fraction(pair.estimate.middle)


def _share_row(pair: PairVerdict, name: Callable[[str], str]) -> IntervalRow:
    assert pair.estimate is not None
    low, middle, high = (
        Fraction(part) for part in (pair.estimate.low, pair.estimate.middle, pair.estimate.high)
    )
    one, other = pair.first, pair.second
    if middle < Fraction(1, 2):
        one, other, low, middle, high = other, one, 1 - high, 1 - middle, 1 - low
    return IntervalRow(
        label=f"{name(one)} over {name(other)}",
        now=Interval(low=float(low), middle=float(middle), high=float(high)),
        told=f"{percent(middle)} ({percent(low)} to {percent(high)})",
        kind=pair.status,
    )


def draw_ranks(
    graph: MoralGraph, name: Callable[[str], str], *, context: str, text: str, method: str
) -> Markup:
    """Return the places of a context's values by one method, each with its interval.

    Args:
        graph: the graph.
        name: what a card is called.
        context: the context's name.
        text: what it says.
        method: the method, as the graph names it.
    """
    # A value without an accepted pair stands where it does because nothing is known of it.
    known = {
        card
        for pair in graph.pairs
        if pair.context == context and pair.wiser is not None
        for card in (pair.first, pair.second)
    }
    ranks = [
        rank
        for rank in graph.ranks
        if (rank.context, rank.method) == (context, method) and rank.card in known
    ]
    ranks.sort(key=lambda rank: (rank.rank, rank.rank_low, rank.card))
    rows = [
        IntervalRow(
            label=name(rank.card),
            now=Interval(low=rank.rank_low, middle=rank.rank, high=rank.rank_high),
            told=f"place {rank.rank} ({rank.rank_low} to {rank.rank_high})",
        )
        for rank in ranks[:MOST_ROWS]
    ]
    last = max((rank.rank_high for rank in ranks), default=1)
    return draw_intervals(
        rows,
        axis=Axis(low=1, high=max(2, last), ticks=_places(last)),
        title=f"Places by {method}, {text}",
        description="For each value its place, 1 the highest, and the places that it takes in "
        "95 % of samples drawn anew from those who answered. Values without an accepted pair "
        "are left out. Where few people answered, or all alike, drawing them anew moves little, "
        "and other people could move more.",
    )


def _places(last: int) -> tuple[tuple[float, str], ...]:
    step = max(1, -(-(last - 1) // MOST_TICKS))
    return tuple((place, str(place)) for place in range(1, last + 1, step))


def draw_groups(
    pairs: Sequence[PairVerdict],
    name: Callable[[str], str],
    *,
    stratum: str,
    context: str,
    spoken: Callable[[str], str],
    k: int,
) -> Markup:
    """Return how each group of one stratum sees each pair of a context.

    The first value of a row is the one that more people of all groups together hold wiser, so that
    a cell of the other colour is a group that sees it the other way round.

    Args:
        pairs: the pairs of the context.
        name: what a card is called.
        stratum: which way of dividing people.
        context: the context's text.
        spoken: what a group is called.
        k: fewer answers of a group than this are not told.
    """
    told: dict[PairVerdict, dict[str, Fraction]] = {
        pair: {
            part.value: share
            for part in pair.strata
            if part.stratum == stratum and (share := _share_of_first([part.counts], k)) is not None
        }
        for pair in pairs
        if pair.status != "thin"
    }
    groups = sorted({group for shares in told.values() for group in shares})
    rows = []
    for pair, of_group in told.items():
        whole = _share_of_first([pair.shown_first, pair.shown_second], k)
        if of_group and whole is not None:
            swap = whole < Fraction(1, 2)
            one, other = (pair.second, pair.first) if swap else (pair.first, pair.second)
            shares = [of_group.get(group) for group in groups]
            if swap:
                shares = [None if share is None else 1 - share for share in shares]
            rows.append(HeatRow(label=f"{name(one)} over {name(other)}", shares=tuple(shares)))
    rows.sort(key=_most_divided)
    return draw_heat_map(
        rows[:MOST_ROWS],
        [spoken(group) for group in groups],
        title=f"How groups see it, by {spoken(stratum)}, {context}",
        description="For each pair of values and each group, of those who call either wiser the "
        "share for the first; the pairs on which groups differ most come first.",
    )


def draw_drift(
    before: Iterable[PairVerdict],
    after: Iterable[PairVerdict],
    name: Callable[[str], str],
    *,
    context: str,
) -> Markup:
    """Return how the pairs of a context stand now, and where they stood before.

    Only pairs that both graphs have an estimate of are drawn; those come first whose intervals lie
    farthest apart, and they have the colour of a dispute where the intervals do not meet.

    Args:
        before: the pairs of the earlier graph.
        after: those of the later one.
        name: what a card is called.
        context: the context's text.
    """
    earlier = {(pair.first, pair.second): pair for pair in before if pair.estimate is not None}
    both = [
        (earlier[pair.first, pair.second], pair)
        for pair in after
        if pair.estimate is not None and (pair.first, pair.second) in earlier
    ]
    rows = [(_apart(old, new), _drift_row(old, new, name)) for old, new in both]
    rows.sort(key=lambda ranked: (-ranked[0], ranked[1].label))
    return draw_intervals(
        [row for _, row in rows[:MOST_ROWS]],
        axis=SHARES,
        title=f"What changed, {context}",
        description="For each pair of values, of those who call either wiser the share for the "
        "first: hollow before, filled now, each with a 95 % interval.",
    )


def _apart(old: PairVerdict, new: PairVerdict) -> float:
    """Return how far apart two intervals lie; below nothing where they meet."""
    one, other = _interval(old), _interval(new)
    return max(one.low - other.high, other.low - one.high)


def _interval(pair: PairVerdict) -> Interval:
    assert pair.estimate is not None
    low, middle, high = (
        float(Fraction(part))
        for part in (pair.estimate.low, pair.estimate.middle, pair.estimate.high)
    )
    return Interval(low=low, middle=middle, high=high)


def _drift_row(old: PairVerdict, new: PairVerdict, name: Callable[[str], str]) -> IntervalRow:
    one, other = _interval(old), _interval(new)
    return IntervalRow(
        label=f"{name(new.first)} over {name(new.second)}",
        now=other,
        before=one,
        told=f"{percent(one.middle)} before, {percent(other.middle)} now",
        kind="contested" if _apart(old, new) > 0 else "accepted",
    )


def _share_of_first(counts: Sequence[PairCounts], k: int) -> Fraction | None:
    first = sum(part.first for part in counts)
    second = sum(part.second for part in counts)
    return Fraction(first, first + second) if first + second >= max(1, k) else None


def _most_divided(row: HeatRow) -> tuple[Fraction, str]:
    told = [share for share in row.shares if share is not None]
    return (-(max(told) - min(told)) if told else Fraction(0)), row.label
