"""Gamma-maximin: keep what has the highest lowest value."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from commonweal.choice._method import Kept, WithoutParameters
from commonweal.choice._telling import short, told_ordering
from commonweal.documents import rational_text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from commonweal.choice._prepared import Prepared


@dataclass(frozen=True, slots=True, kw_only=True)
class GammaMaximin(WithoutParameters):
    """Keep the options whose lowest value over all that is permissible is highest.

    It is cautious: it looks at the worst that is permissible to think of each option, and at
    nothing else. What it keeps is maximal (with strict dominance), and need not be E-admissible. It
    works on weights and on utilities.

    Source: J. Berger, Statistical Decision Theory and Bayesian Analysis (1985), chapter 4;
    M. Troffaes, International Journal of Approximate Reasoning 45 (2007), 17-29.
    Cost: for each option one linear program, none without constraints; or a pass over the
    utilities.
    """

    name: ClassVar[str] = "gamma_maximin"
    checked: ClassVar[bool] = True

    def keep(self, prepared: Prepared) -> Kept:
        """Return the options whose lowest value is highest."""
        family = prepared.valued(self.name)
        lowest = [family.lowest(at) for at in range(len(prepared.options))]
        highest = max(bound.value for bound in lowest)
        claims = tuple(
            {
                "option": name,
                "kept": bound.value == highest,
                "lowest": {"value": rational_text(bound.value), **bound.evidence},
            }
            for name, bound in zip(prepared.options, lowest, strict=True)
        )
        kept = tuple(at for at, bound in enumerate(lowest) if bound.value == highest)
        return Kept(kept, claims, tuple(map(_sentence, claims)))


def _sentence(claim: Mapping[str, Any]) -> str:
    told = "is kept" if claim["kept"] else "is not kept"
    lowest = claim["lowest"]
    return f"{claim['option']} {told}: at worst {short(lowest['value'])}, {told_ordering(lowest)}."
