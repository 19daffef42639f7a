"""Which row leans on which."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from hypothesis import given, strategies as st

from commonweal.estimates._context_links import ContextLinks
from commonweal.values import VoteCounts, Votes, count_votes

from .conftest import _votes_of

NAMES = "abcdef"

asked_rows = st.sets(
    st.tuples(st.sampled_from(NAMES), st.sampled_from(["xy", "xz"])), min_size=1, max_size=12
)
# A context can only be broader than one that comes after it, so that there is no circle.
orders = st.fixed_dictionaries(
    {
        name: st.sets(st.sampled_from(NAMES[:place])).map(lambda found: tuple(sorted(found)))
        for place, name in enumerate(NAMES)
        if place
    }
)


def counts_of(rows: set[tuple[str, str]]) -> VoteCounts:
    """Return the counts of one vote on each of these pairs in contexts."""
    return count_votes(_votes_of([("p", context, *pair, 0) for context, pair in sorted(rows)]))


def nearest(context: str, asked: set[str], broader: dict[str, tuple[str, ...]]) -> set[str]:
    """Return the contexts that a pair leans on, found one by one."""
    found = set()
    for above in broader.get(context, ()):
        found |= {above} if above in asked else nearest(above, asked, broader)
    return found


def read(links: ContextLinks, counts: VoteCounts) -> dict[tuple[int, int], set[str]]:
    """Return what each row leans on, as the matrices say it."""
    found: dict[tuple[int, int], set[str]] = {}
    for group in links.linked:
        for rows, departure, leans in zip(group.rows, group.departure, group.leans, strict=True):
            for place, row in enumerate(rows):
                on = np.flatnonzero(departure[place] < 0)
                assert bool(len(on)) == leans[place]
                assert len(on) == 0 or np.isclose(departure[place].sum(), 0)
                above = {counts.contexts[counts.context[rows[other]]] for other in on}
                found[int(counts.context[row]), int(counts.high[row])] = above
    for row in links.alone:
        found[int(counts.context[row]), int(counts.high[row])] = set()
    return found


@given(asked_rows, orders)
def test_a_pair_leans_on_itself_in_the_nearest_broader_contexts(
    rows: set[tuple[str, str]], broader: dict[str, tuple[str, ...]]
) -> None:
    """One by one the same contexts are found, and each row is somewhere."""
    counts = counts_of(rows)

    found = read(ContextLinks.of(counts, broader), counts)

    asked = {pair: {context for context, other in rows if other == pair} for _, pair in rows}
    expected = {
        (counts.contexts.index(context), counts.cards.index(pair[1])): nearest(
            context, asked[pair], broader
        )
        for context, pair in rows
    }
    assert expected == found


def test_two_ways_up_to_one_context_count_once(votes_of: Callable[[list[Any]], Votes]) -> None:
    """A context two of whose broader ones were not asked about leans on what is above both."""
    counts = counts_of({("a", "xy"), ("d", "xy")})

    (group,) = ContextLinks.of(counts, {"d": ("b", "c"), "b": ("a",), "c": ("a",)}).linked

    assert [[[1.0, 0.0], [-1.0, 1.0]]] == group.departure.tolist()
