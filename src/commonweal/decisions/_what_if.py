"""A situation with something else in it: what is not known, or is otherwise, and what follows."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil, floor
from typing import TYPE_CHECKING, Literal, TypeAlias

from commonweal.decisions._norm_findings import judge_option
from commonweal.documents import (
    Assertion,
    AtLeast,
    AtMost,
    Change,
    ContextClaim,
    Equals,
    Holds,
    Occupies,
    OneOf,
    RoleClaim,
    number_of,
    value_key,
)
from commonweal.norms import SituatedFacts, ValueRange

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from commonweal.decisions._target import PreparedTarget
    from commonweal.documents import (
        Condition,
        DecisionInputs,
        FactDeclaration,
        FactValue,
        Option,
        Situation,
        ValueKey,
    )
    from commonweal.norms import IndexedNorm, JudgedOption

Matter: TypeAlias = tuple[Literal["fact", "context", "role"], str, str]
"""What something may hang on: of a role, whose it is and which; else the name, and nothing."""


@dataclass(frozen=True, slots=True, eq=False)
class Supposed:
    """Something that is known, or supposed, to be so; that a fact is 1 is not that it is true."""

    type: Literal["fact", "context", "role"]
    name: str
    value: FactValue
    """Of a context, whether it holds; of a role, whether it is occupied."""
    party: str = ""
    """Of a role, whose it is."""
    as_left: bool = False
    """Whether the option leaves the fact so; else it is so as things are."""

    @property
    def matter(self) -> Matter:
        """What it is about."""
        return (self.type, self.name, self.party)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Supposed) and self._key == other._key

    def __hash__(self) -> int:
        return hash(self._key)

    @property
    def _key(self) -> tuple[Matter, ValueKey, bool]:
        return (self.matter, value_key(self.value), self.as_left)


class WhatIf:
    """One option of one situation, judged by the norms as things are or as they might be.

    Args:
        target: the target.
        inputs: the situation, and what was said of its options.
        option: the option's name.
    """

    def __init__(self, target: PreparedTarget, inputs: DecisionInputs, option: str) -> None:
        self._target, self._inputs = target, inputs
        self._situation = inputs.situation
        self.option: Option = next(o for o in self._situation.options if o.name == option)
        self._heard = target.bodies.heard(self._situation)
        self.speaker = min(self._heard, default=None)
        """Somebody whose word counts, for what is supposed; None where nobody's does."""
        self.asked = 0
        """How often the norms were asked."""

    @property
    def as_it_is(self) -> JudgedOption:
        """What the norms say of it."""
        return self._judged(self._situation)

    def without(self, matters: Iterable[Matter]) -> JudgedOption:
        """Return what the norms say where nobody has said anything of some matters."""
        return self._judged(self._changed(matters, ()))

    def supposing(self, supposed: Sequence[Supposed]) -> JudgedOption:
        """Return what the norms say where some things are otherwise, by somebody who is heard."""
        matters = [each.matter for each in supposed]
        return self._judged(self._changed(matters, supposed))

    def lifting(self, norms: frozenset[str]) -> JudgedOption:
        """Return what the norms say where some of them are not in force."""
        return self._judged(self._situation, lifted=norms)

    def known(self) -> tuple[Supposed, ...]:
        """Return what is known here of all that norms about the option's acts look at."""
        facts = SituatedFacts(self._situation, self._target.contexts, self._heard)
        changed = {change.fact for change in self.option.changes}
        found = []
        for kind, name, party in self.matters():
            if kind == "fact":
                value = facts.fact(name, self.option.name).strict
                if value is not None:
                    found.append(Supposed(kind, name, value, as_left=name in changed))
                continue
            read = facts.context(name) if kind == "context" else facts.role(party, name)
            if read.strict != "unknown":
                found.append(Supposed(kind, name, read.strict == "holds", party))
        return tuple(found)

    def matters(self) -> tuple[Matter, ...]:
        """Return what norms about the option's acts, and what it may leave undone, look at."""
        found: dict[Matter, None] = {}
        for norm in self._norms():
            found |= dict.fromkeys(self._of_roles("actor", norm.role))
            if norm.counterparty is not None:
                found |= dict.fromkeys(self._of_roles("counterparty", norm.counterparty))
            for clause in _clauses(norm.condition, *norm.exceptions):
                found |= dict.fromkeys(self._of_clause(clause))
        return tuple(found)

    def alternatives(
        self, declared: Mapping[str, FactDeclaration]
    ) -> dict[Matter, tuple[Supposed, ...]]:
        """Return, for each matter, what else could be so that some norm would tell apart."""
        changed = {change.fact for change in self.option.changes}
        now = {each.matter: each.value for each in self.known()}
        found: dict[Matter, tuple[Supposed, ...]] = {}
        clauses = [c for n in self._norms() for c in _clauses(n.condition, *n.exceptions)]
        for matter in self.matters():
            kind, name, party = matter
            values: Iterable[FactValue] = (True, False)
            if kind == "fact":
                values = _telling_values(name, clauses, declared.get(name))
            found[matter] = tuple(
                Supposed(kind, name, value, party, as_left=kind == "fact" and name in changed)
                for value in values
                if not (matter in now and _same(now[matter], value))
            )
        return found

    def _norms(self) -> Iterator[IndexedNorm]:
        """Yield the norms about what the option does, and about what it may leave undone."""
        index = self._target.norms
        actions = {act.action for act in self.option.acts}
        actions |= {norm.action for norm in index.obligations}
        for action in sorted(actions):
            yield from index.by_action.get(action, ())

    def _of_roles(self, who: str, role: str) -> Iterator[Matter]:
        """Yield whose role it is: of whoever acts, is acted on or decides, as parties."""
        parties = {self._situation.decider} if who != "counterparty" else set()
        if who in {"actor", "anyone"}:
            parties |= {act.actor for act in self.option.acts}
        if who in {"counterparty", "anyone"}:
            parties |= {act.toward for act in self.option.acts if act.toward is not None}
        yield from (("role", role, party) for party in sorted(parties))

    def _of_clause(self, clause: Condition) -> Iterator[Matter]:
        match clause:
            case Holds():
                yield ("context", clause.context, "")
            case Occupies():
                yield from self._of_roles(clause.who, clause.role)
            case Equals() | OneOf() | AtLeast() | AtMost():
                yield ("fact", clause.fact, "")

    def _changed(self, matters: Iterable[Matter], supposed: Sequence[Supposed]) -> Situation:
        """Return the situation with nothing said of some matters, but for what is supposed."""
        gone = {*matters}
        told = {each.matter for each in supposed}
        facts = [f for f in self._situation.facts if ("fact", f.fact, "") not in gone]
        changes = [c for c in self.option.changes if ("fact", c.fact, "") not in gone]
        contexts = [c for c in self._situation.contexts if ("context", c.context, "") not in gone]
        claims: dict[str, list[RoleClaim]] = {
            party.name: [c for c in party.roles if ("role", c.role, party.name) not in gone]
            for party in self._situation.parties
        }
        by = self.speaker or self._situation.decider
        # Who is in a role, or whether a context holds, fails where nobody speaks of it: it is
        # unknown where two words stand against one another.
        doubted = [
            (kind, n, p) for kind, n, p in gone if kind != "fact" and (kind, n, p) not in told
        ]
        doubts = [Supposed(k, n, v, p) for k, n, p in doubted for v in (True, False)]
        for each in (*doubts, *supposed):
            if each.type == "context":
                contexts.append(ContextClaim(context=each.name, by=by, applies=bool(each.value)))
            elif each.type == "role":
                claim = RoleClaim(role=each.name, by=by, occupied=bool(each.value))
                claims[each.party].append(claim)
            elif each.as_left:
                changes.append(Change(fact=each.name, value=each.value, by=by))
            else:
                facts.append(Assertion(fact=each.name, value=each.value, by=by))
        option = self.option.model_copy(update={"changes": tuple(changes)})
        return self._situation.model_copy(
            update={
                "facts": tuple(facts),
                "contexts": tuple(contexts),
                "options": tuple(
                    option if each.name == option.name else each for each in self._situation.options
                ),
                "parties": tuple(
                    party.model_copy(update={"roles": tuple(claims[party.name])})
                    for party in self._situation.parties
                ),
            }
        )

    def _judged(self, situation: Situation, lifted: frozenset[str] = frozenset()) -> JudgedOption:
        self.asked += 1
        inputs = self._inputs.model_copy(update={"situation": situation})
        facts = SituatedFacts(situation, self._target.contexts, self._heard)
        return judge_option(self._target, inputs, facts, self.option.name, lifted=lifted)


