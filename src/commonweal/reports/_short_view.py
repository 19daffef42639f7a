"""What a reader must know in one screen: the answer, why, and the tensions that matter most."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from commonweal.decisions import OUTCOMES, REASONS, RESTS_ON, UNPLACED, as_subject, who_says_what
from commonweal.documents import listed
from commonweal.reports._naming import Naming, label, moment, words
from commonweal.reports._tension_view import SETTLED, TensionRow, TensionSide

if TYPE_CHECKING:
    from collections.abc import Iterator

    from commonweal.decisions import Telling, ToldReading
    from commonweal.documents import Decision, OptionStatus
    from commonweal.reports._tension_view import TensionView


KINDS_OF_OPEN = {
    "fact": "Facts",
    "deed": "Deeds",
    "context": "Contexts",
    "role": "Roles",
    "placing": "Placings",
    "stake": "Stakes",
    "votes": "Votes",
    "norm": "Norms",
    "breach": "Breaches",
    "policy": "Policies of cards",
    "complaint": "Complaints",
}


@dataclass(frozen=True, slots=True)
class OptionRow:
    """One option: what it is, whether it is permitted, and what is against it."""

    name: str
    text: str
    outcome: str
    status: str
    broken: str
    maybe_broken: str
    veto: str
    due: str


@dataclass(frozen=True, slots=True)
class RelationRow:
    """How one option stands to each, by the values and by the norms; to itself, not at all."""

    option: str
    cells: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class OpenRow:
    """Open things of one kind that the same would settle."""

    kind: str
    settled_by: str
    about: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ShortView:
    """The decision in short, and its options."""

    outcome: str
    kept: tuple[str, ...]
    reasons: str
    asked: str
    interim: str
    standing: str
    obliged: str
    tensions: tuple[TensionRow, ...]
    """Of each kind one; those that a rule settled last."""
    silence: str
    """Between which options values decide nothing as nobody placed them; or empty."""
    deciding: tuple[str, ...]
    """Who decides, in sentences."""
    broken_before: tuple[str, ...]
    """What was broken before, in sentences."""
    options: tuple[OptionRow, ...]
    relations: tuple[RelationRow, ...]
    decider: str
    open: tuple[OpenRow, ...]
    number_open: int


NORMS_BROKEN = {
    "better": "breaks less",
    "worse": "breaks more",
    "equal": "breaks the same",
    "incomparable": "breaks others",
    "undetermined": "open which breaks less",
}


def view_in_short(
    decision: Decision, told: Telling, tensions: TensionView, naming: Naming
) -> ShortView:
    """Return a decision in short."""
    situation = decision.justification.inputs.situation
    principal = f". Acts for: {naming.body(situation.principal)}" if situation.principal else ""
    return ShortView(
        outcome=OUTCOMES[decision.outcome],
        kept=tuple(label(option) for option in decision.options),
        reasons="; ".join(REASONS[reason] for reason in decision.reasons),
        asked=_asked(decision, naming),
        interim=label(decision.interim) if decision.interim else "",
        standing=f"It rests on {RESTS_ON[decision.standing]}.",
        obliged=listed([_act(act, naming) for act in decision.obliged]),
        tensions=tuple(tensions_in_short(decision, told, tensions, naming)),
        silence=tensions.silence,
        deciding=tuple(map(naming.readable, told.deciding.sentences)),
        broken_before=tuple(map(naming.readable, told.broken_before)),
        options=_option_rows(decision),
        relations=tuple(_relations(decision, told)),
        decider=f"{naming.body(situation.decider)}{principal}. On {moment(situation.at)}, "
        f"for the time until {moment(situation.until)}",
        open=tuple(_open(told, naming)),
        number_open=len(decision.open),
    )


def _asked(decision: Decision, naming: Naming) -> str:
    if not decision.ask:
        return ""
    until = f", until {moment(decision.deadline)}" if decision.deadline else ""
    return listed([naming.body(body) for body in decision.ask]) + until


def _act(act: str, naming: Naming) -> str:
    actor, _, action = act.partition(":")
    return f"{as_subject(naming.body(actor))} does this: {words(action)}"


def _option_rows(decision: Decision) -> tuple[OptionRow, ...]:
    """Return each option with its words and what is against it, in the situation's order."""
    options = decision.justification.inputs.situation.options
    texts = {option.name: option.text for option in options}
    return tuple(_option(status, texts, decision) for status in decision.statuses)


def _option(status: OptionStatus, texts: dict[str, str], decision: Decision) -> OptionRow:
    kept = status.option in decision.options
    return OptionRow(
        name=label(status.option),
        text=texts[status.option],
        outcome={"act": "to be done", "ask": "still in play"}.get(decision.outcome, "")
        if kept
        else "",
        status=words(status.status),
        broken="; ".join(map(words, status.broken)),
        maybe_broken="; ".join(map(words, status.maybe_broken)),
        veto={"no": "", "open": "open", "yes": "vetoed"}[status.vetoed],
        due=" ".join(status.due),
    )


