"""A round: others' cards, pairs of them with their accounts, stakes and placings."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given, strategies as st

from commonweal.documents import Endorsement, Outweighs, Placing, WiserVote
from commonweal.elicitation import (
    CardMet,
    Catalogue,
    PairMet,
    RoundSetting,
    Session,
    SituationMet,
    StakesMet,
    meeting_round,
    new_session_key,
    records_of_round,
    simulate_round,
)
from commonweal.errors import NotAuthorised

BEGUN = "2026-05-01T09:00:00Z"
DRY = "when it is dry"
OWN, MET, THIRD = (
    CardMet(card=f"value_card:{digit * 64}", title=title, policies=(f"SIGNS of {title}", "MORE"))
    for digit, title in (("a", "sharing"), ("b", "saving"), ("c", "waiting"))
)
OPTIONS = (("stay", "Stay here"), ("leave", "Leave"), ("wait", "Wait"))


def setting(**changes: Any) -> RoundSetting:
    """Return a round with one of everything."""
    whole: dict[str, Any] = {
        "own": (OWN,),
        "cards": (MET,),
        "pairs": (PairMet(context="dry", text=DRY, first=MET, second=OWN, arm="near"),),
        "stakes": (
            StakesMet(
                context="dry",
                text=DRY,
                card=OWN,
                stake="slight",
                over=MET,
                over_stake="grave",
            ),
        ),
        "situations": (
            SituationMet(situation="s", title="The well is low.", options=OPTIONS, card=OWN),
        ),
    }
    return RoundSetting(
        participant="ana", question="What now?", origin="synthetic", **(whole | changes)
    )


def answered(met: RoundSetting, answers: dict[str, Any]) -> Session[Any]:
    """Go through a round, skipping what no answer is given to."""
    session = Session(meeting_round(met))
    while session.question is not None:
        session.answer(answers.get(session.question.id))
    return session


def records(met: RoundSetting, answers: dict[str, Any]) -> list[Any]:
    session = answered(met, answers)
    return [
        *records_of_round(
            session.outcome,
            met,
            key="ab" * 32,
            times={"pair.1": "2026-05-01T09:05:00Z"},
            begun=BEGUN,
        )
    ]


def test_own_cards_are_read_before_others() -> None:
    """The first question is about what the person told themselves."""
    session = answered(setting(), {})

    asked = [passed.question.id for passed in session.state.path]

    assert ["own.1", "met.1", "pair.1", "stakes.1", "place.1.tier.1"] == asked


def test_every_answer_becomes_the_record_it_is() -> None:
    """Held, wiser, outweighing and placed, each said by the person at its time."""
    answers = {
        "own.1": "yes",
        "met.1": "unsure",
        "pair.1": "both_needed",
        "stakes.1": "second",
        "place.1.tier.1": ("wait",),
        "place.1.tier.2": (),
        "place.1.stake": "grave",
        "place.1.rests": ("1",),
    }

    made = records(setting(), answers)

    assert [Endorsement, Endorsement, WiserVote, Outweighs, Placing] == [type(r) for r in made]
    assert [("yes", OWN.card), ("unsure", MET.card)] == [(r.answer, r.record) for r in made[:2]]
    vote, outweighs, placing = made[2:]
    assert (MET.card, OWN.card, "both_needed", "near") == (
        vote.first,
        vote.second,
        vote.answer,
        vote.arm,
    )
    assert "2026-05-01T09:05:00Z" == vote.said_at
    assert (MET.card, "grave", OWN.card, "slight") == (
        outweighs.card,
        outweighs.stake,
        outweighs.over_card,
        outweighs.over_stake,
    )
    assert (("wait",), ("stay", "leave")) == placing.order
    assert ("ana", "grave", (1,)) == (placing.appraiser, placing.stake, placing.rests_on)


def test_whoever_skips_has_not_answered() -> None:
    """That a card was shown and passed over is recorded; nothing says unsure, level or neither."""
    made = records(setting(), {})

    assert [("endorsement", "no_response")] * 2 == [(r.kind, r.answer) for r in made]


def test_whoever_stops_was_not_asked_the_rest() -> None:
    """What was not shown leaves no record, not even of silence."""
    session = Session(meeting_round(setting()))
    session.answer("yes")
    session.stop("hand_in")

    made = records_of_round(session.so_far(), setting(), key="ab" * 32, times={}, begun=BEGUN)

    assert ["yes"] == [r.answer for r in made]


@pytest.mark.parametrize("moved", ["yes", "no"])
def test_whoever_finds_anothers_wiser_is_asked_whether_they_live_by_it_now(moved: str) -> None:
    """It replaces what they said of that card on meeting it; nobody is asked for the own card."""
    answers = {"own.1": "no", "met.1": "no", "pair.1": "first", "pair.1.moved": moved}

    made = records(setting(), answers)

    assert [("no", OWN.card), (moved, MET.card)] == [
        (r.answer, r.record) for r in made if r.kind == "endorsement"
    ]
    assert "pair.1.moved" not in {
        passed.question.id for passed in answered(setting(), {"pair.1": "second"}).state.path
    }


def test_whoever_lives_by_it_anyway_is_not_asked_whether_they_do_from_now() -> None:
    """Their yes stands: who always did would have to say no."""
    answers = {"met.1": "yes", "pair.1": "first"}

    session = answered(setting(), answers)

    assert "pair.1.moved" not in {passed.question.id for passed in session.state.path}
    assert ["yes"] == [held.answer for held in session.outcome.held if held.card == MET.card]


def test_whoever_moved_once_is_not_asked_about_it_by_another_own_card() -> None:
    """Their move stands, and no later word takes it back beside it."""
    other = THIRD
    pairs = tuple(
        PairMet(context="dry", text=DRY, first=MET, second=own, arm="near") for own in (OWN, other)
    )
    answers = {"pair.1": "first", "pair.1.moved": "yes", "pair.2": "first", "pair.2.moved": "no"}

    session = answered(setting(own=(OWN, other), pairs=pairs), answers)

    assert "pair.2.moved" not in {passed.question.id for passed in session.state.path}
    assert "yes" in {held.answer for held in session.outcome.held if held.card == MET.card}


def test_whoever_moved_tells_how() -> None:
    """From the own card to the met one, with what it covers, what was dropped, and the way back."""
    answers = {
        "pair.1": "first",
        "pair.1.moved": "yes",
        "pair.1.ground": "omission",
        "pair.1.told": "I had not looked far enough.",
        "pair.1.covers": ("0",),
        "pair.1.dropped.1": "It was habit.",
        "pair.1.back": "no",
    }

    made = next(r for r in records(setting(), answers) if r.kind == "transition")

    assert (OWN.card, MET.card, "omission", (0,), "no") == (
        made.from_card,
        made.to_card,
        made.ground,
        made.covers,
        made.reverse_holds,
    )
    assert [(1, "It was habit.")] == [(each.policy, each.why) for each in made.dropped]


def test_a_pair_of_others_cards_moves_nobody() -> None:
    """Only against an own card is the person asked whether they moved."""
    pair = PairMet(context="dry", text=DRY, first=MET, second=THIRD)

    session = answered(setting(pairs=(pair,)), {"pair.1": "first"})

    assert "pair.1.moved" not in {passed.question.id for passed in session.state.path}


@pytest.mark.parametrize("language", ["en", "de"])
@pytest.mark.parametrize("told_by", ["person", "model", "synthetic"])
def test_who_told_an_account_is_said_with_it(language: str, told_by: Any) -> None:
    """What a model invented never reads as if somebody had lived it."""
    pair = PairMet(
        context="dry",
        text=DRY,
        first=MET,
        second=THIRD,
        shown="story:" + "d" * 64,
        account="I learned to wait.",
        told_by=told_by,
    )
    session = Session(meeting_round(setting(own=(), cards=(), pairs=(pair,))))
    assert session.question is not None

    shown = Catalogue(language).show(session.question).text

    says = {
        "en": {
            "person": "Somebody who moved",
            "model": "A language model",
            "synthetic": "invented",
        },
        "de": {"person": "Jemand, der", "model": "Sprachmodell", "synthetic": "erfunden"},
    }
    assert says[language][told_by] in shown
    assert "I learned to wait." in shown


@given(st.lists(st.lists(st.sampled_from([name for name, _ in OPTIONS]), unique=True), max_size=3))
def test_a_placing_puts_every_option_into_one_tier(tiers: list[list[str]]) -> None:
    """Whatever is named at each question, all options are placed once, or none is."""
    answers: dict[str, Any] = {"place.1.stake": "slight"}
    left = {name for name, _ in OPTIONS}
    for number, tier in enumerate(tiers, 1):
        answers[f"place.1.tier.{number}"] = tuple(name for name in tier if name in left)
        left -= {*tier}

    made = [r for r in records(setting(), answers) if r.kind == "placing"]

    if made:
        assert sorted(name for name, _ in OPTIONS) == sorted(
            o for tier in made[0].order for o in tier
        )
    else:
        assert not answers.get("place.1.tier.1")


def test_the_same_session_gives_the_same_records() -> None:
    """And another person's has other ids, though they answer alike."""
    answers = {"own.1": "yes", "pair.1": "first"}
    key = new_session_key("person")
    session = answered(setting(), answers)

    once, again, others = (
        records_of_round(session.outcome, setting(), key=each, times={}, begun=BEGUN)
        for each in (key, key, new_session_key("person"))
    )

    assert once == again
    assert not {r.id for r in once} & {r.id for r in others}


