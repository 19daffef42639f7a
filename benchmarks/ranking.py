"""Ranking values by PageRank beside rustworkx, igraph and networkx, building included.

Everybody starts from the same NumPy arrays of edges and weights and ends with one score for each
value. Peers keep their own defaults while they are timed; ours keeps its own too, which are the
strictest. For the comparison of scores the peers are run again with tight tolerances, untimed.
"""

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from time import perf_counter
from typing import Any

import numpy as np
from benchmarks._row import Row

from commonweal.values import PageRank, RankingProblem, ValueGraph, solve_ranking

SCORES_AGREE_TO = 1e-9
REPEATS = 5


@dataclass(frozen=True, slots=True)
class Edges:
    """A random graph: which value leads to which, and with which weight."""

    values: int
    source: Any
    wiser: Any
    weight: Any

    def pairs(self) -> list[tuple[int, int]]:
        """Return the edges as pairs of Python integers."""
        return list(zip(self.source.tolist(), self.wiser.tolist(), strict=True))

    def triples(self) -> list[tuple[int, int, float]]:
        """Return the edges with their weights."""
        return list(
            zip(self.source.tolist(), self.wiser.tolist(), self.weight.tolist(), strict=True)
        )

    def title(self) -> str:
        """Return the size in words."""
        return f"ranking {self.values:,} values, {len(self.source):,} edges, building included"


def run(*, quick: bool = False) -> list[Row]:
    """Measure 100,000 values and 1,000,000 edges, or a tenth of both if quick."""
    large = random_edges(*((10_000, 100_000) if quick else (100_000, 1_000_000)))
    small = random_edges(*((2_000, 20_000) if quick else (20_000, 200_000)))
    rows: list[Row] = []
    if find_spec("rustworkx"):
        rows += _beside(large, "rustworkx", rustworkx_scores, 5)
    if find_spec("igraph"):
        rows += _beside(large, "igraph, from a list of pairs", igraph_scores, 15)
        rows += _beside(large, "igraph, from the array", igraph_scores_from_array, 15)
    if find_spec("networkx"):
        rows += _beside(small, "networkx", networkx_scores, 50)
    return rows


def random_edges(values: int, edges: int) -> Edges:
    """Return a graph of distinct edges between different values, the same one every time."""
    rng = np.random.default_rng(20)
    keys = np.unique(rng.integers(0, values * values, edges + edges // 10))
    source, wiser = np.divmod(rng.permutation(keys), values)
    different = np.flatnonzero(source != wiser)[:edges]
    return Edges(values, source[different], wiser[different], rng.uniform(0.1, 1, edges))


def our_scores(edges: Edges) -> Any:
    """Return our scores."""
    graph = ValueGraph.from_edges(edges.values, edges.source, edges.wiser, weight=edges.weight)
    return solve_ranking(RankingProblem(graph=graph), PageRank()).value


def rustworkx_scores(edges: Edges, *, tight: bool = False) -> Any:
    """Return the scores of rustworkx."""
    rustworkx = import_module("rustworkx")
    graph = rustworkx.PyDiGraph()
    graph.add_nodes_from(range(edges.values))
    graph.extend_from_weighted_edge_list(edges.triples())
    strict = {"tol": 1e-12 / edges.values, "max_iter": 1000} if tight else {}
    scores = rustworkx.pagerank(graph, weight_fn=float, **strict)
    return np.array([scores[value] for value in range(edges.values)])


def igraph_scores(edges: Edges, *, tight: bool = False) -> Any:
    """Return the scores of igraph, whose default method is as tight as it gets."""
    del tight
    graph = import_module("igraph").Graph(edges.values, edges.pairs(), directed=True)
    return np.array(graph.pagerank(weights=edges.weight.tolist()))


def igraph_scores_from_array(edges: Edges, *, tight: bool = False) -> Any:
    """Return the same, the edges being handed over as an array."""
    del tight
    ends = np.stack([edges.source, edges.wiser], axis=1)
    graph = import_module("igraph").Graph(edges.values, ends, directed=True)
    return np.array(graph.pagerank(weights=edges.weight.tolist()))


def networkx_scores(edges: Edges, *, tight: bool = False) -> Any:
    """Return the scores of networkx."""
    networkx = import_module("networkx")
    graph = networkx.DiGraph()
    graph.add_nodes_from(range(edges.values))
    graph.add_weighted_edges_from(edges.triples())
    strict = {"tol": 1e-12 / edges.values, "max_iter": 1000} if tight else {}
    scores = networkx.pagerank(graph, **strict)
    return np.array([scores[value] for value in range(edges.values)])


def _beside(edges: Edges, peer: str, scores: Callable[..., Any], times: int) -> list[Row]:
    ours = _seconds(lambda: our_scores(edges))
    theirs = _seconds(lambda: scores(edges))
    apart = float(np.abs(our_scores(edges) - scores(edges, tight=True)).sum())
    ratio = theirs / ours
    return [
        Row(
            edges.title(),
            f"{1000 * ours:.0f} ms",
            f"{1000 * theirs:.0f} ms ({peer})",
            f"{ratio:.1f}x",
            f"at least {times}x",
            met=ratio >= times,
        ),
        Row(
            f"difference of all scores from those of {peer}, summed",
            f"{apart:.1g}",
            "",
            "",
            f"at most {SCORES_AGREE_TO:g}",
            met=apart <= SCORES_AGREE_TO,
        ),
    ]


def _seconds(work: Callable[[], object]) -> float:
    """Return the shortest of several runs, which other work on the machine disturbs the least."""
    shortest = float("inf")
    for _ in range(REPEATS):
        start = perf_counter()
        work()
        shortest = min(shortest, perf_counter() - start)
    return shortest
