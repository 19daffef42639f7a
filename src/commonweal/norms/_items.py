"""What norms bear on: what an option does and leaves undone, and what was done before or not."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from commonweal.norms._authority import in_force
from commonweal.norms._facts import FAILS, HOLDS, Readings, both, either

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from commonweal.documents import Act, FactValue, Option, Truth, Who
    from commonweal.norms._facts import Facts
    from commonweal.norms._index import IndexedNorm


@dataclass(frozen=True, slots=True, eq=False)
class Item:
    """One act, or one omission: of what was due, toward anybody."""

    option: str | None
    """None of what was done before, or was not."""
    name: str
    """``act:0`` for the first act, ``omission:NAME`` for the obligation NAME left undone; of what
    was before, ``deed:NAME``, and ``omission:NAME:PARTY`` for who left it undone."""
    action: str
    act: Act | None = None
    """None of an omission."""
    owed: IndexedNorm | None = None
    """Of an omission: the obligation."""
    strength: Readings = HOLDS
    """Whether it is done; of an omission, whether it is due and left undone."""
    omitted_by: str | None = None
    """Of an omission: who left it undone; None for the decider."""
    at: str | None = None
    """Of what was before: when it was done, or fell due."""


class ItemWorld:
    """The world of one act in one mode, as conditions see it.

    Args:
        facts: the situation's facts, contexts and roles.
        option: the option whose changes are seen; None for the situation as it is.
        item: the act or omission; None where a condition is about no act: then who acts, and who is
            acted on, is unknown.
        strict: whether what nobody asserts who is heard is left unknown.
    """

    __slots__ = ("_facts", "_item", "_option", "_strict")

    def __init__(
        self, facts: Facts, option: str | None, item: Item | None, *, strict: bool
    ) -> None:
        self._facts = facts
        self._option = option
        self._item = item
        self._strict = strict

    def fact(self, name: str, *, before: bool) -> FactValue | None:
        """Return a fact's value, None where it is unknown."""
        value = self._facts.fact(name, None if before else self._option)
        return value.strict if self._strict else value.full

    def context(self, name: str) -> Truth:
        """Return whether a context holds."""
        return self._in_mode(self._facts.context(name))

    def occupies(self, who: Who, role: str) -> Truth:
        """Return whether the one who acts, is acted on or decides, or anyone, occupies a role."""
        if who == "decider":
            return self._in_mode(self._facts.role(self._facts.decider, role))
        if who == "anyone":
            return self._in_mode(self._facts.anyone(role))
        if self._item is None:
            return "unknown"
        read = actor_role if who == "actor" else counterparty_role
        return self._in_mode(read(self._facts, self._item, role))

    def _in_mode(self, readings: Readings) -> Truth:
        return readings.strict if self._strict else readings.full


def actor(facts: Facts, item: Item) -> str:
    """Return who acts, or omits to."""
    return item.omitted_by or facts.decider if item.act is None else item.act.actor


def actor_role(facts: Facts, item: Item, role: str) -> Readings:
    """Return whether who acts, or omits to, occupies a role."""
    return facts.role(actor(facts, item), role)


def counterparty_role(facts: Facts, item: Item, role: str) -> Readings:
    """Return whether who is acted on occupies a role; toward whom an omission is, its norm says."""
    if item.act is not None:
        return facts.role(item.act.toward, role)
    return HOLDS if item.owed is not None and role == item.owed.counterparty else FAILS


