"""The tensions of a decision, grouped so that each is told once, with who holds each side."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from commonweal.reports._naming import Naming, label, listed, words
from commonweal.reports._pair_view import answers_on, side_of_pair

if TYPE_CHECKING:
    from collections.abc import Iterator

    from commonweal.documents import Decision, MoralGraph, Side, Target, Tension


@dataclass(frozen=True, slots=True)
class TensionSide:
    """What one side says, in short and in whole, and who holds it."""

    says: str
    text: str
    held_by: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TensionRow:
    """One tension: what it is about, its sides, and what became of it here."""

    about: str
    sides: tuple[TensionSide, ...]
    note: str
    kept: bool
    """Whether it bears on what was kept, so that it stands in the open."""
    weight: int = 0
    """What it comes by among its like, the heaviest first."""


@dataclass(frozen=True, slots=True)
class PrincipleRow:
    """A principle, whether it can reasonably be rejected, and each standpoint's complaint."""

    text: str
    result: str
    complaints: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class TensionView:
    """All tensions of one decision."""

    norms: tuple[TensionRow, ...]
    values: tuple[TensionRow, ...]
    disputed: tuple[TensionRow, ...]
    circular: tuple[TensionRow, ...]
    principles: tuple[PrincipleRow, ...]
    conscience: tuple[TensionRow, ...]
    number: int
    """How many the decision lists: a norm against a norm on two acts is two of them."""


RESULTS = {
    "rejectable": "can reasonably be rejected",
    "not_rejectable": "cannot reasonably be rejected by anybody who was heard",
    "open": "it is open whether it can reasonably be rejected",
    "not_tested": "was not tested: too little was said against it, or it was compared with nothing",
}


def view_tensions(decision: Decision, target: Target, naming: Naming) -> TensionView:
    """Return every tension of a decision."""
    teller = _Teller(decision, target, naming)
    return TensionView(
        norms=tuple(_joined(teller.of_type("norms", teller.of_norms))),
        values=tuple(teller.of_type("values", teller.of_values)),
        disputed=tuple(teller.of_type("contested", teller.of_pair)),
        circular=tuple(teller.of_type("cycle", teller.of_pair)),
        principles=tuple(_principles(decision, naming)),
        conscience=tuple(teller.of_type("conscience", teller.as_told)),
        number=len(decision.tensions),
    )


class _Teller:
    def __init__(self, decision: Decision, target: Target, naming: Naming) -> None:
        self._decision = decision
        self._graph: MoralGraph = target.graph
        self._naming = naming
        self._contexts = frozenset(decision.justification.declared.contexts)
        options = decision.justification.inputs.situation.options
        self._acts = {
            f"What {option.name} does: act {number}": (option.name, words(act.action))
            for option in options
            for number, act in enumerate(option.acts, start=1)
        } | {
            f"What {option.name} leaves undone": (option.name, "left undone") for option in options
        }
        self._undecided = frozenset(_undecided_norms(decision))
        self._pairs = {
            f"{one.name} or {other.name}": (one.name, other.name)
            for one in options
            for other in options
        }

    def of_type(self, wanted: str, tell: _Telling) -> Iterator[TensionRow]:
        """Yield the tensions of one type, those that bear on what was kept first."""
        rows = [tell(tension) for tension in self._decision.tensions if tension.type == wanted]
        yield from sorted(rows, key=lambda row: (not row.kept, -row.weight))

    def of_norms(self, tension: Tension) -> TensionRow:
        """Return two norms that collide, with the act they collide about."""
        option, action = self._acts.get(tension.about, ("", ""))
        names = tuple(name for side in tension.sides for name in side.norms)
        undecided = (tension.about, *names) in self._undecided
        return TensionRow(
            about=f"{label(action)}|{words(option)}" if option else tension.about,
            sides=tuple(
                TensionSide(label(name), side.says, side.held_by)
                for side in tension.sides
                for name in side.norms
            ),
            note=self._outcome(tension, undecided=undecided),
            kept=option in self._decision.options,
            weight=2 * undecided + (tension.settled is None),
        )

    def _outcome(self, tension: Tension, *, undecided: bool) -> str:
        if tension.settled is None:
            return "Not settled: neither prevails." if tension.type == "norms" else ""
        settled = self._naming.readable(tension.settled)
        if undecided:
            return f"Open: one of them, at least, is undecided here. By their order, {settled}."
        return f"Settled here: {settled}."

    def of_values(self, tension: Tension) -> TensionRow:
        """Return the values that favour, or may favour, either of two options."""
        pair = self._pairs.get(tension.about, ())
        return TensionRow(
            about=" or ".join(label(option) for option in pair)
            or self._naming.readable(tension.about),
            sides=tuple(
                TensionSide(
                    f"For {words(option)}, or may be", "", (self._naming.cards(side.cards),)
                )
                for option, side in zip(pair, tension.sides, strict=True)
            )
            if pair
            else self.as_told(tension).sides,
            note=self._outcome(tension, undecided=False),
            kept=bool(pair) and set(pair) <= set(self._decision.options),
        )

    def of_pair(self, tension: Tension) -> TensionRow:
        """Return two values whose order people dispute, with who holds which."""
        cards = [card for side in tension.sides for card in side.cards]
        if len(cards) != len(tension.sides):
            return self.as_told(tension)
        verdicts = sorted(
            (
                pair
                for pair in self._graph.pairs
                if {pair.first, pair.second} == set(cards) and pair.context in self._contexts
            ),
            key=answers_on,
            reverse=True,
        )
        return TensionRow(
            about=f"Which is wiser: “{self._naming.card(cards[0])}” or "
            f"“{self._naming.card(cards[1])}”?",
            sides=tuple(
                TensionSide(
                    f"“{self._naming.card(card)}”",
                    "",
                    tuple(side_of_pair(pair, card, self._naming) for pair in verdicts),
                )
                for card in cards
            ),
            note="",
            kept=True,
            weight=sum(map(answers_on, verdicts)),
        )

    def as_told(self, tension: Tension) -> TensionRow:
        """Return a tension as the decision tells it."""
        readable = self._naming.readable
        return TensionRow(
            about=readable(tension.about),
            sides=tuple(
                TensionSide(readable(side.says), "", self._holders(side)) for side in tension.sides
            ),
            note=self._outcome(tension, undecided=False),
            kept=True,
        )

    def _holders(self, side: Side) -> tuple[str, ...]:
        return side.held_by or ((self._naming.cards(side.cards),) if side.cards else ())


