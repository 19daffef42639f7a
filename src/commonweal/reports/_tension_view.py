"""The tensions of a decision, grouped so that each is told once, with who holds each side."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from commonweal.documents import listed
from commonweal.reports._naming import Naming, label, words
from commonweal.reports._pair_view import answers_on, side_of_pair

if TYPE_CHECKING:
    from collections.abc import Iterator

    from commonweal.decisions import Telling, ToldSaid, ToldTension
    from commonweal.documents import Decision, MoralGraph, Side, Target


SETTLED = "Settled here: "


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
    over_broken: bool = False
    """Whether it is of norms of which its option breaks one, or may."""
    settled: bool = False
    """Whether a rule settled it, and neither side is undecided."""
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
    said: tuple[TensionRow, ...]
    """Facts, contexts and roles that are asserted differently, or by one side alone."""
    silence: str
    """Between which options nobody spoke by a value, so that nothing is in tension; or empty."""
    number: int
    """How many there are in which somebody spoke: a norm against a norm on two acts is two."""


RESULTS = {
    "rejectable": "can reasonably be rejected",
    "not_rejectable": "cannot reasonably be rejected by anybody who was heard",
    "open": "it is open whether it can reasonably be rejected",
    "not_tested": "was not tested: too little was said against it, or it was compared with nothing",
}


def view_tensions(decision: Decision, target: Target, told: Telling, naming: Naming) -> TensionView:
    """Return every tension of a decision."""
    teller = _Teller(decision, target, told, naming)
    return TensionView(
        norms=tuple(_joined(teller.of_type("norms", teller.of_norms))),
        values=tuple(teller.of_type("values", teller.of_values)),
        disputed=tuple(teller.of_type("contested", teller.of_pair)),
        circular=tuple(teller.of_type("cycle", teller.of_pair)),
        principles=tuple(_principles(decision, naming)),
        conscience=tuple(teller.of_type("conscience", teller.of_conscience)),
        said=tuple(_in_doubt(said, naming) for said in told.in_doubt),
        silence=naming.readable(told.placed.silence),
        number=len(told.in_tension),
    )


class _Teller:
    def __init__(self, decision: Decision, target: Target, told: Telling, naming: Naming) -> None:
        self._kept = frozenset(decision.options)
        self._told = told.in_tension
        self._placed = told.placed
        self._graph: MoralGraph = target.graph
        self._naming = naming
        self._contexts = frozenset(decision.justification.declared.contexts)
        situation = decision.justification.inputs.situation
        self._acts = {option.name: option.acts for option in situation.options}

    def of_type(self, wanted: str, telling: _Telling) -> Iterator[TensionRow]:
        """Yield the tensions of one type, of what is broken or bears on what was kept first."""
        rows = [telling(told) for told in self._told if told.tension.type == wanted]
        yield from sorted(rows, key=lambda row: (not row.over_broken, not row.kept, -row.weight))

    def of_norms(self, told: ToldTension) -> TensionRow:
        """Return two norms that collide, with the act they collide about."""
        tension = told.tension
        (option,) = tension.options
        kind, _, which = (tension.item or "").partition(":")
        action = self._acts[option][int(which)].action if kind == "act" else "left undone"
        return TensionRow(
            about=f"{label(action)}|{words(option)}",
            sides=tuple(
                TensionSide(label(str(side.norm)), in_words.says, in_words.held_by)
                for side, in_words in zip(tension.sides, told.sides, strict=True)
            ),
            note=self._outcome(told) or "Not settled: neither prevails.",
            kept=option in self._kept,
            over_broken=told.over_broken is not None,
            settled=_is_settled(told),
            weight=2 * told.undecided + (tension.settled_by is None),
        )

    def _outcome(self, told: ToldTension) -> str:
        if told.settled is None:
            return ""
        settled = self._naming.readable(told.settled)
        if told.undecided:
            why = self._naming.readable(told.why_undecided)
            return (
                f"Open: one of them, at least, is undecided here{why}. By their order, {settled}."
            )
        return f"{SETTLED}{settled}."

    def of_values(self, told: ToldTension) -> TensionRow:
        """Return the values that favour either of two options, or may, and who placed them so."""
        one, other = told.tension.sides
        return TensionRow(
            about=" or ".join(label(option) for option in told.tension.options),
            sides=(self._for(one, other), self._for(other, one)),
            note=self._outcome(told),
            kept=self._kept.issuperset(told.tension.options),
            settled=_is_settled(told),
        )

    def _for(self, side: Side, against: Side) -> TensionSide:
        options = str(side.option), str(against.option)
        certain, possible = self._placed.parted(side.cards, *options)
        parts = [
            "; ".join(self._placed.told(card, *options) for card in cards)
            for cards in (certain, possible)
        ]
        if certain and possible:
            parts[1] = f"Or it may be: {parts[1]}"
        says = f"For {words(options[0])}{'' if certain else ', or it may be'}"
        return TensionSide(says, "", tuple(filter(None, parts)))

    def of_pair(self, told: ToldTension) -> TensionRow:
        """Return two values whose order people dispute, with who holds which."""
        one, other = (side.cards[0] for side in told.tension.sides)
        verdicts = sorted(
            (
                pair
                for pair in self._graph.pairs
                if {pair.first, pair.second} == {one, other} and pair.context in self._contexts
            ),
            key=answers_on,
            reverse=True,
        )
        return TensionRow(
            about=f"Which is wiser: {self._naming.quoted(one)} or {self._naming.quoted(other)}?",
            sides=tuple(
                TensionSide(
                    self._naming.quoted(card),
                    "",
                    tuple(side_of_pair(pair, card, self._naming) for pair in verdicts),
                )
                for card in (one, other)
            ),
            note="",
            kept=True,
            weight=sum(map(answers_on, verdicts)),
        )

    def of_conscience(self, told: ToldTension) -> TensionRow:
        """Return what the role asks, and what the one who fills it lives by."""
        readable = self._naming.readable
        about = readable(told.about)
        return TensionRow(
            about=about[:1].upper() + about[1:],
            sides=tuple(
                TensionSide(readable(in_words.says), "", in_words.held_by)
                for in_words in told.sides
            ),
            note=self._outcome(told),
            kept=True,
            settled=_is_settled(told),
        )


def _is_settled(told: ToldTension) -> bool:
    return told.settled is not None and not told.undecided


if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import TypeAlias

    _Telling: TypeAlias = Callable[[ToldTension], TensionRow]


def _in_doubt(said: ToldSaid, naming: Naming) -> TensionRow:
    """Return what is in doubt, each side with those who assert it."""
    about = naming.readable(said.about)
    return TensionRow(
        about=about[:1].upper() + about[1:],
        sides=tuple(TensionSide(side.says, "", side.held_by) for side in said.sides),
        note="",
        kept=True,
    )


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
        by_standpoint.setdefault(complaint.standpoint, []).append((complaint.grade, complaint.told))
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
