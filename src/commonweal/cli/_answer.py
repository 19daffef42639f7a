"""``commonweal answer``: people's answers, checked, written and ledgered."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any, TextIO

import click

from commonweal.cli._arguments import PATH, STUDY, problems_as_json
from commonweal.cli._command import ShownCommand
from commonweal.cli._output import current_output, output_options

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

NOT_ONE = {"json-syntax", "too-deep", "out-of-range"}
"""What reading a text as one JSON value comes to if it is not one: it may have one a line."""


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
    erased, or withdrew everything and did not consent again; nor of somebody else in their name,
    but for the study's recorders. Prints the id of each record.

    Exit codes: 0 added; 1 there is no record, or the ledger or ledgered answers are gone; 3
    something is wrong; 5 another program is writing to the study.
    """
    from commonweal.cli._in_git import answers_in_git
    from commonweal.studies import add_answers, hint_policies, read_study

    contents = _contents(file)
    ids = add_answers(study, contents, came_from=str(file))
    folder = read_study(study)
    hints = hint_policies(folder, {*ids})
    warnings = problems_as_json((*folder.warnings, *answers_in_git(folder), *hints))
    current_output().result("record_ids", {"ids": list(ids)}, "\n".join(ids), warnings=warnings)


def _contents(file: Path) -> list[Any]:
    """Return the records in a file, at least one: alone, in a list, or one a line."""
    from commonweal.documents import parse_json
    from commonweal.errors import Infeasible, InvalidDocument, Problem

    lines = _all_lines(file)
    try:
        whole = parse_json("".join(lines), str(file))
    except InvalidDocument as error:
        if error.code not in NOT_ONE:
            raise
        contents = _from_lines(file, lines)
    else:
        contents = whole if isinstance(whole, list) else [whole]
    if not contents:
        problem = Problem("no-record", str(file), "at least one record", "none")
        raise Infeasible(problem)
    return contents


def _all_lines(file: Path) -> list[str]:
    from commonweal.documents import unreadable
    from commonweal.errors import InvalidDocument

    try:
        if str(file) == "-":
            return list(_lines(sys.stdin, "-"))
        with file.open(encoding="utf-8") as stream:
            return list(_lines(stream, str(file)))
    except (OSError, UnicodeDecodeError) as error:
        problem = unreadable(file, error, expected="a file of records in UTF-8")
        raise InvalidDocument(problem) from error


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
    from commonweal.documents import parse_json
    from commonweal.errors import InvalidDocument, Problem

    contents: list[Any] = []
    problems: list[Problem] = []
    for number, line in enumerate(lines, start=1):
        try:
            contents += [parse_json(line, str(file), first_line=number)] if line.strip() else []
        except InvalidDocument as error:
            problems += error.problems
    if problems:
        raise InvalidDocument(problems)
    return contents
