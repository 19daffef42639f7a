"""``commonweal answer``: people's answers, checked, written and ledgered."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Any, TextIO

import click

from commonweal.cli._arguments import PATH, STUDY, problems_as_json
from commonweal.cli._command import ShownCommand
from commonweal.cli._output import current_output, output_options

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@click.command(
    cls=ShownCommand,
    examples=(
        "commonweal answer garden vote.json",
        "generate-answers | commonweal answer garden -",
    ),
)
@STUDY
@click.argument("file", type=PATH)
@output_options
def command(study: Path, file: Path) -> None:
    """Add answers to a study: one JSON record, or one a line. FILE is - for standard input.

    Every record is held against the whole study first; if anything is wrong, nothing is added. A
    record about a person that has no nonce is given one, and a consent that has no text_hash is
    given the hash of the study's consent_text. Nothing is taken of somebody who is unknown, was
    erased, or withdrew everything and did not consent again. Prints the id of each record.

    Exit codes: 0 added; 1 answers.jsonl was ledgered and is gone; 3 something is wrong; 5 another
    program is writing to the study.
    """
    from commonweal.cli._in_git import answers_in_git
    from commonweal.studies import add_answers, read_study

    contents = _contents(file)
    ids = add_answers(study, contents, came_from=str(file))
    output = current_output()
    if not ids:
        output.say("Nothing was added: there was no record in it.")
    if ids or output.json:
        warnings = problems_as_json(answers_in_git(read_study(study)))
        output.result("record_ids", {"ids": list(ids)}, "\n".join(ids), warnings=warnings)


def _contents(file: Path) -> list[Any]:
    """Return the records in a file: one, a list of them, or one a line."""
    from commonweal.errors import InvalidDocument, Problem

    try:
        if str(file) == "-":
            lines = list(_lines(sys.stdin, "-"))
        else:
            with file.open(encoding="utf-8") as stream:
                lines = list(_lines(stream, str(file)))
    except (OSError, UnicodeDecodeError) as error:
        found = getattr(error, "strerror", None) or str(error)
        problem = Problem("unreadable", str(file), "a file of records in UTF-8", found)
        raise InvalidDocument(problem) from error
    try:
        whole = json.loads("".join(lines))
    except (ValueError, RecursionError):
        return _from_lines(file, lines)
    return whole if isinstance(whole, list) else [whole]


def _lines(stream: TextIO, name: str) -> Iterator[str]:
    """Yield the lines; of one that is too long, no more is read than shows that it is."""
    from commonweal.documents import LONGEST_LINE
    from commonweal.errors import InvalidDocument, Problem

    number = 0
    while line := stream.readline(LONGEST_LINE + 1):
        number += 1
        if len(line) > LONGEST_LINE and not line.endswith("\n"):
            expected, found = f"a line of at most {LONGEST_LINE} characters", "a longer one"
            hint = "Is a line feed missing between two records?"
            raise InvalidDocument(
                Problem("line-too-long", f"{name}:{number}", expected, found, hint)
            )
        yield line


def _from_lines(file: Path, lines: list[str]) -> list[Any]:
    from commonweal.errors import InvalidDocument, Problem

    contents, problems = [], []
    for number, line in enumerate(lines, start=1):
        try:
            contents += [json.loads(line)] if line.strip() else []
        except (ValueError, RecursionError) as error:
            place = f"{file}:{number}"
            problems.append(Problem("json-syntax", place, "one JSON record a line", str(error)))
    if problems:
        raise InvalidDocument(problems)
    return contents
