"""A situation told otherwise: what is said of some matters forgotten, and other things said."""

from __future__ import annotations

from typing import TYPE_CHECKING

from commonweal.decisions._matters import Matter
from commonweal.documents import Assertion, Change, ContextClaim, DeedClaim, RoleClaim

if TYPE_CHECKING:
    from collections.abc import Collection

    from commonweal.documents import Deed, FactValue, Option, Situation


class RetoldSituation:
    """A situation in which some of what is said is forgotten, and other things are told.

    Args:
        situation: the situation as it was said.
        option: one of its options.
        by: who says what is told.
    """

    def __init__(self, situation: Situation, option: Option, by: str) -> None:
        self._situation, self._option, self._by = situation, option, by
        self._facts, self._changes = [*situation.facts], [*option.changes]
        self._contexts = [*situation.contexts]
        self._roles = {party.name: [*party.roles] for party in situation.parties}
        self._deeds = {deed.name: [*deed.claims] for deed in situation.deeds}
        self.deeds: list[Deed] = []
        """Deeds that are told beside those of the situation."""

    def forget(self, gone: Collection[Matter]) -> None:
        """Leave out all that is said of some matters."""
        self._facts = [f for f in self._facts if Matter("fact", f.fact) not in gone]
        self._changes = [
            c for c in self._changes if Matter("fact", c.fact, as_left=True) not in gone
        ]
        self._contexts = [c for c in self._contexts if Matter("context", c.context) not in gone]
        for party, claims in self._roles.items():
            claims[:] = [c for c in claims if Matter("role", c.role, party) not in gone]
        for name, said in self._deeds.items():
            if Matter("deed", name) in gone:
                said.clear()

    def tell(self, matter: Matter, value: FactValue) -> None:
        """Add that somebody says what is so of a matter."""
        name, by = matter.name, self._by
        if matter.type == "context":
            self._contexts.append(ContextClaim(context=name, by=by, applies=bool(value)))
        elif matter.type == "role":
            self._roles[matter.party].append(RoleClaim(role=name, by=by, occupied=bool(value)))
        elif matter.type == "deed":
            self._deeds[name].append(DeedClaim(by=by, done=bool(value)))
        elif matter.as_left:
            self._changes.append(Change(fact=name, value=value, by=by))
        else:
            self._facts.append(Assertion(fact=name, value=value, by=by))

    def situation(self) -> Situation:
        """Return the situation in which this is said."""
        option = self._option.model_copy(update={"changes": tuple(self._changes)})
        options = (option if o.name == option.name else o for o in self._situation.options)
        parties = (
            party.model_copy(update={"roles": tuple(self._roles[party.name])})
            for party in self._situation.parties
        )
        deeds = (
            deed.model_copy(update={"claims": tuple(self._deeds[deed.name])})
            for deed in self._situation.deeds
        )
        return self._situation.model_copy(
            update={
                "facts": tuple(self._facts),
                "contexts": tuple(self._contexts),
                "options": tuple(options),
                "parties": tuple(parties),
                "deeds": (*deeds, *self.deeds),
            }
        )
