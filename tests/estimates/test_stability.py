"""Whether a ranking and its edges would be found again with other people."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings, strategies as st
from scipy import stats

from commonweal.documents import Thresholds
from commonweal.errors import InvalidDocument
from commonweal.estimates import (
    PersonBootstrap,
    SplitHalves,
    StabilityProblem,
    StabilityResult,
    solve_stability,
)
from commonweal.estimates._rank_agreement import overlap, spearman, top_membership
from commonweal.values import (
    AcceptedEdges,
    CarriedEndorsement,
    RankingProblem,
    RankIntervalProblem,
    context_graph,
    count_votes,
    places,
    solve_rank_intervals,
    solve_ranking,
)

from .voting import FIRST, SECOND, Cast, of_behaviour, votes_of

EASY = AcceptedEdges(Thresholds(min_votes=4))


def stability_of(cast: list[Cast], seed: int = 5, **options: object) -> StabilityResult:
    """Return the stability of the only context."""
    method = options.pop("method", PersonBootstrap(replicates=60))
    problem = StabilityProblem(votes=votes_of(cast), context="c0", rule=EASY, **options)
    return solve_stability(problem, method, rng=np.random.default_rng(seed))


def unanimous(people: int = 40) -> list[Cast]:
    """Return votes of people who all call the card with the higher number wiser."""
    return [
        Cast(person, *shown, FIRST if shown[0] > shown[1] else SECOND)
        for person in range(people)
        for low, high in [(0, 1), (1, 2), (2, 3)]
        for shown in [(low, high) if person % 2 else (high, low)]
    ]


@pytest.mark.parametrize(
    "method", [PersonBootstrap(replicates=40), SplitHalves(replicates=40)], ids=lambda m: m.name
)
def test_where_all_agree_everything_is_found_again(method: object) -> None:
    """Whoever is drawn says the same: ranks, edges and the top stay as they are."""
    found = stability_of(unanimous(), method=method, top=2).value

    assert [4, 3, 2, 1] == found.place.tolist() == found.low.tolist() == found.high.tolist()
    assert [0, 0, 0, 1] == found.first_share.tolist()
    assert [(0, 1), (1, 2), (2, 3)] == list(
        zip(found.edge_source.tolist(), found.edge_wiser.tolist(), strict=True)
    )
    assert [1, 1, 1] == found.edge_again.tolist()
    assert (1, 2) == (found.same_first, found.top_overlap.middle)
    assert found.spearman is not None
    assert found.edge_jaccard is not None
    assert found.spearman.middle == pytest.approx(1)
    assert 1 == found.edge_jaccard.middle


def test_where_nobody_means_anything_halves_agree_by_chance() -> None:
    """Votes by lot give halves whose ranks and shares have nothing to do with each other."""
    cast = of_behaviour(3, people=200, prefers=0.5, agrees=0, cards=8)

    found = stability_of(cast, method=SplitHalves(replicates=60)).value

    assert found.share_spearman is not None
    assert abs(found.share_spearman.middle) < 0.35
    assert found.same_first < 0.5


def test_more_people_make_a_graph_steadier() -> None:
    """The halves of many agree more than those of few."""
    few = stability_of(
        of_behaviour(1, people=16, prefers=0.7, agrees=0.1), method=SplitHalves(replicates=40)
    ).value
    many = stability_of(
        of_behaviour(1, people=400, prefers=0.7, agrees=0.1), method=SplitHalves(replicates=40)
    ).value

    assert few.edge_jaccard is not None
    assert many.edge_jaccard is not None
    assert few.edge_jaccard.middle < many.edge_jaccard.middle
    assert few.same_first < many.same_first


def test_ranks_are_those_of_the_rank_intervals() -> None:
    """From the same seed, the bootstrap draws the same people as the published rank intervals."""
    cast = of_behaviour(2, people=40, prefers=0.7, agrees=0.2)
    votes = votes_of(cast)

    found = stability_of(cast, method=PersonBootstrap(replicates=80))
    published = solve_rank_intervals(
        RankIntervalProblem(votes=votes, context="c0", rule=EASY),
        rng=np.random.default_rng(5),
        replicates=80,
    )

    assert published.value.low.tolist() == found.value.low.tolist()
    assert published.value.high.tolist() == found.value.high.tolist()


def test_splitting_by_hand_gives_the_same() -> None:
    """A slow replay with the same generator counts each half's votes as votes of their own."""
    cast = of_behaviour(6, people=31, prefers=0.75, agrees=0.2)
    rng = np.random.default_rng(5)
    jaccards, correlations, firsts = [], [], []
    for _ in range(15):
        half = set(rng.permutation(31)[:15].tolist())
        graphs, ranks = [], []
        for members in (half, set(range(31)) - half):
            counts = count_votes(votes_of([vote for vote in cast if vote.person in members]))
            graph = context_graph(counts, "c0", EASY).graph
            source, wiser, _ = graph.edge_ends()
            graphs.append(set(zip(source.tolist(), wiser.tolist(), strict=True)))
            ranks.append(solve_ranking(RankingProblem(graph=graph)).places())
        if graphs[0] | graphs[1]:
            jaccards.append(len(graphs[0] & graphs[1]) / len(graphs[0] | graphs[1]))
        if all(len(set(rank.tolist())) > 1 for rank in ranks):
            correlations.append(stats.spearmanr(*ranks).statistic)
        tops = [{card for card, place in enumerate(rank) if place == 1} for rank in ranks]
        shares = [{card: 1 / len(top) for card in top} for top in tops]
        firsts.append(sum(shares[0][card] * shares[1][card] for card in tops[0] & tops[1]))

    found = stability_of(cast, method=SplitHalves(replicates=15)).value

    assert found.edge_jaccard is not None
    assert found.spearman is not None
    assert np.mean(jaccards) == pytest.approx(found.edge_jaccard.middle)
    assert np.mean(correlations) == pytest.approx(found.spearman.middle)
    assert np.mean(firsts) == pytest.approx(found.same_first)


