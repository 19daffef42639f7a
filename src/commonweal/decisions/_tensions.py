"""The tensions of a decision in words: both sides, who holds each, and what settled it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from commonweal.decisions._held_by import HeldBy
from commonweal.decisions._wording import Wording, line, listed
from commonweal.documents import Side, Tension

if TYPE_CHECKING:
    from commonweal.decisions._derivation import Derivation
    from commonweal.decisions._tension_rows import (
        NormConflict,
        StandingComplaint,
        TensionRows,
        ValueConflict,
    )

_BY_RULE = {
    "level": "it stands at the level that decides between them",
    "priority": "it was given priority",
    "specificity": "it is the more specific",
    "date": "it is the later",
}


def tensions_of(derivation: Derivation, rows: TensionRows, wording: Wording) -> tuple[Tension, ...]:
    """Return every tension with both sides, in the order in which the certificate lists them."""
    teller = _Teller(derivation, wording)
    return (
        *map(teller.of_norms, rows.norms),
        *map(teller.of_values, rows.values),
        *map(teller.of_pair, rows.contested),
        *map(teller.of_complaint, rows.complaints),
        *map(teller.of_conscience, rows.conscience),
    )


class _Teller:
    def __init__(self, derivation: Derivation, wording: Wording) -> None:
        self._derivation = derivation
        self._wording = wording
        self._held_by = HeldBy(derivation.target, wording)
        self._contexts = tuple(
            name
            for name in derivation.facts.context_names
            if derivation.facts.context(name).strict != "fails"
        )
        self._rules = {
            (option.name, judged.item.name, defeat.winner, defeat.loser): defeat.rule
            for option in derivation.norms.options.values()
            for judged in option.items
            for defeat in judged.defeats
        }
        self._grounds: dict[tuple[str, str], set[str]] = {}
        for given in derivation.inputs.complaints:
            self._grounds.setdefault((given.standpoint, given.principle), set()).add(given.ground)
        self._principles = {given.name: given.text for given in derivation.inputs.principles}

    def of_norms(self, row: NormConflict) -> Tension:
        """Return the tension of two norms that collide."""
        what = row.item.partition(":")
        about = (
            f"What {row.option} does: act {int(what[2]) + 1}"
            if what[0] == "act"
            else f"What {row.option} leaves undone"
        )
        return Tension(
            type="norms",
            about=about,
            sides=tuple(
                Side(
                    says=self._wording.norm(name),
                    norms=(name,),
                    held_by=self._held_by.norm(name),
                )
                for name in (row.first, row.second)
            ),
            settled=self._settled(row),
        )

    def of_values(self, row: ValueConflict) -> Tension:
        """Return the tension of values that favour, or may, different options."""
        relation = self._derivation.values.relations[row.first, row.second]
        winner = {"better": row.first, "worse": row.second}.get(relation.relation)
        settled = None
        if winner is not None:
            settled = f"{winner} is better by {self._wording.cards(relation.decided_by)}"
        for one, other in ((row.first, row.second), (row.second, row.first)):
            if (one, other) in self._derivation.order.resolved:
                settled = f"A resolution commits to {one} over {other}"
        return Tension(
            type="values",
            about=f"{row.first} or {row.second}",
            sides=tuple(
                Side(
                    says=f"For {option}, or it may be: {self._wording.cards(cards)}",
                    cards=cards,
                    held_by=self._held_by.cards(cards),
                )
                for option, cards in ((row.first, row.for_first), (row.second, row.for_second))
            ),
            settled=settled,
        )

    def of_pair(self, pair: tuple[str, str]) -> Tension:
        """Return the tension of two values whose order people contest."""
        status = self._derivation.values.graph.pair(*pair).status
        return Tension(
            type="cycle" if status == "cycle" else "contested",
            about=f"Which is wiser: {self._wording.cards(pair)}",
            sides=tuple(
                Side(
                    says=f"{self._wording.card(one)} is wiser than {self._wording.card(other)}",
                    cards=(one,),
                    held_by=self._held_by.verdict(one, other, self._contexts),
                )
                for one, other in (pair, pair[::-1])
            ),
        )

    def of_complaint(self, row: StandingComplaint) -> Tension:
        """Return the tension of a standpoint and a principle that it complains of."""
        grounds = listed(sorted(self._grounds[row.standpoint, row.principle]))
        return Tension(
            type="complaint",
            about=f"Whether {row.principle} could be accepted by {row.standpoint}",
            sides=(
                Side(
                    says=f"{self._grade(row)}, because of {grounds}",
                    held_by=(line(self._wording.role(row.standpoint)),),
                ),
                Side(says=self._principles.get(row.principle, row.principle)),
            ),
        )

    def of_conscience(self, pair: tuple[str, str]) -> Tension:
        """Return the tension of what the role asks and what the decider lives by."""
        relation = self._derivation.order.relation(*pair)
        by_role, by_own = pair if relation == "better" else pair[::-1]
        own = self._derivation.target.own_cards
        return Tension(
            type="conscience",
            about=f"{pair[0]} or {pair[1]}: the role, and the one who fills it",
            sides=(
                Side(
                    says=f"By the standard of the role, {by_role} is better",
                    cards=self._derivation.values.counting,
                ),
                Side(
                    says=f"By the decider's own cards, {by_own} is better",
                    cards=tuple(sorted(own)),
                ),
            ),
            settled=f"The standard of the role decides: {by_role}. The conscience is recorded",
        )

    def _settled(self, row: NormConflict) -> str | None:
        for winner, loser in ((row.first, row.second), (row.second, row.first)):
            rule = self._rules.get((row.option, row.item, winner, loser))
            if rule is not None and rule != "none":
                return f"{winner} prevails over {loser}: {_BY_RULE[rule]}"
        return None

    def _grade(self, row: StandingComplaint) -> str:
        named = self._derivation.target.document.complaint_grades
        words = [
            named[grade] if grade < len(named) else f"grade {grade}"
            for grade in sorted({row.low, row.high})
        ]
        return " to ".join(words)
