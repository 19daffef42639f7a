"""What people told in interviews: who they are, what they agreed to, what they live by.

They answer the interview itself, question by question; what stands in answers.jsonl is what came of
it.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import Any

from source.cards import CARD, CARDS, DOUBLES
from source.draws import Draws
from source.offered import OFFERED
from source.people import Person
from source.said import moment, some_time

from commonweal.documents import Context, Record, Study, ValueCard
from commonweal.elicitation import (
    SimulatedInterview,
    SimulatedPerson,
    TrueCard,
    TruePolicy,
    setting_from_documents,
    simulate_interview,
)

BRIGADE_DAY = 64
"""The evening on which the brigade registers, and answers within the hour."""

NOT_QUOTED = "quiet-rite"
"""The card whose author takes part, and does not agree to be quoted."""


@dataclass(frozen=True, slots=True)
class Interviewed:
    """The records of everybody's interview, and the cards among them by key."""

    records: list[Record]
    cards: dict[str, ValueCard]


def interview_everybody(people: list[Person], study: Study, contexts: list[Context]) -> Interviewed:
    """Return what came of everybody's interview.

    The card with the smaller id stands for a value; an interview in which a double would stand for
    the value that it is a double of is held again with other nonces.
    """
    begun = Draws("interviews")
    records: list[Record] = []
    cards: dict[str, ValueCard] = {}
    # Doubles come after the values that they are doubles of.
    for person in sorted(people, key=lambda person: person.told in DOUBLES):
        hold = partial(_interview, person, study, contexts, _begins(person, begun))
        held = hold(Draws(f"interview {person.name}"))
        if person.told is not None:
            again = 0
            while _stands_for_another(person.told, _card_of(held), cards):
                again += 1
                held = hold(Draws(f"interview {person.name} {again}"))
            cards[person.told] = _card_of(held)
        records += held.records
    return Interviewed(records, {card["key"]: cards[card["key"]] for card in CARDS})


def _begins(person: Person, draws: Draws) -> str:
    if person.brigade:
        return moment(BRIGADE_DAY, second=11 * 3600 + draws.below(600))
    return some_time(draws, 0, 20)


def _interview(
    person: Person, study: Study, contexts: list[Context], begun: str, draws: Draws
) -> SimulatedInterview:
    setting = setting_from_documents(
        study, contexts, participant=person.name, known=False, consented=False
    )
    return simulate_interview(_simulated(person, draws), setting, begun=begun, rng=draws)


def _simulated(person: Person, draws: Draws) -> SimulatedPerson:
    uses = [("publish", True), ("quote", _may_be_quoted(person, draws))]
    uses += [("contact_again", draws.chance(60)), ("send_to_model", draws.chance(25))]
    return SimulatedPerson(
        cards=_lives_by(person),
        strata=(("role", person.role), ("side", person.side)),
        uses=tuple(use for use, agreed in uses if agreed),
    )


def _may_be_quoted(person: Person, draws: Draws) -> bool:
    """Say whether somebody lets their words be shown: of those who told a card, all but one."""
    chance = draws.chance(70)
    return chance if person.told is None else person.told != NOT_QUOTED


def _lives_by(person: Person) -> tuple[TrueCard, ...]:
    """Return what somebody tells: one card, with what they may have begun with, or only that."""
    if person.offers is None and person.told is None:
        return ()
    begins = OFFERED[person.offers] if person.offers is not None else None
    first: dict[str, Any] = {}
    if begins is not None:
        first = {"begins_as": begins["offered_as"], "begins_with": begins["text"]}
        first["same_concern"] = begins["same_concern"]
    if person.told is None:
        return (TrueCard(title="", policies=(), contexts=(), **first),)
    told = CARD[person.told]
    return (
        TrueCard(
            title=told["title"],
            policies=tuple(map(_policy, told["policies"])),
            contexts=told["contexts"],
            story=told["lived_choice"],
            **first,
        ),
    )


def _policy(policy: dict[str, Any]) -> TruePolicy:
    return TruePolicy(
        text=policy["text"],
        words=policy["quote"],
        another_way=policy["another_way"],
        nobody_knew=policy["nobody_knew"],
        who_minds=policy["who_would_mind"],
        delegable=policy["delegable"],
    )


def _card_of(held: SimulatedInterview) -> ValueCard:
    return next(record for record in held.records if isinstance(record, ValueCard))


def _stands_for_another(key: str, card: ValueCard, cards: dict[str, ValueCard]) -> bool:
    return key in DOUBLES and card.id < cards[DOUBLES[key]].id
