"""Tombstones held to withdrawals, and withdrawals to what they erase; no leaving is erased."""

from __future__ import annotations

from typing import TYPE_CHECKING

from commonweal.documents import Tombstone, Withdrawal
from commonweal.studies._consents import owner_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from commonweal.documents import Record
    from commonweal.errors import Problem
    from commonweal.studies._declared import Declared
    from commonweal.studies._study_records import Entry, StudyRecords

NEVER = frozenset({"withdrawal", "tombstone"})
"""Kinds that are never erased: they show that somebody left, and what is gone."""

WITH_ALL = frozenset({"participant", "consent"})
"""Kinds that are erased only together with everything of the person: whether the rest may be used
could no longer be checked without them."""


def check_erased(records: StudyRecords, declared: Declared) -> Iterator[Problem]:
    """Yield each tombstone that may not be, and each record that should be gone and is there."""
    if "participant" not in declared.incomplete:
        yield from _check_tombstones(records, declared)
        yield from _check_pending(records, declared)
    for entry in records.all():
        if entry.id in declared.gone:
            yield entry.problem(
                "erased-record",
                "",
                expected="no record that a tombstone says was erased",
                found=f"this {entry.record.kind} still there",
                hint="Withdraw and erase again: an earlier time was interrupted.",
            )


def _check_tombstones(records: StudyRecords, declared: Declared) -> Iterator[Problem]:
    somebody_left = _somebody_left(records, declared)
    for tombstone in records.of(Tombstone):
        kind = tombstone.record.erased.partition(":")[0]
        if kind in NEVER:
            yield tombstone.problem(
                "tombstone-of-withdrawal",
                "erased",
                expected="no tombstone of a withdrawal or of a tombstone",
                found=tombstone.record.erased,
                hint="Restore the record. That somebody left stays, with the pseudonym.",
            )
        elif kind in WITH_ALL and not somebody_left:
            yield tombstone.problem(
                "erase-remains",
                "erased",
                expected=f"a {kind} erased together with everything said under it, and a"
                " withdrawal with erase = true of a person of whom nothing else is left",
                found="none",
                hint="Restore the record, or withdraw with --erase whoever it was of.",
            )


def _check_pending(records: StudyRecords, declared: Declared) -> Iterator[Problem]:
    """Yield each withdrawal that erases, while words that it erases stand in the files."""
    for entry in records.of(Withdrawal):
        taking = entry.record
        if not taking.erase:
            continue
        left = sum(
            other.id in taking.records if taking.records else other.record.said_at <= taking.said_at
            for other in _words_of(taking.participant, records, declared)
        )
        if left:
            yield entry.problem(
                "erasure-pending",
                "erase",
                expected="no record left that it erases",
                found=f"{left} of {taking.participant!r} still there",
                hint="Writing erase = true deletes nothing. This does: commonweal withdraw STUDY"
                f" {taking.participant} --erase",
            )


def _words_of(
    participant: str, records: StudyRecords, declared: Declared
) -> Iterator[Entry[Record]]:
    """Yield the records of somebody that are there and have no tombstone, but withdrawals."""
    for entry in records.all():
        if isinstance(entry.record, Withdrawal) or entry.id in declared.gone:
            continue
        if owner_of(entry.record, declared.people) == participant:
            yield entry


def _somebody_left(records: StudyRecords, declared: Declared) -> bool:
    """Say whether somebody had everything erased, and nothing is left that they said by then.

    A tombstone does not tell whose record it stands for, so that this is asked of anybody. Whoever
    left may have come back, and what they said since then is theirs to keep.
    """
    first: dict[str, str] = {}
    for entry in records.all():
        owner = owner_of(entry.record, declared.people)
        if owner is None or isinstance(entry.record, Withdrawal) or entry.id in declared.gone:
            continue
        first[owner] = min(entry.record.said_at, first.get(owner, entry.record.said_at))
    return any(
        withdrawal.record.erase
        and withdrawal.record.said_at < first.get(withdrawal.record.participant, "~")
        for withdrawal in records.of(Withdrawal)
    )
