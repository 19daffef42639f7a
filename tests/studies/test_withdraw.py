"""Withdrawing and erasing: what a person takes back is gone, and the rest can still be proved."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from commonweal.errors import InvalidDocument
from commonweal.proof import Ledger
from commonweal.studies import (
    LostWith,
    lost_with,
    plan_withdrawal,
    read_study,
    run_study,
    withdraw,
)

from .conftest import Lines

PERSON = "gardener-03"


def lines_of(folder: Path, name: str = "answers.jsonl") -> Lines:
    return [json.loads(line) for line in (folder / name).read_text("utf-8").splitlines()]


def test_planning_changes_nothing(garden: Path) -> None:
    """What a withdrawal will do can be seen before it is done."""
    before = (garden / "answers.jsonl").read_bytes()

    plan = plan_withdrawal(garden, PERSON, erase=True)

    assert {"participant", "consent", "wiser_vote"} == {
        entry.record.kind for entry in plan.taken_back
    }
    assert before == (garden / "answers.jsonl").read_bytes()


def test_what_is_withdrawn_counts_no_longer(garden: Path) -> None:
    """After a withdrawal the graph is the one without the person, and the body is still there."""
    before = run_study(garden).target.graph
    withdraw(plan_withdrawal(garden, PERSON))

    run = run_study(garden)

    assert (12, 11) == (before.people, run.target.graph.people)
    assert 3 == run.target.records.withdrawn
    assert PERSON in {line.get("participant") for line in lines_of(garden) if "nonce" in line}


def test_the_target_without_a_person_is_that_of_a_study_they_never_joined(
    garden: Path, tmp_path: Path
) -> None:
    """Withdrawing and rebuilding gives the values and verdicts of a study without the person."""
    without = tmp_path / "without"
    without.mkdir()
    for path in garden.rglob("*"):
        if path.is_file():
            copy = without / path.relative_to(garden)
            copy.parent.mkdir(exist_ok=True)
            copy.write_bytes(path.read_bytes())
    kept = [line for line in lines_of(garden) if line.get("participant") != PERSON]
    text = "".join(json.dumps(line) + "\n" for line in kept)
    (without / "answers.jsonl").write_text(text, encoding="utf-8")
    withdraw(plan_withdrawal(garden, PERSON, erase=True))

    erased, never = run_study(garden).target.graph, run_study(without).target.graph

    assert never.values == erased.values
    assert never.pairs == erased.pairs
    assert never.ranks == erased.ranks


def test_erasing_deletes_bodies_and_nonces_everywhere(garden: Path) -> None:
    """No file of the study holds the person's nonces or records any more, out included."""
    run_study(garden)
    nonces = [line["nonce"] for line in lines_of(garden) if line.get("participant") == PERSON]

    withdraw(plan_withdrawal(garden, PERSON, erase=True))

    files = [path.read_bytes() for path in garden.rglob("*") if path.is_file()]
    assert 3 == len(nonces)
    assert not any(nonce.encode() in data for nonce in nonces for data in files)
    assert ["withdrawal"] == [
        line["kind"] for line in lines_of(garden) if line.get("participant") == PERSON
    ]
    assert [] == [path for path in (garden / "out").iterdir() if path.is_file()]


def test_the_ledger_keeps_the_ids(garden: Path) -> None:
    """What was erased stays in the ledger as an id, with a tombstone, and proofs still hold."""
    run_study(garden)
    plan = plan_withdrawal(garden, PERSON, erase=True)
    withdraw(plan)

    run = run_study(garden)

    ledger = Ledger.read(garden / "ledger")
    assert all(entry.id in ledger for entry in plan.taken_back)
    assert all(tombstone.id in ledger for tombstone in plan.tombstones)
    assert 3 == run.target.records.erased
    ledger.verify().raise_for_status()


def test_a_vote_on_an_erased_card_is_out_of_scope(garden: Path) -> None:
    """Erasing a card's author does not make other people's votes an error."""
    withdraw(plan_withdrawal(garden, "gardener-01", erase=True))

    run = run_study(garden)

    assert 1 == len(run.target.graph.values)
    assert () == run.target.graph.pairs
    assert 11 == run.target.records.out_of_scope


def test_one_record_can_be_taken_back(garden: Path) -> None:
    """Naming a record withdraws that one and leaves the others."""
    vote = next(
        entry
        for entry in read_study(garden).records.all()
        if entry.record.kind == "wiser_vote" and entry.record.by == PERSON
    )

    withdraw(plan_withdrawal(garden, PERSON, records=(vote.id,)))

    folder = read_study(garden)
    assert {vote.id: "withdrawn"} == folder.standing.set_aside
    assert 12 == len(folder.standing.answers.participants)


def test_an_interrupted_erasure_is_named_and_can_be_finished(garden: Path) -> None:
    """A body that is still there beside its tombstone is an error until the erasing is repeated."""
    first = (garden / "answers.jsonl").read_bytes()
    withdraw(plan_withdrawal(garden, PERSON, erase=True))
    left = (garden / "answers.jsonl").read_bytes()
    body = next(line for line in first.splitlines(keepends=True) if PERSON.encode() in line)
    (garden / "answers.jsonl").write_bytes(body + left)

    with pytest.raises(InvalidDocument) as caught:
        read_study(garden)
    withdraw(plan_withdrawal(garden, PERSON, erase=True))

    assert ["erased-record"] == [problem.code for problem in caught.value.problems]
    tombstones = [line for line in lines_of(garden) if line["kind"] == "tombstone"]
    assert 3 == len(tombstones)
    assert 12 == len(read_study(garden).standing.answers.votes) + 1


