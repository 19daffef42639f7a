"""Votes from large files by way of DuckDB, which reads lines and Parquet on all cores at once.

Only a file that is right in every field that is counted is read here. Whatever else is met, another
reader is asked, which says what is wrong and where.
"""

from __future__ import annotations

import importlib
from contextlib import contextmanager
from glob import escape
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import numpy as np
from pydantic_core import from_json

from commonweal.errors import missing_extra
from commonweal.values._double_votes import Unsure
from commonweal.values._vote_lines import (
    CARD_ID,
    LONGEST_VOTE_LINE,
    NAME,
    VOTE_KIND,
    NameCodes,
)
from commonweal.values._votes import ANSWERS, Votes

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from pydantic import TypeAdapter

COUNTED_FIELDS = ("kind", "participant", "context", "first", "second", "answer")

_MOST_MEMORY = "1GB"

_ROWS_AT_ONCE = 10_000

_KIND = f"'\"{VOTE_KIND}\"'"

# Every field is read as the JSON text that stood in the file, so that a number is not taken for a
# name. In SQL, "first" and "answer" could be functions; quotation marks make them columns.
# S608: what is put into these texts are our own words and a path in quotation marks.
_NAMES_SEEN = f"""
    CREATE TEMP TABLE seen AS SELECT
        list(DISTINCT kind) AS kinds,
        count(*) FILTER (kind = {_KIND}) AS votes,
        list(DISTINCT participant) FILTER (kind = {_KIND}) AS participant,
        list(DISTINCT context) FILTER (kind = {_KIND}) AS context,
        list_distinct(list_concat(
            list(DISTINCT "first") FILTER (kind = {_KIND}),
            list(DISTINCT "second") FILTER (kind = {_KIND}))) AS card
    FROM records
"""  # noqa: S608

# A type of its own for each field turns texts into their codes as they are read, which is several
# times faster than joining with a table of codes.
_CODES = """
    CREATE TYPE {field}_text AS ENUM (
        SELECT text::VARCHAR FROM (SELECT unnest({field}) AS text FROM seen) ORDER BY text)
"""

_ANSWER_CODES = "CREATE TYPE answer_text AS ENUM ({})".format(
    ", ".join(f"'\"{answer}\"'" for answer in ANSWERS)
)

_VOTES = f"""
    SELECT
        enum_code(participant::VARCHAR::participant_text) AS participant,
        enum_code(context::VARCHAR::context_text) AS context,
        enum_code("first"::VARCHAR::card_text) AS "first",
        enum_code("second"::VARCHAR::card_text) AS "second",
        enum_code(answer::VARCHAR::answer_text) AS answer
    FROM records
    WHERE kind = {_KIND}
"""  # noqa: S608


def table_votes_from_lines(path: Path) -> Votes:
    """Return all votes of a file that holds one record a line, superseded ones too.

    Raises:
        MissingExtra: if DuckDB is not installed.
        Unsure: if the file, or a vote in it, is not plainly right.
    """
    columns = ", ".join(f"{field}: 'JSON'" for field in COUNTED_FIELDS)
    return _votes_from(
        f"SELECT * FROM read_json({_quoted(path)}, format = 'newline_delimited', "  # noqa: S608
        f"maximum_object_size = {LONGEST_VOTE_LINE}, columns = {{{columns}}})"
    )


def table_votes_from_parquet(path: Path, columns: Sequence[str]) -> Votes:
    """Return all votes of a Parquet file, superseded ones too.

    Args:
        path: the file.
        columns: the names of its columns. Without ``kind`` every row is a vote.

    Raises:
        MissingExtra: if DuckDB is not installed.
        Unsure: if a vote in it is not plainly right.
    """
    fields = ", ".join(
        f'to_json("{field}") AS "{field}"' if field in columns else f"{_KIND}::JSON AS {field}"
        for field in COUNTED_FIELDS
    )
    return _votes_from(f"SELECT {fields} FROM read_parquet({_quoted(path)})")  # noqa: S608


