"""Cycles of wiser-than: found, shown by a shortest way round, and never broken."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given, strategies as st

from commonweal.values import ValueGraph, find_cycles

Edges = list[tuple[int, int]]


def graph_of(values: int, edges: Sequence[tuple[int, int]]) -> ValueGraph:
    source, wiser = zip(*edges, strict=True) if edges else ((), ())
    return ValueGraph.from_edges(values, source, wiser)


def around(members: Sequence[int]) -> Edges:
    return list(zip(members, [*members[1:], members[0]], strict=True))


@st.composite
def some_edges(draw: st.DrawFn) -> tuple[int, Edges]:
    values = draw(st.integers(2, 10))
    value = st.integers(0, values - 1)
    edge = st.tuples(value, value).filter(lambda edge: edge[0] != edge[1])
    return values, draw(st.lists(edge, max_size=25))


def distances(values: int, edges: Edges) -> np.ndarray:
    """Return the shortest ways between all values, by trying every value in between."""
    table = np.full((values, values), np.inf)
    for source, wiser in edges:
        table[source, wiser] = 1
    for between in range(values):
        table = np.minimum(table, table[:, [between]] + table[[between], :])
    return table


def test_planted_cycles_are_found_and_nothing_else() -> None:
    """Two circles, a chain between them and a value that nobody compared."""
    edges = [*around([0, 3, 5]), *around([1, 2, 4, 6]), (5, 7), (7, 1)]

    found = find_cycles(graph_of(9, edges))

    assert [((0, 3, 5), (0, 3, 5)), ((1, 2, 4, 6), (1, 2, 4, 6))] == [
        (cycle.members, cycle.example) for cycle in found
    ]
    assert all(cycle.shortest for cycle in found)


def test_the_example_is_the_shortest_way_round() -> None:
    """A circle of six with a short cut is shown by the three that the short cut makes."""
    edges = [*around([0, 1, 2, 3, 4, 5]), (4, 2)]

    (cycle,) = find_cycles(graph_of(6, edges))

    assert (0, 1, 2, 3, 4, 5) == cycle.members
    assert (2, 3, 4) == cycle.example


def test_a_cycle_takes_no_edge_away() -> None:
    """Whose votes to drop is not for software to say."""
    graph = graph_of(3, around([0, 1, 2]))

    find_cycles(graph)

    assert [(0, 1), (1, 2), (2, 0)] == sorted(zip(*map(list, graph.edge_ends()[:2]), strict=True))


@given(some_edges())
def test_the_groups_are_those_that_reach_one_another(drawn: tuple[int, Edges]) -> None:
    """Trying all ways finds the same groups, ordered by their lowest member."""
    values, edges = drawn
    way = distances(values, edges)
    expected = {
        tuple(o for o in range(values) if o == v or np.isfinite(way[v, o] + way[o, v]))
        for v in range(values)
    }

    found = [cycle.members for cycle in find_cycles(graph_of(values, edges))]

    assert sorted(group for group in expected if len(group) > 1) == found


@given(some_edges())
def test_every_example_is_a_way_round_and_none_is_shorter(drawn: tuple[int, Edges]) -> None:
    """Each is held wiser than the one before it, and the first wiser than the last."""
    values, edges = drawn
    way = distances(values, edges)

    for cycle in find_cycles(graph_of(values, edges)):
        assert set(around(cycle.example)) <= set(edges)
        assert set(cycle.example) <= set(cycle.members)
        assert min(cycle.example) == cycle.example[0]
        assert min(way[member, member] for member in cycle.members) == len(cycle.example)
        assert cycle.shortest


@given(some_edges(), st.randoms(use_true_random=False))
def test_the_order_of_edges_changes_no_example(drawn: tuple[int, Edges], random: object) -> None:
    """The same votes in another order show the same cycle."""
    values, edges = drawn
    shuffled = edges + edges[:3]
    random.shuffle(shuffled)  # type: ignore[attr-defined]

    assert find_cycles(graph_of(values, edges)) == find_cycles(graph_of(values, shuffled))


def test_the_groups_are_those_of_networkx() -> None:
    """On a large graph an independent implementation finds the same groups."""
    networkx = pytest.importorskip("networkx")
    rng = np.random.default_rng(8)
    edges = [tuple(edge) for edge in rng.integers(0, 3000, (3600, 2)).tolist()]
    edges = [edge for edge in edges if edge[0] != edge[1]]
    expected = networkx.strongly_connected_components(networkx.DiGraph(edges))

    found = [cycle.members for cycle in find_cycles(graph_of(3000, edges))]

    assert sorted(tuple(sorted(group)) for group in expected if len(group) > 1) == found


def test_where_there_are_too_many_edges_to_try_the_example_says_so() -> None:
    """One way round is still shown."""
    circle = list(range(1600))

    (cycle,) = find_cycles(graph_of(1600, around(circle)))

    assert (tuple(circle), False) == (cycle.example, cycle.shortest)


@pytest.mark.parametrize("edges", [[], [(0, 1), (1, 2), (0, 2)]])
def test_without_a_circle_there_is_none(edges: Edges) -> None:
    """An order is no disagreement."""
    assert () == find_cycles(graph_of(3, edges))


def test_no_values_have_no_cycles() -> None:
    """An empty context is no error."""
    assert () == find_cycles(graph_of(0, []))
