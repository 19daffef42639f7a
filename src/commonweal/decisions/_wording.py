"""What things are called when a decision is told to people."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from commonweal.documents import Thresholds, listed
from commonweal.norms import LEVEL_RANK
from commonweal.values import NOT_QUOTED

if TYPE_CHECKING:
    from collections.abc import Iterable

    from commonweal.documents import Level, Situation, Target

LONGEST_LINE = 300
"""How long a line of a record may be."""

SHOWN_DIGITS = 12
"""How much of a card's id is shown where the card has no title."""

_ENDS_IN_CLAUSE = re.compile(
    r", (?:which|who|whom|whose|where)\b[^,]*$|^[^,]*, (?![^,]*\b(?:and|or)\b)[^,]*$"
)
"""A title that ends in a clause or an apposition, and not in a list."""


class Wording:
    """The words that a target and a situation give to cards, norms, contexts, roles and bodies.

    Args:
        target: the target; without one, things are called by their names.
        situation: the situation that is decided; it has the titles of the parties.
    """

    def __init__(self, target: Target | None, situation: Situation | None = None) -> None:
        self.target = target
        self.k = (Thresholds() if target is None else target.thresholds).k
        values = () if target is None else target.graph.values
        self._cards = {value.card: value.title for value in values}
        self._holders = {value.card: value.holders for value in values}
        self._policies = {value.card: value.policies for value in values}
        self._norms = {} if target is None else {norm.name: norm for norm in target.norms}
        self._contexts = (
            {} if target is None else {each.name: each.text for each in target.contexts}
        )
        self._roles = {} if target is None else {role.name: role.title for role in target.roles}
        parties = () if situation is None else situation.parties
        bodies = () if target is None else target.institutions
        self._bodies = {party.name: party.title for party in parties}
        self._bodies |= {body.name: body.title for body in bodies}

    def card(self, card: str) -> str:
        """Return a card's title in quotation marks; without one, the beginning of its id."""
        title = self._cards.get(card)
        if title is None:
            return f"card {card.partition(':')[2][:SHOWN_DIGITS]}"
        return f"a card that is {title}" if title.startswith(f"{NOT_QUOTED} (") else f"“{title}”"

    def cards(self, cards: Iterable[str]) -> str:
        """Return several cards' titles."""
        return listed([self.card(card) for card in cards])

    def most_held(self, cards: Iterable[str]) -> list[str]:
        """Return cards with those that most people hold first."""
        return sorted(cards, key=lambda card: (-self._holders.get(card, 0), self.card(card)))

    def nobody_holds(self, cards: Iterable[str]) -> bool:
        """Return whether it is known that nobody holds any of some values."""
        return all(self._holders.get(card, 1) == 0 for card in cards)

    def norm(self, name: str) -> str:
        """Return a norm in its own words."""
        norm = self._norms.get(name)
        return name if norm is None else norm.text

    def issuer(self, norm: str) -> str:
        """Return the title of the institution that issued a norm."""
        found = self._norms.get(norm)
        return f"the issuer of {norm}" if found is None else self.body(found.issuer)

    def level(self, norm: str) -> Level | None:
        """Return the level of a norm."""
        found = self._norms.get(norm)
        return None if found is None else found.level

    def restricts(self, norm: str, other: str, rule: str) -> bool:
        """Return whether a norm forbids, from below, what another merely permits: both stand."""
        level, above = self.level(norm), self.level(other)
        if rule != "level" or level is None or above is None:
            return False
        return LEVEL_RANK[level] < LEVEL_RANK[above]

    def policy(self, card: str, place: int) -> str:
        """Return a policy of a card in its own words, with the card."""
        policies = self._policies.get(card, ())
        text = policies[place].text if place < len(policies) else NOT_QUOTED
        if text == NOT_QUOTED:
            return f"policy {place + 1} of {self.card(card)}"
        return f"{text} ({self.card(card)})"

    def grade(self, grade: int) -> str:
        """Return a grade of complaint as the study anchors it."""
        grades = () if self.target is None else self.target.complaint_grades
        return grades[grade] if grade < len(grades) else f"grade {grade}"

    @property
    def min_votes(self) -> int | None:
        """How many votes a pair needs before it has a verdict, if the target is known."""
        return None if self.target is None else self.target.thresholds.min_votes

    def context(self, name: str) -> str:
        """Return what a context says."""
        return self._contexts.get(name, f"“{name}”")

    def role(self, name: str) -> str:
        """Return a role's title."""
        return self._roles.get(name, name)

    def definer(self, name: str) -> str:
        """Return the title of the role, institution or party by whose definition words go."""
        return self._roles.get(name) or self.body(name)

    def body(self, name: str) -> str:
        """Return the title of an institution, or else of a party."""
        return self._bodies.get(name, name)

    def subject(self, name: str) -> str:
        """Return the title of an institution or a party as the sentence goes on after it."""
        return as_subject(self.body(name))

    def own_cards(self, name: str) -> str:
        """Return the own cards of a party, as a phrase with whose they are."""
        title, closed = self.body(name), self.subject(name)
        return f"{title}'s own cards" if title == closed else f"the own cards of {closed}"


def as_subject(title: str) -> str:
    """Return a title as the subject of a sentence: a clause at its end is closed by a comma."""
    return f"{title}," if _ENDS_IN_CLAUSE.search(title) else title


def line(text: str) -> str:
    """Return a text on one line, shortened if it is too long for one."""
    flat = " ".join(text.split())
    return flat if len(flat) <= LONGEST_LINE else f"{flat[: LONGEST_LINE - 1]}…"
