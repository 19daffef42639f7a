"""What was asserted of facts, contexts and roles: every side, with each who says so."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

from commonweal.decisions._tell_side import ToldSide
from commonweal.documents import clauses_of, listed, value_key
from commonweal.norms import Bodies, ContextOrder, SituatedFacts

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from commonweal.decisions._wording import Wording
    from commonweal.documents import (
        Assertion,
        Change,
        ContextClaim,
        Decision,
        FactValue,
        Norm,
        OpenReading,
        Party,
    )


Kind: TypeAlias = Literal["fact", "context", "role", "deed"]


@dataclass(frozen=True, slots=True)
class ToldSaid:
    """What was asserted of one thing: a side for each value, held by those who assert it."""

    about: str
    sides: tuple[ToldSide, ...]
    kind: Kind


class _Word(NamedTuple):
    value: FactValue
    by: str
    sense: str | None = None
    of: str = ""
    """Of which party or narrower context it is said, where it could be of several."""


class _Thing(NamedTuple):
    """A fact as it is or as an option leaves it, a context, or a role of a party."""

    kind: Kind
    name: str
    about: str
    words: list[_Word]
    option: str | None = None
    party: str | None = None
    bears_by: str = ""
    """Of a deed: its action, by which norms speak of it."""


class AssertionTeller:
    """Tells who asserts what in the situation of one decision.

    Args:
        decision: the decision.
        wording: what the things of the target are called.
    """

    def __init__(self, decision: Decision, wording: Wording) -> None:
        target = wording.target
        situation = decision.justification.inputs.situation
        self._situation = situation
        self._statuses = decision.statuses
        self._wording = wording
        self._contexts = ContextOrder(() if target is None else target.contexts)
        institutions = () if target is None else target.institutions
        bodies = {party.name for party in situation.parties}
        bodies |= {body.name for body in institutions}
        heard = Bodies(institutions).heard(situation)
        self.facts_here = SituatedFacts(situation, self._contexts, heard)
        """The situation's facts, contexts and roles, as far as anybody who is heard knows."""
        self._own_side = bodies - heard
        self._known = None if target is None else bodies
        self._norms = {} if target is None else {norm.name: norm for norm in target.norms}

    def in_doubt(self) -> tuple[ToldSaid, ...]:
        """Return what is asserted differently, or by one side alone so that norms stay open."""
        bearing = {
            (status.option, *spoken_of)
            for status in self._statuses
            for name in status.maybe_broken
            if name in self._norms
            for spoken_of in _spoken_of(self._norms[name], self._norms)
        }
        options = [option.name for option in self._situation.options]
        return tuple(
            self._told(thing)
            for thing in self._everything()
            if len({value_key(word.value) for word in thing.words}) > 1
            or (
                self._is_own_word(thing)
                and any(
                    (option, thing.kind, thing.bears_by or thing.name) in bearing
                    for option in (options if thing.option is None else [thing.option])
                )
            )
        )

    def _is_own_word(self, thing: _Thing) -> bool:
        """Return whether nobody who is heard says it, so that it may condemn and never permit."""
        if thing.kind == "fact":
            return self.facts_here.why_unknown(thing.name, thing.option) == "own_word"
        if thing.kind == "deed":
            told = (deed.done for deed in self.facts_here.deeds if deed.name == thing.name)
            return any(done.strict == "unknown" for done in told)
        found = (
            self.facts_here.context(thing.name)
            if thing.kind == "context"
            else self.facts_here.role(thing.party, thing.name)
        )
        return found.strict == "unknown"

    def by_definition(self, definition: str) -> tuple[ToldSaid, ...]:
        """Return what is so by a definition: what is asserted in that sense, or in none."""
        return tuple(
            self._told(
                fact._replace(
                    words=[
                        word._replace(sense=None)
                        for word in fact.words
                        if word.sense in {None, definition}
                    ]
                )
            )
            for fact in self._facts()
            if any(word.sense == definition for word in fact.words)
        )

    def everything(self) -> tuple[ToldSaid, ...]:
        """Return all that was asserted: facts, as they are and as options leave them, and more."""
        return tuple(map(self._told, self._everything()))

    def of(self, reading: OpenReading) -> tuple[ToldSide, ...]:
        """Return what was asserted of a fact, a context or a role that is open."""
        if reading.type == "fact":
            return self._sides(self._of_fact(str(reading.fact), reading.option))
        if reading.type == "context":
            return self._sides(self._of_context(str(reading.context)))
        if reading.type == "role":
            return self._sides(self._of_role(str(reading.role), reading.party))
        if reading.type == "deed":
            return self._sides(self._of_deed(str(reading.deed)))
        return ()

    def _everything(self) -> Iterator[_Thing]:
        yield from self._facts()
        for name in dict.fromkeys(claim.context for claim in self._situation.contexts):
            words = _claims(self._situation.contexts, name)
            yield _Thing("context", name, self._wording.context(name), words)
        for party in self._situation.parties:
            for role in dict.fromkeys(claim.role for claim in party.roles):
                about = f"{party.title} as {self._wording.role(role)}"
                yield _Thing("role", role, about, [*_role_words(party, role)], party=party.name)

        for deed in self._situation.deeds:
            words = self._of_deed(deed.name)
            about = f"{deed.name}, done on {deed.at} by {self._wording.body(deed.actor)}"
            yield _Thing("deed", deed.name, about, words, bears_by=deed.action)

    def _facts(self) -> Iterator[_Thing]:
        """Yield each fact as it is, and as each option leaves it, with all that is said of it."""
        for fact, words in _by_fact(self._situation.facts):
            yield _Thing("fact", fact, fact, words)
        for option in self._situation.options:
            for fact, words in _by_fact(option.changes):
                about = f"{fact}, as {option.name} would leave it"
                yield _Thing("fact", fact, about, words, option=option.name)

    def _of_fact(self, fact: str, option: str | None) -> list[_Word]:
        changes = {each.name: each.changes for each in self._situation.options}
        changed = dict(_by_fact(changes.get(str(option), ()))).get(fact)
        return changed or dict(_by_fact(self._situation.facts)).get(fact, [])

    def _of_context(self, name: str) -> list[_Word]:
        """Return what is claimed of a context and of every narrower one, which makes it hold."""
        words = _claims(self._situation.contexts, name)
        for narrower in sorted(self._contexts.narrower_than(name)):
            of = self._wording.context(narrower)
            claims = _claims(self._situation.contexts, narrower)
            words += [word._replace(of=of) for word in claims]
        return words

    def _of_role(self, role: str, party: str | None) -> list[_Word]:
        return [
            word if party is not None else word._replace(of=each.title)
            for each in self._situation.parties
            if party in {None, each.name}
            for word in _role_words(each, role)
        ]

    def _of_deed(self, name: str) -> list[_Word]:
        deeds = (deed for deed in self._situation.deeds if deed.name == name)
        return [_Word(claim.done, claim.by) for deed in deeds for claim in deed.claims]

    def _told(self, thing: _Thing) -> ToldSaid:
        return ToldSaid(thing.about, self._sides(thing.words), thing.kind)

    def _sides(self, words: Iterable[_Word]) -> tuple[ToldSide, ...]:
        sides: dict[tuple[object, ...], tuple[str, dict[str, None]]] = {}
        for word in words:
            key = (word.of, value_key(word.value), word.sense)
            _, speakers = sides.setdefault(key, (self._says(word), {}))
            speakers[self._speaker(word.by)] = None
        return tuple(ToldSide(says, tuple(speakers)) for says, speakers in sides.values())

    def _says(self, word: _Word) -> str:
        says = _value(word.value)
        if word.of:
            says += f", of {word.of}"
        if word.sense is not None:
            says += f", by the definition of {self._wording.definer(word.sense)}"
        return says

    def _speaker(self, name: str) -> str:
        title = self._wording.body(name)
        if name in self._own_side:
            return f"{title} (the decider's own side)"
        if self._known is not None and name not in self._known:
            return f"{title} (neither a party nor an institution)"
        return title