def test_going_back_asks_again_and_changes_the_answer() -> None:
    """The round is a flow like any other."""
    session = Session(meeting_round(setting()))
    session.answer("no")
    session.back()
    session.answer("yes")
    while session.question is not None:
        session.answer(None)

    assert session.outcome is not None
    assert ["yes", "no_response"] == [held.answer for held in session.outcome.held]


def test_an_invented_person_answers_the_real_round() -> None:
    """Their records are those of the flow, synthetic, later one by one, and the same each time."""
    answers = {"own.1": "yes", "pair.1": "first", "pair.1.moved": "no", "stakes.1": "first"}

    once, again = (
        simulate_round(
            setting(),
            lambda question: answers.get(question.id),
            begun=BEGUN,
            rng=np.random.default_rng(4),
        )
        for _ in range(2)
    )

    assert once.records == again.records
    assert ["endorsement"] * 2 + ["wiser_vote", "outweighs"] == [r.kind for r in once.records]
    assert {"synthetic"} == {r.origin for r in once.records}
    times = [entry.at for entry in once.entries]
    assert sorted(times) == times
    assert times[0] > BEGUN


def test_nobody_real_is_simulated() -> None:
    """A real person's nonces are never seeded."""
    with pytest.raises(NotAuthorised) as caught:
        simulate_round(
            RoundSetting(participant="ana", question="?"),
            lambda _: None,
            begun=BEGUN,
            rng=np.random.default_rng(0),
        )

    assert ["seeded-nonce"] == [problem.code for problem in caught.value.problems]
