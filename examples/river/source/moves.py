"""How people moved from one value to another, as records: who told it, of which cards."""

from __future__ import annotations

from typing import Any

from source.draws import Draws
from source.people import Person
from source.said import said, some_time
from source.transitions import TRANSITIONS

from commonweal.documents import DroppedPolicy, Transition, ValueCard


def make_transitions(people: list[Person], cards: dict[str, ValueCard]) -> list[Transition]:
    """Return the transitions, each told by somebody who holds the card it leads to, if possible."""
    draws = Draws("transitions")
    told = []
    taken: set[str] = set()
    moves: tuple[dict[str, Any], ...] = TRANSITIONS
    for move in moves:
        teller = next(
            person.name
            for holding in (True, False)
            for person in people
            if person.role == move["role"]
            and not person.brigade
            and person.name not in taken
            and (move["to"] in person.holds or not holding)
        )
        taken.add(teller)
        told.append(
            Transition.model_validate(
                {
                    **said(teller, some_time(draws, 34, 39), draws),
                    "language": "en",
                    "participant": teller,
                    "context": move["context"],
                    "from_card": cards[move["from_"]].id,
                    "to_card": cards[move["to"]].id,
                    "ground": move["ground"],
                    "covers": move["covers"],
                    "dropped": tuple(
                        DroppedPolicy(policy=policy, why=why) for policy, why in move["dropped"]
                    ),
                    "told": move["told"],
                    "reverse_asked": True,
                    "reverse_holds": "no",
                }
            )
        )
    return told
