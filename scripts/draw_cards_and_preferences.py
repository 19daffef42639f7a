"""Draw docs/_static/cards-and-preferences.svg, and print the tables of the page that it is on.

Run it as ``python scripts/draw_cards_and_preferences.py`` after the bank, the invented people or
the preference model have changed; put the tables into docs/explanation/cards-and-preferences.md.
"""

from __future__ import annotations

from pathlib import Path

from commonweal.stewardship import (
    ManyPeopleProblem,
    ManyPeopleResult,
    PopulationKind,
    bundled_bank,
    compare_on_many_people,
)

FIGURE = Path(__file__).resolve().parents[1] / "docs" / "_static" / "cards-and-preferences.svg"
KINDS: dict[PopulationKind, str] = {
    "cards": "live by cards",
    "contexts": "live by cards, by context",
    "adding": "add up",
    "coin": "toss a coin",
}
LINES = {
    "cards": ("cards", "#0b5d66", ""),
    "preferences, as bold": ("preferences, as bold", "#9a3412", ""),
    "preferences": ("preferences, always acting", "#9a3412", "5 4"),
    "shuffled cards": ("shuffled cards", "#55605c", "2 4"),
}
LEARNED_FROM = (2, 4, 8, 12, 16, 24, 32, 40)
MISREAD = (0.0, 0.2, 0.4, 0.6)
PEOPLE, SEED = 2000, 20
WIDTH, HEIGHT, LEFT, TOP = 250, 200, 46, 40


def measured(kind: PopulationKind, learned_from: int, misread: float = 0.2) -> ManyPeopleResult:
    """Return the comparison on two thousand people of a kind."""
    problem = ManyPeopleProblem(
        bank=bundled_bank(),
        kind=kind,
        people=PEOPLE,
        learned_from=learned_from,
        misread=misread,
    )
    return compare_on_many_people(problem, seed=SEED)


def panel(kind: PopulationKind, found: list[ManyPeopleResult], number: int) -> str:
    """Return one panel of the figure: the share right by how many choices were seen."""
    x = [LEFT + (WIDTH - 20) * each.learned_from / LEARNED_FROM[-1] for each in found]
    drawn = [f'<text x="{LEFT}" y="{TOP - 14}" font-weight="bold">people who {KINDS[kind]}</text>']
    for share in (0.4, 0.6, 0.8, 1.0):
        y = height(share)
        drawn.append(f'<path d="M{LEFT} {y:.1f}h{WIDTH - 20}" stroke="#cfd5d2"/>')
        drawn.append(f'<text x="{LEFT - 6}" y="{y + 4:.1f}" text-anchor="end">{share:.0%}</text>')
    for each, place in zip(found, x, strict=True):
        if each.learned_from in {4, 12, 24, 40}:
            drawn.append(
                f'<text x="{place:.1f}" y="{TOP + HEIGHT + 18}" text-anchor="middle">'
                f"{each.learned_from}</text>"
            )
    drawn.append(
        f'<text x="{LEFT + (WIDTH - 20) / 2}" y="{TOP + HEIGHT + 36}" text-anchor="middle">'
        "choices learned from</text>"
    )
    for method, (_, colour, dashes) in LINES.items():
        points = [
            f"{place:.1f} {height(each.score(method).right):.1f}"
            for each, place in zip(found, x, strict=True)
        ]
        drawn.append(
            f'<path d="M{"L".join(points)}" fill="none" stroke="{colour}" stroke-width="2.5" '
            f'stroke-dasharray="{dashes}"/>'
        )
    return f'<g transform="translate({number * (WIDTH + 50)} 0)">{"".join(drawn)}</g>'


def height(share: float) -> float:
    """Return where a share between 0.35 and 1 is."""
    return TOP + HEIGHT * (1 - (share - 0.35) / 0.65)


def figure(panels: list[str]) -> str:
    """Return the figure with its legend."""
    legend = "".join(
        f'<g transform="translate({46 + number * 225} {TOP + HEIGHT + 64})"><path d="M0 -4h28" '
        f'stroke="{colour}" stroke-width="2.5" stroke-dasharray="{dashes}"/>'
        f'<text x="36" y="0">{name}</text></g>'
        for number, (name, colour, dashes) in enumerate(LINES.values())
    )
    width = len(panels) * (WIDTH + 50)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {TOP + HEIGHT + 82}" '
        'role="img" font-family="Helvetica, Arial, sans-serif" font-size="13" fill="#1c2321">\n'
        "<title>Right when acting, by how many choices the preference model learned from</title>\n"
        "<desc>The tables beside the figure give the numbers.</desc>\n"
        f'<rect width="{width}" height="{TOP + HEIGHT + 82}" fill="#fdfcf9"/>\n'
        + "\n".join(panels)
        + legend
        + "</svg>\n"
    )


def main() -> None:
    """Measure, draw, and print."""
    panels: list[str] = []
    print(
        "| people who | choices seen | cards | preferences, as bold | preferences, always |"
        " shuffled cards | a coin |"
    )
    print("| --- | --- | --- | --- | --- | --- | --- |")
    for kind, words in KINDS.items():
        found = [measured(kind, learned_from) for learned_from in LEARNED_FROM]
        if kind != "coin":
            panels.append(panel(kind, found, len(panels)))
        for each in found:
            if each.learned_from in {4, 12, 24, 40}:
                methods = ("cards", "preferences, as bold", "preferences", "shuffled cards", "coin")
                shares = " | ".join(f"{each.score(method).right:.0%}" for method in methods)
                print(f"| {words} | {each.learned_from} | {shares} |")
    print("\n| links misread | people who live by cards | people who add up |\n| --- | --- | --- |")
    for misread in MISREAD:
        shares = " | ".join(
            f"{measured(kind, 12, misread).score('cards').right:.0%}"
            for kind in ("cards", "adding")
        )
        print(f"| {misread:.0%} | {shares} |")
    FIGURE.write_text(figure(panels), encoding="utf-8")


if __name__ == "__main__":
    main()
