"""Reading the file of a problem, TOML or JSON, with everything that is wrong with it at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from commonweal.choice._problem import ChoiceProblem
from commonweal.choice._problem_findings import problem_findings
from commonweal.documents import read_document, read_toml_document

if TYPE_CHECKING:
    from pathlib import Path


def read_choice_problem(path: Path) -> ChoiceProblem:
    """Return the problem that a file holds: JSON if its name ends in ``.json``, else TOML.

    Raises:
        InvalidDocument: with every problem of the file and the line of each. Beside what a field
            may hold: ``repeated-name``, ``unknown-option`` and ``unknown-criterion``;
            ``not-compared`` where a criterion leaves an option out; ``one-of-several`` where a
            criterion or a constraint says nothing, or two things; ``scores-needed`` where sums are
            asked of an order alone; ``cyclic-criteria``.
    """
    if path.suffix == ".json":
        return read_document(path, ChoiceProblem, also=problem_findings)
    return read_toml_document(path, ChoiceProblem, also=problem_findings)
