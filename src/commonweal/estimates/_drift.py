"""What changed between two moral graphs, beyond what chance and the order of display explain."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, ClassVar, Literal, TypeAlias

import numpy as np

from commonweal.documents import PairVerdict
from commonweal.errors import InvalidDocument, Problem
from commonweal.estimates._exact_tail import (
    benjamini_hochberg,
    drawn_distribution,
    holm,
    two_sided,
)

if TYPE_CHECKING:
    from commonweal.documents import MoralGraph, PairCounts, VerdictStatus

Design: TypeAlias = Literal["separate", "grown"]
"""Whether the newer graph has other answers, or the older one's and more."""

Control: TypeAlias = Literal["family", "discoveries"]
"""Whether the chance of any false call is held, or the expected share of false calls."""

SWAPPED = {"first": "second", "second": "first"}


@dataclass(frozen=True, slots=True, kw_only=True)
class DriftProblem:
    """An older and a newer graph."""

    old: MoralGraph
    new: MoralGraph
    design: Design = "separate"


@dataclass(frozen=True, slots=True, kw_only=True)
class ExactComparison:
    """Compare the answers on each pair by an exact test within each order of display.

    For each pair in both graphs, two questions: of those who call either wiser, does the share who
    call the first wiser differ; and of these and those who hold both to be needed, does the share
    of the latter? With the totals held fixed, the number in the older graph is under each order of
    display a hypergeometric draw, and their sum a convolution; twice the smaller tail is the
    p-value. So a change in how often each order was shown cannot pass for a change of mind.

    The design ``grown`` compares the older answers with those that were added; ``separate``
    compares the two as they are. Where the same people answered both times and mostly kept their
    mind, ``separate`` finds less than there is, and no more.

    Source: the conditional exact test of several 2 x 2 tables, M. Zelen, Biometrika 58 (1971);
    Holm, and Benjamini and Hochberg, for many tests at once.
    """

    error_rate: Fraction = Fraction(1, 20)
    control: Control = "family"

    name: ClassVar[str] = "exact comparison within orders of display"

    def __post_init__(self) -> None:
        if not 0 < self.error_rate < 1:
            raise InvalidDocument(
                Problem(
                    code="error-rate",
                    path="error_rate",
                    expected="a rate between 0 and 1",
                    found=str(self.error_rate),
                )
            )


@dataclass(frozen=True, slots=True, kw_only=True)
class PairDrift:
    """One pair, before and after, in the newer graph's own order."""

    context: str
    first: str
    second: str
    question: Literal["wiser", "both_needed"]
    """``wiser``: the share who call the first wiser of those who call either; ``both_needed``: of
    these and those who hold both to be needed, the share of the latter."""
    old: tuple[int, int]
    """How many for it, of how many."""
    new: tuple[int, int]
    p_value: float
    adjusted: float
    changed: bool
    """Whether the adjusted p-value is at most the error rate."""


