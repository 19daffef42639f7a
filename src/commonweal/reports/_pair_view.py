"""One pair of values in one context: its counts, and which groups see it which way."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from commonweal.documents import people
from commonweal.reports._naming import Naming, percent, words

if TYPE_CHECKING:
    from collections.abc import Iterable

    from commonweal.documents import PairCounts, PairVerdict


@dataclass(frozen=True, slots=True)
class PairRow:
    """One pair of values in one context, as a row of a table."""

    one: str
    """Of an accepted pair the wiser; else the one that more people call wiser."""
    other: str
    for_one: int
    for_other: int
    both_needed: int
    neither: int
    unsure: int
    estimate: str
    groups_for_one: str
    groups_for_other: str


def pair_rows(pairs: Iterable[PairVerdict], naming: Naming) -> tuple[PairRow, ...]:
    """Return the pairs as rows, those with the most answers first."""
    rows = [_pair_row(pair, naming) for pair in pairs]
    return tuple(sorted(rows, key=lambda row: (-row.for_one - row.for_other, row.one, row.other)))


def _pair_row(pair: PairVerdict, naming: Naming) -> PairRow:
    total = {
        answer: getattr(pair.shown_first, answer) + getattr(pair.shown_second, answer)
        for answer in ("first", "second", "both_needed", "neither", "unsure")
    }
    swap = pair.wiser == pair.second or (pair.wiser is None and total["second"] > total["first"])
    one, other = (pair.second, pair.first) if swap else (pair.first, pair.second)
    return PairRow(
        one=naming.card(one),
        other=naming.card(other),
        for_one=total["second" if swap else "first"],
        for_other=total["first" if swap else "second"],
        both_needed=total["both_needed"],
        neither=total["neither"],
        unsure=total["unsure"],
        estimate=_estimate(pair, swap=swap),
        groups_for_one=groups_for(pair, one, naming.k),
        groups_for_other=groups_for(pair, other, naming.k),
    )


def side_of_pair(pair: PairVerdict, card: str, naming: Naming) -> str:
    """Return in a sentence how many hold this card of a pair to be the wiser, and which groups."""
    counts = [_sides(part, first=card == pair.first) for part in _orders(pair)]
    for_it, against = (sum(side) for side in zip(*counts, strict=True))
    where = naming.context(pair.context)
    # A pair that is accepted in its own context can be disputed here: by another context, or since
    # it is open whether its own holds.
    if pair.status == "complementary":
        where += " (both needed there)"
    elif pair.wiser == card:
        where += " (accepted there)"
    if for_it + against < naming.k:
        return f"Fewer than {people(naming.k)}, {where}."
    groups = groups_for(pair, card, naming.k)
    most = f" Groups on this side (for it : for the other): {groups}." if groups else ""
    return f"{for_it} of {people(for_it + against)}, {where}.{most}"


def answers_on(pair: PairVerdict) -> int:
    """Return how many call either value of a pair wiser."""
    return sum(part.first + part.second for part in _orders(pair))


def groups_for(pair: PairVerdict, card: str, k: int) -> str:
    """Return the groups of at least k in which more call this card wiser, with their answers."""
    found: dict[str, list[str]] = {}
    for part in pair.strata:
        for_it, against = _sides(part.counts, first=card == pair.first)
        if for_it > against and for_it + against >= k:
            found.setdefault(part.stratum, []).append(f"{words(part.value)} {for_it}:{against}")
    return "; ".join(", ".join(groups) for groups in found.values())


def _orders(pair: PairVerdict) -> tuple[PairCounts, PairCounts]:
    return pair.shown_first, pair.shown_second


def _sides(counts: PairCounts, *, first: bool) -> tuple[int, int]:
    return (counts.first, counts.second) if first else (counts.second, counts.first)


def _estimate(pair: PairVerdict, *, swap: bool) -> str:
    if pair.estimate is None:
        return ""
    low, middle, high = (
        Fraction(getattr(pair.estimate, part)) for part in ("low", "middle", "high")
    )
    if swap:
        low, middle, high = 1 - high, 1 - middle, 1 - low
    return f"{percent(middle)} ({percent(low)} to {percent(high)})"
