"""All the answers, in the order in which they stand in answers.jsonl."""

from __future__ import annotations

from dataclasses import dataclass

from source.judging import SITUATION, make_appraisals, make_complaints, make_placings
from source.leaving import leave
from source.meeting import meet_others, move_on
from source.people import Person, make_people
from source.rounds import Asking
from source.same import make_same_values
from source.telling import interview_everybody
from source.voting import make_outweighs, make_votes

from commonweal.documents import Context, Record, Study, Transition, ValueCard


@dataclass(frozen=True, slots=True)
class Answered:
    """Everybody, their cards by key, and all records."""

    people: list[Person]
    cards: dict[str, ValueCard]
    records: list[Record]


def make_answers(
    study: Study, contexts: list[Context], options: dict[str, dict[str, str]]
) -> Answered:
    """Return what everybody answers; the same every time.

    Args:
        study: the study's declarations.
        contexts: its contexts.
        options: what each option says, by its name, for each situation.
    """
    people = make_people()
    told = interview_everybody(people, study, contexts)
    cards = told.cards
    asking = Asking(study.question, {context.name: context for context in contexts}, cards)
    met = meet_others(people, asking)
    moved = move_on(people, asking)
    moves = [record for record in moved if isinstance(record, Transition)]
    records: list[Record] = [
        *told.records,
        *met,
        *make_same_values(people, cards),
        *moved,
        *make_votes(people, moves, asking),
        *make_outweighs(people, asking),
        *make_placings(people, asking, options[SITUATION]),
        *make_appraisals(people, cards),
        *make_complaints(people),
    ]
    return Answered(people, cards, leave(people, records))
