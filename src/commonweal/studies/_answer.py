"""Adding answers to a study: checked against all of it first, then written and ledgered."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from commonweal.documents import (
    RECORD_KINDS,
    Appraisal,
    Complaint,
    Consent,
    PersonalRecord,
    Placing,
    Study,
    new_nonce,
    parse_record,
    sha256_hex,
    utc_now,
)
from commonweal.errors import InvalidDocument, Problem
from commonweal.studies._answers_file import ANSWERS, rewrite_lines
from commonweal.studies._check_new_answers import check_new_answers
from commonweal.studies._folder import held_together
from commonweal.studies._lost_files import lost_at_once
from commonweal.studies._read_files import ANSWER_KINDS, read_files
from commonweal.studies._step_ledger import name_of_study, open_ledger, refuse_lost_answers
from commonweal.studies._study_records import Entry

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from commonweal.documents import Record
    from commonweal.studies._study_records import StudyRecords


def add_answers(path: Path, contents: Sequence[Any], *, came_from: str = "-") -> tuple[str, ...]:
    """Add records to a study's answers and to its ledger, and return their ids.

    A record of a person that has no nonce is given one, and one without ``said_at`` is said now. A
    consent that does not say which text was agreed to is to the study's ``consent_text``.

    Args:
        path: the study folder.
        contents: records as plain JSON.
        came_from: where they came from, as errors are to name it.

    Raises:
        InvalidDocument: with everything that is wrong with them or with the study; nothing is
            added then.
        LedgerCorrupt: with code ``record-missing`` if the answers were ledgered and are gone.
    """
    read = read_files(path)
    if not read.records.of(Study):
        raise InvalidDocument(read.problems)
    new = _entries(contents, came_from, _shown_text(read.records))
    if not new and not read.problems:
        return ()
    name = name_of_study(read.records)
    with open_ledger(path, name) as ledger:
        read = read_files(path)
        refuse_lost_answers(read.records, path, ledger)
        for entry in new:
            read.records.add(entry)
        problems = [*read.problems, *_wrong(new, read.records, path)]
        if problems:
            raise InvalidDocument(problems)
        real = not any(entry.record.synthetic for entry in read.records.of(Study))
        rewrite_lines(path / ANSWERS, append=[entry.record for entry in new], private=real)
        ledger.append_missing([entry.id for entry in new])
    return tuple(entry.id for entry in new)


def _wrong(new: Sequence[Entry[Record]], records: StudyRecords, path: Path) -> list[Problem]:
    """Return what is wrong with new answers, and in the study with them; no place is told twice."""
    unwanted = list(check_new_answers(new, records))
    told = {problem.path for problem in unwanted}
    held = lost_at_once(held_together(records), path, records)
    return [*unwanted, *(problem for problem in held if problem.path not in told)]


def _shown_text(records: StudyRecords) -> str | None:
    """Return the text that the study asks consent with, if it says one."""
    return next((entry.record.consent_text for entry in records.of(Study)), None)


def _entries(contents: Sequence[Any], came_from: str, shown: str | None) -> list[Entry[Record]]:
    entries: list[Entry[Record]] = []
    problems: list[Problem] = []
    for number, content in enumerate(contents, start=1):
        place = f"{came_from}:{number}"
        if shown is None and isinstance(content, dict) and content.get("kind") == "consent":
            problems.append(_nothing_shown(place))
            continue
        try:
            record = parse_record(_completed(content, shown))
        except InvalidDocument as error:
            problems += [problem.within(place) for problem in error.problems]
            continue
        if not isinstance(record, ANSWER_KINDS):
            kinds = ", ".join(str(kind.model_fields["kind"].default) for kind in ANSWER_KINDS)
            problems.append(Problem("misplaced-record", place, f"one of {kinds}", record.kind))
            continue
        entries.append(Entry(record, came_from, number, record.id))
    if problems:
        raise InvalidDocument(problems)
    return entries


def _nothing_shown(place: str) -> Problem:
    return Problem(
        code="consent-text",
        path=place,
        expected="a consent_text in study.toml, which was shown",
        found="none",
        hint="Write consent_text in study.toml first: a consent covers the text that was shown.",
    )


def _completed(content: Any, shown: str | None) -> Any:
    if not isinstance(content, dict):
        return content
    now = utc_now()
    completed = {"schema_version": 1, "said_at": now, **content}
    model = RECORD_KINDS.get(content.get("kind", ""))
    if model is not None and issubclass(model, PersonalRecord | Placing | Appraisal | Complaint):
        completed.setdefault("nonce", new_nonce())
    if model is Consent and shown is not None:
        completed.setdefault("text_hash", sha256_hex(shown.encode()))
    return completed
