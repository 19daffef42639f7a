"""Reading the standing votes of a file, fast enough for tens of millions of them."""

from __future__ import annotations

from importlib.util import find_spec
from typing import TYPE_CHECKING, Literal, TypeAlias

from commonweal.values._double_votes import Unsure, settle_double_votes
from commonweal.values._vote_lines import cast_votes, lines_of, quick_votes, strict_votes
from commonweal.values._vote_rows import parquet_votes
from commonweal.values._vote_tables import table_votes_from_lines

if TYPE_CHECKING:
    from pathlib import Path

    from commonweal.values._votes import Votes

VoteReader: TypeAlias = Literal["duckdb", "python"]


def read_votes(path: Path, *, reader: VoteReader | None = None) -> Votes:
    """Return the standing votes of a file of records, one a line, or of a Parquet file.

    Only what is counted is looked at: kind, participant, context, the two cards, the answer, and
    what a vote supersedes where a person has more than one on a pair. Records of other kinds are
    passed over. If anything of that is not plainly right, all records are read and checked whole,
    and every problem is raised with its line. Other fields are not looked at (`read_jsonl` looks at
    all), and DuckDB forgives a comma too many, and a NaN or a key that stands twice among those.

    A Parquet file has the columns ``participant, context, first, second, answer``; ``kind`` if not
    all rows are votes; ``id`` and ``supersedes`` if somebody changed a vote.

    Args:
        path: the file; one that ends in ``.parquet`` is read as such.
        reader: what reads lines; DuckDB if it is installed. Both give the same votes. Parquet is
            always read by DuckDB.

    Raises:
        InvalidDocument: with every problem of the file; with code ``voted-twice`` where a person
            has two votes on a pair in a context and neither names the other.
        MissingExtra: if DuckDB is needed and not installed.

    Cost: linear in the file and one sort of the votes; memory for about 40 bytes a vote, and a
    gigabyte for DuckDB. The file is read once more where a vote supersedes another.
    """
    if path.suffix == ".parquet":
        return parquet_votes(path)
    if reader is None:
        reader = "duckdb" if find_spec("duckdb") else "python"
    try:
        votes = quick_votes(path) if reader == "python" else _by_duckdb(path)
        return settle_double_votes(votes, lambda keys: cast_votes(path, keys))
    except Unsure:
        votes = strict_votes(path)
        return settle_double_votes(votes, lambda keys: cast_votes(path, keys))


def _by_duckdb(path: Path) -> Votes:
    try:
        # DuckDB would pass over a byte-order mark in silence.
        next(lines_of(path), None)
    except OSError as error:
        raise Unsure from error
    return table_votes_from_lines(path)