def items_of(
    option: Option,
    obligations: Iterable[IndexedNorm],
    facts: Facts,
    until: str,
) -> tuple[Item, ...]:
    """Return an option's acts, then what it may leave undone of what may be due.

    An obligation is due when its addressee is the decider and its deadline, if it has one, falls no
    later than the end of the window; it stays due when the deadline has passed. One with a deadline
    may have been fulfilled before.

    Args:
        option: the option.
        obligations: the obligations in force and authorised.
        facts: the situation.
        until: the end of the window.
    """
    items = [
        Item(option.name, f"act:{index}", act.action, act=act)
        for index, act in enumerate(option.acts)
    ]
    for norm in obligations:
        if norm.deadline is not None and norm.deadline > until:
            continue
        done = [
            _toward(act, norm, facts)
            for act in option.acts
            if act.actor == facts.decider and act.action == norm.action
        ]
        if norm.fulfilled_once:
            done.append(was_done(norm, facts.decider, facts, since=norm.in_force_from))
        charged = facts.role(facts.decider, norm.role)
        strength = both((charged, either(done).negated))
        if strength.strict != "fails":
            name = f"omission:{norm.name}"
            items.append(Item(option.name, name, norm.action, owed=norm, strength=strength))
    return tuple(items)


def past_items(
    actions: frozenset[str], obligations: Iterable[IndexedNorm], facts: Facts, at: str
) -> tuple[Item, ...]:
    """Return what was done of some actions, then what of them may have been due and left undone.

    Args:
        actions: the actions that are looked at.
        obligations: the obligations that are authorised, whether in force or not.
        facts: the situation.
        at: its moment.
    """
    items = [
        Item(
            None,
            f"deed:{deed.name}",
            deed.act.action,
            act=deed.act,
            strength=deed.done,
            at=deed.at,
        )
        for deed in facts.deeds
        if deed.act.action in actions
    ]
    for norm in obligations:
        due = norm.deadline
        if norm.action not in actions or due is None or due >= at or not in_force(norm, due):
            continue
        for party in facts.spoken_of(norm.role):
            # What is due upon a breach is made good since that, which is looked at there.
            done = FAILS
            if norm.upon is None:
                done = was_done(norm, party, facts, since=norm.in_force_from, until=due)
            items.append(
                Item(
                    None,
                    f"omission:{norm.name}:{party}",
                    norm.action,
                    owed=norm,
                    strength=both((facts.role(party, norm.role), done.negated)),
                    omitted_by=party,
                    at=due,
                )
            )
    return tuple(item for item in items if item.strength.strict != "fails")


def was_done(
    norm: IndexedNorm,
    party: str,
    facts: Facts,
    *,
    since: str,
    until: str | None = None,
) -> Readings:
    """Return whether somebody did before what a norm is about, toward whom it is about.

    What nobody tells was not done; but strictly that is unknown, unless somebody who is heard says
    that it was not: else silence could permit what another's breach permits.

    Args:
        norm: the norm.
        party: who would have done it.
        facts: the situation.
        since: from which moment on it counts.
        until: until which moment it does, if not for ever.
    """
    told = [*_told(norm, party, facts, since=since, until=until)]
    done = either(map(both, told))
    denied = any(done.strict == "fails" != toward.strict for done, toward in told)
    return Readings(done.full, "unknown") if done.strict == "fails" and not denied else done


def is_fulfilled(norm: IndexedNorm, party: str, facts: Facts) -> Readings:
    """Return whether an obligation obliges somebody to nothing more, as it was done before.

    Here what nobody tells was not done, in both modes: what is due is due until it is told.

    Args:
        norm: an obligation with a deadline, which follows no breach.
        party: who would have done it.
        facts: the situation.
    """
    return either(map(both, _told(norm, party, facts, since=norm.in_force_from)))


def _told(
    norm: IndexedNorm, party: str, facts: Facts, *, since: str, until: str | None = None
) -> Iterator[tuple[Readings, Readings]]:
    """Yield of each deed that a norm is about whether it was done, and toward whom it is about."""
    for deed in facts.deeds_of(party, norm.action):
        if since <= deed.at and (until is None or deed.at <= until):
            yield deed.done, _toward(deed.act, norm, facts)


def _toward(act: Act, norm: IndexedNorm, facts: Facts) -> Readings:
    """Return whether an act is done to somebody in the role that a norm is about, if any."""
    return HOLDS if norm.counterparty is None else facts.role(act.toward, norm.counterparty)
