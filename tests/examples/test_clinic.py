"""The bundled clinic: each situation comes out as it was derived by hand before it was decided.

What should follow stands in ``source/expected.json``, worked from the rules of decisions.md and
told step by step in the study's README.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from commonweal.cli import commands
from commonweal.cli._explained import told_lines
from commonweal.decisions import explain, tell
from commonweal.documents import Decision, Side, Tension
from commonweal.studies import StudyRun, read_study, run_study

ROOT = Path(__file__).resolve().parents[2]
CLINIC = ROOT / "examples" / "clinic"
CHECKER = ROOT / "src" / "commonweal" / "proof" / "checker.py"
EXPECTED: dict[str, dict[str, Any]] = json.loads(
    (CLINIC / "source" / "expected.json").read_text(encoding="utf-8")
)
KEYS: dict[str, str] = {
    card: key
    for key, card in json.loads(
        (CLINIC / "source" / "keys.json").read_text(encoding="utf-8")
    ).items()
}


@pytest.fixture(scope="module")
def clinic(tmp_path_factory: pytest.TempPathFactory) -> StudyRun:
    """Return the study, run in a folder of its own."""
    return run_changed(tmp_path_factory.mktemp("whole") / "clinic")


def run_changed(folder: Path, *changes: tuple[str, str, str]) -> StudyRun:
    """Copy the study, replace texts in its files and run it.

    Each change is a file, what stands in it once, and what is to stand there instead.
    """
    shutil.copytree(CLINIC, folder, ignore=shutil.ignore_patterns("out", "ledger"))
    for name, old, new in changes:
        path = folder / name
        text = path.read_text(encoding="utf-8")
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {name}"
        path.write_text(text.replace(old, new), encoding="utf-8", newline="")
    return run_study(folder)


def with_cards(text: str) -> str:
    """Return a text of a template as the generator writes it, with cards by their ids."""
    for card, key in KEYS.items():
        text = text.replace(f"{{{key}}}", card)
    return text


def decided(run: StudyRun, situation: str) -> Decision:
    """Return the decision on a situation."""
    return next(each for each in run.decisions if each.situation == situation)


def found(run: StudyRun, situation: str) -> dict[str, Any]:
    """Return what a decision came to, in the shape of the expectations."""
    decision = decided(run, situation)
    return {
        "outcome": decision.outcome,
        "options": [*decision.options],
        "reasons": [*decision.reasons],
        "interim": decision.interim,
        "obliged": [*decision.obliged],
        "left_out": tell(decision, target=run.target).deciding.left_out,
        "statuses": {
            each.option: {
                "status": each.status,
                "broken": [*each.broken],
                "maybe_broken": [*each.maybe_broken],
                "vetoed": each.vetoed,
                "due": [*each.due],
            }
            for each in decision.statuses
        },
        "definitions": {
            each.definition: {
                "outcome": each.outcome,
                "options": [*each.options],
                "reasons": [*each.reasons],
                "statuses": {status.option: status.status for status in each.statuses},
            }
            for each in decision.definitions
        },
        "relations": [
            {
                "first": each.first,
                "second": each.second,
                "by_values": each.by_values,
                "decided_by": sorted(KEYS[card] for card in each.decided_by),
                "by_norms": each.by_norms,
            }
            for each in decision.relations
        ],
        "tensions": in_order(map(tension, decision.tensions)),
    }


def tension(each: Tension) -> dict[str, Any]:
    """Return a tension in the shape of the expectations."""
    sides = [side_of(side) for side in each.sides]
    # The smaller id goes first, which is chance.
    paired = each.type in {"contested", "cycle"}
    return {
        "type": each.type,
        "options": [*each.options],
        "item": each.item,
        "sides": sorted(sides) if paired else sides,
        "settled_by": each.settled_by,
        "prevails": each.prevails,
    }


def side_of(side: Side) -> str:
    """Return a side in the words of the expectations."""
    if side.norm is not None:
        return f"{side.norm} ({side.label})"
    if side.standpoint is not None:
        return f"{side.standpoint} {side.at_least} to {side.at_most}"
    if side.principle is not None:
        return side.principle
    cards = ", ".join(sorted(KEYS[card] for card in side.cards))
    return f"{side.option}: {cards}" if side.option is not None else cards


def in_order(rows: Any) -> list[dict[str, Any]]:
    """Return rows in one order, whatever order they came in."""
    return sorted(rows, key=lambda row: json.dumps(row, sort_keys=True))


def expected(situation: str) -> dict[str, Any]:
    """Return what should follow."""
    wanted = dict(EXPECTED[situation])
    return wanted | {"tensions": in_order(wanted["tensions"])}


def leaves(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Yield the path to each leaf of nested lists and dictionaries."""
    inside = value.items() if isinstance(value, dict) else enumerate(value)
    for key, part in inside:
        if isinstance(part, dict | list) and part:
            yield from leaves(part, (*path, key))
        else:
            yield (*path, key)


