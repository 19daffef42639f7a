"""Endorsements carried up by so many steps."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from hypothesis import given, strategies as st

from commonweal.errors import InvalidDocument
from commonweal.values import CarriedEndorsement, RankingProblem, ValueGraph, solve_ranking

Edges = list[tuple[int, int]]


def carried(
    values: int, edges: Edges, depth: int | None, held: list[float] | None = None
) -> np.ndarray:
    source, wiser = zip(*edges, strict=True) if edges else ((), ())
    problem = RankingProblem(
        graph=ValueGraph.from_edges(values, source, wiser),
        endorsements=None if held is None else np.array(held, dtype=np.float64),
    )
    return solve_ranking(problem, CarriedEndorsement(depth=depth)).value


@st.composite
def some_edges(draw: st.DrawFn, *, upward: bool = False) -> tuple[int, Edges, list[float]]:
    """Draw edges between different values, only to higher numbers if ``upward``."""
    values = draw(st.integers(2, 9))
    value = st.integers(0, values - 1)
    edges = draw(
        st.lists(
            st.tuples(value, value).filter(
                lambda edge: edge[0] < edge[1] if upward else edge[0] != edge[1]
            ),
            max_size=3 * values,
        )
    )
    held = draw(st.lists(st.integers(0, 30).map(float), min_size=values, max_size=values))
    return values, edges, held


def together(values: int, edges: Edges) -> list[frozenset[int]]:
    """Return for each value those that it reaches and that reach it, by trying all ways."""
    reaches = [{value} for value in range(values)]
    for _ in range(values):
        for source, wiser in edges:
            reaches[source] |= reaches[wiser]
    return [
        frozenset(other for other in reaches[value] if value in reaches[other])
        for value in range(values)
    ]


def carried_slowly(
    values: int, edges: Edges, depth: int, held: list[float]
) -> list[Fraction] | list[float]:
    """Carry group by group and edge by edge in exact numbers, as the definition says."""
    if depth == 0:
        return held
    group = together(values, edges)
    mass: dict[frozenset[int], Fraction] = {}
    for value, number in enumerate(held):
        mass[group[value]] = mass.get(group[value], Fraction(0)) + Fraction(number)
    leaving = {
        one: [group[wiser] for source, wiser in edges if group[source] == one != group[wiser]]
        for one in mass
    }
    for _ in range(depth):
        after = dict.fromkeys(mass, Fraction(0))
        for one, number in mass.items():
            for other in leaving[one] or [one]:
                after[other] += number / len(leaving[one] or [one])
        mass = after
    return [mass[group[value]] / len(group[value]) for value in range(values)]


def test_depth_zero_counts_plain_endorsements() -> None:
    """Nobody's endorsement moves, on a cycle or off it."""
    edges = [(0, 1), (1, 2), (2, 0), (2, 3)]

    assert [5, 1, 0, 2] == carried(4, edges, 0, [5, 1, 0, 2]).tolist()


@pytest.mark.parametrize(
    ("depth", "expected"),
    [(0, [4, 0, 0, 0]), (1, [0, 2, 2, 0]), (2, [0, 0, 3, 1]), (9, [0, 0, 3, 1])],
)
def test_each_step_splits_an_endorsement_among_the_wiser(depth: int, expected: list[float]) -> None:
    """Four endorse the lowest value; what has nothing wiser keeps what it has."""
    edges = [(0, 1), (0, 2), (1, 2), (1, 3)]

    assert expected == carried(4, edges, depth, [4, 0, 0, 0]).tolist()


def test_weights_split_an_endorsement_in_their_proportion() -> None:
    """Three parts go where the weight is three times as high."""
    graph = ValueGraph.from_edges(3, [0, 0], [1, 2], weight=[3.0, 1.0])
    problem = RankingProblem(graph=graph, endorsements=np.array([8.0, 0.0, 0.0]))

    assert [0, 6, 2] == solve_ranking(problem, CarriedEndorsement()).value.tolist()


def test_the_whole_way_up_ends_where_nothing_is_wiser() -> None:
    """All endorsements of a chain arrive at its top."""
    chain = [(value, value + 1) for value in range(5)]

    assert [0, 0, 0, 0, 0, 6] == carried(6, chain, None).tolist()


def test_the_members_of_a_cycle_share_what_reaches_it() -> None:
    """A cycle orders none of its members, whichever of them an edge leads to."""
    edges = [(0, 1), (1, 2), (2, 3), (3, 1)]

    assert pytest.approx([0, 4, 4, 4]) == carried(4, edges, None, [6, 3, 2, 1])
    assert pytest.approx([0, 4, 4, 4]) == carried(4, edges, 1, [6, 3, 2, 1])


