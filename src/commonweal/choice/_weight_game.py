"""The one linear program that everything about weights comes down to, solved exactly.

max over weights *w* of min over *i* of *w · vᵢ*, where *w ≥ 0*, *Σw = 1* and *w · h ≥ 0* for each
row *h*. Its dual is min over mixtures *μ* and multipliers *ν ≥ 0* of the largest coordinate of
*Σ μᵢvᵢ + Σ νₖhₖ*. Where both are equal, each proves that the other cannot be improved on.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Literal, TypeAlias

from commonweal.choice._linear_system import independent_columns, solve_system
from commonweal.choice._simplex import exact_simplex

if TYPE_CHECKING:
    from collections.abc import Sequence

    Rows: TypeAlias = Sequence[Sequence[int]]

Route: TypeAlias = Literal["closed", "basis", "simplex"]
"""How it was found: in closed form, by making a basis found in floats exact, or by Bland's rule."""

_NEAR = 1e-7
"""What counts as zero in floats; it only proposes columns, and what they give is verified."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GameSolution:
    """An optimum with its proof, verified without rounding."""

    value: Fraction
    weights: tuple[Fraction, ...]
    """One for each coordinate."""
    mixture: tuple[Fraction, ...]
    """One for each payoff."""
    multipliers: tuple[Fraction, ...]
    """One for each row."""
    route: Route


def solve_weight_game(payoffs: Rows, rows: Rows) -> GameSolution:
    """Return the largest guaranteed payoff over weights, with weights and mixture that prove it.

    The optimum is sought in floats by HiGHS. Its basis is then solved again over the integers, and
    kept only if it is optimal there. Where it is not, the simplex method runs on fractions.

    Args:
        payoffs: at least one vector of integers.
        rows: the vectors whose product with the weights may not be negative. Some weights must meet
            them all.

    Source: the dual of a matrix game as a linear program, G. B. Dantzig, Linear Programming and
    Extensions (1963), chapter 13; an exact basis after a float one, D. Applegate, W. Cook, S. Dash,
    D. Espinoza, "Exact solutions to linear programming problems", Operations Research Letters 35
    (2007), 693-699.
    Cost: one program in floats of as many equations as coordinates and one more; the cube of that
    in integers. With one payoff and no row it is the largest coordinate.
    """
    if len(payoffs) == 1 and not rows:
        best = max(payoffs[0])
        first = list(payoffs[0]).index(best)
        weights = tuple(Fraction(at == first) for at in range(len(payoffs[0])))
        return GameSolution(
            value=Fraction(best), weights=weights, mixture=(Fraction(1),), multipliers=(),
            route="closed",
        )  # fmt: skip
    program = _Program(payoffs, rows)
    found = program.solution(program.float_basis(), "basis")
    if found is None:
        found = program.solution(program.simplex_basis(), "simplex")
    assert found is not None, "Bland's rule ends in an optimum"
    return found


class _Program:
    """The dual in standard form: minimise t, for mixture, multipliers, t and slacks from 0 on.

    Every payoff is raised by one number, which raises the value by it and makes it positive, so
    that t needs no sign of its own.
    """

    def __init__(self, payoffs: Rows, rows: Rows) -> None:
        self.size = len(payoffs[0])
        self.rows = [list(row) for row in rows]
        self.raised = 1 - min(min(payoff) for payoff in payoffs)
        self.payoffs = [[value + self.raised for value in payoff] for payoff in payoffs]
        slacks = [[int(at == own) for at in range(self.size)] + [0] for own in range(self.size)]
        self.columns = [
            *([*payoff, 1] for payoff in self.payoffs),
            *([*row, 0] for row in self.rows),
            [-1] * self.size + [0],
            *slacks,
        ]
        self.right = [0] * self.size + [1]
        self.t = len(self.payoffs) + len(self.rows)
        self.cost = [int(at == self.t) for at in range(len(self.columns))]

    def float_basis(self) -> list[int]:
        """Return the columns that floats propose for a basis, or none."""
        import numpy as np
        from scipy.optimize import linprog

        widest = max(abs(value) for payoff in self.payoffs for value in payoff)
        # Columns in their own scale: integers may be longer than any float.
        scales = [widest] * len(self.payoffs)
        scales += [max(map(abs, row), default=0) or 1 for row in self.rows]
        matrix = np.ones((self.size + 1, len(self.columns)))
        for at, column in enumerate(self.columns):
            scale = scales[at] if at < len(scales) else 1
            matrix[:-1, at] = [value / scale for value in column[:-1]]
            matrix[-1, at] = column[-1]
        result = linprog(
            self.cost, A_eq=matrix, b_eq=self.right, bounds=(0, None), method="highs-ds"
        )
        if result.status != 0:
            return []
        # Positive variables first; then those that could be in the basis at zero.
        values = np.asarray(result.x, dtype=np.float64)
        reduced = np.abs(np.asarray(result.lower.marginals, dtype=np.float64))
        order = np.lexsort((reduced, -values, values <= _NEAR))
        likely = [int(at) for at in order if values[at] > _NEAR or reduced[at] <= _NEAR]
        places = independent_columns([self.columns[at] for at in likely], self.size + 1)
        return [likely[place] for place in places]

    def simplex_basis(self) -> list[int]:
        """Return an optimal basis by Bland's rule, from the first payoff alone."""
        first = self.payoffs[0]
        best = first.index(max(first))
        slacks = [self.t + 1 + at for at in range(self.size) if at != best]
        return exact_simplex(self.columns, self.right, self.cost, [0, self.t, *slacks])

    def solution(self, basis: list[int], route: Route) -> GameSolution | None:
        """Return what a basis gives, if it is feasible and optimal without rounding."""
        if len(basis) != self.size + 1:
            return None
        columns = [self.columns[at] for at in basis]
        weights, under_weights = solve_system(columns, [-self.cost[at] for at in basis])
        values, under_values = solve_system(list(zip(*columns, strict=True)), self.right)
        if not under_weights or not under_values or min(values) < 0:
            return None
        of_column = dict(zip(basis, values, strict=True))
        mixture = [of_column.get(at, 0) for at in range(len(self.payoffs))]
        multipliers = [of_column.get(len(mixture) + at, 0) for at in range(len(self.rows))]
        weights = weights[:-1]
        if not self._proved(weights, under_weights, of_column.get(self.t, 0), under_values):
            return None
        return GameSolution(
            value=Fraction(of_column.get(self.t, 0), under_values) - self.raised,
            weights=tuple(Fraction(value, under_weights) for value in weights),
            mixture=tuple(Fraction(value, under_values) for value in mixture),
            multipliers=tuple(Fraction(value, under_values) for value in multipliers),
            route=route,
        )

    def _proved(self, weights: list[int], under: int, t: int, under_t: int) -> bool:
        """Tell whether the weights are allowed and guarantee what the mixture does not exceed.

        That the mixture keeps to ``t`` is what solving the equations with slacks from 0 on means.
        """
        return (
            min(weights) >= 0
            and sum(weights) == under
            and all(_product(weights, row) >= 0 for row in self.rows)
            and all(_product(weights, each) * under_t >= t * under for each in self.payoffs)
        )


def _product(weights: Sequence[int], row: Sequence[int]) -> int:
    return sum(a * b for a, b in zip(weights, row, strict=True))
