"""What is not known, not asked or disputed and keeps a decision open, cheapest first."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

from commonweal.decisions._considerations import NEUTRAL
from commonweal.decisions._wording import people
from commonweal.documents import OpenReading
from commonweal.norms import actor_role, counterparty_role

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from commonweal.decisions._considerations import Direction
    from commonweal.decisions._derivation import Derivation
    from commonweal.decisions._wording import Wording
    from commonweal.documents import Condition
    from commonweal.norms import JudgedItem, JudgedNorm

CHEAPEST_FIRST = (
    "fact",
    "context",
    "role",
    "norm",
    "policy",
    "stake",
    "placing",
    "complaint",
    "votes",
)
"""The kinds of open readings, by what it takes to settle one: from looking it up to asking many."""


def open_readings(derivation: Derivation, wording: Wording) -> tuple[OpenReading, ...]:
    """Return what would have to be settled for the options that are still in play.

    Only what bears on an option that is kept, or in dispute and would be kept, is named: what is
    open about the others cannot bring them back. A decision to act, or to refuse, has none.
    """
    if derivation.choice.outcome != "ask":
        return ()
    finder = _Finder(derivation, wording)
    found = {(each.type, each.about): each for each in finder.all()}
    return tuple(
        sorted(found.values(), key=lambda each: (CHEAPEST_FIRST.index(each.type), each.about))
    )


class _Finder:
    def __init__(self, derivation: Derivation, wording: Wording) -> None:
        self._derivation = derivation
        self._wording = wording
        self._facts = derivation.facts

    def all(self) -> Iterator[OpenReading]:
        """Yield everything that is open, some of it more than once."""
        in_play = self._derivation.choice.options
        for option in in_play:
            for judged in self._derivation.norms.options[option].items:
                yield from self._of_item(judged)
            if self._derivation.principles.vetoed[option] == "open":
                yield from self._of_complaints(option)
        for pair in combinations(in_play, 2):
            if self._derivation.order.relation(*pair) in {"undetermined", "contested"}:
                yield from self._of_values(pair)

    def _of_item(self, judged: JudgedItem) -> Iterator[OpenReading]:
        if not any(norm.charge == "undecided" for norm in judged.norms):
            return
        for norm in judged.norms:
            if "undecided" in {norm.charge, norm.defence}:
                yield from self._of_norm(norm, judged)
        for defeat in judged.defeats:
            if defeat.rule == "none" and defeat.winner < defeat.loser:
                yield OpenReading(
                    type="norm",
                    about=f"Which yields, {defeat.winner} or {defeat.loser}: nothing ranks them",
                    would_settle="a ranking by a body that stands above both, or by their issuer",
                )

    def _of_norm(self, norm: JudgedNorm, judged: JudgedItem) -> Iterator[OpenReading]:
        bound, item = norm.bearing.norm, judged.item
        roles = [(bound.role, actor_role(self._facts, item, bound.role))]
        if bound.counterparty is not None:
            roles.append(
                (bound.counterparty, counterparty_role(self._facts, item, bound.counterparty))
            )
        for role, readings in roles:
            if readings.strict == "unknown":
                yield self._role(role)
        for condition in (bound.condition, *bound.exceptions):
            if condition is not None:
                yield from self._of_condition(condition, item.option, before=False)
        if norm.capped:
            yield OpenReading(
                type="norm",
                about=f"Whether {norm.name} reaches what {item.option} does: its letter and its "
                "grounds part here",
                would_settle=f"a reading by its issuer, {self._wording.institution(bound.issuer)}",
            )

    def _of_condition(
        self, condition: Condition, option: str, *, before: bool
    ) -> Iterator[OpenReading]:
        before = before or condition.kind == "before"
        for part in condition.parts:
            yield from self._of_condition(part, option, before=before)
        if condition.kind in {"equals", "at_least", "at_most", "one_of"}:
            name = condition.fact
            if self._facts.fact(name, None if before else option).strict is None:
                left = "" if before else f", as {option} would leave it"
                yield OpenReading(
                    type="fact",
                    about=f"{name}{left}",
                    would_settle="the word of somebody other than the decider and its principal, "
                    "on which those who speak of it agree",
                )
        elif condition.kind == "holds":
            yield from self._context(condition.context)
        elif (
            condition.kind == "occupies" and self._facts.anyone(condition.role).strict == "unknown"
        ):
            yield self._role(condition.role)

    def _context(self, name: str) -> Iterator[OpenReading]:
        if self._facts.context(name).strict == "unknown":
            yield OpenReading(
                type="context",
                about=f"Whether it holds here: {self._wording.context(name)}",
                would_settle="the word of somebody other than the decider and its principal, on "
                "which those who speak of it agree",
            )

    def _role(self, role: str) -> OpenReading:
        return OpenReading(
            type="role",
            about=f"Who occupies the role: {self._wording.role(role)}",
            would_settle="the word of somebody other than the decider and its principal",
        )

    def _of_complaints(self, option: str) -> Iterator[OpenReading]:
        principles = self._derivation.principles
        for licences in principles.licensed[option]:
            for name in sorted(licences.possible):
                for standpoint in principles.tested[name].open:
                    yield OpenReading(
                        type="complaint",
                        about=f"Whether {self._wording.role(standpoint)} can reject {name}",
                        would_settle="the strongest complaint of every standpoint against every "
                        "principle compared, where one is missing or its grade disputed",
                    )

    def _of_values(self, pair: tuple[str, str]) -> Iterator[OpenReading]:
        derivation = self._derivation
        options = derivation.options
        ordered = pair if options.index(pair[0]) < options.index(pair[1]) else pair[::-1]
        readings = derivation.values.readings[ordered]
        if not readings:
            yield OpenReading(
                type="placing",
                about="What the options do to anything that people value here",
                would_settle="values cards of the people concerned, and their placings",
            )
        apart = self._may_decide(readings)
        for card in apart:
            yield from self._of_value(card, ordered)
        for first, second in combinations(apart, 2):
            if len((readings[first] | readings[second]) - NEUTRAL) > 1:
                yield from self._of_pair(first, second)

    def _may_decide(self, readings: Mapping[str, frozenset[Direction]]) -> list[str]:
        """Return the values that tell two options apart in some reading, and are not outranked."""
        certain = self._derivation.values.above.certain
        never_neutral = {card for card, found in readings.items() if "neutral" not in found}
        return sorted(
            card
            for card, found in readings.items()
            if found != NEUTRAL and not never_neutral & certain[card]
        )

    def _of_value(self, card: str, pair: tuple[str, str]) -> Iterator[OpenReading]:
        values, title = self._derivation.values, self._wording.card(card)
        for context in self._derivation.target.values[card].contexts:
            if values.values[card].counts == "open":
                yield from self._context(context)
        published = self._derivation.target.values[card].policies
        for policy, status in zip(published, values.values[card].policies, strict=True):
            if status == "open":
                yield OpenReading(
                    type="policy",
                    about=f"Whether it is attended to for its own sake: {policy.text} ({title})",
                    would_settle="the answers of those who hold the card",
                )
        if not values.considerations.placed(card):
            yield OpenReading(
                type="placing",
                about=f"How the options stand on {title}: nobody who counts has said",
                would_settle="a placing by people who hold it",
            )
        elif not values.considerations.agreed(card, *pair):
            yield OpenReading(
                type="placing",
                about=f"How the options stand on {title}: those who were asked differ",
                would_settle="the placings of more people who hold it, or the reasons of these",
            )

    def _of_pair(self, first: str, second: str) -> Iterator[OpenReading]:
        values = self._derivation.values
        if "open" not in {values.above.above(first, second), values.above.above(second, first)}:
            return
        pair = values.graph.pair(first, second)
        titles = self._wording.cards((first, second))
        if pair.wiser is not None:
            yield OpenReading(
                type="stake",
                about=f"Whether as much is at stake on the wiser of {titles}",
                would_settle="agreement on what is at stake, or people's word on which outweighs "
                "which",
            )
            return
        least = self._derivation.target.document.thresholds.min_votes
        yield OpenReading(
            type="votes",
            about=f"Which is wiser here: {titles} ({_STATES[pair.status]})",
            would_settle=f"the votes of at least {people(least)}"
            if pair.status == "thin"
            else "more votes, or a deliberation among those who differ",
        )


_STATES = {
    "thin": "too few were asked",
    "contested": "people differ",
    "cycle": "people's verdicts go round in a circle",
}
