"""The interview: what is asked when, and what comes of it."""

from __future__ import annotations

import random
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings, strategies as st

from commonweal.documents import Consent, Offered, Participant, Transition, ValueCard, WiserVote
from commonweal.elicitation import (
    CardShown,
    InterviewSetting,
    PairShown,
    Session,
    SimulatedPerson,
    StoppingRule,
    TruePolicy,
    answer_all,
    interview,
    new_session_key,
    records_of,
    simulate_interview,
)
from commonweal.errors import InvalidDocument, NotAuthorised

from .asked import ADA, LEAVES, SETTING, TURNS, answer_until, answers_to, begun

BEGUN = "2026-02-02T09:00:00Z"


def simulated(
    person: SimulatedPerson = ADA, setting: InterviewSetting = SETTING, seed: int = 1
) -> tuple[object, ...]:
    """Return the records of an invented person's interview."""
    rng = np.random.default_rng(seed)
    return simulate_interview(person, setting, begun=BEGUN, rng=rng).records


def of(kind: type, records: tuple[object, ...]) -> list:  # type: ignore[type-arg]
    """Return the records of one class."""
    return [record for record in records if isinstance(record, kind)]


def test_the_true_cards_are_recovered() -> None:
    """What an invented person lives by is what their cards say, with its evidence and places."""
    turns, leaves, former = of(ValueCard, simulated())

    assert (TURNS.title, LEAVES.title, "First come, first served") == (
        turns.title,
        leaves.title,
        former.title,
    )
    assert [policy.text for policy in TURNS.policies] == [each.text for each in turns.policies]
    assert ["constitutive", "constitutive"] == [each.nature for each in turns.policies]
    assert ["constitutive", "instrumental"] == [each.nature for each in leaves.policies]
    assert "my neighbour" == turns.policies[1].evidence.who_would_mind
    assert ["Ida stood by the tap", "She looked tired"] == [
        turns.lived_choice[span.start : span.end] for each in turns.policies for span in each.spans
    ]
    assert f"{TURNS.story}\n\n{TURNS.choice}" == turns.lived_choice
    assert (("dry-week",), ("dry-week", "wet-week")) == (turns.contexts, leaves.contexts)
    assert (True, True, False) == (turns.confirmed, leaves.confirmed, former.confirmed)


def test_what_was_offered_is_kept_as_offered() -> None:
    """A norm and a goal stand beside the card that they led to, and whether it is the same."""
    records = simulated()

    _, leaves, _ = of(ValueCard, records)
    assert [
        ("Beds must not dry out.", "norm", leaves.id, "no"),
        ("I want the best harvest of all beds here", "goal", leaves.id, "no"),
    ] == [
        (said.text, said.offered_as, said.became, said.same_concern)
        for said in of(Offered, records)
    ]


def test_a_move_says_what_is_covered_dropped_and_of_the_reverse() -> None:
    """A transition leads from the former card, with why a policy was dropped and the way back."""
    records = simulated()

    turns, _, former = of(ValueCard, records)
    (move,) = of(Transition, records)
    assert (former.id, turns.id, "dry-week", "omission") == (
        move.from_card,
        move.to_card,
        move.context,
        move.ground,
    )
    assert ((1,), [(0, "Getting up early is no merit.")], True, "no") == (
        move.covers,
        [(each.policy, each.why) for each in move.dropped],
        move.reverse_asked,
        move.reverse_holds,
    )


def test_own_cards_are_compared_in_both_orders() -> None:
    """The second vote shows the cards the other way round and replaces the first."""
    records = simulated()

    first, second = of(WiserVote, records)
    assert (first.first, first.second) == (second.second, second.first)
    assert first.id == second.supersedes
    turns, *_ = of(ValueCard, records)
    assert [turns.id, turns.id] == [
        vote.first if vote.answer == "first" else vote.second for vote in (first, second)
    ]


def test_cards_of_others_are_asked_about_in_the_order_given() -> None:
    """A pair of the study's cards is shown once, without authors, and voted on by their ids."""
    queue = CardShown("value_card:" + "a" * 64, "A queue", ("PLACES in the queue",))
    need = CardShown("value_card:" + "b" * 64, "By need", ("PEOPLE who are worse off",))
    strange = CardShown("value_card:" + "c" * 64, "Strange", ("SIGNS of something",))
    text = "when there is not enough water"
    pairs = (
        PairShown("dry-week", text, queue, need),
        PairShown("dry-week", text, need, queue),
        PairShown("dry-week", text, need, strange),
    )
    person = SimulatedPerson(cards=(), others=(("A queue", 1), ("By need", 2)))

    votes = of(WiserVote, simulated(person, replace(SETTING, pairs=pairs)))

    assert [
        (queue.id, need.id, "second"),
        (need.id, queue.id, "first"),
        (need.id, strange.id, "unsure"),
    ] == [(vote.first, vote.second, vote.answer) for vote in votes]


