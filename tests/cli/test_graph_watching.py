"""Watching over a graph: clusters, drift, circles and the next question, as commands."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from commonweal.studies import read_study

from .conftest import Program


def renonced(line: dict[str, object], person: str, number: int) -> dict[str, object]:
    """Return a record as another person's."""
    return line | {"by": person, "participant": person, "nonce": f"{number:032x}"}


def with_a_gathering(study: Path, people: int, *, line: str = "first") -> None:
    """Have other votes come by hour after hour, and so many more people by one line at once."""
    file = study / "answers.jsonl"
    lines = [json.loads(text) for text in file.read_text("utf-8").splitlines()]
    person, consent = (
        next(record for record in lines if record["kind"] == kind)
        for kind in ("participant", "consent")
    )
    vote = next(record for record in lines if record["kind"] == "wiser_vote")
    for number in range(120):
        name = f"visitor-{number:03}"
        together = number < people
        day, hour = (1, 12) if together else (2 + number % 25, number % 24)
        said = {
            "answer": line if together or number % 2 else "second",
            "said_at": f"2026-06-{day:02}T{hour:02}:{number % 5:02}:00Z",
        }
        start = 10_000 + 10 * number
        lines += [
            renonced(person, name, start),
            renonced(consent, name, start + 1),
            renonced(vote | said, name, start + 2),
        ]
    file.write_text("".join(json.dumps(record) + "\n" for record in lines), "utf-8")
    toml = study / "study.toml"
    moved = [
        'read_at = "2026-07-01T00:00:00Z"' if text.startswith("read_at") else text
        for text in toml.read_text("utf-8").splitlines()
    ]
    toml.write_text("\n".join(moved) + "\n", "utf-8")


def test_a_study_without_clusters_says_how_it_was_searched(program: Program, garden: Path) -> None:
    """Nothing found is told with the rate of false alarms, and exits with 0."""
    called = program("graph", "clusters", garden)

    assert 0 == called.code
    assert "0 clusters found" in called.out
    # Twelve people, thirty windows and numbers of nearest each: what the rate is divided by.
    assert "360 windows" in called.out
    assert "at most 1/100" in called.out


def test_a_gathering_is_told_without_names_unless_asked(program: Program, garden: Path) -> None:
    """Forty who came in one hour by one line: how many, when, and what verdicts hang on them."""
    with_a_gathering(garden, 40)

    told = program("graph", "clusters", garden)
    named = program("graph", "clusters", garden, "--names", "--json")

    assert (1, 1) == (told.code, named.code)
    assert "within" in told.out
    assert "2026-06-01" in told.out
    assert "visitor-" not in told.out
    (cluster,) = named.document["data"]["clusters"]
    assert "gathering" == cluster["kind"]
    assert {f"visitor-{number:03}" for number in range(40)} <= set(cluster["names"])
    assert cluster["people"] == len(cluster["names"])


@pytest.mark.parametrize("rate", ["none", "1/0", "2", "0"])
def test_a_rate_that_is_none_is_a_usage_error(program: Program, garden: Path, rate: str) -> None:
    """A fraction between 0 and 1 is asked for."""
    called = program("graph", "clusters", garden, "--false-alarm-rate", rate)

    assert 2 == called.code
    assert "--false-alarm-rate" in called.err


def test_a_study_has_not_drifted_from_itself(program: Program, garden: Path) -> None:
    """Nothing changed, and it exits with 0."""
    program("run", garden)

    called = program("graph", "drift", garden, garden)

    assert 0 == called.code
    assert "0 verdicts are others" in called.out


def test_drift_is_told_between_two_moments(program: Program, garden: Path, tmp_path: Path) -> None:
    """A hundred and twenty more people, most of another mind: the pair changed."""
    program("run", garden)
    before = tmp_path / "before.json"
    shutil.copy(garden / "out" / "target.json", before)
    with_a_gathering(garden, 120, line="second")
    program("run", garden, "--amend")

    called = program("graph", "drift", before, garden, "--json")
    grown = program("graph", "drift", before, garden, "--grown")

    data = called.document["data"]
    changed = [pair for pair in data["pairs"] if pair["changed"]]
    assert 1 == called.code == grown.code
    assert ["wiser"] == [pair["question"] for pair in changed]
    assert data["verdicts"]
    assert "changed: dry-week" in grown.out


def add(garden: Path, *records: dict[str, object]) -> None:
    """Add records that their people say two days after the study's votes."""
    with (garden / "answers.jsonl").open("a", encoding="utf-8") as file:
        for record in records:
            person = str(record["participant"])
            late = {"origin": "synthetic", "schema_version": 1, "said_at": "2026-06-03T09:00:00Z"}
            file.write(json.dumps(renonced(late | record, person, file.tell())) + "\n")


