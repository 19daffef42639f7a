"""Files of a study that are lost, in the wrong place, or no study's: each is told once."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from commonweal.errors import LedgerCorrupt, Problem
from commonweal.studies import run_study
from commonweal.studies._lost_files import FEW, lost_at_once
from commonweal.studies._study_records import StudyRecords

from .conftest import codes_of, problems_of


def test_what_could_not_be_read_is_not_called_missing(
    garden: Path, edit: Callable[[str, str, str], None]
) -> None:
    """A broken roles file gives its own problem, and not one for every role that it declares."""
    edit("roles.toml", 'name = "waterer"', 'nmae = "waterer"')

    assert {"unknown-field", "missing-field"} == codes_of(garden)


def test_a_folder_that_is_no_study_is_named(tmp_path: Path) -> None:
    """An empty folder is answered with what a study needs and how to begin one."""
    problems = problems_of(tmp_path)

    assert [("study-absent", str(tmp_path / "study.toml"))] == [
        (problem.code, problem.path) for problem in problems
    ]


def test_a_record_in_the_wrong_file_is_named(
    garden: Path, edit: Callable[[str, str, str], None]
) -> None:
    """A context among the roles is not passed over."""
    text = '[[context]]\nname = "windy"\ntext = "when it is windy"\n\n[[institution]]'
    edit("roles.toml", "[[institution]]", text)

    assert {"misplaced-record"} == codes_of(garden)


@pytest.mark.slow
def test_a_line_of_a_gibibyte_is_refused_in_bounded_memory(garden: Path) -> None:
    """A line that long is named with its length, and never held in memory."""
    path = garden / "answers.jsonl"
    with path.open("r+b") as file:
        file.truncate(2**30)
    program = (
        "import resource, sys\n"
        "from pathlib import Path\n"
        "from commonweal.errors import InvalidDocument\n"
        "from commonweal.studies import read_study\n"
        "before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss\n"
        "try:\n"
        "    read_study(Path(sys.argv[1]))\n"
        "except InvalidDocument as error:\n"
        "    print(','.join(problem.code for problem in error.problems))\n"
        "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before)\n"
    )

    run = subprocess.run(
        [sys.executable, "-c", program, str(garden)], capture_output=True, text=True, check=True
    )

    codes, grown = run.stdout.split()
    assert "line-too-long" == codes
    assert int(grown) < 100_000  # KiB on Linux


def test_a_lost_file_of_answers_is_told_once(
    garden: Path, edit: Callable[[str, str, str], None]
) -> None:
    """Where cards are named and there are no answers, that is one problem and not one for each."""
    cards = [f'"value_card:{digit * 64}"' for digit in "ab"]
    edit(
        "roles.toml",
        "[[authority]]",
        f'[[role_standard]]\nrole = "waterer"\ncards = [{", ".join(cards)}]\n\n[[authority]]',
    )
    (garden / "answers.jsonl").unlink()

    (problem,) = problems_of(garden)

    assert ("answers-absent", str(garden / "answers.jsonl")) == (problem.code, problem.path)


def test_a_lost_file_of_answers_is_missed_by_the_ledger_once(garden: Path) -> None:
    """A ledger whose people's records are all gone names the file, and not forty records."""
    run_study(garden)
    (garden / "answers.jsonl").unlink()

    with pytest.raises(LedgerCorrupt) as caught:
        run_study(garden)

    (problem,) = caught.value.problems
    assert ("record-missing", str(garden / "answers.jsonl")) == (problem.code, problem.path)


@pytest.mark.parametrize("name", ["study.toml", "roles.toml", "plan.toml", "answers.jsonl"])
def test_a_folder_in_the_place_of_a_file_is_one_problem(garden: Path, name: str) -> None:
    """Nothing else is said than that the file cannot be read."""
    (garden / name).unlink()
    (garden / name).mkdir()

    assert [("unreadable", str(garden / name))] == [
        (problem.code, problem.path) for problem in problems_of(garden)
    ]


def test_a_file_in_the_place_of_the_norms_is_one_problem(garden: Path) -> None:
    """A file called norms is no study without norms."""
    shutil.rmtree(garden / "norms")
    (garden / "norms").touch()

    assert [("unreadable", "a file")] == [
        (problem.code, problem.found) for problem in problems_of(garden)
    ]


def test_a_lost_file_of_roles_is_told_once(garden: Path) -> None:
    """Where there is no roles.toml, that is one problem and not one for each name."""
    (garden / "roles.toml").unlink()

    (problem,) = problems_of(garden)

    assert ("roles-absent", "no such file") == (problem.code, problem.found)
    assert str(garden / "roles.toml") == problem.path
    assert "'garden-association' at" in problem.expected


@pytest.mark.parametrize(
    ("tables", "found"),
    [("role", "no [[role]]"), ("institution", "no [[institution]]")],
)
def test_a_file_without_any_role_or_institution_is_told_once(
    garden: Path, tables: str, found: str
) -> None:
    """What it does declare is still held to what is named."""
    path = garden / "roles.toml"
    parts = path.read_text("utf-8").split("[[")
    kept = (part for part in parts if not part.startswith(f"{tables}]]"))
    path.write_text("[[".join(kept), "utf-8")

    first, *others = problems_of(garden)

    assert ("roles-absent", found) == (first.code, first.found)
    assert not others


def test_a_few_roles_that_are_not_declared_are_told_one_by_one(tmp_path: Path) -> None:
    """Where few are named, and the file is there, each is told with its place."""
    (tmp_path / "roles.toml").write_text("", "utf-8")
    named = [Problem("undeclared-role", f"plan.toml:{line}", "", "'r'") for line in range(FEW + 1)]
    records = StudyRecords()

    assert named[:FEW] == lost_at_once(named[:FEW], tmp_path, records)
    assert ["roles-absent"] == [each.code for each in lost_at_once(named, tmp_path, records)]
    (tmp_path / "roles.toml").unlink()
    assert ["roles-absent"] == [each.code for each in lost_at_once(named[:1], tmp_path, records)]