if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import TypeAlias

    _Telling: TypeAlias = Callable[[Tension], TensionRow]


def _undecided_norms(decision: Decision) -> Iterator[tuple[str, str, str]]:
    """Yield the collisions in which a norm is neither in nor out, by what they are about."""
    for step in decision.justification.steps:
        for row in step.conclusion["norms"] if step.rule == "tensions" else ():
            option, item, one, other, *labels = row
            kind, _, which = item.partition(":")
            done = f"does: act {int(which) + 1}" if kind == "act" else "leaves undone"
            if "undecided" in labels:
                yield f"What {option} {done}", one, other


def _joined(rows: Iterator[TensionRow]) -> Iterator[TensionRow]:
    """Yield the rows, those with the same sides and the same outcome as one."""
    groups: dict[tuple[object, ...], list[TensionRow]] = {}
    for row in rows:
        groups.setdefault((row.sides, row.note), []).append(row)
    for found in groups.values():
        options: dict[str, list[str]] = {}
        for row in found:
            action, _, option = row.about.partition("|")
            options.setdefault(action, []).append(option)
        about = "; ".join(
            f"{action} ({'; '.join(named)})" if all(named) else action
            for action, named in options.items()
        )
        yield replace(found[0], about=about)


def _principles(decision: Decision, naming: Naming) -> Iterator[PrincipleRow]:
    said: dict[str, dict[str, list[tuple[int, str]]]] = {}
    for complaint in decision.justification.inputs.complaints:
        by_standpoint = said.setdefault(complaint.principle, {})
        by_standpoint.setdefault(complaint.standpoint, []).append(
            (complaint.grade, complaint.ground)
        )
    for step in decision.justification.steps:
        if step.rule != "principle":
            continue
        name = step.id.partition("|")[2]
        by = listed([f"“{naming.role(role)}”" for role in step.conclusion["rejected_by"]])
        yield PrincipleRow(
            text=naming.principle(name),
            result=RESULTS[step.conclusion["result"]] + (f", by {by}" if by else ""),
            complaints=tuple(
                (naming.role(standpoint), _complaint(complaints, naming))
                for standpoint, complaints in sorted(
                    said.get(name, {}).items(), key=lambda entry: (-max(entry[1])[0], entry[0])
                )
            ),
        )


def _complaint(complaints: list[tuple[int, str]], naming: Naming) -> str:
    return "; ".join(
        f"{naming.grade(grade)} ({ground})" for grade, ground in sorted(complaints, reverse=True)
    )