def test_every_situation_has_its_expectation(clinic: StudyRun) -> None:
    """No situation is decided of which nobody worked out before what should follow."""
    assert [*EXPECTED] == [each.situation for each in clinic.decisions]
    assert len(EXPECTED) >= 16


@pytest.mark.parametrize("situation", EXPECTED)
def test_it_comes_out_as_derived_by_hand(clinic: StudyRun, situation: str) -> None:
    """Outcome, statuses, what is due, relations, what decided, definitions and all tensions."""
    assert expected(situation) == found(clinic, situation)


@pytest.mark.parametrize("situation", EXPECTED)
def test_no_expectation_is_idle(clinic: StudyRun, situation: str) -> None:
    """Change any one thing that is expected, and it is not what follows."""
    wanted, came = EXPECTED[situation], found(clinic, situation)
    for path in leaves(wanted):
        changed = deepcopy(wanted)
        inside: Any = changed
        for key in path[:-1]:
            inside = inside[key]
        inside[path[-1]] = "something else"
        changed["tensions"] = in_order(changed["tensions"]) if changed["tensions"] else []
        assert changed != came, path


def test_the_stand_alone_checker_accepts_the_run(clinic: StudyRun) -> None:
    """A program that shares no code with the one that decided finds every derivation valid."""
    checked = subprocess.run(
        [sys.executable, "-I", str(CHECKER), str(clinic.out)],
        capture_output=True,
        text=True,
        check=False,
    )

    assert (0, "") == (checked.returncode, checked.stderr)


@pytest.mark.parametrize("hash_seed", ["0", "4711"])
def test_the_generator_writes_what_is_bundled(tmp_path: Path, hash_seed: str) -> None:
    """The program writes the bundled files again, byte for byte."""
    subprocess.run(
        [sys.executable, str(CLINIC / "generate.py"), str(tmp_path)],
        check=True,
        capture_output=True,
        env={**os.environ, "PYTHONHASHSEED": hash_seed},
    )

    written = {path.relative_to(tmp_path) for path in tmp_path.rglob("*") if path.is_file()}

    assert {"answers.jsonl", "roles.toml", "study.toml"} <= set(map(str, written))
    assert [] == [
        str(name)
        for name in sorted(written)
        if (tmp_path / name).read_bytes() != (CLINIC / name).read_bytes()
    ]


def test_everybody_is_synthetic() -> None:
    """No record of the demonstration claims to come from a person, and the study says so."""
    study = read_study(CLINIC)

    assert {"synthetic"} == {entry.record.origin for entry in study.records.all()}
    assert study.study.synthetic


def test_the_norms_show_nothing_but_what_is_meant(clinic: StudyRun) -> None:
    """What binds nobody, always yields or is not settled is what the README names."""
    done = CliRunner().invoke(commands, ["norms", "check", str(clinic.folder.path), "--json"])
    findings = json.loads(done.stdout)["data"]["findings"]

    meant = {(each["type"], *each["norms"]) for each in findings if each["type"] != "gap"}

    assert meant == {
        ("binds_nobody", "family-asks-for-feeding"),
        ("binds_nobody", "finish-what-is-paid"),
        ("binds_nobody", "no-breaking-off"),
        ("binds_nobody", "sign-by-friday"),
        ("always_yields", "one-opinion", "second-opinion"),
        ("unsettled", "nobody-dies-alone", "nobody-into-isolation"),
    }


