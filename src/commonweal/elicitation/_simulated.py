"""Invented people with known values, who answer the interview itself: they test the mechanics.

What is recovered from them shows that the questions and the records fit together. It says nothing
about people: no simulated person is in doubt, tired, or misunderstands a question.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, TypeAlias

from commonweal.documents import timestamp
from commonweal.elicitation._flow import Session
from commonweal.elicitation._interview import interview
from commonweal.elicitation._record_writer import new_session_key
from commonweal.elicitation._records import records_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from commonweal.documents import RandomBytes, Record
    from commonweal.elicitation._flow import Entry
    from commonweal.elicitation._question import AnswerValue, Question
    from commonweal.elicitation._setting import InterviewSetting
    from commonweal.elicitation._told import OfferedAs, Told

Clock: TypeAlias = "Callable[[], str]"

QUICKEST, SLOWEST = 5, 90
"""How many seconds an invented person takes for an answer, at least and at most."""

MOST_ANSWERS = 2_000
"""After so many answers an interview is going round in a circle."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TruePolicy:
    """Something that an invented person attends to, and what is true of it."""

    text: str
    words: str | None = None
    """The words of the story that it comes from."""
    another_way: str | None = "yes"
    nobody_knew: str | None = "yes"
    who_minds: str | None = None
    delegable: str | None = "no"
    said_first: str | None = None
    """What the person says before they get to it."""
    said_as: OfferedAs = "goal"
    """What that is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TrueCard:
    """Something that an invented person lives by."""

    title: str
    policies: tuple[TruePolicy, ...]
    contexts: tuple[str, ...]
    story: str | None = None
    choice: str | None = None
    begins_as: OfferedAs | None = None
    """What the person begins with instead of a story."""
    begins_with: str | None = None
    same_concern: str | None = "yes"
    """Whether the card is the same concern as what they began with."""
    new_context: str | None = None
    """A context that the study does not have."""
    wisdom: int = 0
    """Of two cards the one with more is the wiser; with as much, both are needed."""
    mine: str = "yes"
    """What they say when they are asked later whether it is theirs."""
    holds: str = "mine"
    """And when they are asked about a contradiction in that."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TrueMove:
    """What an invented person lived by before."""

    to: int
    """The position, from 0, of the card that took its place."""
    title: str
    policies: tuple[str, ...]
    ground: str = "omission"
    told: str
    covers: tuple[int, ...] = ()
    why_dropped: str | None = None
    back: str = "no"
    still: str = "no"


@dataclass(frozen=True, slots=True, kw_only=True)
class SimulatedPerson:
    """An invented person: what they live by, and how they answer."""

    cards: tuple[TrueCard, ...]
    strata: tuple[tuple[str, str], ...] = ()
    agrees: bool = True
    uses: tuple[str, ...] = ("quote", "publish")
    """What they agree to beside taking part."""
    moves: tuple[TrueMove, ...] = ()
    takes_the_first: bool = False
    """Whether they call the card wiser that they see first, and do not know which it is when asked
    about that."""

    def answer(self, question: Question) -> AnswerValue:
        """Return the answer to a question of the interview: always the same to the same."""
        head, _, rest = question.id.partition(".")
        if head == "consent":
            agreed = self.agrees if rest == "take_part" else rest in self.uses
            return "yes" if agreed else "no"
        if head == "stratum":
            return dict(self.strata).get(rest)
        if head == "card":
            number, _, what = rest.partition(".")
            return self._of_card(int(number) - 1, what, question)
        if head == "wiser":
            return self._wiser(question)
        if head == "mine":
            card = self.cards[int(rest.split(".")[1]) - 1]
            return card.holds if rest.endswith(".holds") else card.mine
        return self._of_move(rest, question) if head == "move" else None

    def _of_card(self, at: int, what: str, question: Question) -> AnswerValue:
        if what == "another":
            return "yes" if at < len(self.cards) else "no"
        if at >= len(self.cards):
            return None
        card = self.cards[at]
        if what.startswith("policy."):
            number, _, about = what.removeprefix("policy.").partition(".")
            return _of_policy(card, int(number) - 1, about)
        if what.startswith("read_back"):
            return "yes"
        if what.startswith("same"):
            return card.same_concern
        if what == "contexts":
            offered = {choice.key for choice in question.choices}
            return tuple(name for name in card.contexts if name in offered)
        said = {
            "begin": card.begins_as or "story",
            "offered": card.begins_with,
            "story": card.story,
            "story.which": "story",
            "choice": card.choice,
            "title": card.title,
            "context": card.new_context,
        }
        return said.get(what)

    def _wiser(self, question: Question) -> AnswerValue:
        if self.takes_the_first:
            return "unsure" if question.message == "wiser.differ" else "first"
        wisdom = {card.title: card.wisdom for card in self.cards}
        first, second = (wisdom[each.text.partition("\n")[0]] for each in question.choices[:2])
        if first == second:
            return "both_needed"
        return "first" if first > second else "second"

    def _of_move(self, rest: str, question: Question) -> AnswerValue:
        _, number, what = rest.split(".", 2)
        move = next((move for move in self.moves if move.to == int(number) - 1), None)
        if move is None:
            return "no" if what == "before" else None
        if what.startswith("former.policy."):
            at = int(what.removeprefix("former.policy.")) - 1
            return move.policies[at] if at < len(move.policies) else None
        said: dict[str, AnswerValue] = {
            "before": "yes",
            "from": "other",
            "context": question.choices[0].key if question.choices else None,
            "former.title": move.title,
            "former.still": move.still,
            "ground": move.ground,
            "told": move.told,
            "covers": tuple(map(str, move.covers)),
            "back": move.back,
        }
        return move.why_dropped if what.startswith("dropped.") else said.get(what)


