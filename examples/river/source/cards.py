"""All the cards, in one order, with what other modules ask of them."""

from __future__ import annotations

from typing import Any

from source import cards_home, cards_land, cards_town, cards_water

CARDS: tuple[dict[str, Any], ...] = (
    *cards_water.CARDS,
    *cards_land.CARDS,
    *cards_town.CARDS,
    *cards_home.CARDS,
)

CARD: dict[str, dict[str, Any]] = {card["key"]: card for card in CARDS}
"""The cards by key."""

DOUBLES: dict[str, str] = {card["key"]: card["same_as"] for card in CARDS if card["same_as"]}
"""Cards that are another card's value in other words, and which."""

VALUES: tuple[str, ...] = tuple(card["key"] for card in CARDS if not card["same_as"])
"""The keys of the cards that stand for a value each."""

LOOK_ALIKE = ("first-come-first-watered", "water-turn")
"""Two cards that read alike at a glance, and that their owners hold to be different values."""
