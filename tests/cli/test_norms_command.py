"""``commonweal norms``: what a study's norms come to, as a command."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

from commonweal.cli._norms_text import charter_lines
from commonweal.cli._norms_why_text import reasons_lines
from commonweal.decisions import CharterCase, Matter, StatusReasons, Supposed
from commonweal.norms import CharterCheck
from commonweal.studies import StudyCharter

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


def test_an_act_that_no_norm_applies_to_is_told_once() -> None:
    """With all the options and situations that it stands in."""
    cases = [
        CharterCase("gap", situation, option, "dr:explain")
        for option, situation in (("late", "one"), ("late", "two"), ("soon", "two"))
    ]
    found = StudyCharter(
        CharterCheck((), norms=1, pairs_compared=0, pairs_left_out=0), tuple(cases), (), 2
    )

    assert [
        "No norm applies to it:",
        "  dr doing explain, in option late of one and two; option soon of two",
    ] == [*charter_lines(found)][:2]


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
    assert "Did you mean 'turns'?" in wrong.err


def told(**fields: Any) -> str:
    """Return in words why drawing is forbidden."""
    changes = (
        (Supposed(Matter("role", "doctor", "dr"), value=False),),
        (
            Supposed(Matter("fact", "harm", as_left=True), value=False),
            Supposed(Matter("untold", "report", "dr"), value=True),
        ),
    )
    found = StatusReasons(
        option="draw",
        status="forbidden",
        against=("keep",),
        rests_on=(Supposed(Matter("untold", "report", "dr"), value=False, own_word=True),),
        wanted="permitted",
        changes=changes,
        changes_tried=2,
        broken_off=False,
        lifted=("keep",),
    )
    return "\n".join(reasons_lines(replace(found, **fields)))


def test_ways_out_are_told_as_alternatives_with_all_that_is_taken_as_it_is() -> None:
    """Each after "or"; what "with it" means; of one norm as of one; and what was not asked."""
    text = told()

    assert (
        "  dr does not fill the role doctor\n  or that harm is false with it and dr did in time"
        in text
    )
    assert "With it: as the option leaves it." in text
    assert "nobody told that dr did in time what report asks" in text
    assert "Without the norm keep it would be permitted." in text
    assert "Taken as they are: what the option does" in text
    assert "With it" not in told(changes=())
    assert "Without the norms keep and more" in told(lifted=("keep", "more"))


def test_that_the_limit_of_questions_was_reached_is_told() -> None:
    """And not where all sets were tried."""
    assert "All sets of up to 2 things were tried.\n" in told()
    broken = " ".join(told(broken_off=True).split())
    assert (
        "of up to 2 things were tried, and not all larger ones: the norms were asked 4,000"
        in broken
    )
    none = " ".join(told(broken_off=True, changes=(), changes_tried=0).split())
    assert "No change was found that makes it permitted. Not all single things were tried" in none


def test_a_status_in_another_word_is_not_taken_for_its_opposite(
    program: Program, garden: Path
) -> None:
    """Whoever asks for what is prohibited is told the word for it."""
    called = program("norms", "why", garden, "--option", "turns", "--wanted", "prohibited")

    assert 2 == called.code
    assert "Did you mean 'forbidden'?" in called.err
