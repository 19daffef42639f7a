"""`commonweal graph quality`: how far a graph can be trusted, on one screen."""

from __future__ import annotations

from pathlib import Path

import pytest

from .conftest import Program


def declare_shares(garden: Path, shares: str) -> None:
    """Let the starter study declare what share of all concerned has a sunny or a shady bed."""
    path = garden / "study.toml"
    text = path.read_text(encoding="utf-8")
    declared = 'values = ["sunny", "shady"]'
    assert declared in text
    path.write_text(text.replace(declared, f"{declared}, shares = {shares}"), encoding="utf-8")


def test_everything_is_on_one_screen(program: Program, garden: Path) -> None:
    """Each question has its numbers, the published ones beside them, and what they mean."""
    called = program("graph", "quality", garden, "--replicates", 40)

    assert 0 == called.code
    assert len(called.out.splitlines()) <= 50
    assert max(map(len, called.out.splitlines())) <= 110
    for part in (
        "12 people, 12 votes on 1 pair in 1 context",
        "SYNTHETIC",
        "published: 0.69, one pair",
        "published: 0.15",
        "published: 0.05",
        "0.43",
        "Shown both ways round: 1 pair; one way only: 0.",
        "dry-week: Taking turns in the open",
        "no stratum declares the shares",
        "Nobody: no value counts by a floor alone.",
        "no decision reads any of this",
    ):
        assert part in called.out


def test_a_context_without_an_accepted_pair_has_no_winner(program: Program, garden: Path) -> None:
    """All are unsure: both values tie in every draw, which is no winner found again."""
    answers = garden / "answers.jsonl"
    text = answers.read_text("utf-8")
    for said in ("first", "second"):
        text = text.replace(f'"answer":"{said}"', '"answer":"unsure"')
    answers.write_text(text, "utf-8")

    called = program("graph", "quality", garden, "--replicates", 40)

    assert "= No pair is accepted in dry-week: there is no winner." in called.out
    assert "same winner" not in called.out


def test_one_document_says_the_same(program: Program, garden: Path) -> None:
    """With --json every section of the screen is there, the same for the same study."""
    called = program("graph", "quality", garden, "--replicates", 40, "--json")
    again = program("graph", "quality", garden, "--replicates", 40, "--json")

    document = called.document
    data = document["data"]
    assert "graph_quality" == document["schema"]
    assert called.out == again.out
    assert (12, 12, 1, 5) == (data["people"], data["votes"], data["pairs"], data["k"])
    assert ["synthetic"] == data["vote_origins"]
    assert {row["value"]: row["people"] for row in data["groups"][0]["groups"]} == {
        "sunny": 6,
        "shady": 6,
    }
    assert [] == data["floors"]
    assert data["weights"] is None


def test_declared_shares_weight_what_informs(program: Program, garden: Path) -> None:
    """The shares stand in study.toml; weighted and counted shares stand side by side."""
    before = program("graph", "build", garden).document
    declare_shares(garden, '["1/3", "2/3"]')

    weights = program("graph", "quality", garden, "--replicates", 40, "--json").document["data"][
        "weights"
    ]
    shown = program("graph", "quality", garden, "--replicates", 40).out

    assert ("converged", ["bed"]) == (weights["status"], weights["by"])
    # Six people weigh 2/3 each and six 4/3: (4 + 8)² / (6 · 4/9 + 6 · 16/9).
    assert 10.8 == pytest.approx(weights["effective"])
    assert "by heads" in shown
    assert before["pairs"] == program("graph", "build", garden).document["pairs"]


def test_shares_that_do_not_add_up_are_refused(program: Program, garden: Path) -> None:
    """With the place, what was found, and exit code 3."""
    declare_shares(garden, '["1/3", "1/3"]')

    called = program("graph", "quality", garden)

    assert 3 == called.code
    assert "study.toml:16 strata[0]" in called.err
    assert "2 that add up to 2/3 [incoherent]" in called.err


def test_a_group_of_few_is_never_weighted_up_or_told(program: Program, garden: Path) -> None:
    """With a larger k neither groups nor weights are told, and the screen says why."""
    declare_shares(garden, '["1/3", "2/3"]')
    path = garden / "study.toml"
    text = path.read_text(encoding="utf-8")
    path.write_text(f"{text.rstrip()}\n\n[study.thresholds]\nk = 7\n", encoding="utf-8")

    called = program("graph", "quality", garden, "--replicates", 40)

    assert 0 == called.code
    assert "No groups can be told: none are declared, or they have fewer than 7." in called.out
    assert "fewer than 7 people of bed sunny, bed shady voted" in called.out


def test_too_few_draws_are_wrong_usage(program: Program, garden: Path) -> None:
    """Exit code 2, as for any wrong option."""
    assert 2 == program("graph", "quality", garden, "--replicates", 3).code


def test_a_study_without_votes_is_told_so(program: Program, tmp_path: Path) -> None:
    """An empty study for real people has nothing to measure, and nothing breaks."""
    program("study", "init", "--real", tmp_path / "real")

    called = program("graph", "quality", tmp_path / "real")

    assert 0 == called.code
    assert "0 votes" in called.out
    assert "No vote is of synthetic people." in called.out
