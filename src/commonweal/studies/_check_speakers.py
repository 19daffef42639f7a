"""Who speaks for whom: people for themselves, or who the study says may write down their words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from commonweal.documents import Consent, Participant, Proposal, Study, Withdrawal
from commonweal.studies._consents import owner_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from commonweal.documents import Record
    from commonweal.errors import Problem
    from commonweal.studies._declared import Declared
    from commonweal.studies._study_records import Entry, StudyRecords

OF_PEOPLE = frozenset({"person", "synthetic"})
"""Origins of what somebody says; an importer and a model speak under their own names."""


def check_speakers(records: StudyRecords, declared: Declared) -> Iterator[Problem]:
    """Yield each record of a person that somebody else says, and no recorder wrote down."""
    study = next((entry.record for entry in records.of(Study)), None)
    if study is None:
        return
    since, imported = _names(records, declared.people)
    for entry in records.all():
        owner, said_by = owner_of(entry.record, declared.people), entry.record.by
        if entry.record.origin not in OF_PEOPLE:
            taken = owner is not None and entry.record.said_at > since.get(owner, "~")
            if entry.record.origin == "model":
                taken = owner is not None and (owner in imported or owner in since)
            if _is_lent(entry.record, taken=taken):
                yield _lent(entry)
        # Of somebody who is nobody here, it is said elsewhere that the name is declared nowhere.
        elif owner in declared.people and said_by != owner and said_by not in study.recorders:
            yield entry.problem(
                "other-speaker",
                "by",
                expected=f"{owner!r}, whose {entry.record.kind} it is, or a recorder of the study",
                found=repr(said_by),
                hint=f"If {said_by!r} writes down what participants say, add the name to"
                " recorders in study.toml.",
            )


def _names(
    records: StudyRecords, people: Collection[str]
) -> tuple[Mapping[str, str], frozenset[str | None]]:
    """Return since when people speak for themselves, and who is known by imported records.

    Somebody who takes part, or agrees, by their own word always did. Whoever left by it may be
    known by imported records from before, and is spoken for by nobody afterwards.
    """
    since: dict[str, str] = {}
    for entry in records.of(Withdrawal):
        if entry.record.origin in OF_PEOPLE:
            left = since.get(entry.record.participant, entry.record.said_at)
            since[entry.record.participant] = min(left, entry.record.said_at)
    taking_part: list[Entry[Participant] | Entry[Consent]]
    taking_part = [*records.of(Participant), *records.of(Consent)]
    for person in taking_part:
        if person.record.origin in OF_PEOPLE:
            since[person.record.participant] = ""
    imported = {
        owner_of(entry.record, people) for entry in records.all() if entry.record.origin == "import"
    }
    return since, frozenset(imported)


def _is_lent(record: Record, *, taken: bool) -> bool:
    """Tell whether a model or an importer says what only a person can, or in a person's name."""
    # What a model proposed names whom it was proposed to; a list of people says nothing for them.
    listed = isinstance(record, Participant) and record.origin == "import"
    if listed or isinstance(record, Proposal):
        return False
    # Nobody agrees or leaves but by their own word, and a model takes no part.
    return isinstance(record, Consent | Withdrawal | Participant) or taken


def _lent(entry: Entry[Record]) -> Problem:
    kind, origin = entry.record.kind, entry.record.origin
    return entry.problem(
        "other-speaker",
        "origin",
        expected=f"person or synthetic: a {kind} in the name of a person is that person's",
        found=repr(origin),
        hint=f"What is of origin {origin!r} stands under a name of its own, and says neither who"
        " takes part nor who agrees.",
    )
