"""Decisions that were cut off in the middle, and the commands that read them."""

from __future__ import annotations

from pathlib import Path

import pytest

from commonweal.studies import DecisionsFile, run_study

from .conftest import Program


@pytest.fixture
def torn(garden: Path, tmp_path: Path) -> Path:
    """Return a file of decisions, the second of which ends in the middle."""
    run_study(garden)
    whole = (garden / "out" / "decision.json").read_bytes()
    path = tmp_path / "decisions.jsonl"
    line = whole.replace(b"\n", b" ").rstrip() + b"\n"
    path.write_bytes(line + line[: len(line) // 2])
    return path


@pytest.mark.parametrize("where", ["alone", "in a study"])
def test_a_decision_that_was_cut_off_is_one_error(
    program: Program, garden: Path, torn: Path, where: str
) -> None:
    """Its line is told, that the file ends there, and what to do; the exit code is documented."""
    asked: Path = torn
    if where == "in a study":
        (garden / "out" / "decision.json").unlink()
        torn.rename(garden / "out" / "decisions.jsonl")
        asked = garden

    called = program("explain", asked, "--situation", "elsewhere")

    assert (3, 1) == (called.code, called.err.count("error: "))
    assert "decisions.jsonl:2: expected a last line that is whole" in called.err
    assert "[torn-line]" in called.err
    assert "The file ends in the middle, as if it was cut off: run the study again" in called.err


@pytest.mark.parametrize("words", [("check",), ("diff",)])
def test_a_cut_file_is_no_fault_of_the_program(
    program: Program, torn: Path, words: tuple[str, ...]
) -> None:
    """Whatever reads decisions says that the file is not valid."""
    paths = [torn, torn] if words == ("diff",) else [torn]

    called = program(*words, *paths)

    assert 3 == called.code
    assert "decisions.jsonl" in called.out + called.err


def test_a_single_decision_that_was_cut_off_is_named(program: Program, garden: Path) -> None:
    """In decision.json too the line of what is wrong is told."""
    run_study(garden)
    path = garden / "out" / "decision.json"
    path.write_bytes(path.read_bytes()[:-100])

    called = program("explain", garden)

    assert 3 == called.code
    assert "decision.json:" in called.err


@pytest.mark.parametrize(
    ("content", "found"), [(b"\n", "an empty line"), (b'{"kind": "norm"', "torn")]
)
def test_what_is_no_decision_is_told_with_its_line(
    program: Program, tmp_path: Path, content: bytes, found: str
) -> None:
    """An empty line among decisions is no decision either."""
    path = tmp_path / "decisions.jsonl"
    path.write_bytes(content)

    called = program("explain", path)

    assert 3 == called.code
    assert found in called.err
    assert f"{path}:1" in called.err
    assert 1 == len(DecisionsFile(path))