def test_endorsements_are_told_record_by_record(program: Program, garden: Path) -> None:
    """Five were asked about one value, one about another: no sum of both tells of the one."""
    cards = sorted(card.id for card in read_study(garden).answers.cards)
    for card, people in zip(cards, (5, 1), strict=True):
        for number in range(1, people + 1):
            asked = {"record": card, "question": "fair", "asked_at": "2026-06-03T09:00:00Z"}
            person = {"kind": "endorsement", "participant": f"gardener-{number:02}"}
            add(garden, person | asked | {"answer": "yes"})
    program("run", garden)

    told = program("graph", "drift", garden, garden)
    data = program("graph", "drift", garden, garden, "--json").document["data"]

    assert "5 people were asked" in told.out
    assert "6 people" not in told.out
    assert "1 people" not in told.out
    assert "Of 1 more, fewer than 5 people each were asked" in told.out
    assert [(cards[0], 5)] == [(one["record"], one["share"]["asked"]) for one in data["endorsed"]]


@pytest.mark.parametrize(("people", "told"), [(4, False), (5, True)])
def test_who_changed_their_mind_is_told_of_k_people(
    program: Program,
    garden: Path,
    people: int,
    told: bool,
) -> None:
    """What four answered twice is theirs; what five did is told."""
    for vote in read_study(garden).answers.votes[:people]:
        again = {"kind": "wiser_vote", "supersedes": vote.id, "answer": "unsure"}
        same = ("participant", "context", "first", "second")
        add(garden, again | {name: getattr(vote, name) for name in same})
    program("run", garden)

    called = program("graph", "drift", garden, garden)
    retest = program("graph", "drift", garden, garden, "--json").document["data"]["retest"]

    assert told == (f"{people} people changed {people} of their answers" in called.out)
    assert told == ("table" in retest)
    assert (people, None) == (retest["people"], retest["fewer_than"]) if told else True
    assert told or "Fewer than 5 people answered again" in called.out


def test_circles_are_told_as_a_report(program: Program, garden: Path) -> None:
    """The starter study has none; and without a graph there is nothing to tell."""
    without = program("graph", "cycles", garden)
    program("run", garden)

    called = program("graph", "cycles", garden)

    assert 3 == without.code
    assert "Run the study first" in without.err
    assert (0, "No values are ordered in a circle.\n") == (called.code, called.out)


def test_the_next_question_is_chosen_for_somebody_new(program: Program, garden: Path) -> None:
    """With its order, its probability and its seed, and the same for the same seed."""
    with_a_gathering(garden, 0)
    file = garden / "answers.jsonl"
    kept = [
        line
        for line in file.read_text("utf-8").splitlines()
        if not ("visitor-007" in line and "wiser_vote" in line)
    ]
    file.write_text("\n".join(kept) + "\n", "utf-8")
    words = ("graph", "next", garden, "--participant", "visitor-007", "--seed", 5)

    called, again = program(*words, "--json"), program(*words, "--json")
    told = program(*words)

    data = called.document["data"]
    assert data == again.document["data"]
    assert (5, 1.0, "dry-week") == (data["seed"], data["probability"], data["context"])
    assert 0 < data["order_probability"] < 1
    assert data["first_title"] in told.out


def test_who_answered_everything_is_asked_nothing(program: Program, garden: Path) -> None:
    """It exits with 1, and says how many pairs there are."""
    called = program("graph", "next", garden, "--participant", "gardener-01", "--json")

    (problem,) = called.document["data"]["problems"]
    assert (1, "nothing-to-ask") == (called.code, problem["code"])


def test_nobody_is_asked_about_a_card_that_may_not_be_shown(program: Program, garden: Path) -> None:
    """Who wrote one of the two cards does not want to be quoted: no pair is left to ask about."""
    author = read_study(garden).answers.cards[0].participant
    file = garden / "answers.jsonl"
    lines = [json.loads(text) for text in file.read_text("utf-8").splitlines()]
    for record in lines:
        if (record["kind"], record["by"]) == ("consent", author):
            record["choices"] = [{"given": True, "use": "take_part"}]
    kept = [record for record in lines if record["kind"] != "wiser_vote"]
    file.write_text("".join(json.dumps(record) + "\n" for record in kept), "utf-8")

    called = program("graph", "next", garden, "--participant", "gardener-09", "--json")

    (problem,) = called.document["data"]["problems"]
    assert (1, "nothing-to-ask") == (called.code, problem["code"])


def test_a_participant_of_another_study_is_refused(program: Program, garden: Path) -> None:
    """A misspelt pseudonym is nobody new."""
    called = program("graph", "next", garden, "--participant", "nobody", "--json")

    (problem,) = called.document["data"]["problems"]
    assert (3, "unknown-participant") == (called.code, problem["code"])
