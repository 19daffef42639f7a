"""One context of the moral graph as a picture: wiser values higher, disputes in plain sight.

A layered drawing in SVG, computed here so that the page needs no script. Every picture has a title
and a description, and the same content stands in a table beside it.
"""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

from markupsafe import Markup, escape

from commonweal.documents import counted
from commonweal.reports._layers import layers_of
from commonweal.reports._routes import (
    BOX_HEIGHT,
    BOX_WIDTH,
    GAP_ACROSS,
    GAP_DOWN,
    Place,
    Point,
    free_point,
    route_lines,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from commonweal.documents import PairVerdict

BOXES_ACROSS = 6
MARGIN = 14
NARROW = 700
"""Wider pictures fill the page, in the units of a picture's coordinates."""
HEADROOM = 44
"""Room above the first row, for lines between its boxes."""

TEXT_ACROSS = 24
"""How many letters fit into a box."""

KINDS = {"accepted": 0, "complementary": 1, "contested": 2}
"""What is drawn, what lies on top last."""

NAMES = {"accepted": "accepted", "complementary": "both needed", "contested": "disputed"}

SIGNS = {"contested": "\N{NOT EQUAL TO}", "complementary": "+"}  # so that colour is never alone


def draw_graph(pairs: Sequence[PairVerdict], titles: Mapping[str, str], *, context: str) -> Markup:
    """Return the picture of one context's pairs as a self-contained SVG element.

    Args:
        pairs: the pairs of this context; thin ones are not drawn.
        titles: each card's title.
        context: the context's text, for the picture's own title.

    Cost: linear in pairs and values, but for sorting, and for each sign once the boxes.
    """
    drawn = sorted(
        (pair for pair in pairs if pair.status in KINDS), key=lambda pair: KINDS[pair.status]
    )
    places = _places(drawn)
    if not places:
        return Markup()
    width = max(place.x for place in places.values()) + BOX_WIDTH + MARGIN
    height = max(place.y for place in places.values()) + BOX_HEIGHT + MARGIN
    counts = {kind: sum(pair.status == kind for pair in drawn) for kind in KINDS}
    summary = ", ".join(f"{number} {NAMES[kind]}" for kind, number in counts.items())
    lines = route_lines([_ends(pair) for pair in drawn], places)
    taken: list[Point] = []
    signs = [_sign(pair, line, places, taken) for pair, line in zip(drawn, lines, strict=True)]
    values = counted(len(places), "value")
    # A picture of few values is not blown up to the width of the page.
    shape = f'class="graph narrow" width="{width:.0f}"' if width < NARROW else 'class="graph"'
    return Markup(  # noqa: S704  # every text in it is escaped where it is put in
        f'<svg {shape} role="img" viewBox="0 0 {width:.0f} {height:.0f}" '
        f'xmlns="http://www.w3.org/2000/svg"><title>{escape(context)}</title>'
        f"<desc>{values}; pairs: {summary}. An arrow points to the wiser value; "
        "the tables below say the same.</desc>"
        '<defs><marker id="tip" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="7" '
        'markerHeight="7" orient="auto-start-reverse"><path d="M0 0L10 5L0 10z"/></marker></defs>'
        f"{''.join(map(_line, drawn, lines))}"
        f"{''.join(_box(titles.get(card, card), place) for card, place in places.items())}"
        f"{''.join(signs)}"
        "</svg>"
    )


def _places(drawn: Sequence[PairVerdict]) -> dict[str, Place]:
    cards = sorted({card for pair in drawn for card in (pair.first, pair.second)})
    wiser_than = [_ends(pair) for pair in drawn if pair.wiser is not None]
    places: dict[str, Place] = {}
    rows = [
        layer[start : start + BOXES_ACROSS]
        for layer in layers_of(cards, wiser_than)
        for start in range(0, len(layer), BOXES_ACROSS)
    ]
    across = max(map(len, rows), default=0)
    for number, row in enumerate(rows):
        y = HEADROOM + number * (BOX_HEIGHT + GAP_DOWN)
        indent = MARGIN + (across - len(row)) * (BOX_WIDTH + GAP_ACROSS) / 2
        for column, card in enumerate(row):
            places[card] = Place(indent + column * (BOX_WIDTH + GAP_ACROSS), y, number)
    return places


def _ends(pair: PairVerdict) -> tuple[str, str]:
    """Return where a pair's line begins, and where it ends: at the wiser, if one is."""
    return (pair.second, pair.first) if pair.wiser == pair.first else (pair.first, pair.second)


def _line(pair: PairVerdict, points: Sequence[Point]) -> str:
    path = "L".join(f"{x:.1f} {y:.1f}" for x, y in points)
    tip = ' marker-end="url(#tip)"' if pair.status == "accepted" else ""
    return f'<path class="{pair.status}" d="M{path}"{tip}/>'


def _sign(
    pair: PairVerdict, points: Sequence[Point], places: Mapping[str, Place], taken: list[Point]
) -> str:
    if (sign := SIGNS.get(pair.status)) is None:
        return ""
    x, y = free_point(points, places, taken)
    return (
        f'<circle class="{pair.status}" cx="{x:.1f}" cy="{y:.1f}" r="9"/>'
        f'<text x="{x:.1f}" y="{y + 4.5:.1f}">{sign}</text>'
    )


def _box(title: str, place: Place) -> str:
    lines = textwrap.wrap(title, TEXT_ACROSS, max_lines=3, placeholder=" …")
    first = place.y + BOX_HEIGHT / 2 + 5 - 7.5 * (len(lines) - 1)
    spans = "".join(
        f'<tspan x="{place.centre:.1f}" y="{first + 15 * number:.1f}">{escape(line)}</tspan>'
        for number, line in enumerate(lines)
    )
    corner = f'x="{place.x:.1f}" y="{place.y:.1f}"'
    return (
        f"<g><title>{escape(title)}</title>"
        f'<rect {corner} width="{BOX_WIDTH}" height="{BOX_HEIGHT}" rx="6"/>'
        f"<text>{spans}</text></g>"
    )
