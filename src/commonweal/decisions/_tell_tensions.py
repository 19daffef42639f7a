"""Tensions in words: what each is about, what its sides say, who holds them, what settled it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from commonweal.decisions._held_by import HeldBy
from commonweal.decisions._tell_order import tell_order
from commonweal.decisions._tell_side import ToldSide
from commonweal.documents import listed

if TYPE_CHECKING:
    from collections.abc import Mapping

    from commonweal.decisions._tell_deciding import DecidingTeller
    from commonweal.decisions._tell_placings import WhoPlaced
    from commonweal.decisions._wording import Wording
    from commonweal.documents import Decision, Side, Step, Tension


@dataclass(frozen=True, slots=True)
class ToldTension:
    """A tension in words."""

    tension: Tension
    about: str
    sides: tuple[ToldSide, ...]
    settled: str | None = None
    """How it is settled by rule, if it is."""
    parted: tuple[str, ...] = ()
    """Those of two norms that are kept, or broken, to the letter against all they are for."""
    over_broken: Literal["breaks", "may break"] | None = None
    """Of two norms, whether their option breaks one of them, or may."""
    silent: bool = False
    """Of values, whether nobody who counts placed both options by any: nothing stands against
    anything then, and it is no tension that is told or counted."""

    @property
    def why_undecided(self) -> str:
        """Why a side is undecided, where letter and grounds part; empty elsewhere."""
        if not self.parted:
            return ""
        return f": letter and grounds of {listed(self.parted)} part, so it may not reach this"

    @property
    def undecided(self) -> bool:
        """Whether a side is undecided here, so that it stays open in spite of the rule."""
        return any(side.label == "undecided" for side in self.tension.sides)

    @property
    def place(self) -> int:
        """Where it is told: first of what is broken."""
        return 0 if self.over_broken else 1


class TensionTeller:
    """Tells the tensions of one decision.

    Args:
        decision: the decision.
        wording: what the things of its target are called.
        placed: who placed its options by its values.
        deciding: who decides in it.
    """

    def __init__(
        self, decision: Decision, wording: Wording, placed: WhoPlaced, deciding: DecidingTeller
    ) -> None:
        inputs = decision.justification.inputs
        self._wording = wording
        self._placed = placed
        self._silent = frozenset(placed.silent)
        self._standard = deciding.standard
        self._own = deciding.own
        self._owners = wording.own_cards(inputs.situation.decider)
        items = [step for step in decision.justification.steps if step.rule == "item"]
        self._due = {step.id.removeprefix("item|") for step in items if _is_due(step)}
        self._items = {step.id.removeprefix("item|"): step.conclusion for step in items}
        self._contexts = decision.justification.declared.contexts
        self._held_by = HeldBy(wording)
        self._acts = {option.name: option.acts for option in inputs.situation.options}
        self._principles = {given.name: given.text for given in inputs.principles}
        self._statuses = {status.option: status for status in decision.statuses}
        self._decided_by = {
            frozenset((relation.first, relation.second)): relation.decided_by
            for relation in decision.relations
        }
        self._grounds: dict[tuple[str, str], set[str]] = {}
        for given in inputs.complaints:
            self._grounds.setdefault((given.standpoint, given.principle), set()).add(given.told)

    def tell(self, tension: Tension) -> ToldTension:
        """Return one tension in words."""
        about, sides = {
            "norms": self._norms,
            "values": self._values,
            "contested": self._pair,
            "cycle": self._pair,
            "complaint": self._complaint,
            "conscience": self._conscience,
        }[tension.type](tension)
        return ToldTension(
            tension,
            about,
            sides,
            self._settled(tension),
            self._parted(tension),
            self._over_broken(tension),
            self._is_silent(tension),
        )

    def _norms(self, tension: Tension) -> tuple[str, tuple[ToldSide, ...]]:
        sides = [
            ToldSide(
                self._wording.norm(side.norm),
                self._held_by.norm(side.norm),
                "; ".join((side.norm, *self._held_by.norm(side.norm))),
            )
            for side in tension.sides
            if side.norm is not None
        ]
        return self._bearing(tension), tuple(sides)

    def _bearing(self, tension: Tension) -> str:
        """Return which act or omission norms collide about."""
        (option,) = tension.options
        kind, _, which = (tension.item or "").partition(":")
        if kind == "act":
            return f"What {option} does: {self._acts[option][int(which)].action}"
        due = "" if f"{option}|{tension.item}" in self._due else " (which is not due here)"
        return f"What {option} leaves undone: {which}{due}"

    def _item(self, tension: Tension) -> Mapping[str, Any]:
        """Return what the step of the act or omission came to that norms collide about."""
        return self._items.get(f"{tension.options[0]}|{tension.item}", {})

    def _parted(self, tension: Tension) -> tuple[str, ...]:
        if tension.type != "norms":
            return ()
        capped = self._item(tension).get("capped", ())
        return tuple(str(side.norm) for side in tension.sides if side.norm in capped)

    def _over_broken(self, tension: Tension) -> Literal["breaks", "may break"] | None:
        if tension.type != "norms":
            return None
        norms = {side.norm for side in tension.sides}
        status = self._statuses[tension.options[0]]
        if norms & {*status.broken}:
            return "breaks"
        return "may break" if norms & {*status.maybe_broken} else None

    def _is_silent(self, tension: Tension) -> bool:
        return tension.type == "values" and tension.options in self._silent

    def _values(self, tension: Tension) -> tuple[str, tuple[ToldSide, ...]]:
        about = " or ".join(tension.options)
        if self._is_silent(tension):
            return f"{about}: nobody who counts placed both by a value", ()
        one, other = tension.sides
        return about, (self._for(one, other), self._for(other, one))

    def _for(self, side: Side, against: Side) -> ToldSide:
        """Return which values favour an option against another, or may, and who placed it so."""
        options = str(side.option), str(against.option)
        cards = self._wording.most_held(side.cards)
        certain, possible = self._placed.parted(cards, *options)
        says = [f": {self._wording.cards(certain)}"] if certain else []
        says += [f", or it may be: {self._wording.cards(possible)}"] if possible else []
        return ToldSide(
            f"For {side.option}{''.join(says)}",
            self._held_by.placings(self._placed, cards, *options),
            self._placed.in_short(cards, *options),
        )

    def _pair(self, tension: Tension) -> tuple[str, tuple[ToldSide, ...]]:
        one, other = (side.cards[0] for side in tension.sides)
        sides = (self._wiser(one, other), self._wiser(other, one))
        return f"Which is wiser: {self._wording.card(one)} or {self._wording.card(other)}", sides

    def _wiser(self, wiser: str, than: str) -> ToldSide:
        held_by = self._held_by.verdict(wiser, than, self._contexts)
        title = self._wording.card(wiser)
        return ToldSide(
            f"{title} is wiser than {self._wording.card(than)}",
            held_by,
            f"{title}: {held_by[0]}" if held_by else "",
        )

    def _complaint(self, tension: Tension) -> tuple[str, tuple[ToldSide, ...]]:
        complaining, against = tension.sides
        standpoint, principle = str(complaining.standpoint), str(against.principle)
        grounds = listed(sorted(self._grounds.get((standpoint, principle), ())))
        about = f"Whether {principle} could be accepted by {standpoint}"
        return about, (
            ToldSide(
                f"{self._grade(complaining)}, because of {grounds}",
                self._held_by.role(standpoint),
            ),
            ToldSide(self._principles.get(principle, principle)),
        )

    def _conscience(self, tension: Tension) -> tuple[str, tuple[ToldSide, ...]]:
        by_role, by_own = (str(side.option) for side in tension.sides)
        decided_by = self._decided_by.get(frozenset(tension.options), ())
        own, so = self._own(by_own, by_role)
        return f"{' or '.join(tension.options)}: the role, and the one who fills it", (
            ToldSide(
                f"By {self._standard or 'the standard of the role'}, the option {by_role} is better"
                f" ({self._wording.cards(decided_by)})",
                self._held_by.placings(self._placed, decided_by, by_role, by_own),
            ),
            ToldSide(
                f"By {self._owners.removesuffix(',')}, the option {by_own} is better"
                f" ({self._wording.cards(own)})",
                tuple(so),
            ),
        )

    def _settled(self, tension: Tension) -> str | None:
        how, winner = tension.settled_by, tension.prevails
        if how is None:
            return None
        if how == "values":
            cards = self._decided_by.get(frozenset(tension.options), ())
            by = f"by {self._standard}, {self._wording.cards(cards)}" if self._standard else ""
            return f"{winner} is better {by or f'by {self._wording.cards(cards)}'}"
        if how == "role_standard":
            standard = self._standard or "the standard of the role"
            decides = "decide" if standard.startswith("the standards") else "decides"
            return f"{standard} {decides}: {winner}. The conscience is recorded"
        if how == "resolution":
            (other,) = set(tension.options) - {winner}
            return f"A resolution commits to {winner} over {other}"
        return tell_order(tension, self._item(tension), self._wording)

    def _grade(self, side: Side) -> str:
        grades = sorted({side.at_least or 0, side.at_most or 0})
        return " to ".join(self._wording.grade(grade) for grade in grades)


def _is_due(step: Step) -> bool:
    """Return whether something is left undone by an item that has to be done, or may have to be.

    An obligation of the role is looked at wherever the decider fills it, and other norms can
    collide about it, though its own condition fails: then nobody owes what is left undone.
    """
    _, _, which = step.id.rpartition("|")[2].partition(":")
    charge = (step.conclusion["norms"].get(which) or {}).get("charge")
    return charge is not None and "fails" not in charge[1:]
