"""What the norms say of the options of one situation."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

from commonweal.norms import Norms, ground_effects, in_force, norm_relation

if TYPE_CHECKING:
    from collections.abc import Mapping

    from commonweal.decisions._target import PreparedTarget
    from commonweal.documents import DecisionInputs, NormRelation
    from commonweal.norms import JudgedOption, SituatedFacts


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class NormFindings:
    """What the norms say."""

    in_force: frozenset[str]
    authorised: frozenset[str]
    """Whether in force or not."""
    options: Mapping[str, JudgedOption]
    relations: Mapping[tuple[str, str], NormRelation]

    @property
    def eligible(self) -> frozenset[str]:
        """The norms in force and authorised."""
        return self.in_force & self.authorised


def norm_findings(
    target: PreparedTarget, inputs: DecisionInputs, facts: SituatedFacts
) -> NormFindings:
    """Return the norms that hold here, the status of every option, and how options break them."""
    situation = inputs.situation
    forced = _in_force(target, situation.at)
    allowed = target.authorised(situation.place)
    norms = _norms(target, inputs, facts, forced & allowed)
    judged = {option.name: norms.judge(option) for option in situation.options}
    return NormFindings(
        in_force=forced,
        authorised=allowed,
        options=judged,
        relations={
            (one, other): norm_relation(judged[one].breaches, judged[other].breaches, target.levels)
            for one, other in combinations(judged, 2)
        },
    )


def judge_option(
    target: PreparedTarget,
    inputs: DecisionInputs,
    facts: SituatedFacts,
    option: str,
    *,
    lifted: frozenset[str],
) -> JudgedOption:
    """Return what the norms say of one option, where some of them are not in force."""
    situation = inputs.situation
    eligible = _in_force(target, situation.at) & target.authorised(situation.place)
    judged = next(each for each in situation.options if each.name == option)
    return _norms(target, inputs, facts, eligible - lifted).judge(judged)


def _in_force(target: PreparedTarget, at: str) -> frozenset[str]:
    norms = target.norms.norms
    return frozenset(name for name, norm in norms.items() if in_force(norm, at))


def _norms(
    target: PreparedTarget, inputs: DecisionInputs, facts: SituatedFacts, eligible: frozenset[str]
) -> Norms:
    effects = ground_effects(
        inputs.appraisals,
        natures=target.natures,
        card_of=target.card_of,
        counted_models=target.counted_models,
    )
    return Norms(
        target.norms,
        eligible,
        defeats=target.defeats,
        facts=facts,
        until=inputs.situation.until,
        effects=effects,
    )