def parquet_columns(path: Path) -> tuple[str, ...]:
    """Return the names of a Parquet file's columns.

    Raises:
        MissingExtra: if DuckDB is not installed.
        Unsure: if it cannot be read as Parquet.
    """
    with _connection() as connection:
        rows = connection.execute(f"SELECT * FROM read_parquet({_quoted(path)}) LIMIT 0")  # noqa: S608
        return tuple(column[0] for column in rows.description)


def parquet_rows(
    path: Path, *, participants: Sequence[str] | None = None
) -> Iterator[dict[str, Any]]:
    """Yield the rows of a Parquet file, each with its number from 0 as ``file_row_number``.

    Args:
        path: the file.
        participants: whose rows; all rows if nobody is named.

    Raises:
        MissingExtra: if DuckDB is not installed.
        Unsure: if it cannot be read as Parquet.
    """
    asked = "" if participants is None else "WHERE participant IN (SELECT unnest($people))"
    with _connection() as connection:
        rows = connection.execute(
            f"SELECT * FROM read_parquet({_quoted(path)}, file_row_number = true) {asked}"  # noqa: S608
            " ORDER BY file_row_number",
            {} if participants is None else {"people": list(participants)},
        )
        names = [column[0] for column in rows.description]
        while batch := rows.fetchmany(_ROWS_AT_ONCE):
            for values in batch:
                yield dict(zip(names, values, strict=True))


def _votes_from(source: str) -> Votes:
    with _connection() as connection:
        connection.execute("SET preserve_insertion_order = false")
        connection.execute(f"CREATE TEMP VIEW records AS {source}")
        return _arranged(connection)


def _arranged(connection: Any) -> Votes:
    connection.execute(_NAMES_SEEN)
    kinds, expected = connection.execute("SELECT kinds, votes FROM seen").fetchone()
    for kind in kinds or ():
        # An escape could hide the name of a kind from the comparison in SQL.
        if kind is None or "\\" in kind or not isinstance(from_json(kind), str):
            raise Unsure("kind")
    participants = _names(connection, "participant", NAME)
    contexts = _names(connection, "context", NAME)
    cards = _names(connection, "card", CARD_ID)
    connection.execute(_ANSWER_CODES)
    columns = connection.execute(_VOTES).fetchnumpy()
    if (
        len(columns["answer"]) != expected
        or any(np.ma.is_masked(column) for column in columns.values())
        or (columns["first"] == columns["second"]).any()
    ):
        raise Unsure("votes")
    return Votes.arranged(
        participants=participants,
        contexts=contexts,
        cards=cards,
        **{name: np.asarray(column) for name, column in columns.items()},
    )


def _names(connection: Any, field: str, form: TypeAdapter[str]) -> tuple[str, ...]:
    """Give each distinct text of a field a code, and return the names in the order of codes."""
    connection.execute(_CODES.format(field=field))
    ((texts,),) = connection.execute(f"SELECT enum_range(NULL::{field}_text)").fetchall()
    codes = NameCodes(form)
    try:
        for text in texts:
            codes[from_json(text)]
    except (KeyError, TypeError, ValueError) as error:
        raise Unsure(field) from error
    if len(codes) != len(texts):
        raise Unsure(field)
    return tuple(codes)


def _quoted(path: Path) -> str:
    """Return a path as SQL text that stands for this file alone, whatever is in its name."""
    return "'" + escape(str(path)).replace("'", "''") + "'"


@contextmanager
def _connection() -> Iterator[Any]:
    try:
        duckdb = importlib.import_module("duckdb")
    except ImportError as error:
        raise missing_extra("duckdb", "tables") from error
    with TemporaryDirectory(prefix="commonweal-") as folder:
        settings = {"memory_limit": _MOST_MEMORY, "temp_directory": folder}
        try:
            with duckdb.connect(config=settings) as connection:
                connection.execute("SET enable_progress_bar = false")
                yield connection
        except duckdb.Error as error:
            raise Unsure(str(error)) from error
