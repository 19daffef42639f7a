"""Maximality: keep what no option is better than."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar, Literal, TypeAlias

from commonweal.choice._method import Kept
from commonweal.choice._telling import told_ordering

if TYPE_CHECKING:
    from collections.abc import Mapping

    from commonweal.choice._prepared import Prepared

Dominance: TypeAlias = Literal["strict", "weak"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Maximal:
    """Keep the options that no other is better than by all permissible orderings.

    With ``strict`` dominance a rival must be ranked above by every permissible ordering. With
    ``weak`` it is enough that none ranks it below or leaves the two apart, and some ranks it above;
    with all weights permitted this is Pareto's criterion. Weak dominance may drop an option that is
    E-admissible, by an ordering that ranks it level with its rival.

    Something is always kept, since neither relation runs in a circle.

    Source: P. Walley, Statistical Reasoning with Imprecise Probabilities (1991), section 3.9;
    M. Troffaes, "Decision making under uncertainty using imprecise probabilities", International
    Journal of Approximate Reasoning 45 (2007), 17-29.
    Cost: at most the square of the options, times what one comparison costs. Of weights, most
    comparisons are answered by weights found before.
    """

    dominance: Dominance = "strict"

    name: ClassVar[str] = "maximal"
    checked: ClassVar[bool] = True

    def parameters(self) -> dict[str, Any]:
        """Return the choices of the method as plain JSON."""
        return {"dominance": self.dominance}

    def keep(self, prepared: Prepared) -> Kept:
        """Return the options that no other is better than."""
        claims = [self._claim(prepared, at) for at in range(len(prepared.options))]
        kept = tuple(at for at, claim in enumerate(claims) if claim["kept"])
        return Kept(kept, tuple(claims), tuple(map(_sentence, claims)))

    def _claim(self, prepared: Prepared, option: int) -> dict[str, Any]:
        against: list[Mapping[str, Any]] = []
        name = prepared.options[option]
        for rival, rival_name in enumerate(prepared.options):
            if rival != option:
                weakly = self.dominance == "weak"
                found = prepared.family.beats(rival, option, weakly=weakly)
                if found.holds:
                    return {"option": name, "kept": False, "by": rival_name, **found.evidence}
                against.append({"rival": rival_name, **found.evidence})
        return {"option": name, "kept": True, "against": against}


def _sentence(claim: Mapping[str, Any]) -> str:
    if not claim["kept"]:
        return f"{claim['option']} is not kept: {claim['by']} is better."
    told = [_told_against(each) for each in claim["against"]]
    return f"{claim['option']} is kept: {'; '.join(told) or 'it has no rival'}."


def _told_against(against: Mapping[str, Any]) -> str:
    rival, shows = against["rival"], against["shows"]
    if shows == "always_equal":
        return f"always level with {rival}"
    words = {"better": "above", "equal": "level with", "apart": "apart from"}[shows]
    return f"{words} {rival} {told_ordering(against)}"
