"""Whose own cards a study says how options do by: who may have them, and which they are."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from commonweal.studies import read_study, run_study

from .conftest import Lines, problems_of


def with_own_cards(garden: Path, *owned: tuple[str, str]) -> None:
    """Add own cards to the study: whose, and which; the first of its cards where none is named."""
    card = next(iter(read_study(garden).answers.cards)).id
    listed = [f'{{ party = "{party}", cards = ["{which or card}"] }}' for party, which in owned]
    path = garden / "study.toml"
    text = path.read_text("utf-8").replace(
        "read_at =", f"own_cards = [{', '.join(listed)}]\nread_at ="
    )
    path.write_text(text, "utf-8")


def test_own_cards_are_held_to_who_and_what_there_is(garden: Path) -> None:
    """A party that nobody is, one that stands twice, and a card that there is not."""
    absent = "value_card:" + "0" * 64
    with_own_cards(garden, ("robin", ""), ("robin", ""), ("robyn", ""), ("robin", absent))

    found = [(problem.code, problem.path.rpartition(" ")[2]) for problem in problems_of(garden)]

    assert [
        ("duplicate-name", "own_cards[1].party"),
        ("undeclared-body", "own_cards[2].party"),
        ("duplicate-name", "own_cards[3].party"),
        ("unknown-card", "own_cards[3].cards[0]"),
    ] == found


def test_own_cards_of_a_decider_are_taken_as_they_are(garden: Path) -> None:
    """They stand in the target as in the study, with whose they are."""
    with_own_cards(garden, ("robin", ""))

    run = run_study(garden)

    assert () == run.folder.warnings
    assert run.folder.study.own_cards == run.target.own_cards
    assert ["robin"] == [own.party for own in run.target.own_cards]


def test_own_cards_of_whoever_decides_nothing_are_a_warning(garden: Path) -> None:
    """They are taken, do nothing in the plan, and that is said."""
    with_own_cards(garden, ("garden-association", ""), ("robin", ""))

    (warning,) = read_study(garden).warnings

    assert "idle-own-cards" == warning.code
    assert warning.path.endswith("own_cards[0].party")


def test_without_a_plan_anybody_may_have_own_cards(
    garden: Path,
    edit: Callable[[str, str, str], None],
    answers: Callable[[Callable[[Lines], None]], None],
) -> None:
    """The target may decide situations that lie elsewhere: who decides these is not known here."""

    def keep_values(lines: Lines) -> None:
        lines[:] = [line for line in lines if not {"situation", "principle"} & line.keys()]

    with_own_cards(garden, ("somebody", ""))
    (garden / "plan.toml").unlink()
    answers(keep_values)
    edit("study.toml", "read_at =", 'steps = ["graph", "target"]\nread_at =')

    assert () == read_study(garden).warnings
