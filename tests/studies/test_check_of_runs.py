"""Whatever a run makes of a study, the stand-alone checker makes of it too."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from commonweal.proof import checker
from commonweal.studies import (
    amend_study,
    import_daily_dilemmas,
    import_moralchoice,
    plan_withdrawal,
    run_study,
    withdraw,
)

from .conftest import Lines
from .moralchoice_rows import write_tables

PERSON = "gardener-04"


def theirs(lines: Lines, kind: str) -> dict[str, object]:
    return next(
        line for line in lines if line["kind"] == kind and line.get("participant") == PERSON
    )


def expire(lines: Lines) -> None:
    """Let a consent run out between the answer and the moment of the target."""
    theirs(lines, "consent")["expires_at"] = "2026-06-05T00:00:00Z"


def refuse_later(lines: Lines) -> None:
    """Let somebody refuse to go on taking part."""
    later = {**theirs(lines, "consent"), "said_at": "2026-06-07T00:00:00Z", "nonce": "1" * 32}
    lines.append({**later, "choices": [{"use": "take_part", "given": False}]})


def say_later(lines: Lines) -> None:
    """Let somebody vote after the moment of the target."""
    theirs(lines, "wiser_vote")["said_at"] = "2026-06-09T00:00:00Z"


def leave_a_card_unconfirmed(lines: Lines) -> None:
    """Take an author's word back that a card says what they meant."""
    card = next(line for line in lines if line["kind"] == "value_card")
    lines[:] = [line for line in lines if line["kind"] not in {"wiser_vote", "placing"}]
    card["confirmed"] = False


def hear_a_model(lines: Lines) -> None:
    """Add a model's placing, which nobody compared with people's."""
    placing = next(line for line in lines if line["kind"] == "placing")
    lines.append({**placing, "appraiser": "some-model", "by": "some-model", "origin": "model"})


def problems_in(path: Path) -> list[str]:
    """Return what the stand-alone checker has against a folder."""
    return checker.check(path).problems


@pytest.mark.parametrize(
    "change", [expire, refuse_later, say_later, leave_a_card_unconfirmed, hear_a_model]
)
def test_a_run_is_replayed_whatever_stands(
    garden: Path,
    answers: Callable[[Callable[[Lines], None]], None],
    change: Callable[[Lines], None],
) -> None:
    """Consents, moments and origins are read alike by the run and by the checker."""
    answers(change)

    run_study(garden)

    assert [] == problems_in(garden)


@pytest.mark.parametrize("erase", [False, True])
@pytest.mark.parametrize("person", ["gardener-01", PERSON])
def test_a_run_after_a_withdrawal_is_replayed(garden: Path, person: str, erase: bool) -> None:
    """After somebody left, with their card or without one, the folder is checked as before."""
    run_study(garden)
    withdraw(plan_withdrawal(garden, person, erase=erase))

    run_study(garden)

    assert [] == problems_in(garden)


def test_a_run_after_an_amendment_is_replayed(
    garden: Path, edit: Callable[[str, str, str], None]
) -> None:
    """A norm that was changed openly leaves a valid folder."""
    run_study(garden)
    edit("norms/garden.toml", "value = 200", "value = 220")
    stale = problems_in(garden)
    amend_study(garden)

    run_study(garden)

    assert stale
    assert [] == problems_in(garden)


def test_imported_studies_are_replayed(tmp_path: Path) -> None:
    """Runs of imported data are checked whole, many decisions and all."""
    write_tables(tmp_path / "data", rows=40)
    import_moralchoice(tmp_path / "data", tmp_path / "rules")
    table = tmp_path / "dilemmas.csv"
    table.write_text(
        "idx,dilemma_situation,action_type,action,values_names\n"
        "3,Do you knock?,to_do,Knock,\"['care', 'quiet']\"\n"
        "3,Do you knock?,not_to_do,Leave,['quiet']\n",
        "utf-8",
    )
    import_daily_dilemmas(table, tmp_path / "dilemmas")

    for name in ("rules", "dilemmas"):
        run_study(tmp_path / name)

        assert [] == problems_in(tmp_path / name)


def test_a_vote_that_vanished_is_noticed(garden: Path) -> None:
    """Taking a line out of the answers after a run is no longer valid."""
    run_study(garden)
    path = garden / "answers.jsonl"
    lines = path.read_text("utf-8").splitlines(keepends=True)
    vote = next(line for line in lines if "wiser_vote" in line)
    path.write_text("".join(line for line in lines if line != vote), "utf-8")

    assert problems_in(garden)


def test_the_lone_program_says_the_same(garden: Path) -> None:
    """Run alone and isolated, the checker's files come to the same verdict."""
    run_study(garden)
    program = Path(str(checker.__file__))

    valid = subprocess.run(
        [sys.executable, "-I", str(program), str(garden)], capture_output=True, check=False
    )
    (garden / "out" / "records.json").write_text("{}", "utf-8")
    changed = subprocess.run(
        [sys.executable, "-I", str(program), str(garden)], capture_output=True, check=False
    )

    assert [0, 1] == [valid.returncode, changed.returncode]


@pytest.mark.parametrize(
    ("ends", "read_at", "out_of_scope"),
    [
        ("2026-06-09T00:00:00Z", "2026-06-09T09:00:00Z", 0),
        ("2026-06-08T09:00:00Z", "2026-06-09T09:00:00Z", 1),
        ("2026-06-08T09:00:00Z", "2026-06-08T08:00:00Z", 0),
    ],
)
def test_a_norm_that_a_situation_is_decided_by_is_used(
    garden: Path, edit: Callable[[str, str, str], None], ends: str, read_at: str, out_of_scope: int
) -> None:
    """What is in force when something is decided, at 9 on 8 June, took part, whenever it ended."""
    edit("norms/garden.toml", 'action = "water"', f'action = "water"\nin_force_until = "{ends}"')
    edit("study.toml", 'read_at = "2026-06-08T09:00:00Z"', f'read_at = "{read_at}"')

    run = run_study(garden)

    assert out_of_scope == run.target.records.out_of_scope
    assert () == tuple(checker.check(garden).problems)
