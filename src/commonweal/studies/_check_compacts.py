"""Compacts: every name declared, no circles, no word where it should not stand, and what binds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from commonweal.documents import Authority, Compact, Context, FactDeclaration, Norm, counted
from commonweal.norms import (
    Compacts,
    ContextOrder,
    IndexedNorm,
    NormIndex,
    components,
    misplaced_words,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from commonweal.documents import Study
    from commonweal.errors import Problem
    from commonweal.norms import CompactState, MisplacedWord
    from commonweal.studies._declared import Declared
    from commonweal.studies._study_records import Entry, StudyRecords

MOST_SEARCHES = 2_000
"""How many worlds are searched for to warn of a norm: fewer than where somebody asks."""

EXPECTED: Mapping[MisplacedWord, str] = {
    "not_a_party": "the word of a party, or of a party of the compact that it amends",
    "said_twice": "a word that is not the party's last one again",
    "too_early": "a word said when the compact had been proposed, or later",
    "too_late": "an assent until the last moment for assents, and within the term",
}
"""What a word on a compact is held to, by what can be wrong with it."""

STATE_WORDS: Mapping[CompactState, str] = {
    "draft": "a draft",
    "proposed": "proposed",
    "objected": "objected to",
    "adopted": "adopted and not yet in force",
    "in_force": "in force",
    "expired": "expired",
    "superseded": "superseded",
}
"""What is said of a compact in each state."""

_HINTS: Mapping[MisplacedWord, str] = {
    "not_a_party": "Add it to parties, if it is one.",
    "said_twice": "A party speaks again only to change its word, and at a later moment.",
    "too_early": "Correct proposed_at, or the moment of the word.",
    "too_late": "Propose a new compact, or one that amends what is in force.",
}


def check_compacts(records: StudyRecords, declared: Declared) -> Iterator[Problem]:
    """Yield what is wrong with compacts, by themselves and among themselves."""
    compacts = {entry.record.name: entry for entry in records.of(Compact)}
    for entry in records.of(Compact):
        yield from _check_names(entry, declared)
        amended = compacts.get(entry.record.amends or "")
        words = misplaced_words(entry.record, amended.record if amended else None)
        for place, why in sorted(words):
            word = entry.record.assents[place]
            if why != "not_a_party" or amended is not None or entry.record.amends is None:
                verb = "assents" if word.assents else "objects"
                yield entry.problem(
                    "assent-misplaced",
                    f"assents[{place}]",
                    expected=EXPECTED[why],
                    found=f"{word.party!r} {verb} at {word.at}",
                    hint=_HINTS[why],
                )
    yield from _circles(compacts, {n: entry.record.bounded_by for n, entry in compacts.items()})
    amends = {name: entry.record.amends for name, entry in compacts.items()}
    yield from _circles(compacts, {name: (other,) for name, other in amends.items() if other})


def _check_names(entry: Entry[Compact], declared: Declared) -> Iterator[Problem]:
    compact = entry.record
    stakeholders = {*declared.names["role"], *declared.parties, *declared.participants}
    for index, norm in enumerate(compact.norms):
        yield from declared.missing("norm", norm, entry, f"norms[{index}]")
    for index, higher in enumerate(compact.bounded_by):
        yield from declared.missing("compact", higher, entry, f"bounded_by[{index}]")
    yield from declared.missing("compact", compact.amends, entry, "amends")
    for index, party in enumerate(compact.parties):
        yield from declared.missing_body(party, entry, f"parties[{index}]", parties=stakeholders)
    answers = compact.undecided_accepted_by
    if answers is not None:
        field = "undecided_accepted_by"
        yield from declared.missing_body(answers, entry, field, parties=stakeholders)


def _circles(
    compacts: Mapping[str, Entry[Compact]], named: Mapping[str, tuple[str, ...]]
) -> Iterator[Problem]:
    """Yield each circle of compacts that name one another, once."""
    known = {name: [n for n in named.get(name, ()) if n in compacts] for name in compacts}
    for circle in components(sorted(known), known):
        first = circle[0]
        if len(circle) > 1 or first in known[first]:
            field = "amends" if compacts[first].record.amends in circle else "bounded_by"
            yield compacts[first].problem(
                "cyclic-compacts",
                field,
                expected="compacts none of which bounds, or amends, itself",
                found=" and ".join(map(repr, circle)),
                hint=f"Take one of them out of {field}.",
            )


def compacts_of(
    records: StudyRecords, study: Study, *, most_searches: int = MOST_SEARCHES
) -> Compacts:
    """Return the compacts of a study, held against its norms.

    Args:
        records: the study's records, in which nothing is wrong.
        study: the study.
        most_searches: how many worlds are searched for at most, for each norm of a compact.
    """
    norms = (IndexedNorm.from_document(entry.record, card_of={}) for entry in records.of(Norm))
    authorities = (entry.record for entry in records.of(Authority))
    return Compacts(
        (entry.record for entry in records.of(Compact)),
        NormIndex(norms, authorities, study.norm_order),
        ContextOrder(entry.record for entry in records.of(Context)),
        {entry.record.name: entry.record for entry in records.of(FactDeclaration)},
        most_searches=most_searches,
    )


def warn_not_in_force(records: StudyRecords, study: Study) -> Iterator[Problem]:
    """Yield a warning for each compact that is not in force while its norms bind."""
    if not records.of(Compact):
        return
    at = study.read_at
    compacts = compacts_of(records, study)
    agreed = compacts.norms_in_force(at)
    binding = {
        entry.record.name
        for entry in records.of(Norm)
        if entry.record.in_force_from <= at
        and (entry.record.in_force_until is None or at < entry.record.in_force_until)
    }
    for entry in records.of(Compact):
        norms = sorted((binding & {*entry.record.norms}) - agreed)
        if norms:
            state = compacts.standing(entry.record.name, at).state
            yield entry.problem(
                "compact-not-in-force",
                "norms",
                expected="a compact in force at read_at, since its norms bind by their own dates",
                found=f"one that is {STATE_WORDS[state]}, with {counted(len(norms), 'norm')}: "
                + ", ".join(norms),
                hint="Norms bind by their own dates: give them such as the compact has, or ask"
                " commonweal compact show what is missing.",
            )
