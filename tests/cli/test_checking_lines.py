"""The commands that a run prints for checking it, pasted into a shell."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from commonweal.cli._ways_to_check import program_as_started
from commonweal.studies import init_study

STARTER = "from commonweal.cli import main\nmain()\n"


@pytest.fixture
def started(tmp_path: Path) -> Path:
    """Return a program that lies beside a study and on no search path."""
    program = tmp_path / "bin" / "commonweal"
    program.parent.mkdir()
    program.write_text(f"#!{sys.executable}\n{STARTER}", "utf-8")
    program.chmod(0o755)
    init_study(tmp_path / "my garden", name="garden")
    return program


def run(words: list[str], folder: Path) -> list[str]:
    """Return the lines that a program prints."""
    done = subprocess.run(words, cwd=folder, capture_output=True, text=True, check=True)
    return done.stdout.splitlines()


@pytest.mark.parametrize("out", [None, "else where"])
def test_both_lines_can_be_pasted(started: Path, out: str | None) -> None:
    """Each line does what it says, for a program on no path and a study with a space."""
    folder = started.parent.parent
    there = [] if out is None else ["--out", out]

    lines = run(["bin/commonweal", "run", "my garden", *there], folder)

    start = next(number for number, line in enumerate(lines) if line.startswith("HOW TO CHECK"))
    with_program, between, alone = (line.strip() for line in lines[start + 1 : start + 4])
    assert with_program == f"bin/commonweal check '{out or 'my garden'}'"
    assert "the checker and the files beside it" in between
    for line in (with_program, alone):
        subprocess.run(line, cwd=folder, shell=True, capture_output=True, check=True)


def test_a_program_on_the_path_is_named(started: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the shell finds this very file by its name, the name is enough."""
    monkeypatch.setattr("sys.argv", [str(started)])
    elsewhere = program_as_started()
    monkeypatch.setenv("PATH", str(started.parent))

    assert elsewhere in {str(started), os.path.relpath(started)}
    assert "commonweal" == program_as_started()


def test_the_program_in_this_folder_is_named_with_it(
    started: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A shell does not look into the folder by itself, so the folder is named."""
    monkeypatch.chdir(started.parent)
    monkeypatch.setattr("sys.argv", ["commonweal"])

    assert "./commonweal" == program_as_started()


def test_called_from_elsewhere_the_name_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """A program of another name is not taken for this one."""
    monkeypatch.setattr("sys.argv", [__file__])

    assert "commonweal" == program_as_started()
