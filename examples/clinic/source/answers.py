"""All the answers, in the order in which they stand in answers.jsonl."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import Any

from source.cards import CARDS, Told
from source.people import Person, holders, make_people
from source.placed import APPRAISED, PLACED
from source.planted import COMPLAINTS, MOVED, OUTWEIGHS, VOTES
from source.said import said

from commonweal.documents import (
    Appraisal,
    Complaint,
    Consent,
    Endorsement,
    Outweighs,
    Participant,
    Placing,
    Record,
    Transition,
    ValueCard,
    WiserVote,
)

USES = ("take_part", "quote", "publish")
PLACE_SO = 6
"""How many owners place the options of a situation on a value."""
APPRAISE_SO = 5


def make_cards(people: list[Person]) -> dict[str, ValueCard]:
    """Return everybody's cards by key. Norms and roles name them by the ids that follow."""
    author = {key: person.name for person in people for key in person.told}
    return {
        key: ValueCard.model_validate(
            {
                **said(author[key], f"card {key}", day=2, minute=place),
                "language": "en",
                "participant": author[key],
                "title": told.title,
                "contexts": told.contexts,
                "policies": tuple(_policy(told, index) for index in range(len(told.policies))),
                "lived_choice": told.story,
                "confirmed": True,
            }
        )
        for place, (key, told) in enumerate(CARDS.items())
    }


def make_answers(consent_text: str) -> tuple[dict[str, ValueCard], list[Record]]:
    """Return the cards by key, and all records; the same every time.

    Args:
        consent_text: what everybody agrees to.
    """
    people = make_people()
    cards = make_cards(people)
    asked = _Asked(people, cards)
    return cards, [
        *_who_they_are(people, consent_text),
        *cards.values(),
        *asked.theirs_too(),
        *asked.moves(),
        *asked.votes(),
        *asked.stakes(),
        *asked.placings(),
        *asked.appraisals(),
        *asked.complaints(),
    ]


def _policy(told: Told, index: int) -> dict[str, Any]:
    for_itself = "no" if index in told.instrumental else "yes"
    evidence = {"if_another_way": for_itself, "if_nobody_knew": for_itself, "delegable": "no"}
    return {"text": told.policies[index], "evidence": evidence}


def _who_they_are(people: list[Person], consent_text: str) -> Iterator[Record]:
    shown = hashlib.sha256(consent_text.encode()).hexdigest()
    for place, person in enumerate(people):
        own = {"participant": person.name}
        yield Consent.model_validate(
            {
                **said(person.name, "consent", day=0, minute=place),
                **own,
                "text_hash": shown,
                "choices": tuple({"use": use, "given": True} for use in USES),
            }
        )
        yield Participant.model_validate(
            {
                **said(person.name, "participant", day=0, minute=place),
                **own,
                "strata": ({"stratum": "side", "value": person.side},),
            }
        )


class _Asked:
    """Everybody, and what they are asked after the cards were told."""

    def __init__(self, people: list[Person], cards: dict[str, ValueCard]) -> None:
        self._people = people
        self._cards = cards
        self._holders = holders(people)

    def theirs_too(self) -> Iterator[Record]:
        """Yield who says of somebody else's card that it is theirs too."""
        for key, card in self._cards.items():
            for person in self._holders[key]:
                if key not in person.told:
                    content = said(person.name, f"mine {key}", day=9)
                    yield Endorsement.model_validate(
                        {
                            **content,
                            "participant": person.name,
                            "record": card.id,
                            "question": "mine",
                            "answer": "yes",
                            "asked_at": content["said_at"],
                        }
                    )

    def moves(self) -> Iterator[Record]:
        """Yield the moves from a value to a wiser one, as those who made them tell it."""
        for side, context, old, new, covers, told in MOVED:
            person = next(one for one in self._holders[old] if one.side == side)
            yield Transition.model_validate(
                {
                    **said(person.name, f"moved {old} {new}", day=12),
                    "language": "en",
                    "participant": person.name,
                    "context": context,
                    "from_card": self._cards[old].id,
                    "to_card": self._cards[new].id,
                    "ground": "omission",
                    "covers": covers,
                    "told": told,
                    "reverse_asked": True,
                    "reverse_holds": "no",
                }
            )

    def votes(self) -> Iterator[Record]:
        """Yield who holds which of two values to be wiser, each shown first as often."""
        for number, (context, one, other, *counts) in enumerate(VOTES):
            answers = [
                answer
                for answer, count in zip((one, other, "both_needed"), counts, strict=True)
                for _ in range(count)
            ]
            for place, answer in enumerate(answers):
                person = self._people[(number * 7 + place * 5) % len(self._people)]
                shown = (one, other) if place % 2 == 0 else (other, one)
                places = {shown[0]: "first", shown[1]: "second"}
                yield WiserVote.model_validate(
                    {
                        **said(person.name, f"vote {context} {one} {other}", day=20, minute=place),
                        "participant": person.name,
                        "context": context,
                        "first": self._cards[shown[0]].id,
                        "second": self._cards[shown[1]].id,
                        "answer": places.get(answer, answer),
                    }
                )

    def stakes(self) -> Iterator[Record]:
        """Yield who holds so much on one value to outweigh so much on another."""
        for context, card, stake, over, over_stake, count in OUTWEIGHS:
            for person in self._people[::6][:count]:
                yield Outweighs.model_validate(
                    {
                        **said(person.name, f"outweighs {card} {over}", day=24),
                        "participant": person.name,
                        "context": context,
                        "card": self._cards[card].id,
                        "stake": stake,
                        "over_card": self._cards[over].id,
                        "over_stake": over_stake,
                    }
                )

    def placings(self) -> Iterator[Record]:
        """Yield how owners place the options of each situation."""
        for situation, rows in PLACED.items():
            for key, order, stake in rows:
                for person in self._holders[key][:PLACE_SO]:
                    yield Placing.model_validate(
                        {
                            **said(person.name, f"placing {situation} {key}", day=40),
                            "situation": situation,
                            "appraiser": person.name,
                            "card": self._cards[key].id,
                            "order": tuple(tuple(tier.split()) for tier in order.split(">")),
                            "stake": stake,
                        }
                    )

    def appraisals(self) -> Iterator[Record]:
        """Yield what owners say that an option does to one of a value's policies."""
        for situation, key, policy, option, effect, words in APPRAISED:
            for place, person in enumerate(self._holders[key][:APPRAISE_SO]):
                content = {
                    **said(person.name, f"appraisal {situation} {key} {policy}", day=41),
                    "situation": situation,
                    "appraiser": person.name,
                    "card": self._cards[key].id,
                    "policy": policy,
                    "option": option,
                    "effect": effect,
                }
                if place == 0:
                    content |= {"language": "en", "explanation": words}
                yield Appraisal.model_validate(content)

    def complaints(self) -> Iterator[Record]:
        """Yield the complaints of standpoints against principles."""
        for number, (side, standpoint, principle, ground, grade, reason) in enumerate(COMPLAINTS):
            on_that_side = [person for person in self._people if person.side == side]
            person = on_that_side[number]
            yield Complaint.model_validate(
                {
                    **said(person.name, f"complaint {principle}", day=44),
                    "language": "en",
                    "standpoint": standpoint,
                    "principle": principle,
                    "ground": ground,
                    "grade": grade,
                    "reason": reason,
                }
            )
