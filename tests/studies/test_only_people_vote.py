"""A model's vote is no person's vote."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from commonweal.documents import parse_record
from commonweal.studies import init_study, run_study

CHECKER = Path(__file__).parents[2] / "src" / "commonweal" / "proof" / "checker.py"


def test_a_models_vote_is_out_of_scope(tmp_path: Path) -> None:
    """A vote of origin model changes no count, is accounted for, and the replay agrees."""
    study = tmp_path / "garden"
    init_study(study, name="garden")
    answers = study / "answers.jsonl"
    lines = answers.read_text(encoding="utf-8").splitlines()
    vote = next(said for line in lines if (said := json.loads(line))["kind"] == "wiser_vote")
    other = "large-model"
    forged = {**vote, "origin": "model", "participant": other, "by": other, "nonce": "ab" * 16}
    run_study(study)
    before = json.loads((study / "out" / "target.json").read_text())["graph"]["pairs"]
    answers.write_text("\n".join([*lines, json.dumps(forged)]) + "\n", encoding="utf-8")

    run_study(study)

    after = json.loads((study / "out" / "target.json").read_text())["graph"]["pairs"]
    uses = json.loads((study / "out" / "records.json").read_text())["records"]
    checked = subprocess.run(
        [sys.executable, "-I", str(CHECKER), str(study)],
        check=False,
        capture_output=True,
    )
    assert (before, "out_of_scope") == (after, uses[parse_record(forged).id])
    assert 0 == checked.returncode, checked.stdout


def test_a_consent_that_was_taken_back_covers_nothing(tmp_path: Path) -> None:
    """Withdrawing one's consent by its id leaves every record of that person unused."""
    study = tmp_path / "garden"
    init_study(study, name="garden")
    answers = study / "answers.jsonl"
    lines = answers.read_text(encoding="utf-8").splitlines()
    said = [json.loads(line) for line in lines]
    consent = next(record for record in said if record["kind"] == "consent")
    person = consent["participant"]
    withdrawal = {
        "kind": "withdrawal",
        "schema_version": 1,
        "by": person,
        "origin": "synthetic",
        "said_at": max(record["said_at"] for record in said),
        "nonce": "cd" * 16,
        "participant": person,
        "records": [parse_record(consent).id],
    }
    answers.write_text("\n".join([*lines, json.dumps(withdrawal)]) + "\n", encoding="utf-8")

    run_study(study)

    uses = json.loads((study / "out" / "records.json").read_text())["records"]
    votes = [
        uses[parse_record(record).id]
        for record in said
        if record["kind"] == "wiser_vote" and record["participant"] == person
    ]
    checked = subprocess.run(
        [sys.executable, "-I", str(CHECKER), str(study)], check=False, capture_output=True
    )
    assert votes
    assert {"out_of_scope"} == set(votes)
    assert 0 == checked.returncode, checked.stdout
