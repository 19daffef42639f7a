"""What an estimate is, whatever the votes: its bounds, its symmetries, its refusals."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from hypothesis import given, strategies as st

from commonweal.documents import Context
from commonweal.errors import InvalidDocument, NotConverged
from commonweal.estimates import (
    HierarchicalEstimate,
    PlantedStudy,
    WiserEstimate,
    WiserProblem,
    plant_votes,
    solve_wiser,
)
from commonweal.values import Votes

from .conftest import BROADER, CONTEXTS, _votes_of

FIRST, SECOND, BOTH, NEITHER, UNSURE = range(5)
MIRRORED = {FIRST: SECOND, SECOND: FIRST}
VotesOf = Callable[[list[Any]], Votes]

votes_cast = st.dictionaries(
    st.tuples(st.integers(0, 7), st.sampled_from("cd"), st.sampled_from(["ab", "ac", "bc"])),
    st.tuples(st.booleans(), st.integers(0, 4)),
    max_size=40,
)


def rows_of(cast: dict[tuple[int, str, str], tuple[bool, int]]) -> list[Any]:
    """Return votes as rows: person, context, two cards as shown, code of the answer."""
    return [
        (f"p{person}", context, *(pair[::-1] if turned else pair), answer)
        for (person, context, pair), (turned, answer) in cast.items()
    ]


def estimate(rows: list[Any], **options: Any) -> WiserEstimate:
    """Return the estimate of votes given as rows, where one context lies in the other."""
    problem = WiserProblem(votes=_votes_of(rows), broader={"d": ("c",)})
    return solve_wiser(problem, HierarchicalEstimate(**options))


@given(votes_cast)
def test_shares_are_shares_and_intervals_hold_their_middle(cast: Any) -> None:
    """Whatever was voted, everything is a number in its range."""
    found = estimate(rows_of(cast))

    value = found.value
    assert found.status == "converged"
    assert ((value.low > 0) & (value.low < value.middle)).all()
    assert ((value.middle < value.high) & (value.high < 1)).all()
    assert (value.votes <= value.answers).all()
    others = value.both_needed + value.neither + value.unsure
    assert ((others > 0) & (others < 1)).all()
    assert found.stats.votes == value.votes.sum()
    assert np.isfinite([found.first_shown.low, found.first_shown.high]).all()


@given(votes_cast, st.randoms(use_true_random=False))
def test_the_order_in_which_votes_came_leaves_no_trace(cast: Any, random: Any) -> None:
    """The same votes in another order give the same bytes."""
    rows = rows_of(cast)
    shuffled = random.sample(rows, len(rows))

    one, other = estimate(rows), estimate(shuffled)

    assert one.value.log_odds.tobytes() == other.value.log_odds.tobytes()
    assert one.value.deviation.tobytes() == other.value.deviation.tobytes()
    assert one.stats == other.stats


@given(votes_cast)
def test_exchanging_the_cards_of_a_pair_mirrors_its_share(cast: Any) -> None:
    """Nothing hangs on which of two ids sorts first."""
    rows = rows_of({key: said for key, said in cast.items() if key[2] == "ab"})
    turn = str.maketrans("ab", "ba")
    turned = [(who, where, x.translate(turn), y.translate(turn), a) for who, where, x, y, a in rows]

    one, other = estimate(rows), estimate(turned)

    assert np.allclose(one.value.middle, 1 - other.value.middle, atol=1e-6)
    assert np.allclose(one.value.low, 1 - other.value.high, atol=1e-6)
    assert np.isclose(one.first_shown.middle, other.first_shown.middle, atol=1e-6)


def test_of_no_votes_there_is_an_empty_estimate() -> None:
    """No rows, no edges, and an order effect that may be anything."""
    found = estimate([])

    assert (0, 0, 0) == (len(found.value.middle), found.stats.votes, found.stats.called)
    assert found.first_shown.low < -3
    assert found.first_shown.high > 3


def test_answers_that_take_no_side_say_nothing_of_the_share() -> None:
    """The share is as unknown as before, and the shares of the answers are told."""
    rows = [(f"p{n}", "c", "a", "b", BOTH if n < 30 else UNSURE) for n in range(40)]

    found = estimate(rows)

    assert [0] == found.value.votes.tolist()
    assert np.isclose(found.value.middle[0], 0.5)
    assert found.value.low[0] < 0.2
    assert 0.7 < found.value.both_needed[0] < 0.76
    assert 0 < found.value.neither[0] < 0.03


def test_few_answers_are_drawn_towards_the_study() -> None:
    """One "neither" on a pair does not make a share of one; two hundred elsewhere hold it back."""
    rows = [(f"p{n}", "c", "a", "b", FIRST if n % 2 else BOTH) for n in range(200)]
    rows += [("p0", "c", "a", "e", NEITHER)]

    found = estimate(rows)

    assert found.value.neither[1] < 0.6
    assert found.value.both_needed[0] > 0.45


def test_a_context_without_votes_of_its_own_leans_on_a_broader_one() -> None:
    """What nobody was asked in the narrow one is expected to be as in the broad one."""
    rows = [
        (f"p{n}", "c", *(("a", "b") if n % 2 else ("b", "a")), FIRST if n % 2 else SECOND)
        for n in range(60)
    ]
    rows += [("q", "d", "a", "b", UNSURE)]

    pooled, apart = estimate(rows), estimate(rows, pool=False)

    assert pooled.value.middle[1] > 0.85
    assert np.isclose(apart.value.middle[1], 0.5)
    assert pooled.value.low[1] < pooled.value.low[0]


def test_what_being_shown_first_does_in_each_context_is_told_apart() -> None:
    """Where contexts differ, their effects are recovered when asked for, and not otherwise."""
    plan = PlantedStudy(
        pairs=100, people=300, votes=30, contexts=CONTEXTS, broader=BROADER, spread_of_orders=0.6
    )
    planted = plant_votes(plan, rng=np.random.default_rng(3))
    problem = WiserProblem(votes=planted.votes, broader=BROADER)

    apart = solve_wiser(problem, HierarchicalEstimate(order_effect="context"))
    study = solve_wiser(problem)

    assert np.abs(apart.first_shown.by_context - planted.order_effect).max() < 0.25
    assert 1 == len(set(study.first_shown.by_context.tolist()))


def test_a_planted_study_says_what_each_row_was_planted_with() -> None:
    """With very many votes, and nothing in the way, counts come close to the planted shares."""
    plan = PlantedStudy(
        pairs=20,
        people=4000,
        votes=4000,
        contexts=("b", "a"),
        broader={"a": ("b",)},
        order_effect=0,
        spread_of_people=0,
        no_side=0.25,
    )

    planted = plant_votes(plan, rng=np.random.default_rng(1))

    found = solve_wiser(WiserProblem(votes=planted.votes))
    counts = found.counts.counts.sum(axis=1)
    assert np.abs(counts[:, 0] / counts[:, :2].sum(axis=1) - planted.share).max() < 0.04
    assert np.abs(counts[:, 2:] / counts.sum(axis=1, keepdims=True) - 0.25 / 3).max() < 0.03
    assert np.isclose(found.value.both_needed, 0.25 / 3, atol=0.02).all()


def test_the_result_says_what_was_done(votes_of: VotesOf) -> None:
    """Method, parameters and findings are in it, and can be told in sentences."""
    rows = [(f"p{n}", "c", "a", "b", FIRST) for n in range(12)]

    found = solve_wiser(WiserProblem(votes=votes_of(rows)))

    assert ("hierarchical", Fraction(19, 20)) == (found.method, found.level)
    assert "study" == found.parameters["order_effect"]
    assert found.explain()[0] == "12 people took a side, in 12 votes."
    assert found.explain()[-1].endswith("it decides nothing.")


def test_a_fit_that_is_cut_short_says_so() -> None:
    """The estimate is data; asked for, the failure is an error with its code."""
    planted = plant_votes(PlantedStudy(pairs=5, people=40, votes=20), rng=np.random.default_rng(1))

    found = solve_wiser(WiserProblem(votes=planted.votes), HierarchicalEstimate(max_passes=1))

    with pytest.raises(NotConverged) as refusal:
        found.raise_if_failed()
    assert ("max_passes", "estimate-not-converged") == (found.status, refusal.value.code)


def test_contexts_in_a_circle_are_refused(votes_of: VotesOf) -> None:
    """Both contexts of the circle are named."""
    votes = votes_of([("p", "c", "a", "b", FIRST)])

    with pytest.raises(InvalidDocument) as refusal:
        WiserProblem(votes=votes, broader={"c": ("d",), "d": ("c",)})

    assert ["cyclic-contexts"] * 2 == [problem.code for problem in refusal.value.problems]


def test_shares_outside_their_range_are_refused_together() -> None:
    """A level of one and a rate of zero are two problems."""
    with pytest.raises(InvalidDocument) as refusal:
        HierarchicalEstimate(level=Fraction(1), false_edge_rate=Fraction(0))

    assert ["level", "false_edge_rate"] == [problem.path for problem in refusal.value.problems]
    assert "estimate-out-of-range" == refusal.value.code


def test_two_votes_of_one_person_on_a_pair_are_refused(votes_of: VotesOf) -> None:
    """An estimate counts nobody twice."""
    votes = votes_of([("p", "c", "a", "b", FIRST), ("p", "c", "b", "a", FIRST)])

    with pytest.raises(InvalidDocument) as refusal:
        solve_wiser(WiserProblem(votes=votes))

    assert "voted-twice" == refusal.value.code


def test_contexts_come_from_documents(votes_of: VotesOf) -> None:
    """What is broader is as the study declares it."""
    said = {"by": "test", "origin": "synthetic", "said_at": "2026-01-01T00:00:00Z"}
    contexts = [
        Context.model_validate({**said, "name": "c", "text": "when at sea", "broader": ("d",)}),
        Context.model_validate({**said, "name": "d", "text": "when abroad"}),
    ]

    problem = WiserProblem.from_documents(votes_of([("p", "c", "a", "b", FIRST)]), contexts)

    assert {"c": ("d",), "d": ()} == problem.broader
