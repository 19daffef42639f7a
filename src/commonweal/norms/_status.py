"""Whether an option is permitted, in dispute or forbidden, and by which norms."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

from commonweal.norms._authority import in_force
from commonweal.norms._bearing import Bearing, bearing
from commonweal.norms._breaches import NormBreach, breaches_in, was_broken
from commonweal.norms._grounds import Effect, capped
from commonweal.norms._items import Item, items_of, past_items
from commonweal.norms._labels import Label, charge_label, grounded_labels
from commonweal.norms._norm_relation import BrokenNorms

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from commonweal.documents import Option, Truth
    from commonweal.norms._defeat import Defeat, Defeats
    from commonweal.norms._facts import Facts
    from commonweal.norms._index import IndexedNorm, NormIndex

Status: TypeAlias = Literal["permitted", "in_dispute", "forbidden"]


class ByMode(NamedTuple):
    """A label by all words, and by those of people who are heard; None where there is none."""

    full: Label | None
    strict: Label | None


@dataclass(frozen=True, slots=True, eq=False)
class JudgedNorm:
    """One norm that takes part in judging an act or omission."""

    bearing: Bearing
    capped: bool
    """Whether its letter is met against its grounds: it is at most undecided."""
    charge_by_mode: ByMode
    defence_by_mode: ByMode

    @property
    def name(self) -> str:
        """The norm's name."""
        return self.bearing.norm.name

    @property
    def charge(self) -> Label | None:
        """Its label against the option; None where it cannot count against it.

        By all words together it can be broken; that it is not has to stand without those of the
        decider's own side.
        """
        full, strict = self.charge_by_mode
        if strict is None:
            return None
        return "in" if full == "in" else "out" if strict == "out" else "undecided"

    @property
    def defence(self) -> Label:
        """Its label among the norms that may defeat others, without the words of the own side."""
        label = self.defence_by_mode.strict
        assert label is not None, "a norm that takes part may apply without them"
        return label

    @property
    def label(self) -> Label:
        """Its label against the option, or else in defence."""
        return self.charge or self.defence


@dataclass(frozen=True, slots=True, eq=False)
class JudgedItem:
    """One act or omission with the norms that take part, their collisions and their labels."""

    item: Item
    norms: tuple[JudgedNorm, ...]
    """By name."""
    defeats: tuple[Defeat, ...]
    """Sorted by winner, then loser."""


@dataclass(frozen=True, slots=True, eq=False)
class JudgedOption:
    """An option's status under the norms."""

    name: str
    items: tuple[JudgedItem, ...]
    """Acts before omissions; but first those on whose breach it hangs whether other norms apply."""
    status: Status
    broken_norms: BrokenNorms


