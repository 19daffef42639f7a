"""What the outranking baselines read: each criterion's levels, its weight and its thresholds."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from commonweal.choice._by_criteria import levels_of
from commonweal.choice._method import method_spelling
from commonweal.errors import InvalidDocument, Problem

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from commonweal.choice._prepared import Prepared
    from commonweal.choice._problem import Score

    Matrix = list[list[Fraction]]


@dataclass(frozen=True, slots=True)
class WeighedCriterion:
    """A criterion as an outranking method sees it. Its weight is a share of all."""

    levels: Sequence[Fraction]
    weight: Fraction
    indifference: Fraction
    preference: Fraction
    veto: Fraction | None

    def behind(self, option: int, rival: int) -> Fraction:
        """Return by how much an option is behind a rival; negative where it is ahead."""
        return self.levels[rival] - self.levels[option]

    def preferred(self, ahead: Fraction) -> Fraction:
        """Return how far a lead is a preference: 0 up to indifference, 1 from preference on.

        Without thresholds every lead is a whole one. Between the two it grows in a straight line.
        """
        if ahead <= self.indifference:
            return Fraction(0)
        if ahead >= self.preference:
            return Fraction(1)
        return (ahead - self.indifference) / (self.preference - self.indifference)


def weighed_criteria(prepared: Prepared, method: str) -> list[WeighedCriterion]:
    """Return every criterion of a problem with its weight.

    Raises:
        InvalidDocument: with code ``outranking-needed`` for each criterion without a weight.
    """
    problem = prepared.problem
    missing = [criterion.name for criterion in problem.criteria if criterion.outranking is None]
    if missing or not problem.criteria:
        raise InvalidDocument(
            Problem(
                code="outranking-needed",
                path=f"criteria {name}".strip(),
                expected=f"a weight for {method_spelling(method)}, in outranking",
                found="none",
            )
            for name in missing or [""]
        )
    whole = sum(
        (Fraction(each.outranking.weight) for each in problem.criteria if each.outranking),
        Fraction(0),
    )
    found = []
    for criterion in problem.criteria:
        said = criterion.outranking
        assert said is not None
        indifference = _number(said.indifference, Fraction(0))
        found.append(
            WeighedCriterion(
                levels=levels_of(criterion, problem.options),
                weight=Fraction(said.weight) / whole,
                indifference=indifference,
                preference=_number(said.preference, indifference),
                veto=None if said.veto is None else Fraction(said.veto),
            )
        )
    return found


def matrix_of(size: int, entry: Callable[[int, int], Fraction]) -> Matrix:
    """Return a number for every ordered pair of options; 0 of an option with itself."""
    return [
        [entry(one, other) if one != other else Fraction(0) for other in range(size)]
        for one in range(size)
    ]


def _number(said: Score | None, otherwise: Fraction) -> Fraction:
    return otherwise if said is None else Fraction(said)