OTHERWISE: dict[str, tuple[str, tuple[tuple[str, str, str], ...], str, str]] = {
    "heard: the ambulance service says what only the doctor said": (
        "doctor.on-her-word",
        (
            (
                "plan.toml",
                '{ fact = "life_in_danger", value = true, by = "dr-sorm" }',
                '{ fact = "life_in_danger", value = true, by = "ambulance-service" }',
            ),
        ),
        "treat-at-once",
        "permitted",
    ),
    "reserved: without it a house rule reaches the patient": (
        "patient.stopping",
        (
            (
                "roles.toml",
                'actions = ["stop-treatment", "go-on-with-treatment"]\nroles = ["patient"]\nto',
                'actions = ["something-else"]\nroles = ["patient"]\nto',
            ),
        ),
        "stop",
        "forbidden",
    ),
    "guaranteed: without it a house rule takes the permission away": (
        "nurse.danger",
        (
            (
                "norms/1-law.toml",
                'modality = "permitted"\nguaranteed = true\naction = "report-danger"',
                'modality = "permitted"\naction = "report-danger"',
            ),
        ),
        "report-it",
        "forbidden",
    ),
    "ultra vires: with that power, whoever has examined has to certify": (
        "doctor.certificate",
        (("roles.toml", '"consult-relatives", "report', '"certify-fit", "report'),),
        "examine-and-write",
        "forbidden",
    ),
    "grounds: a form that was understood covers the operation": (
        "doctor.signed-form",
        (
            (
                "norms/1-law.toml",
                'grounds = [{ card = "{the-will}" }, { card = "{understood}" }]',
                "grounds = []",
            ),
        ),
        "operate-on-the-form",
        "permitted",
    ),
    "priority: without it nothing ranks the duty to warn above confidentiality": (
        "doctor.confided",
        (
            (
                "norms/1-law.toml",
                'priority = [{ over = "confidentiality", granted_by = "medical-council" }]\n',
                "",
            ),
        ),
        "tell-him-and-warn",
        "in_dispute",
    ),
    "definition: agreed on, the word settles it": (
        "doctor.harm",
        (
            (
                "plan.toml",
                '"harm", value = true, by = "ostmar-hospital", sense = "patients-union"',
                '"harm", value = false, by = "ostmar-hospital", sense = "patients-union"',
            ),
        ),
        "sedate-deeply",
        "permitted",
    ),
}
"""What is changed, in which situation, and the status that one option has then."""


@pytest.mark.slow
@pytest.mark.parametrize("what", OTHERWISE)
def test_without_what_is_said_to_decide_it_comes_out_otherwise(tmp_path: Path, what: str) -> None:
    """Take away what the README calls the reason, and the status is another."""
    situation, changes, option, status = OTHERWISE[what]
    named = [(name, with_cards(old), with_cards(new)) for name, old, new in changes]

    run = run_changed(tmp_path / "clinic", *named)

    assert EXPECTED[situation]["statuses"][option]["status"] != status
    assert status == found(run, situation)["statuses"][option]["status"]


@pytest.mark.slow
def test_a_commitment_binds_like_cases_and_no_others(tmp_path: Path) -> None:
    """With a second bed it is no like case; revoked, it binds none."""
    two_beds = run_changed(
        tmp_path / "two",
        (
            "plan.toml",
            '"at_most", fact = "beds_free", value = 1',
            '"at_most", fact = "beds_free", value = 0',
        ),
    )
    revoked = run_changed(
        tmp_path / "revoked",
        (
            "plan.toml",
            'say so in a year."\n',
            'say so in a year."\nrevoked_at = "2026-03-15T08:00:00Z"\n',
        ),
    )

    assert [("ask", ("on_a_par",))] * 2 == [
        (each.outcome, each.reasons)
        for each in (decided(run, "doctor.last-bed-again") for run in (two_beds, revoked))
    ]


@pytest.mark.slow
@pytest.mark.parametrize("whose", ["nobody", "nurse-ahlin"])
def test_own_cards_decide_in_the_discretion_and_nowhere_else(tmp_path: Path, whose: str) -> None:
    """Nobody's, or another's, leave either use of the hour, and the standard says what it said."""
    study = (CLINIC / "study.toml").read_text(encoding="utf-8")
    own = next(line for line in study.splitlines() if 'party = "dr-sorm"' in line)
    others = own.replace("dr-sorm", whose) if whose != "nobody" else ""

    run = run_changed(tmp_path / "clinic", ("study.toml", own, others))

    assert ("sit-with-him", "teach-the-student") == decided(run, "doctor.free-hour").options
    conscience = decided(run, "doctor.conscience")
    assert ("end-it-with-her",) == conscience.options
    assert not conscience.tensions


