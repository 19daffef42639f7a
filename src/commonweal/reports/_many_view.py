"""Many decisions in one page: how often each outcome, reason and relation came up, by group."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from commonweal.decisions._wording import RESTS_ON
from commonweal.reports._naming import label, words
from commonweal.reports._short_view import OUTCOMES, REASONS
from commonweal.reports._step_view import BY_NORMS, BY_VALUES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from commonweal.documents import Decision

ALL = "all"
RECORDS_TRUE = "That the records they rest on are true."
"""What is not shown where nothing was decided, and no justification says it."""


@dataclass(frozen=True, slots=True)
class CountTable:
    """How often each of several things came up in each group."""

    caption: str
    first: str
    rows: tuple[tuple[str, tuple[int, ...]], ...]


@dataclass(frozen=True, slots=True)
class ManyView:
    """Many decisions, counted and listed."""

    groups: tuple[str, ...]
    tables: tuple[CountTable, ...]
    rows: tuple[tuple[str, str, str], ...]
    not_shown: tuple[str, ...]


def view_many(decisions: Sequence[Decision]) -> ManyView:
    """Return what the report shows where a study decides many situations.

    A situation's group is the part of its name before the first dot.

    Args:
        decisions: read once, in order, so that they may lie in a file.
    """
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
            reasons[REASONS.get(reason, words(reason))][group] += 1
        for relation in decision.relations:
            by_norms[BY_NORMS[relation.by_norms]][group] += 1
            by_values[BY_VALUES[relation.by_values]][group] += 1
        told = "; ".join(
            f"{words(relation.first)} {BY_NORMS[relation.by_norms]} {words(relation.second)}"
            for relation in decision.relations
        )
        rows.append((decision.situation, label(decision.outcome), told))
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
        not_shown=tuple(not_shown) or (RECORDS_TRUE,),
    )
