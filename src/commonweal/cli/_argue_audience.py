"""``commonweal argue audience``: for whom an argument is accepted, by how values are ordered."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any

import click

from commonweal.cli._argue_file import (
    FILE,
    FORMAT,
    MODES,
    OUT,
    SEMANTICS_OPTION,
    finish,
    held_to_file,
    size,
)
from commonweal.cli._arguments import OneOf
from commonweal.cli._command import ShownCommand
from commonweal.cli._lines import wrapped
from commonweal.cli._output import output_options

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from commonweal.argumentation import AudienceResult

QUESTIONS = ("declared", "some", "every")
PARITIES = ("every_order", "no_preference")
COMPARISONS = (
    "highest_over_highest",
    "lowest_over_lowest",
    "highest_over_lowest",
    "lowest_over_highest",
)


@click.command(
    cls=ShownCommand,
    examples=(
        "commonweal argue audience river.apx --accept divert --parity every_order --question some",
        "commonweal argue audience river.apx --accept wait --parity no_preference --above 'a > b'",
    ),
)
@FILE
@click.option("--accept", metavar="NAME", required=True, help="The argument asked about.")
@click.option(
    "--question",
    type=OneOf(QUESTIONS),
    default="declared",
    show_default=True,
    help="For the audience that is declared, for some audience, or for every one.",
)
@click.option(
    "--parity",
    type=OneOf(PARITIES),
    required=True,
    help="Values that are not ordered: any order may be meant, or none is preferred.",
)
@click.option(
    "--above",
    metavar="ORDER",
    multiple=True,
    help="An order of FILE's values, as in 'care > thrift'; may be repeated. Adds to FILE's.",
)
@SEMANTICS_OPTION
@click.option(
    "--mode",
    type=OneOf(MODES),
    help="In some extension or in every one; some for `some`, else every.",
)
@click.option(
    "--comparison",
    type=OneOf(COMPARISONS),
    default="highest_over_highest",
    show_default=True,
    help="When several values of one argument stand above those of another.",
)
@FORMAT
@OUT
@output_options
def audience(
    file: Path,
    *,
    accept: str,
    above: tuple[str, ...],
    form: Any,
    comparison: Any,
    out: Path | None,
    **asked: Any,
) -> None:
    """Tell for whom an argument in FILE is accepted, by the values that arguments promote.

    FILE is in apx, with val(a,v) for a value that an argument promotes, and valpref(v,w) for what
    the audience holds: v above w. An audience, or a counter-audience, is found by search and shown.

    Exit codes: 0 it is accepted; 1 it is not; 3 FILE or an order is not valid, or FILE does not
    have the argument or a value; 4 a package is missing, the extra `logic`.
    """
    from commonweal.argumentation import Audience, ValueFramework, read_framework, solve_audience

    read = read_framework(file, form)
    framework = ValueFramework.of(read.framework, read.promotes, comparison=comparison)
    known, expected = read.framework.numbers, "the arguments of the file"
    held_to_file("unknown-argument", "--accept", [accept], known, expected=expected)
    orders = list(_pairs(above))
    values = {*framework.values, *(value for pair in read.audience for value in pair)}
    said = [value for pair in orders for value in pair]
    held_to_file("unknown-value", "--above", said, values, expected="the values of the file")
    declared = Audience.of([*read.audience, *orders])
    found = solve_audience(framework, accept, audience=declared, **asked)
    certificates = () if found.certificate is None else (found.certificate,)
    graph = read.framework
    lines = [f"{file.name}: {size(len(graph), graph.attacks)}"]
    lines += (line for said in found.explain() for line in wrapped(said))
    data = _content(found, comparison)
    finish("argue_audience", data, lines, certificates, yes=found.value, out=out)


def _pairs(orders: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    from commonweal.errors import InvalidDocument, Problem

    for said in orders:
        values = [value.strip() for value in said.split(">")]
        if len(values) < 2 or not all(values):
            expected = "values with > between them, the highest first"
            raise InvalidDocument(Problem("value-order", "--above", expected, repr(said)))
        yield from pairwise(values)


def _content(found: AudienceResult, comparison: str) -> dict[str, Any]:
    return {
        "argument": found.argument,
        "question": found.question,
        "parity": found.parity,
        "semantics": found.semantics,
        "mode": found.mode,
        "comparison": comparison,
        "accepted": found.value,
        "standing": found.standing,
        "audience": None if found.audience is None else found.audience.content(),
        "shown_by": None if found.extension is None else list(found.extension),
    }
