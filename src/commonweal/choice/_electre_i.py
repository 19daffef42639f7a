"""ELECTRE I: the kernel of what outranks what. A baseline."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any, ClassVar

from commonweal.choice._method import Kept
from commonweal.choice._outranking import WeighedCriterion, weighed_criteria
from commonweal.documents import listed, rational_text
from commonweal.errors import InvalidDocument, Problem

if TYPE_CHECKING:
    from commonweal.choice._prepared import Prepared


@dataclass(frozen=True, slots=True, kw_only=True)
class ElectreI:
    """Keep the kernel of the outranking relation. A baseline, whose numbers decide nothing.

    One option outranks another when the criteria on which it is at least as good weigh at least
    ``concordance``, and on none is it behind by the criterion's veto or by more than
    ``discordance`` of the criterion's range. Options that outrank each other in a circle are taken
    as one. The kernel is the one set in which none outranks another, and from which everything
    outside is outranked.

    Source: B. Roy, "Classement et choix en présence de points de vue multiples (la méthode
    ELECTRE)", RIRO 2 (1968), 57-75; vetoes as in ELECTRE Iv. Deviation: discordance is measured in
    each criterion's own range among the options, where Roy takes the widest range of all criteria,
    which would need a common scale.
    Cost: the square of the options times the criteria, and the cube of the options for circles.
    """

    concordance: Fraction = Fraction(2, 3)
    """From 1/2 to 1."""
    discordance: Fraction | None = None
    """From 0 to 1; without it only vetoes are looked at."""

    name: ClassVar[str] = "electre_i"
    checked: ClassVar[bool] = False

    def __post_init__(self) -> None:
        wrong = not Fraction(1, 2) <= self.concordance <= 1
        if wrong or not 0 <= (self.discordance or 0) <= 1:
            raise InvalidDocument(
                Problem(
                    code="threshold-out-of-range",
                    path="electre-i",
                    expected="a concordance from 1/2 to 1 and a discordance from 0 to 1",
                    found=f"{self.concordance} and {self.discordance}",
                )
            )

    def parameters(self) -> dict[str, Any]:
        """Return the choices of the method as plain JSON."""
        discordance = None if self.discordance is None else rational_text(self.discordance)
        return {"concordance": rational_text(self.concordance), "discordance": discordance}

    def keep(self, prepared: Prepared) -> Kept:
        """Return the kernel.

        Raises:
            InvalidDocument: with code ``outranking-needed``.
        """
        criteria, size = weighed_criteria(prepared, self.name), len(prepared.options)
        over = [
            {
                other
                for other in range(size)
                if other != one and self._outranks(criteria, one, other)
            }
            for one in range(size)
        ]
        kept = kernel_of(over)
        names = prepared.options
        claims = tuple(
            {
                "option": name,
                "kept": at in kept,
                "outranks": [names[other] for other in sorted(over[at])],
            }
            for at, name in enumerate(names)
        )
        sentences = tuple(
            f"{name} is {'kept' if at in kept else 'not kept'}: it outranks "
            f"{listed([names[other] for other in sorted(over[at])]) or 'none'}."
            for at, name in enumerate(names)
        )
        return Kept(tuple(sorted(kept)), claims, sentences)

    def _outranks(self, criteria: list[WeighedCriterion], one: int, other: int) -> bool:
        agree = sum((each.weight for each in criteria if each.behind(one, other) <= 0), Fraction(0))
        return agree >= self.concordance and not any(
            self._refuses(each, each.behind(one, other)) for each in criteria
        )

    def _refuses(self, criterion: WeighedCriterion, behind: Fraction) -> bool:
        if criterion.veto is not None and 0 < behind >= criterion.veto:
            return True
        span = max(criterion.levels) - min(criterion.levels)
        return self.discordance is not None and behind > self.discordance * span


def kernel_of(over: list[set[int]]) -> set[int]:
    """Return the kernel of a relation, circles taken as one; ``over`` says whom each outranks."""
    size = len(over)
    reach = [set(each) for each in over]
    for middle in range(size):
        for each in reach:
            each.update(reach[middle] if middle in each else ())
    circle = [{at} | {other for other in reach[at] if at in reach[other]} for at in range(size)]
    kernel: set[int] = set()
    # Whoever is outranked through chains by more outside its circle comes later.
    above = [{other for other in range(size) if at in reach[other]} for at in range(size)]
    for at in sorted(range(size), key=lambda at: len(above[at] - circle[at])):
        beaten = {other for member in kernel for other in over[member]}
        if at not in kernel and not circle[at] & beaten:
            kernel |= circle[at]
    return kernel
