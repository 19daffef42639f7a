"""How much of a decision `explain` tells, and of which option."""

from __future__ import annotations

import json
from pathlib import Path

from commonweal.cli._explained import about_option, told_lines

from .conftest import Program

SENTENCES = (
    "Act: dig.",
    "dig is permitted.",
    "By values, dig is better than dig-deep. By norms, dig breaks less than dig-deep.",
    "By values, dig-deep is better than wait. By norms, dig-deep breaks less than wait.",
    "In tension: dig or wait.",
    "One side: the beds.",
    "In tension: wait.",
    "One side: the tank.",
)
MANY = (
    *SENTENCES[:2],
    *(f"By values, one is better than {number}." for number in range(100)),
    *(f"In tension: {number}." for number in range(100)),
    *(f"Open: {number}." for number in range(100)),
    "It rests on synthetic people.",
)


def test_one_screen_is_told_and_what_is_left_out_is_counted() -> None:
    """Of each sort the first are told, with how many more there are; the end is kept."""
    lines = list(told_lines(MANY, full=False))

    assert len(lines) <= 60
    assert "  … and 90 more relations: --full tells all." in lines
    assert "  … and 94 more open questions: --full tells all." in lines
    assert MANY[-1] == lines[-1]


def test_what_is_broken_is_never_cut() -> None:
    """All collisions over what an option breaks are told, each with its sides; others are cut."""
    sentences = [
        sentence
        for head in ("In tension, over what it breaks: ", "In tension: ")
        for number in range(30)
        for sentence in (f"{head}{number}.", f"One side: {number}.", f"Here: {number}.")
    ]

    lines = list(told_lines(sentences, full=False))

    assert sentences[:90] == lines[:90]
    assert 101 == len(lines)
    assert "  … and 80 more sentences on tensions: --full tells all." == lines[-1]


def test_in_full_nothing_is_left_out() -> None:
    """With --full every sentence is told."""
    assert list(MANY) == list(told_lines(MANY, full=True))


def test_of_one_option_only_what_names_it_is_told() -> None:
    """A name within another name does not count, and a tension is told with all its sides."""
    assert (*SENTENCES[:3], *SENTENCES[4:6]) == about_option(SENTENCES, "dig")


def test_an_option_that_is_not_there_is_refused(program: Program, garden: Path) -> None:
    """A misspelt option names those that there are; exit code 3."""
    program("run", garden)

    known = program("explain", garden, "--option", "wait")
    unknown = program("explain", garden, "--option", "wiat", "--json")

    (problem,) = unknown.document["data"]["problems"]
    assert (0, 3, "undeclared-option") == (known.code, unknown.code, problem["code"])
    assert "wait" in problem["expected"]
    assert "all-at-once is worse than turns" not in known.out.replace("\n", " ")


def test_a_decision_without_options_has_none_of_a_name(
    program: Program, garden: Path, tmp_path: Path
) -> None:
    """A file is told as it stands, and what it lacks is no fault of the program."""
    decision = program("decide", garden, "--json").document["data"]
    (path := tmp_path / "decision.json").write_text(json.dumps(decision | {"statuses": []}))

    unknown = program("explain", path, "--option", "wait", "--json")

    (problem,) = unknown.document["data"]["problems"]
    assert (3, "undeclared-option") == (unknown.code, problem["code"])
