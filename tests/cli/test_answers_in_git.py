"""Real people's answers in a repository are warned of; and what answers are given."""

from __future__ import annotations

import io
import json
import shutil
import subprocess
from pathlib import Path

import pytest

from .conftest import Program

SAID_AT = "2026-06-01T09:00:00Z"
CHOICES = [{"use": "take_part", "given": True}]
PERSON: list[dict[str, object]] = [
    {"kind": "participant", "participant": "newcomer"},
    {"kind": "consent", "participant": "newcomer", "choices": CHOICES},
]


@pytest.fixture
def asked(program: Program, garden: Path) -> Path:
    """Return a study that a real person has answered, whose consent names no text."""
    file = garden.parent / "new.json"
    records = [
        {**record, "by": "newcomer", "origin": "person", "said_at": SAID_AT} for record in PERSON
    ]
    file.write_text(json.dumps(records), "utf-8")
    assert 0 == program("answer", garden, file).code
    return garden


def warned(program: Program, *words: object) -> list[str]:
    """Return the codes of a command's warnings."""
    return [warning["code"] for warning in program(*words, "--json").document["warnings"]]


@pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
def test_real_answers_in_a_repository_are_warned_of(program: Program, asked: Path) -> None:
    """Until git ignores the file, validating and running say so."""
    outside = warned(program, "study", "validate", asked)
    subprocess.run(["git", "init", "--quiet", asked], check=True)
    inside = [warned(program, *words, asked) for words in (["study", "validate"], ["run"])]
    with (asked / ".gitignore").open("a", encoding="utf-8") as file:
        file.write("answers.jsonl\n")
    ignored = warned(program, "study", "validate", asked)

    assert [] == outside
    assert [["real-answers-in-git"]] * 2 == inside
    assert [] == ignored


@pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
def test_what_git_has_already_is_to_be_taken_out_of_it(program: Program, asked: Path) -> None:
    """To ignore a file that is tracked changes nothing, and the hint says what does."""
    subprocess.run(["git", "init", "--quiet", asked], check=True)
    subprocess.run(["git", "-C", asked, "add", "answers.jsonl"], check=True)
    with (asked / ".gitignore").open("a", encoding="utf-8") as file:
        file.write("answers.jsonl\n")

    (warning,) = program("study", "validate", asked, "--json").document["warnings"]

    assert "real-answers-in-git" == warning["code"]
    assert f"git rm --cached {asked / 'answers.jsonl'}" in warning["hint"]


@pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
def test_invented_answers_may_be_shared(program: Program, garden: Path) -> None:
    """The starter study's answers are synthetic, so nothing is said of them."""
    subprocess.run(["git", "init", "--quiet", garden], check=True)

    assert [] == warned(program, "study", "validate", garden)


def test_without_git_nothing_is_said(
    program: Program, asked: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A machine that has no git gives no warning and no error."""
    (asked / ".git").mkdir()
    monkeypatch.setenv("PATH", "")

    assert [] == warned(program, "study", "validate", asked)


def test_the_starter_study_ignores_only_what_runs_write(garden: Path) -> None:
    """The answers of the starter study can be shared; a line for real ones is at hand."""
    lines = (garden / ".gitignore").read_text("utf-8").splitlines()

    assert ["interviews/", "out/", "rounds/"] == sorted(
        line for line in lines if not line.startswith("#")
    )
    assert "# answers.jsonl" in lines


def test_a_consent_is_given_the_text_that_the_study_shows(asked: Path) -> None:
    """A consent without a hash gets that of the study's consent text, as all others have."""
    lines = (asked / "answers.jsonl").read_text("utf-8").splitlines()
    hashes = [record["text_hash"] for record in map(json.loads, lines) if "text_hash" in record]

    assert (13, 1) == (len(hashes), len(set(hashes)))


@pytest.mark.parametrize("empty", ["", "\n", "[]"])
def test_no_record_is_said_to_be_none(
    program: Program, garden: Path, monkeypatch: pytest.MonkeyPatch, empty: str
) -> None:
    """Empty input is no answer: one error, exit code 1, and the study stays as it is."""
    monkeypatch.setattr("sys.stdin", io.StringIO(empty))
    before = sorted(garden.rglob("*"))

    called = program("answer", garden, "-")

    assert (1, "") == (called.code, called.out)
    assert "error: -: expected at least one record, found none [no-record]\n" == called.err
    assert before == sorted(garden.rglob("*"))
