"""Rounds that are under way while others say, withdraw or hand in something."""

from __future__ import annotations

import contextlib
import threading
from pathlib import Path

import pytest

from commonweal.errors import ExternalFailure, InvalidDocument
from commonweal.proof import Ledger
from commonweal.studies import (
    RoundSize,
    StudyRound,
    add_answers,
    plan_withdrawal,
    read_study,
    withdraw,
)

from .round_people import PEOPLE, SAID_AT, card_of, finish, joins, said


@pytest.fixture
def asked(garden: Path) -> Path:
    """Return the garden with twelve more people, each with a card of their own."""
    add_answers(garden, [record for person in PEOPLE for record in joins(person)])
    return garden


def answer_all(met: StudyRound) -> None:
    """Say yes wherever that answers, and skip the rest."""
    while met.question is not None:
        met.answer("yes" if met.question.kind == "yes_no_unsure" else None)


def test_a_round_is_gone_on_with_as_it_was_drawn(asked: Path) -> None:
    """Resumed, it asks what was drawn, though people told more in between; no words are kept."""
    with StudyRound.begin(asked, PEOPLE[0]) as held:
        held.answer("yes")
        before, next_asked = held.drawn, held.question
    text = (asked / "rounds" / f"{PEOPLE[0]}.jsonl").read_text("utf-8")
    add_answers(asked, joins("late"))

    with StudyRound.resume(asked, PEOPLE[0]) as resumed:
        assert (before, next_asked) == (resumed.drawn, resumed.question)
        ids = finish(resumed)

    assert "SIGNS" not in text
    assert ids


def test_what_was_withdrawn_meanwhile_is_not_met(asked: Path) -> None:
    """A card that its author took back since is not shown when the round goes on."""
    with StudyRound.begin(asked, PEOPLE[0], seed=1) as held:
        gone = held.drawn.cards[0]
    author = next(
        name for name in (*PEOPLE, "gardener-01", "gardener-02") if card_of(asked, name) == gone
    )
    withdraw(plan_withdrawal(asked, author, erase=True))

    with StudyRound.resume(asked, PEOPLE[0]) as resumed:
        assert gone not in repr(resumed.setting)
        ids = finish(resumed)

    assert ids


@pytest.mark.parametrize("erase", [True, False])
def test_what_is_withdrawn_while_a_round_is_open_is_not_shown_in_it(
    asked: Path, erase: bool
) -> None:
    """The next question is of what stands then; nothing is handed in about what is gone."""
    with StudyRound.begin(asked, PEOPLE[0], size=RoundSize(cards=20, pairs=20), seed=1) as held:
        gone = held.drawn.cards[5]
        author = read_study(asked).records.by_id()[gone].record.participant
        held.answer("yes")
        assert gone in repr(held.setting)
        withdraw(plan_withdrawal(asked, author, erase=erase))
        shown = set()
        while (question := held.question) is not None:
            shown.add(repr(held.setting))
            held.answer("yes" if question.kind == "yes_no_unsure" else None)
        ids = held.hand_in()

    records = read_study(asked).records.by_id()
    assert not any(gone in each for each in shown)
    assert not any(gone in repr(records[each].record) for each in ids)
    assert ids


def test_what_is_withdrawn_while_it_is_handed_in_loses_no_other_answer(asked: Path) -> None:
    """Somebody leaves while the round waits for the ledger: everything else is handed in."""
    gone = card_of(asked, PEOPLE[1])
    ids: list[str] = []
    size = RoundSize(cards=20, pairs=0, stakes=0, situations=0)
    with StudyRound.begin(asked, PEOPLE[0], size=size, seed=1) as held:
        answer_all(held)
        about = {record.content()["record"] for record in held.records()}
        with Ledger.open(asked / "ledger"):
            handing_in = threading.Thread(target=lambda: ids.extend(held.hand_in()))
            handing_in.start()
            leaving = plan_withdrawal(asked, PEOPLE[1])
        # Where the round was sooner, it is their turn again when it is done.
        with contextlib.suppress(ExternalFailure):
            withdraw(leaving)
        handing_in.join()

    records = read_study(asked).records.by_id()
    assert gone in about
    assert about - {gone} <= {records[each].record.record for each in ids}


def test_people_who_hand_in_at_once_wait_for_each_other(asked: Path) -> None:
    """One writes to the study at a time, and nobody's answers are lost."""
    rounds = [
        StudyRound.begin(asked, person, size=RoundSize(cards=1), seed=1) for person in PEOPLE[:4]
    ]
    ids: list[str] = []
    for held in rounds:
        answer_all(held)
    handing_in = [
        threading.Thread(target=lambda held=held: ids.extend(held.hand_in())) for held in rounds
    ]

    for each in handing_in:
        each.start()
    for each in handing_in:
        each.join()

    records = read_study(asked).records.by_id()
    assert {*PEOPLE[:4]} == {records[each].record.by for each in ids}
    assert not (asked / "rounds").exists()


def test_nothing_new_is_said_of_what_is_gone(asked: Path) -> None:
    """An answer about a card that its author took back is refused, whoever hands it in."""
    gone = card_of(asked, PEOPLE[1])
    withdraw(plan_withdrawal(asked, PEOPLE[1]))
    answer = {"question": "mine", "answer": "yes", "asked_at": SAID_AT}

    with pytest.raises(InvalidDocument) as refused:
        add_answers(asked, [said(PEOPLE[2], "endorsement", record=gone, **answer)])

    assert ["record-gone"] == [problem.code for problem in refused.value.problems]


def test_whoever_takes_their_consent_back_is_asked_no_further(asked: Path) -> None:
    """Neither in the round that is open nor when it is gone on with; and what to do is said."""
    with StudyRound.begin(asked, PEOPLE[0], seed=1) as held:
        held.answer("yes")
        withdraw(plan_withdrawal(asked, PEOPLE[0]))
        with pytest.raises(InvalidDocument) as in_it:
            _ = held.question
    with pytest.raises(InvalidDocument) as later:
        StudyRound.resume(asked, PEOPLE[0])

    for refused in (in_it, later):
        assert "no-consent" == refused.value.code
        assert "--erase" in refused.value.problems[0].hint


def test_erasing_deletes_an_unfinished_round(asked: Path) -> None:
    """Whoever has everything erased has their round deleted; if it is open, it writes nothing."""
    with StudyRound.begin(asked, PEOPLE[0]) as held:
        held.answer("yes")
        withdraw(plan_withdrawal(asked, PEOPLE[0], erase=True))
        with pytest.raises(ExternalFailure) as raised:
            held.hand_in()

    assert "session-gone" == raised.value.code
    assert not (asked / "rounds" / f"{PEOPLE[0]}.jsonl").exists()


def test_a_damaged_session_is_named(asked: Path) -> None:
    """A first line that no round wrote is refused, and the file stays."""
    with StudyRound.begin(asked, PEOPLE[0]):
        pass
    path = asked / "rounds" / f"{PEOPLE[0]}.jsonl"
    path.write_text(path.read_text("utf-8").replace('"drawn":{', '"drawn":{"x":1},"y":{'), "utf-8")

    with pytest.raises(InvalidDocument) as raised:
        StudyRound.resume(asked, PEOPLE[0])

    assert "session-file" == raised.value.code
    assert path.exists()
