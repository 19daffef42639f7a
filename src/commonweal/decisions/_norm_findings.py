"""What the norms say of the options of one situation."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from itertools import combinations
from typing import TYPE_CHECKING

from commonweal.norms import Norms, SituatedFacts, ground_effects, in_force, norm_relation

if TYPE_CHECKING:
    from collections.abc import Mapping

    from commonweal.decisions._target import PreparedTarget
    from commonweal.documents import DecisionInputs, NormRelation, Option
    from commonweal.norms import Effect, JudgedItem, JudgedOption


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class NormFindings:
    """What the norms say."""

    in_force: frozenset[str]
    authorised: frozenset[str]
    """Whether in force or not."""
    options: Mapping[str, JudgedOption]
    past: tuple[JudgedItem, ...] | None
    """What was done before, or not, of what norms hang on; None if none hangs on any."""
    relations: Mapping[tuple[str, str], NormRelation]

    @property
    def eligible(self) -> frozenset[str]:
        """The norms in force and authorised."""
        return self.in_force & self.authorised

    @property
    def looked_at(self) -> frozenset[str]:
        """Those, and the norms that were in force when something was done, or was due."""
        before = (norm.name for judged in self.past or () for norm in judged.norms)
        return self.eligible.union(before)


class NormsHere:
    """The norms of a target in one situation, ready to judge its options.

    Args:
        target: the target.
        inputs: the situation, and what was said of its options.
        facts: the situation read otherwise than as it was said.
        lifted: norms that are not to be in force.
    """

    def __init__(
        self,
        target: PreparedTarget,
        inputs: DecisionInputs,
        *,
        facts: SituatedFacts | None = None,
        lifted: frozenset[str] = frozenset(),
    ) -> None:
        situation = inputs.situation
        self._target, self._inputs = target, inputs
        self.facts = facts or SituatedFacts(
            situation, target.contexts, target.bodies.heard(situation)
        )
        norms = target.norms.norms
        self.in_force = frozenset(
            name for name, norm in norms.items() if in_force(norm, situation.at)
        )
        self.authorised = target.authorised(situation.place)
        self.eligible = (self.in_force & self.authorised) - lifted
        self._bound = self.authorised - lifted

    @cached_property
    def effects(self) -> dict[tuple[str, str], frozenset[Effect]]:
        """What options do to the cards that norms are grounded in."""
        return ground_effects(
            self._inputs.appraisals,
            natures=self._target.natures,
            card_of=self._target.card_of,
            counted_models=self._target.counted_models,
        )

    def judge(self, option: Option) -> JudgedOption:
        """Return what they say of one option."""
        return self._norms.judge(option)

    @property
    def past(self) -> tuple[JudgedItem, ...] | None:
        """What was done before, or not, of what norms hang on; None if none hangs on any."""
        return self._norms.past

    @cached_property
    def _norms(self) -> Norms:
        return Norms(
            self._target.norms,
            self.eligible,
            authorised=self._bound,
            defeats=self._target.defeats,
            facts=self.facts,
            at=self._inputs.situation.at,
            until=self._inputs.situation.until,
            effects=self.effects,
        )


def norm_findings(
    target: PreparedTarget, inputs: DecisionInputs, facts: SituatedFacts
) -> NormFindings:
    """Return the norms that hold here, the status of every option, and how options break them."""
    here = NormsHere(target, inputs, facts=facts)
    judged = {option.name: here.judge(option) for option in inputs.situation.options}
    return NormFindings(
        in_force=here.in_force,
        authorised=here.authorised,
        options=judged,
        past=here.past,
        relations={
            (one, other): norm_relation(
                judged[one].broken_norms, judged[other].broken_norms, target.levels
            )
            for one, other in combinations(judged, 2)
        },
    )
