"""``commonweal norms``: what a study's norms come to, as a command."""

from __future__ import annotations

from pathlib import Path

from .conftest import Program

CONFLICT = """
[[norm]]
name = "never-water"
text = "Nobody waters."
role = "waterer"
modality = "forbidden"
action = "announce"
source = { type = "code" }
"""


def test_the_starter_study_has_gaps_and_nothing_worse(program: Program, garden: Path) -> None:
    """Exit code 0, and a case for each gap."""
    called = program("norms", "check", garden)

    assert 0 == called.code
    assert "announce by waterer, where beds-watered is false" in called.out
    assert "robin doing water, in option turns of dry-week-watering" in called.out
    assert "Looked at 2 norms" in called.out


def test_a_conflict_that_nothing_settles_is_the_answer_no(program: Program, garden: Path) -> None:
    """Exit code 1, with the two norms and a case in which both apply, in words and as JSON."""
    [path] = (garden / "norms").glob("*.toml")
    text = path.read_text("utf-8")
    path.write_text(text + CONFLICT, "utf-8")
    study = garden / "study.toml"
    order = 'norm_order = ["level", "priority"]\n'
    study.write_text(study.read_text("utf-8").replace("[study]\n", f"[study]\n{order}", 1), "utf-8")

    called, told = program("norms", "check", garden), program("norms", "check", garden, "--json")

    assert 1 == called.code == told.code
    assert "Conflicts that no order settles:" in called.out
    [found] = [f for f in told.document["data"]["findings"] if f["type"] == "unsettled"]
    assert "never-water" in found["norms"]
    assert {"beds-watered": True} == found["case"]["facts"]


def test_of_a_study_that_cannot_be_read_nothing_is_told(program: Program, tmp_path: Path) -> None:
    """Exit code 3."""
    assert 3 == program("norms", "check", tmp_path).code


def test_why_an_option_is_permitted_and_what_would_change_that(
    program: Program, garden: Path
) -> None:
    """In words and as JSON; an option that is not there is an error that names one."""
    called = program("norms", "why", garden, "--option", "turns", "--wanted", "forbidden")
    told = program("norms", "why", garden, "--option", "turns", "--json").document["data"]
    wrong = program("norms", "why", garden, "--option", "turn")

    assert 0 == called.code
    assert "The option turns is permitted." in called.out
    assert "It would be forbidden if somebody who is heard said that" in called.out
    assert "permitted" == told["status"]
    assert 3 == wrong.code
    assert "Name one, such as turns." in wrong.err
