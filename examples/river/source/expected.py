"""What a run should find: the truth that was planted, and the decision that follows from it."""

from __future__ import annotations

from typing import Any

from source.cards import DOUBLES, LOOK_ALIKE
from source.people import FEW_HOLDERS, FLOOR_HOLDERS, Person
from source.planted import (
    ACCEPTED,
    AMBIVALENT,
    BOTH_NEEDED,
    BRIGADE_CARD,
    BRIGADE_CONTEXT,
    BRIGADE_PAIRS,
    CYCLES,
    THIN,
    Pair,
    Wiser,
)

from commonweal.documents import ValueCard


def make_truth(people: list[Person], cards: dict[str, ValueCard], decision: dict[str, Any]) -> Any:
    """Return the known truth, with the cards by key and by id.

    Args:
        people: everybody.
        cards: the cards by key.
        decision: what should be decided, and why: see `source.reasons`.
    """
    rings = [list(pair) for pair in CYCLES]
    return {
        "about": "What was planted in the answers. Everybody in it is invented.",
        "cards": {key: card.id for key, card in cards.items()},
        "people": len(people),
        "same_value": [[double, main] for double, main in DOUBLES.items()],
        "different": [list(LOOK_ALIKE)],
        "too_few_holders": [key for key in FEW_HOLDERS if key not in FLOOR_HOLDERS],
        "floors": list(FLOOR_HOLDERS),
        "accepted": [_wiser(pair) for pair in (*ACCEPTED, *(p for ring in rings for p in ring))],
        "both_needed": [_pair(pair) for pair in BOTH_NEEDED],
        "ambivalent": [_pair(pair) for pair in AMBIVALENT],
        "thin": [_pair(pair) for pair in THIN],
        "cycles": [[ring[0].context, [pair.wiser for pair in ring]] for ring in rings],
        "brigade": {
            "context": BRIGADE_CONTEXT,
            "card": BRIGADE_CARD,
            "people": sum(person.brigade for person in people),
            "pairs": [
                {**_wiser(pair), "overturned": pair not in ACCEPTED} for pair in BRIGADE_PAIRS
            ],
        },
        **decision,
    }


def _wiser(pair: Wiser) -> dict[str, Any]:
    """Return a pair, with how many in a hundred of those who prefer one prefer the wiser."""
    return {
        "context": pair.context,
        "wiser": pair.wiser,
        "other": pair.other,
        "percent": pair.percent,
    }


def _pair(pair: Pair) -> dict[str, str]:
    return {"context": pair.context, "first": pair.first, "second": pair.second}
