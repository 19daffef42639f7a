"""Systems of linear equations over the integers, solved without rounding."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

PRIME = 2**61 - 1
"""What columns are told apart by: independent modulo a prime means independent."""


def solve_system(matrix: Sequence[Sequence[int]], right: Sequence[int]) -> tuple[list[int], int]:
    """Return the solution of a square system as numerators over one positive denominator.

    Fraction-free elimination: every number on the way is a minor of the matrix, so none is larger
    than it has to be.

    Args:
        matrix: rows of integers, as many as columns.
        right: one integer for each row.

    Returns:
        The numerators, and the denominator; it is 0 where the matrix is singular.

    Source: E. H. Bareiss, "Sylvester's identity and multistep integer-preserving Gaussian
    elimination", Mathematics of Computation 22 (1968), 565-578.
    Cost: the cube of the size, in operations on integers.
    """
    rows = [[*row, value] for row, value in zip(matrix, right, strict=True)]
    size, previous = len(rows), 1
    for step in range(size):
        pivot_row = next((at for at in range(step, size) if rows[at][step]), None)
        if pivot_row is None:
            return [], 0
        rows[step], rows[pivot_row] = rows[pivot_row], rows[step]
        pivot, first = rows[step], rows[step][step]
        for at in range(size):
            row, factor = rows[at], rows[at][step]
            if at != step:
                rows[at] = [
                    (first * own - factor * other) // previous
                    for own, other in zip(row, pivot, strict=True)
                ]
        previous = first
    # After the last step every diagonal entry is the determinant, up to the sign of the swaps.
    sign = -1 if previous < 0 else 1
    return [sign * row[-1] for row in rows], abs(previous)


def independent_columns(columns: Sequence[Sequence[int]], wanted: int) -> list[int]:
    """Return the positions of the first ``wanted`` columns that are independent of those before.

    Fewer are returned where there are fewer, and in the rare case that columns are independent and
    seem not to be modulo the prime; whoever solves with them sees that they are too few.
    """
    kept: list[int] = []
    reduced: list[tuple[int, list[int]]] = []
    for place, column in enumerate(columns):
        rest = [value % PRIME for value in column]
        for lead, other in reduced:
            if factor := rest[lead]:
                rest = [(a - factor * b) % PRIME for a, b in zip(rest, other, strict=True)]
        lead = next((at for at, value in enumerate(rest) if value), -1)
        if lead >= 0:
            inverse = pow(rest[lead], -1, PRIME)
            reduced.append((lead, [value * inverse % PRIME for value in rest]))
            kept.append(place)
            if len(kept) == wanted:
                break
    return kept
