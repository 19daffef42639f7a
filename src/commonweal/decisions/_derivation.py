"""Everything that a decision rests on, derived from a situation and a target, before it is told."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from commonweal.decisions._choice import Choice, OptionOrder, choose
from commonweal.decisions._deciding import all_decide, deciding_values
from commonweal.decisions._definitions import as_defined, definitions_in
from commonweal.decisions._norm_findings import norm_findings
from commonweal.decisions._principle_findings import principle_findings
from commonweal.decisions._standing import standing
from commonweal.decisions._value_findings import value_findings
from commonweal.errors import InvalidDocument, Problem
from commonweal.norms import SituatedFacts, condition_readings

if TYPE_CHECKING:
    from collections.abc import Mapping

    from commonweal.decisions._deciding import Deciding
    from commonweal.decisions._norm_findings import NormFindings
    from commonweal.decisions._principle_findings import PrincipleFindings
    from commonweal.decisions._standing import Standing
    from commonweal.decisions._target import PreparedTarget
    from commonweal.decisions._value_findings import ValueFindings
    from commonweal.documents import DecisionInputs, Relation, Situation

    Pair = tuple[str, str]


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class AsRead:
    """What hangs on how the facts are read, and the choice that follows so."""

    norms: NormFindings
    principles: PrincipleFindings
    order: OptionOrder
    choice: Choice

    @property
    def options(self) -> tuple[str, ...]:
        """The options' names, in the situation's order."""
        return self.order.options


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Derivation(AsRead):
    """All findings, with the facts read as all assertions together leave them."""

    target: PreparedTarget
    inputs: DecisionInputs
    facts: SituatedFacts
    deciding: Deciding
    values: ValueFindings
    personal: Mapping[Pair, Relation]
    """The relations by the decider's own cards, where a role standard decides; else none."""
    standing: Standing
    definitions: Mapping[str, AsRead]
    """What follows under each definition of words that people define differently."""

    @property
    def interim(self) -> str | None:
        """The reversible option to stay with while a question is open, or none.

        The situation names it; it counts only while it is permitted, not vetoed, and doing nothing
        or reversible.
        """
        situation = self.inputs.situation
        if self.choice.outcome != "ask" or situation.interim is None:
            return None
        option = next(each for each in situation.options if each.name == situation.interim)
        status = self.norms.options[option.name].status
        free = status == "permitted" and self.principles.vetoed[option.name] == "no"
        return option.name if free and (option.reversible or not option.acts) else None

    @property
    def obliged(self) -> tuple[str, ...]:
        """The decider's acts that every permitted option does."""
        situation = self.inputs.situation
        done = [
            {act.action for act in option.acts if act.actor == situation.decider}
            for option in situation.options
            if self.norms.options[option.name].status == "permitted"
        ]
        shared = set.intersection(*done) if done else set()
        return tuple(sorted(f"{situation.decider}:{action}" for action in shared))


def derive(target: PreparedTarget, inputs: DecisionInputs) -> Derivation:
    """Return everything that follows from a situation under a target.

    Cost: polynomial. For each act, the square of the norms about its action; for each pair of
    options, the square of the values that count. The norms once more for each definition of words.
    """
    situation, heard = inputs.situation, target.bodies.heard(inputs.situation)
    _expect_place(target, situation)
    facts = SituatedFacts(situation, target.contexts, heard)
    deciding = deciding_values(target, facts)
    values = value_findings(target, inputs, facts, deciding)
    personal = _personal_relations(target, inputs, facts) if deciding.by_role else {}

    def read(facts: SituatedFacts) -> AsRead:
        return _as_read(target, inputs, facts, values, personal)

    found = read(facts)
    return Derivation(
        norms=found.norms,
        principles=found.principles,
        order=found.order,
        choice=found.choice,
        target=target,
        inputs=inputs,
        facts=facts,
        deciding=deciding,
        values=values,
        personal=personal,
        standing=standing(target, inputs, values=values.values, norms=found.norms.looked_at),
        definitions={
            by: read(SituatedFacts(as_defined(situation, by), target.contexts, heard))
            for by in definitions_in(situation)
        },
    )


def _as_read(
    target: PreparedTarget,
    inputs: DecisionInputs,
    facts: SituatedFacts,
    values: ValueFindings,
    personal: Mapping[Pair, Relation],
) -> AsRead:
    """Return what follows from facts that are read in one way; values do not hang on facts."""
    situation = inputs.situation
    norms = norm_findings(target, inputs, facts)
    principles = principle_findings(target, inputs, facts)
    names = tuple(option.name for option in situation.options)
    order = OptionOrder(
        names,
        {pair: found.relation for pair, found in values.relations.items()},
        _commitments(target, inputs, facts),
    )
    choice = choose(
        order,
        statuses={name: judged.status for name, judged in norms.options.items()},
        vetoed=principles.vetoed,
        partial=situation.considerations == "partial"
        or situation.without_doing_nothing is not None,
        personal=OptionOrder(names, personal) if personal else None,
    )
    return AsRead(norms=norms, principles=principles, order=order, choice=choice)


def _expect_place(target: PreparedTarget, situation: Situation) -> None:
    """Refuse to decide nowhere: without a place, norms of a territory would silently not bind."""
    bounded = [each.issuer for each in target.document.authorities if each.territory]
    if situation.place is None and bounded:
        raise InvalidDocument(
            Problem(
                code="place-missing",
                path=f"situation {situation.name} place",
                expected=f"a place, since the authority of {bounded[0]!r} is bound to a territory",
                found="none",
                hint="Say where it is, though it be outside of every territory.",
            )
        )


def _personal_relations(
    target: PreparedTarget, inputs: DecisionInputs, facts: SituatedFacts
) -> dict[Pair, Relation]:
    """Return how the options stand by the decider's own cards; nothing if there are none."""
    cards = target.own_cards.get(inputs.situation.decider)
    if cards is None:
        return {}
    own = value_findings(target, inputs, facts, all_decide(cards))
    return {pair: found.relation for pair, found in own.relations.items()}


def _commitments(target: PreparedTarget, inputs: DecisionInputs, facts: SituatedFacts) -> set[Pair]:
    """Return the pairs of options of which a resolution in force and in scope chooses the first."""
    situation = inputs.situation
    holders = {situation.decider, *target.document.resolution_holders}
    names = {option.name for option in situation.options}
    return {
        (record.choose, other)
        for record in inputs.resolutions
        if record.holder in holders
        and record.said_at <= situation.at
        and (record.revoked_at is None or record.revoked_at > situation.at)
        and condition_readings(record.scope, facts, None, None).strict == "holds"
        for other in record.over
        if record.choose in names and other in names and other != record.choose
    }
