"""What norms bear on: each act of an option, and each thing owed that it leaves undone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from commonweal.documents import Truth, conjunction, disjunction, negation
from commonweal.norms._facts import FAILS, HOLDS, Readings

if TYPE_CHECKING:
    from collections.abc import Iterable

    from commonweal.documents import Act, FactValue, Option, Who
    from commonweal.norms._facts import Facts
    from commonweal.norms._index import IndexedNorm


@dataclass(frozen=True, slots=True, eq=False)
class Item:
    """One act of an option, or one omission: of what was due, by the decider, toward anybody."""

    option: str
    name: str
    """``act:0`` for the first act, ``omission:NAME`` for the obligation NAME left undone."""
    action: str
    act: Act | None = None
    """None of an omission."""
    owed: IndexedNorm | None = None
    """Of an omission: the obligation."""
    strength: Truth = "holds"
    """Of an omission: whether it is certain that it is due and left undone."""


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


def actor_role(facts: Facts, item: Item, role: str) -> Readings:
    """Return whether who acts, or omits to, occupies a role."""
    return facts.role(facts.decider if item.act is None else item.act.actor, role)


def counterparty_role(facts: Facts, item: Item, role: str) -> Readings:
    """Return whether who is acted on occupies a role; toward whom an omission is, its norm says."""
    if item.act is not None:
        return facts.role(item.act.toward, role)
    return HOLDS if item.owed is not None and role == item.owed.counterparty else FAILS


def items_of(
    option: Option, obligations: Iterable[IndexedNorm], facts: Facts, until: str
) -> tuple[Item, ...]:
    """Return an option's acts, then what it may leave undone of what may be due.

    An obligation is due when its addressee is the decider and its deadline, if it has one, falls no
    later than the end of the window; it stays due when the deadline has passed.

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
        charged = _charged(norm, facts, until)
        strength = conjunction((charged, negation(_done(norm, option, facts))))
        if strength != "fails":
            items.append(
                Item(
                    option.name,
                    f"omission:{norm.name}",
                    norm.action,
                    owed=norm,
                    strength=strength,
                )
            )
    return tuple(items)


def _charged(norm: IndexedNorm, facts: Facts, until: str) -> Truth:
    if norm.deadline is not None and norm.deadline > until:
        return "fails"
    return facts.role(facts.decider, norm.role).charging


def _done(norm: IndexedNorm, option: Option, facts: Facts) -> Truth:
    return disjunction(
        HOLDS.full
        if norm.counterparty is None
        else facts.role(act.toward, norm.counterparty).defending
        for act in option.acts
        if act.actor == facts.decider and act.action == norm.action
    )
