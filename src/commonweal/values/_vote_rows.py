"""Votes from a Parquet file: its columns, its problems, and the identity of votes cast twice."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pydantic import TypeAdapter, ValidationError

from commonweal.documents import VoteAnswer
from commonweal.errors import InvalidDocument, Problem
from commonweal.values._double_votes import (
    CastVote,
    Unsure,
    VoteKey,
    settle_double_votes,
    vote_key,
)
from commonweal.values._vote_lines import CARD_ID, NAME, VOTE_KIND
from commonweal.values._vote_tables import (
    COUNTED_FIELDS,
    parquet_columns,
    parquet_rows,
    table_votes_from_parquet,
)
from commonweal.values._votes import ANSWERS, Votes

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_MOST_PROBLEMS = 1_000

_ANSWER: TypeAdapter[VoteAnswer] = TypeAdapter(VoteAnswer)

_EXPECTED: dict[str, tuple[TypeAdapter[str] | TypeAdapter[VoteAnswer], str]] = {
    "participant": (NAME, "a participant's name"),
    "context": (NAME, "the name of a context"),
    "first": (CARD_ID, "the id of a card"),
    "second": (CARD_ID, "the id of a card"),
    "answer": (_ANSWER, "one of " + ", ".join(ANSWERS)),
}


def parquet_votes(path: Path) -> Votes:
    """Return the standing votes of a Parquet file.

    Raises:
        InvalidDocument: with every problem, up to a limit, and its row.
        MissingExtra: if DuckDB is not installed.
    """
    try:
        columns = _columns(path)
        votes = table_votes_from_parquet(path, columns)
        return settle_double_votes(votes, lambda keys: _cast_votes(path, keys, columns))
    except Unsure as error:
        problems = _problems_of_rows(path)
        raise InvalidDocument(problems or [_unreadable(path, str(error))]) from error


def _columns(path: Path) -> tuple[str, ...]:
    columns = parquet_columns(path)
    missing = [name for name in COUNTED_FIELDS if name not in {"kind", *columns}]
    if missing:
        raise InvalidDocument(
            Problem(
                code="missing-columns",
                path=str(path),
                expected="the columns " + ", ".join(COUNTED_FIELDS[1:]),
                found="none named " + ", ".join(missing),
                hint="Only `kind`, `id` and `supersedes` may be left out.",
            )
        )
    return columns


def _problems_of_rows(path: Path) -> list[Problem]:
    problems: list[Problem] = []
    try:
        for row in parquet_rows(path):
            if row.get("kind", VOTE_KIND) != VOTE_KIND:
                continue
            problems.extend(_problems_of(row, _place(path, row)))
            if len(problems) >= _MOST_PROBLEMS:
                break
    except Unsure:
        return problems
    return problems


def _problems_of(row: dict[str, Any], place: str) -> Iterator[Problem]:
    for field, (form, expected) in _EXPECTED.items():
        try:
            form.validate_python(row[field], strict=True)
        except ValidationError:
            yield Problem("invalid-vote", f"{place} {field}", expected, f"{row[field]!r:.80}")
    if row["first"] == row["second"]:
        yield Problem("invalid-vote", f"{place} second", "two different cards", "the same twice")


def _cast_votes(
    path: Path, keys: frozenset[VoteKey], columns: tuple[str, ...]
) -> Iterator[CastVote]:
    for row in parquet_rows(path, participants=sorted({key[0] for key in keys})):
        if row.get("kind", VOTE_KIND) != VOTE_KIND:
            continue
        fields = {name: row[name] for name in ("participant", "context", "first", "second")}
        if vote_key(**fields) in keys:
            place = _place(path, row)
            yield CastVote(
                place=place,
                # Without ids nothing can be named, so every vote is its own.
                id=row["id"] if "id" in columns else place,
                supersedes=row.get("supersedes"),
                answer=row["answer"],
                **fields,
            )


def _place(path: Path, row: dict[str, Any]) -> str:
    return f"{path}:row {row['file_row_number'] + 1}"


def _unreadable(path: Path, why: str) -> Problem:
    return Problem("unreadable", str(path), "a Parquet file that can be read", why.splitlines()[0])
