"""What is allowed in a study and may not be meant."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from commonweal.studies import add_answers, read_study, run_study

from .conftest import Lines, codes_of, problems_of
from .test_add_answers import newcomer

Change = Callable[[Callable[[Lines], None]], None]
Edit = Callable[[str, str, str], None]


def warnings_of(folder: Path) -> list[tuple[str, str]]:
    """Return the code of each warning, with what was found."""
    return [(warning.code, warning.found) for warning in read_study(folder).warnings]


def test_a_file_of_another_name_is_named(garden: Path) -> None:
    """A file of norms or answers that is misnamed counts for nothing, and that is said."""
    (garden / "norms" / "garden.tml").write_text("", "utf-8")
    (garden / "answers.json").write_text("[]", "utf-8")

    assert [
        ("file-not-read", "'answers.json'"),
        ("file-not-read", "'garden.tml'"),
    ] == warnings_of(garden)


@pytest.mark.parametrize("name", ["README", "README.txt", "notes.md", ".gitignore", ".draft.toml"])
def test_what_may_lie_beside_is_not_named(garden: Path, name: str) -> None:
    """Notes, hidden files and what runs write are no study files that are misnamed."""
    run_study(garden)
    run_study(garden, out=garden / "second")
    (garden / name).write_text("", "utf-8")

    assert [] == warnings_of(garden)


def test_invented_answers_among_real_ones_are_warned_of(garden: Path, edit: Edit) -> None:
    """In a study of real people a synthetic record is taken, and named with how many there are."""
    edit("study.toml", "synthetic = true", "synthetic = false")

    add_answers(garden, newcomer(garden))

    ((code, found),) = warnings_of(garden)
    assert "synthetic-record" == code
    assert found.endswith("of origin 'synthetic', this the first")


def test_a_models_vote_is_warned_of(garden: Path, answers: Change) -> None:
    """A vote of a model is taken and never used; who wonders why is told."""

    def vote_by_model(lines: Lines) -> None:
        vote = next(line for line in lines if line["kind"] == "wiser_vote")
        vote |= {"origin": "model", "by": "model", "participant": "model"}

    answers(vote_by_model)

    assert [("model-record", "1 of origin 'model', this the first")] == warnings_of(garden)


def test_an_answer_that_is_due_before_it_is_asked_for_is_warned_of(
    garden: Path, edit: Edit
) -> None:
    """A deadline before a situation is named with the situation; one after it is not."""
    assert [] == warnings_of(garden)

    edit("study.toml", "2026-06-10T18:00:00Z", "2026-06-08T08:59:59Z")

    ((code, found),) = warnings_of(garden)
    assert "ask-deadline-past" == code
    assert found.endswith("first 'dry-week-watering' at 2026-06-08T09:00:00Z")


def test_without_a_study_the_cause_is_said_alone(garden: Path) -> None:
    """An empty study.toml is one error, and not one for each name that it would declare."""
    (garden / "study.toml").write_text("", "utf-8")

    (problem,) = problems_of(garden)

    assert ("study-absent", "a table [study]") == (problem.code, problem.expected)


@pytest.mark.parametrize("name", ["study.toml", "answers.jsonl"])
def test_a_file_of_the_study_is_not_the_study(garden: Path, name: str) -> None:
    """Whoever names a file in the folder is told to name the folder."""
    (problem,) = problems_of(garden / name)

    assert ("study-absent", f"Name the folder: {garden}") == (problem.code, problem.hint)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="the system has no pipes of that kind")
def test_a_pipe_is_not_waited_for(garden: Path) -> None:
    """What is no regular file is an error, in norms/ and in the place of a file of the study."""
    os.mkfifo(garden / "norms" / "pipe.toml")
    (garden / "roles.toml").unlink()
    os.mkfifo(garden / "roles.toml")

    assert {"unreadable"} == codes_of(garden)


def test_a_problem_between_files_has_the_line_of_what_is_wrong(garden: Path, edit: Edit) -> None:
    """A fact that is declared nowhere is named on its own line, in a list of several lines."""
    edit("plan.toml", 'fact = "litres-left"', 'fact = "liters-left"')
    lines = (garden / "plan.toml").read_text("utf-8").splitlines()
    wrong = next(number for number, line in enumerate(lines, 1) if "liters-left" in line)

    (problem,) = (found for found in problems_of(garden) if found.found == "'liters-left'")

    assert f"{garden / 'plan.toml'}:{wrong} " in f"{problem.path} "


def test_a_misspelt_action_is_named_with_the_one_that_may_be_meant(
    garden: Path, edit: Edit
) -> None:
    """An act that slips past the norm by one letter is pointed at; it stops nothing."""
    edit("plan.toml", 'action = "announce", toward', 'action = "anounce", toward')
    lines = (garden / "plan.toml").read_text("utf-8").splitlines()
    wrong = next(number for number, line in enumerate(lines, 1) if "anounce" in line)

    (warning,) = read_study(garden).warnings

    assert ("misspelt-action", "'anounce'") == (warning.code, warning.found)
    assert warning.hint.startswith("Did you mean 'announce'?")
    assert warning.path.startswith(f"{garden / 'plan.toml'}:{wrong} ")


def test_an_action_misspelt_many_times_is_one_warning(garden: Path, edit: Edit) -> None:
    """It is counted, in acts and in deeds, and named where it stands first."""
    for _ in range(2):
        edit("plan.toml", 'action = "announce", toward', 'action = "annuonce", toward')
    deed = (
        '[[situation.deeds]]\nname = "told"\nactor = "robin"\naction = "annuonce"\n'
        'toward = "gardeners"\nat = "2026-01-01T00:00:00Z"\n'
        'claims = [{ by = "robin" }]\n\n[[situation.options]]'
    )
    edit("plan.toml", "[[situation.options]]", deed)

    assert [("misspelt-action", "'annuonce', 3 times")] == warnings_of(garden)


@pytest.mark.parametrize("action", ["sing", "announce-to-all", "unannounce", "announce2"])
def test_another_action_is_no_misspelt_one(garden: Path, edit: Edit, action: str) -> None:
    """What no norm is about may be done; longer names and numbered ones are names of their own."""
    edit("plan.toml", 'action = "announce", toward', f'action = "{action}", toward')

    assert [] == warnings_of(garden)


def another_norm(folder: Path, action: str, *, times: int = 1) -> None:
    """Add norms that are about an action."""
    norms = folder / "norms" / "more.toml"
    head = (folder / "norms" / "garden.toml").read_text("utf-8").split("[[norm]]")[0]
    tables = (
        f'[[norm]]\nname = "more-{place}-{action}"\ntext = "A norm."\nrole = "waterer"\n'
        f'modality = "forbidden"\naction = "{action}"\n'
        for place in range(times)
    )
    before = norms.read_text("utf-8") if norms.exists() else head
    norms.write_text(before + "\n".join(tables), "utf-8")


@pytest.mark.parametrize("action", ["watr", "waterr", "waiter", "wtaer", "aater", "wate"])
def test_a_norm_about_a_misspelt_action_is_named(garden: Path, action: str) -> None:
    """Nothing does it, and an act of nearly the same name, which other norms are about, is done."""
    another_norm(garden, action, times=2)

    (warning,) = read_study(garden).warnings

    assert ("misspelt-action", f"{action!r}, 2 times") == (warning.code, warning.found)
    assert warning.hint.startswith("Did you mean 'water'?")
    assert "more.toml" in warning.path
    assert warning.path.endswith(" action")


@pytest.mark.parametrize("action", ["sing", "watering", "wtre", "water2", "retaw", "wattle"])
def test_a_norm_about_what_nothing_does_is_no_misspelt_one(garden: Path, action: str) -> None:
    """Norms may be about more than is done; what is no single slip is another name."""
    another_norm(garden, action)

    assert [] == warnings_of(garden)


def test_of_two_names_that_nothing_does_the_rarer_is_the_misspelt_one(garden: Path) -> None:
    """More norms are about the other; where as many are, the one that is said first is right."""
    another_norm(garden, "prune", times=2)
    another_norm(garden, "prun")
    assert [("misspelt-action", "'prun'")] == warnings_of(garden)

    another_norm(garden, "weed")
    another_norm(garden, "wede")
    assert ("misspelt-action", "'wede'") in warnings_of(garden)
    assert 2 == len(warnings_of(garden))


def test_a_norm_and_an_act_that_are_misspelt_beside_one_another_are_one_warning(
    garden: Path, edit: Edit
) -> None:
    """Where the norm's is the misspelt one, the act is named, and that no act is what it says."""
    edit("norms/garden.toml", 'action = "water"', 'action = "watr"')

    (warning,) = read_study(garden).warnings

    assert ("misspelt-action", "'water', 2 times") == (warning.code, warning.found)
    assert warning.hint.endswith("No act is that: the norm's may be the misspelt one.")