def test_whoever_contradicts_themself_is_asked_and_may_stay_unsure() -> None:
    """Somebody who prefers whatever stands first is asked a third time, and is unsure then."""
    votes = of(WiserVote, simulated(replace(ADA, takes_the_first=True)))

    assert ["first", "first", "unsure"] == [vote.answer for vote in votes]
    assert [None, votes[0].id, votes[1].id] == [vote.supersedes for vote in votes]


def test_the_order_of_two_cards_is_drawn() -> None:
    """Over many people either card comes first about as often, and always in the same order."""

    def first(order: int) -> str:
        session = begun(replace(SETTING, order=order))
        answer_until(session, "wiser.card.1.card.2.dry-week.1")
        assert session.question is not None
        return session.question.choices[0].text.partition("\n")[0]

    shown = [first(order) for order in range(40)]

    assert shown == [first(order) for order in range(40)]
    assert 8 <= shown.count(TURNS.title) <= 32


def test_the_same_seed_gives_the_same_bytes() -> None:
    """Times and nonces of an invented person come from the generator alone."""
    assert simulated(seed=7) == simulated(seed=7)
    assert simulated(seed=7) != simulated(seed=8)


def test_a_real_person_is_not_seeded() -> None:
    """The key of a real person's session cannot be drawn from a generator."""
    with pytest.raises(NotAuthorised) as raised:
        simulated(setting=replace(SETTING, origin="person"))

    assert "seeded-nonce" == raised.value.code


def test_nothing_is_kept_of_who_does_not_take_part() -> None:
    """Whoever declines is asked nothing more, and no record says that they were there."""
    person = replace(ADA, agrees=False)
    session = begun()

    told = answer_all(session, person)

    assert 1 == len(session.entries)
    assert () == records_of(told, SETTING, key=new_session_key("person"), times={}, begun=BEGUN)


def test_a_consent_that_is_taken_back_in_the_middle_leaves_nothing() -> None:
    """Going back to the consent and declining ends the interview without a record."""
    session = begun()
    answer_until(session, "card.2.another")

    session.change("consent.take_part")
    session.answer("no")

    assert session.outcome is not None
    assert not session.outcome.agreed
    key = new_session_key("person")
    assert () == records_of(session.outcome, SETTING, key=key, times={}, begun=BEGUN)


def test_uses_are_agreed_to_one_by_one() -> None:
    """Each use is a question of its own, and skipping one is no agreement."""
    session = begun()
    answer_until(session, "consent.publish")
    session.answer(None)
    answer_until(session, "card.1.begin")

    (consent,) = of(
        Consent,
        records_of(session.so_far(), SETTING, key=new_session_key("person"), times={}, begun=BEGUN),
    )

    assert {
        "take_part": True,
        "quote": True,
        "publish": False,
        "send_to_model": False,
        "contact_again": False,
    } == {choice.use: choice.given for choice in consent.choices}


def test_before_the_consent_is_whole_there_is_nothing_to_hand_in() -> None:
    """Stopping between the questions of the consent hands in no participant."""
    session = begun()
    answer_until(session, "consent.publish")

    assert not session.so_far().agreed


def test_stopping_hands_in_what_was_confirmed() -> None:
    """A card that was read back and confirmed is handed in; the one that was begun is not."""
    session = begun()
    answer_until(session, "card.2.policy.2")

    records = records_of(
        session.so_far(), SETTING, key=new_session_key("person"), times={}, begun=BEGUN
    )

    assert [Participant, Consent, ValueCard] == [type(record) for record in records]


def test_who_is_known_is_not_asked_again() -> None:
    """A participant with a standing consent begins with the first card."""
    session = begun(replace(SETTING, known=True, consented=True))

    assert session.question is not None
    assert "card.1.begin" == session.question.id