def _clauses(*conditions: Condition | None) -> Iterator[Condition]:
    waiting = [condition for condition in conditions if condition is not None]
    while waiting:
        clause = waiting.pop()
        yield clause
        waiting.extend(clause.parts)


def _telling_values(
    fact: str, clauses: Iterable[Condition], declared: FactDeclaration | None
) -> list[FactValue]:
    """Return values of a fact between which conditions tell, those named and one beside each."""
    values: dict[object, FactValue] = {}
    for clause in clauses:
        match clause:
            case Equals(fact=name) if name == fact:
                named: list[FactValue] = [clause.value]
            case OneOf(fact=name) if name == fact:
                named = [*clause.values]
            case AtLeast(fact=name) | AtMost(fact=name) if name == fact:
                named = [clause.value]
            case _:
                continue
        for value in named:
            values |= {value_key(each): each for each in _beside(clause, value)}
    any_of = ValueRange.of(declared)
    return [
        v for _, v in sorted(values.items(), key=repr) if any_of.one_of([v]).value() is not None
    ]


def _beside(clause: Condition, value: FactValue) -> Iterator[FactValue]:
    """Yield a value that a clause names, and the nearest plain one on its other side."""
    yield value
    if isinstance(value, bool):
        yield not value
        return
    number = number_of(value)
    if number is not None and isinstance(clause, AtLeast | AtMost):
        whole = ceil(number) - 1 if isinstance(clause, AtLeast) else floor(number) + 1
        yield whole


def _same(one: FactValue, other: FactValue) -> bool:
    return value_key(one) == value_key(other)
