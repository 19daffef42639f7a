"""Permissible orderings that come of all weights of the criteria that meet linear constraints."""

from __future__ import annotations

from fractions import Fraction
from math import lcm
from typing import TYPE_CHECKING, Any

from commonweal.choice._family import Answer, Bound, Compared, Evidence, Kind
from commonweal.choice._weight_game import GameSolution, solve_weight_game
from commonweal.documents import rational_text
from commonweal.errors import InvalidDocument, Problem

if TYPE_CHECKING:
    from collections.abc import Sequence

    from commonweal.choice._problem import ChoiceProblem, PermissibleByWeights, WeightConstraint

SIGNS = {"at_least": (1,), "at_most": (-1,), "equals": (1, -1)}
"""As which rows that may not be negative a constraint with that bound stands."""

MOST_BITS = 12_000
"""How long a number of a proof may be; the checker reads 4,000 digits."""


class ByWeights:
    """All weights from 0 on that add up to 1 and meet the constraints.

    Every answer is proved: that something can be, by weights; that nothing can exceed a bound, by
    multipliers of the constraints. A constraint *c · w ≥ d* is held as *(c − d) · w ≥ 0*, which is
    the same since the weights add up to 1.

    Cost: at most two linear programs for each question; none where weights that were found before
    answer it. Without constraints and but for `best`, none at all.
    """

    def __init__(self, problem: ChoiceProblem, said: PermissibleByWeights) -> None:
        self.options = problem.options
        self.names = [criterion.name for criterion in problem.criteria]
        scores = [
            [Fraction((criterion.scores or {})[name]) for criterion in problem.criteria]
            for name in problem.options
        ]
        self.scale = lcm(*(value.denominator for row in scores for value in row))
        _refuse_long((Fraction(self.scale),))
        self.scores = [[int(value * self.scale) for value in row] for row in scores]
        self.rows: list[list[int]] = []
        self.sources: list[tuple[str, Fraction]] = []
        """For each row the constraint that it is, and what it was multiplied by."""
        for constraint in said.constraints:
            self._hold(constraint)
        self.programs = self.by_simplex = 0
        self._known: list[tuple[tuple[Fraction, ...], list[int]]] = []
        self._empty: Evidence | None = None
        self._find_something()

    def nothing(self) -> Evidence | None:
        """Return multipliers that prove that no weights meet the constraints; None if some do."""
        return self._empty

    def something(self) -> Evidence:
        """Return weights that meet the constraints."""
        return {"weights": self._named(self._known[0][0])}

    def compare(self, first: int, second: int) -> Compared:
        """Return the highest and the lowest difference, and what follows for the orderings."""
        apart = self._apart(first, second)
        highest, lowest = self._most(apart, 1), self._most(apart, -1)
        kinds: list[Kind] = []
        if highest.value > 0:
            kinds.append("better")
        if lowest.value <= 0 <= highest.value:
            kinds.append("equal")
        if lowest.value < 0:
            kinds.append("worse")
        return Compared(tuple(kinds), {"highest": _evidence(highest), "lowest": _evidence(lowest)})

    def beats(self, rival: int, option: int, *, weakly: bool) -> Answer:
        """Tell whether the rival has the higher sum under all weights; see `Family.beats`."""
        apart = self._apart(option, rival)
        weights = self._seen(apart, 1 if weakly else 0)
        if weights is not None:
            return Answer(holds=False, evidence=self._not_behind(apart, weights))
        found = self._solve([apart])
        if found.value > 0 or (found.value == 0 and not weakly):
            return Answer(holds=False, evidence=self._not_behind(apart, found.weights))
        bound = {"highest": self._proved(found)}
        if not weakly:
            return Answer(holds=True, evidence=bound)
        opposite = self._solve([[-value for value in apart]])
        if opposite.value > 0:
            return Answer(holds=True, evidence={**bound, "weights": self._named(opposite.weights)})
        evidence = {"shows": "always_equal", **bound, "opposite": self._proved(opposite)}
        return Answer(holds=False, evidence=evidence)

    def best(self, option: int) -> Answer:
        """Tell whether some weights give the option the highest sum, alone or with others.

        If not, a mixture of rivals has a higher sum under all weights: the mixture need not be an
        option, and no single rival needs to be better.
        """
        rivals = [at for at in range(len(self.options)) if at != option]
        if not rivals:
            return Answer(holds=True, evidence=self.something())
        found = self._solve([self._apart(option, rival) for rival in rivals])
        value = rational_text(found.value / self.scale)
        if found.value >= 0:
            evidence: dict[str, Any] = {"weights": self._named(found.weights), "margin": value}
            return Answer(holds=True, evidence=evidence)
        mixture = {
            self.options[rival]: rational_text(share)
            for rival, share in zip(rivals, found.mixture, strict=True)
            if share
        }
        multipliers = self._multipliers(found.multipliers, self.scale)
        evidence = {"mixture": mixture, "multipliers": multipliers, "bound": value}
        return Answer(holds=False, evidence=evidence)

    def lowest(self, option: int) -> Bound:
        """Return the lowest sum of an option."""
        return self._most(self.scores[option], -1)

    def highest(self, option: int) -> Bound:
        """Return the highest sum of an option."""
        return self._most(self.scores[option], 1)

    def _hold(self, constraint: WeightConstraint) -> None:
        said = [(key, getattr(constraint, key)) for key in SIGNS]
        [(key, bound)] = [(key, value) for key, value in said if value is not None]
        row = [
            Fraction(constraint.coefficients.get(name, 0)) - Fraction(bound) for name in self.names
        ]
        scale = lcm(*(value.denominator for value in row))
        for sign in SIGNS[key]:
            self.rows.append([int(value * scale * sign) for value in row])
            self.sources.append((constraint.name, Fraction(sign * scale)))

    def _find_something(self) -> None:
        size = len(self.names)
        if not self.rows:
            for at in range(size):
                self._remember(tuple(Fraction(at == other) for other in range(size)))
            return
        found = self._solve(self.rows, bound_by=[])
        if found.value >= 0:
            self._remember(found.weights)
            return
        self._empty = {
            "multipliers": self._multipliers(found.mixture, 1),
            "bound": rational_text(found.value),
        }

    def _solve(
        self, payoffs: Sequence[Sequence[int]], bound_by: Sequence[Sequence[int]] | None = None
    ) -> GameSolution:
        found = solve_weight_game(payoffs, self.rows if bound_by is None else bound_by)
        self.programs += found.route != "closed"
        self.by_simplex += found.route == "simplex"
        _refuse_long((found.value, *found.weights, *found.mixture, *found.multipliers))
        if bound_by is None:
            self._remember(found.weights)
        return found

    def _remember(self, weights: tuple[Fraction, ...]) -> None:
        under = lcm(*(value.denominator for value in weights))
        whole = [int(value * under) for value in weights]
        if all(known != whole for _, known in self._known):
            self._known.append((weights, whole))

    def _seen(self, apart: Sequence[int], enough: int) -> tuple[Fraction, ...] | None:
        """Return weights found before, under which the sum is positive, or at least 0."""
        for weights, whole in self._known:
            if sum(a * b for a, b in zip(whole, apart, strict=True)) >= enough:
                return weights
        return None

    def _apart(self, first: int, second: int) -> list[int]:
        pairs = zip(self.scores[first], self.scores[second], strict=True)
        return [one - other for one, other in pairs]

    def _most(self, vector: Sequence[int], sign: int) -> Bound:
        """Return the highest (sign 1) or lowest (sign -1) sum, with weights and multipliers."""
        found = self._solve([[sign * value for value in vector]])
        return Bound(
            sign * found.value / self.scale,
            {
                "weights": self._named(found.weights),
                "multipliers": self._proved(found)["multipliers"],
            },
        )

    def _not_behind(self, apart: Sequence[int], weights: Sequence[Fraction]) -> Evidence:
        pairs = zip(weights, apart, strict=True)
        ahead = sum((weight * value for weight, value in pairs), Fraction(0)) > 0
        return {"shows": "better" if ahead else "equal", "weights": self._named(weights)}

    def _proved(self, found: GameSolution) -> dict[str, Any]:
        """Return the highest sum, with the multipliers that prove that none is higher."""
        return {
            "value": rational_text(found.value / self.scale),
            "multipliers": self._multipliers(found.multipliers, self.scale),
        }

    def _multipliers(self, of_rows: Sequence[Fraction], scale: int) -> dict[str, str]:
        """Return a multiplier for each constraint as declared: negative for what is at most."""
        summed: dict[str, Fraction] = {}
        for (name, factor), value in zip(self.sources, of_rows, strict=True):
            summed[name] = summed.get(name, Fraction(0)) + factor * value / scale
        return {name: rational_text(value) for name, value in summed.items() if value}

    def _named(self, weights: Sequence[Fraction]) -> dict[str, str]:
        named = zip(self.names, weights, strict=True)
        return {name: rational_text(weight) for name, weight in named if weight}


def _refuse_long(numbers: Sequence[Fraction]) -> None:
    """Refuse numbers that are too long to be written and checked.

    Raises:
        InvalidDocument: with code ``numbers-too-long``.
    """
    bits = max(
        max(value.numerator.bit_length(), value.denominator.bit_length()) for value in numbers
    )
    if bits > MOST_BITS:
        raise InvalidDocument(
            Problem(
                code="numbers-too-long",
                path="criteria",
                expected=f"a scale and solutions in numbers of at most {MOST_BITS} bits",
                found=f"one of {bits}",
                hint="Give scores and bounds in shorter fractions.",
            )
        )


def _evidence(bound: Bound) -> dict[str, Any]:
    return {"value": rational_text(bound.value), **bound.evidence}
