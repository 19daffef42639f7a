"""Amending is for declarations: what people said is never given a tombstone by it."""

from __future__ import annotations

from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest

from commonweal.errors import LedgerCorrupt
from commonweal.proof import Ledger
from commonweal.studies import amend_study, run_study
from commonweal.studies._read_files import ANSWER_KINDS
from commonweal.studies._step_ledger import PERSONAL_KINDS

Edit = Callable[[str, str, str], None]


@pytest.mark.parametrize("kind", ["placing", "appraisal", "complaint", "story"])
def test_what_somebody_said_is_not_amended_away(garden: Path, kind: str) -> None:
    """An entry of these kinds without a record is an error with a way out, and nothing is written.

    Only the id is left of it, which does not say whose it was.
    """
    run_study(garden)
    gone = f"{kind}:{sha256(b'gone').hexdigest()}"
    with Ledger.open(garden / "ledger") as ledger:
        ledger.append([gone])
    before = (garden / "answers.jsonl").read_bytes()

    with pytest.raises(LedgerCorrupt) as caught:
        amend_study(garden)

    (problem,) = caught.value.problems
    assert "record-missing" == problem.code
    assert gone in problem.expected
    assert "Restore it" in problem.hint
    assert "--erase" in problem.hint
    assert before == (garden / "answers.jsonl").read_bytes()


def test_a_changed_norm_waits_until_a_lost_placing_is_back(garden: Path, edit: Edit) -> None:
    """No tombstone is written for the norm while a placing is gone; once it is back, one is."""
    run_study(garden)
    path = garden / "answers.jsonl"
    whole = path.read_bytes()
    lines = whole.splitlines(keepends=True)
    placing = next(line for line in lines if b'"placing"' in line)
    path.write_bytes(b"".join(line for line in lines if line != placing))
    edit("norms/garden.toml", "value = 200", "value = 300")
    before = path.read_bytes()

    with pytest.raises(LedgerCorrupt):
        amend_study(garden)

    assert before == path.read_bytes()
    path.write_bytes(whole)
    assert ["norm"] == [record_id.partition(":")[0] for record_id in amend_study(garden)]


def test_every_kind_of_answer_is_held_to_the_rule() -> None:
    """Of what may stand among the answers, only sources can be amended: they are no one's words."""
    kinds = {str(kind.model_fields["kind"].default) for kind in ANSWER_KINDS}

    assert {"source"} == kinds - PERSONAL_KINDS