@pytest.mark.parametrize(
    ("feeling", "message"),
    [
        ("fear", "under.feeling.fear"),
        ("anger", "under.feeling.anger"),
        ("shame", "under.feeling.shame"),
        ("confusion", "under.feeling.confusion"),
        ("other", "under.feeling.other"),
        (None, "under.feeling.other"),
    ],
)
def test_a_feeling_is_asked_what_would_resolve_it(feeling: str | None, message: str) -> None:
    """Each feeling has its own question: what was threatened, blocked, failed, out of view."""
    session = begun()
    answer_until(session, "card.1.begin")
    session.answer("feeling")
    session.answer("I was afraid for the beans.")

    session.answer(feeling)

    assert session.question is not None
    assert message == session.question.message


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        ("Water for all!", "slogan"),
        ("One must not waste water", "norm"),
        ("I want to win the prize this year", "goal"),
        ("What my neighbour does, whom I admire", "role_model"),
        ("I was angry at the tap", "feeling"),
    ],
)
def test_a_suggestion_is_asked_about_and_refuses_nothing(said: str, kind: str) -> None:
    """A policy that looks like something else is asked about, and stays if its author says so."""
    session = begun()
    answer_until(session, "card.1.policy.1")

    session.answer(said)
    asked = session.question
    session.answer("policy")

    assert asked is not None
    assert ("card.1.policy.1.which", f"offered.suggest.{kind}") == (asked.id, asked.message)
    while session.question is not None and session.question.id != "card.1.policy.2":
        session.answer(None)
    answer_until(session, "card.2.another")
    assert said == session.so_far().cards[0].policies[0].text


def test_a_form_hint_is_a_question_whose_skip_keeps_the_words() -> None:
    """An abstract policy is asked about, and stands as it was said if the question is skipped."""
    session = begun()
    answer_until(session, "card.1.policy.1")

    session.answer("Respect between the people here")
    hint = session.question
    session.answer(None)

    assert hint is not None
    assert "form.abstraction" == hint.message
    answer_until(session, "card.2.another")
    assert "Respect between the people here" == session.so_far().cards[0].policies[0].text


def test_no_form_hint_is_for_a_language_that_the_hints_do_not_know() -> None:
    """Whoever answers in German is not asked about the form of English policies."""
    session = begun(replace(SETTING, answers_in="de"))
    answer_until(session, "card.1.policy.1")

    session.answer("Wer länger gewartet hat als ich")

    assert session.question is not None
    assert "card.1.policy.1.words" == session.question.id


@pytest.mark.parametrize(
    ("holds", "nature"),
    [
        ("not_without", "instrumental"),
        ("also_unseen", "constitutive"),
        ("both", "undecided"),
        ("unsure", "undecided"),
        (None, "undecided"),
    ],
)
def test_contradicting_answers_are_asked_about(holds: str | None, nature: str) -> None:
    """For its own sake but not unseen: the person says how it is, or it stays undecided."""
    policy = TruePolicy(text="SIGNS that somebody has waited", nobody_knew="no")
    person = replace(ADA, cards=(replace(TURNS, policies=(policy,)),), moves=())
    session = begun()
    answer_until(session, "card.1.policy.1.both", person)

    session.answer(holds)
    told = answer_all(session, person)

    key = new_session_key("person")
    (card,) = of(ValueCard, records_of(told, SETTING, key=key, times={}, begun=BEGUN))
    assert [nature] == [each.nature for each in card.policies]


@pytest.mark.parametrize(
    ("mine", "holds", "confirmed"),
    [
        ("yes", "mine", True),
        ("no", "mine", True),
        ("no", "not_mine", False),
        ("unsure", "undecided", False),
    ],
)
def test_a_card_that_is_confirmed_and_disowned_is_asked_about(
    mine: str, holds: str, *, confirmed: bool
) -> None:
    """Only a card that is held to when the contradiction is pointed out counts as confirmed."""
    card = replace(TURNS, mine=mine, holds=holds)

    records = simulated(SimulatedPerson(cards=(card, LEAVES)))

    turns, leaves = of(ValueCard, records)
    assert (confirmed, True) == (turns.confirmed, leaves.confirmed)
    assert confirmed == bool(of(WiserVote, records))


def test_a_change_is_read_back_again() -> None:
    """After a policy is said again the card is read back with it, and only then confirmed."""
    session = begun()
    answer_until(session, "card.1.read_back.1")
    session.answer("no")
    session.answer("policy.1")

    session.answer("PEOPLE who have waited since the morning")
    answer_until(session, "card.1.read_back.2")

    assert session.question is not None
    shown = dict(session.question.parameters)
    assert shown["policies"].startswith("PEOPLE who have waited since the morning\n")
    session.answer("yes")
    assert session.so_far().cards[0].confirmed


def test_a_story_that_is_changed_is_read_back_again() -> None:
    """The story is part of what is confirmed: told otherwise, it has to be confirmed again."""
    session = begun()
    answer_until(session, "card.2.another")

    session.change("card.1.choice")
    session.answer("I went home.")

    assert session.question is not None
    assert "card.1.read_back.1" == session.question.id
    assert dict(session.question.parameters)["lived"].endswith("\n\nI went home.")


