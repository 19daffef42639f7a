"""``commonweal graph estimate``: what people hold of each pair, told and as JSON."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from commonweal.estimates import PlantedStudy, plant_votes
from commonweal.values import ANSWERS, Votes

from .conftest import Program


def write_votes(path: Path, votes: Votes) -> None:
    """Write votes as records, one a line."""
    lines = []
    for vote in range(len(votes)):
        cards = [votes.cards[votes.low[vote]], votes.cards[votes.high[vote]]]
        answer = int(votes.answer[vote])
        if votes.shown[vote]:
            cards.reverse()
            answer = 1 - answer if answer < 2 else answer
        person = votes.participants[votes.participant[vote]]
        lines.append(
            json.dumps(
                {
                    "kind": "wiser_vote",
                    "by": person,
                    "origin": "synthetic",
                    "said_at": "2026-01-02T03:04:05Z",
                    "participant": person,
                    "nonce": f"{vote:032x}",
                    "context": votes.contexts[votes.context[vote]],
                    "first": cards[0],
                    "second": cards[1],
                    "answer": ANSWERS[answer],
                }
            )
        )
    path.write_text("\n".join(lines) + "\n", "utf-8")


@pytest.fixture
def many(tmp_path: Path) -> Path:
    """Return a file of planted votes on thirty pairs in two contexts."""
    plan = PlantedStudy(
        pairs=15, people=60, votes=30, contexts=("high-water", "low-water"), no_side=0.1
    )
    write_votes(tmp_path / "votes.jsonl", plant_votes(plan, rng=np.random.default_rng(2)).votes)
    return tmp_path / "votes.jsonl"


def test_a_study_is_estimated_with_its_titles(program: Program, garden: Path) -> None:
    """Of the starter study: how many were heard, and the one pair with its share."""
    called = program("graph", "estimate", garden)

    assert 0 == called.code
    assert called.out.startswith("12 people, 12 votes for a side, 1 pair\n")
    assert "Taking turns in the open" in called.out
    assert "dry-week" in called.out


def test_the_surest_and_the_least_sure_are_shown(program: Program, many: Path) -> None:
    """Of many pairs only some at both ends, the surest first."""
    called = program("graph", "estimate", many, "--rows", 3)

    head, _, least = called.out.partition("the least sure:\n")
    assert 3 == len(least.splitlines())
    assert 3 == len(head.partition("the surest:\n")[2].splitlines())
    assert "being shown first: +0." in head
    assert "of them expected to be wrong (at most 5 %)" in head
    assert "?" in least
    assert "?" not in head.partition("the surest:\n")[2]


def test_a_doubtful_call_is_told_as_one(program: Program, many: Path) -> None:
    """The rate is that of all calls together: one that may well be wrong by itself says so."""
    asked = ("graph", "estimate", many, "--rate", "1/4")
    pairs = program(*asked, "--json").document["data"]["pairs"]
    lines = program(*asked, "--rows", 30).out.splitlines()

    called = [pair["wrong"] for pair in pairs if pair["called"] is not None]
    doubtful = sorted(f"{100 * wrong:.0f}" for wrong in called if wrong >= 0.05)
    told = sorted(
        line.rpartition("(wrong in ")[2].removesuffix(" of 100 such)")
        for line in lines
        if "(wrong in " in line
    )

    assert 0 < len(doubtful) < len(called)
    assert doubtful == told


def test_all_rows_are_in_the_document(program: Program, many: Path) -> None:
    """With --json every pair has all its numbers; a lower rate calls fewer."""
    lax = program("graph", "estimate", many, "--rate", "1/4", "--json").document["data"]
    strict = program("graph", "estimate", many, "--rate", "0.01", "--json").document["data"]

    assert 30 == len(lax["pairs"])
    assert all(pair["low"] < pair["middle"] < pair["high"] for pair in lax["pairs"])
    assert lax["stats"]["called"] > strict["stats"]["called"] > 0
    assert "1/100" == strict["parameters"]["false_edge_rate"]
    assert {"first", "second", None} == {pair["called"] for pair in strict["pairs"]}
    for pair in lax["pairs"]:
        assert pair["called"] in {None, "first" if pair["middle"] > 0.5 else "second"}


def test_one_context_is_shown_and_all_are_estimated(program: Program, many: Path) -> None:
    """The rows are those of the context, with the same numbers as among all rows."""
    everywhere = program("graph", "estimate", many, "--json").document["data"]
    here = program("graph", "estimate", many, "--context", "low-water", "--json").document["data"]

    there = [pair for pair in everywhere["pairs"] if pair["context"] == "low-water"]
    assert 15 == len(there)
    assert there == here["pairs"]


def test_order_effects_are_told_by_context(program: Program, many: Path) -> None:
    """With --order context each context has a line; with none there is no effect to tell."""
    apart = program("graph", "estimate", many, "--order", "context").out
    without = program("graph", "estimate", many, "--order", "none").out

    assert "  high-water: +0." in apart
    assert "  low-water: +0." in apart
    assert "being shown first" not in without


def test_fewer_votes_than_k_are_not_told(program: Program, tmp_path: Path) -> None:
    """A pair on which four took a side says so, and no number that gives their count back."""
    plan = PlantedStudy(pairs=2, people=4, votes=50)
    write_votes(tmp_path / "votes.jsonl", plant_votes(plan, rng=np.random.default_rng(1)).votes)

    called = program("graph", "estimate", tmp_path / "votes.jsonl")
    pairs = program("graph", "estimate", tmp_path / "votes.jsonl", "--json").document["data"][
        "pairs"
    ]

    assert called.out.startswith("fewer than 5 people, 8 votes for a side")
    assert called.out.rstrip().endswith("2 pairs with fewer than 5 votes not told")
    assert [5, 5] == [pair.pop("fewer_than") for pair in pairs]
    assert {"context", "first", "second"} == {
        name for pair in pairs for name, told in pair.items() if told is not None
    }


@pytest.mark.parametrize("rate", ["2", "0", "often", "1/0"])
def test_a_rate_that_is_no_share_is_wrong_usage(program: Program, garden: Path, rate: str) -> None:
    """What is not between 0 and 1 is refused before anything is read."""
    called = program("graph", "estimate", garden, "--rate", rate)

    assert 2 == called.code
    assert "--rate" in called.err


def test_what_cannot_be_estimated_is_refused(program: Program, garden: Path) -> None:
    """A file that is not there, and a context that nobody voted in."""
    absent = program("graph", "estimate", garden / "nothing.jsonl", "--json")
    elsewhere = program("graph", "estimate", garden, "--context", "wet-week", "--json")

    assert [3, 3] == [absent.code, elsewhere.code]
    assert "unreadable" == absent.document["data"]["problems"][0]["code"]
    assert (
        "one of the graph's contexts: dry-week"
        == elsewhere.document["data"]["problems"][0]["expected"]
    )


def test_a_run_puts_the_same_estimate_into_the_graph(program: Program, garden: Path) -> None:
    """The interval of the target is that of the command, rounded outwards."""
    program("run", garden)
    target = json.loads((garden / "out" / "target.json").read_text("utf-8"))
    (pair,) = program("graph", "estimate", garden, "--json").document["data"]["pairs"]

    (row,) = target["graph"]["pairs"]

    low, high = (
        int(p) / int(q) for p, q in (row["estimate"][e].split("/") for e in ("low", "high"))
    )
    assert 0 <= pair["low"] - low < 1e-4
    assert 0 <= high - pair["high"] < 1e-4
    assert 0 == program("check", garden).code