def test_a_cycle_with_a_way_out_hands_on_all_it_holds() -> None:
    """Also what was held by members from which no edge leads out."""
    edges = [(0, 1), (1, 2), (2, 0), (2, 3)]

    assert pytest.approx([0, 0, 0, 9]) == carried(4, edges, None, [2, 3, 4, 0])


@given(some_edges(), st.integers(0, 12))
def test_a_slow_walk_in_exact_numbers_arrives_at_the_same(
    drawn: tuple[int, Edges, list[float]], depth: int
) -> None:
    """The definition, followed edge by edge."""
    values, edges, held = drawn

    expected = [float(score) for score in carried_slowly(values, edges, depth, held)]

    assert pytest.approx(expected, abs=1e-9) == carried(values, edges, depth, held)


@given(some_edges())
def test_the_whole_way_up_is_as_many_steps_as_there_are(
    drawn: tuple[int, Edges, list[float]],
) -> None:
    """No graph of n values has a way of n steps, and what has arrived stays."""
    values, edges, held = drawn

    all_the_way = carried(values, edges, None, held)

    # At depth 0 cycles do not share; from one step on they do, as on the whole way.
    assert pytest.approx(carried(values, edges, values, held), abs=1e-9) == all_the_way
    assert pytest.approx(carried(values, edges, values + 7, held), abs=1e-9) == all_the_way


@given(some_edges(), st.sampled_from([0, 1, 2, 5, None]))
def test_no_endorsement_is_lost_at_any_depth(
    drawn: tuple[int, Edges, list[float]], depth: int | None
) -> None:
    """As many endorsements come out as went in."""
    values, edges, held = drawn

    assert pytest.approx(sum(held)) == carried(values, edges, depth, held).sum()


@given(some_edges(upward=True), st.integers(0, 9))
def test_without_cycles_it_is_the_plain_walk(
    drawn: tuple[int, Edges, list[float]], depth: int
) -> None:
    """Multiplying by the dense matrix of the walk gives the same."""
    values, edges, held = drawn
    move = np.zeros((values, values))
    for source, wiser in edges:
        move[source, wiser] += 1
    for value, row in enumerate(move):
        row[value] = 0 if row.any() else 1
    move /= move.sum(axis=1, keepdims=True)

    expected = np.array(held) @ np.linalg.matrix_power(move, depth)

    assert pytest.approx(expected, abs=1e-9) == carried(values, edges, depth, held)


@given(some_edges(), st.sampled_from([0, 1, 3, None]), st.randoms(use_true_random=False))
def test_renaming_values_renames_what_reaches_them(
    drawn: tuple[int, Edges, list[float]], depth: int | None, random: Any
) -> None:
    """Names and the order of edges change nothing."""
    values, edges, held = drawn
    new_name = list(range(values))
    random.shuffle(new_name)
    renamed = [(new_name[source], new_name[wiser]) for source, wiser in edges]
    random.shuffle(renamed)
    held_renamed = [0.0] * values
    for value, number in enumerate(held):
        held_renamed[new_name[value]] = number

    scores = carried(values, edges, depth, held)

    assert (
        pytest.approx(scores, abs=1e-9) == carried(values, renamed, depth, held_renamed)[new_name]
    )


def test_without_endorsements_named_everybody_counts_once() -> None:
    """Each value then starts with one."""
    result = solve_ranking(
        RankingProblem(graph=ValueGraph.from_edges(3, [0, 1], [2, 2])), CarriedEndorsement()
    )

    assert [0, 0, 3] == result.value.tolist()
    assert ("exact", 1, {"depth": None}) == (result.status, result.stats.steps, result.parameters)


def test_no_values_have_no_scores_at_any_depth() -> None:
    """An empty context is no error."""
    assert [[], [], []] == [carried(0, [], depth).tolist() for depth in (0, 2, None)]


def test_a_depth_below_zero_is_refused() -> None:
    """There are no steps down."""
    with pytest.raises(InvalidDocument) as refusal:
        CarriedEndorsement(depth=-1)

    assert "depth-out-of-range" == refusal.value.code


@pytest.mark.parametrize("held", [[1.0], [1.0, -1.0], [1.0, float("nan")]])
def test_endorsements_that_are_no_numbers_of_people_are_refused(held: list[float]) -> None:
    """One number for each value, none negative."""
    with pytest.raises(InvalidDocument) as refusal:
        RankingProblem(graph=ValueGraph.from_edges(2, [], []), endorsements=np.array(held))

    assert "invalid-endorsements" == refusal.value.code