def who_says_what(sides: Iterable[ToldSide]) -> str:
    """Return sides as a phrase: all who assert a value, and the value."""
    return "; ".join(f"{listed(side.held_by)}: {side.says}" for side in sides)


def _by_fact(said: Iterable[Assertion | Change]) -> Iterator[tuple[str, list[_Word]]]:
    found: dict[str, list[_Word]] = {}
    for word in said:
        found.setdefault(word.fact, []).append(_Word(word.value, word.by, word.sense))
    yield from found.items()


def _claims(claims: Sequence[ContextClaim], context: str) -> list[_Word]:
    return [_Word(claim.applies, claim.by) for claim in claims if claim.context == context]


def _role_words(party: Party, role: str) -> Iterator[_Word]:
    return (_Word(claim.occupied, claim.by) for claim in party.roles if claim.role == role)


def _value(value: FactValue) -> str:
    return {True: "yes", False: "no"}[value] if isinstance(value, bool) else str(value)


def _spoken_of(norm: Norm, norms: Mapping[str, Norm]) -> Iterator[tuple[str, str]]:
    """Yield the facts, contexts, roles and done acts on which it hangs whether a norm applies."""
    if norm.deadline is not None or norm.upon_breach is not None:
        yield "deed", norm.action
    if norm.upon_breach is not None and norm.upon_breach.norm in norms:
        yield "deed", norms[norm.upon_breach.norm].action
    yield "role", norm.role
    if norm.counterparty is not None:
        yield "role", norm.counterparty
    for clause in clauses_of(norm.condition, *(exception.when for exception in norm.exceptions)):
        if clause.kind in {"equals", "at_least", "at_most", "one_of"}:
            yield "fact", clause.fact
        elif clause.kind == "holds":
            yield "context", clause.context
        elif clause.kind == "occupies":
            yield "role", clause.role
