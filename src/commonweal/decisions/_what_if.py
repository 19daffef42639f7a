"""A situation with something else in it: what is not known, or is otherwise, and what follows."""

from __future__ import annotations

from math import ceil, floor
from typing import TYPE_CHECKING

from commonweal.decisions._matters import Matter, Supposed
from commonweal.decisions._norm_findings import NormsHere
from commonweal.decisions._retold_situation import RetoldSituation
from commonweal.decisions._untold_deeds import untold_deeds
from commonweal.documents import (
    AtLeast,
    AtMost,
    Before,
    Equals,
    Holds,
    Occupies,
    OneOf,
    number_of,
    value_key,
)
from commonweal.norms import ValueRange

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from commonweal.decisions._target import PreparedTarget
    from commonweal.decisions._untold_deeds import UntoldDeed
    from commonweal.documents import (
        Condition,
        DecisionInputs,
        FactDeclaration,
        FactValue,
    )
    from commonweal.norms import IndexedNorm, JudgedOption, Readings, SituatedFacts


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
        self._option = next(o for o in self._situation.options if o.name == option)
        self._untold = self._untold_deeds()
        self._changed = {change.fact for change in self._option.changes}
        self.speaker = min(target.bodies.heard(self._situation), default=None)
        """Somebody whose word counts, for what is supposed; None where nobody's does."""
        self.asked = 0
        """How often the norms were asked."""

    @property
    def as_it_is(self) -> JudgedOption:
        """What the norms say of it."""
        return self._judged(self._inputs)

    def without(self, matters: Iterable[Matter]) -> JudgedOption:
        """Return what the norms say where some matters are unknown."""
        return self._judged(self._with(matters, ()))

    def supposing(self, supposed: Sequence[Supposed]) -> JudgedOption:
        """Return what the norms say where some things are otherwise, by somebody who is heard."""
        return self._judged(self._with([each.matter for each in supposed], supposed))

    def lifting(self, norms: frozenset[str]) -> JudgedOption:
        """Return what the norms say where some of them are not in force."""
        return self._judged(self._inputs, lifted=norms)

    def known(self) -> tuple[Supposed, ...]:
        """Return what is known here of all that norms about the option's acts look at.

        What only the decider's own side says is among it: it may be what condemns the option.
        """
        facts = NormsHere(self._target, self._inputs).facts
        found = []
        for matter in self.matters():
            if matter.type == "untold":
                # What nobody tells was not done, which counts against the option and never for it.
                found.append(Supposed(matter, value=False, own_word=True))
                continue
            if matter.type == "fact":
                value = facts.fact(matter.name, self._option.name if matter.as_left else None)
                if value.full is not None:
                    found.append(Supposed(matter, value.full, own_word=value.strict is None))
                continue
            read = self._read(facts, matter)
            if read.full != "unknown":
                found.append(
                    Supposed(matter, read.full == "holds", own_word=read.strict == "unknown")
                )
        return tuple(found)

    def _untold_deeds(self) -> dict[Matter, UntoldDeed]:
        """Return what nobody told by which what is due would have been done in time."""
        here, index = NormsHere(self._target, self._inputs), self._target.norms
        found = untold_deeds(index, self._situation, here, self._norms())
        return {Matter("untold", each.norm, each.party): each for each in found}

    def _read(self, facts: SituatedFacts, matter: Matter) -> Readings:
        if matter.type == "context":
            return facts.context(matter.name)
        if matter.type == "role":
            return facts.role(matter.party, matter.name)
        return next(deed.done for deed in facts.deeds if deed.name == matter.name)

    def matters(self) -> tuple[Matter, ...]:
        """Return what norms about the option's acts, and what it may leave undone, look at."""
        found: dict[Matter, None] = {}
        actions = self._actions()
        for norm in self._norms():
            # What others follow may have been broken before, by anybody.
            before = norm.action not in actions
            found |= dict.fromkeys(self._of_roles("anyone" if before else "actor", norm.role))
            if norm.counterparty is not None:
                who = "anyone" if before else "counterparty"
                found |= dict.fromkeys(self._of_roles(who, norm.counterparty))
            for clause, before in _clauses(norm.condition, *norm.exceptions):
                found |= dict.fromkeys(self._of_clause(clause, before=before))
        about = {norm.action for norm in self._norms()}
        deeds = (deed.name for deed in self._situation.deeds if deed.action in about)
        return (*found, *(Matter("deed", name) for name in deeds), *self._untold)

    def alternatives(
        self, declared: Mapping[str, FactDeclaration]
    ) -> dict[Matter, tuple[Supposed, ...]]:
        """Return, for each matter, what else could be so that some norm would tell apart.

        To have said by somebody who is heard what is known by the own word alone is one of them.
        """
        now = {each.matter: each.value for each in self.known() if not each.own_word}
        clauses = [c for n in self._norms() for c, _ in _clauses(n.condition, *n.exceptions)]
        found: dict[Matter, tuple[Supposed, ...]] = {}
        for matter in self.matters():
            values: Iterable[FactValue] = (True, False)
            if matter.type == "fact":
                values = _telling_values(matter.name, clauses, declared.get(matter.name))
            found[matter] = tuple(
                Supposed(matter, value)
                for value in values
                if matter not in now or value_key(now[matter]) != value_key(value)
            )
        return found

    def _norms(self) -> Iterator[IndexedNorm]:
        """Yield the norms about what the option does, and what it may leave undone.

        Among them are those that others of them follow, and all that bear on these.
        """
        index = self._target.norms
        actions, found = self._actions(), set[str]()
        while actions:
            found |= actions
            norms = [norm for action in actions for norm in index.by_action.get(action, ())]
            upon = {norm.upon for norm in norms if norm.upon is not None}
            followed = (index.norms[name] for name in upon if name in index.norms)
            actions = {norm.action for norm in followed} - found
        for action in sorted(found):
            yield from index.by_action.get(action, ())

    def _actions(self) -> set[str]:
        """Return what the option does, and what it may leave undone."""
        done = {act.action for act in self._option.acts}
        return done | {norm.action for norm in self._target.norms.obligations}

    def _of_roles(self, who: str, role: str) -> Iterator[Matter]:
        """Yield whose role it is: of whoever acts, is acted on or decides, as parties."""
        acts = self._option.acts
        parties = {self._situation.decider} if who != "counterparty" else set()
        if who in {"actor", "anyone"}:
            parties |= {act.actor for act in acts}
        if who in {"counterparty", "anyone"}:
            parties |= {act.toward for act in acts if act.toward is not None}
        if who == "anyone":
            parties |= {party.name for party in self._situation.parties}
        yield from (Matter("role", role, party) for party in sorted(parties))

    def _of_clause(self, clause: Condition, *, before: bool) -> Iterator[Matter]:
        match clause:
            case Holds():
                # A narrower context that somebody speaks of carries the broader one with it.
                narrower = {*self._target.contexts.narrower_than(clause.context)}
                claimed = {claim.context for claim in self._situation.contexts}
                for name in (clause.context, *sorted(narrower & claimed)):
                    yield Matter("context", name)
            case Occupies():
                yield from self._of_roles(clause.who, clause.role)
            case Equals() | OneOf() | AtLeast() | AtMost():
                as_left = not before and clause.fact in self._changed
                yield Matter("fact", clause.fact, as_left=as_left)

    def _with(self, matters: Iterable[Matter], supposed: Sequence[Supposed]) -> DecisionInputs:
        """Return the inputs with some matters unknown, but for what is supposed of them.

        Where nobody speaks of it, a context fails, nobody is in a role, and an option leaves a fact
        as it is: what is unknown there has two words against one another.
        """
        gone = {*matters}
        told = {each.matter for each in supposed}
        doubted = [m for m in gone - told if m.type != "fact" or m.as_left]
        values: dict[Matter, list[FactValue]] = {matter: [True, False] for matter in doubted}
        values |= {each.matter: [each.value] for each in supposed}
        by = self.speaker or self._situation.decider
        retold = RetoldSituation(self._situation, self._option, by)
        retold.forget(gone)
        for matter, said in values.items():
            if matter.type == "untold":
                retold.deeds.append(self._untold[matter].told(by, [*map(bool, said)]))
                continue
            for value in said:
                retold.tell(matter, value)
        return self._inputs.model_copy(update={"situation": retold.situation()})

    def _judged(self, inputs: DecisionInputs, lifted: frozenset[str] = frozenset()) -> JudgedOption:
        self.asked += 1
        name = self._option.name
        option = next(each for each in inputs.situation.options if each.name == name)
        return NormsHere(self._target, inputs, lifted=lifted).judge(option)


def _clauses(*conditions: Condition | None) -> Iterator[tuple[Condition, bool]]:
    """Yield every clause, and whether it is of the facts as they are."""
    waiting = [(condition, False) for condition in conditions if condition is not None]
    while waiting:
        clause, before = waiting.pop()
        yield clause, before
        inside = before or isinstance(clause, Before)
        waiting.extend((part, inside) for part in clause.parts)


def _telling_values(
    fact: str, clauses: Iterable[Condition], declared: FactDeclaration | None
) -> list[FactValue]:
    """Return values of a fact that conditions tell apart: those they name, one beside, and another.

    Beside a bound stands the nearest whole number that does not meet it, and beside a truth value
    the other; another is one that no condition names, where there is any.
    """
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
    listed = [value for _, value in sorted(values.items(), key=repr)]
    # A fact that is not declared is taken for one of the types that conditions take it for.
    types = frozenset(value_key(value)[0] for value in listed)
    can_be = ValueRange.of(declared) if declared else ValueRange(types=types)
    possible = [value for value in listed if can_be.one_of([value]).value() is not None]
    other = can_be.none_of(listed).value()
    return possible if other is None else [*possible, other]


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
