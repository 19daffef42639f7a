"""The wiser-than edges of one context."""

from __future__ import annotations

import numpy as np
import pytest

from commonweal.documents import Thresholds
from commonweal.errors import InvalidDocument
from commonweal.values import (
    AcceptedEdges,
    LikelyEdges,
    RankingProblem,
    VoteCounts,
    answer_entropy,
    context_graph,
    solve_ranking,
)

Pair = tuple[str, str, str, list[int], list[int]]


def counts_of(*pairs: Pair) -> VoteCounts:
    """Return counts from contexts, pairs, and the answers in each order of display."""
    contexts = tuple(sorted({pair[0] for pair in pairs}))
    cards = tuple(sorted({card for pair in pairs for card in pair[1:3]}))
    ordered = sorted(pairs)
    return VoteCounts(
        contexts=contexts,
        cards=cards,
        context=np.array([contexts.index(pair[0]) for pair in ordered], dtype=np.int32),
        low=np.array([cards.index(pair[1]) for pair in ordered], dtype=np.int32),
        high=np.array([cards.index(pair[2]) for pair in ordered], dtype=np.int32),
        counts=np.array([pair[3:] for pair in ordered], dtype=np.int64),
    )


def edges_of(counts: VoteCounts, context: str, rule: object = None) -> set[tuple[str, str, float]]:
    """Return the edges of a context with names in place of numbers."""
    found = context_graph(counts, context, rule)  # type: ignore[arg-type]
    name = [counts.cards[card] for card in found.cards]
    ends = found.graph.edge_ends()
    return {(name[s], name[w], round(float(weight), 6)) for s, w, weight in zip(*ends, strict=True)}


YES, NO, OPEN = [9, 1, 0, 0, 0], [1, 9, 0, 0, 0], [5, 5, 0, 0, 0]


def test_what_is_said_in_one_context_is_an_edge_in_no_other() -> None:
    """Pooled, as in published tools, the two would have cancelled or made a cycle."""
    counts = counts_of(("old", "a", "b", YES, YES), ("young", "a", "b", NO, NO))

    assert {("b", "a", 1.0)} == edges_of(counts, "old")
    assert {("a", "b", 1.0)} == edges_of(counts, "young")


def test_only_accepted_pairs_are_edges() -> None:
    """Contested, thin and complementary pairs leave their values in the graph without an edge."""
    counts = counts_of(
        ("c", "a", "b", YES, YES),
        ("c", "a", "d", OPEN, OPEN),
        ("c", "a", "e", [4, 0, 0, 0, 0], [4, 0, 0, 0, 0]),
        ("c", "a", "f", [0, 0, 20, 0, 0], [0, 0, 20, 0, 0]),
    )

    found = context_graph(counts, "c")

    assert 5 == found.graph.values
    assert {("b", "a", 1.0)} == edges_of(counts, "c")


def test_the_thresholds_of_the_study_make_the_edges() -> None:
    """A study that asks for fewer votes accepts more."""
    counts = counts_of(("c", "a", "b", [4, 0, 0, 0, 0], [4, 0, 0, 0, 0]))

    assert set() == edges_of(counts, "c")
    assert {("b", "a", 1.0)} == edges_of(counts, "c", AcceptedEdges(Thresholds(min_votes=8)))


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ([3, 0, 0, 0, 1], {("b", "a", 0.75)}),
        ([0, 3, 0, 0, 1], {("a", "b", 0.75)}),
        ([1, 0, 0, 0, 0], set()),
        ([4, 2, 0, 0, 0], {("b", "a", 0.333333)}),
        ([4, 2, 0, 0, 1], set()),
        ([3, 3, 0, 0, 0], set()),
    ],
)
def test_likely_edges_are_those_that_published_graphs_keep(
    answers: list[int], expected: set[tuple[str, str, float]]
) -> None:
    """At least two call it wiser, and the surplus is a third of all answers or more."""
    counts = counts_of(("c", "a", "b", answers, [0, 0, 0, 0, 0]))

    assert expected == edges_of(counts, "c", LikelyEdges())


def test_a_pair_that_only_the_entropy_of_impressions_would_drop_is_kept() -> None:
    """Its answers have 1.50 bits, within 1.69; with 16 impressions counted they had 1.75."""
    counts = counts_of(("c", "a", "b", [10, 1, 0, 2, 3], [0, 0, 0, 0, 0]))

    bits = answer_entropy(np.array([[10, 1, 0, 2, 3, 0], [10, 1, 0, 2, 3, 16]]))

    assert [1.5, 1.75] == bits.round(2).tolist()
    assert {("b", "a", 0.5625)} == edges_of(counts, "c", LikelyEdges())


def test_likely_edges_drop_answers_that_are_too_divided() -> None:
    """The limit is the study's."""
    counts = counts_of(("c", "a", "b", [10, 1, 0, 2, 3], [0, 0, 0, 0, 0]))

    assert set() == edges_of(counts, "c", LikelyEdges(max_entropy=1.0))


def test_the_graph_of_a_context_can_be_ranked() -> None:
    """What most hold to be the wiser stands first."""
    counts = counts_of(("c", "a", "b", YES, YES), ("c", "b", "d", NO, NO), ("x", "a", "z", NO, NO))

    found = context_graph(counts, "c")
    ranking = solve_ranking(RankingProblem(graph=found.graph))

    assert ["a", "b", "d"] == [counts.cards[card] for card in found.cards]
    assert [1, 3, 1] == ranking.places().tolist()


def test_a_context_that_nobody_voted_in_has_no_graph() -> None:
    """A name that is not there is most often a slip."""
    with pytest.raises(InvalidDocument) as refusal:
        context_graph(counts_of(("c", "a", "b", YES, YES)), "d")

    assert "unknown-context" == refusal.value.code
