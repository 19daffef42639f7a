"""Many decisions in one page: how often each outcome, reason and relation came up, by group."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from commonweal.decisions import LEFT_OUT_BY, OUTCOMES, REASONS, RESTS_ON, tell
from commonweal.reports._naming import Naming, words
from commonweal.reports._short_view import option_rows, tensions_in_short
from commonweal.reports._step_view import BY_NORMS, BY_VALUES
from commonweal.reports._tension_view import view_tensions
from commonweal.studies import FEW_SITUATIONS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from commonweal.decisions import Telling
    from commonweal.documents import Decision, Target
    from commonweal.reports._short_view import OptionRow
    from commonweal.reports._tension_view import TensionRow

ALL = "all"
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
    """One of few decisions in words: what was asked, who decides, what stays in tension."""

    title: str
    text: str
    decided_by: str
    """What left options out, in short."""
    because: str
    deciding: tuple[str, ...]
    broken_before: tuple[str, ...]
    options: tuple[OptionRow, ...]
    tensions: tuple[TensionRow, ...]
    """In short."""


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
    groups: dict[str, None] = {}
    for decision in decisions:
        group, _, rest = decision.situation.partition(".")
        group = words(group) if rest else ALL
        groups[group] = None
        outcomes[OUTCOMES[decision.outcome]][group] += 1
        standings[RESTS_ON[decision.standing]][group] += 1
        for reason in decision.reasons:
            reasons[REASONS[reason]][group] += 1
        for relation in decision.relations:
            by_norms[BY_NORMS[relation.by_norms]][group] += 1
            by_values[BY_VALUES[relation.by_values]][group] += 1
        rows.append(_row(decision, target, few=few))
        not_shown |= dict.fromkeys(decision.justification.not_shown)
    tables = (
        ("How they came out", "Outcome", outcomes),
        ("What each rests on", "It rests on", standings),
        ("Why it asks or refuses; one decision can have several reasons", "Because", reasons),
        ("How the first of two options stands to the second by the norms alone", "It", by_norms),
        ("How the first of two options stands to the second by the values", "It", by_values),
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
        f"{words(relation.first)} {BY_NORMS[relation.by_norms]} {words(relation.second)}"
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
    return ToldRow(
        title=situation.title,
        text=situation.text,
        decided_by=_decided_by(decision, told),
        because="; ".join(REASONS[reason] for reason in decision.reasons),
        deciding=tuple(map(naming.readable, told.deciding.sentences)),
        broken_before=tuple(map(naming.readable, told.broken_before)),
        options=option_rows(decision),
        tensions=tuple(tensions_in_short(decision, told, tensions, naming, all_over_broken=True)),
    )


def _decided_by(decision: Decision, told: Telling) -> str:
    """Return all that left options out, in short, and whether something is still open."""
    left_out = told.deciding.left_out.values()
    found = [name for by, name in LEFT_OUT_BY.items() if by in left_out]
    return "; ".join([*found, *(["still open"] if decision.outcome == "ask" else [])])
