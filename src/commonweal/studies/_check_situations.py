"""Situations and what is said of their options: principles, placings, complaints, resolutions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from commonweal.documents import (
    Appraisal,
    Complaint,
    NotTraded,
    Placing,
    Principle,
    Resolution,
    Situation,
    Study,
)
from commonweal.studies._check_conditions import check_condition, check_value
from commonweal.studies._declared import undeclared

if TYPE_CHECKING:
    from collections.abc import Iterator

    from commonweal.documents import Option
    from commonweal.errors import Problem
    from commonweal.studies._declared import Declared
    from commonweal.studies._study_records import Entry, StudyRecords


def check_situations(records: StudyRecords, declared: Declared) -> Iterator[Problem]:
    """Yield what is wrong in the plan: names, types, placings that leave options out."""
    for situation in records.of(Situation):
        yield from _check_situation(situation, declared)
    for principle in records.of(Principle):
        yield from declared.missing("role", principle.record.role, principle, "role")
        yield from check_condition(principle.record.condition, principle, "condition", declared)
        for index, name in enumerate(principle.record.alternatives):
            yield from declared.missing("principle", name, principle, f"alternatives[{index}]")
    for placing in records.of(Placing):
        yield from _check_placing(placing, declared)
    for appraisal in records.of(Appraisal):
        yield from _check_appraisal(appraisal, declared)
    for complaint in records.of(Complaint):
        yield from _check_complaint(complaint, records, declared)
    for resolution in records.of(Resolution):
        yield from _check_resolution(resolution, declared)
    for refusal in records.of(NotTraded):
        yield from declared.missing_card(refusal.record.first, refusal, "first")
        yield from declared.missing_card(refusal.record.second, refusal, "second")
    yield from _check_once(records)


def _check_situation(entry: Entry[Situation], declared: Declared) -> Iterator[Problem]:
    situation = entry.record
    names = {party.name for party in situation.parties}
    for index, fact in enumerate(situation.facts):
        field = f"facts[{index}]"
        yield from declared.missing("fact", fact.fact, entry, f"{field}.fact")
        yield from check_value(fact.fact, fact.value, entry, f"{field}.value", declared)
        yield from declared.missing_body(fact.by, entry, f"{field}.by", parties=names)
        yield from declared.missing_definer(fact.sense, entry, f"{field}.sense", parties=names)
    for index, claim in enumerate(situation.contexts):
        field = f"contexts[{index}]"
        yield from declared.missing("context", claim.context, entry, f"{field}.context")
        yield from declared.missing_body(claim.by, entry, f"{field}.by", parties=names)
    for deed in situation.deeds:
        for index, word in enumerate(deed.claims):
            field = f"deeds[{deed.name}].claims[{index}].by"
            yield from declared.missing_body(word.by, entry, field, parties=names)
    for party in situation.parties:
        for role in party.roles:
            field = f"parties[{party.name}].roles"
            yield from declared.missing("role", role.role, entry, f"{field}.role")
            yield from declared.missing_body(role.by, entry, f"{field}.by", parties=names)
    for option in situation.options:
        yield from _check_option(option, entry, declared)


def _check_option(option: Option, entry: Entry[Situation], declared: Declared) -> Iterator[Problem]:
    names = {party.name for party in entry.record.parties}
    for index, change in enumerate(option.changes):
        field = f"options[{option.name}].changes[{index}]"
        yield from declared.missing("fact", change.fact, entry, f"{field}.fact")
        yield from check_value(change.fact, change.value, entry, f"{field}.value", declared)
        yield from declared.missing_body(change.by, entry, f"{field}.by", parties=names)
        yield from declared.missing_definer(change.sense, entry, f"{field}.sense", parties=names)
    for index, policy in enumerate(option.generated_by):
        field = f"options[{option.name}].generated_by[{index}]"
        yield from declared.missing_card(policy.card, entry, f"{field}.card")
        yield from declared.wrong_policies(policy.card, (policy.policy,), entry, field)


def _check_placing(entry: Entry[Placing], declared: Declared) -> Iterator[Problem]:
    placing = entry.record
    yield from declared.missing("situation", placing.situation, entry, "situation")
    yield from declared.missing_card(placing.card, entry, "card")
    yield from declared.wrong_policies(placing.card, placing.rests_on, entry, "rests_on")
    situation = declared.situations.get(placing.situation)
    if situation is None:
        return
    options = {option.name for option in situation.options}
    placed = {name for tier in placing.order for name in tier}
    for name in sorted(placed - options):
        yield undeclared("option", name, options, entry, "order")
    if options - placed:
        yield entry.problem(
            "placing-incomplete",
            "order",
            expected=f"every option of {placing.situation!r} in one of the tiers",
            found=f"without {', '.join(sorted(options - placed))}",
            hint="Options that do not differ on this value stand in one tier.",
        )


def _check_appraisal(entry: Entry[Appraisal], declared: Declared) -> Iterator[Problem]:
    appraisal = entry.record
    yield from declared.missing("situation", appraisal.situation, entry, "situation")
    yield from declared.missing_card(appraisal.card, entry, "card")
    yield from declared.wrong_policies(appraisal.card, (appraisal.policy,), entry, "policy")
    situation = declared.situations.get(appraisal.situation)
    if situation is not None:
        options = {option.name for option in situation.options}
        if appraisal.option not in options:
            yield undeclared("option", appraisal.option, options, entry, "option")


def _check_complaint(
    entry: Entry[Complaint], records: StudyRecords, declared: Declared
) -> Iterator[Problem]:
    complaint = entry.record
    yield from declared.missing("role", complaint.standpoint, entry, "standpoint")
    yield from declared.missing("principle", complaint.principle, entry, "principle")
    for study in records.of(Study):
        grades = study.record.complaint_grades
        if complaint.grade >= len(grades):
            yield entry.problem(
                "grade-range",
                "grade",
                expected=f"one of the study's {len(grades)} grades, counted from 0",
                found=str(complaint.grade),
                hint="The scale is complaint_grades in study.toml, mildest first.",
            )


def _check_resolution(entry: Entry[Resolution], declared: Declared) -> Iterator[Problem]:
    resolution = entry.record
    yield from check_condition(resolution.scope, entry, "scope", declared)
    options = {
        option.name for situation in declared.situations.values() for option in situation.options
    }
    for name, field in (
        (resolution.choose, "choose"),
        *((name, f"over[{index}]") for index, name in enumerate(resolution.over)),
    ):
        if name not in options:
            yield undeclared("option", name, options, entry, field)


def warn_unheard_appraisers(records: StudyRecords, declared: Declared) -> Iterator[Problem]:
    """Yield a warning for each appraiser who is no participant, not declared and no model."""
    heard = {*declared.people, *(card.participant for card in declared.cards.values())}
    for study in records.of(Study):
        heard |= set(study.record.appraisers)
    told: set[str] = set()
    entries: list[Entry[Placing] | Entry[Appraisal]] = [
        *records.of(Placing),
        *records.of(Appraisal),
    ]
    for entry in entries:
        appraiser = entry.record.appraiser
        if entry.record.origin != "model" and appraiser not in heard | told:
            told.add(appraiser)
            yield entry.problem(
                "unheard-appraiser",
                "appraiser",
                expected="a participant, a model, or one of the study's declared appraisers",
                found=repr(appraiser),
                hint="What they say is out of scope. Add them to appraisers in study.toml.",
            )


def warn_ask_deadline(records: StudyRecords) -> Iterator[Problem]:
    """Yield a warning if an answer would be due before a situation in which it is asked for."""
    situations = [entry.record for entry in records.of(Situation)]
    for study in records.of(Study):
        deadline = study.record.ask_deadline
        late = [each for each in situations if deadline is not None and deadline < each.at]
        if late:
            yield study.problem(
                "ask-deadline-past",
                "ask_deadline",
                expected="a moment after every situation in which somebody may be asked",
                found=f"{deadline}, before {len(late)} of {len(situations)},"
                f" first {late[0].name!r} at {late[0].at}",
                hint="An answer would be due before it is asked for: move ask_deadline.",
            )


def _check_once(records: StudyRecords) -> Iterator[Problem]:
    seen: dict[tuple[object, ...], str] = {}
    for placing in records.of(Placing):
        said = placing.record
        yield from _twice(placing, (said.appraiser, said.situation, said.card), seen)
    for appraisal in records.of(Appraisal):
        told = appraisal.record
        key = (told.appraiser, told.situation, told.card, told.policy, told.option)
        yield from _twice(appraisal, key, seen)


def _twice(
    entry: Entry[Placing] | Entry[Appraisal],
    key: tuple[object, ...],
    seen: dict[tuple[object, ...], str],
) -> Iterator[Problem]:
    earlier = seen.setdefault((entry.record.kind, *key), entry.place)
    if earlier != entry.place:
        yield entry.problem(
            "double-appraisal",
            "appraiser",
            expected=f"one {entry.record.kind} of an appraiser on a value",
            found=f"another of {entry.record.appraiser!r}, as at {earlier}",
            hint="Keep the one that stands.",
        )
