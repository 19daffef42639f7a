"""``commonweal bench``: speeds, beside other programs in the same run."""

from __future__ import annotations

import sys
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from typing import Any

import click

from commonweal.cli._command import ShownCommand
from commonweal.cli._output import current_output, output_options

FIELDS = ("name", "ours", "peer", "ratio", "target", "met")


@click.command(
    cls=ShownCommand,
    examples=(
        "commonweal bench",
        "commonweal bench ranking --quick",
    ),
)
@click.argument("name", required=False)
@click.option("--quick", is_flag=True, help="Smaller sizes, to see that it works.")
@output_options
def command(name: str | None, *, quick: bool) -> None:
    """Run the benchmarks that stand beside the source, or the one called NAME.

    Needs a checkout of the source with what its group of development packages "bench" installs.

    Exit codes: 0 every target met; 1 one was not; 3 no such benchmark.
    """
    output = current_output()
    rows = []
    for path in _chosen(name):
        output.say(f"{path.stem} …")
        rows += [_row(path.stem, row) for row in _run(path, quick=quick)]
    output.result("benchmark", rows, _table(rows))
    if not all(row["met"] for row in rows):
        raise click.exceptions.Exit(1)


def _folder() -> Path:
    return Path(__file__).parents[3] / "benchmarks"


def _chosen(name: str | None) -> list[Path]:
    from commonweal.documents import did_you_mean, one_of
    from commonweal.errors import InvalidDocument, Problem

    known = {path.stem: path for path in sorted(_folder().glob("[!_]*.py"))}
    if name is not None and name in known:
        return [known[name]]
    if name is None and known:
        return list(known.values())
    raise InvalidDocument(
        Problem(
            code="unknown-benchmark",
            path=str(_folder()),
            expected=one_of(known, some="the benchmarks"),
            found=repr(name) if name else "none",
            hint=did_you_mean(name, known)
            or "An installed package has none: run it in a checkout of the source.",
        )
    )


def _run(path: Path, *, quick: bool) -> list[Any]:
    for folder in (path.parent, path.parent.parent):
        if str(folder) not in sys.path:
            sys.path.insert(0, str(folder))
    spec = spec_from_file_location(f"commonweal_benchmark_{path.stem}", path)
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    rows: list[Any] = module.run(quick=quick)
    return rows


def _row(benchmark: str, row: Any) -> dict[str, Any]:
    return {"benchmark": benchmark, **{field: getattr(row, field) for field in FIELDS}}


def _table(rows: list[dict[str, Any]]) -> str:
    table = [["benchmark", *FIELDS]]
    table += [[row["benchmark"], *(_cell(row[field]) for field in FIELDS)] for row in rows]
    widths = [max(len(cells[column]) for cells in table) for column in range(len(table[0]))]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(cells, widths, strict=True)).rstrip()
        for cells in table
    )


def _cell(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "NO"
    return f"{value:.4g}" if isinstance(value, float) else "" if value is None else str(value)
