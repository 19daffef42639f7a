"""Folders: what lies where, no link that is followed, and nothing that a run did not write."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from commonweal.proof import checker

from .small_study import SmallStudy, problems, seal, small_study


def lying() -> SmallStudy:
    """Return a study whose target says more than its records."""
    study = small_study()
    study.graph["values"][0]["holders"] = 999
    return study


# --- What a folder is


@pytest.mark.parametrize("name", ["heads.jsonl", "leaves.txt"])
@pytest.mark.parametrize("place", [".", "out"])
def test_a_ledger_copied_into_a_study_does_not_pass_for_all_of_it(
    place: str, name: str, tmp_path: Path
) -> None:
    """A folder that is two things at once is refused, whichever of them would be sound."""
    folder = lying().write(tmp_path / "study")
    shutil.copy(folder / "ledger" / name, folder / place / name)

    whole, out = problems(folder), problems(folder / "out")

    assert any("it is at once a ledger" in problem for problem in whole)
    assert any("it is at once a ledger" in problem for problem in out)


@pytest.mark.parametrize("name", ["study.toml", "manifest.json"])
def test_a_ledger_that_is_also_something_else_is_refused(name: str, tmp_path: Path) -> None:
    """A file of another folder's mark in the ledger is not passed over."""
    folder = small_study().write(tmp_path / "study")
    (folder / "ledger" / name).write_text("")

    assert any("it is at once a ledger" in problem for problem in problems(folder))
    assert any("it is at once a ledger" in problem for problem in problems(folder / "ledger"))


# --- Links


LINKED = (
    *("out", "ledger", "ledger/leaves.txt", "ledger/heads.jsonl", "answers.jsonl", "study.toml"),
    *("norms", "out/manifest.json", "out/target.json", "out/records.json", "out/summary.json"),
)


@pytest.mark.parametrize("name", LINKED)
def test_no_link_is_followed_wherever_it_stands(name: str, tmp_path: Path) -> None:
    """A file or folder that is a link is refused, though what it leads to is what was there."""
    folder = small_study().write(tmp_path / "study")
    place, elsewhere = folder / name, tmp_path / "elsewhere"
    place.rename(elsewhere)
    place.symlink_to(elsewhere)

    found = problems(folder)

    assert any("no such file inside the folder" in problem for problem in found)


def test_what_a_link_leads_to_is_not_told(tmp_path: Path) -> None:
    """Nothing of a file outside the folder is in what is said of the folder."""
    folder = small_study().write(tmp_path / "study")
    secret = tmp_path / "secret"
    secret.write_text('["TOKEN"]\n')
    for name in ("answers.jsonl", "out/manifest.json", "ledger/leaves.txt"):
        (folder / name).unlink()
        (folder / name).symlink_to(secret)

        assert not any("TOKEN" in problem for problem in problems(folder))


@pytest.mark.parametrize("name", ["../a", "/a", "a/../b", "./a", "a//b", "", "a\\b", "a\0b"])
def test_a_name_that_leaves_its_folder_is_refused(name: str, tmp_path: Path) -> None:
    """Nothing but plain names, one inside the other, leads to a file that is read."""
    with pytest.raises(checker.InvalidError, match="no such file inside the folder"):
        checker.inside(tmp_path, name)


# --- What no run writes


@pytest.mark.parametrize(
    "name", ["Decision.json", "sub/decision.json", "a/b/REPORT.html", "sub/target.json"]
)
@pytest.mark.parametrize("listed", [False, True])
def test_what_looks_like_a_runs_file_is_refused(name: str, listed: bool, tmp_path: Path) -> None:
    """Another case, or a folder further down, does not make a decision that the run wrote."""
    folder = small_study().write(tmp_path)
    place = folder / "out" / name
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_text("{}")
    if listed:
        seal(folder)

    assert [f"{name}: it lies here, and the run did not write it"] == problems(folder)


def test_a_listed_file_that_no_run_writes_is_named(tmp_path: Path) -> None:
    """A manifest can list anything, and so vouches for nothing that a run does not write."""
    folder = small_study().write(tmp_path)
    (folder / "out" / "press-release.html").write_text("Everybody agreed.")
    seal(folder)

    report = checker.check(folder)

    assert [] == report.problems
    assert ["'press-release.html' is listed, and no run writes such a file"] == report.notes


def test_what_stands_where_a_decision_should_is_refused(tmp_path: Path) -> None:
    """A copy of the target under the name of a decision is no decision."""
    folder = small_study().write(tmp_path)
    shutil.copy(folder / "out" / "target.json", folder / "out" / "decision.json")
    seal(folder)

    assert ["decision.json: a run writes decisions, and this is none"] == problems(folder)
