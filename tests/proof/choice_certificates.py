"""Certificates of small choices, and what the checker says of them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from commonweal.choice import (
    ChoiceProblem,
)
from commonweal.proof import checker

from .forging import written


def problem(**fields: Any) -> ChoiceProblem:
    """Return the problem with these fields."""
    return ChoiceProblem.from_content({"kind": "choice_problem", "schema_version": 1, **fields})


def scored(scores: dict[str, list[Any]], *constraints: dict[str, Any]) -> ChoiceProblem:
    """Return a problem of weights in which each option has a score by each of c0, c1 and so on."""
    size = len(next(iter(scores.values())))
    criteria = [
        {"name": f"c{at}", "scores": {name: row[at] for name, row in scores.items()}}
        for at in range(size)
    ]
    permissible = {"type": "weights", "constraints": list(constraints)}
    return problem(options=list(scores), criteria=criteria, permissible=permissible)


def problems_of(certificate: Any) -> list[str]:
    """Return what the checker finds wrong with a certificate, read from its bytes."""
    report = checker.Report()
    try:
        content = checker.inputs.parse(written(certificate))
        checker.KINDS[content.kind](report, content, Path())
    except (checker.InvalidError, checker.UnreadableError) as error:
        return [str(error) or "refused"]
    except checker.MALFORMED as error:
        return [f"malformed: {error}"]
    return report.problems


# --- A corpus

LIMITS = [
    {"name": "least", "coefficients": {"c0": 1}, "at_least": "1/5"},
    {"name": "most", "coefficients": {"c0": 1, "c1": -1}, "at_most": "1/5"},
    {"name": "fixed", "coefficients": {"c2": 1}, "equals": "1/4"},
]
