"""Which edges would open a circle at the cost of the fewest votes."""

from __future__ import annotations

from itertools import permutations
from typing import Any

import pytest
from hypothesis import given, strategies as st

from commonweal.documents import (
    MoralGraph,
    PairCounts,
    PairVerdict,
    PublishedPolicy,
    PublishedValue,
)
from commonweal.errors import InvalidDocument
from commonweal.estimates import FewestVotes, fewest_votes, solve_unwinding

A, B, C, D = (f"value_card:{digit * 64}" for digit in "abcd")
Weights = dict[tuple[int, int], int]


def by_all_orders(weights: Weights) -> int:
    """Try every order of the values: the votes behind edges that lead down in it."""
    values = sorted({value for edge in weights for value in edge})
    return min(
        sum(votes for (s, w), votes in weights.items() if order.index(s) > order.index(w))
        for order in permutations(values)
    )


def has_circle(edges: set[tuple[int, int]]) -> bool:
    while edges:
        targets = {target for _, target in edges}
        left = {edge for edge in edges if edge[0] in targets}
        if left == edges:
            return True
        edges = left
    return False


@st.composite
def some_weights(draw: st.DrawFn) -> Weights:
    values = draw(st.integers(3, 6))
    pairs = [(a, b) for a in range(values) for b in range(a)]
    kept = draw(st.lists(st.sampled_from(pairs), min_size=1, unique=True))
    turned = draw(st.lists(st.booleans(), min_size=len(kept), max_size=len(kept)))
    votes = draw(st.lists(st.integers(1, 30), min_size=len(kept), max_size=len(kept)))
    return {
        (edge[::-1] if turn else edge): count
        for edge, turn, count in zip(kept, turned, votes, strict=True)
    }


@given(some_weights())
def test_the_fewest_votes_are_those_of_the_best_of_all_orders(weights: Weights) -> None:
    """And what is left has no circle."""
    found = fewest_votes(weights)

    assert by_all_orders(weights) == found.votes == found.at_least
    assert found.votes == sum(weights[edge] for edge in found.edges)
    assert not has_circle(weights.keys() - set(found.edges))


@given(some_weights())
def test_an_approximation_says_how_far_off_it_can_be(weights: Weights) -> None:
    """The fewest votes lie between its bound and what it takes, and it leaves no circle."""
    found = fewest_votes(weights, exact_up_to=0)

    assert found.at_least <= by_all_orders(weights) <= found.votes
    assert found.only is None
    assert not has_circle(weights.keys() - set(found.edges))


def test_whether_another_choice_is_as_good_is_told() -> None:
    """Of two edges with as few votes either would do."""
    one = fewest_votes({(0, 1): 5, (1, 2): 3, (2, 0): 4})
    tied = fewest_votes({(0, 1): 5, (1, 2): 3, (2, 0): 3})

    assert (((1, 2),), True) == (one.edges, one.only)
    assert (3, False) == (tied.votes, tied.only)


def accepted(less_wise: str, wiser: str, votes: int, against: int, context: str = "home") -> Any:
    first, second = sorted((less_wise, wiser))
    half = {"first" if wiser == first else "second": votes // 2}
    other = {"first" if wiser == first else "second": votes - votes // 2}
    against_name = "second" if wiser == first else "first"
    return PairVerdict(
        context=context,
        first=first,
        second=second,
        shown_first=PairCounts(**half, **{against_name: against}),
        shown_second=PairCounts(**other),
        status="accepted",
        wiser=wiser,
    )


def graph(*pairs: PairVerdict) -> MoralGraph:
    holders = {A: 8, B: 4, C: 2, D: 1}
    return MoralGraph(
        by="test",
        origin="synthetic",
        said_at="2026-01-01T00:00:00Z",
        values=tuple(
            PublishedValue(
                card=card,
                title=card[-1],
                policies=(PublishedPolicy(text="PAUSES in talk", nature="constitutive"),),
                contexts=("home",),
                origin="synthetic",
                holders=count,
            )
            for card, count in holders.items()
        ),
        pairs=pairs,
    )


CIRCLE = (accepted(A, B, 20, 3), accepted(B, C, 30, 2), accepted(C, A, 12, 4))


def test_a_circle_is_told_with_its_weakest_edge() -> None:
    """A < b < c < a with 20, 30 and 12 votes: the last would go, and d stands outside."""
    result = solve_unwinding(graph(*CIRCLE, accepted(C, D, 15, 1)))

    (circle,) = result.value
    (edge,) = circle.edges
    assert "exact" == result.status
    assert (C, A, 12, 4) == (edge.less_wise, edge.wiser, edge.votes, edge.against)
    assert (12, 12, True) == (circle.votes, circle.at_least, circle.only)
    assert (A, B, C) == circle.members


def test_endorsements_before_and_after_are_worked() -> None:
    """Holders 8, 4, 2, 1: kept, the circle pools 14 and hands it on; unwound, they climb a to d."""
    result = solve_unwinding(graph(*CIRCLE, accepted(C, D, 15, 1)))

    told = {(one.card, one.depth): (one.kept, one.unwound) for one in result.endorsed}
    assert [(8, 8), (4, 4), (2, 2), (1, 1)] == [told[card, 0] for card in (A, B, C, D)]
    assert [(0, 0), (0, 8), (0, 4), (15, 3)] == [told[card, 1] for card in (A, B, C, D)]
    assert [(0, 0), (0, 0), (0, 8), (15, 7)] == [told[card, 2] for card in (A, B, C, D)]
    assert [(0, 0), (0, 0), (0, 0), (15, 15)] == [told[card, None] for card in (A, B, C, D)]


def test_contexts_are_not_pooled() -> None:
    """A circle that only closes across two contexts is none."""
    result = solve_unwinding(graph(*CIRCLE[:2], accepted(C, A, 12, 4, context="away")))

    assert ("no_circles", (), ()) == (result.status, result.value, result.endorsed)


def test_nothing_is_removed() -> None:
    """The graph is as it was, and the report says so."""
    before = graph(*CIRCLE)

    result = solve_unwinding(before)

    assert graph(*CIRCLE) == before
    assert any("Nothing was removed" in line for line in result.explain())


def test_more_values_than_memory_holds_are_refused() -> None:
    """Each value more doubles the sets to go through."""
    with pytest.raises(InvalidDocument) as refusal:
        FewestVotes(exact_up_to=40)

    assert "exact-up-to" == refusal.value.code
