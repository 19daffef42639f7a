"""Invented people in a round: they answer its real questions, and its real records come of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from commonweal.elicitation._ask_round import meeting_round
from commonweal.elicitation._flow import Session
from commonweal.elicitation._record_writer import new_session_key
from commonweal.elicitation._round_records import records_of_round
from commonweal.elicitation._simulated import seeded_clock

if TYPE_CHECKING:
    from collections.abc import Callable

    from commonweal.documents import RandomBytes, Record
    from commonweal.elicitation._ask_round import RoundTold
    from commonweal.elicitation._flow import Entry
    from commonweal.elicitation._question import AnswerValue, Question
    from commonweal.elicitation._round_items import RoundSetting


@dataclass(frozen=True, slots=True)
class SimulatedRound:
    """What an invented person answered in a round, and the records that came of it."""

    entries: tuple[Entry, ...]
    told: RoundTold
    records: tuple[Record, ...]


def simulate_round(
    setting: RoundSetting,
    answer: Callable[[Question], AnswerValue],
    *,
    begun: str,
    rng: RandomBytes,
) -> SimulatedRound:
    """Return the round of an invented person: the same bytes for the same answers and generator.

    Args:
        setting: what they meet; its origin must be synthetic.
        answer: what they say to a question.
        begun: when it begins, in UTC to the second.
        rng: draws the nonces, and how long each answer takes.

    Raises:
        NotAuthorised: code ``seeded-nonce`` unless the setting is synthetic.
    """
    key = new_session_key(setting.origin, rng)
    session = Session(meeting_round(setting))
    clock = seeded_clock(begun, rng)
    while (question := session.question) is not None:
        session.answer(answer(question), at=clock())
    assert session.outcome is not None
    times = {passed.question.id: passed.entry.at for passed in session.state.path}
    records = records_of_round(session.outcome, setting, key=key, times=times, begun=begun)
    return SimulatedRound(session.entries, session.outcome, records)
