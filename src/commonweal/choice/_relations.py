"""How two options stand to one another by all permissible orderings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from commonweal.choice._certificate import certificate_of
from commonweal.choice._family import Kind
from commonweal.choice._prepared import Prepared
from commonweal.choice._result import NOTHING_PERMISSIBLE, ChoiceStats, MethodResult
from commonweal.choice._telling import told_ordering
from commonweal.documents import listed
from commonweal.errors import InvalidDocument, Problem

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from commonweal.choice._problem import ChoiceProblem

PairRelation: TypeAlias = Literal[
    "better",
    "worse",
    "equal",
    "at_least_as_good",
    "at_most_as_good",
    "on_a_par",
    "partly_compared",
    "incomparable",
]
"""What permissible orderings come to together, of the first of two options against the second."""

_WORDS: dict[PairRelation, str] = {
    "better": "is better than",
    "worse": "is worse than",
    "equal": "is equal to",
    "at_least_as_good": "is at least as good as",
    "at_most_as_good": "is at most as good as",
    "on_a_par": "is on a par with",
    "partly_compared": "is only partly compared with",
    "incomparable": "is incomparable with",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class OptionComparison:
    """Two options, how they stand, and which orderings show it."""

    first: str
    second: str
    relation: PairRelation
    kinds: tuple[Kind, ...]
    """What single orderings say: together the atomic type of the pair, one of fifteen."""
    evidence: Mapping[str, Any]
    """What proves it: for each kind an ordering that says so, or the lowest and highest difference
    under all weights."""

    def claim(self) -> dict[str, Any]:
        """Return the comparison as the certificate states it."""
        return {
            "first": self.first,
            "second": self.second,
            "relation": self.relation,
            "kinds": list(self.kinds),
            **self.evidence,
        }

    def sentence(self) -> str:
        """Return the comparison in words, with the orderings that disagree where some do."""
        told = f"{self.first} {_WORDS[self.relation]} {self.second}"
        if self.relation != "on_a_par":
            return f"{told}."
        if "shown_by" in self.evidence:
            shown = self.evidence["shown_by"]
            above, below = ({"shown_by": shown[kind]} for kind in ("better", "worse"))
        else:
            above, below = self.evidence["highest"], self.evidence["lowest"]
        return f"{told}: above it {told_ordering(above)}, below it {told_ordering(below)}."


@dataclass(frozen=True, slots=True, kw_only=True)
class RelationsResult(MethodResult):
    """How pairs of options stand to one another."""

    value: tuple[OptionComparison, ...]
    certificate: Mapping[str, Any]

    def explain(self) -> tuple[str, ...]:
        """Return one sentence for each pair."""
        if self.status != "found":
            return (NOTHING_PERMISSIBLE,)
        return tuple(comparison.sentence() for comparison in self.value)


def relation_of(kinds: Iterable[Kind]) -> PairRelation:
    """Return the relation that the kinds of single orderings come to together.

    All four kinds may occur in any combination but none: fifteen atomic types. The four with both
    *better* and *worse* are parity, whatever else occurs.

    Source: W. Rabinowicz, "Value relations", Theoria 74 (2008), 18-49. Deviation: the types in
    which some orderings compare the two and none opposes another have no names there that people
    use; those without gaps are called at least (at most) as good here, those with gaps partly
    compared.
    """
    said = frozenset(kinds)
    if {"better", "worse"} <= said:
        return "on_a_par"
    if "apart" in said:
        return "incomparable" if said == {"apart"} else "partly_compared"
    if "better" in said:
        return "better" if said == {"better"} else "at_least_as_good"
    if "worse" in said:
        return "worse" if said == {"worse"} else "at_most_as_good"
    return "equal"


def solve_relations(
    problem: ChoiceProblem, *, options: Sequence[str] | None = None
) -> RelationsResult:
    """Return how every two options stand to one another by all permissible orderings.

    Better is what all say; on a par are two on which permissible orderings disagree; incomparable
    two that none compares. Every answer is exact and proved.

    Args:
        problem: what is compared, and which orderings are permissible.
        options: only these; all if none are named.

    Raises:
        InvalidDocument: with what contradicts itself in the problem; with code ``unknown-option``;
            with code ``repeated-name``.

    Source: W. Rabinowicz, "Value relations", Theoria 74 (2008), 18-49; R. Chang, "The possibility
    of parity", Ethics 112 (2002), 659-688, for the relation that it models.
    Cost: the pairs of options, times what one comparison costs: the declared orderings, the square
    of the criteria, or two linear programs.
    """
    prepared = Prepared(problem)
    names = tuple(prepared.options if options is None else options)
    for name in names:
        prepared.place(name)
    if len(set(names)) < len(names):
        raise InvalidDocument(
            Problem("repeated-name", "options", "every option once", listed([*map(repr, names)]))
        )
    found = prepared.family.nothing() is None
    value = tuple(compare(prepared, *pair) for pair in combinations(names, 2)) if found else ()
    parameters = {"options": list(names)}
    return RelationsResult(
        value=value,
        status="found" if found else "none-permissible",
        method="relations",
        parameters=parameters,
        stats=ChoiceStats.of(prepared),
        problem=problem,
        certificate=certificate_of(
            prepared,
            "relations",
            parameters,
            chosen=None,
            claims=[comparison.claim() for comparison in value],
        ),
    )


def compare(prepared: Prepared, first: str, second: str) -> OptionComparison:
    """Return how two options of a prepared problem stand to one another."""
    compared = prepared.family.compare(prepared.place(first), prepared.place(second))
    return OptionComparison(
        first=first,
        second=second,
        relation=relation_of(compared.kinds),
        kinds=compared.kinds,
        evidence=compared.evidence,
    )
