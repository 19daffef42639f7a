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
    """The words that a target gives to its cards, norms, contexts, roles and institutions.

    Args:
        target: the target; without one, things are called by their names.
    """

    def __init__(self, target: Target | None) -> None:
        self.target = target
        values = () if target is None else target.graph.values
        self._cards = {value.card: value.title for value in values}
        self._policies = {value.card: value.policies for value in values}
        self._norms = {} if target is None else {norm.name: norm for norm in target.norms}
        self._contexts = (
            {} if target is None else {each.name: each.text for each in target.contexts}
        )
        self._roles = {} if target is None else {role.name: role.title for role in target.roles}
        bodies = () if target is None else target.institutions
        self._institutions = {body.name: body.title for body in bodies}

    def card(self, card: str) -> str:
        """Return a card's title in quotation marks, or the beginning of its id."""
        title = self._cards.get(card)
        return f"card {card.partition(':')[2][:SHOWN_DIGITS]}" if title is None else f"“{title}”"

    def cards(self, cards: Iterable[str]) -> str:
        """Return several cards' titles."""
        return listed([self.card(card) for card in cards])

    def norm(self, name: str) -> str:
        """Return a norm in its own words."""
        norm = self._norms.get(name)
        return name if norm is None else norm.text

    def issuer(self, norm: str) -> str:
        """Return the title of the institution that issued a norm."""
        found = self._norms.get(norm)
        return f"the issuer of {norm}" if found is None else self.institution(found.issuer)

    def level(self, norm: str) -> str | None:
        """Return the level of a norm."""
        found = self._norms.get(norm)
        return None if found is None else found.level

    def policy(self, card: str, place: int) -> str:
        """Return a policy of a card in its own words."""
        policies = self._policies.get(card, ())
        return policies[place].text if place < len(policies) else f"policy {place}"

    def grade(self, grade: int) -> str:
        """Return a grade of complaint as the study anchors it."""
        grades = () if self.target is None else self.target.complaint_grades
        return grades[grade] if grade < len(grades) else f"grade {grade}"

    @property
    def min_votes(self) -> int:
        """How many votes a pair needs before it has a verdict."""
        return 1 if self.target is None else self.target.thresholds.min_votes

    def context(self, name: str) -> str:
        """Return what a context says."""
        return self._contexts.get(name, f"“{name}”")

    def role(self, name: str) -> str:
        """Return a role's title."""
        return self._roles.get(name, name)

    def definer(self, name: str) -> str:
        """Return the title of the role or institution by whose definition words are taken."""
        return self._roles.get(name) or self.institution(name)

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
