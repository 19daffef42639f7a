"""Who placed the options by a value: holding a value says nothing yet about any option."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from commonweal.decisions._considerations import usable_placings
from commonweal.decisions._holders import held_by
from commonweal.documents import counted, people

if TYPE_CHECKING:
    from collections.abc import Sequence

    from commonweal.decisions._wording import Wording
    from commonweal.documents import Decision, PublishedPlacing, PublishedValue

MOST_PAIRS = 20
"""How many pairs of options one sentence names."""

NOBODY = "no placing of the options by it counts"


class WhoPlaced:
    """Says how many placed the options so by each value, from the placings of a decision.

    Args:
        decision: the decision.
        wording: what the things of its target are called, with the target.
    """

    def __init__(self, decision: Decision, wording: Wording) -> None:
        target = wording.target
        values = () if target is None else target.graph.values
        card_of = {card: value.card for value in values for card in (value.card, *value.merged)}
        placings = decision.justification.inputs.placings
        made: dict[str, list[PublishedPlacing]] = defaultdict(list)
        for placing in placings:
            made[card_of.get(placing.card, placing.card)].append(placing)
        # Without the target it is not known which models count: none is then said to be silent.
        counted_models = {placing.appraiser or "" for placing in placings}
        if target is not None:
            counted_models = {each.model for each in target.model_agreement if each.counts}
        self._usable = {card: usable_placings(said, counted_models) for card, said in made.items()}
        self._values: dict[str, PublishedValue] = {value.card: value for value in values}
        self._wording = wording
        self._readings = {
            tuple(step.id.split("|")[1:]): step.conclusion["readings"]
            for step in decision.justification.steps
            if step.rule == "readings" and isinstance(step.conclusion.get("readings"), dict)
        }
        declared = decision.justification.declared
        counting = {*declared.values_that_count, *declared.values_that_may_count}
        said = [placing for card in counting for placing in self._usable.get(card, ())]
        self.nobody = bool(self._readings and counting) and not said
        """Whether there are values and options to compare, and no placing that counts."""
        together = [{name for names in placing.order for name in names} for placing in said]
        self.silent = tuple(
            (one, other)
            for one, other in self._readings
            if not any({one, other} <= names for names in together)
        )
        """The pairs of options that nobody who counts placed both, by any value that counts."""
        self._counting, self._are_made = bool(counting), bool(placings)

    @property
    def silence(self) -> str:
        """Between which options values decide nothing as nobody placed them: a sentence, if any."""
        if self._readings and not self._counting:
            return "No value counts here, so values decide nothing."
        if self.nobody and not self._are_made:
            return "Nobody placed any of the options by a value, so values decide nothing here."
        if self.nobody:
            return (
                "No placing of the options by a value is one that counts here, so values decide"
                " nothing here."
            )
        if not self.silent:
            return ""
        named = [" or ".join(pair) for pair in self.silent[:MOST_PAIRS]]
        if len(self.silent) > MOST_PAIRS:
            named.append(f"and {counted(len(self.silent) - MOST_PAIRS, 'more pair')}")
        pairs = "; ".join(named)
        return (
            "By no value that counts here did anybody who counts place both of these options, so"
            f" values decide nothing between them: {pairs}."
        )

    def parted(self, cards: Sequence[str], option: str, other: str) -> tuple[list[str], list[str]]:
        """Return the values that favour an option for certain, and those that only may."""
        certain = [card for card in cards if self._is_certain(card, option, other)]
        return certain, [card for card in cards if card not in certain]

    def favouring(self, cards: Sequence[str], option: str, other: str) -> list[str]:
        """Return the values by which somebody placed an option above another, counting or not."""
        return [
            card
            for card in cards
            if any(_is_above(placing, option, other) for placing in self._usable.get(card, ()))
        ]

    def told(self, card: str, option: str, other: str) -> str:
        """Return a value with who placed one option above the other by it."""
        return f"{self._wording.card(card)} ({self._so(card, option, other)})"

    def line(self, card: str, groups: str, option: str, other: str) -> str:
        """Return the same with the groups of those who hold the value, in a line of its own."""
        title, said = self._wording.card(card), self._usable.get(card)
        if said and said[0].source == "owner" and self._values[card].holders:
            return f"{title}: {self._so(card, option, other, groups)}"
        held = held_by(self._values[card], self._wording.k)
        return f"{title}: {held}{groups}; {self._so(card, option, other)}"

    def in_short(self, cards: Sequence[str], option: str, other: str) -> str:
        """Return for which option some values are: the first of them, and how many there are."""
        certain, possible = self.parted(cards, option, other)
        named = certain or possible
        if not named:
            return f"For {option}"
        text = f"For {option}{'' if certain else ', or it may be'}: "
        text += self.told(named[0], option, other)
        if len(named) > 1:
            text += f" and {counted(len(named) - 1, 'more value')}"
        return f"{text}; {len(possible)} more may be for it" if certain and possible else text

    def _is_certain(self, card: str, option: str, other: str) -> bool:
        if (option, other) in self._readings:
            return bool(self._readings[option, other].get(card) == ["first"])
        return bool(self._readings.get((other, option), {}).get(card) == ["second"])

    def _so(self, card: str, option: str, other: str, groups: str = "") -> str:
        """Return how many placed the option above the other one, and how many did not."""
        said = self._usable.get(card)
        if not said:
            return NOBODY
        so, otherwise = Counter[str](), Counter[str]()
        for placing in said:
            tally = so if _is_above(placing, option, other) else otherwise
            tally[placing.source] += placing.people
        told = self._told_number(card, so or otherwise, groups)
        if not so:
            return f"{told} placed the options otherwise"
        rest = f", {otherwise.total()} otherwise" if otherwise else ""
        return f"{told} placed the options so{rest}"

    def _told_number(self, card: str, number: Counter[str], groups: str) -> str:
        if "owner" in number:
            value, k = self._values.get(card), self._wording.k
            if value is None or value.holders == 0:
                return people(number["owner"])
            holders = value.holders if value.holders >= k else f"fewer than {k}"
            return f"{number['owner']} of {holders} who hold it{groups}"
        nouns = {"declared": "declared appraiser", "model": "model"}
        return " and ".join(counted(number[source], nouns[source]) for source in sorted(number))


def _is_above(placing: PublishedPlacing, option: str, other: str) -> bool:
    tiers = {name: tier for tier, names in enumerate(placing.order) for name in names}
    return option in tiers and other in tiers and tiers[option] < tiers[other]
