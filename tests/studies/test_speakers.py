"""Who speaks for whom: people for themselves, and recorders for whom they asked."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from commonweal.errors import InvalidDocument
from commonweal.studies import add_answers, read_study

from .conftest import Lines, problems_of
from .test_add_answers import newcomer, told

Change = Callable[[Callable[[Lines], None]], None]
Edit = Callable[[str, str, str], None]


def by(speaker: str, kind: str) -> Callable[[Lines], None]:
    """Return what makes somebody else the speaker of the first record of a kind."""

    def change(lines: Lines) -> None:
        next(line for line in lines if line["kind"] == kind)["by"] = speaker

    return change


def withdrawal(participant: str, **fields: Any) -> dict[str, Any]:
    said = {"origin": "synthetic", "said_at": "2026-06-02T00:00:00Z", "nonce": "0" * 32}
    return {
        "kind": "withdrawal",
        "schema_version": 1,
        "by": participant,
        **said,
        "participant": participant,
        **fields,
    }


@pytest.mark.parametrize("kind", ["participant", "consent", "wiser_vote", "placing"])
def test_nobody_says_what_is_another_persons(garden: Path, answers: Change, kind: str) -> None:
    """A record of somebody by another participant is an error, whatever it says."""
    answers(by("gardener-07", kind))

    problem = problems_of(garden)[0]

    assert ("other-speaker", "'gardener-07'") == (problem.code, problem.found)
    assert "recorders in study.toml" in problem.hint


def test_nobody_takes_another_person_out(garden: Path, answers: Change) -> None:
    """A withdrawal by one person of another's records is an error, and takes nothing back."""
    answers(lambda lines: lines.append(withdrawal("gardener-04", by="gardener-02")))

    assert ["other-speaker"] == [problem.code for problem in problems_of(garden)]


def test_the_convener_consents_for_nobody(garden: Path) -> None:
    """A consent that the convener gives in somebody's name is not taken."""
    consent = {**told(garden, "consent"), "by": "convener", "said_at": "2026-06-02T00:00:00Z"}
    del consent["nonce"]

    with pytest.raises(InvalidDocument) as caught:
        add_answers(garden, [consent])

    assert "other-speaker" == caught.value.code


def test_a_recorder_writes_down_what_people_say(garden: Path, edit: Edit) -> None:
    """Whoever the study names as a recorder may speak for participants, and is kept as `by`."""
    edit("study.toml", "synthetic = true", 'synthetic = true\nrecorders = ["interviewer"]')

    ids = add_answers(garden, [{**record, "by": "interviewer"} for record in newcomer(garden)])

    records = read_study(garden).records.by_id()
    assert {"interviewer"} == {records[record_id].record.by for record_id in ids}
