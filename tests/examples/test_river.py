"""The bundled demonstration: that it is what its generator writes, and that it holds together."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from commonweal.documents import (
    Endorsement,
    Norm,
    Participant,
    SameValue,
    Tombstone,
    Transition,
    ValueCard,
    WiserVote,
    Withdrawal,
    read_jsonl,
)
from commonweal.studies import StudyFolder, read_study

RIVER = Path(__file__).resolve().parents[2] / "examples" / "river"
LARGEST_ANSWERS = 8_000_000


@pytest.fixture(scope="module")
def river() -> StudyFolder:
    """Return the bundled study, read and checked as a whole."""
    return read_study(RIVER)


@pytest.fixture(scope="module")
def truth() -> dict[str, Any]:
    """Return what was planted."""
    found: dict[str, Any] = json.loads((RIVER / "truth.json").read_text(encoding="utf-8"))
    return found


def holders(river: StudyFolder) -> Counter[str]:
    """Return how many cards each participant holds: told, or last said to be theirs too."""
    held = {(card.participant, card.id): "yes" for card in river.all_of(ValueCard)}
    for record in sorted(river.all_of(Endorsement), key=lambda record: record.asked_at):
        if record.question == "mine":
            held[record.participant, record.record] = record.answer
    return Counter(participant for (participant, _), answer in held.items() if answer == "yes")


@pytest.mark.parametrize("hash_seed", ["0", "4711"])
def test_the_generator_writes_what_is_bundled(tmp_path: Path, hash_seed: str) -> None:
    """The seeded program writes the bundled files again, byte for byte."""
    subprocess.run(
        [sys.executable, str(RIVER / "generate.py"), str(tmp_path)],
        check=True,
        capture_output=True,
        env={**os.environ, "PYTHONHASHSEED": hash_seed},
    )

    written = {path.relative_to(tmp_path) for path in tmp_path.rglob("*") if path.is_file()}

    assert {"answers.jsonl", "truth.json", "plan.toml", "roles.toml"} <= set(map(str, written))
    assert {"steward/cards.jsonl", "steward/result.json"} <= {name.as_posix() for name in written}
    assert [] == [
        str(name)
        for name in sorted(written)
        if (tmp_path / name).read_bytes() != (RIVER / name).read_bytes()
    ]


def test_the_answers_are_many_and_small(river: StudyFolder) -> None:
    """At least 400 people in six roles and more, on two sides, in a file that git can carry."""
    people = river.all_of(Participant)
    roles = {part.value for one in people for part in one.strata if part.stratum == "role"}
    sides = {part.value for one in people for part in one.strata if part.stratum == "side"}

    assert len(people) >= 420
    assert len(roles) >= 6
    assert {"averne", "sarrow"} == sides
    assert len(river.contexts) >= 6
    assert len(river.all_of(ValueCard)) >= 30
    assert len(river.situations[0].options) >= 6
    assert (RIVER / "answers.jsonl").stat().st_size < LARGEST_ANSWERS


def test_everybody_is_synthetic(river: StudyFolder) -> None:
    """No record of the demonstration claims to come from a person, and the study says so."""
    origins = {entry.record.origin for entry in river.records.all()}

    assert {"synthetic"} == origins
    assert river.study.synthetic


def test_every_answer_reads_back_as_itself() -> None:
    """Each line of the answers is exactly the record that it is read as."""
    lines = (RIVER / "answers.jsonl").read_text(encoding="utf-8").splitlines()
    records = [located.record for located in read_jsonl(RIVER / "answers.jsonl")]

    assert [json.loads(line) for line in lines] == [record.content() for record in records]


def test_everybody_holds_one_to_four_cards(river: StudyFolder) -> None:
    """Everybody holds a card, and nobody more than four."""
    held = holders(river)

    assert {person.participant for person in river.all_of(Participant)} == set(held)
    assert set(held.values()) <= {1, 2, 3, 4}


def test_quotes_come_from_the_lived_choices(river: StudyFolder) -> None:
    """Every policy of every card points to the words it came from."""
    cards = river.all_of(ValueCard)

    assert all(card.lived_choice for card in cards)
    assert all(policy.spans for card in cards for policy in card.policies)


def test_votes_are_counterbalanced_but_for_the_brigade(
    river: StudyFolder, truth: dict[str, Any]
) -> None:
    """Each of two values is shown first as often as the other, except by the brigade."""
    value = {truth["cards"][double]: truth["cards"][main] for double, main in truth["same_value"]}
    brigade = truth["cards"][truth["brigade"]["card"]]
    replaced = {vote.supersedes for vote in river.all_of(WiserVote)}
    shown: Counter[tuple[str, str, str]] = Counter()
    for vote in river.all_of(WiserVote):
        if vote.id not in replaced:
            first, second = value.get(vote.first, vote.first), value.get(vote.second, vote.second)
            shown[vote.context, first, second] += 1

    uneven = {
        pair: count - shown[pair[0], pair[2], pair[1]]
        for pair, count in shown.items()
        if count - shown[pair[0], pair[2], pair[1]] > 2
    }

    assert {truth["brigade"]["context"]} == {context for context, _, _ in uneven}
    assert {brigade} == {first for _, first, _ in uneven}
    assert len(truth["brigade"]["pairs"]) == len(uneven)


def test_the_norms_stand_at_three_levels(river: StudyFolder) -> None:
    """Norms of all three levels are there, with the ones that bind nobody among them."""
    norms = river.all_of(Norm)

    assert {"supranational", "organisational", "individual"} == {norm.level for norm in norms}
    assert any(norm.guaranteed for norm in norms)
    assert any(norm.in_force_until is not None for norm in norms)


def test_what_people_take_back_is_there(river: StudyFolder) -> None:
    """Somebody took everything back, and one vote was erased: its id is left, its body is not."""
    withdrawals = river.all_of(Withdrawal)
    erased = {stone.erased for stone in river.all_of(Tombstone)}

    assert {False, True} == {bool(withdrawal.records) for withdrawal in withdrawals}
    assert len(erased) == 1
    assert not erased & {entry.id for entry in river.records.all()}


def test_transitions_were_asked_about_both_ways(river: StudyFolder) -> None:
    """Whoever told a transition was asked about the move back, and holds that it is none."""
    moves = river.all_of(Transition)

    assert len(moves) >= 10
    assert {(True, "no")} == {(move.reverse_asked, move.reverse_holds) for move in moves}


def test_owners_and_judges_speak_of_the_doubles(river: StudyFolder, truth: dict[str, Any]) -> None:
    """The look-alike is called different by both its owners, whatever judges say."""
    cards = {card.id: card for card in river.all_of(ValueCard)}
    pair = {truth["cards"][key] for key in truth["different"][0]}
    owners = {cards[card].participant for card in pair}

    said = {
        judgement.judge: judgement.verdict
        for judgement in river.all_of(SameValue)
        if {judgement.first, judgement.second} == pair
    }

    assert {"different"} == {said[owner] for owner in owners}
    assert {"same"} == {verdict for judge, verdict in said.items() if judge not in owners}
