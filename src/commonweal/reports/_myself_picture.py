"""Three numbers for each predictor as a picture: a point, its interval, and chance as a mark."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from markupsafe import Markup, escape

if TYPE_CHECKING:
    from collections.abc import Sequence

WIDTH = 340
"""As wide as a small telephone's screen, so that letters keep their size there."""

LEFT, RIGHT = 16, 322
ROW, HEAD = 34, 30


@dataclass(frozen=True, slots=True)
class DrawnShare:
    """One share on the picture."""

    label: str
    """Whose it is, and the numbers in words."""
    low: float
    middle: float
    high: float


@dataclass(frozen=True, slots=True)
class DrawnPanel:
    """Shares that belong together."""

    title: str
    shares: Sequence[DrawnShare]
    mark: float | None
    """Where chance is, if that means anything here."""


def draw_shares(panels: Sequence[DrawnPanel], *, title: str) -> Markup:
    """Return the panels, one below another, as a self-contained SVG element.

    Everything in it also stands in a table; its description says so.
    """
    parts: list[str] = []
    top = 0
    for panel in panels:
        parts.append(_panel(panel, top))
        top += HEAD + ROW * len(panel.shares) + 22
    return Markup(  # noqa: S704  # every text in it is escaped where it is put in
        f'<svg class="shares" role="img" viewBox="0 0 {WIDTH} {top}" '
        f'xmlns="http://www.w3.org/2000/svg"><title>{escape(title)}</title>'
        "<desc>For each predictor a point at its share and a line over its 95 % interval; a "
        "dashed line where chance is. The table below says the same in numbers.</desc>"
        f"{''.join(parts)}</svg>"
    )


def _panel(panel: DrawnPanel, top: int) -> str:
    bottom = top + HEAD + ROW * len(panel.shares)
    scale = "".join(
        f'<text class="scale" x="{_at(share):.1f}" y="{bottom + 14}">{share:.0%}</text>'
        for share in (0.0, 0.5, 1.0)
    )
    chance = (
        ""
        if panel.mark is None
        else f'<path class="chance" d="M{_at(panel.mark):.1f} {top + HEAD - 4}V{bottom}"/>'
    )
    rows = "".join(
        _row(share, top + HEAD + ROW * number) for number, share in enumerate(panel.shares)
    )
    return (
        f'<text class="panel" x="{LEFT}" y="{top + 18}">{escape(panel.title)}</text>'
        f'<path class="axis" d="M{LEFT} {bottom}H{RIGHT}"/>{scale}{chance}{rows}'
    )


def _row(share: DrawnShare, top: int) -> str:
    y = top + 22
    return (
        f'<text class="label" x="{LEFT}" y="{top + 12}">{escape(share.label)}</text>'
        f'<path class="interval" d="M{_at(share.low):.1f} {y}H{_at(share.high):.1f}"/>'
        f'<circle cx="{_at(share.middle):.1f}" cy="{y}" r="4.5"/>'
    )


def _at(share: float) -> float:
    return LEFT + share * (RIGHT - LEFT)
