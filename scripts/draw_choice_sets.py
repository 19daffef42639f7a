"""Draw docs/_static/choice-sets.svg: what three methods keep of three options.

Run it as ``python scripts/draw_choice_sets.py`` after a method has changed.
"""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

from commonweal.choice import (
    ChoiceMethod,
    ChoiceProblem,
    EAdmissible,
    GammaMaximin,
    Maximal,
    solve_choice,
)
from commonweal.documents import rational_text

FIGURE = Path(__file__).resolve().parents[1] / "docs" / "_static" / "choice-sets.svg"
METHODS: dict[str, ChoiceMethod] = {
    "maximal": Maximal(),
    "E-admissible": EAdmissible(),
    "Gamma-maximin": GammaMaximin(),
}
HEIGHTS = (Fraction(19, 10), Fraction(21, 10))
SIZE, LEFT, TOP, GAP = 180, 60, 60, 110
KEPT, DROPPED, INK, LINE = "#0b5d66", "#fdfcf9", "#1c2321", "#9a3412"


def problem(z: Fraction) -> ChoiceProblem:
    """Return a = (4, 0), b = (0, 4) and c = (z, z), with all weights permitted."""
    c = rational_text(z)
    return ChoiceProblem.from_content(
        {
            "kind": "choice_problem",
            "schema_version": 1,
            "options": ["a", "b", "c"],
            "criteria": [
                {"name": "first", "scores": {"a": 4, "b": 0, "c": c}},
                {"name": "second", "scores": {"a": 0, "b": 4, "c": c}},
            ],
            "permissible": {"type": "weights"},
        }
    )


def panel(z: Fraction, name: str, column: int, row: int) -> str:
    """Return one panel: the options as points, filled if the method keeps them."""
    kept = solve_choice(problem(z), METHODS[name]).value
    x0, y0 = LEFT + column * (SIZE + GAP), TOP + row * (SIZE + GAP)

    def at(first: Fraction, second: Fraction) -> tuple[float, float]:
        return x0 + SIZE * float(first) / 4, y0 + SIZE * (1 - float(second) / 4)

    points = {"a": (Fraction(4), Fraction(0)), "b": (Fraction(0), Fraction(4)), "c": (z, z)}
    (ax, ay), (bx, by) = at(*points["a"]), at(*points["b"])
    drawn = [
        f'<text x="{x0}" y="{y0 - 22}" font-weight="bold">{name}, z = {z}</text>',
        f'<path d="M{x0} {y0}v{SIZE}h{SIZE}" fill="none" stroke="{INK}"/>',
        f'<path d="M{ax:.1f} {ay:.1f}L{bx:.1f} {by:.1f}" stroke="{LINE}" stroke-dasharray="5 4"/>',
    ]
    for option, (first, second) in points.items():
        x, y = at(first, second)
        fill = KEPT if option in kept else DROPPED
        drawn.append(
            f'<circle cx="{x:.1f}" cy="{y:.1f}" r="7" fill="{fill}" stroke="{KEPT}" '
            f'stroke-width="2"/><text x="{x + 13:.1f}" y="{y - 9:.1f}">{option}</text>'
        )
    drawn.append(
        f'<text x="{x0 + SIZE / 2}" y="{y0 + SIZE + 24}" text-anchor="middle">first</text>'
        f'<text x="{x0 - 14}" y="{y0 + SIZE / 2}" text-anchor="middle" '
        f'transform="rotate(-90 {x0 - 14} {y0 + SIZE / 2})">second</text>'
    )
    return "".join(drawn)


def main() -> None:
    """Solve and draw."""
    panels = [
        panel(z, name, column, row)
        for row, z in enumerate(HEIGHTS)
        for column, name in enumerate(METHODS)
    ]
    width = LEFT + len(METHODS) * (SIZE + GAP)
    height = TOP + len(HEIGHTS) * (SIZE + GAP) + 10
    FIGURE.write_text(
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img" '
        f'font-family="Helvetica, Arial, sans-serif" font-size="13" fill="{INK}">\n'
        "<title>What three methods keep of a = (4, 0), b = (0, 4) and c = (z, z)</title>\n"
        "<desc>Filled circles are kept. For z = 19/10 c lies below the broken line between a and "
        "b: maximality keeps all, E-admissibility a and b, Gamma-maximin c. For z = 21/10 c lies "
        "above it, and E-admissibility keeps all three.</desc>\n"
        f'<rect width="{width}" height="{height}" fill="{DROPPED}"/>\n'
        + "\n".join(panels)
        + f'\n<text x="{LEFT}" y="{height - 14}">filled: kept · broken line: mixtures of a and b'
        "</text>\n</svg>\n",
        encoding="utf-8",
    )


if __name__ == "__main__":
    main()
