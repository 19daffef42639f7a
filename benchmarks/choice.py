"""E-admissibility of many options, exact and proved, beside the same programs in floats alone.

The peer is SciPy's HiGHS on the programs that decide the same question, one for each option, from
the same numbers, with nothing made exact: weights, and the margin by which an option leads, at
least 0 for what is E-admissible. How many verdicts floats get right where options are exactly level
is a row of its own.
"""

import random
from fractions import Fraction
from time import perf_counter

import numpy as np
from benchmarks._row import Row
from scipy.optimize import linprog

from commonweal.choice import ChoiceProblem, EAdmissible, solve_choice

OPTIONS, CRITERIA = 200, 10


def run(*, quick: bool = False) -> list[Row]:
    """Measure 200 options by 10 criteria, or 40 by 5 if quick."""
    options, criteria = (40, 5) if quick else (OPTIONS, CRITERIA)
    drawn = scores_of(options, criteria)
    constraints = [
        {"name": f"floor-{at}", "coefficients": {f"c{at}": 1}, "at_least": f"1/{4 * criteria}"}
        for at in range(criteria)
    ]
    return [
        _beside("all weights", drawn, []),
        _beside("each weight at least a quarter of its even share", drawn, constraints),
        _ties(options, criteria),
    ]


def scores_of(options: int, criteria: int, largest: int = 1000) -> list[list[int]]:
    """Return scores from 0 on, the same ones every time."""
    rng = random.Random(20)
    return [[rng.randint(0, largest) for _ in range(criteria)] for _ in range(options)]


def problem_of(scores: list[list[int]], constraints: list[dict[str, object]]) -> ChoiceProblem:
    """Return the problem with these scores."""
    return ChoiceProblem.from_content(
        {
            "kind": "choice_problem",
            "schema_version": 1,
            "options": [f"o{at}" for at in range(len(scores))],
            "criteria": [
                {
                    "name": f"c{criterion}",
                    "scores": {f"o{at}": row[criterion] for at, row in enumerate(scores)},
                }
                for criterion in range(len(scores[0]))
            ],
            "permissible": {"type": "weights", "constraints": constraints},
        }
    )


def margins_in_floats(scores: list[list[int]], floor: float) -> list[float]:
    """Return for each option the largest margin that weights give it over all rivals, in floats."""
    table = np.array(scores, dtype=np.float64)
    count, size = table.shape
    cost = np.zeros(size + 1)
    cost[-1] = -1
    sums = np.append(np.ones(size), 0.0)[np.newaxis]
    bounds = [(floor, None)] * size + [(None, None)]
    margins = []
    for at in range(count):
        rivals = np.delete(table, at, axis=0) - table[at]
        above = np.hstack([rivals, np.ones((count - 1, 1))])
        found = linprog(
            cost, above, np.zeros(count - 1), sums, [1.0], bounds=bounds, method="highs-ds"
        )
        margins.append(float(found.x[-1]))
    return margins


def _beside(name: str, scores: list[list[int]], constraints: list[dict[str, object]]) -> Row:
    problem = problem_of(scores, constraints)
    floor = float(Fraction(1, 4 * len(scores[0]))) if constraints else 0.0
    start = perf_counter()
    result = solve_choice(problem, EAdmissible())
    ours = perf_counter() - start
    start = perf_counter()
    margins_in_floats(scores, floor)
    theirs = perf_counter() - start
    stats = result.stats
    return Row(
        name=f"E-admissibility of {stats.options} options by {stats.criteria} criteria, {name}: "
        f"{len(result.value)} kept, {stats.programs} programs, {stats.by_simplex} by Bland's rule",
        ours=f"{ours:.2f} s, exact with certificate",
        peer=f"{theirs:.2f} s (scipy linprog in floats, no certificate)",
        ratio=f"{theirs / ours:.2f}x",
        target="at most 10 s",
        met=ours <= 10,
    )


def _ties(options: int, criteria: int) -> Row:
    """Compare verdicts where many options are exactly level with mixtures of others."""
    # On the plane where scores add up to the same, every option is level under even weights.
    rng = random.Random(21)
    scores = []
    for _ in range(options):
        row = [rng.randint(0, 1000) for _ in range(criteria - 1)]
        scores.append([*row, 1000 * criteria - sum(row)])
    kept = set(solve_choice(problem_of(scores, []), EAdmissible()).value)
    margins = margins_in_floats(scores, 0.0)
    dropped = sum(margin < 0 for margin in margins)
    return Row(
        name=f"{options} options all level under even weights: how many are E-admissible",
        ours=f"{len(kept)}",
        peer=f"{options - dropped} (the same programs in floats, a margin from 0 on)",
        ratio="",
        target=f"all {options}",
        met=len(kept) == options,
    )
