"""Tombstones: nobody's leaving is erased, and nobody's consent while their words are used."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from commonweal.documents import parse_record
from commonweal.proof import checker
from commonweal.studies import plan_withdrawal, read_study, run_study, withdraw

from .conftest import Lines, codes_of, problems_of

Change = Callable[[Callable[[Lines], None]], None]
PERSON, OTHER = "gardener-03", "gardener-04"


def id_of(line: dict[str, Any]) -> str:
    return parse_record(line).id


def tombstone(erased: str) -> dict[str, Any]:
    return {
        "kind": "tombstone",
        "schema_version": 1,
        "by": "convener",
        "origin": "synthetic",
        "said_at": "2026-06-20T00:00:00Z",
        "erased": erased,
        "reason": "error",
    }


def bury(kind: str, who: str = PERSON) -> Callable[[Lines], None]:
    """Return what takes a record of somebody out and puts a tombstone in its place."""

    def change(lines: Lines) -> None:
        (record,) = [
            line for line in lines if line["kind"] == kind and line.get("participant") == who
        ]
        lines.remove(record)
        lines.append(tombstone(id_of(record)))

    return change


def test_a_withdrawal_is_never_erased(garden: Path, answers: Change) -> None:
    """Without the record of their leaving somebody's words would count again."""
    withdraw(plan_withdrawal(garden, PERSON))

    answers(bury("withdrawal"))

    (problem,) = problems_of(garden)
    assert "tombstone-of-withdrawal" == problem.code
    assert "withdrawal:" in problem.found


def test_a_tombstone_is_never_erased(garden: Path, answers: Change) -> None:
    """What is gone stays in sight."""

    def bury_twice(lines: Lines) -> None:
        lines.append(tombstone(id_of(tombstone(f"norm:{'0' * 64}"))))

    answers(bury_twice)

    assert ["tombstone-of-withdrawal"] == [problem.code for problem in problems_of(garden)]


def test_a_refusal_is_not_erased_while_what_it_stopped_remains(
    garden: Path, answers: Change
) -> None:
    """With a later consent gone, an earlier one would cover what somebody took back by it."""
    refusal = {}

    def refuse(lines: Lines) -> None:
        consent = next(
            line for line in lines if line["kind"] == "consent" and line["participant"] == PERSON
        )
        refusal.update({**consent, "said_at": "2026-06-07T00:00:00Z", "nonce": "1" * 32})
        refusal["choices"] = [{"use": "take_part", "given": False}]

    answers(refuse)
    answers(lambda lines: lines.append(tombstone(id_of(refusal))))

    (problem,) = problems_of(garden)
    assert "erase-remains" == problem.code
    assert "a consent erased together with everything said under it" in problem.expected


def test_a_participant_is_not_erased_alone(garden: Path, answers: Change) -> None:
    """A withdrawal that erased something else does not account for it."""
    vote = next(
        entry
        for entry in read_study(garden).records.all()
        if entry.record.kind == "wiser_vote" and entry.record.by == PERSON
    )
    withdraw(plan_withdrawal(garden, PERSON, records=(vote.id,), erase=True))

    answers(bury("participant"))

    assert "erase-remains" in codes_of(garden)


def test_each_such_tombstone_is_named(garden: Path, answers: Change) -> None:
    """Somebody withdrew without erasing: neither the consent nor the participant may go."""
    withdraw(plan_withdrawal(garden, PERSON))

    answers(bury("participant"))
    answers(bury("consent"))

    assert ["erase-remains"] * 2 == [problem.code for problem in problems_of(garden)]


@pytest.fixture
def principled(garden: Path, edit: Callable[[str, str, str], None]) -> Path:
    """Return a garden with a principle, of which people may complain."""
    edit("study.toml", "synthetic = true", 'complaint_grades = ["mild", "grave"]\nsynthetic = true')
    with (garden / "plan.toml").open("a", encoding="utf-8") as file:
        file.write(
            '\n[[principle]]\nname = "at-will"\ntext = "Anyone may water at will."\n'
            'role = "waterer"\naction = "water"\n'
        )
    return garden


