"""Holding every justification that a run wrote to the stand-alone checker, at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from commonweal.errors import InvalidDocument, Problem
from commonweal.proof import checker

if TYPE_CHECKING:
    from pathlib import Path

STEP = "check"


def check_decisions(path: Path) -> int:
    """Derive every decision in a file again, and return how many there are.

    The checker shares nothing with what produced them. What it refuses is a fault of this program.

    Args:
        path: ``decision.json`` or ``decisions.jsonl``, with ``target.json`` beside it.

    Raises:
        InvalidDocument: with code ``derivation-invalid``, the step and the reason.
    """
    report = checker.check(path)
    if report.problems:
        raise InvalidDocument(
            Problem(
                code="derivation-invalid",
                path=str(path),
                expected="justifications that the stand-alone checker derives too",
                found=problem,
                hint="This is a fault of this program: please report it.",
            )
            for problem in report.problems
        )
    return report.counts["decisions"]
