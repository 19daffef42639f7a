"""Who holds which cards to be one value: owners first, then independent judges."""

from __future__ import annotations

from source.cards import DOUBLES, LOOK_ALIKE
from source.draws import Draws
from source.people import Person
from source.said import said, some_time

from commonweal.documents import SameValue, ValueCard

AGREED_BY_OWNERS = ("turn-by-turn", "word-kept")
"""Doubles whose owners say that they are the same; of the others independent judges say so."""


def make_same_values(people: list[Person], cards: dict[str, ValueCard]) -> list[SameValue]:
    """Return who holds which cards to be one value: owners first, then independent judges."""
    draws = Draws("same values")
    author = {key: card.participant for key, card in cards.items()}
    judges = [person.name for person in people if person.told is None and not person.brigade]
    judged: list[tuple[str, str, str, str]] = []
    for double, main in DOUBLES.items():
        if double in AGREED_BY_OWNERS:
            judged += [(double, main, author[key], "same") for key in (double, main)]
        else:
            judged += [(double, main, judge, "same") for judge in draws.some(judges, 3)]
            judged += [(double, main, draws.one(judges), "unsure")]
    first, second = LOOK_ALIKE
    judged += [(first, second, author[key], "different") for key in LOOK_ALIKE]
    judged += [(first, second, judge, "same") for judge in draws.some(judges, 3)]
    for one, other in (
        ("leaving-breeders", "seventh-harvest"),
        ("guests-first", "not-the-best-place"),
        ("open-books", "plain-speaking"),
    ):
        judged += [(one, other, judge, "different") for judge in draws.some(judges, 2)]
    return [
        SameValue.model_validate(
            {
                **said(judge, some_time(draws, 31, 33), draws),
                "first": cards[one].id,
                "second": cards[other].id,
                "judge": judge,
                "verdict": verdict,
            }
        )
        for one, other, judge, verdict in judged
    ]
