"""The simplex method on fractions, by a rule that cannot run in circles."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


def exact_simplex(
    columns: Sequence[Sequence[int]], right: Sequence[int], cost: Sequence[int], basis: list[int]
) -> list[int]:
    """Return a basis that minimises the cost, from a feasible one, for variables of at least 0.

    Of the columns whose reduced cost is negative the first enters, and of the rows that limit it
    the one whose variable is first leaves, which rules out circles.

    Args:
        columns: those of the equations, of integers.
        right: the right-hand side of each equation.
        cost: of each variable. It must be bounded from below on the feasible set.
        basis: the positions of columns that are a basis, whose solution is at least 0.

    Source: R. G. Bland, "New finite pivoting rules for the simplex method", Mathematics of
    Operations Research 2 (1977), 103-107.
    Cost: for each step the equations times the columns, in fractions. The number of steps has no
    polynomial bound; it serves where the basis found in floats does not hold exactly.
    """
    rows = [
        [Fraction(column[at]) for column in columns] + [Fraction(right[at])]
        for at in range(len(right))
    ]
    basis = _into_the_rows(rows, basis)
    reduced = [Fraction(value) for value in cost] + [Fraction(0)]
    for row, column in zip(rows, basis, strict=True):
        _subtract(reduced, row, reduced[column])
    entering = _first_negative(reduced)
    while entering is not None:
        _, _, leaving = min(
            (row[-1] / row[entering], basis[at], at)
            for at, row in enumerate(rows)
            if row[entering] > 0
        )
        _pivot(rows, leaving, entering)
        _subtract(reduced, rows[leaving], reduced[entering])
        basis[leaving] = entering
        entering = _first_negative(reduced)
    return basis


def _into_the_rows(rows: list[list[Fraction]], basis: list[int]) -> list[int]:
    """Make each column of the basis a unit column, and return it row by row."""
    placed = [-1] * len(rows)
    for entering in basis:
        at = next(at for at, row in enumerate(rows) if placed[at] < 0 and row[entering])
        _pivot(rows, at, entering)
        placed[at] = entering
    return placed


def _pivot(rows: list[list[Fraction]], at: int, column: int) -> None:
    pivot = rows[at][column]
    rows[at] = [value / pivot for value in rows[at]]
    for other, row in enumerate(rows):
        if other != at:
            _subtract(row, rows[at], row[column])


def _subtract(row: list[Fraction], other: list[Fraction], factor: Fraction) -> None:
    if factor:
        row[:] = [a - factor * b if b else a for a, b in zip(row, other, strict=True)]


def _first_negative(reduced: list[Fraction]) -> int | None:
    return next((at for at, value in enumerate(reduced[:-1]) if value < 0), None)
