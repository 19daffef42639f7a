"""What a choice without a common scale comes to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, Self, TypeAlias

from commonweal.choice._method import method_spelling
from commonweal.documents import counted, listed
from commonweal.errors import Infeasible, Problem

if TYPE_CHECKING:
    from commonweal.choice._prepared import Prepared
    from commonweal.choice._problem import ChoiceProblem

ChoiceStatus: TypeAlias = Literal["found", "none-permissible"]
"""``none-permissible``: the constraints leave no weights, so that nothing can be said."""

NOTHING_PERMISSIBLE = "No weights meet all constraints: nothing is permissible."
"""What such a result says in words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChoiceStats:
    """How large a problem was, and what an answer took."""

    options: int
    criteria: int
    programs: int
    """Linear programs that were solved."""
    by_simplex: int
    """How many of them the basis found in floats did not settle, so that fractions had to."""

    @classmethod
    def of(cls, prepared: Prepared) -> Self:
        """Return what a prepared problem has come to so far."""
        return cls(
            options=len(prepared.options),
            criteria=len(prepared.problem.criteria),
            programs=prepared.family.programs,
            by_simplex=prepared.family.by_simplex,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class MethodResult:
    """What every method says beside its answer: which it was, of which problem, and whether."""

    status: ChoiceStatus
    method: str
    parameters: Mapping[str, Any]
    stats: ChoiceStats
    problem: ChoiceProblem

    def raise_for_status(self) -> Self:
        """Return the result itself if something is permissible.

        Raises:
            Infeasible: with code ``none-permissible``.
        """
        if self.status == "found":
            return self
        raise Infeasible(
            Problem(
                code="none-permissible",
                path="permissible constraints",
                expected="weights that meet them all",
                found="constraints that contradict one another",
                hint="The certificate's multipliers say which ones do together.",
            )
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class ChoiceResult(MethodResult):
    """The options that a named method keeps. None of them is thereby better than another."""

    value: tuple[str, ...]
    """The options kept, in the order in which they are declared."""
    claims: tuple[Mapping[str, Any], ...]
    """What is claimed of each option with what proves it, as plain JSON; of a baseline, the
    numbers that it went by."""
    certificate: Mapping[str, Any] | None
    """A document that the stand-alone checker verifies; None for the outranking baselines."""
    sentences: tuple[str, ...]

    def explain(self) -> tuple[str, ...]:
        """Return in sentences what was kept, what was not, and why."""
        return self.sentences

    def summary(self) -> str:
        """Return one sentence on what was kept."""
        if self.status != "found":
            return NOTHING_PERMISSIBLE
        kept = counted(len(self.value), "option")
        method = method_spelling(self.method)
        return f"{method} keeps {kept} of {self.stats.options}: {listed(self.value)}."
