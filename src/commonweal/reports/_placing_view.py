"""Where the people who hold each value place the options: the side of every value, in one table."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from commonweal.reports._naming import Naming, label, words

if TYPE_CHECKING:
    from collections.abc import Iterable

    from commonweal.documents import Decision, PublishedPlacing, PublishedValue, Target


@dataclass(frozen=True, slots=True)
class PlacingRow:
    """One value: who holds it, what is at stake on it, and the place of each option."""

    value: str
    held_by: str
    groups: str
    stakes: str
    places: tuple[str, ...]
    counts: str
    """Empty where the value counts for certain."""


def placing_rows(decision: Decision, target: Target, naming: Naming) -> tuple[PlacingRow, ...]:
    """Return a row for each value that counts or may count, those with most holders first."""
    declared = decision.justification.declared
    may = frozenset(declared.values_that_may_count)
    wanted = {*declared.values_that_count, *may}
    value_of = {
        card: value.card for value in target.graph.values for card in (value.card, *value.merged)
    }
    said: dict[str, list[PublishedPlacing]] = defaultdict(list)
    for placing in decision.justification.inputs.placings:
        said[value_of.get(placing.card, placing.card)].append(placing)
    options = tuple(option.name for option in decision.justification.inputs.situation.options)
    values = sorted(
        (value for value in target.graph.values if value.card in wanted),
        key=lambda value: (-value.holders, value.title, value.card),
    )
    return tuple(_row(value, said[value.card], options, may, naming) for value in values)


def _row(
    value: PublishedValue,
    said: list[PublishedPlacing],
    options: tuple[str, ...],
    may: frozenset[str],
    naming: Naming,
) -> PlacingRow:
    return PlacingRow(
        value=value.title,
        held_by=naming.holders(value.card),
        groups=group_counts((part.stratum, part.value, part.count) for part in value.strata),
        stakes=_tallied(Counter(_by_people((placing.stake, placing) for placing in said))),
        places=tuple(_place(option, said) for option in options),
        counts="It is open whether it counts here" if value.card in may else "",
    )


def _by_people(said: Iterable[tuple[str, PublishedPlacing]]) -> dict[str, int]:
    tally: Counter[str] = Counter()
    for answer, placing in said:
        tally[answer] += placing.people
    return tally


def _place(option: str, said: list[PublishedPlacing]) -> str:
    if not said:
        return "nobody said"
    places = {
        id(placing): str(number)
        for placing in said
        for number, tier in enumerate(placing.order, start=1)
        if option in tier
    }
    return _tallied(
        Counter(_by_people((places.get(id(placing), "left out"), placing) for placing in said))
    )


def _tallied(tally: Counter[str]) -> str:
    """Return what all say, or each answer with how many give it."""
    if len(tally) < 2:
        return "".join(tally)
    parts = sorted(tally.items(), key=lambda entry: (-entry[1], entry[0]))
    return ", ".join(f"{answer} ({people})" for answer, people in parts)


def group_counts(parts: Iterable[tuple[str, str, int]]) -> str:
    """Return groups with their sizes, by stratum."""
    by_stratum: dict[str, list[str]] = defaultdict(list)
    for stratum, value, count in parts:
        by_stratum[stratum].append(f"{words(value)} {count}")
    return "; ".join(
        f"{label(stratum)}: {', '.join(groups)}" for stratum, groups in by_stratum.items()
    )