def test_records_in_the_plan_are_erased_too(
    garden: Path, answers: Callable[[Callable[[Lines], None]], None]
) -> None:
    """A participant's placings are deleted from plan.jsonl as from the answers."""
    placings: Lines = []

    def move(lines: Lines) -> None:
        placings.extend(line for line in lines if line["kind"] == "placing")
        lines[:] = [line for line in lines if line["kind"] != "placing"]

    answers(move)
    text = "".join(json.dumps(line) + "\n" for line in placings)
    (garden / "plan.jsonl").write_text(text, encoding="utf-8")

    withdraw(plan_withdrawal(garden, "gardener-01", erase=True))

    assert ["gardener-02"] == [line["appraiser"] for line in lines_of(garden, "plan.jsonl")]


def test_a_record_in_toml_is_erased_by_hand(garden: Path) -> None:
    """Files that people edit are not rewritten: the person is told what to take out."""
    placing = next(line for line in lines_of(garden) if line["kind"] == "placing")
    order = json.dumps(placing["order"])
    with (garden / "plan.toml").open("a", encoding="utf-8") as file:
        file.write(
            f'\n[[placing]]\nsituation = "dry-week-watering"\nappraiser = "{PERSON}"\n'
            f'card = "{placing["card"]}"\norder = {order}\nstake = "slight"\nnonce = "{"0" * 32}"\n'
        )

    with pytest.raises(InvalidDocument) as caught:
        plan_withdrawal(garden, PERSON, erase=True)

    assert ["erase-by-hand"] == [problem.code for problem in caught.value.problems]


def test_nobody_by_that_name_is_said(garden: Path) -> None:
    """Withdrawing somebody who is not in the study is refused."""
    with pytest.raises(InvalidDocument) as caught:
        plan_withdrawal(garden, "nobody")

    assert "unknown-participant" == caught.value.code


def test_somebody_elses_record_is_not_taken_back(garden: Path) -> None:
    """Only a person's own records can be named."""
    other = next(
        entry for entry in read_study(garden).records.all() if entry.record.by == "gardener-05"
    )

    with pytest.raises(InvalidDocument) as caught:
        plan_withdrawal(garden, PERSON, records=(other.id,))

    assert "unknown-record" == caught.value.code


def test_withdrawing_needs_only_readable_answers(
    garden: Path, edit: Callable[[str, str, str], None]
) -> None:
    """A fault in the norms does not keep anybody from leaving."""
    edit("norms/garden.toml", 'role = "waterer"', 'role = "watrer"')

    withdraw(plan_withdrawal(garden, PERSON))

    assert "withdrawal" == lines_of(garden)[-1]["kind"]


def test_an_erasure_that_left_derived_files_is_finished_by_giving_it_again(
    garden: Path, tmp_path: Path
) -> None:
    """A folder that was forgotten, or could not be deleted, goes when the command is repeated."""
    run_study(garden)
    run_study(garden, out=tmp_path / "elsewhere")
    withdraw(plan_withdrawal(garden, PERSON, erase=True))
    before = (garden / "answers.jsonl").read_bytes()

    again = plan_withdrawal(garden, PERSON, erase=True, outs=[tmp_path / "elsewhere"])
    withdraw(again)

    assert () == again.taken_back
    assert [] == [path.name for path in (tmp_path / "elsewhere").iterdir()]
    assert before == (garden / "answers.jsonl").read_bytes()


def test_nobody_who_never_took_part_is_erased_again(garden: Path) -> None:
    """Without an earlier erasure there is nothing to finish."""
    with pytest.raises(InvalidDocument) as caught:
        plan_withdrawal(garden, "nobody", erase=True)

    assert ["unknown-participant"] == [problem.code for problem in caught.value.problems]


@pytest.mark.parametrize("kind", ["consent", "participant"])
def test_what_others_rest_on_is_not_erased_alone(garden: Path, kind: str) -> None:
    """Erasing a consent or a participant is refused while other records of the person remain."""
    before = (garden / "answers.jsonl").read_bytes()
    record = next(
        entry
        for entry in read_study(garden).records.all()
        if entry.record.kind == kind and entry.record.by == PERSON
    )

    with pytest.raises(InvalidDocument) as caught:
        plan_withdrawal(garden, PERSON, records=(record.id,), erase=True)

    (problem,) = caught.value.problems
    assert "erase-remains" == problem.code
    assert "together with everything said under it" in problem.expected
    assert "2 more" in problem.found
    assert before == (garden / "answers.jsonl").read_bytes()


def test_a_consent_is_erased_with_all_that_rests_on_it(garden: Path) -> None:
    """Naming every record of a person is as good as naming none."""
    theirs = [entry.id for entry in read_study(garden).records.all() if entry.record.by == PERSON]

    withdraw(plan_withdrawal(garden, PERSON, records=theirs, erase=True))

    assert [] == [
        line for line in lines_of(garden) if line["kind"] == "consent" and line["by"] == PERSON
    ]


def test_what_others_lose_is_said_beforehand(garden: Path) -> None:
    """With a card go the votes on it of everybody else, and nothing changes by asking."""
    before = (garden / "answers.jsonl").read_bytes()
    card_author, voter = "gardener-01", "gardener-03"

    with_card = lost_with(plan_withdrawal(garden, card_author, erase=True))
    with_vote = lost_with(plan_withdrawal(garden, voter, erase=True))

    assert LostWith(records=11, people=11) == with_card
    assert LostWith(records=0, people=0) == with_vote
    assert before == (garden / "answers.jsonl").read_bytes()


def test_of_a_study_that_is_not_valid_nothing_is_foretold(garden: Path) -> None:
    """A withdrawal is possible from a broken study; what it takes from others is not known."""
    (garden / "roles.toml").write_text("oops", "utf-8")

    assert None is lost_with(plan_withdrawal(garden, "gardener-01"))
