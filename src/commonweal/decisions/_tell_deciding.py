"""Who decides, in words: norms, the standard of a role, people's values, a person, a commitment."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

from commonweal.documents import counted, listed

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from commonweal.decisions._tell_placings import WhoPlaced
    from commonweal.decisions._wording import Wording
    from commonweal.documents import Decision
    from commonweal.norms import SituatedFacts

LeftOutBy: TypeAlias = Literal[
    "norms", "standpoints", "role_standard", "values", "own_cards", "resolution"
]

SHOWN_VALUES = 3
"""How many of the values that count, or that decide between two options, are named."""

_REVERSED = {"better": "worse", "worse": "better"}


@dataclass(frozen=True, slots=True)
class ToldDeciding:
    """Who decides: whose values, and what left out each option that is neither done nor in play."""

    whose: str
    """Whose values decide, in a sentence; empty where no role of the study has a standard."""
    left_out: dict[str, LeftOutBy]
    """By option, in the situation's order."""
    sentences: tuple[str, ...]
    """All of it in sentences, the first saying whose values decide."""


class DecidingTeller:
    """Tells who decides in one decision.

    A role's standard goes before the values of everybody, and norms before both; the decider's own
    cards count where norms and standard leave options equal. What is told is read off the decision.

    Args:
        decision: the decision.
        wording: what the things of its target are called, with the target.
        placed: who placed its options by its values.
        facts: its situation, for who occupies which role.
    """

    def __init__(
        self, decision: Decision, wording: Wording, placed: WhoPlaced, facts: SituatedFacts
    ) -> None:
        self._decision = decision
        self._wording = wording
        self._placed = placed
        target = wording.target
        standards = () if target is None else target.role_standards
        filled = {each.role: facts.role(facts.decider, each.role).strict for each in standards}
        self._roles = {
            value: [role for role in filled if filled[role] == value]
            for value in ("holds", "unknown", "fails")
        }
        situation = decision.justification.inputs.situation
        listed_own = () if target is None else target.own_cards
        self._own_cards = [
            card for own in listed_own if own.party == situation.decider for card in own.cards
        ]
        self._decider = wording.body(situation.decider)
        self._subject = wording.subject(situation.decider)
        self._own = wording.own_cards(situation.decider)
        self._statuses = {status.option: status for status in decision.statuses}
        self._relations = {(row.first, row.second): row for row in decision.relations}
        by_values = {pair: str(row.by_values) for pair, row in self._relations.items()}
        steps = decision.justification.steps
        by_own = {
            (first, second): str(step.conclusion["relation"])
            for step in steps
            if step.rule == "personal"
            for _, first, second in [step.id.split("|")]
        }
        self._by_values, self._by_own = _both_ways(by_values), _both_ways(by_own)
        self._resolved = {
            (str(each.prevails), other): self._committed(str(each.prevails), other)
            for each in decision.tensions
            if each.settled_by == "resolution"
            for other in set(each.options) - {each.prevails}
        }

    @property
    def standard(self) -> str:
        """The standards that decide for certain, as a phrase; empty where none does."""
        roles = [f"“{self._wording.role(role)}”" for role in self._roles["holds"]]
        if not roles:
            return ""
        if len(roles) == 1:
            return f"the standard of the role {roles[0]}"
        return f"the standards of the roles {listed(roles)}"

    def tell(self) -> ToldDeciding:
        """Return who decides; nothing where the target is not known."""
        if self._wording.target is None:
            return ToldDeciding("", {}, ())
        found = {
            option: left_out
            for option in self._statuses
            if option not in self._decision.options
            and (left_out := self._left_out(option)) is not None
        }
        whose = self._whose()
        sentences = (*([whose] if whose else []), *self._because(found))
        return ToldDeciding(whose, {option: by for option, (by, _) in found.items()}, sentences)

    def own(self, option: str, other: str) -> tuple[list[str], list[str]]:
        """Return the decider's own cards that favour an option, and how each was placed."""
        cards = self._wording.most_held(self._placed.favouring(self._own_cards, option, other))
        return cards, [self._placed.told(card, option, other) for card in cards]

    def _whose(self) -> str:
        """Return whose values decide."""
        if not any(self._roles.values()):
            return ""
        maybe = [f"“{self._wording.role(role)}”" for role in self._roles["unknown"]]
        counting = self._counting()
        if self._roles["holds"]:
            decide = "decide" if len(self._roles["holds"]) > 1 else "decides"
            text = f"Of values, {self.standard} {decide} for {self._decider}{counting}."
            if maybe:
                text += f" Whether that of {listed(maybe)} does as well is not known."
            return text
        if maybe:
            return (
                f"It is not known whether {self._subject} fills the role {listed(maybe)}, so"
                f" whether its standard or everybody's values decide{counting}."
            )
        return (
            f"{self._subject} fills no role that has a standard, so of values everybody's"
            f" decide{counting}."
        )

    def _counting(self) -> str:
        declared = self._decision.justification.declared
        cards = self._wording.most_held(
            [*declared.values_that_count, *declared.values_that_may_count]
        )
        if not cards:
            return "; none of its values counts here" if self.standard else "; none counts here"
        return f"; here {self._some(cards)} count{'s' if len(cards) == 1 else ''}"

    def _some(self, cards: Sequence[str]) -> str:
        """Return the first values by their titles, and how many more there are."""
        shown = [self._wording.card(card) for card in cards[:SHOWN_VALUES]]
        if len(cards) > SHOWN_VALUES:
            shown.append(f"{counted(len(cards) - SHOWN_VALUES, 'more value')}")
        return listed(shown)

    def _left_out(self, option: str) -> tuple[LeftOutBy, str] | None:
        """Return what left an option out, and the option that stands in its place, if one does.

        A decision is told as it stands in its file: where nothing in it left the option out,
        nothing is said.
        """
        status = self._statuses[option]
        if status.status == "forbidden":
            return "norms", ""
        if status.vetoed == "yes":
            return "standpoints", ""
        # What is chosen is looked at first, then what was left out itself by something better.
        others = [*self._decision.options, *(each for each in self._statuses if each != option)]
        for other in others:
            if other == option or not self._is_free(other):
                continue
            if (other, option) in self._resolved:
                return "resolution", other
            if self._by_values.get((other, option)) == "better":
                return ("role_standard" if self.standard else "values"), other
        better = (each for each in others if self._by_own.get((each, option)) == "better")
        return next((("own_cards", each) for each in better if self._is_free(each)), None)

    def _is_free(self, option: str) -> bool:
        status = self._statuses[option]
        return status.status == "permitted" and status.vetoed != "yes"

    def _decided_by(self, one: str, other: str) -> tuple[str, ...]:
        row = self._relations.get((one, other)) or self._relations.get((other, one))
        return () if row is None else row.decided_by

    def _because(self, found: dict[str, tuple[LeftOutBy, str]]) -> Iterator[str]:
        """Yield a sentence for all that norms left out, for standpoints, and for each other."""
        for by, text in (
            ("norms", "The norms leave out {}."),
            ("standpoints", "Those affected can reasonably reject what would license {}."),
        ):
            if options := [option for option, (how, _) in found.items() if how == by]:
                yield text.format(_named(options))
        for option, (by, better) in found.items():
            if by in {"role_standard", "values"}:
                cards = self._some(self._wording.most_held(self._decided_by(better, option)))
                whose = f"By {self.standard or 'these values'}, "
                yield f"{whose}{_named([better])} is better than {option}: {cards}."
            elif by == "own_cards":
                cards = self._some(self.own(better, option)[0])
                yield (
                    f"Norms and standard leave {_named([better, option])} alike. In this discretion"
                    f" {self._own} choose {better}: {cards}."
                )
            elif by == "resolution":
                yield (
                    f"Between {_named([better, option])} reasons run out:"
                    f" {self._resolved[better, option]} committed to {better}."
                )
        if self._decision.outcome == "ask":
            yield f"Nobody has decided yet on {_named(self._decision.options)}."

    def _committed(self, choose: str, other: str) -> str:
        """Return who committed to one option over another; unnamed, if it could be several."""
        inputs = self._decision.justification.inputs
        at = inputs.situation.at
        holders = {
            each.holder
            for each in inputs.resolutions
            if each.choose == choose
            and other in each.over
            and each.said_at <= at
            and (each.revoked_at is None or each.revoked_at > at)
        }
        return self._wording.subject(holders.pop()) if len(holders) == 1 else "somebody who may"


def _named(options: Sequence[str]) -> str:
    """Return options, called so: one may be named "nothing", which alone says another thing."""
    return f"the option{'s' if len(options) > 1 else ''} {listed(options)}"


def _both_ways(relations: Mapping[tuple[str, str], str]) -> dict[tuple[str, str], str]:
    """Return relations with those of the second of two options to the first."""
    backward = {(b, a): _REVERSED.get(found, found) for (a, b), found in relations.items()}
    return {**relations, **backward}
