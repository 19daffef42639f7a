"""Everything wrong with a study is said at once, each with its place and its code."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from commonweal.errors import InvalidDocument, Problem
from commonweal.studies import read_study

from .conftest import Lines

TEXT_FAULTS = [
    ("norms/garden.toml", 'action = "water"', 'action = "water"\nactoin = "w"', "unknown-field"),
    ("norms/garden.toml", 'role = "waterer"', 'role = "watrer"', "undeclared-role"),
    ("norms/garden.toml", 'fact = "litres-left"', 'fact = "litres"', "undeclared-fact"),
    ("norms/garden.toml", "value = 200", 'value = "some"', "wrong-form"),
    ("norms/garden.toml", "value = true", "value = 1", "fact-type"),
    ("norms/garden.toml", 'modality = "forbidden"', "modality = ", "toml-syntax"),
    (
        "norms/garden.toml",
        'issuer = "garden-association"',
        'issuer = "x"',
        "undeclared-institution",
    ),
    ("roles.toml", 'issuer = "garden-association"', 'issuer = "y"', "undeclared-institution"),
    ("plan.toml", 'context = "dry-week"', 'context = "wet-week"', "undeclared-context"),
    ("plan.toml", 'fact = "litres-left"', 'fact = "litre"', "undeclared-fact"),
    ("plan.toml", "value = 500", "value = true", "fact-type"),
    ("plan.toml", 'by = "tank-gauge"', 'by = "nobody"', "undeclared-body"),
    ("plan.toml", 'role = "gardener"', 'role = "gardner"', "undeclared-role"),
    ("study.toml", 'values = ["sunny", "shady"]', 'values = ["sunny"]', "undeclared-stratum"),
    ("study.toml", 'ask = ["garden-association"]', 'ask = ["nobody"]', "undeclared-body"),
    ("study.toml", "You may skip", "You may not skip", "consent-text"),
    ("study.toml", "synthetic = true", "synthetic = true\nseed = -1", "seed-range"),
    ("study.toml", "[[context]]", '[[context]]\nbroader = ["dry-week"]', "cyclic-contexts"),
]


def problems_of(folder: Path) -> tuple[Problem, ...]:
    with pytest.raises(InvalidDocument) as caught:
        read_study(folder)
    return caught.value.problems


def codes_of(folder: Path) -> set[str]:
    return {problem.code for problem in problems_of(folder)}


def test_the_starter_study_is_valid(garden: Path) -> None:
    """A study that nobody has broken is read whole."""
    folder = read_study(garden)

    assert ("garden", 12, ()) == (
        folder.study.name,
        len(folder.standing.answers.votes),
        folder.warnings,
    )


@pytest.mark.parametrize(("fault", "code"), [(each[:3], each[3]) for each in TEXT_FAULTS])
def test_a_fault_in_a_file_is_named(
    garden: Path, edit: Callable[[str, str, str], None], fault: tuple[str, str, str], code: str
) -> None:
    """Each fault has its code, and its place is the file and a line of it."""
    edit(*fault)

    found = [problem for problem in problems_of(garden) if problem.code == code]

    assert found
    folder = "answers.jsonl" if code in {"undeclared-stratum", "consent-text"} else fault[0]
    assert found[0].path.startswith(f"{garden / folder}:")


def test_a_hint_names_what_was_probably_meant(
    garden: Path, edit: Callable[[str, str, str], None]
) -> None:
    """A misspelt role is answered with the nearest declared one."""
    edit("norms/garden.toml", 'role = "waterer"', 'role = "watrer"')

    hints = [problem.hint for problem in problems_of(garden)]

    assert ["Did you mean 'waterer'? Declare it in roles.toml, as [[role]]."] == hints


def test_problems_of_all_files_come_together(
    garden: Path, edit: Callable[[str, str, str], None]
) -> None:
    """One reading names faults in the norms, the plan and the study alike."""
    edit("norms/garden.toml", 'fact = "litres-left"', 'fact = "litres"')
    edit("plan.toml", "value = 500", "value = true")
    edit("study.toml", 'ask = ["garden-association"]', 'ask = ["nobody"]')

    assert {"undeclared-fact", "fact-type", "undeclared-body"} == codes_of(garden)


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


def test_a_study_that_decides_needs_a_situation(garden: Path) -> None:
    """Without a plan there is nothing to decide, unless the study does not ask for it."""
    (garden / "plan.toml").unlink()

    codes = codes_of(garden)

    assert "no-situation" in codes


def test_a_plan_without_options_is_named(garden: Path) -> None:
    """A situation without options is one clear problem at its place."""
    path = garden / "plan.toml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text[: text.index("[[situation.options]]")], encoding="utf-8")

    problems = problems_of(garden)

    assert ["missing-field"] == [problem.code for problem in problems]
    assert "options" in problems[0].path


def test_doing_nothing_must_be_an_option_or_explained(garden: Path) -> None:
    """A plan whose options all act must say why doing nothing is none of them."""
    path = garden / "plan.toml"
    text = path.read_text(encoding="utf-8")
    last = text.rindex("[[situation.options]]")
    path.write_text(
        text[:last].replace('interim = "wait"\n', ""),
        encoding="utf-8",
    )

    problems = problems_of(garden)

    assert any("without_doing_nothing" in problem.expected for problem in problems)


def _first(lines: Lines, kind: str) -> dict[str, object]:
    return next(line for line in lines if line["kind"] == kind)


def _vote_for_nothing(lines: Lines) -> None:
    _first(lines, "wiser_vote")["first"] = "value_card:" + "0" * 64


def _vote_twice(lines: Lines) -> None:
    lines.append({**_first(lines, "wiser_vote"), "nonce": "0" * 32})


def _no_consent(lines: Lines) -> None:
    lines.remove(_first(lines, "consent"))


def _consent_refused(lines: Lines) -> None:
    _first(lines, "consent")["choices"] = [{"use": "take_part", "given": False}]


def _consent_expired(lines: Lines) -> None:
    _first(lines, "consent")["expires_at"] = "2026-06-01T09:00:00Z"


def _supersedes_nothing(lines: Lines) -> None:
    _first(lines, "wiser_vote")["supersedes"] = "wiser_vote:" + "0" * 64


def _placing_without_an_option(lines: Lines) -> None:
    _first(lines, "placing")["order"] = [["turns"], ["wait"]]


def _placing_of_no_option(lines: Lines) -> None:
    _first(lines, "placing")["order"] = [["turns"], ["all-at-once"], ["wiat"], ["wait"]]


def _placing_by_no_policy(lines: Lines) -> None:
    _first(lines, "placing")["rests_on"] = [2]


def _placing_without_nonce(lines: Lines) -> None:
    del _first(lines, "placing")["nonce"]


def _placing_twice(lines: Lines) -> None:
    lines.append({**_first(lines, "placing"), "nonce": "0" * 32})


def _card_in_no_context(lines: Lines) -> None:
    # The id of the card changes with it, so what refers to it goes too.
    lines[:] = [line for line in lines if line["kind"] in {"participant", "consent", "value_card"}]
    _first(lines, "value_card")["contexts"] = ["wet-week"]


def _two_of_one_name(lines: Lines) -> None:
    lines.append({**_first(lines, "participant"), "nonce": "0" * 32})


def _told_twice(lines: Lines) -> None:
    lines.append(_first(lines, "consent"))


def _nobody(lines: Lines) -> None:
    _first(lines, "wiser_vote")["participant"] = "somebody-else"


def _story_of_nothing(lines: Lines) -> None:
    _first(lines, "wiser_vote")["shown"] = "story:" + "0" * 64


def _endorsed_nothing(lines: Lines) -> None:
    vote = _first(lines, "wiser_vote")
    common = {
        key: vote[key] for key in ("schema_version", "participant", "by", "origin", "said_at")
    }
    lines.append(
        {
            "kind": "endorsement",
            **common,
            "nonce": "0" * 32,
            "record": "value_card:" + "0" * 64,
            "question": "mine",
            "answer": "yes",
            "asked_at": vote["said_at"],
        }
    )


@pytest.mark.parametrize(
    ("fault", "code"),
    [
        (_vote_for_nothing, "unknown-card"),
        (_vote_twice, "double-vote"),
        (_no_consent, "no-consent"),
        (_consent_refused, "no-consent"),
        (_consent_expired, "consent-expired"),
        (_supersedes_nothing, "unknown-record"),
        (_placing_without_an_option, "placing-incomplete"),
        (_placing_of_no_option, "undeclared-option"),
        (_placing_by_no_policy, "policy-index"),
        (_placing_without_nonce, "missing-nonce"),
        (_placing_twice, "double-appraisal"),
        (_card_in_no_context, "undeclared-context"),
        (_two_of_one_name, "duplicate-name"),
        (_told_twice, "duplicate-record"),
        (_nobody, "undeclared-participant"),
        (_story_of_nothing, "unknown-record"),
        (_endorsed_nothing, "unknown-card"),
    ],
)
def test_a_fault_in_the_answers_is_named(
    garden: Path,
    answers: Callable[[Callable[[Lines], None]], None],
    fault: Callable[[Lines], None],
    code: str,
) -> None:
    """Each fault among the answers has its one code, at a line of answers.jsonl."""
    answers(fault)

    problems = problems_of(garden)

    assert {code} == {problem.code for problem in problems}
    assert problems[0].path.startswith(f"{garden / 'answers.jsonl'}:")


def test_only_ones_own_record_can_be_replaced(
    garden: Path, answers: Callable[[Callable[[Lines], None]], None]
) -> None:
    """A vote that says it replaces somebody else's vote is refused."""
    first, second = _two_votes(garden)

    def steal(lines: Lines) -> None:
        votes = [line for line in lines if line["kind"] == "wiser_vote"]
        votes[1]["supersedes"] = first

    answers(steal)

    assert {"other-person"} == codes_of(garden)
    assert first != second


