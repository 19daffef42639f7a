"""Cards that may be one value, and graphs in others' formats, as commands."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import pytest

from commonweal.cli._graph_export import FORMATS
from commonweal.studies import EXPORT_FORMATS, add_answers, read_study

from .conftest import Program


@pytest.fixture
def alike(garden: Path) -> Path:
    """Return the starter study, in which another gardener wrote a card much like one there is."""
    [card] = [c for c in read_study(garden).answers.cards if "turns" in c.title]
    record: dict[str, Any] = {
        "kind": "value_card",
        "by": "gardener-05",
        "participant": "gardener-05",
        "origin": "synthetic",
        "title": "Turns for all to see",
        "policies": [
            {"text": policy.text.replace("somebody", "anyone")} for policy in card.policies
        ],
        "contexts": ["dry-week"],
        "confirmed": True,
        "said_at": "2026-06-02T09:00:00Z",
    }
    add_answers(garden, [record])
    return garden


def answered(program: Program, study: Path, verdict: str, *options: str) -> int:
    """Answer every question that is asked next, and return how many there were."""
    asked = program("same", "next", study, *options, "--json").document["data"]["questions"]
    records = [
        question["record"] | {"verdict": verdict, "said_at": "2026-06-03T09:00:00Z"}
        for question in asked
    ]
    file = study.parent / "answers.json"
    file.write_text(json.dumps(records), "utf-8")
    assert not records or program("answer", study, file).code == 0
    return len(records)


def test_owners_are_asked_and_what_they_say_is_shown(program: Program, alike: Path) -> None:
    """The records that questions come with can be answered, and then the cards are one value."""
    before = program("same", "show", alike)
    asked = answered(program, alike, "same")
    after = program("same", "show", alike)

    assert "nobody has judged them" in before.out
    assert 2 == asked
    assert before.out.startswith("3 cards, 3 values")
    assert after.out.startswith("3 cards, 2 values")
    assert "one value: the owner of each says so" in after.out
    assert "Owners called 2 of 2 pairs the same (100.0 %" in after.out
    assert "Nothing to ask." in program("same", "next", alike, "--judges").out


def test_where_only_judges_answer_the_reason_is_told(program: Program, alike: Path) -> None:
    """Three others call them the same; but of the sunny beds there would be no value left."""
    file = alike.parent / "judges.json"
    questions = program("same", "next", alike, "--judges", "--json").document["data"]["questions"]
    judges = [q["record"] | {"verdict": "same"} for q in questions if q["asked_as"] == "judge"]
    said_at = {"said_at": "2026-06-03T09:00:00Z"}
    file.write_text(json.dumps([record | said_at for record in judges]), "utf-8")
    program("answer", alike, file)

    shown = program("same", "show", alike, "--json").document["data"]

    assert 3 == len(judges)
    [judged] = shown["judged"]
    assert (0, 3) == (judged["owners_same"], judged["judges_same"])
    assert "last_of_a_group" == judged["outcome"]


def test_a_question_is_told_without_what_would_sway(program: Program, alike: Path) -> None:
    """Both cards' policies and five questions; no similarity, no title, no other answer."""
    called = program("same", "next", alike, "--participant", "gardener-05")

    assert called.out.count("?") == 5
    assert "gardener-05, as owner:" in called.out
    assert "TURNS that everybody can see" in called.out
    assert "Turns for all to see" not in called.out
    assert "0." not in called.out


def test_nobody_is_named_in_what_is_shown(program: Program, alike: Path) -> None:
    """`same show` and `same sensitivity` have no pseudonym, in words or as JSON."""
    answered(program, alike, "same")

    for words in (["show"], ["show", "--json"], ["sensitivity"], ["sensitivity", "--json"]):
        assert "gardener-0" not in program("same", words[0], alike, *words[1:]).out


def test_what_hangs_on_the_threshold_is_shown(program: Program, alike: Path) -> None:
    """The graph as it is, and one row for each threshold that is named."""
    called = program("same", "sensitivity", alike, "--at", "0.5", "--at", "1", "--json")

    rows = called.document["data"]["rows"]
    assert [None, 1.0, 0.5] == [row["threshold"] for row in rows]
    assert [3, 3, 2] == [row["values"] for row in rows]


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        (["next", "--participant", "nobody"], 3, "unknown-participant"),
        (["show", "--embedding", "nothing"], 3, "unknown-embedding"),
        (["show", "--threshold", "7"], 3, "similarity-out-of-range"),
        (["sensitivity", "--at", "x"], 2, "usage"),
    ],
)
def test_wrong_input_is_named(
    program: Program, alike: Path, words: list[str], code: int, told: str
) -> None:
    """Each has its exit code, and a code that the documentation explains."""
    called = program("same", words[0], alike, *words[1:], "--json")

    assert code == called.code
    assert told == called.document["data"]["problems"][0]["code"]


def test_the_formats_on_offer_are_those_that_there_are() -> None:
    """The command's list, which loads nothing, is the library's."""
    assert tuple(EXPORT_FORMATS) == FORMATS


def test_a_graph_is_exported_to_a_file(program: Program, garden: Path) -> None:
    """A study that was run is written in the format, whole, and the file is named."""
    program("run", garden)
    out = garden.parent / "pairs.csv"

    called = program("graph", "export", garden, "--format", "csv-pairs", "--out", out, "--json")

    assert {"file": str(out), "format": "csv-pairs"} == called.document["data"]
    with out.open(newline="", encoding="utf-8") as file:
        [row] = csv.DictReader(file)
    assert "accepted" == row["status"]


def test_a_study_that_was_not_run_has_nothing_to_export(program: Program, garden: Path) -> None:
    """There is no target yet, and no file is left behind."""
    out = garden.parent / "graph.xml"

    called = program("graph", "export", garden, "--format", "graphml", "--out", out)

    assert 3 == called.code
    assert not out.exists()


def test_where_nothing_can_be_written_that_is_said(program: Program, garden: Path) -> None:
    """A folder that is not there is an error of the system, with its own exit code."""
    program("run", garden)
    out = garden.parent / "nowhere" / "graph.xml"

    called = program("graph", "export", garden, "--format", "graphml", "--out", out)

    assert 5 == called.code
    assert "cannot-write" in called.err
