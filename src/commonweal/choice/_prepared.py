"""A problem made ready: checked as a whole, with its family of permissible orderings."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from commonweal.choice._by_criteria import ByCriteria
from commonweal.choice._by_orderings import ByOrderings, ByUtilities
from commonweal.choice._by_weights import ByWeights
from commonweal.choice._method import method_spelling
from commonweal.choice._problem import (
    PermissibleByCriteria,
    PermissibleByOrderings,
    PermissibleByUtilities,
)
from commonweal.choice._problem_findings import problem_findings
from commonweal.documents import did_you_mean, one_of
from commonweal.errors import InvalidDocument, Problem

if TYPE_CHECKING:
    from collections.abc import Iterable

    from commonweal.choice._family import Family, ValuedFamily
    from commonweal.choice._problem import ChoiceProblem


@dataclass(frozen=True, slots=True, eq=False)
class Prepared:
    """A problem in which nothing contradicts itself, and what answers questions about it."""

    problem: ChoiceProblem
    family: Family = field(init=False)

    def __post_init__(self) -> None:
        problems = [finding.problem() for finding in problem_findings(self.problem.content())]
        if problems:
            raise InvalidDocument(problems)
        object.__setattr__(self, "family", _family(self.problem))

    @property
    def options(self) -> tuple[str, ...]:
        """The options in the order in which they are declared."""
        return self.problem.options

    def place(self, option: str) -> int:
        """Return the position of an option.

        Raises:
            InvalidDocument: with code ``unknown-option``.
        """
        if option not in self.options:
            expected = one_of(self.options)
            hint = did_you_mean(option, self.options)
            raise InvalidDocument(
                Problem("unknown-option", "options", expected, repr(option), hint)
            )
        return self.options.index(option)

    def valued(self, method: str) -> ValuedFamily:
        """Return the family, if its orderings come of values.

        Raises:
            InvalidDocument: with code ``values-needed``.
        """
        if isinstance(self.family, ByWeights | ByUtilities):
            return self.family
        spelt = method_spelling(method)
        raise InvalidDocument(
            Problem(
                code="values-needed",
                path="permissible",
                expected=f"weights or utilities, since {spelt} compares lowest values",
                found=self.problem.permissible.type,
                hint="An order has no lowest value. maximal and e-admissible need none.",
            )
        )


def places_of(names: Iterable[str], prepared: Prepared) -> list[int]:
    """Return the positions of options."""
    return [prepared.place(name) for name in names]


def _family(problem: ChoiceProblem) -> Family:
    said = problem.permissible
    if isinstance(said, PermissibleByOrderings):
        return ByOrderings.of(problem, said)
    if isinstance(said, PermissibleByUtilities):
        return ByUtilities.declared(problem, said)
    if isinstance(said, PermissibleByCriteria):
        return ByCriteria(problem, said)
    return ByWeights(problem, said)
