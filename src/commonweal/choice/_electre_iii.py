"""ELECTRE III: degrees of outranking, distilled from above and from below. A baseline."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, ClassVar

from commonweal.choice._method import Kept, WithoutParameters
from commonweal.choice._outranking import WeighedCriterion, matrix_of, weighed_criteria
from commonweal.documents import rational_text

if TYPE_CHECKING:
    from commonweal.choice._outranking import Matrix
    from commonweal.choice._prepared import Prepared


@dataclass(frozen=True, slots=True, kw_only=True)
class ElectreIII(WithoutParameters):
    """Keep what none is ranked above by both distillations. A baseline; its numbers decide nothing.

    The credibility that one option outranks another is the weight of the criteria that agree, in
    degrees between the preference and the indifference threshold, lowered by every criterion that
    objects more than all together agree. From it two orders are distilled, one from the best
    downwards, one from the worst upwards; where both agree, one option is ranked above another.

    Source: B. Roy, "ELECTRE III: un algorithme de classements fondé sur une représentation floue
    des préférences en présence de critères multiples", Cahiers du CERO 20 (1978), 3-24; thresholds
    of the distillation 3/10 - 3/20·λ as usual. Deviation: thresholds are constant, and not a
    function of the score.
    Cost: the square of the options times the criteria; up to the cube of the options for each
    distillation.
    """

    name: ClassVar[str] = "electre_iii"
    checked: ClassVar[bool] = False

    def keep(self, prepared: Prepared) -> Kept:
        """Return the options that none is ranked above.

        Raises:
            InvalidDocument: with code ``outranking-needed``.
        """
        criteria, size = weighed_criteria(prepared, self.name), len(prepared.options)
        credible = matrix_of(size, lambda one, other: credibility(criteria, one, other))
        down, up = distilled(credible, best_first=True), distilled(credible, best_first=False)
        places = [(down[at], up[at]) for at in range(size)]
        kept = [at for at in range(size) if not any(_above(each, places[at]) for each in places)]
        names = prepared.options
        claims = tuple(
            {
                "option": name,
                "kept": at in kept,
                "from_above": down[at],
                "from_below": up[at],
                "credibility": {
                    other: rational_text(credible[at][place])
                    for place, other in enumerate(names)
                    if place != at
                },
            }
            for at, name in enumerate(names)
        )
        sentences = tuple(
            f"{name} is {'kept' if at in kept else 'not kept'}: place {down[at]} from above, "
            f"{up[at]} from below."
            for at, name in enumerate(names)
        )
        return Kept(tuple(kept), claims, sentences)


def credibility(criteria: list[WeighedCriterion], one: int, other: int) -> Fraction:
    """Return how credible it is that one option outranks another, from 0 to 1."""
    behind = [each.behind(one, other) for each in criteria]
    pairs = list(zip(criteria, behind, strict=True))
    agree = sum((each.weight * (1 - each.preferred(by)) for each, by in pairs), Fraction(0))
    credible = agree
    for each, by in pairs:
        against = _objection(each, by)
        if against > agree:
            credible *= (1 - against) / (1 - agree)
    return credible


def distilled(credible: Matrix, *, best_first: bool) -> list[int]:
    """Return the place of each option, 1 the best, by one distillation.

    Args:
        credible: how credible it is that one option outranks another.
        best_first: whether the best is taken out first, or the worst.
    """
    left = set(range(len(credible)))
    rounds: list[set[int]] = []
    while left:
        taken = _taken(credible, left, best_first=best_first)
        rounds.append(taken)
        left -= taken
    if not best_first:
        rounds.reverse()
    places = {at: number for number, taken in enumerate(rounds, 1) for at in taken}
    return [places[at] for at in range(len(credible))]


def _taken(credible: Matrix, left: set[int], *, best_first: bool) -> set[int]:
    """Return the options that one round takes out: cut lower and lower among those that remain."""
    inside = set(left)
    level = max((credible[a][b] for a in inside for b in inside if a != b), default=Fraction(0))
    while len(inside) > 1 and level > 0:
        below = level - _slack(level)
        lower = (credible[a][b] for a in inside for b in inside if a != b)
        level = max((value for value in lower if value < below), default=Fraction(0))
        strength = {a: _strength(credible, inside, a, level) for a in inside}
        wanted = max(strength.values()) if best_first else min(strength.values())
        inside = {a for a in inside if strength[a] == wanted}
    return inside


def _strength(credible: Matrix, inside: set[int], one: int, level: Fraction) -> int:
    """Return how many an option outranks at a level, less how many outrank it."""

    def over(a: int, b: int) -> bool:
        ahead, back = credible[a][b], credible[b][a]
        return ahead > level and ahead - back > _slack(ahead)

    others = inside - {one}
    return sum(over(one, other) for other in others) - sum(over(other, one) for other in others)


def _slack(level: Fraction) -> Fraction:
    return Fraction(3, 10) - Fraction(3, 20) * level


def _objection(criterion: WeighedCriterion, behind: Fraction) -> Fraction:
    veto = criterion.veto
    if veto is None or behind <= 0:
        return Fraction(0)
    if behind >= veto:
        return Fraction(1)
    if behind <= criterion.preference:
        return Fraction(0)
    return (behind - criterion.preference) / (veto - criterion.preference)


def _above(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return one[0] <= other[0] and one[1] <= other[1] and one != other
