"""Who is asked: invented people on four sides of the bed, and which cards each of them holds."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

from source.cards import CARDS

PLACES: dict[str, int] = {"patient": 22, "relative": 18, "nurse": 18, "doctor": 22}
"""How many are asked on each side."""


@dataclass(slots=True)
class Person:
    """One invented person: which side they stand on, what they told, what else is theirs."""

    name: str
    side: str
    told: list[str] = field(default_factory=list)
    holds: list[str] = field(default_factory=list)


def make_people() -> list[Person]:
    """Return everybody, each card told by one and held by as many as its table says."""
    sides = [side for side, count in PLACES.items() for _ in range(count)]
    people = [Person(f"p-{number:02}", side) for number, side in enumerate(sides, 1)]
    by_side: dict[str, list[Person]] = defaultdict(list)
    for person in people:
        by_side[person.side].append(person)
    for key, card in CARDS.items():
        for place, (side, count) in enumerate(card.held.items()):
            # Whoever holds least so far is next, so that nobody holds everything.
            asked = sorted(by_side[side], key=lambda one: (len(one.holds), one.name))[:count]
            for person in asked:
                person.holds.append(key)
            if place == 0:
                asked[0].told.append(key)
    return people


def holders(people: list[Person]) -> dict[str, list[Person]]:
    """Return for each card those who hold it."""
    return {key: [person for person in people if key in person.holds] for key in CARDS}
