"""PROMETHEE I and II: flows of preference in and out of each option. Baselines."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, ClassVar

from commonweal.choice._method import Kept, WithoutParameters
from commonweal.choice._outranking import matrix_of, weighed_criteria
from commonweal.documents import rational_text

if TYPE_CHECKING:
    from commonweal.choice._prepared import Prepared


@dataclass(frozen=True, slots=True)
class Flows:
    """How strongly an option is preferred to the others on the average, and they to it."""

    leaving: Fraction
    """φ⁺, from 0 to 1."""
    entering: Fraction
    """φ⁻, from 0 to 1."""

    @property
    def net(self) -> Fraction:
        """Return φ, from -1 to 1."""
        return self.leaving - self.entering

    def outranks(self, other: Flows) -> bool:
        """Tell whether one flow is better than the other's, and neither is worse."""
        leads = self.leaving - other.leaving, other.entering - self.entering
        return min(leads) >= 0 and max(leads) > 0


@dataclass(frozen=True, slots=True, kw_only=True)
class PrometheeI(WithoutParameters):
    """Keep what no option outranks by both of its flows. A baseline, whose numbers decide nothing.

    The flows are weighted averages over criteria of how far one option is preferred to another: by
    the usual criterion without thresholds, by the V-shape and the linear one with them. Exact, so
    that ties are ties.

    It puts criteria on one scale by weights that somebody has to name, which a choice without a
    common scale denies that there are. It is here to be compared with.

    Source: J.-P. Brans, P. Vincke, "A preference ranking organisation method", Management Science
    31 (1985), 647-656. Deviation: the Gaussian criterion is left out, since its values are no
    fractions; a difference of exactly the indifference threshold is none, one of exactly the
    preference threshold is whole.
    Cost: the square of the options times the criteria.
    """

    name: ClassVar[str] = "promethee_i"
    checked: ClassVar[bool] = False

    def keep(self, prepared: Prepared) -> Kept:
        """Return the options that none outranks.

        Raises:
            InvalidDocument: with code ``outranking-needed``.
        """
        flows = flows_of(prepared, self.name)
        kept = [
            at for at, own in enumerate(flows) if not any(other.outranks(own) for other in flows)
        ]
        return _kept(prepared, flows, kept)


@dataclass(frozen=True, slots=True, kw_only=True)
class PrometheeII(WithoutParameters):
    """Keep what has the highest net flow. A baseline, whose numbers decide nothing.

    As `PrometheeI`, with the difference of the two flows, which ranks all options.

    Source: J.-P. Brans, P. Vincke, Management Science 31 (1985), 647-656.
    Cost: the square of the options times the criteria.
    """

    name: ClassVar[str] = "promethee_ii"
    checked: ClassVar[bool] = False

    def keep(self, prepared: Prepared) -> Kept:
        """Return the options with the highest net flow.

        Raises:
            InvalidDocument: with code ``outranking-needed``.
        """
        flows = flows_of(prepared, self.name)
        highest = max(own.net for own in flows)
        return _kept(prepared, flows, [at for at, own in enumerate(flows) if own.net == highest])


def flows_of(prepared: Prepared, method: str) -> list[Flows]:
    """Return the flows of every option.

    Raises:
        InvalidDocument: with code ``outranking-needed``.
    """
    criteria, size = weighed_criteria(prepared, method), len(prepared.options)

    def preference(one: int, other: int) -> Fraction:
        parts = (each.weight * each.preferred(-each.behind(one, other)) for each in criteria)
        return sum(parts, Fraction(0))

    over = matrix_of(size, preference)
    others = max(size - 1, 1)
    return [
        Flows(
            leaving=sum(over[at], Fraction(0)) / others,
            entering=sum((row[at] for row in over), Fraction(0)) / others,
        )
        for at in range(size)
    ]


def _kept(prepared: Prepared, flows: list[Flows], kept: list[int]) -> Kept:
    claims = tuple(
        {
            "option": name,
            "kept": at in kept,
            "leaving": rational_text(flows[at].leaving),
            "entering": rational_text(flows[at].entering),
            "net": rational_text(flows[at].net),
        }
        for at, name in enumerate(prepared.options)
    )
    sentences = tuple(
        f"{name} is {'kept' if at in kept else 'not kept'}: flows out {flows[at].leaving}, in "
        f"{flows[at].entering}, net {flows[at].net}."
        for at, name in enumerate(prepared.options)
    )
    return Kept(tuple(kept), claims, sentences)
