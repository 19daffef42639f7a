"""Problems to choose in: the classic ones, drawn ones, and what enumeration says of them."""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations, permutations
from typing import Any

from commonweal.choice import ChoiceProblem

Vector = tuple[Fraction, ...]


def problem(**fields: Any) -> ChoiceProblem:
    """Return the problem with these fields."""
    return ChoiceProblem.from_content({"kind": "choice_problem", "schema_version": 1, **fields})


def scored(
    scores: dict[str, list[Any]], *, permissible: dict[str, Any] | None = None, **more: Any
) -> ChoiceProblem:
    """Return a problem in which each option has a score by each of c0, c1 and so on."""
    size = len(next(iter(scores.values())))
    criteria = [
        {"name": f"c{at}", "scores": {name: row[at] for name, row in scores.items()}}
        for at in range(size)
    ]
    return problem(
        options=list(scores),
        criteria=criteria,
        permissible=permissible or {"type": "weights"},
        **more,
    )


def two_and_a_compromise(z: str) -> ChoiceProblem:
    """Return a = (4, 0), b = (0, 4) and c = (z, z), with all weights permitted."""
    return scored({"a": [4, 0], "b": [0, 4], "c": [z, z]})


# --- What enumeration says


def dot(weights: Vector, vector: Vector) -> Fraction:
    """Return a weighted sum."""
    return sum((a * b for a, b in zip(weights, vector, strict=True)), Fraction(0))


def rows_of(case: ChoiceProblem) -> list[tuple[Vector, bool]]:
    """Return each constraint as a row that may not be negative, or (True) must be zero."""
    rows = []
    names = [criterion.name for criterion in case.criteria]
    for each in getattr(case.permissible, "constraints", ()):
        [bound] = [b for b in (each.at_least, each.at_most, each.equals) if b is not None]
        sign = -1 if each.at_most is not None else 1
        row = tuple(sign * (Fraction(each.coefficients.get(n, 0)) - Fraction(bound)) for n in names)
        rows.append((row, each.equals is not None))
    return rows


def corners(size: int, rows: list[tuple[Vector, bool]]) -> list[Vector]:
    """Return the extreme points of the weights that meet all rows, by trying what may be active."""
    unit = [tuple(Fraction(at == own) for at in range(size)) for own in range(size)]
    inequalities = [*unit, *(row for row, equal in rows if not equal)]
    equalities = [row for row, equal in rows if equal]
    found = set()
    for active in combinations(inequalities, size - 1):
        found |= _meeting([*active], size)
    for number in range(size):
        for active in combinations([*inequalities, *equalities], number):
            found |= _meeting([*active], size)
    return [
        weights
        for weights in sorted(found)
        if all(dot(weights, row) >= 0 for row in inequalities)
        and all(dot(weights, row) == 0 for row in equalities)
    ]


def _meeting(active: list[Vector], size: int) -> set[Vector]:
    """Return the one point where the rows are zero and the entries add up to 1, if there is one."""
    rows = [[*row, Fraction(0)] for row in active]
    rows.append([Fraction(1)] * size + [Fraction(1)])
    done = 0
    for column in range(size):
        at = next((at for at in range(done, len(rows)) if rows[at][column]), None)
        if at is None:
            return set()
        rows[done], rows[at] = rows[at], rows[done]
        rows[done] = [value / rows[done][column] for value in rows[done]]
        for other in range(len(rows)):
            if other != done:
                factor = rows[other][column]
                rows[other] = [a - factor * b for a, b in zip(rows[other], rows[done], strict=True)]
        done += 1
    if any(row[-1] for row in rows[done:]):
        return set()
    return {tuple(row[-1] for row in rows[:size])}


def vectors_of(case: ChoiceProblem) -> dict[str, Vector]:
    """Return the scores of each option by all criteria."""
    return {
        option: tuple(Fraction((each.scores or {})[option]) for each in case.criteria)
        for option in case.options
    }


def levels_of(case: ChoiceProblem) -> list[dict[str, Fraction]]:
    """Return for each criterion the level of each option, more being better."""
    found = []
    for each in case.criteria:
        if each.scores is not None:
            found.append({name: Fraction(score) for name, score in each.scores.items()})
        else:
            groups = enumerate(each.tiers or ())
            found.append({name: Fraction(-at) for at, group in groups for name in group})
    return found


def orderings_of(case: ChoiceProblem) -> list[dict[str, Any]]:
    """Return every permissible ordering as a comparable value for each option that it ranks.

    Of weights, those at the corners: enough for what is best or better everywhere, and for ends.
    """
    said: Any = case.permissible
    if said.type == "orderings":
        return [
            {name: -at for at, group in enumerate(each.tiers) for name in group}
            for each in said.orderings
        ]
    if said.type == "utilities":
        return [{n: Fraction(s) for n, s in each.scores.items()} for each in said.utilities]
    if said.type == "criteria":
        names = [criterion.name for criterion in case.criteria]
        levels = dict(zip(names, levels_of(case), strict=True))
        return [
            {option: tuple(levels[name][option] for name in order) for option in case.options}
            for order in permutations(names)
            if all(order.index(above) < order.index(below) for above, below in said.above)
        ]
    vectors = vectors_of(case)
    return [
        {option: dot(weights, vector) for option, vector in vectors.items()}
        for weights in corners(len(case.criteria), rows_of(case))
    ]
