"""What a row of a picture is of, in at most two lines before it."""

from __future__ import annotations

import textwrap

from markupsafe import escape

LETTERS = 54
"""How many letters of a row's name fit before the row begins."""


def label_of_row(label: str, *, x: float, y: float) -> str:
    """Return a row's name as SVG text, around the height ``y``; what does not fit ends in "…"."""
    lines = textwrap.wrap(label, LETTERS, max_lines=2, placeholder=" …")
    first = y + 4.5 - 7.5 * (len(lines) - 1)
    spans = "".join(
        f'<tspan x="{x}" y="{first + 15 * number:.1f}">{escape(line)}</tspan>'
        for number, line in enumerate(lines)
    )
    return f'<text class="start">{spans}</text>'
