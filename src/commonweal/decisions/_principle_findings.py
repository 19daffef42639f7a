"""What the standpoints of those affected say of the options of one situation."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from commonweal.decisions._principles import (
    check_principles,
    compared_principles,
    licensing,
    standpoints,
    strongest_complaints,
    veto_applies,
    vetoed,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from commonweal.decisions._principles import Grade, Licences, TestedPrinciple, Vetoed
    from commonweal.decisions._target import PreparedTarget
    from commonweal.documents import DecisionInputs
    from commonweal.norms import SituatedFacts


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class PrincipleFindings:
    """What the standpoints say."""

    standpoints: tuple[str, ...]
    licensed: Mapping[str, tuple[Licences, ...]]
    """For each option, the principles that license each of its acts, or may."""
    compared: tuple[str, ...]
    grades: Mapping[tuple[str, str], Grade]
    tested: Mapping[str, TestedPrinciple]
    vetoed: Mapping[str, Vetoed]


def principle_findings(
    target: PreparedTarget, inputs: DecisionInputs, facts: SituatedFacts
) -> PrincipleFindings:
    """Return which principles can reasonably be rejected, and which options that vetoes."""
    situation = inputs.situation
    of = standpoints(situation, facts)
    licensed = {
        option.name: licensing(inputs.principles, option, facts) for option in situation.options
    }
    compared = compared_principles(
        inputs.principles,
        {name for acts in licensed.values() for act in acts for name in act.possible},
    )
    grades = strongest_complaints(inputs.complaints, of, compared)
    tested = check_principles(compared, of, grades)
    applies = veto_applies(situation, target.document.rejected_principles)
    return PrincipleFindings(
        standpoints=of,
        licensed=licensed,
        compared=compared,
        grades=grades,
        tested=tested,
        vetoed={
            option: vetoed(acts, tested) if applies else "no" for option, acts in licensed.items()
        },
    )
