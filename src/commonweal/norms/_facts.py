"""What is so in a situation: facts, contexts and roles, as they are and as an option leaves them.

Everything is read in two modes. *Full* takes every assertion. *Strict* leaves unknown what only the
decider's own side asserts, or somebody unknown, so that nobody gives itself permission by its own
word. A conclusion that would permit something is read strictly; one that would condemn, in full.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, NamedTuple, Protocol, TypeAlias, TypeVar

from commonweal.documents import Act, Truth, conjunction, disjunction, negation, value_key

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from commonweal.documents import Assertion, Change, FactValue, Situation
    from commonweal.norms._contexts import ContextOrder


class Readings(NamedTuple):
    """A truth value in both modes. The strict one is the full one, or unknown."""

    full: Truth
    strict: Truth

    @property
    def negated(self) -> Readings:
        """The negation, mode by mode."""
        return Readings(negation(self.full), negation(self.strict))


@dataclass(frozen=True, slots=True)
class ToldDeed:
    """What somebody did before, as it is told."""

    name: str
    act: Act
    at: str
    done: Readings
    """Whether it was done."""


class FactReadings(NamedTuple):
    """A fact's value in both modes; None is unknown."""

    full: FactValue | None
    strict: FactValue | None


WhyUnknown: TypeAlias = Literal["unasked", "disputed", "senses", "own_word"]
"""Nobody spoke of it; those who did differ; they differ only in what they mean by the word; or
nobody did who is heard."""

_Said = TypeVar("_Said")
_Key = TypeVar("_Key")

HOLDS = Readings("holds", "holds")
FAILS = Readings("fails", "fails")


class _ToldFact(NamedTuple):
    """What those who speak of a fact make of it."""

    readings: FactReadings
    why_unknown: WhyUnknown | None


_UNASKED = _ToldFact(FactReadings(None, None), "unasked")


class Facts(Protocol):
    """What is so where norms are applied, whoever said it."""

    decider: str
    modes_agree: bool
    """Whether both modes always say the same of facts, contexts and roles."""
    deeds: tuple[ToldDeed, ...]
    """What was done before, and whether those who tell it agree."""

    def deeds_of(self, party: str, action: str) -> Sequence[ToldDeed]:
        """Return what somebody did of one kind before."""
        ...

    def fact(self, name: str, option: str | None = None) -> FactReadings:
        """Return a fact as it is, or as ``option`` leaves it."""
        ...

    def context(self, name: str) -> Readings:
        """Return whether a context holds."""
        ...

    def role(self, party: str | None, role: str) -> Readings:
        """Return whether a party occupies a role; nobody does not."""
        ...

    def anyone(self, role: str) -> Readings:
        """Return whether any of the parties occupies a role."""
        ...

    def spoken_of(self, role: str) -> Sequence[str]:
        """Return the parties of whom somebody says whether they occupy a role."""
        ...


