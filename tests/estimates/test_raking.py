"""Weights that make those who were asked add up to declared margins."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings, strategies as st

from commonweal.errors import InvalidDocument, NotConverged
from commonweal.estimates import Margin, Raking, RakingProblem, effective_size, solve_raking

from .voting import stratum

HALF = Fraction(1, 2)


def margin(name: str, groups: list[int], *shares: Fraction | str) -> Margin:
    """Return a margin over people's groups."""
    values = [f"{name}{number}" for number in range(len(shares))]
    return Margin(
        stratum=stratum(name, groups, values), shares=tuple(Fraction(share) for share in shares)
    )


def weighted(groups: list[int], weights: np.ndarray) -> np.ndarray:
    """Return the weighted share of each group among those in one."""
    codes = np.array(groups)
    sums = np.bincount(codes[codes >= 0], weights=weights[codes >= 0])
    return sums / sums.sum()


def test_deming_and_stephans_first_step_by_hand() -> None:
    """One margin is met in one step: 3 of 4 people that are to be half of all weigh 2/3 each."""
    problem = RakingProblem(people=4, margins=(margin("a", [0, 0, 0, 1], HALF, HALF),))

    found = solve_raking(problem)

    assert [2 / 3, 2 / 3, 2 / 3, 2] == pytest.approx(found.value.tolist())
    assert ("converged", 1) == (found.status, found.stats.steps)
    # (2 + 2)² / (3 · 4/9 + 4)
    assert 3 == pytest.approx(found.stats.effective)


def test_two_margins_keep_the_odds_ratio_of_the_cells() -> None:
    """A table with 40, 30, 20, 10 people keeps its association of 40·10 to 30·20 (Deming 1943)."""
    cells = [(0, 0)] * 40 + [(0, 1)] * 30 + [(1, 0)] * 20 + [(1, 1)] * 10
    rows, columns = [row for row, _ in cells], [column for _, column in cells]
    problem = RakingProblem(
        people=100,
        margins=(margin("a", rows, "1/2", "1/2"), margin("b", columns, "1/4", "3/4")),
    )

    weights = solve_raking(problem).raise_for_status().value
    table = [[0.0, 0.0], [0.0, 0.0]]
    for (row, column), weight in zip(cells, weights.tolist(), strict=True):
        table[row][column] += weight / 100

    assert 0.5 == pytest.approx(sum(table[0]))
    assert 0.25 == pytest.approx(table[0][0] + table[1][0])
    assert 40 * 10 / (30 * 20) == pytest.approx(
        table[0][0] * table[1][1] / (table[0][1] * table[1][0])
    )


def test_design_weights_are_raked_and_not_dropped() -> None:
    """Within a cell the ratio of two people's weights is that of their design weights."""
    problem = RakingProblem(
        people=6,
        margins=(margin("a", [0, 0, 0, 1, 1, 1], "1/3", "2/3"),),
        design=np.array([1.0, 2, 3, 1, 1, 4]),
    )

    weights = solve_raking(problem).value

    assert [1 / 3, 2 / 3] == pytest.approx(weighted([0, 0, 0, 1, 1, 1], weights).tolist())
    assert weights[:3] / weights[0] == pytest.approx([1, 2, 3])
    assert weights[3:] / weights[3] == pytest.approx([1, 1, 4])


def slow_rake(
    groups: list[list[int]], shares: list[list[Fraction]], design: list[float]
) -> list[float]:
    """Return the weights by the formula: one group after another, person by person."""
    weights = list(design)
    for _ in range(200):
        for own, wanted in zip(groups, shares, strict=True):
            known = sum(weight for weight, group in zip(weights, own, strict=True) if group >= 0)
            sums = [
                sum(weight for weight, group in zip(weights, own, strict=True) if group == value)
                for value in range(len(wanted))
            ]
            weights = [
                weight * float(wanted[group]) * known / sums[group] if group >= 0 else weight
                for weight, group in zip(weights, own, strict=True)
            ]
    mean = sum(weights) / len(weights)
    return [weight / mean for weight in weights]


@given(
    st.lists(
        st.tuples(st.integers(0, 1), st.integers(-1, 2), st.integers(1, 5)),
        min_size=12,
        max_size=30,
    ),
    st.integers(1, 4),
)
@settings(max_examples=40)
def test_raking_is_the_textbooks_loop(people: list[tuple[int, int, int]], part: int) -> None:
    """With unequal design weights, a second margin that some stand outside of, and any shares."""
    people = [*people, (0, 0, 1), (0, 1, 1), (0, 2, 1), (1, 0, 1), (1, 1, 1), (1, 2, 1)]
    groups = [[person[0] for person in people], [person[1] for person in people]]
    shares = [
        [Fraction(part, 5), Fraction(5 - part, 5)],
        [Fraction(1, 2), Fraction(1, 3), Fraction(1, 6)],
    ]
    design = [float(person[2]) for person in people]

    found = solve_raking(
        RakingProblem(
            people=len(people),
            margins=(margin("a", groups[0], *shares[0]), margin("b", groups[1], *shares[1])),
            design=np.array(design),
        )
    )

    assert "converged" == found.status
    assert slow_rake(groups, shares, design) == pytest.approx(found.value.tolist(), rel=1e-6)
    assert 1 == pytest.approx(found.value.mean())
    assert 1 <= found.stats.effective <= len(people) + 1e-9


