"""Files of records, by what their names end in."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from commonweal.documents import (
    Located,
    canonical_json,
    read_jsonl,
    read_printed,
    read_toml,
)
from commonweal.errors import InvalidDocument, Problem
from commonweal.studies import toml_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from commonweal.documents import Json

COMMENT = "Read from sentences."


def records_in(path: Path) -> tuple[Located, ...]:
    """Return the records of a file of TOML, of JSON Lines, or of one record as JSON.

    Raises:
        InvalidDocument: with every problem of the file; with code ``record-format`` if its name
            ends in something else.
    """
    if path.suffix == ".toml":
        return read_toml(path)
    if path.suffix == ".jsonl":
        return read_jsonl(path)
    if path.suffix == ".json":
        return (Located(read_printed(path), str(path), 1),)
    raise _not_of_records(str(path), path.suffix)


def record_text(located: Sequence[Located], suffix: str) -> str:
    """Return records as the text of a file whose name ends so.

    Args:
        located: the records, each with where it was said.
        suffix: ``.toml``, ``.jsonl``, or ``.json`` for one record as it is and for several a list.

    Raises:
        InvalidDocument: with code ``record-format`` for another ending, and with ``toml-null``
            where a field is expressly nothing, which TOML cannot say.
    """
    contents = [item.record.content() for item in located]
    if suffix == ".jsonl":
        return "".join(f"{canonical_json(content).decode()}\n" for content in contents)
    if suffix == ".json":
        whole = contents[0] if len(contents) == 1 else contents
        return json.dumps(whole, ensure_ascii=False, indent=2) + "\n"
    if suffix != ".toml":
        raise _not_of_records("--out", suffix)
    problems = [problem for item in located for problem in _nothing_said(item)]
    if problems:
        raise InvalidDocument(problems)
    tables: dict[str, list[dict[str, Json]]] = {}
    for content in contents:
        tables.setdefault(content["kind"], []).append(content)
    return toml_text(comment=COMMENT, tables=tables)


def _nothing_said(item: Located) -> Iterator[Problem]:
    if _has_null(item.record.content()):
        yield Problem(
            code="toml-null",
            path=item.place,
            expected="a record in which no field is expressly nothing",
            found=f"a {item.record.kind} in which one is",
            hint="Take the sentence out that says so, or write to a file that ends in .jsonl.",
        )


def _has_null(content: Json) -> bool:
    if isinstance(content, dict):
        return any(_has_null(part) for part in content.values())
    return content is None or (isinstance(content, list) and any(map(_has_null, content)))


def _not_of_records(path: str, suffix: str) -> InvalidDocument:
    return InvalidDocument(
        Problem(
            code="record-format",
            path=path,
            expected="a name that ends in .toml, .json or .jsonl",
            found=repr(suffix),
        )
    )
