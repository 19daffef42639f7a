"""Many decisions in one page: how often each outcome, reason and relation came up, by group."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from commonweal.decisions import (
    BY_NORMS,
    LEFT_OUT_BY,
    OUTCOMES,
    REASONS,
    RESTS_ON,
    UNPLACED,
    WhoPlaced,
    Wording,
    tell,
    told_relation,
)
from commonweal.reports._definition_view import definition_rows
from commonweal.reports._naming import Naming, words
from commonweal.reports._norm_view import norm_rows, norms_aside
from commonweal.reports._said_view import said_groups
from commonweal.reports._short_view import view_in_short
from commonweal.reports._tension_view import SETTLED, view_tensions
from commonweal.studies import FEW_SITUATIONS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from commonweal.decisions import Telling
    from commonweal.documents import Decision, Target
    from commonweal.reports._definition_view import DefinitionRow
    from commonweal.reports._norm_view import NormRow
    from commonweal.reports._said_view import SaidGroup
    from commonweal.reports._short_view import ShortView
    from commonweal.reports._tension_view import PrincipleRow, TensionRow

ALL = "all"

NORMS_ALONE = {
    "better": "breaks less than the second",
    "worse": "breaks more than the second",
    "equal": "breaks the same norms, or none",
    "incomparable": "breaks other norms, neither less nor more",
    "undetermined": "is open which breaks less",
}
VALUES_ALONE = {
    "better": "is better",
    "worse": "is worse",
    "equal": "is equal",
    "on_a_par": "is on a par",
    "incomparable": "stands for what is not to be traded",
    "contested": "is disputed which is better",
    "undetermined": "is open which is better",
}
"""How the first of two options stands to the second, as it is counted."""

RECORDS_TRUE = "That the records that this page is made of are true."
"""What is not shown where nothing was decided, and no justification says it."""


@dataclass(frozen=True, slots=True)
class CountTable:
    """How often each of several things came up in each group."""

    caption: str
    first: str
    rows: tuple[tuple[str, tuple[int, ...]], ...]


@dataclass(frozen=True, slots=True)
class ToldRow:
    """One of few decisions in words: all that its answer can be followed by."""

    title: str
    text: str
    decided_by: str
    """What left options out, in short."""
    short: ShortView
    said: tuple[SaidGroup, ...]
    norms: tuple[NormRow, ...]
    norms_aside: tuple[tuple[str, str], ...]
    principles: tuple[PrincipleRow, ...]
    definitions: tuple[DefinitionRow, ...]
    """What would follow under each definition of words that people define differently."""
    settled: tuple[TensionRow, ...]
    """What a rule settled."""
    tensions: tuple[TensionRow, ...]
    """What stays in tension."""


@dataclass(frozen=True, slots=True)
class DecidedRow:
    """One of many decisions: what it came to, and the options that are to be done or in play."""

    situation: str
    outcome: str
    options: str
    by_norms: str
    told: ToldRow | None
    """The decision in words; only where the decisions are few."""


@dataclass(frozen=True, slots=True)
class ManyView:
    """Many decisions, counted and listed."""

    groups: tuple[str, ...]
    tables: tuple[CountTable, ...]
    rows: tuple[DecidedRow, ...]
    few: bool
    """Whether the decisions are few enough to tell each in words."""
    not_shown: tuple[str, ...]


def view_many(decisions: Sequence[Decision], target: Target) -> ManyView:
    """Return what the report shows where a study decides many situations.

    A situation's group is the part of its name before the first dot.

    Args:
        decisions: read once, in order, so that they may lie in a file.
        target: what they were taken under.
    """
    few = len(decisions) <= FEW_SITUATIONS
    outcomes, standings, reasons, by_norms, by_values = (
        defaultdict[str, Counter[str]](Counter) for _ in range(5)
    )
    rows, not_shown = [], dict[str, None]()
    wording = Wording(target)
    groups: dict[str, None] = {}
    for decision in decisions:
        group, _, rest = decision.situation.partition(".")
        group = words(group) if rest else ALL
        groups[group] = None
        outcomes[OUTCOMES[decision.outcome]][group] += 1
        standings[RESTS_ON[decision.standing]][group] += 1
        for reason in decision.reasons:
            reasons[REASONS[reason]][group] += 1
        silent = WhoPlaced(decision, wording).silent
        for relation in decision.relations:
            by_norms[NORMS_ALONE[relation.by_norms]][group] += 1
            values = VALUES_ALONE[relation.by_values]
            if relation.by_values == "undetermined" and (relation.first, relation.second) in silent:
                values = UNPLACED
            by_values[values][group] += 1
        rows.append(_row(decision, target, few=few))
        not_shown |= dict.fromkeys(decision.justification.not_shown)
    tables = (
        ("How they came out", "Outcome", outcomes),
        ("What each rests on", "It rests on", standings),
        ("Why it asks or refuses; one decision can have several reasons", "Because", reasons),
        ("Of every two options, how the first stands by the norms alone", "It", by_norms),
        ("Of every two options, how the first stands by the values", "It", by_values),
    )
    return ManyView(
        groups=tuple(groups),
        tables=tuple(
            CountTable(
                caption,
                first,
                tuple(
                    (thing, tuple(counts[group] for group in groups))
                    for thing, counts in sorted(found.items())
                ),
            )
            for caption, first, found in tables
            if found
        ),
        rows=tuple(rows),
        few=few,
        not_shown=tuple(not_shown) or (RECORDS_TRUE,),
    )


def _row(decision: Decision, target: Target, *, few: bool) -> DecidedRow:
    by_norms = (
        told_relation(BY_NORMS[relation.by_norms], words(relation.first), words(relation.second))
        for relation in decision.relations
    )
    return DecidedRow(
        situation=decision.situation,
        outcome=OUTCOMES[decision.outcome],
        options=" or ".join(map(words, decision.options)),
        by_norms="; ".join(by_norms),
        told=_told(decision, target) if few else None,
    )


def _told(decision: Decision, target: Target) -> ToldRow:
    naming, told = Naming(target, decision), tell(decision, target=target)
    tensions = view_tensions(decision, target, told, naming)
    situation = decision.justification.inputs.situation
    found = (*tensions.norms, *tensions.values, *tensions.disputed, *tensions.circular)
    settled = tuple(row for row in found if row.settled)
    return ToldRow(
        title=situation.title,
        text=situation.text,
        decided_by=_decided_by(decision, told),
        short=view_in_short(decision, told, tensions, naming),
        said=said_groups(told, situation, naming),
        norms=norm_rows(decision, target, naming),
        norms_aside=norms_aside(decision),
        principles=tensions.principles,
        settled=tuple(replace(row, note=row.note.removeprefix(SETTLED)) for row in settled),
        definitions=definition_rows(told, naming),
        tensions=(
            *(row for row in found if not row.settled),
            *tensions.conscience,
            *tensions.said,
        ),
    )


def _decided_by(decision: Decision, told: Telling) -> str:
    """Return all that left options out, in short, and whether something is still open."""
    left_out = told.deciding.left_out.values()
    found = [name for by, name in LEFT_OUT_BY.items() if by in left_out]
    return "; ".join([*found, *(["still open"] if decision.outcome == "ask" else [])])