class Norms:
    """The norms in force and authorised in one situation, and what they say of each option.

    Args:
        index: all norms.
        eligible: those in force that their issuers had the authority for, by name.
        authorised: those that their issuers had the authority for, in force or not: they are looked
            at for what was before. Without them only those that are eligible.
        defeats: how collisions between them are settled.
        facts: the situation.
        at: the situation's moment.
        until: the end of its window.
        effects: what options do to the cards that norms are grounded in.
        broken: norms that were broken before, by the decider, beside what the facts tell of.
    """

    def __init__(
        self,
        index: NormIndex,
        eligible: Collection[str],
        *,
        defeats: Defeats,
        facts: Facts,
        at: str,
        until: str,
        effects: Mapping[tuple[str, str], frozenset[Effect]],
        authorised: Collection[str] | None = None,
        broken: Collection[str] = (),
    ) -> None:
        self._index = index
        self._eligible = eligible
        self._authorised = eligible if authorised is None else authorised
        self._defeats = defeats
        self._facts = facts
        self._at = at
        self._until = until
        self._effects = effects
        self._broken = broken
        self._followed = {norm.upon for norm in index.upon_breach if norm.name in eligible}
        """The norms upon whose breach others apply here."""

    @cached_property
    def past(self) -> tuple[JudgedItem, ...] | None:
        """What was done before, or not, of what others hang on; None if no norm hangs on any."""
        if not self._followed:
            return None
        norms = self._index.norms
        actions = frozenset(norms[name].action for name in self._followed if name in norms)
        due = (norm for norm in self._index.obligations if norm.name in self._authorised)
        items = past_items(actions, due, self._facts, self._at)
        bearings = {item.name: self._bearings(item) for item in items}
        # One deed has nothing to do with what somebody did at another time.
        charged = {name: _charged_of([found]) for name, found in bearings.items()}
        return self._in_order(items, bearings, charged, [])

    def judge(self, option: Option) -> JudgedOption:
        """Return the status of an option, with every act and omission it was judged by.

        An option is forbidden when a charge against it stands, in dispute when none stands and one
        is undecided, and otherwise permitted.

        Cost: for each act, the square of the norms about its action, at most.
        """
        facts = self._facts
        items = items_of(option, self._due(), facts, self._until)
        return self.judge_items(option.name, items)

    def judge_items(self, option: str, items: Sequence[Item]) -> JudgedOption:
        """Return the status of an option by some of its acts and omissions."""
        bearings = {item.name: self._bearings(item) for item in items}
        together = _charged_of(bearings.values())
        charged = dict.fromkeys(bearings, together)
        if self._followed:
            before = [NormBreach(name, self._facts.decider) for name in self._broken]
            before += (each for item in self.past or () for each in breaches_in(item, self._facts))
            judged = self._in_order(items, bearings, charged, before)
        else:
            judged = tuple(self._judge(item, bearings[item.name], together) for item in items)
        charges = [(norm.charge, norm.name) for item in judged for norm in item.norms]
        broken = frozenset(name for label, name in charges if label == "in")
        maybe = frozenset(name for label, name in charges if label == "undecided") - broken
        status: Status = "forbidden" if broken else "in_dispute" if maybe else "permitted"
        return JudgedOption(option, judged, status, BrokenNorms(broken, maybe))

    def _in_order(
        self,
        items: Sequence[Item],
        bearings: Mapping[str, tuple[Bearing, ...]],
        charged: Mapping[str, frozenset[str]],
        breaches: list[NormBreach],
    ) -> tuple[JudgedItem, ...]:
        """Judge acts and omissions so that what others hang on comes before these."""
        facts, ranks = self._facts, self._index.ranks
        overdue = {breach.overdue for breach in breaches if breach.by == facts.decider}
        judged: list[JudgedItem] = []
        for item in sorted(items, key=lambda item: ranks.get(item.action, 0)):
            found = [
                each.upon(was_broken(each.norm, item, breaches, facts)) if each.norm.upon else each
                for each in bearings[item.name]
            ]
            taking_part = tuple(bearing for bearing in found if bearing.takes_part)
            judged.append(self._judge(item, taking_part, charged[item.name]))
            # What was not done in time, and is not done yet, is one breach and not another.
            if item.owed is None or item.owed.name not in overdue:
                breaches += breaches_in(judged[-1], facts)
        return tuple(judged)

    def _due(self) -> Iterator[IndexedNorm]:
        return (norm for norm in self._index.obligations if norm.name in self._eligible)

    def _bearings(self, item: Item) -> tuple[Bearing, ...]:
        found = (
            bearing(norm, item, self._facts)
            for norm in self._index.by_action.get(item.action, ())
            if self._binds(norm, item)
        )
        return tuple(each for each in found if each.takes_part)

    def _binds(self, norm: IndexedNorm, item: Item) -> bool:
        if item.at is None:
            return norm.name in self._eligible
        return norm.name in self._authorised and in_force(norm, item.at)

    def _judge(
        self, item: Item, bearings: Sequence[Bearing], charged: frozenset[str]
    ) -> JudgedItem:
        limited = frozenset(
            bearing.norm.name
            for bearing in bearings
            if capped(bearing, item, effects=self._effects, charged=charged)
        )
        defeats = self._collisions(bearings)
        strict = _labelled("strict", bearings, limited, defeats)
        full = strict
        if not all(map(_modes_agree, bearings)):
            full = _labelled("full", bearings, limited, defeats)
        norms = tuple(
            JudgedNorm(
                bearing,
                bearing.norm.name in limited,
                *(ByMode(by_all, by_heard) for by_all, by_heard in zip(*labels, strict=True)),
            )
            for bearing, *labels in zip(bearings, full, strict, strict=True)
        )
        return JudgedItem(item, norms, defeats)

    def _collisions(self, bearings: Sequence[Bearing]) -> tuple[Defeat, ...]:
        found = [
            defeat
            for position, one in enumerate(bearings)
            for other in bearings[position + 1 :]
            for defeat in self._defeats.between(one.norm, other.norm)
        ]
        return tuple(sorted(found, key=lambda defeat: (defeat.winner, defeat.loser)))


def _charged_of(bearings: Iterable[Sequence[Bearing]]) -> frozenset[str]:
    """Return the norms that may be charged, as they apply but for what they may hang on."""
    return frozenset(
        bearing.norm.name for found in bearings for bearing in found if bearing.may_be_charged
    )


def _modes_agree(bearing: Bearing) -> bool:
    charge = bearing.charge
    return bearing.applies.full == bearing.applies.strict and (
        charge is None or charge.full == charge.strict
    )


def _labelled(
    mode: Literal["full", "strict"],
    bearings: Sequence[Bearing],
    limited: frozenset[str],
    defeats: Iterable[Defeat],
) -> list[tuple[Label | None, Label | None]]:
    """Return the labels of each norm's charge and of its defence, in one mode."""
    applies: dict[str, Truth] = {each.norm.name: getattr(each.applies, mode) for each in bearings}
    attackers: dict[str, list[str]] = {name: [] for name in applies}
    for defeat in defeats:
        if applies[defeat.winner] != "fails" and not defeat.restricts:
            attackers[defeat.loser].append(defeat.winner)
    labels = grounded_labels(
        {name: attackers[name] for name in applies if applies[name] != "fails"},
        {name for name in applies if applies[name] == "holds" and name not in limited},
    )
    found: list[tuple[Label | None, Label | None]] = []
    for each in bearings:
        name, charge = each.norm.name, each.charge and getattr(each.charge, mode)
        against = [labels[attacker] for attacker in attackers[name]]
        firm = charge == "holds" and name not in limited
        label = None if charge in {None, "fails"} else charge_label(against, firm=firm)
        found.append((label, labels.get(name)))
    return found
