"""E-admissibility: keep what some permissible ordering ranks highest."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from commonweal.choice._method import Kept, WithoutParameters
from commonweal.choice._telling import told_mixture, told_ordering
from commonweal.documents import listed

if TYPE_CHECKING:
    from collections.abc import Mapping

    from commonweal.choice._prepared import Prepared


@dataclass(frozen=True, slots=True, kw_only=True)
class EAdmissible(WithoutParameters):
    """Keep the options that some permissible ordering ranks highest, alone or with others.

    Of weights this is a linear program for each option: weights under which no rival has a higher
    sum, or a mixture of rivals that has a higher sum under all weights. The mixture proves that
    there are no such weights; it is not itself an option. An ordering that leaves an option out
    does not rank it highest.

    What is E-admissible is maximal (with strict dominance); what is maximal need not be
    E-admissible. Something is always kept.

    Source: I. Levi, "On indeterminate probabilities", Journal of Philosophy 71 (1974), 391-418, and
    The Enterprise of Knowledge (1980), here with weights of criteria in place of probabilities; for
    the linear programs L. Utkin and T. Augustin, "Powerful algorithms for decision making under
    partial prior information and general ambiguity attitudes", ISIPTA 2005.
    Cost: for each option one linear program of as many equations as criteria and one more, and as
    many variables as options; or a pass over the declared orderings.
    """

    name: ClassVar[str] = "e_admissible"
    checked: ClassVar[bool] = True

    def keep(self, prepared: Prepared) -> Kept:
        """Return the options that some permissible ordering ranks highest."""
        claims = []
        for at, name in enumerate(prepared.options):
            found = prepared.family.best(at)
            claims.append({"option": name, "kept": found.holds, **found.evidence})
        kept = tuple(at for at, claim in enumerate(claims) if claim["kept"])
        return Kept(kept, tuple(claims), tuple(map(_sentence, claims)))


def _sentence(claim: Mapping[str, Any]) -> str:
    option = claim["option"]
    if claim["kept"]:
        return f"{option} is E-admissible: it is best {told_ordering(claim)}."
    if "mixture" in claim:
        mixture = told_mixture(claim["mixture"])
        return f"{option} is not E-admissible: {mixture} beats it under all permissible weights."
    beaten = listed([f"{rival} on {name}" for name, rival in claim["beaten"].items()])
    after = f" after {', '.join(claim['placed'])}" if claim.get("placed") else ""
    return f"{option} is not E-admissible: beaten{after} by {beaten}."
