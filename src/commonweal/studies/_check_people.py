"""People held to what the study declares: strata, consents, and who replaces whose records."""

from __future__ import annotations

from typing import TYPE_CHECKING

from commonweal.documents import (
    Appraisal,
    Complaint,
    Consent,
    Participant,
    PersonalRecord,
    Placing,
    Proposal,
    Study,
    Withdrawal,
    counted,
    sha256_hex,
)
from commonweal.studies._check_erased import check_erased
from commonweal.studies._check_own_cards import check_own_cards
from commonweal.studies._check_speakers import check_speakers
from commonweal.studies._consents import ConsentRegister, owner_of
from commonweal.studies._declared import undeclared

if TYPE_CHECKING:
    from collections.abc import Iterator

    from commonweal.documents import Record
    from commonweal.errors import Problem
    from commonweal.studies._declared import Declared
    from commonweal.studies._study_records import Entry, StudyRecords


def check_people(records: StudyRecords, declared: Declared) -> Iterator[Problem]:
    """Yield what is wrong with participants, their consents, and records that replace others."""
    for participant in records.of(Participant):
        for index, place in enumerate(participant.record.strata):
            field = f"strata[{index}]"
            yield from _stratum(place.stratum, place.value, participant, field, declared)
    yield from _check_pseudonyms(records)
    yield from check_speakers(records, declared)
    yield from _check_consent_texts(records)
    yield from _check_covered(records, declared)
    yield from _check_supersedes(records, declared)
    yield from _check_withdrawals(records, declared)
    yield from _check_nonces(records, declared)
    yield from check_erased(records, declared)


def check_study(entry: Entry[Study], declared: Declared) -> Iterator[Problem]:
    """Yield what is wrong in the study's own declarations."""
    study = entry.record
    for index, floor in enumerate(study.thresholds.minority_floors):
        field = f"thresholds.minority_floors[{index}]"
        yield from _stratum(floor.stratum, floor.value, entry, field, declared)
    yield from check_own_cards(entry, declared)
    everybody = {*declared.parties, *declared.participants}
    for field in ("ask", "may_refuse_trade", "resolution_holders"):
        for index, body in enumerate(getattr(study, field)):
            yield from declared.missing_body(body, entry, f"{field}[{index}]", parties=everybody)
    if study.seed < 0:
        yield entry.problem(
            "seed-range", "seed", expected="a whole number, 0 or more", found=str(study.seed)
        )
    undecidable = not declared.situations and "situation" not in declared.incomplete
    if "decide" in study.steps and undecidable:
        yield entry.problem(
            "no-situation",
            "steps",
            expected="a situation in plan.toml or plan.jsonl, since the steps decide one",
            found="none",
            hint="Add a plan, or take 'decide' out of the study's steps.",
        )


def _stratum(
    name: str, value: str, entry: Entry[Record], field: str, declared: Declared
) -> Iterator[Problem]:
    if "stratum" in declared.incomplete:
        return
    if name not in declared.strata:
        yield undeclared("stratum", name, declared.strata, entry, f"{field}.stratum")
    elif value not in declared.strata[name]:
        yield undeclared("stratum", value, declared.strata[name], entry, f"{field}.value")


def _check_pseudonyms(records: StudyRecords) -> Iterator[Problem]:
    register = ConsentRegister.of(records)
    people = [
        person
        for person in records.of(Participant)
        if register.gone(person, person.record.participant) is None
    ]
    superseded = {person.record.supersedes for person in people}
    seen: dict[str, str] = {}
    for person in people:
        if person.id in superseded:
            continue
        earlier = seen.setdefault(person.record.participant, person.place)
        if earlier != person.place:
            yield person.problem(
                "duplicate-name",
                "participant",
                expected="one participant of a pseudonym",
                found=f"{person.record.participant!r} again, as at {earlier}",
            )


