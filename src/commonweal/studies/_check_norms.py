"""Institutions, roles, authorities, norms: every name declared, every power held."""

from __future__ import annotations

from typing import TYPE_CHECKING

from commonweal.documents import Authority, Institution, Norm, Role, RoleStandard
from commonweal.norms import IndexedNorm, breach_circles, circle_words
from commonweal.studies._check_conditions import check_condition

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from commonweal.documents import Record
    from commonweal.errors import Problem
    from commonweal.studies._declared import Declared
    from commonweal.studies._study_records import Entry, StudyRecords

POWERS = {"obliged": "oblige", "forbidden": "forbid", "permitted": "permit"}


def check_norms(records: StudyRecords, declared: Declared) -> Iterator[Problem]:
    """Yield what is wrong between roles, authorities and norms."""
    for body in records.of(Institution):
        yield from _belongs(body.record.part_of, body, "part_of", declared)
    yield from _check_circles(records.of(Institution))
    for role in records.of(Role):
        yield from _belongs(role.record.institution, role, "institution", declared)
    for standard in records.of(RoleStandard):
        yield from declared.missing("role", standard.record.role, standard, "role")
        for index, card in enumerate(standard.record.cards):
            yield from declared.missing_card(card, standard, f"cards[{index}]")
    for authority in records.of(Authority):
        yield from _check_authority(authority, declared)
    for norm in records.of(Norm):
        yield from _check_norm(norm, declared)
    yield from _check_breach_circles(records.of(Norm))


def _belongs(
    name: str | None, entry: Entry[Record], field: str, declared: Declared
) -> Iterator[Problem]:
    """Yield the problem that what something belongs to is no institution and no party."""
    if name is not None and "situation" not in declared.incomplete:
        yield from declared.missing_body(name, entry, field, parties=declared.parties)


def _check_circles(bodies: Sequence[Entry[Institution]]) -> Iterator[Problem]:
    """Yield each circle of institutions that are part of one another, once."""
    above = {body.record.name: body.record.part_of for body in bodies}
    told: set[str] = set()
    for body in bodies:
        name = body.record.name
        chain = [name]
        while (higher := above.get(chain[-1])) is not None and higher not in chain:
            chain.append(higher)
        if higher == name and name not in told:
            told.update(chain)
            yield body.problem(
                "cyclic-institutions",
                "part_of",
                expected="institutions none of which is part of itself",
                found=", part of ".join(map(repr, [*chain, name])),
                hint="Two names of one body are one institution; else take a part_of out.",
            )


def _check_authority(entry: Entry[Authority], declared: Declared) -> Iterator[Problem]:
    authority = entry.record
    yield from declared.missing("institution", authority.issuer, entry, "issuer")
    for index, role in enumerate(authority.roles):
        yield from declared.missing("role", role, entry, f"roles[{index}]")
    for index, reservation in enumerate(authority.reserved):
        field = f"reserved[{index}]"
        yield from declared.missing("institution", reservation.to, entry, f"{field}.to")
        for role in reservation.roles:
            yield from declared.missing("role", role, entry, f"{field}.roles")


def _check_norm(entry: Entry[Norm], declared: Declared) -> Iterator[Problem]:
    norm = entry.record
    yield from declared.missing("role", norm.role, entry, "role")
    yield from declared.missing("role", norm.counterparty, entry, "counterparty")
    yield from declared.missing("institution", norm.issuer, entry, "issuer")
    yield from check_condition(norm.condition, entry, "condition", declared)
    for index, exception in enumerate(norm.exceptions):
        yield from check_condition(exception.when, entry, f"exceptions[{index}].when", declared)
    for index, ground in enumerate(norm.grounds):
        yield from declared.missing("norm", ground.norm, entry, f"grounds[{index}].norm")
        yield from declared.missing_card(ground.card, entry, f"grounds[{index}].card")
    if norm.upon_breach is not None:
        yield from declared.missing("norm", norm.upon_breach.norm, entry, "upon_breach.norm")
    for index, priority in enumerate(norm.priority):
        field = f"priority[{index}]"
        yield from declared.missing("norm", priority.over, entry, f"{field}.over")
        granted_by = priority.granted_by
        yield from declared.missing("institution", granted_by, entry, f"{field}.granted_by")


def _check_breach_circles(norms: Sequence[Entry[Norm]]) -> Iterator[Problem]:
    """Yield each circle of norms that apply only upon one another's breach."""
    named = {entry.record.name: entry for entry in norms}
    found = {name: IndexedNorm.from_document(named[name].record, card_of={}) for name in named}
    for circle in breach_circles(found):
        yield named[circle[0]].problem(
            "circular-breach",
            "upon_breach",
            expected="norms that apply upon the breach of another, in no circle of actions",
            found=circle_words(circle, found),
            hint="What is due upon a breach is another action than the one that was the breach.",
        )


def warn_beyond_authority(records: StudyRecords) -> Iterator[Problem]:
    """Yield a warning for each norm that its issuer has no authority for: it binds nobody."""
    authorities = [entry.record for entry in records.of(Authority)]
    for entry in records.of(Norm):
        norm = entry.record
        needed = {POWERS[norm.modality]} | ({"guarantee"} if norm.guaranteed else set())
        covered = any(
            authority.issuer == norm.issuer
            and authority.level == norm.level
            and (not authority.roles or norm.role in authority.roles)
            and (not authority.actions or norm.action in authority.actions)
            and needed <= set(authority.powers)
            for authority in authorities
        )
        if not covered:
            yield entry.problem(
                "beyond-authority",
                "issuer",
                expected=(
                    f"an authority of {norm.issuer!r} at the {norm.level} level to"
                    f" {' and '.join(sorted(needed))} {norm.action!r} for {norm.role!r}"
                ),
                found="none",
                hint="The norm is listed as beyond authority and binds nobody.",
            )