def _relations(decision: Decision, told: Telling) -> Iterator[RelationRow]:
    """Yield a row for each option, with how it stands to every option."""
    said: dict[tuple[str, str], tuple[str, str]] = {}
    for found in decision.relations:
        by_values, by_norms = str(found.by_values), found.by_norms
        if by_values == "undetermined" and (found.first, found.second) in told.placed.silent:
            by_values = UNPLACED
        said[found.first, found.second] = by_values, by_norms
        said[found.second, found.first] = _turned(by_values), _turned(by_norms)
    options = [option.name for option in decision.justification.inputs.situation.options]
    for one in options:
        cells = [said.get((one, other)) for other in options]
        yield RelationRow(
            label(one),
            tuple((words(cell[0]), NORMS_BROKEN[cell[1]]) if cell else ("", "") for cell in cells),
        )


def _turned(relation: str) -> str:
    """Return how the second option stands to the first."""
    return {"better": "worse", "worse": "better"}.get(relation, relation)


def _open(told: Telling, naming: Naming) -> Iterator[OpenRow]:
    """Yield what is open, what the same would settle together, in the order of the decision."""
    groups: dict[tuple[str, str], list[str]] = {}
    for reading in told.open:
        key = KINDS_OF_OPEN[reading.reading.type], naming.readable(reading.would_settle)
        groups.setdefault(key, []).append(_about(reading, naming))
    for (kind, settled_by), about in groups.items():
        yield OpenRow(kind, settled_by, tuple(about))


def _about(told: ToldReading, naming: Naming) -> str:
    """Return what is open, with who says what of it."""
    said = f" (said so far: {who_says_what(told.said)})" if told.said else ""
    return f"{naming.readable(told.about)}{said}"


def tensions_in_short(
    decision: Decision, told: Telling, tensions: TensionView, naming: Naming
) -> Iterator[TensionRow]:
    """Yield one tension of each kind: the one that bears most on what was kept; settled ones last.

    Args:
        decision: the decision.
        told: what is told of it.
        tensions: all of its tensions.
        naming: what things are called.
    """
    rows = [*_values_in_short(decision, told, naming)]
    for found in (
        sorted(tensions.norms, key=lambda row: row.settled),
        tensions.conscience,
        tensions.disputed or tensions.circular,
        tensions.said,
    ):
        rows += map(_in_short, found[:1])
    rows += _gravest_complaint(decision, naming)
    yield from sorted(rows, key=lambda row: row.settled)


def _in_short(row: TensionRow) -> TensionRow:
    """Return a tension with the first of what each side is held by: the most answered."""
    return replace(row, sides=tuple(replace(side, held_by=side.held_by[:1]) for side in row.sides))


def _values_in_short(decision: Decision, told: Telling, naming: Naming) -> Iterator[TensionRow]:
    """Yield the values for each of two options: of two that are kept, where more than one is."""
    relations = {(relation.first, relation.second): relation for relation in decision.relations}
    compared = [
        (relations[tension.options[0], tension.options[1]], each)
        for each in told.in_tension
        for tension in [each.tension]
        if tension.type == "values"
    ]
    if not compared:
        return
    kept = set(decision.options)
    relation, values = max(
        compared,
        key=lambda each: (
            len(kept & {each[0].first, each[0].second}),
            each[0].by_values not in {"better", "worse", "equal"},
        ),
    )
    sides = [naming.readable(side.in_short).partition(": ") for side in values.sides]
    settled = f"{SETTLED}{naming.readable(values.settled)}." if values.settled else ""
    yield TensionRow(
        about=f"{label(relation.first)}, or {words(relation.second)}?",
        sides=tuple(TensionSide(says, "", (named,)) for says, _, named in sides),
        note=settled,
        kept=True,
        settled=bool(settled),
    )


def _gravest_complaint(decision: Decision, naming: Naming) -> Iterator[TensionRow]:
    complaints = decision.justification.inputs.complaints
    licensing = {
        step.partition("|")[2]
        for veto in decision.justification.steps
        if veto.rule == "veto" and veto.id.partition("|")[2] in decision.options
        for step in veto.premises
    }
    if any(tension.type == "complaint" for tension in decision.tensions) and complaints:
        gravest = max(complaints, key=lambda said: (said.principle in licensing, said.grade))
        yield TensionRow(
            about="The gravest complaint",
            sides=(
                TensionSide(
                    naming.role(gravest.standpoint),
                    f"{naming.grade(gravest.grade)} ({gravest.told})",
                    (),
                ),
                TensionSide("Against this principle", naming.principle(gravest.principle), ()),
            ),
            note="",
            kept=True,
        )