def test_the_page_on_roles_and_persons_shows_what_is_printed(
    clinic: StudyRun, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each line of output on the page is one that the command prints, in its order."""
    monkeypatch.setenv("COLUMNS", "100")
    page = (ROOT / "docs" / "explanation" / "roles-and-persons.md").read_text(encoding="utf-8")
    blocks = re.findall(
        r"\$ commonweal explain examples/clinic --situation (\S+)\n(.*?)```", page, re.DOTALL
    )

    for situation, shown in blocks:
        told = explain(decided(clinic, situation), target=clinic.target)
        printed = iter(told_lines(told, full=False))
        left = [line for line in shown.splitlines() if line != "…" and line not in printed]
        assert [] == left

    assert len(blocks) == 3


class TestTold:
    """Who decides is told in plain words."""

    def test_the_standard_of_a_role_is_named(self, clinic: StudyRun) -> None:
        """Role, occupant and the values that count."""
        told = explain(decided(clinic, "nurse.danger"), target=clinic.target)

        assert (
            "Who decides: Of values, the standard of the role “Nurse” decides for Nurse Ahlin; here"
            " “Saying what the ward has got used to” counts."
        ) in told
        assert "Who decides: The norms leave out the option tell-a-paper." in told

    def test_discretion_is_named(self, clinic: StudyRun) -> None:
        """Within it the decider's own cards choose, and which of them do."""
        told = explain(decided(clinic, "doctor.free-hour"), target=clinic.target)

        assert (
            "Who decides: Norms and standard leave the options sit-with-him and teach-the-student"
            " alike. In this discretion Dr Sorm's own cards choose sit-with-him:"
            " “Letting somebody tell it to the end”."
        ) in told

    def test_conscience_is_told_with_both_sides(self, clinic: StudyRun) -> None:
        """What the role says, what the person says, by which values, and which of them decides."""
        told = explain(decided(clinic, "doctor.conscience"), target=clinic.target)

        sides = [
            "By the standard of the role “Doctor”, the option end-it-with-her is better (“Listen",
            "By Dr Sorm's own cards, the option hand-over is better (“Taking life as it is given”)",
        ]
        assert all(any(f"One side: {side}" in each for each in told) for side in sides)
        assert (
            "Here: the standard of the role “Doctor” decides: end-it-with-her. The conscience is"
            " recorded."
        ) in told

    @pytest.mark.parametrize(
        ("situation", "says"),
        [
            ("doctor.last-bed-again", "The hospital's board of ethics committed to to-the-sicker."),
            ("patient.stopping", "Mr Lenz committed to stop."),
            (
                "hospital.records",
                "Those affected can reasonably reject what would license the option sell-them.",
            ),
            ("doctor.on-her-word", "Nobody has decided yet on the option treat-at-once."),
            (
                "patient.second-opinion",
                "Mrs Oda fills no role that has a standard, so of values everybody's decide;",
            ),
            ("nurse.two-bells", "none of its values counts here."),
        ],
    )
    def test_others_who_decide_are_named(self, clinic: StudyRun, situation: str, says: str) -> None:
        """A commitment, those affected, everybody's values; or that nobody has decided yet."""
        told = tell(decided(clinic, situation), target=clinic.target).deciding.sentences

        assert any(says in each for each in told), told

    def test_letter_against_grounds_is_told(self, clinic: StudyRun) -> None:
        """Why a permission that applies to the letter settles nothing."""
        told = explain(decided(clinic, "doctor.signed-form"), target=clinic.target)

        assert any("letter and grounds of treatment-on-signature part" in each for each in told)

    def test_what_is_not_due_is_told_apart(self, clinic: StudyRun) -> None:
        """Norms can collide about an omission that nobody owes an act for; that is said."""
        told = explain(decided(clinic, "doctor.signed-form"), target=clinic.target)
        due = explain(decided(clinic, "doctor.confided"), target=clinic.target)

        assert (
            "In tension: What nothing leaves undone: emergency-duty (which is not due here)."
        ) in told
        assert "In tension, over what it breaks: What nothing leaves undone: duty-to-warn." in due
