"""``commonweal steward watch`` and ``compare``: whether fewer values are attended to, or others."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from commonweal.cli._arguments import PATH
from commonweal.cli._command import ShownCommand
from commonweal.cli._output import current_output, output_options

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

SEED = click.IntRange(0, 2**53)
RATE = click.FloatRange(0, 1, min_open=True, max_open=True)


@click.command(
    cls=ShownCommand,
    examples=("commonweal steward watch attended.txt", "commonweal steward watch - < attended.txt"),
)
@click.argument("file", type=PATH)
@click.option(
    "--rate",
    type=RATE,
    default=0.05,
    show_default=True,
    help="How often a false alarm may come, ever.",
)
@click.option("--seed", type=SEED, default=0, show_default=True, help="Breaks ties.")
@output_options
def watch(file: Path, rate: float, seed: int) -> None:
    """Watch whether ever fewer values are attended to, or others.

    FILE has one line for each occasion, in order of time: the value that decided, or was attended
    to. The stated rate holds however often one looks, if the same seed is kept. Occasions that hang
    together are to be given as one.

    Exit codes: 0 no alarm; 1 an alarm; 3 the file cannot be read as text in UTF-8.
    """
    from commonweal.stewardship import measure_diversity, watch_values

    attended = _attended(file)
    watched = watch_values(attended, seed=seed, rate=rate)
    counts = [attended.count(name) for name in sorted({*attended})]
    found = measure_diversity(counts)
    data = {
        "occasions": len(attended),
        "collapse_at": watched.collapse_at,
        "drift_at": watched.drift_at,
        "rate": rate,
        "seed": seed,
        "effective_number": list(found.observed),
        "coverage": found.coverage,
    }
    current_output().result("value_watch", data, "\n".join(watched.explain()))
    if watched.collapse_at is not None or watched.drift_at is not None:
        click.get_current_context().exit(1)


@click.command(
    cls=ShownCommand,
    examples=(
        "commonweal steward compare spring.txt autumn.txt",
        "commonweal steward compare spring.txt autumn.txt --error 0.01",
    ),
)
@click.argument("before", type=PATH)
@click.argument("after", type=PATH)
@click.option(
    "--error",
    type=RATE,
    default=0.05,
    show_default=True,
    help="How often either finding may be false.",
)
@click.option("--seed", type=SEED, default=0, show_default=True, help="Of what is exchanged.")
@output_options
def compare(before: Path, after: Path, error: float, seed: int) -> None:
    """Compare which values were attended to in two windows of time, once.

    Each file has one line for each occasion, as for `watch`. Numbers of values are compared at
    equal coverage, so that a window in which less happened does not look poorer. The control
    exchanges occasions between the windows. Whoever wants to look again and again uses `watch`.

    Exit codes: 0 neither is shown; 1 fewer values are attended to, or others; 3 a file cannot be
    read as text in UTF-8, or is empty.
    """
    from commonweal.stewardship import compare_windows

    windows = [_attended(before), _attended(after)]
    _refuse_empty((before, after), windows)
    found = compare_windows(*windows, seed=seed, permutations=1999)
    fewer, others = found.shown(error=error)
    data = {
        "fewer": fewer,
        "others": others,
        "before": found.before_at_coverage,
        "after": found.after_at_coverage,
        "coverage": found.coverage,
        "kept": found.kept,
        "flatter_p": found.flatter_p,
        "drift": found.drift,
        "drift_p": found.drift_p,
        "error": error,
        "permutations": found.permutations,
        "seed": seed,
    }
    current_output().result("value_windows", data, "\n".join(found.explain(error=error)))
    if fewer or others:
        click.get_current_context().exit(1)


def _refuse_empty(files: Sequence[Path], windows: Sequence[Sequence[str]]) -> None:
    from commonweal.errors import InvalidDocument, Problem

    problems = [
        Problem("no-occasion", str(file), "at least one occasion, one a line", "none")
        for file, window in zip(files, windows, strict=True)
        if not window
    ]
    if problems:
        raise InvalidDocument(problems)


def _attended(file: Path) -> list[str]:
    from commonweal.documents import unreadable
    from commonweal.errors import InvalidDocument

    try:
        text = sys.stdin.read() if str(file) == "-" else file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise InvalidDocument(unreadable(file, error, expected="lines in UTF-8")) from error
    return [line.strip() for line in text.split("\n") if line.strip()]
