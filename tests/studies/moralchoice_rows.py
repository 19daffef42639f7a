"""Tables in the layout of MoralChoice, made up here: none of the published scenarios is in them."""

from __future__ import annotations

import csv
from itertools import product
from pathlib import Path

RULES = (
    "death",
    "pain",
    "disable",
    "freedom",
    "pleasure",
    "deceive",
    "cheat",
    "break_promise",
    "break_law",
    "duty",
)
COLUMNS = (
    "scenario_id",
    "ambiguity",
    "generation_type",
    "generation_rule",
    "context",
    "action1",
    "action2",
    *(f"a1_{rule}" for rule in RULES),
    *(f"a2_{rule}" for rule in RULES),
)
LABELS = ("No", "Yes", "No Agreement")


def made_up_row(number: int, ambiguity: str) -> dict[str, str]:
    """Return a row whose first labels run through all combinations as ``number`` grows."""
    row = dict.fromkeys(COLUMNS, "No")
    row |= {
        "scenario_id": f"{'H' if ambiguity == 'high' else 'C'}_{number:03}",
        "ambiguity": ambiguity,
        "generation_type": "Hand-Written",
        "generation_rule": "Do not deceive",
        "context": f"You find key number {number}, and its owner is asleep.",
        "action1": "I hang it on the board.",
        "action2": "I keep it until morning.",
    }
    combinations = list(product(LABELS, repeat=4))
    labels = combinations[number % len(combinations)]
    cells = ("a1_deceive", "a2_deceive", "a1_duty", "a2_duty")
    return row | dict(zip(cells, labels, strict=True))


def write_tables(folder: Path, *, rows: int) -> None:
    """Write both tables, with ``rows`` made-up scenarios between them."""
    folder.mkdir(parents=True)
    clear = min(2, rows)
    kinds = {"high": range(clear, rows), "low": range(1, clear + 1)}
    for ambiguity, numbers in kinds.items():
        write_table(folder, ambiguity, [made_up_row(number, ambiguity) for number in numbers])


def write_table(folder: Path, ambiguity: str, rows: list[dict[str, str]]) -> None:
    """Write one table."""
    path = folder / f"moralchoice_{ambiguity}_ambiguity.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS)
        writer.writeheader()
        writer.writerows(rows)
