"""Drawing people anew and ranking again, beside rustworkx and networkx.

Ours counts the votes of the people drawn, decides every pair by exact binomial sums, ranks all
values by PageRank and compares ranking and edges with everybody's. Beside it the same draw is
counted and decided by our functions and ranked by a peer, with the peer's own tolerance, which is
laxer than ours. A peer is timed on a few draws. For the comparison of scores it is run again with a
tight tolerance, untimed.
"""

from collections.abc import Callable
from importlib import import_module
from importlib.util import find_spec
from time import perf_counter
from typing import Any

import numpy as np
from benchmarks._row import Row

from commonweal.estimates import PersonBootstrap, StabilityProblem, solve_stability
from commonweal.values import (
    AcceptedEdges,
    ContextVotes,
    PageRank,
    RankingProblem,
    Votes,
    draw_people,
    solve_ranking,
)

VOTES_PER_PAIR = 10
SECONDS = 30
PEER_DRAWS = 3
SCORES_AGREE_TO = 1e-9


def run(*, quick: bool = False) -> list[Row]:
    """Draw people 1,000 times for 10,000 values, or 100 times for 1,000 if quick."""
    values, draws = (1_000, 100) if quick else (10_000, 1_000)
    votes = random_votes(values)
    start = perf_counter()
    problem = StabilityProblem(votes=votes, context="c")
    solve_stability(problem, PersonBootstrap(replicates=draws), rng=np.random.default_rng(1))
    seconds = perf_counter() - start
    size = f"{draws:,} bootstraps of {values:,} values, {len(votes):,} votes"
    rows = [Row(size, f"{seconds:.1f} s", "", "", f"at most {SECONDS} s", met=seconds <= SECONDS)]
    for peer, scores, times in (
        ("rustworkx", rustworkx_scores, 1),
        ("networkx", networkx_scores, 5),
    ):
        if find_spec(peer):
            rows += _beside(votes, scores, seconds / draws, peer=peer, times=times)
    return rows


def random_votes(values: int) -> Votes:
    """Return ten votes on each of five pairs for each value, of as many people as values."""
    rng = np.random.default_rng(20)
    pairs = 5 * values
    low = rng.integers(0, values, pairs)
    high = (low + rng.integers(1, values, pairs)) % values
    keys = np.unique(np.minimum(low, high) * values + np.maximum(low, high))
    low, high = np.repeat(np.stack(np.divmod(keys, values)), VOTES_PER_PAIR, axis=1)
    person = (rng.integers(0, values, len(keys))[:, None] + np.arange(VOTES_PER_PAIR)) % values
    turned = rng.random(len(low)) < 0.5
    # The card with the higher number is the wiser to seventeen in twenty.
    first_wiser = (rng.random(len(low)) < 0.85) == turned
    return Votes.arranged(
        participants=[f"p{number:06}" for number in range(values)],
        contexts=["c"],
        cards=[f"card{number:06}" for number in range(values)],
        participant=person.ravel(),
        context=np.zeros(len(low), dtype=np.int32),
        first=np.where(turned, high, low),
        second=np.where(turned, low, high),
        answer=np.where(first_wiser, 0, 1),
    )


def rustworkx_scores(values: int, edges: list[tuple[int, int]], *, tight: bool = False) -> Any:
    """Return the scores of rustworkx."""
    rustworkx = import_module("rustworkx")
    graph = rustworkx.PyDiGraph()
    graph.add_nodes_from(range(values))
    graph.extend_from_edge_list(edges)
    strict = {"tol": 1e-12 / values, "max_iter": 1000} if tight else {}
    scores = rustworkx.pagerank(graph, **strict)
    return np.array([scores[value] for value in range(values)])


def networkx_scores(values: int, edges: list[tuple[int, int]], *, tight: bool = False) -> Any:
    """Return the scores of networkx."""
    networkx = import_module("networkx")
    graph = networkx.DiGraph()
    graph.add_nodes_from(range(values))
    graph.add_edges_from(edges)
    strict = {"tol": 1e-12 / values, "max_iter": 1000} if tight else {}
    scores = networkx.pagerank(graph, **strict)
    return np.array([scores[value] for value in range(values)])


def _beside(
    votes: Votes,
    scores: Callable[..., Any],
    seconds: float,
    *,
    peer: str,
    times: int,
) -> list[Row]:
    drawn = ContextVotes.of(votes, "c")
    values, apart, theirs = len(drawn.cards), 0.0, 0.0
    for row in draw_people(np.random.default_rng(1), drawn.people, PEER_DRAWS):
        start = perf_counter()
        graph = drawn.graph(drawn.choices(AcceptedEdges(), row[np.newaxis])[0])
        source, wiser, _ = graph.edge_ends()
        edges = list(zip(source.tolist(), wiser.tolist(), strict=True))
        scores(values, edges)
        theirs += perf_counter() - start
        ours = solve_ranking(RankingProblem(graph=graph), PageRank()).value
        apart = max(apart, float(np.abs(scores(values, edges, tight=True) - ours).sum()))
    ratio = theirs / PEER_DRAWS / seconds
    name = f"one bootstrap, beside one ranked by {peer}"
    return [
        Row(
            name,
            f"{1000 * seconds:.1f} ms",
            f"{1000 * theirs / PEER_DRAWS:.1f} ms ({peer})",
            f"{ratio:.1f}x",
            f"at least {times}x",
            met=ratio >= times,
        ),
        Row(
            f"difference of all scores of a bootstrap from those of {peer}, summed",
            f"{apart:.1g}",
            "",
            "",
            f"at most {SCORES_AGREE_TO:g}",
            met=apart <= SCORES_AGREE_TO,
        ),
    ]
