"""A steward: decides for one person by what that person confirmed they live by, or asks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from commonweal.decisions import PreparedTarget, decide
from commonweal.documents import (
    Act,
    ContextClaim,
    DecisionInputs,
    Option,
    Party,
    PublishedPlacing,
    Situation,
    TargetReference,
)
from commonweal.stewardship._asking import asked_about
from commonweal.stewardship._bank_placings import placings_by_tags
from commonweal.stewardship._own_values import ANYWHERE
from commonweal.stewardship._personal_target import STEWARD, linked_cards, personal_target
from commonweal.stewardship._steward_answer import StewardAnswer

if TYPE_CHECKING:
    from collections.abc import Iterator

    from commonweal.documents import Decision, Target
    from commonweal.stewardship._bank import Bank, BankSituation
    from commonweal.stewardship._own_values import OwnValues
    from commonweal.stewardship._steward_answer import StewardOutcome, StewardReason

NOTHING_LEFT_OUT = "None of the options in the bank is to leave things as they are."


class Steward:
    """Decides situations of a bank for one person, by that person's own cards and nothing else.

    It acts where the law of decisions, applied to its owner's cards, keeps exactly one option. It
    asks where the cards that bear on the situation leave more than one, where its owner does not
    delegate what a bearing policy attends to, and where its owner wants to be asked. It abstains
    where no card bears, where nothing that bears tells the options apart, and where its owner keeps
    it out. No model is asked, nothing is learned from choices, and nothing is added up.

    Two kinds of words besides the owner's decide: the bank's tags, which are its author's and say
    what an option does to a concern, and the decision's assumption that as much is at stake on each
    card. An answer says who placed the options.

    Args:
        own: the person's values.
        bank: the bank whose situations it may decide, and whose concerns the cards are linked to.
        read_at: the moment that its decisions are taken at.

    Raises:
        InvalidDocument: with every ``unknown-card``, ``policy-index``, ``unknown-concern`` and
            ``unknown-context`` among links and votes, and every ``unknown-domain`` among those in
            which the owner lets it act, wants to be asked, or keeps it out.
    """

    def __init__(self, own: OwnValues, bank: Bank, *, read_at: str) -> None:
        self.own = own
        self.bank = bank
        self.read_at = read_at
        self._target = PreparedTarget(personal_target(own, bank, read_at=read_at))
        self._linked = linked_cards(own)
        self._contexts = frozenset(context.name for context in self.target.contexts)
        self._not_delegated = frozenset(_not_delegated(own))

    @property
    def target(self) -> Target:
        """The target that its decisions are taken under."""
        return self._target.document

    def decide(self, situation: BankSituation) -> StewardAnswer:
        """Return whether it acts, asks or abstains, with the decision that this rests on.

        Args:
            situation: a situation by an author of the bank's; it may be one that the bank has not.

        Raises:
            InvalidDocument: with code ``appraiser-not-declared`` if its author is none of the
                bank's, or what documents raise if it cannot be written as a situation.

        Cost: one decision, about a millisecond with a handful of cards.
        """
        held_back = self._held_back_by(situation)
        placings = tuple(self._placings(situation))
        decision = decide(
            DecisionInputs(
                situation=self._situation(situation, partial=held_back is not None),
                target=TargetReference(sha256=self._target.sha256),
                placings=placings,
            ),
            target=self._target,
            study=STEWARD,
            by=STEWARD,
            said_at=self.read_at,
        )
        outcome, reasons = self._outcome(situation, decision, held_back)
        kept = decision.options if outcome != "abstain" else ()
        return StewardAnswer(
            situation=situation.name,
            outcome=outcome,
            option=kept[0] if outcome == "act" else None,
            reasons=reasons,
            kept=kept,
            decided_by=_deciders(decision) if len(kept) == 1 else (),
            about=asked_about(decision, self.target) if outcome == "ask" else (),
            placed_by=tuple(sorted({placing.appraiser or "owner" for placing in placings})),
            standing=decision.origin,
            decision=decision,
        )

    def _held_back_by(self, situation: BankSituation) -> StewardReason | None:
        """Return why it does not act whatever the cards say, or None."""
        delegation = self.own.delegation
        if delegation.keeps_out(situation.domain):
            return "keeps_out"
        if not self._not_delegated.isdisjoint(situation.concerns):
            return "not_delegable"
        return "asks_here" if situation.domain in delegation.asks_in else None

    def _outcome(
        self, situation: BankSituation, decision: Decision, held_back: StewardReason | None
    ) -> tuple[StewardOutcome, tuple[StewardReason, ...]]:
        """Return what it does: never more than the decision allows, and sometimes less."""
        declared, inputs = decision.justification.declared, decision.justification.inputs
        if held_back == "keeps_out":
            return "abstain", (held_back,)
        if not situation.concerns and not inputs.placings:
            return "abstain", ("untagged",)
        if not declared.values_that_count and not declared.values_that_may_count:
            return "abstain", ("no_card_bears",)
        if decision.outcome == "act":
            one = len(decision.options) == 1
            return ("act", ("cards_decide",)) if one else ("abstain", ("not_told_apart",))
        said = [
            reason for reason in (held_back, *decision.reasons) if reason not in (None, "partial")
        ]
        reasons = cast("list[StewardReason]", said)
        if inputs.situation.without_doing_nothing is not None:
            reasons.append("no_doing_nothing")
        return "ask", tuple(reasons)

    def _situation(self, situation: BankSituation, *, partial: bool) -> Situation:
        names = dict.fromkeys((STEWARD, self.own.owner, situation.by))
        inside = {STEWARD, self.own.owner}
        nothing = any(option.does_nothing for option in situation.options)
        without = {} if nothing else {"without_doing_nothing": NOTHING_LEFT_OUT}
        holding = (ANYWHERE, *situation.concerns)
        return Situation(
            by=situation.by,
            origin=situation.origin,
            said_at=self.read_at,
            name=situation.name,
            title=situation.name,
            text=situation.text,
            decider=STEWARD,
            principal=self.own.owner,
            at=self.read_at,
            until=self.read_at,
            parties=tuple(Party(name=name, title=name, inside=name in inside) for name in names),
            contexts=tuple(
                ContextClaim(context=name, by=situation.by)
                for name in holding
                if name in self._contexts
            ),
            options=tuple(
                Option(
                    name=option.name,
                    text=option.text,
                    acts=() if option.does_nothing else (Act(actor=STEWARD, action=option.name),),
                )
                for option in situation.options
            ),
            considerations="partial" if partial else "complete",
            **cast("Any", without),
        )

    def _placings(self, situation: BankSituation) -> Iterator[PublishedPlacing]:
        for placing in self.own.placings:
            if placing.situation == situation.name and placing.appraiser == self.own.owner:
                yield PublishedPlacing(
                    card=placing.card,
                    source="owner",
                    order=placing.order,
                    stake=placing.stake,
                    rests_on=placing.rests_on,
                    people=1,
                    origin=placing.origin,
                )
        yield from placings_by_tags(situation, self._linked)


def _not_delegated(own: OwnValues) -> Iterator[str]:
    """Yield the concerns of policies that would not, or not surely, stay the owner's."""
    cards = {card.id: card for card in own.confirmed}
    for link in own.links:
        card = cards.get(link.card)
        if card and card.policies[link.policy].evidence.delegable in {"no", "unsure"}:
            yield link.concern


def _deciders(decision: Decision) -> tuple[str, ...]:
    """Return the cards by which the one option kept is better than others."""
    (kept,) = decision.options
    return tuple(
        sorted(
            {
                card
                for relation in decision.relations
                if relation.by_values == ("better" if relation.first == kept else "worse")
                if kept in {relation.first, relation.second}
                for card in relation.decided_by
            }
        )
    )
