"""What changed between two graphs, and what only looks so."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from scipy.stats import fisher_exact

from commonweal.documents import (
    MoralGraph,
    PairCounts,
    PairVerdict,
    PublishedPolicy,
    PublishedValue,
    Rank,
)
from commonweal.errors import InvalidDocument
from commonweal.estimates import DriftProblem, ExactComparison, solve_drift
from commonweal.values import decide_pair

A, B, C = (f"value_card:{digit * 64}" for digit in "abc")


def value(card: str, *, merged: tuple[str, ...] = ()) -> PublishedValue:
    return PublishedValue(
        card=card,
        merged=merged,
        title=card[-3:],
        policies=(PublishedPolicy(text="PAUSES in talk", nature="constitutive"),),
        contexts=("home",),
        origin="synthetic",
        holders=9,
    )


def pair(
    first: str,
    second: str,
    shown_first: tuple[int, int, int],
    shown_second: tuple[int, int, int] = (0, 0, 0),
) -> PairVerdict:
    names = ("first", "second", "both_needed")
    orders = [
        PairCounts(**dict(zip(names, said, strict=True))) for said in (shown_first, shown_second)
    ]
    found = decide_pair(*orders)
    wiser = {None: None, "first": first, "second": second}[found.wiser]
    return PairVerdict.model_validate(
        {
            "context": "home",
            "first": first,
            "second": second,
            "shown_first": orders[0],
            "shown_second": orders[1],
            "status": found.status,
        }
        | ({} if wiser is None else {"wiser": wiser})
    )


def graph(
    *pairs: PairVerdict, values: tuple[PublishedValue, ...] = (), ranks: Any = ()
) -> MoralGraph:
    return MoralGraph(
        by="test",
        origin="synthetic",
        said_at="2026-01-01T00:00:00Z",
        values=values or (value(A), value(B)),
        pairs=pairs,
        ranks=ranks,
    )


def ranked(card: str, low: int, place: int, high: int) -> Rank:
    return Rank(
        context="home", card=card, method="pagerank", score="1/2", rank=place, rank_low=low,
        rank_high=high,
    )  # fmt: skip


def drift(old: MoralGraph, new: MoralGraph, *, design: Any = "separate", **options: Any) -> Any:
    problem = DriftProblem(old=old, new=new, design=design)
    return solve_drift(problem, ExactComparison(**options)).value


def test_with_one_order_shown_it_is_fishers_test() -> None:
    """Twice the smaller tail of the table, as SciPy has it one-sided."""
    found = drift(graph(pair(A, B, (12, 5, 0))), graph(pair(A, B, (6, 14, 0))))

    smaller = min(
        fisher_exact([[12, 5], [6, 14]], alternative=side).pvalue for side in ("less", "greater")
    )
    wiser = next(one for one in found.pairs if one.question == "wiser")
    assert 2 * smaller == pytest.approx(wiser.p_value)
    assert ((12, 17), (6, 20)) == (wiser.old, wiser.new)


def test_showing_the_other_order_more_often_is_no_change_of_mind() -> None:
    """People who mostly call wiser what they see first: pooled it looks like a turn."""
    old = graph(pair(A, B, (90, 10, 0), (1, 9, 0)))
    new = graph(pair(A, B, (9, 1, 0), (10, 90, 0)))

    found = drift(old, new)

    wiser = next(one for one in found.pairs if one.question == "wiser")
    pooled = fisher_exact([[91, 19], [19, 91]]).pvalue
    assert pooled < 1e-15
    assert 1.0 == pytest.approx(wiser.p_value)
    assert not wiser.changed


def test_a_turn_is_told_with_its_verdict() -> None:
    """Most went over to the other side, and the verdict with them."""
    old = graph(pair(A, B, (20, 2, 0), (20, 2, 0)))
    new = graph(pair(A, B, (2, 20, 0), (2, 20, 0)))

    found = drift(old, new)

    assert ["wiser"] == [one.question for one in found.pairs if one.changed]
    (verdict,) = found.verdicts
    assert ("accepted", A) == (verdict.old, verdict.old_wiser)
    assert ("accepted", B) == (verdict.new, verdict.new_wiser)


def test_values_are_followed_through_merging() -> None:
    """A value that is now named by another card is the same, also where the pair turns round."""
    old = graph(pair(A, B, (20, 2, 0), (15, 5, 1)), values=(value(A), value(B)))
    new = graph(
        pair(B, C, (5, 15, 1), (2, 20, 0)),
        values=(value(B), value(C, merged=(A,))),
    )

    found = drift(old, new)

    assert ((), ()) == (found.appeared, found.vanished)
    assert {(B, C)} == {(one.first, one.second) for one in found.pairs}
    assert {1.0} == {one.p_value for one in found.pairs}
    assert () == found.verdicts


def test_pairs_that_merging_joined_are_left_out() -> None:
    """A and B are one now: what was said of either against C is no longer one table to compare."""
    old = graph(
        pair(A, B, (20, 2, 0), (20, 2, 0)),
        pair(A, C, (20, 0, 0), (20, 0, 0)),
        pair(B, C, (0, 20, 0), (0, 20, 0)),
        values=(value(A), value(B), value(C)),
        ranks=(ranked(A, 1, 1, 1), ranked(B, 3, 3, 3), ranked(C, 2, 2, 2)),
    )
    new = graph(
        pair(A, C, (20, 20, 0), (20, 20, 0)),
        values=(value(A, merged=(B,)), value(C)),
        ranks=(ranked(A, 1, 1, 1), ranked(C, 2, 2, 2)),
    )

    found = drift(old, new)

    assert 3 == found.joined
    assert ((), (), ()) == (found.pairs, found.verdicts, found.ranks)


def test_values_that_came_and_went_are_told() -> None:
    """None of their cards is in the other graph."""
    found = drift(graph(values=(value(A), value(B))), graph(values=(value(B), value(C))))

    assert ((C,), (A,)) == (found.appeared, found.vanished)


def test_a_grown_graph_is_held_against_what_was_added() -> None:
    """Ten to ten, then forty to nothing: the sum hides some of the turn."""
    old = graph(pair(A, B, (10, 10, 0)))
    new = graph(pair(A, B, (50, 10, 0)))

    separate, grown = drift(old, new), drift(old, new, design="grown")

    assert (40, 40) == grown.pairs[0].new
    assert grown.pairs[0].p_value < separate.pairs[0].p_value


def test_a_grown_graph_with_fewer_answers_is_refused() -> None:
    """People changed or took back answers, so that what was added is not known."""
    with pytest.raises(InvalidDocument) as refusal:
        drift(graph(pair(A, B, (10, 1, 0))), graph(pair(A, B, (9, 9, 0))), design="grown")

    assert "not-grown" == refusal.value.code


def test_a_rank_moved_when_its_intervals_are_apart() -> None:
    """Overlapping intervals are no move."""
    old = graph(ranks=(ranked(A, 1, 1, 2), ranked(B, 3, 5, 6)))
    new = graph(ranks=(ranked(A, 2, 4, 5), ranked(B, 1, 1, 2)))

    found = drift(old, new)

    assert [B] == [rank.card for rank in found.ranks]


@pytest.mark.slow
@pytest.mark.parametrize("order", [0.0, 1.0])
def test_where_nothing_changed_false_calls_stay_below_the_rate(order: float) -> None:
    """Two samples of the same people's mind, thirty pairs, two hundred times at 1/5."""
    rng = np.random.default_rng(3)
    calls = 0
    for _ in range(200):
        held = rng.uniform(0.2, 0.8, 30)
        graphs = []
        for _ in range(2):
            pairs = []
            for number, share in enumerate(held):
                ends = [f"value_card:{number:064x}", f"value_card:{number + 100:064x}"]
                counts = []
                for sign in (1, -1):
                    asked = int(rng.integers(0, 20))
                    pull = np.log(share / (1 - share)) + sign * order
                    first = int(rng.binomial(asked, 1 / (1 + np.exp(-pull))))
                    counts.append((first, asked - first, 0))
                pairs.append(pair(*ends, *counts))
            graphs.append(graph(*pairs))
        calls += any(one.changed for one in drift(*graphs, error_rate=Fraction(1, 5)).pairs)

    assert calls <= 50


def test_graphs_without_a_common_pair_say_so() -> None:
    """Nothing was compared, which is not the same as nothing changed."""
    result = solve_drift(DriftProblem(old=graph(), new=graph(pair(A, B, (1, 1, 0)))))

    assert "nothing_in_common" == result.status
    assert any("cannot tell changed minds" in line for line in result.explain())


def test_a_rate_of_nothing_is_refused() -> None:
    """Nothing could ever be called."""
    with pytest.raises(InvalidDocument) as refusal:
        ExactComparison(error_rate=Fraction(0))

    assert "error-rate" == refusal.value.code
