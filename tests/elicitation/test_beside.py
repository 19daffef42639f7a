"""What a model says beside questions: noted where it moves nothing, and read back as it stands."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import given, strategies as st

from commonweal.documents import Proposal, parse_record
from commonweal.elicitation import (
    Answered,
    Catalogue,
    Entry,
    InterviewSetting,
    ModelBeside,
    ModelHelper,
    ModelSettings,
    ProposalShown,
    Question,
    Questions,
    Session,
    answer_note,
    note_of,
    proposal_records,
    proposals_beside,
    proposals_noted,
    replay,
)
from commonweal.testing import ScriptedModel

STORY = "When the pump broke I went round first to the beds of those who were away."
AWAY = "the beds of those who were away"


def telling() -> Questions[str]:
    """Ask for a story, and for two policies from it."""
    yield Question("card.1.story", "text", "card.story", longest=15_000)
    yield Question("card.1.policy.1", "text", "policy.first")
    second = yield Question("card.1.policy.2", "text", "policy.more")
    return str(second)


def beside(number: int = 1, **fields: Any) -> ProposalShown:
    """Return a policy that was shown at the first question for one."""
    shown = {
        "number": number,
        "question": "card.1.policy.1",
        "asked": "What did you look at?",
        "proposed_as": "policy",
        "text": "BEDS whose owner is away",
        "quotes": (AWAY,),
        "model": "Small Model:3B",
        "prompt_hash": "a" * 64,
        "seed": "0",
        "temperature": "0.0",
    }
    return ProposalShown(**{**shown, **fields})


def told(*answers: str) -> Session[str]:
    session = Session(telling)
    for answer in (STORY, *answers):
        session.answer(answer)
    return session


def noted(session: Session[str]) -> tuple[ProposalShown, ...]:
    return proposals_noted(session.entries, session.state.path)


def here(session: Session[str]) -> list[int]:
    """Return the numbers of what stands beside the question that is to be asked."""
    assert session.question is not None
    found = proposals_beside(session.question, session.state.path, noted(session))
    return [each.number for each in found]


@given(st.lists(st.sampled_from(["answer", "back", "note"]), max_size=12))
def test_a_note_moves_nothing(acts: list[str]) -> None:
    """Wherever notes stand in a log, it leads where it would lead without them."""
    session = Session(telling)
    for number, act in enumerate(acts):
        if act == "note":
            session.note(note_of(beside(number)))
        elif act == "answer" and session.question is not None:
            session.answer(f"words {number}")
        elif act == "back" and session.state.path:
            session.back()

    without = [entry for entry in session.entries if entry.act != "note"]

    assert replay(telling, without) == replay(telling, session.entries)
    assert acts.count("note") == len(session.entries) - len(without)


def test_what_is_noted_is_read_back() -> None:
    """A note holds everything that was shown, and when."""
    session = told()
    session.note(note_of(beside()), at="2026-06-01T09:00:00Z")

    assert (beside(at="2026-06-01T09:00:00Z"),) == noted(session)


def test_notes_of_others_are_passed_over() -> None:
    """What another program notes in a session is no proposal, and disturbs none."""
    session = told()
    for text in ("a remark", "[1]", '{"number": 9, "answer": "taken"}', note_of(beside())):
        session.note(text)

    assert [1] == [each.number for each in noted(session)]


def test_a_policy_stays_beside_further_questions_until_it_is_answered() -> None:
    """What nobody answered stands beside the next question too; what was taken or declined not."""
    session = told()
    for number in (1, 2, 3):
        session.note(note_of(beside(number)))
    before = here(session)
    session.note(answer_note(2, "declined"))
    session.note(answer_note(1, "taken", "BEDS whose owner is away"))
    session.answer("BEDS whose owner is away")

    assert ([1, 2, 3], [3]) == (before, here(session))


def test_what_was_taken_stands_only_as_long_as_the_answer() -> None:
    """After going back, other words make a taken proposal one that nobody answered."""
    session = told()
    session.note(note_of(beside()))
    session.note(answer_note(1, "taken", "BEDS whose owner is away"))
    session.answer("BEDS whose owner is away")
    taken = [each.answer for each in noted(session)]
    session.back()
    reopened = [each.answer for each in noted(session)]
    session.answer("other words")

    assert [["taken"], [None], [None]] == [
        taken,
        reopened,
        [each.answer for each in noted(session)],
    ]


def test_an_interruption_before_the_answer_takes_nothing() -> None:
    """A log that ends after the note that something is taken has nothing that was taken."""
    session = told()
    session.note(note_of(beside()))
    session.note(answer_note(1, "taken", "BEDS whose owner is away"))

    assert [None] == [each.answer for each in noted(Session(telling, session.entries))]


def test_a_changed_story_has_its_own_proposals() -> None:
    """What goes back to words that no longer stand in the story is shown no more."""
    session = told()
    session.note(note_of(beside()))
    session.change("card.1.story")
    session.answer("Another time I waited until everybody had been at the pump, and went last.")

    assert [] == here(session)


def test_a_hint_stands_beside_its_own_question() -> None:
    """A hint that was passed over is not put again beside the next question."""
    session = told()
    session.note(note_of(beside(proposed_as="hint")))
    first = here(session)
    session.answer("BEDS of others")

    assert ([1], []) == (first, here(session))


def test_a_story_is_sent_once() -> None:
    """Looking again, or after an interruption, asks the model nothing more."""
    policies = {"policies": [{"text": "BEDS whose owner is away", "quotes": [AWAY]}]}
    session = told()
    question, path = session.question, session.state.path
    assert question is not None

    with ScriptedModel(json.dumps(policies), '{"passages": []}') as model:
        settings = ModelSettings(name="m", url=model.url, retries=0, timeout=5.0)
        asks = [
            ModelBeside(ModelHelper(settings), Catalogue("en"), answers_in="en") for _ in range(2)
        ]
        looked = asks[0].look(question, path, ())
        again = asks[0].look(question, path, looked.new), asks[1].look(question, path, looked.new)
        requests = len(model.requests)

    assert ("answered", 1, 2) == (looked.status, len(looked.new), requests)
    assert [(None, ())] * 2 == [(each.status, each.new) for each in again]


def test_consent_is_asked_in_the_studys_words_only() -> None:
    """No model words the questions by which people agree, and a short story is not sent."""
    question = Question("consent.quote", "confirm", "consent.quote")
    short = Answered(Question("card.1.story", "text", "card.story"), Entry("answer", value="Once."))
    first = Question("card.1.policy.1", "text", "policy.first")

    with ScriptedModel("{}") as model:
        helper = ModelHelper(ModelSettings(name="m", url=model.url))
        asks = ModelBeside(helper, Catalogue("en"), answers_in="en")
        statuses = asks.reword(question, ()).status, asks.look(first, (short,), ()).status
        requests = len(model.requests)

    assert ((None, None), 0) == (statuses, requests)


def test_records_say_what_was_shown_and_what_it_became() -> None:
    """Each thing shown is a record of the model's, said at the earliest when it was agreed to."""
    setting = InterviewSetting(participant="p17", question="?", answers_in="de")
    shown = [
        beside(1, answer="changed", became="BEDS of others", at="2026-06-01T08:00:00Z"),
        beside(2, proposed_as="wording", quotes=(), seed=None, at="2026-06-01T10:00:00Z"),
    ]

    records = proposal_records(shown, setting, key="ab" * 32, agreed="2026-06-01T09:00:00Z")

    assert ["2026-06-01T09:00:00Z", "2026-06-01T10:00:00Z"] == [each.said_at for each in records]
    assert [("small-model-3b", "Small Model:3B", "p17", "de")] * 2 == [
        (each.by, each.model, each.participant, each.language) for each in records
    ]
    assert [("changed", "BEDS of others"), (None, None)] == [
        (each.answer, each.became) for each in records
    ]
    assert all(isinstance(parse_record(each.content()), Proposal) for each in records)
    assert 2 == len({each.nonce for each in records})
