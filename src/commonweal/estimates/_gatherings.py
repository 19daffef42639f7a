"""People who answer alike and came together: an exact test for each person and those like them.

What people hold is left as it is, and so is when people came. Only the tie between the two is
tested: of those who answer most like somebody, did more come in the same window as that person than
of anybody else in their strata? Agreement alone is therefore no evidence, however strong and
however shared.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from commonweal.estimates._exact_tail import drawn_distribution, upper_tail
from commonweal.estimates._peers import nearest_first, the_nearest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from commonweal.estimates._traces import PersonTables

SCALES = (600, 3_600, 21_600, 86_400, 604_800)
"""The lengths of the windows in seconds: ten minutes, an hour, six hours, a day, a week."""

NEAREST = (8, 32, 128)
"""How many of the nearest are looked at, ties included: for gatherings of all sizes."""

SEEDS = 3_000
"""From how many people, drawn at random where there are more, those like them are looked for."""

_SLACK = 5.0
"""How much a quick bound may lie above an exact tail, in logarithms, before it is looked at."""


@dataclass(frozen=True, slots=True, eq=False)
class Gathering:
    """Somebody, and those most like them who came within one window with them."""

    people: NDArray[np.int64]
    seed: int
    """Around whom it was found."""
    start: int
    """When the window begins, in seconds since 1970."""
    seconds: int
    expected: float
    """How many of the nearest would be expected in that window."""
    probability: float
    """The exact tail: so many or more, were it chance who of a stratum came when."""


@dataclass(frozen=True, slots=True, eq=False)
class Gatherings:
    """What was found around all people looked at."""

    value: tuple[Gathering, ...]
    tests: int
    """How many people, lengths of window and numbers of nearest were tried in all."""


@dataclass(frozen=True, slots=True, eq=False)
class _Arrivals:
    """When people came first, and in which stratum they are; those who never answered are out."""

    voted: NDArray[np.int64]
    came: NDArray[np.int64]
    """For each person the second of their first answer."""
    strata: NDArray[np.int64]
    everybody: NDArray[np.int64]
    """How many came in each stratum."""

    @classmethod
    def of(cls, tables: PersonTables, stratum: NDArray[np.int32]) -> _Arrivals:
        voted = np.flatnonzero(np.diff(tables.person_start))
        came = np.zeros(tables.people, dtype=np.int64)
        came[voted] = np.minimum.reduceat(tables.moment, tables.person_start[voted])
        strata = np.zeros(tables.people, dtype=np.int64)
        strata[voted] = np.unique(stratum[voted], return_inverse=True)[1]
        return cls(voted, came, strata, np.bincount(strata[voted]))


@dataclass(frozen=True, slots=True, eq=False)
class _Windows:
    """The half-overlapping windows of one length in which anybody came."""

    seconds: int
    start: NDArray[np.int64]
    later: NDArray[np.int64]
    """For each person the later of the two windows that they came in; the other is the one
    before."""
    by_stratum: NDArray[np.int64]
    """Windows by stratum: how many came."""

    @classmethod
    def of(cls, arrivals: _Arrivals, seconds: int) -> _Windows:
        half, groups = seconds // 2, len(arrivals.everybody)
        voted, strata = arrivals.voted, arrivals.strata[arrivals.voted]
        begins = arrivals.came[voted] // half
        # Where the later of two windows is occupied the one before is, so that codes are adjacent.
        occupied, code = np.unique(np.concatenate([begins, begins - 1]), return_inverse=True)
        counts = np.bincount(code * groups + np.tile(strata, 2), minlength=len(occupied) * groups)
        later = np.full(len(arrivals.came), -1, dtype=np.int64)
        later[voted] = code[: len(voted)]
        return cls(seconds, occupied * half, later, counts.reshape(-1, groups))


def find_gatherings(
    tables: PersonTables,
    stratum: NDArray[np.int32],
    *,
    error_rate: float,
    fewest: int,
    rng: np.random.Generator,
) -> Gatherings:
    """Return the gatherings beyond what chance explains, the least likely first.

    Around a person, conditional on when that person came, the number of their nearest within the
    same window is a sum over strata of hypergeometric draws. Those that overlap by more than half
    with a less likely one, or by all that they have beyond what was expected, are joined to it:
    everybody around whom one was found, and who came in its window, belongs to it.

    Args:
        tables: the votes by person.
        stratum: for each person their stratum.
        error_rate: the chance of any false alarm, over everything tried.
        fewest: smaller gatherings are not told.
        rng: draws the people looked at, where there are more than `SEEDS`.

    Cost: for each of at most `SEEDS` people, everybody's votes on their questions.
    """
    arrivals = _Arrivals.of(tables, stratum)
    if len(arrivals.voted) < max(fewest, 2):
        return Gatherings((), 0)
    seeds = arrivals.voted
    if len(seeds) > SEEDS:
        seeds = np.sort(rng.permutation(seeds)[:SEEDS])
    grids = [_Windows.of(arrivals, seconds) for seconds in SCALES]
    tests = len(seeds) * len(NEAREST) * len(grids) * 2
    found: list[Gathering] = []
    for seed in seeds.tolist():
        score = nearest_first(tables, seed)
        for wanted in NEAREST:
            nearest = np.flatnonzero(the_nearest(score, wanted))
            for grid in grids:
                found += _around(seed, nearest, grid, arrivals, bound=error_rate / tests)
    found.sort(key=lambda one: (one.probability, one.people.tolist()))
    joined = [one for one in _joined(found, arrivals.came) if len(one.people) >= fewest]
    return Gatherings(tuple(joined), tests)


def questions_alike(tables: PersonTables, people: NDArray[np.int64]) -> int:
    """Return how many questions all of these people answered alike."""
    votes = np.isin(tables.person, people)
    alike = tables.question[votes] * 8 + tables.answer[votes]
    return int((np.unique(alike, return_counts=True)[1] == len(people)).sum())


def _around(
    seed: int, nearest: NDArray[np.int64], grid: _Windows, arrivals: _Arrivals, *, bound: float
) -> Iterator[Gathering]:
    own = int(grid.later[seed])
    theirs = grid.later[nearest]
    stratum = int(arrivals.strata[seed])
    groups = len(arrivals.everybody)
    size = np.bincount(arrivals.strata[nearest], minlength=groups)
    everybody = arrivals.everybody - (np.arange(groups) == stratum)
    for window in (own, own - 1):
        within = (theirs == window) | (theirs == window + 1)
        count = int(within.sum())
        inside = grid.by_stratum[window] - (np.arange(groups) == stratum)
        expected = float((size * inside / np.maximum(everybody, 1)).sum())
        if count <= expected:
            continue
        if log_tail_bound(count, expected, int(np.minimum(size, inside).sum())) >= (
            np.log(bound) + _SLACK
        ):
            continue
        probability = upper_tail(drawn_distribution(everybody, inside, size), count)
        if probability < bound:
            yield Gathering(
                people=np.union1d(nearest[within], [seed]),
                seed=seed,
                start=int(grid.start[window]),
                seconds=grid.seconds,
                expected=expected,
                probability=probability,
            )


def log_tail_bound(count: int, expected: float, terms: int) -> float:
    """Return a bound on the logarithm of the chance of ``count`` or more; quick to compute.

    A hypergeometric number is distributed like a sum of independent yes or no (V. Vatutin and
    V. Mikhailov, Theory of Probability and its Applications 27, 1982), as many as the smaller of
    marked and drawn, so that Hoeffding's bound of 1963, theorem 1, holds. An exact tail is seldom
    far below it.

    Args:
        count: more than expected.
        expected: the expectation.
        terms: of how many yes or no it is the sum.
    """
    bound = count * np.log(count / expected)
    if count < terms:
        bound += (terms - count) * np.log((terms - count) / (terms - expected))
    return -float(bound)


def _joined(found: list[Gathering], came: NDArray[np.int64]) -> list[Gathering]:
    kept: list[Gathering] = []
    seeds: list[set[int]] = []
    for one in found:
        for place, other in enumerate(kept):
            common = len(np.intersect1d(one.people, other.people))
            # Those told already may account for all that is beyond what was expected.
            if common > min(len(one.people) / 2, len(one.people) - 1 - one.expected):
                # A wider window gathers more, whom the narrower one has nothing to do with.
                if other.start <= came[one.seed] < other.start + other.seconds:
                    seeds[place].add(one.seed)
                break
        else:
            kept.append(one)
            seeds.append({one.seed})
    return [
        replace(one, people=np.union1d(one.people, sorted(more)))
        for one, more in zip(kept, seeds, strict=True)
    ]
