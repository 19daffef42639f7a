"""Where the boxes and lines of a picture run, so that no line is hidden behind a box."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

BOX_WIDTH, BOX_HEIGHT = 176, 58
GAP_ACROSS, GAP_DOWN = 36, 74
CLEAR = 5
"""How far a line keeps from the boxes that it passes."""

LANES = (0, 6, -6, 12, -12, 3, -3, 9, -9)
"""How lines that pass one gap are kept apart."""

ARC = 16
"""How high a line between two boxes of one row rises for each box that it passes over."""


@dataclass(frozen=True, slots=True)
class Place:
    """The upper left corner of a box, and the number of its row."""

    x: float
    y: float
    row: int

    @property
    def centre(self) -> float:
        """How far across its middle is."""
        return self.x + BOX_WIDTH / 2


Point = tuple[float, float]


def route_lines(
    ends: Sequence[tuple[str, str]], places: Mapping[str, Place]
) -> list[tuple[Point, ...]]:
    """Return for each pair of boxes the points of the line between them.

    Lines leave a box side by side, in the order of where they lead; they pass rows through the gaps
    between boxes; and within a row they run above it.

    Args:
        ends: where each line begins and where it ends.
        places: the boxes.

    Cost: linear in the lines, times the rows each of them passes.
    """
    ports = _ports(ends, places)
    gaps = _Gaps(places)
    return [
        _line(ports[number, source], ports[number, target], places[source], places[target], gaps)
        for number, (source, target) in enumerate(ends)
    ]


def free_point(line: Sequence[Point], places: Mapping[str, Place], taken: list[Point]) -> Point:
    """Return a point of the line that no box and no other sign covers, near its middle if may be.

    Args:
        line: the points of the line.
        places: the boxes.
        taken: where signs stand already; the new one is added.
    """
    candidates = [_along(line, share) for share in (0.5, 0.4, 0.6, 0.3, 0.7, 0.2, 0.8, 0.12, 0.88)]
    free = [
        point for point in candidates if not any(_covers(place, point) for place in places.values())
    ]
    alone = [
        point for point in free if all(abs(point[0] - x) + abs(point[1] - y) > 20 for x, y in taken)
    ]
    found = (alone or free or candidates)[0]
    taken.append(found)
    return found


def _ports(
    ends: Sequence[tuple[str, str]], places: Mapping[str, Place]
) -> dict[tuple[int, str], Point]:
    """Return where each line leaves each of its two boxes."""
    sides: dict[tuple[str, bool], list[tuple[float, int]]] = defaultdict(list)
    for number, (source, target) in enumerate(ends):
        for here, there in ((source, target), (target, source)):
            below = places[there].row > places[here].row
            sides[here, below].append((places[there].centre, number))
    ports = {}
    for (card, below), lines in sides.items():
        place = places[card]
        for position, (_, number) in enumerate(sorted(lines), start=1):
            x = place.x + BOX_WIDTH * position / (len(lines) + 1)
            ports[number, card] = (x, place.y + BOX_HEIGHT if below else place.y)
    return ports


class _Gaps:
    """The gaps between the boxes of each row, and how many lines pass each of them."""

    def __init__(self, places: Mapping[str, Place]) -> None:
        self.top = {place.row: place.y for place in places.values()}
        self._begins: dict[int, list[float]] = defaultdict(list)
        for place in places.values():
            self._begins[place.row].append(place.x)
        self._passed: Counter[tuple[int, float]] = Counter()

    def pass_row(self, row: int, x: float) -> float:
        """Return where a line passes a row that would like to pass it at ``x``."""
        begins, half = self._begins[row], GAP_ACROSS / 2
        gaps = {edge for begin in begins for edge in (begin - half, begin + BOX_WIDTH + half)}
        gap = min(gaps, key=lambda gap: (abs(gap - x), gap))
        outside = all(not begin - CLEAR < x < begin + BOX_WIDTH + CLEAR for begin in begins)
        if outside and abs(gap - x) > half:
            return x
        lane = self._passed[row, gap]
        self._passed[row, gap] += 1
        return gap + LANES[lane % len(LANES)]


def _line(start: Point, end: Point, source: Place, target: Place, gaps: _Gaps) -> tuple[Point, ...]:
    if source.row == target.row:
        passed = abs(source.centre - target.centre) / (BOX_WIDTH + GAP_ACROSS)
        top = source.y - ARC * (0.6 + 0.4 * passed)
        return start, (start[0], top), (end[0], top), end
    step = 1 if target.row > source.row else -1
    points = [start]
    for row in range(source.row + step, target.row, step):
        y = gaps.top[row]
        x0, y0 = points[-1]
        straight = x0 + (end[0] - x0) * (y + BOX_HEIGHT / 2 - y0) / (end[1] - y0)
        x = gaps.pass_row(row, straight)
        edges = (y - CLEAR, y + BOX_HEIGHT + CLEAR)
        points += [(x, edge) for edge in (edges if step > 0 else edges[::-1])]
    return (*points, end)


def _covers(place: Place, point: Point) -> bool:
    x, y = point
    return (
        place.x - 10 < x < place.x + BOX_WIDTH + 10 and place.y - 10 < y < place.y + BOX_HEIGHT + 10
    )


def _along(line: Sequence[Point], share: float) -> Point:
    """Return the point that lies this share of the way along a line."""
    lengths = [((x2 - x1) ** 2 + (y2 - y1) ** 2) ** 0.5 for (x1, y1), (x2, y2) in pairwise(line)]
    left = share * sum(lengths)
    for (start, end), length in zip(pairwise(line), lengths, strict=True):
        if left <= length and length > 0:
            part = left / length
            return (
                start[0] + (end[0] - start[0]) * part,
                start[1] + (end[1] - start[1]) * part,
            )
        left -= length
    return line[-1]
