"""Adding answers: all of them are right, or none is added."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from commonweal.errors import ExternalFailure, InvalidDocument, LedgerCorrupt
from commonweal.proof import Ledger
from commonweal.studies import add_answers, plan_withdrawal, read_study, run_study, withdraw


def told(folder: Path, kind: str) -> dict[str, Any]:
    lines = (folder / "answers.jsonl").read_text(encoding="utf-8").splitlines()
    return next(record for line in lines if (record := json.loads(line))["kind"] == kind)


def newcomer(folder: Path) -> list[dict[str, Any]]:
    """Return a new person's records, without nonces."""
    records = []
    for kind in ("participant", "consent", "wiser_vote"):
        record = {**told(folder, kind), "participant": "newcomer", "by": "newcomer"}
        del record["nonce"]
        records.append(record)
    return records


def test_answers_are_written_and_ledgered(garden: Path) -> None:
    """What is added stands in answers.jsonl, and its id in the ledger."""
    ids = add_answers(garden, newcomer(garden))

    folder = read_study(garden)
    assert set(ids) <= set(folder.records.by_id())
    assert all(record_id in Ledger.read(garden / "ledger") for record_id in ids)
    assert 13 == len(folder.standing.answers.votes)


def test_a_record_about_a_person_gets_a_nonce_of_its_own(garden: Path) -> None:
    """Two records of the same words have different ids."""
    first, second = ({**record} for record in newcomer(garden)[:1] * 2)
    second["participant"] = second["by"] = "another"

    ids = add_answers(garden, [first, second])

    nonces = [
        entry.record.nonce  # type: ignore[attr-defined]
        for record_id, entry in read_study(garden).records.by_id().items()
        if record_id in ids
    ]
    assert 2 == len(set(nonces))


def test_nothing_is_added_if_anything_is_wrong(garden: Path) -> None:
    """One vote without a consent keeps the whole batch out, and every fault is named."""
    before = (garden / "answers.jsonl").read_bytes()
    participant, _, vote = newcomer(garden)

    with pytest.raises(InvalidDocument) as caught:
        add_answers(garden, [participant, vote, {"kind": "wiser_vote"}], came_from="new.jsonl")
    with pytest.raises(InvalidDocument) as without_consent:
        add_answers(garden, [participant, vote], came_from="new.jsonl")

    assert all(problem.path.startswith("new.jsonl:3") for problem in caught.value.problems)
    assert [("no-consent", "new.jsonl:2 participant")] == [
        (problem.code, problem.path) for problem in without_consent.value.problems
    ]
    assert before == (garden / "answers.jsonl").read_bytes()


def test_a_second_vote_on_a_pair_is_refused(garden: Path) -> None:
    """Voting again without saying what is replaced is named as such."""
    vote = told(garden, "wiser_vote")
    del vote["nonce"]

    with pytest.raises(InvalidDocument) as caught:
        add_answers(garden, [vote])

    assert "double-vote" == caught.value.code


def test_a_declaration_is_no_answer(garden: Path) -> None:
    """A role is not added to the answers."""
    role = {"kind": "role", "name": "guest", "title": "A guest", "by": "x", "origin": "person"}

    with pytest.raises(InvalidDocument) as caught:
        add_answers(garden, [role])

    assert "misplaced-record" == caught.value.code


def test_two_writers_do_not_write_at_once(garden: Path) -> None:
    """While another program has the study's ledger open, nothing is added."""
    with (
        Ledger.open(garden / "ledger", create=True),
        pytest.raises(ExternalFailure) as caught,
    ):
        add_answers(garden, newcomer(garden))

    assert "ledger-locked" == caught.value.code


def refused(folder: Path, record: dict[str, Any]) -> list[str]:
    """Return the codes with which a record is refused."""
    with pytest.raises(InvalidDocument) as caught:
        add_answers(folder, [record])
    return [problem.code for problem in caught.value.problems]


@pytest.mark.parametrize("kind", ["wiser_vote", "placing"])
def test_nobody_answers_who_was_erased(garden: Path, kind: str) -> None:
    """An answer of a person whose records were erased is refused, whenever it was said."""
    withdraw(plan_withdrawal(garden, "gardener-03", erase=True))
    before = (garden / "answers.jsonl").read_bytes()
    who = "appraiser" if kind == "placing" else "participant"
    record = {**told(garden, kind), who: "gardener-03", "by": "gardener-03", "nonce": "0" * 32}

    assert "unknown-participant" == refused(garden, record)[0]
    assert before == (garden / "answers.jsonl").read_bytes()


@pytest.mark.parametrize("kind", ["wiser_vote", "placing"])
def test_nobody_answers_who_is_not_in_the_study(garden: Path, kind: str) -> None:
    """An answer of somebody without a participant record is refused, with what to add."""
    who = "appraiser" if kind == "placing" else "participant"

    codes = refused(garden, {**told(garden, kind), who: "nobody", "by": "nobody"})

    assert ["unknown-participant"] == codes


@pytest.mark.parametrize("said_at", ["2026-06-01T10:00:00Z", "2999-01-01T00:00:00Z"])
def test_nobody_answers_who_withdrew_everything(garden: Path, said_at: str) -> None:
    """After a withdrawal, answers from before and after it are refused alike."""
    withdraw(plan_withdrawal(garden, "gardener-05"))
    theirs = {"participant": "gardener-05", "by": "gardener-05"}
    vote = {**told(garden, "wiser_vote"), **theirs, "said_at": said_at, "nonce": "0" * 32}

    assert ["no-consent"] == refused(garden, vote)


def test_who_consents_again_answers_again(garden: Path) -> None:
    """A new consent, given after the withdrawal, covers new answers."""
    withdraw(plan_withdrawal(garden, "gardener-05"))
    theirs = {"participant": "gardener-05", "by": "gardener-05"}
    later = {**theirs, "said_at": "2999-01-01T00:00:00Z", "nonce": "0" * 32}
    consent = {**told(garden, "consent"), **later}
    vote = {**told(garden, "wiser_vote"), **later}

    assert 2 == len(add_answers(garden, [consent, vote]))


def test_a_lost_file_of_answers_is_not_begun_anew(garden: Path) -> None:
    """Where answers were ledgered and their file is gone, nothing is written in its place."""
    new = newcomer(garden)
    run_study(garden)
    (garden / "answers.jsonl").unlink()

    with pytest.raises(LedgerCorrupt) as caught:
        add_answers(garden, new)

    assert ["record-missing"] == [problem.code for problem in caught.value.problems]
    assert not (garden / "answers.jsonl").exists()


def test_nobody_is_erased_by_an_answer(garden: Path) -> None:
    """A withdrawal that erases is not taken as an answer, which would leave the words in place."""
    before = (garden / "answers.jsonl").read_bytes()
    person = {key: told(garden, "participant")[key] for key in ("by", "participant", "origin")}

    codes = refused(garden, {"kind": "withdrawal", **person, "erase": True})

    assert ["erasure-pending"] == codes
    assert before == (garden / "answers.jsonl").read_bytes()
