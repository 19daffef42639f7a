"""What norms say of one act, where everything is known and nobody doubts who says so."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from commonweal.documents import Act, FactValue
from commonweal.errors import InvalidDocument, Problem
from commonweal.norms._act_faults import act_faults
from commonweal.norms._authority import authorised, in_force
from commonweal.norms._defeat import Defeats
from commonweal.norms._facts import FAILS, HOLDS, FactReadings, Readings, ToldDeed
from commonweal.norms._items import Item
from commonweal.norms._spoken_names import SpokenNames
from commonweal.norms._status import JudgedOption, Norms

if TYPE_CHECKING:
    from collections.abc import Collection

    from commonweal.norms._contexts import ContextOrder
    from commonweal.norms._index import NormIndex

_ACTOR, _COUNTERPARTY = "actor", "counterparty"
_UNKNOWN = FactReadings(None, None)


@dataclass(frozen=True, slots=True)
class PlainAct:
    """An act as a service is asked about it: facts that are known, and no word against another.

    What is not in ``facts`` is unknown; roles and contexts that are not named are not there.
    """

    action: str
    at: str
    """The moment, in UTC to the second."""
    roles: Collection[str] = ()
    """What the actor acts as; whoever decides is the actor."""
    toward: Collection[str] | None = None
    """The roles of the one acted on; None where nobody is."""
    facts: Mapping[str, FactValue] = field(default_factory=dict)
    """As the act leaves them."""
    facts_before: Mapping[str, FactValue] = field(default_factory=dict)
    """As they are, where the act changes them: a fact that is not here is as ``facts`` say."""
    contexts: Collection[str] = ()
    """Those that hold; the broader ones hold with them."""
    place: str | None = None
    broken: Collection[str] = ()
    """The norms that were broken before and not made good, by whom those that follow them ask."""


class ActJudge:
    """Norms made ready to be asked about acts, one at a time.

    The answer is the one that `Norms` gives for the act of an option where everybody who speaks is
    heard, nothing was appraised, nothing was done before but what is told to be broken, and nothing
    that the option leaves undone is looked at.

    An act that no norm is about is permitted, since nothing forbids it: `known` has the actions
    that some norm is about. A misspelt action is such an act.

    Args:
        index: the norms.
        contexts: how contexts lie within one another.
        check_names: whether acts are refused that have a role, a context, a fact or a broken norm
            that nothing speaks of, which would make no difference and is most often a misspelt one.
    """

    def __init__(
        self, index: NormIndex, contexts: ContextOrder, *, check_names: bool = True
    ) -> None:
        self._index, self._contexts, self._check_names = index, contexts, check_names
        self._defeats = Defeats(index)
        self._items: dict[tuple[str, bool], Item] = {}
        self._authorised: dict[tuple[str, str | None], bool] = {}

    def judge(self, act: PlainAct) -> JudgedOption:
        """Return whether an act is permitted, in dispute or forbidden, and by which norms.

        Raises:
            InvalidDocument: with every problem; code ``wrong-type`` or ``wrong-form`` of what is no
                moment, no collection or no value of a fact, ``unknown-name`` of a name that nothing
                speaks of, and ``place-missing`` if some authority is bound to a territory, and the
                act is nowhere.

        Cost: that of the norms about the action, and the square of those that apply.
        """
        self._refuse_faults(act)
        return self._norms(act).judge_items(act.action, [self._item(act)])

    @cached_property
    def known(self) -> SpokenNames:
        """The names that the norms, their authorities and the contexts speak of."""
        return SpokenNames.of(self._index, self._contexts)

    def judge_left_undone(self, act: PlainAct) -> JudgedOption:
        """Return whether leaving an act undone is permitted, in dispute or forbidden.

        What may be owed are the acts that norms in force oblige one of the actor's roles to, toward
        a role of the one acted on, or toward nobody in particular where nobody is, and whose
        deadline has come. What is owed to others is another omission.

        Raises:
            InvalidDocument: as of `judge`.
        """
        self._refuse_faults(act)
        owed = (
            norm
            for norm in self._index.by_action.get(act.action, ())
            if norm.modality == "obliged"
            and norm.role in act.roles
            and (norm.deadline is None or norm.deadline <= act.at)
            and (
                norm.counterparty is None if act.toward is None else norm.counterparty in act.toward
            )
        )
        bound = self.eligible(act.action, act.at, act.place)
        items = [
            Item(act.action, f"omission:{norm.name}", act.action, owed=norm)
            for norm in owed
            if norm.name in bound
        ]
        return self._norms(act).judge_items(act.action, items)

    def eligible(self, action: str, at: str, place: str | None) -> frozenset[str]:
        """Return the norms about an action that are in force and authorised at a time and place."""
        place = place if place in self._index.places else None
        return frozenset(
            norm.name
            for norm in self._index.by_action.get(action, ())
            if in_force(norm, at) and self._binds(norm.name, place)
        )

    def _refuse_faults(self, act: PlainAct) -> None:
        problems = [*act_faults(act, self.known if self._check_names else None)]
        if self._index.places and (act.place is None or act.place == ""):
            problems.append(place_missing("place"))
        if problems:
            raise InvalidDocument(problems)

    def _norms(self, act: PlainAct) -> Norms:
        return Norms(
            self._index,
            self.eligible(act.action, act.at, act.place),
            defeats=self._defeats,
            facts=_PlainFacts(act, self._contexts),
            at=act.at,
            until=act.at,
            effects={},
            broken=act.broken,
        )

    def _binds(self, name: str, place: str | None) -> bool:
        key = (name, place)
        if key not in self._authorised:
            self._authorised[key] = authorised(self._index, self._index.norms[name], place)
        return self._authorised[key]

    def _item(self, act: PlainAct) -> Item:
        key = (act.action, act.toward is not None)
        if key not in self._items:
            toward = _COUNTERPARTY if act.toward is not None else None
            done = Act(actor=_ACTOR, action=act.action, toward=toward)
            self._items[key] = Item(act.action, "act:0", act.action, act=done)
        return self._items[key]


def place_missing(path: str) -> Problem:
    """Return the problem that an act is nowhere, where norms of a territory would not bind it."""
    return Problem(
        code="place-missing",
        path=path,
        expected="a place, since the authority of some issuer is bound to a territory",
        found="none",
        hint="Say where it is, though it be outside of every territory.",
    )


class _PlainFacts:
    """A plain act's facts, contexts and roles."""

    decider = _ACTOR
    modes_agree = True
    deeds: tuple[ToldDeed, ...] = ()

    def __init__(self, act: PlainAct, contexts: ContextOrder) -> None:
        self._act, self._contexts = act, contexts
        self._roles: dict[str, Collection[str]] = {
            _ACTOR: act.roles,
            _COUNTERPARTY: () if act.toward is None else act.toward,
        }

    def fact(self, name: str, option: str | None = None) -> FactReadings:
        if option is None and name in self._act.facts_before:
            value = self._act.facts_before[name]
        elif name in self._act.facts:
            value = self._act.facts[name]
        else:
            return _UNKNOWN
        return FactReadings(value, value)

    def context(self, name: str) -> Readings:
        held = self._act.contexts
        if name in held or any(other in held for other in self._contexts.narrower_than(name)):
            return HOLDS
        return FAILS

    def role(self, party: str | None, role: str) -> Readings:
        return HOLDS if party is not None and role in self._roles[party] else FAILS

    def deeds_of(self, party: str, action: str) -> tuple[ToldDeed, ...]:  # noqa: ARG002
        return ()

    def spoken_of(self, role: str) -> tuple[str, ...]:  # noqa: ARG002  # nothing was before
        return ()

    def anyone(self, role: str) -> Readings:
        return HOLDS if any(role in roles for roles in self._roles.values()) else FAILS
