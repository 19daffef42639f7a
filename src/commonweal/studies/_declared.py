"""What a study declares, so that every name used elsewhere can be held to it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from commonweal.documents import (
    Compact,
    Context,
    FactDeclaration,
    Institution,
    Norm,
    Participant,
    Principle,
    Role,
    Situation,
    Source,
    Study,
    Tombstone,
    ValueCard,
    did_you_mean,
)
from commonweal.studies._consents import people_in

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from commonweal.documents import Option, Record
    from commonweal.errors import Problem
    from commonweal.studies._study_records import Entry, StudyRecords

Named: TypeAlias = (
    Context | FactDeclaration | Institution | Role | Norm | Compact | Principle | Situation | Source
)

NAMED: Mapping[str, type[Named]] = {
    "context": Context,
    "fact": FactDeclaration,
    "institution": Institution,
    "role": Role,
    "norm": Norm,
    "compact": Compact,
    "principle": Principle,
    "situation": Situation,
}
"""What each thing is called in error codes (``undeclared-role``), and what declares it."""

DECLARED_IN = {
    "context": "study.toml, as [[context]]",
    "fact": "study.toml, as [[fact_declaration]]",
    "institution": "roles.toml, as [[institution]]",
    "role": "roles.toml, as [[role]]",
    "norm": "norms/, as [[norm]]",
    "compact": "norms/, as [[compact]]",
    "principle": "the plan, as a principle",
    "situation": "the plan, as a situation",
    "participant": "answers.jsonl, as a participant",
    "body": "roles.toml, as [[institution]], or among a situation's parties",
    "option": "the situation's options",
    "stratum": "study.toml, among the study's strata",
}


@dataclass(frozen=True, slots=True)
class Declared:
    """Every declared name by kind, the facts with their types, the cards, the strata."""

    names: Mapping[str, Collection[str]]
    facts: Mapping[str, FactDeclaration]
    cards: Mapping[str, ValueCard]
    gone: Collection[str]
    """Ids that a tombstone names: what is erased is not unknown."""
    situations: Mapping[str, Situation]
    strata: Mapping[str, Collection[str]]
    parties: Collection[str]
    """The parties of all situations."""
    participants: Collection[str]
    people: Collection[str]
    """Those who take part, and those who left."""
    incomplete: frozenset[str]
    """What was not read whole: nobody is told that one of these is missing."""

    def missing(
        self, kind: str, name: str | None, entry: Entry[Record], field: str
    ) -> Iterator[Problem]:
        """Yield the problem that a name of this kind is declared nowhere, if that is so."""
        if name is None or name in self.names[kind] or kind in self.incomplete:
            return
        yield undeclared(kind, name, self.names[kind], entry, field)

    def missing_card(self, card: str | None, entry: Entry[Record], field: str) -> Iterator[Problem]:
        """Yield the problem that there is no such card, if there is none and none was erased."""
        if card is None or card in self.cards or card in self.gone or "card" in self.incomplete:
            return
        yield entry.problem(
            "unknown-card",
            field,
            expected="the id of a card in answers.jsonl",
            found=card,
            hint="A card's id is the hash of its content: a card that was changed has another.",
        )

    def missing_body(
        self, name: str, entry: Entry[Record], field: str, *, parties: Collection[str]
    ) -> Iterator[Problem]:
        """Yield the problem that nobody is called so: no institution and none of the parties."""
        known = {*self.names["institution"], *parties}
        if name not in known and "institution" not in self.incomplete:
            yield undeclared("body", name, known, entry, field)

    def missing_definer(
        self, name: str | None, entry: Entry[Record], field: str, *, parties: Collection[str]
    ) -> Iterator[Problem]:
        """Yield the problem that whose definition a word has is no role, institution or party."""
        if name is not None and name not in self.names["role"] and "role" not in self.incomplete:
            yield from self.missing_body(name, entry, field, parties=parties)

    def wrong_policies(
        self, card: str, policies: Collection[int], entry: Entry[Record], field: str
    ) -> Iterator[Problem]:
        """Yield the problem of each index that the card has no policy for."""
        known = self.cards.get(card)
        if known is None:
            return
        for policy in policies:
            if policy >= len(known.policies):
                yield entry.problem(
                    "policy-index",
                    field,
                    expected=f"a policy of {known.title!r}, 0 to {len(known.policies) - 1}",
                    found=str(policy),
                    hint="Policies are counted from 0.",
                )


def undeclared(
    kind: str, name: str, known: Collection[str], entry: Entry[Record], field: str
) -> Problem:
    """Return the problem that a name is declared nowhere, with the nearest that is.

    The record's own name is not suggested: what it names is something else.

    It has one of the codes ``undeclared-body``, ``undeclared-compact``, ``undeclared-context``,
    ``undeclared-fact``, ``undeclared-institution``, ``undeclared-norm``, ``undeclared-option``,
    ``undeclared-participant``, ``undeclared-principle``, ``undeclared-role``,
    ``undeclared-situation``, ``undeclared-stratum``.
    """
    others = sorted({*known} - {getattr(entry.record, "name", "")})
    return entry.problem(
        f"undeclared-{kind}",
        field,
        expected=f"a declared {kind}",
        found=repr(name),
        hint=f"{did_you_mean(name, others)} Declare it in {DECLARED_IN[kind]}.".lstrip(),
    )


def declared_in(records: StudyRecords) -> Declared:
    """Return what the records declare."""
    names: dict[str, set[str]] = {
        kind: {entry.record.name for entry in records.of(record)} for kind, record in NAMED.items()
    }
    situations = {entry.record.name: entry.record for entry in records.of(Situation)}
    study = next((entry.record for entry in records.of(Study)), None)
    return Declared(
        names=names,
        facts={entry.record.name: entry.record for entry in records.of(FactDeclaration)},
        cards={entry.id: entry.record for entry in records.of(ValueCard)},
        gone={entry.record.erased for entry in records.of(Tombstone)},
        situations=situations,
        strata={stratum.name: stratum.values for stratum in study.strata} if study else {},
        parties={party.name for situation in situations.values() for party in situation.parties},
        participants={entry.record.participant for entry in records.of(Participant)},
        people=people_in(records),
        incomplete=frozenset(records.incomplete),
    )


def option_named(situation: Situation, name: str) -> Option | None:
    """Return the situation's option of that name, if it has one."""
    return next((option for option in situation.options if option.name == name), None)