class SituatedFacts:
    """A situation's facts, contexts and roles, indexed.

    Args:
        situation: the situation as it was said.
        contexts: the declared contexts.
        heard: those whose word can permit something; see `Bodies.heard`.
    """

    def __init__(self, situation: Situation, contexts: ContextOrder, heard: frozenset[str]) -> None:
        self.decider = situation.decider
        self._heard = heard
        self.modes_agree = _speakers(situation) <= heard
        """Whether all are heard who say anything of facts, contexts and roles."""
        self._contexts = contexts
        self._as_it_is = self._facts(situation.facts)
        self._as_left = {option.name: self._facts(option.changes) for option in situation.options}
        self._claims = _grouped((claim.context, claim) for claim in situation.contexts)
        self._held: dict[str, Readings] = {}
        self._roles = {
            party.name: {
                role: self._claimed([(claim.occupied, claim.by) for claim in claims])
                for role, claims in _grouped((claim.role, claim) for claim in party.roles).items()
            }
            for party in situation.parties
        }
        self._spoken_of = _grouped(
            (role, party) for party, of in self._roles.items() for role in of
        )
        self.deeds = tuple(
            ToldDeed(
                deed.name,
                Act(actor=deed.actor, action=deed.action, toward=deed.toward),
                deed.at,
                self._claimed([(claim.done, claim.by) for claim in deed.claims]),
            )
            for deed in situation.deeds
        )
        self._deeds_of = _grouped(((d.act.actor, d.act.action), d) for d in self.deeds)
        self.context_names = frozenset(self._claims) | contexts.names
        """Every context that is declared, named as broader, or claimed here."""

    def fact(self, name: str, option: str | None = None) -> FactReadings:
        """Return a fact as it is, or as ``option`` leaves it."""
        return self._told(name, option).readings

    def why_unknown(self, name: str, option: str | None = None) -> WhyUnknown | None:
        """Return why a fact is strictly unknown, or None if it is known."""
        return self._told(name, option).why_unknown

    def context(self, name: str) -> Readings:
        """Return whether a context holds: by its own claims or because a narrower one does."""
        found = self._held.get(name)
        if found is None:
            family = [self._claimed_context(name)]
            family += [self._claimed_context(other) for other in self._contexts.narrower_than(name)]
            found = self._held[name] = either(family)
        return found

    def role(self, party: str | None, role: str) -> Readings:
        """Return whether a party occupies a role; nobody, and who is not claimed to, does not."""
        if party is None:
            return FAILS
        return self._roles.get(party, {}).get(role, FAILS)

    def anyone(self, role: str) -> Readings:
        """Return whether any of the parties occupies a role."""
        return either(self.role(party, role) for party in self._roles)

    def spoken_of(self, role: str) -> Sequence[str]:
        """Return the parties of whom somebody says whether they occupy a role."""
        return self._spoken_of.get(role, ())

    def deeds_of(self, party: str, action: str) -> Sequence[ToldDeed]:
        """Return what somebody did of one kind before."""
        return self._deeds_of.get((party, action), ())

    def roles_of(self, party: str) -> tuple[str, ...]:
        """Return the roles that somebody claims, or denies, that a party occupies."""
        return tuple(self._roles.get(party, ()))

    def _told(self, name: str, option: str | None) -> _ToldFact:
        """Return what was said of a fact, as it is or as an option leaves it."""
        changed = None if option is None else self._as_left[option].get(name)
        return changed or self._as_it_is.get(name, _UNASKED)

    def _facts(self, said: Iterable[Assertion | Change]) -> dict[str, _ToldFact]:
        grouped = _grouped((word.fact, word) for word in said)
        return {fact: self._agreed(words) for fact, words in grouped.items()}

    def _agreed(self, words: Sequence[Assertion | Change]) -> _ToldFact:
        if not _agree(words):
            senses = {word.sense for word in words} - {None}
            by_sense = [[word for word in words if word.sense in {None, s}] for s in senses]
            apart = bool(senses) and all(map(_agree, by_sense))
            return _ToldFact(FactReadings(None, None), "senses" if apart else "disputed")
        value = words[0].value
        if self._is_heard_in_every_sense(words):
            return _ToldFact(FactReadings(value, value), None)
        return _ToldFact(FactReadings(value, None), "own_word")

    def _is_heard_in_every_sense(self, words: Sequence[Assertion | Change]) -> bool:
        """Return whether, by each definition that some go by, somebody asserts it who is heard."""
        heard = {word.sense for word in words if word.by in self._heard}
        senses = {word.sense for word in words} - {None}
        return bool(heard) and (None in heard or senses <= heard)

    def _claimed_context(self, name: str) -> Readings:
        return self._claimed([(claim.applies, claim.by) for claim in self._claims.get(name, ())])

    def _claimed(self, claims: Sequence[tuple[bool, str]]) -> Readings:
        if not claims:
            return FAILS
        said = {what for what, _ in claims}
        if len(said) > 1:
            return Readings("unknown", "unknown")
        full: Truth = "holds" if said == {True} else "fails"
        return Readings(full, full if self._is_heard(by for _, by in claims) else "unknown")

    def _is_heard(self, speakers: Iterable[str]) -> bool:
        return not self._heard.isdisjoint(speakers)


def _agree(words: Sequence[Assertion | Change]) -> bool:
    return len({value_key(word.value) for word in words}) < 2


def either(readings: Iterable[Readings]) -> Readings:
    """Return the disjunction, mode by mode."""
    listed = list(readings)
    if len(listed) == 1:
        return listed[0]
    return Readings(
        disjunction(reading.full for reading in listed),
        disjunction(reading.strict for reading in listed),
    )


def both(readings: Iterable[Readings]) -> Readings:
    """Return the conjunction, mode by mode."""
    listed = list(readings)
    return Readings(
        conjunction(reading.full for reading in listed),
        conjunction(reading.strict for reading in listed),
    )


def _speakers(situation: Situation) -> set[str]:
    speakers = {said.by for said in situation.facts} | {said.by for said in situation.contexts}
    speakers |= {claim.by for party in situation.parties for claim in party.roles}
    return speakers | {change.by for option in situation.options for change in option.changes}


def _grouped(pairs: Iterable[tuple[_Key, _Said]]) -> dict[_Key, list[_Said]]:
    grouped: dict[_Key, list[_Said]] = defaultdict(list)
    for key, value in pairs:
        grouped[key].append(value)
    return grouped
