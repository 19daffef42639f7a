"""Invented people interviewed with a model beside them, whose words they may take for their own.

How readily real people take a model's words nobody knows from this: the chance is put in. What
comes out is whether the trial of interviewers sees what such people were led to.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from commonweal.elicitation._beside import FOR_POLICIES, answer_note, note_of, proposals_noted
from commonweal.elicitation._flow import Session
from commonweal.elicitation._interview import interview
from commonweal.elicitation._proposal_records import proposal_records
from commonweal.elicitation._record_writer import new_session_key
from commonweal.elicitation._records import records_of
from commonweal.elicitation._simulated import SimulatedInterview, TruePolicy, seeded_clock

if TYPE_CHECKING:
    from commonweal.documents import RandomBytes
    from commonweal.elicitation._beside import ModelBeside, ProposalShown
    from commonweal.elicitation._model_checks import Dropped
    from commonweal.elicitation._question import Question
    from commonweal.elicitation._setting import InterviewSetting
    from commonweal.elicitation._simulated import Clock, SimulatedPerson
    from commonweal.elicitation._told import Told

SEND = "consent.send_to_model"


@dataclass(frozen=True, slots=True, kw_only=True)
class SuggestiblePerson:
    """An invented person who may put a model's words in the place of their own."""

    person: SimulatedPerson
    """What they live by, and how they answer where nothing is proposed."""
    takes: float = 0.0
    """The chance, from 0 to 1, that one proposal takes the place of what they would have said."""
    foreign: frozenset[str] = frozenset()
    """Words that do not say what they meant, whatever they answered."""
    notices: float = 0.0
    """The chance, from 0 to 1, that they call a card with foreign words not theirs, asked again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class InterviewBeside:
    """What an invented person answered with a model beside them."""

    held: SimulatedInterview
    """With the proposals among its records, if the person agreed to send their words."""
    shown: tuple[ProposalShown, ...]
    """What the model said that passed the checks, with what became of it."""
    dropped: tuple[Dropped, ...]
    """What it said that did not."""


def simulate_interview_beside(
    suggestible: SuggestiblePerson,
    setting: InterviewSetting,
    beside: ModelBeside | None,
    *,
    begun: str,
    rng: RandomBytes,
) -> InterviewBeside:
    """Return the interview of an invented person with a model beside it, or none.

    The interview, the checks of what the model says and the notes in the session are those that
    real people meet. The model is asked only if the person agreed to send their words.

    Args:
        suggestible: who answers.
        setting: the setting, in which consent is still to be asked; its origin must be synthetic.
        beside: asks the model; nothing in the interview as a form.
        begun: when it begins, in UTC to the second.
        rng: draws the nonces, the time that answers take, and what is taken.

    Raises:
        NotAuthorised: code ``seeded-nonce`` unless the setting is synthetic.
    """
    key = new_session_key(setting.origin, rng)
    session = Session(interview(setting))
    talk = _Beside(session, suggestible, beside, seeded_clock(begun, rng), rng)
    talk.hold()
    assert session.outcome is not None, "the interview does not end"
    path = session.state.path
    times = {passed.question.id: passed.entry.at for passed in path}
    shown = proposals_noted(session.entries, path)
    records = (
        *records_of(session.outcome, setting, key=key, times=times, begun=begun),
        *proposal_records(shown, setting, key=key, agreed=times.get(SEND, begun)),
    )
    held = SimulatedInterview(session.entries, session.outcome, records)
    return InterviewBeside(held=held, shown=shown, dropped=tuple(talk.dropped))


@dataclass(slots=True)
class _Beside:
    """One interview under way: what the person would say by now, and what they took."""

    session: Session[Told]
    suggestible: SuggestiblePerson
    beside: ModelBeside | None
    clock: Clock
    rng: RandomBytes
    noted: list[ProposalShown] = field(default_factory=list)
    dropped: list[Dropped] = field(default_factory=list)
    taken: dict[str, ProposalShown] = field(default_factory=dict)
    """By the question that is answered with it."""

    def hold(self) -> None:
        """Answer until the end."""
        person = self.suggestible.person
        may_send = False
        while (question := self.session.question) is not None:
            if may_send and self.beside is not None and question.message in FOR_POLICIES:
                person = self._look(self.beside, question, person)
            if (taken := self.taken.get(question.id)) is not None:
                note = answer_note(taken.number, "taken", taken.text)
                self.session.note(note, at=self.clock())
            answer = person.answer(question)
            may_send = may_send or (question.id, answer) == (SEND, "yes")
            self.session.answer(answer, at=self.clock())

    def _look(
        self, beside: ModelBeside, question: Question, person: SimulatedPerson
    ) -> SimulatedPerson:
        """Ask the model, and return the person as they answer after what they were shown."""
        looked = beside.look(question, self.session.state.path, self.noted)
        self.dropped += looked.dropped
        for each in looked.new:
            self.session.note(note_of(each), at=self.clock())
        self.noted += looked.new
        proposed = [each for each in looked.new if each.proposed_as == "policy"]
        taken = [each for each in proposed if self._happens(self.suggestible.takes)]
        return self._after_taking(taken, question, person) if taken else person

    def _after_taking(
        self, taken: list[ProposalShown], question: Question, person: SimulatedPerson
    ) -> SimulatedPerson:
        """Return the person with what they took in the place of what they would have said."""
        _, number, _ = question.id.split(".", 2)
        at = int(number) - 1
        self.taken |= {f"card.{number}.policy.{one}": each for one, each in enumerate(taken, 1)}
        card = person.cards[at]
        words = [TruePolicy(text=each.text, words=each.quotes[0]) for each in taken]
        card = replace(card, policies=(*words, *card.policies[len(words) :]))
        foreign = not self.suggestible.foreign.isdisjoint(each.text for each in taken)
        if foreign and self._happens(self.suggestible.notices):
            card = replace(card, mine="no", holds="not_mine")
        return replace(person, cards=(*person.cards[:at], card, *person.cards[at + 1 :]))

    def _happens(self, chance: float) -> bool:
        return int.from_bytes(self.rng.bytes(4), "big") < chance * 2**32
