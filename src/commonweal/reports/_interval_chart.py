"""Intervals side by side: of each row a dot where the estimate is, and a line as far as it reaches.

For shares of pairs, for ranks, and for what changed between two graphs. The same numbers stand at
the end of each row, so that nothing hangs on the drawing.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from markupsafe import Markup, escape

from commonweal.reports._row_label import label_of_row

if TYPE_CHECKING:
    from collections.abc import Sequence

ROW, LABELS, PLOT, TOLD, MARGIN, HEAD = 38, 400, 360, 210, 12, 34
"""Sizes in the picture's own units: of a row, and of the columns of words, lines and numbers."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Interval:
    """One estimate and how far it may be out, in the units of the axis."""

    low: float
    middle: float
    high: float


@dataclass(frozen=True, slots=True, kw_only=True)
class IntervalRow:
    """One row: what it is of, where it stands, and the same in words."""

    label: str
    now: Interval
    told: str
    before: Interval | None = None
    """Where it stood earlier; it is drawn hollow."""
    kind: str = "accepted"
    """Which of the picture's colours it has: ``accepted``, ``contested``, ``complementary``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Axis:
    """What is measured, from where to where, and where a line is drawn down."""

    low: float
    high: float
    ticks: tuple[tuple[float, str], ...]
    middle: float | None = None
    """Where a dashed line says that both sides are even."""

    def place(self, value: float) -> float:
        """Return where a value lies across the picture; what is beyond an end lies at the end."""
        share = (value - self.low) / (self.high - self.low)
        return MARGIN + LABELS + PLOT * min(1.0, max(0.0, share))


SHARES = Axis(
    low=0,
    high=1,
    ticks=tuple((part / 4, f"{part * 25} %") for part in range(5)),
    middle=0.5,
)
"""The axis of shares."""


def draw_intervals(
    rows: Sequence[IntervalRow], *, axis: Axis, title: str, description: str
) -> Markup:
    """Return the rows as a self-contained SVG element; without rows, nothing.

    Args:
        rows: from the top down.
        axis: what the lines are measured against.
        title: what the picture is, for those who do not see it too.
        description: what it shows, in a sentence or two; the rows' own words follow it.

    Cost: linear in the rows.
    """
    if not rows:
        return Markup()
    width = 2 * MARGIN + LABELS + PLOT + TOLD
    height = HEAD + ROW * len(rows) + MARGIN
    told = "; ".join(f"{row.label}: {row.told}" for row in rows)
    return Markup(  # noqa: S704  # every text in it is escaped where it is put in
        f'<svg class="graph chart" role="img" viewBox="0 0 {width} {height}" '
        f'xmlns="http://www.w3.org/2000/svg"><title>{escape(title)}</title>'
        f"<desc>{escape(description)} {escape(told)}.</desc>"
        f"{_axis(axis, height)}{''.join(_row(row, n, axis) for n, row in enumerate(rows))}</svg>"
    )


def _axis(axis: Axis, height: int) -> str:
    parts = []
    for value, text in axis.ticks:
        x = axis.place(value)
        parts.append(
            f'<path class="tick" d="M{x:.1f} {HEAD - 6}V{height - MARGIN}"/>'
            f'<text x="{x:.1f}" y="{HEAD - 14}">{escape(text)}</text>'
        )
    if axis.middle is not None:
        x = axis.place(axis.middle)
        parts.append(f'<path class="even" d="M{x:.1f} {HEAD - 6}V{height - MARGIN}"/>')
    return "".join(parts)


def _row(row: IntervalRow, number: int, axis: Axis) -> str:
    y = HEAD + ROW * number + ROW / 2
    before = "" if row.before is None else _marks(row.before, "before", axis, y - 5, hollow=True)
    return (
        f"<g><title>{escape(row.label)}: {escape(row.told)}</title>"
        f"{label_of_row(row.label, x=MARGIN, y=y)}"
        f"{before}{_marks(row.now, row.kind, axis, y + (5 if row.before else 0))}"
        f'<text class="start" x="{MARGIN + LABELS + PLOT + 14}" y="{y + 4.5:.1f}">'
        f"{escape(row.told)}</text></g>"
    )


def _marks(interval: Interval, kind: str, axis: Axis, y: float, *, hollow: bool = False) -> str:
    low, middle, high = (
        axis.place(value) for value in (interval.low, interval.middle, interval.high)
    )
    dot = "hollow" if hollow else "dot"
    return (
        f'<path class="{kind} whisker" d="M{low:.1f} {y:.1f}H{high:.1f}'
        f'M{low:.1f} {y - 4:.1f}v8M{high:.1f} {y - 4:.1f}v8"/>'
        f'<circle class="{kind} {dot}" cx="{middle:.1f}" cy="{y:.1f}" r="4.5"/>'
    )
