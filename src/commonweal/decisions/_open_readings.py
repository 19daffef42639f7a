"""What is not known, not asked or disputed and keeps a decision open, cheapest first."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING, Literal, get_args

from commonweal.decisions._considerations import NEUTRAL
from commonweal.documents import OpenReading, OpenReadingType, canonical_json, number_of
from commonweal.norms import Item, actor, actor_role, counterparty_role

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from commonweal.decisions._considerations import Direction
    from commonweal.decisions._derivation import Derivation
    from commonweal.documents import Act, AtLeast, AtMost, Condition, Equals, OneOf
    from commonweal.norms import IndexedNorm, JudgedItem, JudgedNorm, ToldDeed

_CHEAPEST_FIRST: tuple[str, ...] = get_args(OpenReadingType)


def open_readings(derivation: Derivation) -> tuple[OpenReading, ...]:
    """Return what would have to be settled for the options that are still in play.

    Only what bears on an option that is kept, or in dispute and would be kept, is named: what is
    open about the others cannot bring them back. A decision to act, or to refuse, has none.
    """
    if derivation.choice.outcome != "ask":
        return ()
    found = {canonical_json(each.content()): each for each in _Finder(derivation).all()}
    return tuple(
        each
        for _, each in sorted(
            found.items(), key=lambda entry: (_CHEAPEST_FIRST.index(entry[1].type), entry[0])
        )
    )


class _Finder:
    def __init__(self, derivation: Derivation) -> None:
        self._derivation = derivation
        self._facts = derivation.facts
        self._followed: set[tuple[str, str]] = set()
        """Norms, and those upon whose breach they apply, of which it was told that this is open."""
        self._acts = {option.name: option.acts for option in derivation.inputs.situation.options}

    def all(self) -> Iterator[OpenReading]:
        """Yield everything that is open, some of it more than once."""
        derivation = self._derivation
        in_play = derivation.choice.options
        for option in in_play:
            for judged in derivation.norms.options[option].items:
                yield from self._of_item(judged)
            if derivation.principles.vetoed[option] == "open":
                yield from self._of_licences(option)
        for pair, relation in derivation.order.pairs(in_play).items():
            if relation in {"undetermined", "contested"}:
                yield from self._of_values(pair)

    def _of_item(self, judged: JudgedItem) -> Iterator[OpenReading]:
        if not any(norm.charge == "undecided" for norm in judged.norms):
            return
        yield from self._of_norms(judged)
        if judged.item.owed is not None:
            yield from self._of_doing(judged.item, judged.item.owed)

    def _of_norms(self, judged: JudgedItem) -> Iterator[OpenReading]:
        """Yield what keeps open which norms stand on an act or omission, also one before."""
        for norm in judged.norms:
            if "undecided" in {norm.charge, norm.defence}:
                yield from self._of_norm(norm, judged.item)
        for defeat in judged.defeats:
            if defeat.rule == "none" and defeat.winner < defeat.loser:
                yield OpenReading(type="norm", norms=(defeat.winner, defeat.loser))

    def _of_doing(self, omitted: Item, owed: IndexedNorm) -> Iterator[OpenReading]:
        """Yield whether what was owed was done before, and whether to whom it was owed."""
        acts = list(self._acts[str(omitted.option)])
        if owed.fulfilled_once:
            deeds = [deed for deed in self._facts.deeds if deed.at >= owed.in_force_from]
            acts += (deed.act for deed in deeds)
            yield from self._deeds(deed for deed in deeds if self._does(deed.act, owed))
        for act in acts:
            if owed.counterparty is not None and self._does(act, owed):
                done = Item(omitted.option, omitted.name, act.action, act=act)
                yield from self._occupied("counterparty", owed.counterparty, done)

    def _does(self, act: Act, owed: IndexedNorm) -> bool:
        return (act.actor, act.action) == (self._facts.decider, owed.action)

    def _deeds(self, deeds: Iterable[ToldDeed]) -> Iterator[OpenReading]:
        """Yield the deeds of which it is open whether they were done."""
        for deed in deeds:
            if deed.done.strict == "unknown":
                why: Literal["disputed", "own_word"]
                why = "disputed" if deed.done.full == "unknown" else "own_word"
                yield OpenReading(type="deed", deed=deed.name, why=why)

    def _of_breach(self, followed: str, norm: IndexedNorm) -> Iterator[OpenReading]:
        """Yield that it is open whether one norm was broken, upon whose breach another applies."""
        if (followed, norm.name) in self._followed:
            return
        self._followed.add((followed, norm.name))
        yield OpenReading(type="breach", norms=(followed, norm.name))
        for judged in self._derivation.norms.past or ():
            if any(n.name == followed and "undecided" in n.charge_by_mode for n in judged.norms):
                yield from self._of_norms(judged)
        actions = {norm.action, self._derivation.target.norms.norms[followed].action}
        yield from self._deeds(deed for deed in self._facts.deeds if deed.act.action in actions)

    def _of_norm(self, norm: JudgedNorm, item: Item) -> Iterator[OpenReading]:
        bound = norm.bearing.norm
        yield from self._occupied("actor", bound.role, item)
        if bound.counterparty is not None:
            yield from self._occupied("counterparty", bound.counterparty, item)
        for condition in (bound.condition, *bound.exceptions):
            if condition is not None:
                yield from self._of_condition(condition, item)
        if bound.fulfilled_once and item.at is None:
            yield from self._of_fulfilment(bound, item)
        if norm.bearing.breach_is_open and bound.upon is not None:
            yield from self._of_breach(bound.upon, bound)
        if norm.capped:
            if item.option is None:
                yield OpenReading(type="norm", norms=(norm.name,))
            else:
                yield OpenReading(type="norm", norms=(norm.name,), option=item.option)

    def _of_fulfilment(self, norm: IndexedNorm, item: Item) -> Iterator[OpenReading]:
        """Yield whether an obligation was fulfilled before, by who acts or omits to."""
        for deed in self._facts.deeds_of(actor(self._facts, item), norm.action):
            if deed.at >= norm.in_force_from:
                yield from self._deeds([deed])
                if norm.counterparty is not None:
                    done = Item(item.option, item.name, norm.action, act=deed.act)
                    yield from self._occupied("counterparty", norm.counterparty, done)

    def _of_condition(
        self, condition: Condition, item: Item, *, before: bool = False
    ) -> Iterator[OpenReading]:
        """Yield what a condition on an act speaks of and nobody settled, clause by clause."""
        before = before or condition.kind == "before"
        for part in condition.parts:
            yield from self._of_condition(part, item, before=before)
        if condition.kind in {"equals", "at_least", "at_most", "one_of"}:
            yield from self._fact(condition, None if before else item.option)
        elif condition.kind == "holds":
            yield from self._contexts([condition.context])
        elif condition.kind == "occupies":
            yield from self._occupied(condition.who, condition.role, item)

    def _fact(
        self, clause: Equals | AtLeast | AtMost | OneOf, option: str | None
    ) -> Iterator[OpenReading]:
        name = clause.fact
        why = self._facts.why_unknown(name, option) or self._no_number(clause, option)
        if why is None:
            return
        if option is None:
            yield OpenReading(type="fact", fact=name, why=why)
        else:
            yield OpenReading(type="fact", fact=name, option=option, why=why)

    def _no_number(
        self, clause: Equals | AtLeast | AtMost | OneOf, option: str | None
    ) -> Literal["no_number"] | None:
        """Return that a bound is asked of what is no number, if so."""
        if clause.kind in {"equals", "one_of"}:
            return None
        value = self._facts.fact(clause.fact, option).full
        return None if value is None or number_of(value) is not None else "no_number"

    def _contexts(self, names: Iterable[str]) -> Iterator[OpenReading]:
        for name in names:
            if self._facts.context(name).strict == "unknown":
                yield OpenReading(type="context", context=name)

    def _occupied(self, who: str, role: str, item: Item) -> Iterator[OpenReading]:
        """Yield that it is open whether somebody occupies a role, if it is."""
        facts = self._facts
        if who == "anyone":
            if facts.anyone(role).strict == "unknown":
                yield OpenReading(type="role", role=role)
            return
        party: str | None = facts.decider
        if who == "counterparty":
            party = None if item.act is None else item.act.toward
            found = counterparty_role(facts, item, role)
        elif who == "actor":
            party = actor(facts, item)
            found = actor_role(facts, item, role)
        else:
            found = facts.role(facts.decider, role)
        if found.strict == "unknown" and party is not None:
            yield OpenReading(type="role", role=role, party=party)

    def _of_licences(self, option: str) -> Iterator[OpenReading]:
        """Yield what keeps open whether a principle licenses an option, or can be rejected."""
        principles = self._derivation.principles
        told = {principle.name: principle for principle in self._derivation.inputs.principles}
        for place, licences in enumerate(principles.licensed[option]):
            for name in sorted(licences.possible):
                for standpoint in principles.tested[name].open:
                    yield OpenReading(type="complaint", standpoint=standpoint, principle=name)
                if name not in licences.certain:
                    act = self._acts[option][place]
                    item = Item(option, f"act:{place}", told[name].action, act=act)
                    yield from self._occupied("actor", told[name].role, item)
                    yield from self._of_condition(told[name].condition, item)

    def _of_values(self, pair: tuple[str, str]) -> Iterator[OpenReading]:
        readings = self._derivation.values.readings[pair]
        if not readings:
            yield OpenReading(type="placing")
        apart = self._may_decide(readings)
        clashing = [
            (one, other)
            for one, other in combinations(apart, 2)
            if len((readings[one] | readings[other]) - NEUTRAL) > 1
        ]
        found = [*self._of_some(apart, clashing, pair)]
        if not found:
            # What is outranked, or speaks for the same option, can still keep two from a par.
            loud = [card for card, said in readings.items() if said != NEUTRAL]
            found = [*self._of_some(readings, combinations(sorted(loud), 2), pair)]
        yield from found

    def _of_some(
        self,
        cards: Iterable[str],
        pairs: Iterable[tuple[str, str]],
        options: tuple[str, str],
    ) -> Iterator[OpenReading]:
        """Yield what is open of some values, and of some pairs of them."""
        for card in cards:
            yield from self._of_value(card, options)
        for one, other in pairs:
            yield from self._of_pair(one, other)

    def _may_decide(self, readings: Mapping[str, frozenset[Direction]]) -> list[str]:
        """Return the values that tell two options apart in some reading, and are not outranked."""
        certain = self._derivation.values.above.certain
        never_neutral = {card for card, found in readings.items() if "neutral" not in found}
        return sorted(
            card
            for card, found in readings.items()
            if found != NEUTRAL and not never_neutral & certain[card]
        )

    def _of_value(self, card: str, pair: tuple[str, str]) -> Iterator[OpenReading]:
        derivation, values = self._derivation, self._derivation.values
        counted = values.values[card]
        published = derivation.target.values[card]
        if counted.counts == "open":
            here = [derivation.facts.context(name).strict for name in published.contexts]
            if "holds" not in here:
                yield from self._contexts(published.contexts)
            yield from self._of_standards(card)
        for place, status in enumerate(counted.policies):
            if status != "open":
                continue
            if published.policies[place].nature == "undecided":
                yield OpenReading(type="policy", cards=(card,), policy=place)
            for move in counted.moves:
                if place in move.covers:
                    yield OpenReading(type="policy", cards=(card, move.to), policy=place)
                    yield from self._contexts([move.context])
        for place in values.considerations.rested_on(card):
            if place >= len(counted.policies):
                yield OpenReading(type="policy", cards=(card,), policy=place)
        if not values.considerations.placed(card):
            yield OpenReading(type="placing", cards=(card,), why="unasked")
        elif not values.considerations.agreed(card, *pair):
            yield OpenReading(type="placing", cards=(card,), why="disputed")

    def _of_standards(self, card: str) -> Iterator[OpenReading]:
        """Yield the roles that the decider may occupy and on which it hangs if a value decides."""
        if card in self._derivation.deciding.certain:
            return
        facts = self._facts
        for role in self._derivation.target.standards:
            if facts.role(facts.decider, role).strict == "unknown":
                yield OpenReading(type="role", role=role, party=facts.decider)

    def _of_pair(self, first: str, second: str) -> Iterator[OpenReading]:
        values = self._derivation.values
        if "open" not in {values.above.above(first, second), values.above.above(second, first)}:
            return
        pair = values.graph.pair(first, second)
        if pair.wiser is not None:
            yield OpenReading(type="stake", cards=(first, second))
        elif pair.status in {"thin", "contested", "cycle"}:
            yield OpenReading(type="votes", cards=(first, second), why=pair.status)
            verdicts = self._derivation.target.verdicts.get((first, second), ())
            yield from self._contexts(verdict.context for verdict in verdicts)