@dataclass(frozen=True, slots=True, kw_only=True)
class VerdictDrift:
    """A pair whose verdict is another."""

    context: str
    first: str
    second: str
    old: VerdictStatus | None
    """None where nobody had been asked."""
    old_wiser: str | None
    new: VerdictStatus | None
    new_wiser: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class RankDrift:
    """A value whose rank moved further than both of its intervals reach."""

    context: str
    card: str
    method: str
    old: tuple[int, int, int]
    """The best, the observed and the worst place."""
    new: tuple[int, int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Drift:
    """What is different."""

    appeared: tuple[str, ...]
    """Values of the newer graph none of whose cards was in the older."""
    vanished: tuple[str, ...]
    """Values of the older graph none of whose cards is in the newer."""
    pairs: tuple[PairDrift, ...]
    """Every comparison made, the most striking first."""
    verdicts: tuple[VerdictDrift, ...]
    ranks: tuple[RankDrift, ...]
    joined: int
    """How many pairs of the older graph are left out: their two values are one now, or another pair
    of the older graph is the same pair now. Who answered on both would be counted twice."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DriftResult:
    """What changed between two graphs."""

    value: Drift
    status: Literal["compared", "nothing_in_common"]
    method: str
    parameters: Mapping[str, object]

    def explain(self) -> tuple[str, ...]:
        """Return in sentences what was compared, and how."""
        drift = self.value
        changed = sum(pair.changed for pair in drift.pairs)
        held = (
            "the chance of any false one is at most"
            if self.parameters["control"] == "family"
            else "the share of false ones is expected to be at most"
        )
        joined = [f"{drift.joined} pairs were joined by merging, and left out."]
        if not drift.joined:
            joined = []
        return (
            f"{len(drift.appeared)} values appeared and {len(drift.vanished)} vanished.",
            (
                f"{len(drift.pairs)} comparisons were made and {changed} differ; {held} "
                f"{self.parameters['error_rate']}."
            ),
            f"{len(drift.verdicts)} verdicts are others, which counts alone may do.",
            f"{len(drift.ranks)} ranks moved beyond both of their intervals.",
            *joined,
            "This compares those who were asked; it cannot tell changed minds from other people.",
        )


def solve_drift(problem: DriftProblem, method: ExactComparison | None = None) -> DriftResult:
    """Return what changed between two graphs: values, shares, verdicts and ranks.

    Cards are matched through what was merged: a value is the same if any of its cards is. Pairs and
    values of the older graph that have become one since are left out of the comparison.

    Args:
        problem: the two graphs and whether the newer has grown from the older.
        method: how to compare, and at which error rate.

    Raises:
        InvalidDocument: with code ``not-grown`` for each pair of a grown graph with fewer answers
            than before.

    Cost: for each pair the product of the numbers of answers of two kinds, at worst.
    """
    method = method or ExactComparison()
    renamed = _renamed(problem.old, problem.new)
    before = [_in_new_order(pair, renamed) for pair in problem.old.pairs]
    joined = _joined(before)
    old = {_key(pair): pair for pair in before if _key(pair) not in joined}
    new = {_key(pair): pair for pair in problem.new.pairs if _key(pair) not in joined}
    both = sorted(old.keys() & new.keys())
    if problem.design == "grown":
        _refuse_fewer(old, new, both)
    known = {card for value in problem.new.values for card in (value.card, *value.merged)}
    drift = Drift(
        appeared=tuple(sorted({v.card for v in problem.new.values} - set(renamed.values()))),
        vanished=tuple(
            sorted(
                value.card
                for value in problem.old.values
                if not known & {value.card, *value.merged}
            )
        ),
        pairs=_pairs(old, new, both, problem.design, method),
        verdicts=tuple(_verdicts(old, new)),
        ranks=tuple(_ranks(problem.old, problem.new, renamed)),
        joined=len(before) - len(old),
    )
    return DriftResult(
        value=drift,
        status="compared" if both else "nothing_in_common",
        method=method.name,
        parameters={
            "error_rate": method.error_rate,
            "control": method.control,
            "design": problem.design,
        },
    )


def _renamed(old: MoralGraph, new: MoralGraph) -> dict[str, str]:
    """Return for each older representative the newer one of the same value, if there is one."""
    now = {card: value.card for value in new.values for card in (value.card, *value.merged)}
    found = {}
    for value in old.values:
        same = sorted({now[card] for card in (value.card, *value.merged) if card in now})
        if same:
            # A value that fell apart goes on as the part that holds its representative.
            found[value.card] = now.get(value.card, same[0])
    return found


def _key(pair: PairVerdict) -> tuple[str, str, str]:
    return pair.context, pair.first, pair.second


def _joined(pairs: Sequence[PairVerdict]) -> set[tuple[str, str, str]]:
    """Return the pairs that several of the older graph are now, or whose two values are one."""
    times = Counter(map(_key, pairs))
    return {key for key, number in times.items() if number > 1 or key[1] == key[2]}


def _in_new_order(pair: PairVerdict, renamed: Mapping[str, str]) -> PairVerdict:
    first, second = renamed.get(pair.first, pair.first), renamed.get(pair.second, pair.second)
    wiser = None if pair.wiser is None else renamed.get(pair.wiser, pair.wiser)
    if first <= second:
        return pair.model_copy(update={"first": first, "second": second, "wiser": wiser})
    return pair.model_copy(
        update={
            "first": second,
            "second": first,
            "wiser": wiser,
            "shown_first": _mirrored(pair.shown_second),
            "shown_second": _mirrored(pair.shown_first),
        }
    )


def _mirrored(counts: PairCounts) -> PairCounts:
    return counts.model_copy(update={"first": counts.second, "second": counts.first})


def _table(pair: PairVerdict) -> np.ndarray[tuple[int, int], np.dtype[np.int64]]:
    """Return orders of display by first, second and both needed."""
    return np.array(
        [[c.first, c.second, c.both_needed] for c in (pair.shown_first, pair.shown_second)],
        dtype=np.int64,
    )


def _refuse_fewer(
    old: Mapping[tuple[str, str, str], PairVerdict],
    new: Mapping[tuple[str, str, str], PairVerdict],
    both: list[tuple[str, str, str]],
) -> None:
    problems = [
        Problem(
            code="not-grown",
            path=" ".join(key),
            expected="at least as many answers of each kind as before",
            found=f"{_table(new[key]).sum()} after {_table(old[key]).sum()}",
            hint="People changed or took back answers: compare the graphs as separate ones.",
        )
        for key in both
        if (_table(new[key]) < _table(old[key])).any()
    ]
    if problems:
        raise InvalidDocument(problems)


_Counts: TypeAlias = "np.ndarray[tuple[int], np.dtype[np.int64]]"
_Asked: TypeAlias = Literal["wiser", "both_needed"]
_Row: TypeAlias = tuple[tuple[str, str, str], _Asked, _Counts, _Counts, _Counts, _Counts]


def _pairs(
    old: Mapping[tuple[str, str, str], PairVerdict],
    new: Mapping[tuple[str, str, str], PairVerdict],
    both: list[tuple[str, str, str]],
    design: Design,
    method: ExactComparison,
) -> tuple[PairDrift, ...]:
    rows: list[_Row] = []
    for key in both:
        before, after = _table(old[key]), _table(new[key])
        if design == "grown":
            after = after - before
        sides = before[:, :2].sum(axis=1), after[:, :2].sum(axis=1)
        rows.append((key, "wiser", before[:, 0], sides[0], after[:, 0], sides[1]))
        answered = before.sum(axis=1), after.sum(axis=1)
        rows.append((key, "both_needed", before[:, 2], answered[0], after[:, 2], answered[1]))
    p_values = np.array([_p_value(*row[2:]) for row in rows])
    adjust = holm if method.control == "family" else benjamini_hochberg
    adjusted = adjust(p_values) if rows else p_values
    found = [
        PairDrift(
            context=key[0],
            first=key[1],
            second=key[2],
            question=question,
            old=(int(was.sum()), int(of.sum())),
            new=(int(now.sum()), int(of_now.sum())),
            p_value=float(p_values[place]),
            adjusted=float(adjusted[place]),
            changed=bool(adjusted[place] <= method.error_rate),
        )
        for place, (key, question, was, of, now, of_now) in enumerate(rows)
    ]
    return tuple(sorted(found, key=lambda pair: pair.p_value))


def _p_value(was: _Counts, of: _Counts, now: _Counts, of_now: _Counts) -> float:
    spread = drawn_distribution(of + of_now, was + now, of)
    return two_sided(spread, int(was.sum()))


def _verdicts(
    old: Mapping[tuple[str, str, str], PairVerdict],
    new: Mapping[tuple[str, str, str], PairVerdict],
) -> Iterator[VerdictDrift]:
    for key in sorted(old.keys() | new.keys()):
        before, after = old.get(key), new.get(key)
        was = (before.status, before.wiser) if before else (None, None)
        now = (after.status, after.wiser) if after else (None, None)
        if was != now:
            yield VerdictDrift(
                context=key[0],
                first=key[1],
                second=key[2],
                old=was[0],
                old_wiser=was[1],
                new=now[0],
                new_wiser=now[1],
            )


def _ranks(old: MoralGraph, new: MoralGraph, renamed: Mapping[str, str]) -> Iterator[RankDrift]:
    of_now = Counter(renamed.values())
    before = {
        (rank.context, renamed[rank.card], rank.method): rank
        for rank in old.ranks
        if rank.card in renamed and of_now[renamed[rank.card]] == 1
    }
    for rank in new.ranks:
        was = before.get((rank.context, rank.card, rank.method))
        if was is not None and (was.rank_high < rank.rank_low or rank.rank_high < was.rank_low):
            yield RankDrift(
                context=rank.context,
                card=rank.card,
                method=rank.method,
                old=(was.rank_low, was.rank, was.rank_high),
                new=(rank.rank_low, rank.rank, rank.rank_high),
            )
