"""Compacts: every name declared, no circles, no word where it should not stand, and what binds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from commonweal.documents import Compact, Norm, counted
from commonweal.norms import (
    components,
    in_force,
    misplaced_words,
)
from commonweal.studies._compacts import compacts_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from commonweal.documents import Assent, Study
    from commonweal.errors import Problem
    from commonweal.norms import MisplacedWord
    from commonweal.studies._declared import Declared
    from commonweal.studies._study_records import Entry, StudyRecords

SEARCHES_TO_WARN = 2_000
"""How many worlds are searched for, for each norm of a compact, when a study is read.

Every command reads it, and as many as where somebody asks for a compact (``MOST_SEARCHES``) can
take half a minute for one norm.
"""

EXPECTED: Mapping[MisplacedWord, str] = {
    "not_a_party": "the word of a party, or of a party of the compact that it amends",
    "said_twice": "a word that is not the party's last one again",
    "too_early": "a word said when the compact had been proposed, or later",
    "too_late": "an assent until the last moment for assents, and within the term",
}
"""What a word on a compact is held to, by what can be wrong with it."""

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
                yield entry.problem(
                    "assent-misplaced",
                    f"assents[{place}]",
                    expected=EXPECTED[why],
                    found=told_word(entry.record, word, why),
                    hint=_HINTS[why],
                )
    yield from _circles(compacts, {n: entry.record.bounded_by for n, entry in compacts.items()})
    amends = {name: entry.record.amends for name, entry in compacts.items()}
    yield from _circles(compacts, {name: (other,) for name, other in amends.items() if other})


def told_word(compact: Compact, word: Assent, why: MisplacedWord) -> str:
    """Return a word on a compact; of one too early or late, from or until when it counts."""
    said = f"{word.party!r} {'assents' if word.assents else 'objects'} at {word.at}"
    if why == "too_early":
        return f"{said}, before it was proposed at {compact.proposed_at}"
    if why == "too_late":
        ends = filter(None, (compact.assent_until, compact.term_until))
        return f"{said}, after the last moment, {min(ends)}"
    return said


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


def warn_not_in_force(
    records: StudyRecords, study: Study, *, most_searches: int = SEARCHES_TO_WARN
) -> Iterator[Problem]:
    """Yield a warning for each compact that is not in force while its norms bind.

    Where more searches could still make a difference to that, the warning says so and no more.

    Args:
        records: the study's records, in which nothing is wrong.
        study: the study.
        most_searches: how many worlds are searched for at most, for each norm of a compact.
    """
    if not records.of(Compact):
        return
    at = study.read_at
    compacts = compacts_of(records, study, most_searches=most_searches)
    open_ = {name for name in compacts.by_name if not compacts.is_settled(name, at)}
    agreed = {n for name in compacts.in_force(at) - open_ for n in compacts.by_name[name].norms}
    perhaps = {norm for name in open_ for norm in compacts.by_name[name].norms}
    binding = {entry.record.name for entry in records.of(Norm) if in_force(entry.record, at)}
    for entry in records.of(Compact):
        name, norms = entry.record.name, (binding & {*entry.record.norms}) - agreed
        if name in open_:
            found = f"one of which {most_searches:,} searches did not decide it"
        else:
            norms -= perhaps
            found = f"one whose state is {compacts.standing(name, at).state}"
        if norms:
            yield entry.problem(
                "compact-not-in-force",
                "norms",
                expected="a compact in force at read_at, since its norms bind by their own dates",
                found=f"{found}, with {counted(len(norms), 'norm')}: {', '.join(sorted(norms))}",
                hint="Norms bind by their own dates: give them such as the compact has, or ask"
                " commonweal compact show, which searches for longer, what is missing.",
            )
