"""Priority by context: criteria in strata, and parity within a stratum."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from commonweal.choice._by_criteria import levels_of
from commonweal.choice._method import Kept
from commonweal.choice._relations import OptionComparison, PairRelation
from commonweal.documents import did_you_mean, one_of
from commonweal.errors import InvalidDocument, Problem

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from fractions import Fraction

    from commonweal.choice._prepared import Prepared


@dataclass(frozen=True, slots=True, kw_only=True)
class Lexicographic:
    """Keep the options that none is better than by the priorities of one context.

    Two options are compared in the first stratum that tells them apart. There the one is better if
    it is at least as good by all criteria of the stratum and better by one. Otherwise they are on a
    par, and stay so: lower strata are not asked to break what a higher one left on a par. They
    speak only where everything above is level. So considerations that are to break ties alone
    belong into the last stratum.

    It reads the priorities and the criteria; which orderings are permissible it does not read.
    Something is always kept, since the relation is transitive and nothing is better than itself.

    Source: P. Fishburn, "Lexicographic orders, utilities and decision rules", Management Science
    20 (1974), 1442-1471, with Pareto's criterion in place of a total order in each stratum.
    Cost: the square of the options times the criteria.
    """

    context: str

    name: ClassVar[str] = "lexicographic"
    checked: ClassVar[bool] = True

    def parameters(self) -> dict[str, Any]:
        """Return the choices of the method as plain JSON."""
        return {"context": self.context}

    def keep(self, prepared: Prepared) -> Kept:
        """Return the options that none is better than.

        Raises:
            InvalidDocument: with code ``unknown-context``.
        """
        strata = self.strata(prepared)
        claims = [self._claim(prepared, strata, at) for at in range(len(prepared.options))]
        kept = tuple(at for at, claim in enumerate(claims) if claim["kept"])
        return Kept(kept, tuple(claims), tuple(map(_sentence, claims)))

    def strata(self, prepared: Prepared) -> list[list[list[Fraction]]]:
        """Return for each stratum the levels of all options by each of its criteria.

        Raises:
            InvalidDocument: with code ``unknown-context``.
        """
        problem = prepared.problem
        named = {criterion.name: criterion for criterion in problem.criteria}
        for priority in problem.priorities:
            if priority.context == self.context:
                return [
                    [levels_of(named[name], problem.options) for name in stratum]
                    for stratum in priority.strata
                ]
        known = [priority.context for priority in problem.priorities]
        raise InvalidDocument(
            Problem(
                code="unknown-context",
                path="priorities",
                expected=one_of(known, some="the contexts with priorities"),
                found=repr(self.context),
                hint=did_you_mean(self.context, known),
            )
        )

    def compare(self, prepared: Prepared, first: str, second: str) -> OptionComparison:
        """Return how two options stand by the priorities of the context.

        Raises:
            InvalidDocument: with code ``unknown-context`` or ``unknown-option``.
        """
        pair = prepared.place(first), prepared.place(second)
        relation, stratum = stand(self.strata(prepared), *pair)
        return OptionComparison(
            first=first, second=second, relation=relation, kinds=(), evidence={"stratum": stratum}
        )

    def _claim(
        self, prepared: Prepared, strata: list[list[list[Fraction]]], option: int
    ) -> dict[str, Any]:
        name = prepared.options[option]
        against = []
        for rival, rival_name in enumerate(prepared.options):
            if rival != option:
                relation, stratum = stand(strata, option, rival)
                if relation == "worse":
                    return {"option": name, "kept": False, "by": rival_name, "stratum": stratum}
                against.append({"rival": rival_name, "relation": relation, "stratum": stratum})
        return {"option": name, "kept": True, "against": against}


def stand(
    strata: Sequence[Sequence[Sequence[Fraction]]], first: int, second: int
) -> tuple[PairRelation, int | None]:
    """Return how two options stand, and in which stratum, counted from 1, that shows."""
    for number, stratum in enumerate(strata, 1):
        ahead = any(levels[first] > levels[second] for levels in stratum)
        behind = any(levels[first] < levels[second] for levels in stratum)
        if ahead or behind:
            return ("on_a_par" if behind else "better") if ahead else "worse", number
    return "equal", None


def _sentence(claim: Mapping[str, Any]) -> str:
    option = claim["option"]
    if not claim["kept"]:
        return f"{option} is not kept: it loses to {claim['by']} in stratum {claim['stratum']}."
    words = {"better": "ahead of", "on_a_par": "on a par with", "equal": "equal to"}
    told = [
        f"{words[each['relation']]} {each['rival']}"
        + (f" in stratum {each['stratum']}" if each["stratum"] else "")
        for each in claim["against"]
    ]
    return f"{option} is kept: {'; '.join(told) or 'it has no rival'}."
