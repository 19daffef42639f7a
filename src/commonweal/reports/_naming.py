"""What things are called on the page: their titles and texts, in words and never as identifiers."""

from __future__ import annotations

import re
from datetime import datetime
from typing import TYPE_CHECKING

from commonweal.decisions import (
    SHOWN_DIGITS,
    Wording,
    held_by,
    holders,
    omission_is_told,
)

if TYPE_CHECKING:
    from collections.abc import Iterable
    from fractions import Fraction

    from commonweal.documents import Decision, PublishedValue, Target

MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


class Naming:
    """The words for everything that a target and a decision name.

    Args:
        target: titles of cards, institutions and roles; texts of norms and contexts.
        decision: the decision that is shown, with its parties and principles; none where there are
            many.
    """

    def __init__(self, target: Target, decision: Decision | None = None) -> None:
        self.k = target.thresholds.k
        self._values = {
            card: value for value in target.graph.values for card in (value.card, *value.merged)
        }
        self._situation = None if decision is None else decision.justification.inputs.situation
        self._wording = Wording(target, self._situation)
        self._contexts = {context.name: context.text for context in target.contexts}
        self._roles = {role.name: role.title for role in target.roles}
        self._bodies = {body.name: body.title for body in target.institutions}
        self._grades = target.complaint_grades
        self._principles: dict[str, str] = {}
        names = {norm.name for norm in target.norms}
        if decision is not None:
            inputs = decision.justification.inputs
            parties = {party.name: party.title for party in inputs.situation.parties}
            self._bodies = parties | self._bodies
            self._principles = {given.name: given.text for given in inputs.principles}
            names |= {option.name for option in inputs.situation.options} | self._principles.keys()
            names |= {said.fact for said in inputs.situation.facts}
            names |= {reading.fact for reading in decision.open if reading.fact}
            names |= {deed.name for deed in inputs.situation.deeds}
            names |= {said.fact for option in inputs.situation.options for said in option.changes}
        self._spoken = _spoken(names)

    def card(self, card: str) -> str:
        """Return a value's title, or the beginning of its id."""
        value = self._values.get(card)
        return f"card {card.partition(':')[2][:SHOWN_DIGITS]}" if value is None else value.title

    def quoted(self, card: str) -> str:
        """Return a value's title in quotation marks, if it may be quoted."""
        return self._wording.card(self._values[card].card if card in self._values else card)

    def holders(self, card: str) -> str:
        """Return how many hold a value, in the words of a list."""
        value = self._values.get(card)
        return "not among the values" if value is None else holders(value, self.k)

    def held_by(self, value: PublishedValue) -> str:
        """Return by how many a value is held, in the words of a sentence."""
        told = held_by(value, self.k)
        return told[:1].upper() + told[1:]

    def role(self, name: str) -> str:
        """Return a role's title."""
        return self._roles.get(name) or words(name)

    def body(self, name: str) -> str:
        """Return the title of an institution, or else of a party."""
        return self._bodies.get(name) or words(name)

    def restricts(self, norm: str, other: str, rule: str) -> bool:
        """Return whether a norm restricts another that stands; see `Wording.restricts`."""
        return self._wording.restricts(norm, other, rule)

    def omission_is_told(self, norm: str, party: str) -> bool:
        """Return whether somebody tells that a party left undone what was due."""
        return self._situation is not None and omission_is_told(
            norm, party, situation=self._situation, target=self._wording.target
        )

    def definer(self, name: str) -> str:
        """Return by whose definition words go; see `Wording.definer`."""
        return self._wording.definer(name)

    def context(self, name: str) -> str:
        """Return what a context says."""
        return self._contexts.get(name) or words(name)

    def principle(self, name: str) -> str:
        """Return a principle in its own words."""
        return self._principles.get(name) or label(name)

    def grade(self, grade: int) -> str:
        """Return a grade of complaint as the study anchors it."""
        return self._grades[grade] if grade < len(self._grades) else f"grade {grade}"

    def readable(self, text: str) -> str:
        """Return a sentence with the names in it as words."""
        return self._spoken.sub(lambda found: words(found[0]), text) if self._spoken else text


def words(name: str) -> str:
    """Return a name as words: ``share_of_flow`` and ``share-of-flow`` are "share of flow"."""
    return name.replace("_", " ").replace("-", " ")


def label(name: str) -> str:
    """Return a name as words that begin a sentence."""
    return words(name)[:1].upper() + words(name)[1:]


def moment(text: str) -> str:
    """Return a moment as people write it."""
    at = datetime.fromisoformat(text)
    day = f"{at.day} {MONTHS[at.month - 1]} {at.year}"
    return day if (at.hour, at.minute, at.second) == (0, 0, 0) else f"{day}, {at:%H:%M} UTC"


def percent(share: Fraction | float) -> str:
    """Return a share as people read it."""
    return f"{float(share) * 100:.0f} %"


def _spoken(names: Iterable[str]) -> re.Pattern[str] | None:
    """Return what finds the names that do not read as words."""
    unreadable = sorted((name for name in names if words(name) != name), key=len, reverse=True)
    if not unreadable:
        return None
    alternatives = "|".join(map(re.escape, unreadable))
    return re.compile(rf"(?<![\w-])(?:{alternatives})(?![\w-])")