def _of_policy(card: TrueCard, at: int, about: str) -> AnswerValue:
    if at >= len(card.policies):
        return None
    policy = card.policies[at]
    if not about:
        return policy.said_first or policy.text
    said = {
        "which": policy.said_as if policy.said_first else "policy",
        "instead": policy.text,
        "words": policy.words,
        "place": "0",
        "another_way": policy.another_way,
        "nobody_knew": policy.nobody_knew,
        "both": "both",
        "who_minds": policy.who_minds,
        "delegable": policy.delegable,
    }
    return said.get(about)


@dataclass(frozen=True, slots=True)
class SimulatedInterview:
    """What an invented person answered, and the records that came of it."""

    entries: tuple[Entry, ...]
    told: Told
    records: tuple[Record, ...]


def answer_all(
    session: Session[Told],
    person: SimulatedPerson,
    *,
    clock: Clock | None = None,
    held_out: Iterable[str] = (),
) -> Told:
    """Have an invented person answer until the end of the interview.

    Args:
        session: the interview; going on from where it stands.
        person: who answers.
        clock: the time of each answer; none is kept without it.
        held_out: what questions to the program itself are answered with, one after another: the
            hits and misses of predictions.
    """
    predictions = iter(held_out)
    for _ in range(MOST_ANSWERS):
        question = session.question
        if question is None:
            break
        outside = question.kind == "outside"
        value = next(predictions, None) if outside else person.answer(question)
        session.answer(value, at=clock() if clock else "")
    assert session.outcome is not None, "the interview does not end"
    return session.outcome


def simulate_interview(
    person: SimulatedPerson, setting: InterviewSetting, *, begun: str, rng: RandomBytes
) -> SimulatedInterview:
    """Return the interview of an invented person: the same bytes for the same generator.

    Args:
        person: who answers.
        setting: the setting; its origin must be synthetic.
        begun: when it begins, in UTC to the second.
        rng: draws the nonces, and how long each answer takes.

    Raises:
        NotAuthorised: code ``seeded-nonce`` unless the setting is synthetic.
    """
    key = new_session_key(setting.origin, rng)
    session = Session(interview(setting))
    told = answer_all(session, person, clock=seeded_clock(begun, rng))
    times = {passed.question.id: passed.entry.at for passed in session.state.path}
    records = records_of(told, setting, key=key, times=times, begun=begun)
    return SimulatedInterview(session.entries, told, records)


def seeded_clock(begun: str, rng: RandomBytes) -> Clock:
    """Return a clock for somebody invented, who takes a while for each answer."""
    now = datetime.fromisoformat(begun)

    def tick() -> str:
        nonlocal now
        drawn = int.from_bytes(rng.bytes(2), "big")
        now += timedelta(seconds=QUICKEST + drawn % (SLOWEST - QUICKEST))
        return timestamp(now)

    return tick