def test_a_card_that_is_not_confirmed_is_kept_unconfirmed() -> None:
    """Leaving the read-back open keeps the card, which then counts for nothing."""
    session = begun()
    answer_until(session, "card.1.read_back.1")

    session.answer(None)
    told = answer_all(session, ADA)

    assert [False, True] == [card.confirmed for card in told.cards[:2]]


def test_a_context_that_the_study_lacks_is_a_proposal() -> None:
    """A context written anew is kept as offered, beside the nearest one of the study."""
    card = replace(TURNS, contexts=(), new_context="when nobody comes for a week")
    session = begun()
    person = SimulatedPerson(cards=(card,))
    answer_until(session, "card.1.nearest", person)
    session.answer("wet-week")

    told = answer_all(session, person)

    key = new_session_key("person")
    records = records_of(told, SETTING, key=key, times={}, begun=BEGUN)
    (kept,) = of(ValueCard, records)
    assert ("wet-week",) == kept.contexts
    assert ["when nobody comes for a week"] == [said.text for said in of(Offered, records)]


def test_a_card_in_no_context_of_the_study_is_kept_as_offered() -> None:
    """A card that fits nowhere becomes no card: its words stand as something offered."""
    card = replace(TURNS, contexts=(), new_context="when nobody comes for a week")

    records = simulated(SimulatedPerson(cards=(card,)))

    assert [] == of(ValueCard, records)
    texts = [said.text for said in of(Offered, records)]
    assert texts[0].splitlines() == [TURNS.title, *(policy.text for policy in TURNS.policies)]
    assert "when nobody comes for a week" == texts[1]


def test_the_answers_of_an_interrupted_session_give_the_same_records() -> None:
    """Stopping and taking up the log at every answer changes no record."""
    whole = begun()
    interrupted = begun()
    answer_all(whole, ADA)

    while (question := interrupted.question) is not None:
        interrupted.answer(ADA.answer(question))
        interrupted.stop("later")
        interrupted = Session(interview(SETTING), interrupted.entries)

    assert whole.outcome == interrupted.outcome


def test_no_card_is_begun_beyond_the_limit() -> None:
    """With a limit of one card, the second of somebody who has two is not asked for."""
    session = begun(replace(SETTING, most_cards=1))

    told = answer_all(session, replace(ADA, moves=()))

    assert [TURNS.title] == [card.title for card in told.cards]


def test_predictions_from_outside_end_the_asking_for_cards() -> None:
    """When the first card does not improve the predictions, no second card is asked for."""
    setting = replace(SETTING, stopping=StoppingRule(patience=1))
    person = replace(ADA, moves=())

    stopped = answer_all(begun(setting), person, held_out=["0101", "0101"])
    went_on = answer_all(begun(setting), person, held_out=["00001", "01111", "01111"])

    assert [1, 2] == [len(stopped.cards), len(went_on.cards)]


def test_an_interview_of_somebody_nobody_can_please_ends() -> None:
    """Whoever never confirms is asked a bounded number of times."""
    person = SimulatedPerson(cards=(TURNS,))
    session = begun()
    turns = 0
    while (question := session.question) is not None and turns < 5_000:
        unpleased = ".read_back." in question.id and not question.id.endswith(".change")
        change = question.id.endswith(".change")
        session.answer("no" if unpleased else "title" if change else person.answer(question))
        turns += 1

    assert session.outcome is not None
    assert not session.outcome.cards[0].confirmed


@settings(max_examples=60)
@given(data=st.data(), seed=st.integers(0, 2**32))
def test_any_answers_lead_to_the_end(data: st.DataObject, seed: int) -> None:
    """Whatever is answered, the interview ends, and its records can be read."""
    draw = random.Random(seed)
    session = begun(replace(SETTING, order=seed))
    while (question := session.question) is not None:
        if question.id == "consent.take_part":
            session.answer("yes")
        elif question.kind == "text" and draw.random() < 0.3:
            session.answer(None)
        else:
            session.answer(data.draw(answers_to(question)))
        assert len(session.entries) < 2_000

    assert session.outcome is not None
    key = new_session_key("person")
    records = records_of(session.outcome, SETTING, key=key, times={}, begun=BEGUN)
    assert len(records) == len({record.id for record in records})


def test_an_unknown_question_is_not_changed() -> None:
    """Changing a question that was not asked is refused."""
    with pytest.raises(InvalidDocument) as raised:
        begun().change("card.1.story")

    assert "no-question" == raised.value.code
