"""Ranking by PageRank and by in-strength."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest
from hypothesis import given, strategies as st

from commonweal.errors import InvalidDocument, NotConverged
from commonweal.values import InStrength, PageRank, RankingProblem, ValueGraph, solve_ranking
from commonweal.values._ranking_result import places


@st.composite
def weighted_edges(draw: st.DrawFn, most: int = 12) -> tuple[int, list[tuple[int, int, float]]]:
    """Draw a number of values, and edges between different ones, some of them parallel."""
    values = draw(st.integers(2, most))
    value = st.integers(0, values - 1)
    weight = st.sampled_from([0.25, 0.5, 1.0, 3.0])
    edge = st.tuples(value, value, weight).filter(lambda edge: edge[0] != edge[1])
    return values, draw(st.lists(edge, max_size=4 * values))


def graph_of(values: int, edges: list[tuple[int, int, float]]) -> ValueGraph:
    source, wiser, weight = zip(*edges, strict=True) if edges else ((), (), ())
    return ValueGraph.from_edges(values, source, wiser, weight=weight)


def ranked(values: int, edges: list[tuple[int, int, float]], method: Any = None) -> np.ndarray:
    return solve_ranking(RankingProblem(graph=graph_of(values, edges)), method).value


def dense_pagerank(values: int, edges: list[tuple[int, int, float]], damping: float) -> np.ndarray:
    """Solve the equations of PageRank as they stand, with a dense matrix."""
    move = np.zeros((values, values))
    for source, wiser, weight in edges:
        move[source, wiser] += weight
    for row in move:
        row[:] = row / row.sum() if row.sum() else 1 / values
    return np.linalg.solve(
        np.eye(values) - damping * move.T, np.full(values, (1 - damping) / values)
    )


def test_two_values_have_the_scores_worked_by_hand() -> None:
    """With a→b, a gets (1-d)/2 + d·b/2 and b the rest: 20/57 and 37/57."""
    scores = ranked(2, [(0, 1, 1.0)])

    assert pytest.approx([20 / 57, 37 / 57], abs=1e-10) == scores


def test_no_score_is_lost_where_nothing_wiser_is_known() -> None:
    """Published graphs lost the score of 19 of 60 values in each step and summed to 0.419."""
    edges = [(value, 41 + value % 19, 1.0) for value in range(41)]
    edges += [(value, value + 1, 0.5) for value in range(40)]
    problem = RankingProblem(graph=graph_of(60, edges))

    result = solve_ranking(problem)

    assert 19 == result.stats.without_wiser
    assert pytest.approx(1.0, abs=1e-12) == result.value.sum()
    assert pytest.approx(dense_pagerank(60, edges, 0.85), abs=1e-10) == result.value


@given(weighted_edges(), st.sampled_from([0.0, 0.5, 0.85, 0.99]))
def test_the_scores_solve_the_equations(
    drawn: tuple[int, list[tuple[int, int, float]]], damping: float
) -> None:
    """A dense solver finds the same, within the tolerance promised."""
    expected = dense_pagerank(*drawn, damping)

    scores = ranked(*drawn, PageRank(damping=damping, max_steps=10_000))

    assert 1.1e-10 >= np.abs(expected - scores).sum()


@given(weighted_edges())
def test_the_scores_are_those_of_networkx(
    drawn: tuple[int, list[tuple[int, int, float]]],
) -> None:
    """An independent implementation agrees to nine decimals, parallel edges included."""
    networkx = pytest.importorskip("networkx")
    values, edges = drawn
    graph = networkx.MultiDiGraph()
    graph.add_nodes_from(range(values))
    graph.add_weighted_edges_from(edges)
    expected = networkx.pagerank(graph, tol=1e-15, max_iter=10_000)

    assert pytest.approx([expected[value] for value in range(values)], abs=1e-9) == ranked(
        values, edges
    )


@given(weighted_edges(), st.randoms(use_true_random=False), st.sampled_from([None, InStrength()]))
def test_renaming_values_renames_their_scores(
    drawn: tuple[int, list[tuple[int, int, float]]], random: Any, method: Any
) -> None:
    """What a value is called, and the order of edges, change no score."""
    values, edges = drawn
    new_name = list(range(values))
    random.shuffle(new_name)
    renamed = [(new_name[source], new_name[wiser], weight) for source, wiser, weight in edges]
    random.shuffle(renamed)

    scores, renamed_scores = ranked(values, edges, method), ranked(values, renamed, method)

    assert pytest.approx(scores, abs=1e-9) == renamed_scores[new_name]


@given(weighted_edges())
def test_an_edge_told_twice_is_an_edge_of_twice_the_weight(
    drawn: tuple[int, list[tuple[int, int, float]]],
) -> None:
    """Parallel edges add up, and PageRank only looks at proportions."""
    values, edges = drawn
    doubled = [(source, wiser, 2 * weight) for source, wiser, weight in edges]

    assert pytest.approx(ranked(values, doubled)) == ranked(values, edges + edges)
    assert pytest.approx(ranked(values, edges)) == ranked(values, edges + edges)


def test_the_same_graph_gives_the_same_bytes() -> None:
    """Nothing in a ranking is left to chance."""
    rng = np.random.default_rng(3)
    source, weight = rng.integers(0, 300, 4000).tolist(), rng.uniform(0.1, 1, 4000).tolist()
    edges = [(s, (s * s + 1) % 300, w) for s, w in zip(source, weight, strict=True)]
    edges = [edge for edge in edges if edge[0] != edge[1]]

    assert ranked(300, edges).tobytes() == ranked(300, edges).tobytes()


def test_a_ranking_that_is_cut_short_says_so() -> None:
    """Its status is data; asked to, it becomes an error with a code."""
    chain = [(value, value + 1, 1.0) for value in range(9)]
    problem = RankingProblem(graph=graph_of(10, chain))

    cut_short = solve_ranking(problem, PageRank(max_steps=3))
    done = solve_ranking(problem)

    assert ("max_steps", 3) == (cut_short.status, cut_short.stats.steps)
    with pytest.raises(NotConverged) as refusal:
        cut_short.raise_for_status()
    assert "ranking-not-converged" == refusal.value.code
    assert "converged" == done.raise_for_status().status


def test_a_result_names_its_method_parameters_and_size() -> None:
    """Whoever reads a ranking can see how it came about."""
    result = solve_ranking(RankingProblem(graph=graph_of(3, [(0, 1, 1.0)])), PageRank(damping=0.5))

    assert "pagerank" == result.method
    assert {"damping": 0.5, "tol": 1e-10, "max_steps": 1000} == result.parameters
    assert (3, 1, 2) == (result.stats.values, result.stats.edges, result.stats.without_wiser)
    assert any("damping 0.5" in sentence for sentence in result.explain())


def test_without_edges_all_values_are_alike() -> None:
    """Nobody compared them, so nothing tells them apart."""
    problem = RankingProblem(graph=graph_of(4, []))

    result = solve_ranking(problem)

    assert pytest.approx([0.25] * 4) == result.value
    assert [1, 1, 1, 1] == result.places().tolist()


@pytest.mark.parametrize("method", [PageRank(), InStrength()])
def test_no_values_have_no_scores(method: Any) -> None:
    """An empty context is no error."""
    assert [] == ranked(0, [], method).tolist()


@pytest.mark.parametrize("damping", [-0.1, 1.0, math.nan])
def test_a_damping_factor_without_a_ranking_is_refused(damping: float) -> None:
    """At 1 scores need not settle; below 0 they mean nothing."""
    with pytest.raises(InvalidDocument) as refusal:
        PageRank(damping=damping)

    assert "damping-out-of-range" == refusal.value.code


def test_in_strength_sums_the_weights_of_incoming_edges() -> None:
    """Two values hold c to be wiser, one of them strongly."""
    result = solve_ranking(
        RankingProblem(graph=graph_of(3, [(0, 2, 1.0), (1, 2, 0.5), (0, 1, 0.25)])), InStrength()
    )

    assert [0.0, 0.25, 1.5] == result.value.tolist()
    assert ("exact", [3, 2, 1]) == (result.status, result.places().tolist())


@pytest.mark.parametrize(
    ("scores", "expected"),
    [
        ([], []),
        ([5.0, 7.0, 5.0, 1.0], [2, 1, 2, 4]),
        ([0.1 + 0.2, 0.3, 0.4], [2, 2, 1]),
        ([0.0, 0.0], [1, 1]),
    ],
)
def test_values_that_differ_by_rounding_alone_share_a_place(
    scores: list[float], expected: list[int]
) -> None:
    """Ties share the better place, and the place after them is left out."""
    assert expected == places(np.array(scores)).tolist()


@pytest.mark.parametrize(
    ("source", "wiser", "weight"),
    [
        ([0], [0], [1.0]),
        ([0], [3], [1.0]),
        ([-1], [0], [1.0]),
        ([0], [1], [0.0]),
        ([0], [1], [math.nan]),
        ([0, 1], [1], [1.0]),
        ([0], [1], [1.0, 1.0]),
    ],
)
def test_an_edge_that_means_nothing_is_refused(
    source: list[int], wiser: list[int], weight: list[float]
) -> None:
    """To itself, to no value, of no weight, or without a counterpart."""
    with pytest.raises(InvalidDocument) as refusal:
        ValueGraph.from_edges(3, source, wiser, weight=weight)

    assert "invalid-edge" == refusal.value.code
