"""What a model proposed in an interview: kept only with consent, counted never, erased with all."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from commonweal.documents import parse_record
from commonweal.errors import InvalidDocument
from commonweal.studies import (
    add_answers,
    plan_withdrawal,
    read_study,
    run_study,
    withdraw,
)

from .conftest import codes_of
from .test_add_answers import told

CHECKER = Path(__file__).parents[2] / "src" / "commonweal" / "proof" / "checker.py"
WORDS = "PAUSES in which somebody looks for a word"
WHO = "newcomer"


def sent(folder: Path, *uses: str) -> list[dict[str, Any]]:
    """Return a newcomer who agreed to some uses, and what a model proposed to them."""
    person, consent = ({**told(folder, kind)} for kind in ("participant", "consent"))
    consent["choices"] = [{"use": use, "given": True} for use in uses]
    mine = {"participant": WHO, "by": WHO}
    proposal = {
        "kind": "proposal",
        "schema_version": 1,
        "by": "small-model",
        "origin": "model",
        "said_at": consent["said_at"],
        "nonce": "ab" * 16,
        "participant": WHO,
        "asked": "What did you look at?",
        "proposed_as": "policy",
        "text": WORDS,
        "model": "small-model:3b",
        "prompt_hash": "a" * 64,
        "answer": "taken",
        "became": WORDS,
    }
    return [
        {**person, **mine, "nonce": "cd" * 16},
        {**consent, **mine, "nonce": "ef" * 16},
        proposal,
    ]


def checked(study: Path) -> subprocess.CompletedProcess[str]:
    """Return what the stand-alone checker says of a study."""
    return subprocess.run(
        [sys.executable, "-I", str(CHECKER), str(study)],
        check=False,
        capture_output=True,
        text=True,
    )


def test_a_proposal_counts_for_nothing(garden: Path) -> None:
    """A run accounts for it as out of scope, its graph does not change, the replay agrees."""
    records = sent(garden, "take_part", "send_to_model")
    add_answers(garden, records[:2])
    run_study(garden)
    before = json.loads((garden / "out" / "target.json").read_text())["graph"]

    add_answers(garden, records[2:])
    run_study(garden)

    after = json.loads((garden / "out" / "target.json").read_text())["graph"]
    uses = json.loads((garden / "out" / "records.json").read_text())["records"]
    assert (before, "out_of_scope") == (after, uses[parse_record(records[2]).id])
    assert 0 == checked(garden).returncode


@pytest.mark.parametrize("uses", [("take_part",), ("send_to_model",), ("take_part", "quote")])
def test_no_model_is_asked_without_consent(garden: Path, uses: tuple[str, ...]) -> None:
    """A proposal to somebody who had not agreed to both uses is refused, and nothing is added."""
    before = (garden / "answers.jsonl").read_bytes()

    with pytest.raises(InvalidDocument) as caught:
        add_answers(garden, sent(garden, *uses))

    missing = "take_part" if "take_part" not in uses else "send_to_model"
    assert ["no-consent"] == [problem.code for problem in caught.value.problems]
    assert f"a consent of {WHO!r} to {missing}" in caught.value.problems[0].expected
    assert before == (garden / "answers.jsonl").read_bytes()


def test_a_proposal_is_to_somebody_who_takes_part(garden: Path) -> None:
    """A proposal to nobody in the study is refused when it is added, and when it is read."""
    alone = sent(garden, "take_part", "send_to_model")[2:]

    with pytest.raises(InvalidDocument) as caught:
        add_answers(garden, alone)
    with (garden / "answers.jsonl").open("a", encoding="utf-8") as file:
        file.write(json.dumps(alone[0]) + "\n")

    assert "unknown-participant" == caught.value.code
    assert {"undeclared-participant"} == codes_of(garden)


def test_proposals_are_erased_with_the_rest(garden: Path) -> None:
    """Who has all erased leaves no word of what a model made of their words."""
    add_answers(garden, sent(garden, "take_part", "send_to_model"))
    run_study(garden)

    withdraw(plan_withdrawal(garden, WHO, erase=True))
    run_study(garden)

    assert "PAUSES" not in (garden / "answers.jsonl").read_text(encoding="utf-8")
    assert 0 == checked(garden).returncode


def test_a_study_tells_how_many_proposals_it_holds(garden: Path) -> None:
    """A study with proposals is valid, and they are among its records."""
    add_answers(garden, sent(garden, "take_part", "send_to_model"))

    folder = read_study(garden)

    assert 1 == sum(entry.record.kind == "proposal" for entry in folder.records.all())
    assert () == folder.warnings