def _two_votes(folder: Path) -> tuple[str, str]:
    votes = [entry.id for entry in read_study(folder).records.all() if "wiser_vote" in entry.id]
    return votes[0], votes[1]


def test_a_changed_vote_names_the_one_it_replaces(
    garden: Path, answers: Callable[[Callable[[Lines], None]], None]
) -> None:
    """A second vote on a pair is valid if it supersedes the first."""
    first, _ = _two_votes(garden)
    answers(
        lambda lines: lines.append(
            {**_first(lines, "wiser_vote"), "nonce": "0" * 32, "supersedes": first}
        )
    )

    folder = read_study(garden)

    assert 13 == len(folder.standing.answers.votes)


def test_a_norm_beyond_authority_is_a_warning(
    garden: Path, edit: Callable[[str, str, str], None]
) -> None:
    """What binds nobody is said, and stops nothing."""
    edit("roles.toml", 'powers = ["oblige", "forbid", "permit"]', 'powers = ["oblige"]')

    warnings = read_study(garden).warnings

    assert ["beyond-authority"] == [warning.code for warning in warnings]


def test_an_appraiser_nobody_declared_is_a_warning(
    garden: Path, edit: Callable[[str, str, str], None]
) -> None:
    """A placing by somebody who is not heard is said to be out of scope."""
    card = next(iter(read_study(garden).answers.cards)).id
    text = (
        '[[placing]]\nsituation = "dry-week-watering"\nappraiser = "neighbour"\nstake = "slight"\n'
        f'card = "{card}"\norder = [["turns", "all-at-once", "wait"]]\n\n[[situation]]'
    )
    edit("plan.toml", "[[situation]]", text)

    warnings = read_study(garden).warnings

    assert ["unheard-appraiser"] == [warning.code for warning in warnings]


def test_answers_said_later_are_a_warning(
    garden: Path, edit: Callable[[str, str, str], None]
) -> None:
    """Answers after the moment of the target are out of scope, and the user is told."""
    edit("study.toml", 'read_at = "2026-06-08T09:00:00Z"', 'read_at = "2026-05-01T09:00:00Z"')

    folder = read_study(garden)

    assert ["said-later"] == [warning.code for warning in folder.warnings]
    assert () == folder.standing.answers.votes


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
