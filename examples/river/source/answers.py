"""All the answers, in the order in which they stand in answers.jsonl."""

from __future__ import annotations

from dataclasses import dataclass

from source.judging import make_appraisals, make_complaints, make_placings
from source.leaving import leave
from source.moves import make_transitions
from source.people import Person, make_people
from source.telling import (
    make_cards,
    make_endorsements,
    make_offered,
    make_participants,
    make_same_values,
)
from source.voting import make_outweighs, make_votes

from commonweal.documents import Record, ValueCard


@dataclass(frozen=True, slots=True)
class Answered:
    """Everybody, their cards by key, and all records."""

    people: list[Person]
    cards: dict[str, ValueCard]
    records: list[Record]


def make_answers(consent_text: str) -> Answered:
    """Return what everybody answers; the same every time.

    Args:
        consent_text: the text that everybody agrees to.
    """
    people = make_people()
    cards = make_cards(people)
    moves = make_transitions(people, cards)
    records: list[Record] = [
        *make_participants(people, consent_text),
        *cards.values(),
        *make_offered(people, cards),
        *make_endorsements(people, cards),
        *make_same_values(people, cards),
        *moves,
        *make_votes(people, cards, moves),
        *make_outweighs(people, cards),
        *make_placings(people, cards),
        *make_appraisals(people, cards),
        *make_complaints(people),
    ]
    return Answered(people, cards, leave(people, records))
