"""Interval dominance: keep what may reach as high as what every other reaches for certain."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from commonweal.choice._method import Kept, WithoutParameters
from commonweal.choice._telling import short
from commonweal.documents import rational_text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from commonweal.choice._family import Bound
    from commonweal.choice._prepared import Prepared


@dataclass(frozen=True, slots=True, kw_only=True)
class IntervalDominance(WithoutParameters):
    """Keep the options whose highest value is not below the lowest value of any other.

    It drops the least of all methods here: only what lies below another even if each is looked at
    by the ordering that suits the comparison worst. What is maximal is kept. It works on weights
    and on utilities.

    Source: M. Zaffalon, K. Wesnes, O. Petrini, "Reliable diagnoses of dementia by the naive credal
    classifier", Artificial Intelligence in Medicine 29 (2003), 61-79; M. Troffaes, International
    Journal of Approximate Reasoning 45 (2007), 17-29.
    Cost: for each option two linear programs, none without constraints; or a pass over the
    utilities.
    """

    name: ClassVar[str] = "interval_dominance"
    checked: ClassVar[bool] = True

    def keep(self, prepared: Prepared) -> Kept:
        """Return the options that no other's interval lies above."""
        family = prepared.valued(self.name)
        ends = [(family.lowest(at), family.highest(at)) for at in range(len(prepared.options))]
        floor = max(lowest.value for lowest, _ in ends)
        claims = tuple(
            {
                "option": name,
                "kept": highest.value >= floor,
                "lowest": _said(lowest),
                "highest": _said(highest),
            }
            for name, (lowest, highest) in zip(prepared.options, ends, strict=True)
        )
        kept = tuple(at for at, claim in enumerate(claims) if claim["kept"])
        return Kept(kept, claims, tuple(_sentence(claim, rational_text(floor)) for claim in claims))


def _said(bound: Bound) -> dict[str, Any]:
    return {"value": rational_text(bound.value), **bound.evidence}


def _sentence(claim: Mapping[str, Any], floor: str) -> str:
    lowest, highest = short(claim["lowest"]["value"]), short(claim["highest"]["value"])
    interval = f"{claim['option']} lies between {lowest} and {highest}"
    if claim["kept"]:
        return f"{interval}, and is kept."
    return f"{interval}, below the {short(floor)} that another has at least."