def test_the_same_seed_gives_the_same_in_whatever_order_votes_came() -> None:
    """And the seed, the method and its parameters are in the result."""
    cast = of_behaviour(4, people=30, prefers=0.7, agrees=0.1)

    one, other = stability_of(cast, seed=77), stability_of(cast[::-1], seed=77)

    assert one.value.edge_again.tobytes() == other.value.edge_again.tobytes()
    assert one.value.top_overlap == other.value.top_overlap
    assert one.stats == other.stats
    assert (77, 30, 180, 4) == (
        one.stats.seed,
        one.stats.people,
        one.stats.votes,
        one.stats.values,
    )
    assert "bootstrap by person" == one.method
    assert ("pagerank", 60, 5) == tuple(
        one.parameters[name] for name in ("ranking", "replicates", "top")
    )
    assert any("seed 77" in sentence for sentence in one.explain())


def test_renaming_cards_renames_the_result() -> None:
    """Each value keeps its numbers under another name."""
    cast = of_behaviour(4, people=30, prefers=0.7, agrees=0.1)
    renamed = [Cast(v.person, 3 - v.first, 3 - v.second, v.answer) for v in cast]

    one, other = stability_of(cast).value, stability_of(renamed).value

    assert one.place.tolist() == other.place.tolist()[::-1]
    assert one.first_share == pytest.approx(other.first_share[::-1])
    assert one.top_overlap.middle == pytest.approx(other.top_overlap.middle)


def test_asking_twice_as_many_of_the_same_kind_steadies_the_top() -> None:
    """Every person doubled makes the draws vary less."""
    cast = of_behaviour(9, people=30, prefers=0.65, agrees=0.1)
    doubled = cast + [Cast(v.person + 30, v.first, v.second, v.answer) for v in cast]

    one, other = stability_of(cast).value, stability_of(doubled).value

    assert one.edge_again.mean() < other.edge_again.mean()


def test_endorsements_are_those_of_the_cards_in_the_context() -> None:
    """Carried endorsements rank by the holders that are given."""
    found = stability_of(
        unanimous(),
        ranking=CarriedEndorsement(depth=0),
        endorsements=np.array([9.0, 1, 2, 3, 0, 0, 0, 0]),
    ).value

    assert [1, 4, 3, 2] == found.place.tolist()


@given(st.lists(st.integers(0, 3), min_size=1, max_size=9), st.integers(1, 6))
def test_the_top_has_as_many_seats_as_it_says(scores: list[int], top: int) -> None:
    """Ties share the last seats, and every seat is given; without ties all are shared again."""
    place = places(np.array(scores, dtype=float))
    seats = min(top, len(scores))

    membership = top_membership(place, top)

    assert seats == pytest.approx(membership.sum())
    assert overlap(membership, membership) <= seats + 1e-9
    if len(set(scores)) == len(scores):
        assert seats == overlap(membership, membership)


@given(st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4)), min_size=2, max_size=9))
@settings(max_examples=50)
def test_spearman_is_scipys(scores: list[tuple[int, int]]) -> None:
    """With ties too; where one side is all ties there is none."""
    one, other = np.array(scores, dtype=float).T

    found = spearman(places(one), places(other))

    if len(set(one)) == 1 or len(set(other)) == 1:
        assert found is None
    else:
        assert stats.spearmanr(one, other).statistic == pytest.approx(found)


@pytest.mark.parametrize("replicates", [0, -1])
def test_no_draws_are_refused(replicates: int) -> None:
    """There is nothing to tell from none."""
    with pytest.raises(InvalidDocument) as refusal:
        PersonBootstrap(replicates=replicates)

    assert "replicates-out-of-range" == refusal.value.code


def test_no_top_and_no_such_context_are_refused() -> None:
    """Each with its own code."""
    votes = votes_of(unanimous(4))

    with pytest.raises(InvalidDocument) as no_top:
        StabilityProblem(votes=votes, context="c0", top=0)
    with pytest.raises(InvalidDocument) as nowhere:
        solve_stability(StabilityProblem(votes=votes, context="x"), rng=np.random.default_rng(1))

    assert "top-out-of-range" == no_top.value.code
    assert "unknown-context" == nowhere.value.code


def test_half_the_votes_are_fewer_than_a_threshold_asks_for() -> None:
    """Halves of ten people are five: with the usual ten votes no edge is left, and it is told."""
    problem = StabilityProblem(votes=votes_of(unanimous(10)), context="c0")

    found = solve_stability(problem, SplitHalves(replicates=5), rng=np.random.default_rng(1))

    assert 3 == found.stats.edges
    assert found.value.edge_jaccard is None
    assert 0 == found.value.edge_again.max()
    # Halves without an edge tie all four values: that is no agreement on the first.
    assert 0.25 == pytest.approx(found.value.same_first)
