"""The small-improvement test: may two options that nobody ranks be called equal?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from commonweal.choice._certificate import certificate_of
from commonweal.choice._prepared import Prepared
from commonweal.choice._relations import OptionComparison, compare
from commonweal.choice._result import NOTHING_PERMISSIBLE, ChoiceStats, MethodResult
from commonweal.errors import InvalidDocument, Problem

if TYPE_CHECKING:
    from commonweal.choice._problem import ChoiceProblem

SmallImprovementVerdict: TypeAlias = Literal["equal-rejected", "equal-stands", "no-test"]
"""``no-test``: the one that was to be an improvement is not better than what it improves on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SmallImprovementResult(MethodResult):
    """Whether "equal" must be given up, with the three comparisons that say so."""

    value: SmallImprovementVerdict
    comparisons: tuple[OptionComparison, ...]
    """The improvement with what it improves on; the improvement with the other; the two."""
    certificate: Mapping[str, Any]

    def explain(self) -> tuple[str, ...]:
        """Return in sentences what was compared and what follows."""
        if self.status != "found":
            return (NOTHING_PERMISSIBLE,)
        improved, option, other = (self.parameters[key] for key in ("improved", "option", "other"))
        told = {
            "equal-rejected": f"So {option} and {other} are not equal: what is better than one of "
            "two equals is better than the other.",
            "equal-stands": f"The test gives no reason against calling {option} and {other} equal.",
            "no-test": f"{improved} is no improvement on {option}, so nothing is tested.",
        }
        return (*(each.sentence() for each in self.comparisons), told[self.value])


def solve_small_improvement(
    problem: ChoiceProblem, *, improved: str, option: str, other: str
) -> SmallImprovementResult:
    """Return whether a small improvement shows that two options are not equal.

    If an option were equal to another, whatever is better than it would be better than the other.
    So where ``improved`` is better than ``option`` and not better than ``other``, "equal" must be
    rejected. The test rejects and never confirms: where it rejects nothing, the two may still be on
    a par. What they are is in the comparisons.

    Raises:
        InvalidDocument: with what contradicts itself in the problem; with code ``unknown-option``;
            with code ``repeated-name`` where two of the three are the same.

    Source: R. Chang, "The possibility of parity", Ethics 112 (2002), 659-688; the
    argument is older: R. de Sousa, "The good and the true", Mind 83 (1974), 534-551.
    Cost: three comparisons.
    """
    names = (improved, option, other)
    if len(set(names)) < 3:
        raise InvalidDocument(
            Problem("repeated-name", "options", "three options", " and ".join(map(repr, names)))
        )
    prepared = Prepared(problem)
    for name in names:
        prepared.place(name)
    found = prepared.family.nothing() is None
    pairs = ((improved, option), (improved, other), (option, other))
    comparisons = tuple(compare(prepared, *pair) for pair in pairs) if found else ()
    value = _verdict(comparisons)
    parameters = {"improved": improved, "option": option, "other": other}
    claims = [each.claim() for each in comparisons]
    certificate = certificate_of(
        prepared, "small_improvement", parameters, chosen=None, claims=claims
    )
    return SmallImprovementResult(
        value=value,
        status="found" if found else "none-permissible",
        method="small_improvement",
        parameters=parameters,
        stats=ChoiceStats.of(prepared),
        problem=problem,
        comparisons=comparisons,
        certificate={**certificate, "verdict": value} if found else certificate,
    )


def _verdict(comparisons: tuple[OptionComparison, ...]) -> SmallImprovementVerdict:
    if not comparisons or comparisons[0].relation != "better":
        return "no-test"
    return "equal-stands" if comparisons[1].relation == "better" else "equal-rejected"