def test_what_a_deed_does_is_done(garden: Path, edit: Edit) -> None:
    """A norm about what was done before is about something."""
    another_norm(garden, "watr")
    deed = (
        '[[situation.deeds]]\nname = "before"\nactor = "robin"\naction = "watr"\n'
        'at = "2026-01-01T00:00:00Z"\nclaims = [{ by = "robin" }]\n\n[[situation.options]]'
    )
    edit("plan.toml", "[[situation.options]]", deed)

    assert [] == warnings_of(garden)


@pytest.mark.parametrize(
    "roles",
    [
        "[]",
        '[{ role = "waterer", by = "garden-association", occupied = false }]',
        '[{ role = "gardener", by = "garden-association" }]',
    ],
)
def test_a_decider_whom_no_norm_binds_is_named(garden: Path, edit: Edit, roles: str) -> None:
    """Without a role that norms speak of, everything is permitted; a study without norms may be."""
    edit("plan.toml", '[{ role = "waterer", by = "garden-association" }]', roles)

    assert [("decider-without-role", "'robin'")] == warnings_of(garden)
    (garden / "norms" / "garden.toml").unlink()
    assert [] == warnings_of(garden)


@pytest.mark.parametrize(
    "spoken",
    [
        'counterparty = "gardener"',
        'condition = { kind = "not", of = { kind = "occupies", who = "actor", role = "gardener" }}',
        'exceptions = [{ when = { kind = "occupies", who = "decider", role = "gardener" } }]',
    ],
)
def test_a_role_that_norms_only_ask_about_is_one_that_they_speak_of(
    garden: Path, edit: Edit, spoken: str
) -> None:
    """Toward whom something is owed, or who is spoken of in a condition, is not forgotten."""
    another_norm(garden, "sing")
    more = garden / "norms" / "more.toml"
    more.write_text(f"{more.read_text('utf-8')}{spoken}\n", "utf-8")
    edit("plan.toml", '[{ role = "waterer", by', '[{ role = "gardener", by')

    assert [] == warnings_of(garden)


def test_deciders_whom_no_norm_binds_are_one_warning(garden: Path, edit: Edit) -> None:
    """With how many situations there are, the first of them named."""
    edit("plan.toml", '[{ role = "waterer", by = "garden-association" }]', "[]")
    plan = (garden / "plan.toml").read_text("utf-8")
    head, situation = plan.split("[[situation]]\n")
    other = situation.replace("dry-week-watering", "another-week")
    bound = other.replace("another-week", "third-week").replace(
        "roles = []", 'roles = [{ role = "waterer", by = "garden-association" }]'
    )
    whole = f"{head}[[situation]]\n{situation}[[situation]]\n{other}[[situation]]\n{bound}"
    (garden / "plan.toml").write_text(whole, "utf-8")

    ((code, found),) = warnings_of(garden)

    assert "decider-without-role" == code
    assert "'robin', in 2 of 3 situations, this the first" == found
