"""The flow engine: replay, going back, changing, skipping, stopping."""

from __future__ import annotations

import pytest

from commonweal.elicitation import Choice, Entry, Question, Questions, Session, replay
from commonweal.errors import InvalidDocument

WAYS = (Choice("foot", "by_foot"), Choice("boat", "by_boat"))


def journey() -> Questions[str]:
    """Ask where to, and how; who goes by boat is asked for its name, and all is read back."""
    place = yield Question("place", "text", "journey.place", may_skip=False)
    way = yield Question("way", "choice", "journey.way", choices=WAYS)
    boat = None
    if way == "boat":
        boat = yield Question("boat", "text", "journey.boat")
    said = (("place", str(place)), ("way", str(way)), ("boat", str(boat)))
    sure = yield Question("sure", "confirm", "journey.sure", said)
    return f"{place} by {boat or way}: {sure}"


def answered(*values: str | None) -> Session[str]:
    """Return a session in which these answers were given."""
    session = Session(journey)
    for value in values:
        session.answer(value)
    return session


def asked(session: Session[str]) -> str | None:
    """Return the id of the question that is to be asked."""
    return session.question.id if session.question else None


def test_answers_lead_through_the_flow() -> None:
    """A branch is taken where an answer asks for it, and the end returns what came of it."""
    session = answered("the weir", "boat", "Dipper", "yes")

    assert None is asked(session)
    assert "the weir by Dipper: yes" == session.outcome


def test_going_back_asks_the_question_before_again() -> None:
    """Going back twice reopens two questions, and what had been answered can be looked up."""
    session = answered("the weir", "boat", "Dipper")

    session.back()
    session.back()

    assert "way" == asked(session)
    assert "boat" == session.earlier()


def test_a_changed_answer_leaves_the_others() -> None:
    """After an early answer is changed, later ones are not asked again, but for the read-back."""
    session = answered("the weir", "boat", "Dipper", "yes")

    session.change("place")
    session.answer("the mill")

    assert "sure" == asked(session)
    assert ["the mill", "boat", "Dipper"] == [each.entry.value for each in session.state.path]


def test_what_was_confirmed_is_confirmed_as_shown_only() -> None:
    """A changed answer changed back again finds the confirmation of the same words standing."""
    session = answered("the weir", "foot", "yes")

    session.change("way")
    session.answer("boat")
    session.answer(None)
    between = asked(session)
    session.change("way")
    session.answer("foot")

    assert "sure" == between
    assert "the weir by foot: yes" == session.outcome


def test_a_stop_is_taken_up_by_the_next_answer() -> None:
    """Stopping keeps the place and says what is to become of the session, until it goes on."""
    session = answered("the weir")

    session.stop("later")
    stopped = session.state
    session.answer("foot")

    assert ("later", "way") == (stopped.stopped, stopped.question and stopped.question.id)
    assert None is session.state.stopped


def test_the_log_grows_only() -> None:
    """Answers, going back and changing are entries one after another."""
    session = answered("the weir", "boat")

    session.back()
    session.answer("foot")

    acts = [(entry.act, entry.question, entry.value) for entry in session.entries]
    assert [
        ("answer", "place", "the weir"),
        ("answer", "way", "boat"),
        ("back", "way", None),
        ("answer", "way", "foot"),
    ] == acts


def test_replay_is_where_the_session_was() -> None:
    """The log alone leads to the same state."""
    session = answered("the weir", "boat", "Dipper")
    session.change("way")

    assert session.state == replay(journey, session.entries)


@pytest.mark.parametrize(
    ("value", "fault"),
    [
        (None, "not_skipped"),
        (" ", "empty"),
        ("x" * 301, "too_long"),
        ("two\nlines", "one_line"),
        ("\udcff", "not_text"),
        (("a",), "not_text"),
    ],
)
def test_what_is_no_answer_is_not_taken(value: str | tuple[str, ...] | None, fault: str) -> None:
    """An answer of the wrong form is refused with what is wrong, and leaves no entry."""
    session = Session(journey)

    with pytest.raises(InvalidDocument) as raised:
        session.answer(value)

    assert ("answer-form", fault) == (raised.value.code, raised.value.problems[0].found)
    assert () == session.entries


@pytest.mark.parametrize(
    ("value", "fault"),
    [(("a", "a"), "twice"), (("c",), "no_such_choice"), ("a", "no_such_choice"), (("b",), None)],
)
def test_several_are_keys_of_the_choices(value: str | tuple[str, ...], fault: str | None) -> None:
    """Several choices are given as different keys."""
    question = Question("q", "several", "m", choices=(Choice("a"), Choice("b")))

    assert fault == question.fault(value)


def test_there_is_nothing_before_the_first_question() -> None:
    """Going back from the first question, and changing what is not on the way, are refused."""
    session = Session(journey)

    for wrong in (session.back, lambda: session.change("boat")):
        with pytest.raises(InvalidDocument) as raised:
            wrong()
        assert "no-question" == raised.value.code


def test_an_entry_of_another_wording_is_no_answer() -> None:
    """A log whose entry was given to something else that was shown asks the question again."""
    state = replay(journey, [Entry("answer", "place", "0123456789abcdef", "the weir")])

    assert state.question is not None
    assert "place" == state.question.id
