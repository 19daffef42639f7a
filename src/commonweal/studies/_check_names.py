"""Names declared once, records told once, contexts that do not run in a circle."""

from __future__ import annotations

from typing import TYPE_CHECKING

from commonweal.documents import Context, FactDeclaration, Source
from commonweal.studies._declared import NAMED

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from commonweal.documents import Record
    from commonweal.errors import Problem
    from commonweal.studies._declared import Declared
    from commonweal.studies._study_records import Entry, StudyRecords


def check_names(records: StudyRecords, declared: Declared) -> Iterator[Problem]:
    """Yield every name declared twice, every record told twice, every circle of contexts."""
    for kind in (*NAMED.values(), Source):
        seen: dict[str, str] = {}
        for entry in records.of(kind):
            yield from _again(entry, entry.record.name, seen)
    yield from _check_told_once(records)
    for fact in records.of(FactDeclaration):
        if fact.record.words and fact.record.type != "word":
            yield fact.problem(
                "fact-type",
                "words",
                expected="words only of a fact whose type is 'word'",
                found=f"words of a {fact.record.type}",
            )
    yield from _check_broader(records, declared)


def _again(entry: Entry[Record], name: str, seen: dict[str, str]) -> Iterator[Problem]:
    earlier = seen.setdefault(name, entry.place)
    if earlier != entry.place:
        yield entry.problem(
            "duplicate-name",
            "name",
            expected=f"one {entry.record.kind} of a name",
            found=f"{name!r} again, as at {earlier}",
        )


def _check_told_once(records: StudyRecords) -> Iterator[Problem]:
    seen: dict[str, str] = {}
    for entry in records.all():
        earlier = seen.setdefault(entry.id, entry.place)
        if earlier != entry.place:
            yield entry.problem(
                "duplicate-record",
                "",
                expected="every record once",
                found=f"the same record as at {earlier}",
                hint="Take one of the two lines out.",
            )


def _check_broader(records: StudyRecords, declared: Declared) -> Iterator[Problem]:
    broader = {entry.record.name: entry.record.broader for entry in records.of(Context)}
    for entry in records.of(Context):
        for index, name in enumerate(entry.record.broader):
            yield from declared.missing("context", name, entry, f"broader[{index}]")
        if entry.record.name in _above(entry.record.name, broader):
            yield entry.problem(
                "cyclic-contexts",
                "broader",
                expected="contexts none of which is broader than itself",
                found=f"{entry.record.name!r} above itself",
                hint="Two contexts that always hold together are one context.",
            )


def _above(name: str, broader: Mapping[str, tuple[str, ...]]) -> set[str]:
    above: set[str] = set()
    waiting = list(broader[name])
    while waiting:
        higher = waiting.pop()
        if higher not in above:
            above.add(higher)
            waiting += broader.get(higher, ())
    return above