def _check_consent_texts(records: StudyRecords) -> Iterator[Problem]:
    studies = records.of(Study)
    if not studies:
        return
    text = studies[0].record.consent_text
    shown = sha256_hex(text.encode()) if text else None
    others: dict[str | None, list[Entry[Consent]]] = {}
    for consent in records.of(Consent):
        if consent.record.text_hash != shown:
            others.setdefault(consent.record.text_hash, []).append(consent)
    for text_hash, consents in others.items():
        rest = f", as in {counted(len(consents) - 1, 'more consent')}" if consents[1:] else ""
        yield consents[0].problem(
            "consent-text",
            "text_hash",
            expected=f"{shown}, the hash of consent_text in study.toml"
            if shown
            else "a consent_text in study.toml, which was shown",
            found=f"{text_hash}{rest}",
            hint="A consent covers the text that was shown: restore it, or ask those people again.",
        )


def _check_covered(records: StudyRecords, declared: Declared) -> Iterator[Problem]:
    if "participant" in declared.incomplete:
        return
    register = ConsentRegister.of(records)
    for entry in records.all():
        owner = owner_of(entry.record, declared.people)
        if owner is None or isinstance(entry.record, Participant | Consent | Withdrawal):
            continue
        if register.gone(entry, owner) is not None:
            continue
        of_people = entry.record.origin in {"person", "synthetic"}
        of_people = of_people or isinstance(entry.record, Proposal)
        if of_people and owner not in declared.participants:
            yield undeclared("participant", owner, declared.participants, entry, "participant")
            continue
        yield from register.missing_when_said(entry, owner)


def _check_supersedes(records: StudyRecords, declared: Declared) -> Iterator[Problem]:
    known = records.by_id()
    for entry in records.all():
        record = entry.record
        replaced = record.supersedes if isinstance(record, PersonalRecord) else None
        if replaced is None or replaced in declared.gone or "card" in declared.incomplete:
            continue
        earlier = known.get(replaced)
        if earlier is None:
            yield _unknown_record(entry, "supersedes", replaced)
            continue
        theirs = owner_of(earlier.record, declared.people)
        if type(earlier.record) is not type(record):
            found = f"a {earlier.record.kind} at {earlier.place}"
            yield entry.problem(
                "other-kind", "supersedes", expected=f"an earlier {record.kind}", found=found
            )
        elif theirs != owner_of(record, declared.people):
            yield entry.problem(
                "other-person",
                "supersedes",
                expected="an earlier record of the same person",
                found=f"one of {theirs!r}, at {earlier.place}",
            )


def _check_withdrawals(records: StudyRecords, declared: Declared) -> Iterator[Problem]:
    if declared.incomplete & {"participant", "card"}:
        return
    known = records.by_id()
    for withdrawal in records.of(Withdrawal):
        for index, taken_back in enumerate(withdrawal.record.records):
            field = f"records[{index}]"
            entry = known.get(taken_back)
            if entry is None:
                if taken_back not in declared.gone:
                    yield _unknown_record(withdrawal, field, taken_back)
            elif owner_of(entry.record, declared.people) != withdrawal.record.participant:
                yield withdrawal.problem(
                    "other-person",
                    field,
                    expected=f"a record of {withdrawal.record.participant!r}",
                    found=f"somebody else's, at {entry.place}",
                )


def _check_nonces(records: StudyRecords, declared: Declared) -> Iterator[Problem]:
    for kind in (Placing, Appraisal, Complaint):
        for entry in records.of(kind):
            # Who is no participant has no consent either, so theirs counts only if imported.
            owner = owner_of(entry.record, declared.participants)
            if owner is not None and entry.record.nonce is None:  # type: ignore[attr-defined]  # all have it
                yield entry.problem(
                    "missing-nonce",
                    "nonce",
                    expected="32 random hexadecimal digits, since a participant says so",
                    found="none",
                    hint="Without them the record's id could be guessed after it is erased.",
                )


def _unknown_record(entry: Entry[Record], field: str, found: str) -> Problem:
    return entry.problem(
        "unknown-record",
        field,
        expected="the id of a record in the study",
        found=found,
        hint="An id is the hash of the whole record as it was first written.",
    )
