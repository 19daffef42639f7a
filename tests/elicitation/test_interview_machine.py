"""Anybody may do anything at any time: the session stays whole, and nothing said is lost."""

from __future__ import annotations

from typing import Any

import hypothesis.strategies as st
from hypothesis import settings
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from commonweal.documents import parse_record
from commonweal.elicitation import (
    Entry,
    Session,
    Told,
    interview,
    new_session_key,
    records_of,
    replay,
)

from .asked import NO_CONSENT_NEEDED, SETTING, answers_to

KEY = new_session_key("person")
NOW = "2026-02-02T09:00:00Z"


class Interview(RuleBasedStateMachine):
    """Somebody who answers, skips, goes back, changes, stops and resumes as they like."""

    session: Session[Told]
    log: list[Entry]

    @initialize(new=st.booleans())
    def begin(self, new: bool) -> None:
        """Begin as a stranger or as somebody known."""
        self.setting = SETTING if new else NO_CONSENT_NEEDED
        self.session = Session(interview(self.setting))
        self.log = []

    @precondition(lambda self: self.session.question is not None)
    @rule(data=st.data())
    def answer(self, data: Any) -> None:
        """Answer or skip."""
        question = self.session.question
        assert question is not None
        self.log.append(self.session.answer(data.draw(answers_to(question)), at=NOW))

    @precondition(lambda self: self.session.state.path)
    @rule()
    def back(self) -> None:
        """Go back: the question before is asked."""
        before = self.session.state.path[-1].question.id

        self.log.append(self.session.back(at=NOW))

        assert self.session.question is not None
        assert before == self.session.question.id

    @precondition(lambda self: self.session.state.path)
    @rule(data=st.data())
    def change(self, data: Any) -> None:
        """Change one earlier answer: that question is asked."""
        asked = [passed.question.id for passed in self.session.state.path]
        chosen = data.draw(st.sampled_from(asked))

        self.log.append(self.session.change(chosen, at=NOW))

        assert self.session.question is not None
        assert chosen == self.session.question.id

    @rule()
    def stop(self) -> None:
        """Stop for later."""
        self.log.append(self.session.stop("later", at=NOW))

    @rule()
    def resume(self) -> None:
        """Take the session up again from its log: it is where it was."""
        before = self.session.state

        self.session = Session(interview(self.setting), self.session.entries)

        assert before == self.session.state

    @invariant()
    def nothing_is_lost_or_rewritten(self) -> None:
        """The log holds all that was done, as it was done."""
        assert tuple(self.log) == self.session.entries

    @invariant()
    def the_state_is_a_replay(self) -> None:
        """Where one stands is a function of the log."""
        assert replay(interview(self.setting), self.log) == self.session.state

    @invariant()
    def whatever_is_handed_in_is_right(self) -> None:
        """The records of what was told so far can be read, each with an id of its own."""
        times = {passed.question.id: passed.entry.at for passed in self.session.state.path}
        told = self.session.so_far()
        records = records_of(told, self.setting, key=KEY, times=times, begun=NOW)

        assert all(record == parse_record(record.content()) for record in records)
        assert len(records) == len({record.id for record in records})
        assert told.agreed or not records


Interview.TestCase.settings = settings(max_examples=60, stateful_step_count=60)
TestInterview = Interview.TestCase
