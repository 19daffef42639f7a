"""The situation that a call is: the call, doing nothing, and what else was declared."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from commonweal.documents import (
    Assertion,
    Change,
    DecisionInputs,
    Option,
    Party,
    RoleClaim,
    Situation,
    TargetReference,
)
from commonweal.guard._call import facts_of, number_value
from commonweal.guard._declaration import CALL, NOTHING, UNLISTED, act_of, option_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from fractions import Fraction

    from commonweal.documents import CountedAmount, Deed
    from commonweal.guard._call import ToolCall
    from commonweal.guard._declaration import DeclaredTotal, GuardDeclaration, GuardedTool
    from commonweal.guard._sources import Sourced

_NOT_NAMED = "Somebody whom the declaration does not name"


@dataclass(frozen=True, slots=True)
class Case:
    """What is said of one call, by whom, at one moment."""

    declared: GuardDeclaration
    tool: GuardedTool
    call: ToolCall
    sourced: Sourced
    so_far: Sequence[tuple[DeclaredTotal, Fraction]]
    with_call: Sequence[CountedAmount]
    deeds: Sequence[Deed]
    at: str

    def inputs(self, target: str) -> DecisionInputs:
        """Return what the decision is taken from.

        Args:
            target: the hash of the target.
        """
        tool = self.tool
        return DecisionInputs(
            situation=self._situation(),
            target=TargetReference(sha256=target),
            placings=tool.placings,
            appraisals=tool.appraisals,
        )

    def _situation(self) -> Situation:
        declared, tool, call = self.declared, self.tool, self.call
        return Situation(
            by=declared.guard,
            origin=declared.origin,
            said_at=self.at,
            name=situation_name(call.sha256),
            title=f"{declared.agent.name} calls {tool.name}"[:300],
            text=situation_text(declared.agent.name, call.tool, call.sha256),
            decider=declared.agent.name,
            principal=None if declared.principal is None else declared.principal.name,
            at=self.at,
            until=self.at,
            place=declared.place,
            facts=(*self.sourced.facts, *standing_totals(declared.guard, self.so_far)),
            parties=parties_of(declared, self.deeds, toward=call.toward, roles=self.sourced.roles),
            contexts=(*declared.contexts, *self.sourced.contexts),
            deeds=tuple(self.deeds),
            options=tuple(self._options()),
            considerations=declared.considerations,
            interim=tool.interim,
        )

    def _options(self) -> Iterator[Option]:
        agent, tool, call = self.declared.agent.name, self.tool, self.call
        changes = [*facts_of(call, tool, self.declared), *tool.changes]
        changes += [counted_change(self.declared.guard, counted) for counted in self.with_call]
        yield Option(
            name=CALL,
            text=tool.text,
            acts=(act_of(agent, tool.action, call.toward),),
            changes=tuple(changes),
            reversible=tool.reversible,
        )
        yield Option(name=NOTHING, text="Nothing is done.")
        for alternative in tool.alternatives:
            yield option_of(alternative, agent, call.toward)


def situation_name(call: str) -> str:
    """Return what the situation of a call is called."""
    return f"call-{call[:32]}"


def situation_text(agent: str, tool: str, call: str) -> str:
    """Return what the situation of a call says: which call it is, and no other."""
    return f"{agent} calls the tool {tool}. SHA-256 of the call: {call}."


def parties_of(
    declared: GuardDeclaration,
    deeds: Sequence[Deed],
    *,
    toward: str | None = None,
    roles: Sequence[RoleClaim] = (),
) -> tuple[Party, ...]:
    """Return everybody concerned; the one who is acted on with the roles that sources give.

    Toward whom something was done under an earlier declaration is concerned too, without a role.
    """
    agent = declared.agent.model_copy(update={"inside": True})
    agent.__pydantic_fields_set__.add("inside")
    named = [agent, *declared.everybody[1:]]
    others = {deed.toward for deed in deeds if deed.toward is not None}
    if any(tool.toward is not None and tool.toward.unlisted for tool in declared.tools):
        others.add(UNLISTED)
    known = {party.name for party in named}
    named += (Party(name=name, title=_NOT_NAMED) for name in sorted(others - known))
    return tuple(
        Party(**{**party.model_dump(exclude_unset=True), "roles": (*party.roles, *roles)})
        if party.name == toward and roles
        else party
        for party in named
    )


def standing_totals(
    guard: str, totals: Sequence[tuple[DeclaredTotal, Fraction]]
) -> Iterator[Assertion]:
    """Yield the totals as they are, as the guard's own body asserts them."""
    for total, so_far in totals:
        value = number_value(so_far)
        assert value is not None
        yield Assertion(fact=total.fact, value=value, by=guard)


def counted_change(guard: str, counted: CountedAmount) -> Change:
    """Return a total as a call leaves it."""
    from fractions import Fraction

    value = number_value(Fraction(counted.total))
    assert value is not None
    return Change(fact=counted.fact, value=value, by=guard)
