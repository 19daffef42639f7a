"""A table of shares as a picture: the more a group is for one side, the fuller its colour."""

from __future__ import annotations

import textwrap
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from markupsafe import Markup, escape

from commonweal.reports._naming import percent
from commonweal.reports._row_label import label_of_row

if TYPE_CHECKING:
    from collections.abc import Sequence

ROW, LABELS, CELL, MARGIN, HEAD = 38, 400, 84, 12, 58
HEADING_LETTERS = 11
FAINTEST, FULLEST = 0.06, 0.48
"""How strongly a cell is coloured at even shares and where all agree: its number stays legible."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HeatRow:
    """One row: what it is of, and a share for each column."""

    label: str
    shares: tuple[Fraction | None, ...]
    """Nothing where too few people would be told apart, or nobody was asked."""


def draw_heat_map(
    rows: Sequence[HeatRow], columns: Sequence[str], *, title: str, description: str
) -> Markup:
    """Return the rows as a self-contained SVG element; without rows or columns, nothing.

    Shares above one half have one colour and those below another; each cell has its number too.

    Args:
        rows: from the top down.
        columns: what each of a row's shares is of.
        title: what the picture is, for those who do not see it too.
        description: what it shows; every row's numbers follow it.

    Cost: linear in the cells.
    """
    if not rows or not columns:
        return Markup()
    width = 2 * MARGIN + LABELS + CELL * len(columns)
    height = HEAD + ROW * len(rows) + MARGIN
    told = "; ".join(
        f"{row.label}: "
        + ", ".join(
            f"{column} {_told(share)}" for column, share in zip(columns, row.shares, strict=True)
        )
        for row in rows
    )
    return Markup(  # noqa: S704  # every text in it is escaped where it is put in
        f'<svg class="graph chart" role="img" viewBox="0 0 {width} {height}" '
        f'xmlns="http://www.w3.org/2000/svg"><title>{escape(title)}</title>'
        f"<desc>{escape(description)} {escape(told)}.</desc>"
        f"{''.join(_heading(column, number) for number, column in enumerate(columns))}"
        f"{''.join(_row(row, number) for number, row in enumerate(rows))}</svg>"
    )


def _heading(column: str, number: int) -> str:
    x = MARGIN + LABELS + CELL * number + CELL / 2
    lines = textwrap.wrap(column, HEADING_LETTERS, max_lines=3, placeholder="…")
    spans = "".join(
        f'<tspan x="{x:.1f}" y="{HEAD - 10 - 15 * (len(lines) - 1 - place)}">{escape(line)}</tspan>'
        for place, line in enumerate(lines)
    )
    return f"<g><title>{escape(column)}</title><text>{spans}</text></g>"


def _row(row: HeatRow, number: int) -> str:
    y = HEAD + ROW * number
    cells = "".join(_cell(share, column, y) for column, share in enumerate(row.shares))
    return (
        f"<g><title>{escape(row.label)}</title>"
        f"{label_of_row(row.label, x=MARGIN, y=y + ROW / 2)}{cells}</g>"
    )


def _cell(share: Fraction | None, column: int, y: int) -> str:
    x = MARGIN + LABELS + CELL * column
    box = f'x="{x + 1}" y="{y + 1}" width="{CELL - 2}" height="{ROW - 2}"'
    number = f'<text x="{x + CELL / 2:.1f}" y="{y + ROW / 2 + 4.5:.1f}">{_told(share)}</text>'
    if share is None:
        return f'<rect class="untold" {box}/>{number}'
    side = "one" if share >= Fraction(1, 2) else "other"
    strength = FAINTEST + (FULLEST - FAINTEST) * float(abs(2 * share - 1))
    return f'<rect class="heat {side}" {box} fill-opacity="{strength:.2f}"/>{number}'


def _told(share: Fraction | None) -> str:
    return "–" if share is None else percent(share)