def test_bounds_and_margins_hold_together_where_they_can() -> None:
    """Trimmed weights are raked again until both hold."""
    rng = np.random.default_rng(4)
    rows, columns = rng.integers(0, 3, 300).tolist(), rng.integers(0, 2, 300).tolist()
    margins = (margin("a", rows, "1/2", "1/3", "1/6"), margin("b", columns, "3/5", "2/5"))
    design = rng.uniform(0.2, 3, 300)
    problem = RakingProblem(people=300, margins=margins, design=design)

    free = solve_raking(problem)
    bound = solve_raking(problem, Raking(lowest=0.3, highest=2.0, max_steps=5000))

    assert free.stats.largest > 2.0
    assert "converged" == bound.status
    assert [1 / 2, 1 / 3, 1 / 6] == pytest.approx(weighted(rows, bound.value).tolist())
    assert [3 / 5, 2 / 5] == pytest.approx(weighted(columns, bound.value).tolist())
    assert 0.3 <= bound.stats.smallest
    assert bound.stats.largest <= 2.0
    assert bound.stats.at_bounds > 0
    assert bound.stats.effective > free.stats.effective


def test_an_empty_group_has_no_weights_to_give() -> None:
    """Nobody can be weighted up from nobody: the status says so and names the group."""
    problem = RakingProblem(people=3, margins=(margin("a", [0, 0, 0], HALF, HALF),))

    found = solve_raking(problem)

    assert ("small-group", (("a", "a1"),)) == (found.status, found.stats.small_groups)
    assert [1, 1, 1] == found.value.tolist()
    with pytest.raises(NotConverged) as refusal:
        found.raise_for_status()
    assert "margins-not-met" == refusal.value.code
    assert "a a1" in str(refusal.value)


def test_a_group_of_few_is_not_weighted_up_where_that_is_asked_for() -> None:
    """Two people are not made to stand for half."""
    problem = RakingProblem(people=9, margins=(margin("a", [0] * 7 + [1] * 2, HALF, HALF),))

    assert "converged" == solve_raking(problem).status
    assert "small-group" == solve_raking(problem, Raking(min_people=5)).status


def test_margins_that_contradict_each_other_do_not_converge() -> None:
    """Where a and b are the same people, they cannot be half and a third."""
    groups = [0, 0, 1, 1]
    problem = RakingProblem(
        people=4, margins=(margin("a", groups, HALF, HALF), margin("b", groups, "1/3", "2/3"))
    )

    found = solve_raking(problem, Raking(max_steps=50))

    assert ("max-steps", 50) == (found.status, found.stats.steps)
    assert found.stats.largest_gap > 0.1
    assert any("still missed" in sentence for sentence in found.explain())


def test_structural_zeros_end_without_an_accident() -> None:
    """A cell that must be empty and may not be drives weights to nothing, and is not met."""
    problem = RakingProblem(
        people=3,
        margins=(
            margin("a", [0, 0, 1], "1/4", "3/4"),
            margin("b", [0, 1, 1], "3/4", "1/4"),
        ),
    )

    found = solve_raking(problem, Raking(max_steps=5000))

    assert "max-steps" == found.status
    assert np.isfinite(found.value).all()


def test_kishs_effective_size() -> None:
    """Equal weights are worth their number; one that outweighs all others is worth one."""
    assert 5 == pytest.approx(effective_size(np.full(5, 0.3)))
    assert 1 == pytest.approx(effective_size(np.array([1.0, 0, 0])))
    assert 0 == effective_size(np.zeros(3))


@pytest.mark.parametrize("shares", [("1/2", "1/3"), ("1/1", "0/1"), ("1/2",), ()])
def test_shares_that_are_no_margin_are_refused(shares: tuple[str, ...]) -> None:
    """Not adding up, not positive, too few."""
    with pytest.raises(InvalidDocument) as refusal:
        Margin(
            stratum=stratum("a", [0, 1], ["x", "y"]),
            shares=tuple(Fraction(share) for share in shares),
        )

    assert "invalid-margin" == refusal.value.code


def test_wrong_weights_and_bounds_are_refused() -> None:
    """Each with its own code."""
    with pytest.raises(InvalidDocument) as negative:
        RakingProblem(people=2, margins=(), design=np.array([1.0, -1.0]))
    with pytest.raises(InvalidDocument) as missing:
        RakingProblem(people=3, margins=(margin("a", [0, 1], HALF, HALF),))
    with pytest.raises(InvalidDocument) as bounds:
        Raking(lowest=1.5)

    assert "invalid-weights" == negative.value.code == missing.value.code
    assert "bounds-out-of-range" == bounds.value.code
