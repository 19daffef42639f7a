"""What things are called when a decision is told to people."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from commonweal.documents import Target

LONGEST_LINE = 300
"""How long a line of a record may be."""

SHOWN_DIGITS = 12
"""How much of a card's id is shown where the card has no title."""


class Wording:
    """The titles that a target gives to its cards, norms, contexts, roles and institutions."""

    def __init__(self, target: Target) -> None:
        self._cards = {value.card: value.title for value in target.graph.values}
        self._norms = {norm.name: norm.text for norm in target.norms}
        self._contexts = {context.name: context.text for context in target.contexts}
        self._roles = {role.name: role.title for role in target.roles}
        self._institutions = {body.name: body.title for body in target.institutions}

    def card(self, card: str) -> str:
        """Return a card's title in quotation marks, or the beginning of its id."""
        title = self._cards.get(card)
        return f"card {card.partition(':')[2][:SHOWN_DIGITS]}" if title is None else f"“{title}”"

    def cards(self, cards: Iterable[str]) -> str:
        """Return several cards' titles."""
        return listed([self.card(card) for card in cards])

    def norm(self, name: str) -> str:
        """Return a norm in its own words."""
        return self._norms.get(name, name)

    def context(self, name: str) -> str:
        """Return what a context says."""
        return self._contexts.get(name, f"“{name}”")

    def role(self, name: str) -> str:
        """Return a role's title."""
        return self._roles.get(name, name)

    def institution(self, name: str) -> str:
        """Return an institution's title."""
        return self._institutions.get(name, name)


def listed(words: Sequence[str]) -> str:
    """Return words as a list that is read: "a, b and c"."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} and {words[-1]}"


def line(text: str) -> str:
    """Return a text on one line, shortened if it is too long for one."""
    flat = " ".join(text.split())
    return flat if len(flat) <= LONGEST_LINE else f"{flat[: LONGEST_LINE - 1]}…"


def people(count: int) -> str:
    """Return a number of people in words."""
    return "1 person" if count == 1 else f"{count} people"
