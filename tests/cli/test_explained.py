"""How much of a decision `explain` tells, and of which option."""

from __future__ import annotations

import json
from pathlib import Path

from commonweal.cli._explained import about_option, told_lines
from commonweal.decisions import explain, tell
from commonweal.testing._decisions import DecisionWorld

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

    blank = lines.index("")
    told, end = lines[:blank], " ".join(lines[blank + 1 : -1])
    assert len(lines) <= 50
    assert {*MANY} >= {*told}
    assert MANY[-1] == told[-1]
    tensions = sum(line.startswith("In tension") for line in told)
    assert (
        f"And 100 relations of two options, {100 - tensions} tensions and 94 open questions:"
        " --full tells all."
    ) == end
    assert "What concerns one option: --option NAME." == lines[-1]


def test_what_fits_on_a_screen_is_told_whole() -> None:
    """Nothing is left out of a small decision, and no way to see more is told."""
    assert " ".join(SENTENCES) == " ".join(told_lines(SENTENCES, full=False))


def test_tensions_have_what_else_is_left_of_the_screen() -> None:
    """The first is told with all its sides however long; then as many as there is room for."""
    tension = ("In tension, over what it breaks: a.", *("One side: b." for _ in range(10)))
    few = ("Open: 1.",)
    heads = ("Who decides", "The option ", "Open")
    many = [f"{head}: {number}." for head in heads for number in range(99)]

    alone = list(told_lines((*few, *tension * 9), full=False))
    crowded = list(told_lines((*many, *tension * 9), full=False))

    assert (3, 1) == (alone.count(tension[0]), crowded.count(tension[0]))
    assert [*tension] == crowded[28:39]


def test_of_an_option_what_is_broken_is_never_cut() -> None:
    """All collisions over what an option breaks are told, each with its sides; others are cut."""
    sentences = [
        sentence
        for head in ("In tension, over what it breaks: ", "In tension: ")
        for number in range(30)
        for sentence in (f"{head}{number}.", f"One side: {number}.", f"Here: {number}.")
    ]

    lines = list(told_lines(sentences, full=False, of_option=True))

    assert sentences[:99] == lines[:99]
    assert ["", "And 27 other tensions: --full tells all."] == lines[99:]


def test_in_full_nothing_is_left_out() -> None:
    """With --full every sentence is told."""
    assert list(MANY) == list(told_lines(MANY, full=True))


def test_of_one_option_only_what_names_it_is_told() -> None:
    """A name within another name does not count, and a tension is told with all its sides."""
    assert (*SENTENCES[:3], *SENTENCES[4:6]) == about_option(SENTENCES, "dig")


def test_words_that_an_option_is_called_by_are_not_its_name_where_people_use_them() -> None:
    """In the title of a card, and in what a norm says, of a tension about something else."""
    told = ("In tension: What dig does: a norm.", "One side: While it is dry nothing is drawn.")
    sentences = ("Act: dig.", "Open: Which is wiser: “Asking who says nothing” and “Care”.", *told)

    assert ("Act: dig.",) == about_option(sentences, "nothing")
    assert ("Act: dig.", *told) == about_option(sentences, "dig")


def test_that_values_are_silent_concerns_every_option() -> None:
    """That nobody placed any option is told of each."""
    case = DecisionWorld().option("dig", "dig").option("wait")
    for made in (case, case.value(1), case.value(2).placing(2, "dig", "wait", source="model")):
        silence = tell(decision := made.decide()).placed.silence

        assert silence
        assert silence in about_option(explain(decision), "dig")


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
