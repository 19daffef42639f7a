"""The linear program of weights: exact, proved, and the same by every route."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given, settings, strategies as st

from commonweal.choice._linear_system import independent_columns, solve_system
from commonweal.choice._simplex import exact_simplex
from commonweal.choice._weight_game import GameSolution, _Program, solve_weight_game

from .problems import corners, dot

Rows = list[list[int]]


@st.composite
def games(draw: st.DrawFn) -> tuple[Rows, Rows]:
    """Draw payoffs, and rows that at least one vector of weights meets."""
    size = draw(st.integers(1, 4))
    vector = st.lists(st.integers(-5, 5), min_size=size, max_size=size)
    payoffs = draw(st.lists(vector, min_size=1, max_size=5))
    inside = [
        1 + weight for weight in draw(st.lists(st.integers(0, 3), min_size=size, max_size=size))
    ]
    rows = []
    for row in draw(st.lists(vector, max_size=3)):
        meets = sum(a * b for a, b in zip(row, inside, strict=True)) >= 0
        rows.append(row if meets else [-value for value in row])
    return payoffs, rows


def assert_proved(found: GameSolution, payoffs: Rows, rows: Rows) -> None:
    """Assert that the weights reach the value, and that nothing exceeds it."""
    assert min(found.weights) >= 0
    assert 1 == sum(found.weights)
    assert all(dot(found.weights, tuple(map(Fraction, row))) >= 0 for row in rows)
    assert found.value == min(dot(found.weights, tuple(map(Fraction, row))) for row in payoffs)
    assert min(*found.mixture, *found.multipliers, Fraction(0)) >= 0
    assert 1 == sum(found.mixture)
    pairs = [
        *zip(found.mixture, payoffs, strict=True),
        *zip(found.multipliers, rows, strict=True),
    ]
    raised = [sum(share * row[at] for share, row in pairs) for at in range(len(payoffs[0]))]
    assert found.value == max(raised)


@settings(deadline=None)
@given(games())
def test_an_optimum_is_reached_and_proved(game: tuple[Rows, Rows]) -> None:
    """Weights guarantee the value, and mixture and multipliers show that none guarantee more."""
    assert_proved(solve_weight_game(*game), *game)


@settings(deadline=None)
@given(games())
def test_blands_rule_finds_the_same_value(game: tuple[Rows, Rows]) -> None:
    """The way that needs no floats ends in a proved optimum of the same value."""
    program = _Program(*game)

    found = program.solution(program.simplex_basis(), "simplex")

    assert found is not None
    assert_proved(found, *game)
    assert solve_weight_game(*game).value == found.value


@settings(deadline=None)
@given(games())
def test_the_value_of_one_payoff_is_that_of_the_best_corner(game: tuple[Rows, Rows]) -> None:
    """Of one vector the value is the largest at the extreme points, found by enumeration."""
    payoffs, rows = game
    exact = [(tuple(map(Fraction, row)), False) for row in rows]
    at_corners = [
        dot(weights, tuple(map(Fraction, payoffs[0])))
        for weights in corners(len(payoffs[0]), exact)
    ]

    assert max(at_corners) == solve_weight_game(payoffs[:1], rows).value


@settings(deadline=None)
@given(games())
def test_scipy_agrees_within_rounding(game: tuple[Rows, Rows]) -> None:
    """An independent formulation in floats gives the same value, as far as floats go."""
    import numpy as np
    from scipy.optimize import linprog

    payoffs, rows = game
    size = len(payoffs[0])
    above = [[-value for value in row] + [1] for row in payoffs]
    above += [[-value for value in row] + [0] for row in rows]
    found = linprog(
        [0] * size + [-1],
        np.array(above, float),
        [0] * len(above),
        [[1] * size + [0]],
        [1],
        bounds=[(0, None)] * size + [(None, None)],
    )

    assert found.status == 0
    assert abs(float(solve_weight_game(payoffs, rows).value) + found.fun) < 1e-7


def test_numbers_that_are_no_floats_are_solved() -> None:
    """Numbers longer than any float have their exact optimum."""
    huge = 10**400
    payoffs = [[huge, -huge], [-huge, huge + 1]]

    found = solve_weight_game(payoffs, [[1, 2 - huge**2]])

    assert_proved(found, payoffs, [[1, 2 - huge**2]])


def test_where_floats_propose_a_wrong_basis_fractions_take_over() -> None:
    """Payoffs of very different sizes mislead floats; the result is proved all the same."""
    payoffs = [
        [2, 2999999999999, 3],
        [-1, 5, 4],
        [1000000001, 5, 3000000001],
        [100000000000000000002, 3000000000, 2999999999],
        [100000000000000000000, 4, 2],
    ]
    program = _Program(payoffs, [])

    found = solve_weight_game(payoffs, [])

    assert program.solution(program.float_basis(), "basis") is None
    assert "simplex" == found.route
    assert_proved(found, payoffs, [])


def test_a_difference_that_floats_do_not_see_decides() -> None:
    """Two payoffs that are one float have different values, and the sign is right."""
    large = 2**60

    behind = solve_weight_game([[large, -large - 1], [-large, large]], [])
    level = solve_weight_game([[large, -large], [-large, large]], [])

    assert behind.value < 0
    assert 0 == level.value


def test_a_wrong_basis_is_refused() -> None:
    """A basis that is not optimal, too small or singular gives nothing."""
    program = _Program([[4, 0], [0, 4]], [])

    assert program.solution([], "basis") is None
    assert program.solution([0, 1, 0], "basis") is None
    assert program.solution([0, 2, 4], "basis") is None


@pytest.mark.parametrize(
    ("matrix", "right", "expected"),
    [
        ([[2, 0], [0, 3]], [1, 1], [Fraction(1, 2), Fraction(1, 3)]),
        ([[0, 1], [1, 1]], [2, 5], [Fraction(3), Fraction(2)]),
        ([[-3]], [1], [Fraction(-1, 3)]),
    ],
)
def test_a_system_is_solved_by_hand(
    matrix: Rows, right: list[int], expected: list[Fraction]
) -> None:
    """Small systems have the solution that is worked out by hand."""
    numerators, denominator = solve_system(matrix, right)

    assert expected == [Fraction(value, denominator) for value in numerators]


def test_a_singular_system_has_denominator_zero() -> None:
    """Dependent rows are seen."""
    assert ([], 0) == solve_system([[1, 2], [2, 4]], [1, 2])


@given(
    st.integers(1, 4).flatmap(
        lambda size: st.lists(
            st.lists(st.integers(-9, 9), min_size=size + 1, max_size=size + 1),
            min_size=size,
            max_size=size,
        )
    )
)
def test_a_solution_solves(rows: Rows) -> None:
    """Whatever is returned meets every equation exactly."""
    matrix, right = [row[:-1] for row in rows], [row[-1] for row in rows]

    numerators, denominator = solve_system(matrix, right)

    for row, value in zip(matrix, right, strict=True) if denominator else ():
        assert value * denominator == sum(a * b for a, b in zip(row, numerators, strict=True))


def test_independent_columns_are_the_first_ones() -> None:
    """A column that earlier ones give is passed over."""
    columns = [[0, 0], [1, 2], [2, 4], [0, 1], [5, 5]]

    assert [1, 3] == independent_columns(columns, 2)
    assert [0] == independent_columns([[1, 2], [2, 4]], 2)


def test_blands_rule_ends_where_others_run_in_a_circle() -> None:
    """Beale's example, on which the rule of the largest coefficient never ends, is solved.

    E. M. L. Beale, "Cycling in the dual simplex algorithm", Naval Research Logistics Quarterly 2
    (1955): minimise -3/4 x4 + 20 x5 - 1/2 x6 + 6 x7, optimum -5/4; here times 4.
    """
    # Rows in whole numbers: the first times 4, the second times 2.
    columns = [[4, 0, 0], [0, 2, 0], [0, 0, 1], [1, 1, 0], [-32, -24, 0], [-4, -1, 1], [36, 6, 0]]
    cost = [0, 0, 0, -3, 80, -2, 24]

    basis = exact_simplex(columns, [0, 0, 1], cost, [0, 1, 2])

    matrix = [[columns[at][row] for at in basis] for row in range(3)]
    numerators, denominator = solve_system(matrix, [0, 0, 1])
    value = sum(
        cost[at] * Fraction(number, denominator)
        for at, number in zip(basis, numerators, strict=True)
    )
    assert Fraction(-5) == value