def complain(who: str, said_at: str = "2026-06-02T00:00:00Z") -> Callable[[Lines], None]:
    """Return what adds a complaint that somebody brings."""

    def change(lines: Lines) -> None:
        lines.append(
            {
                "kind": "complaint",
                "schema_version": 1,
                "by": who,
                "origin": "synthetic",
                "said_at": said_at,
                "standpoint": "waterer",
                "principle": "at-will",
                "ground": "MY own beans",
                "grade": 1,
                "nonce": "3" * 32,
            }
        )

    return change


def test_whoever_left_words_behind_did_not_have_everything_erased(
    principled: Path, answers: Change
) -> None:
    """A complaint that stays is still that of the person, whose participant record is gone."""
    withdraw(plan_withdrawal(principled, PERSON, erase=True))
    answers(complain(PERSON))

    assert {"erase-remains", "erasure-pending"} == codes_of(principled)


def test_what_somebody_left_behind_is_named_and_erased(principled: Path, answers: Change) -> None:
    """A name that withdrew is a person's, though nothing else says that it took part."""
    withdraw(plan_withdrawal(principled, PERSON, erase=True))
    withdraw(plan_withdrawal(principled, OTHER, erase=True))
    answers(complain(PERSON))

    (problem,) = problems_of(principled)
    withdraw(plan_withdrawal(principled, PERSON, erase=True))
    run = run_study(principled)

    assert ("erasure-pending", "1 of 'gardener-03' still there") == (problem.code, problem.found)
    assert () == run.folder.complaints


def test_erasing_is_more_than_saying_so(garden: Path, answers: Change) -> None:
    """A withdrawal that erases, written by hand, is an error while the words are in the files."""
    taking = {**tombstone(""), "kind": "withdrawal", "by": PERSON, "participant": PERSON}
    taking = {key: taking[key] for key in taking if key not in {"erased", "reason"}}
    answers(lambda lines: lines.append({**taking, "erase": True, "nonce": "5" * 32}))

    (problem,) = problems_of(garden)

    assert ("erasure-pending", "3 of 'gardener-03' still there") == (problem.code, problem.found)
    assert f"commonweal withdraw STUDY {PERSON} --erase" in problem.hint


def test_whoever_left_and_speaks_again_takes_part_again_first(
    principled: Path, answers: Change
) -> None:
    """A complaint of after the erasing is a participant's, and there is none of that name."""
    withdraw(plan_withdrawal(principled, PERSON, erase=True))

    answers(complain(PERSON, "2099-01-01T00:00:00Z"))

    assert ["undeclared-participant"] == [problem.code for problem in problems_of(principled)]


def test_whoever_comes_back_does_not_undo_what_was_erased(garden: Path, answers: Change) -> None:
    """What is said after the withdrawal is no remainder of what was said before it."""
    before: Lines = []
    answers(
        lambda lines: before.extend(
            line
            for line in lines
            if line["kind"] in {"participant", "consent"} and line["participant"] == PERSON
        )
    )
    withdraw(plan_withdrawal(garden, PERSON, erase=True))

    again = {"said_at": "2099-01-01T00:00:00Z", "nonce": "4" * 32}
    answers(lambda lines: lines.extend({**line, **again} for line in before))

    run_study(garden)
    assert PERSON in {entry.record.by for entry in read_study(garden).records.all()}
    assert [] == checker.check(garden).problems


@pytest.mark.parametrize("kind", ["participant", "consent"])
def test_an_erasure_in_full_stands(garden: Path, kind: str) -> None:
    """The tombstones that the program writes are the ones that may be."""
    withdraw(plan_withdrawal(garden, PERSON, erase=True))

    lines = (garden / "answers.jsonl").read_text("utf-8").splitlines()

    assert any(json.loads(line).get("erased", "").startswith(kind) for line in lines)
    assert PERSON not in {person.by for person in read_study(garden).standing.answers.participants}
