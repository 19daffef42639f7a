"""Who answers together: one person under several names, and groups that come and answer as one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import TYPE_CHECKING, ClassVar, Literal, TypeAlias

import numpy as np

from commonweal.documents import Thresholds, counted
from commonweal.errors import InvalidDocument, Problem
from commonweal.estimates._gatherings import Gatherings, find_gatherings, questions_alike
from commonweal.estimates._influence import VerdictChange, verdicts_without
from commonweal.estimates._look_alikes import candidate_pairs
from commonweal.estimates._same_person import SamePerson, find_same_people
from commonweal.estimates._traces import AnswerTraces, PersonTables
from commonweal.values import seed_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

ClusterKind: TypeAlias = Literal["same_person", "gathering"]


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class ClusterProblem:
    """Whose answers to look at, and what decides in the study that they belong to."""

    traces: AnswerTraces
    thresholds: Thresholds = field(default_factory=Thresholds)


@dataclass(frozen=True, slots=True, kw_only=True)
class AlikeBeyondChance:
    """Look for people alike beyond chance, with a stated chance of accusing anybody wrongly.

    Two searches share the rate equally.

    *One person under several names.* Each pair of people has an e-value made of answers, orders of
    display and sequence, each measured against what people like them have in common
    (`commonweal.estimates._peers`). If no two names are one person, its expectation is at
    most 1; by Markov's inequality the chance that any of the n (n - 1) / 2 pairs reaches
    n (n - 1) / rate is at most half the rate. What is assumed: given what people like the one
    answer, the other answers independently. Friends who truly think alike in everything, where no
    sixteen others do, break that.

    *Gatherings.* Groups of people who gave the same answers are formed without looking at time.
    Within each stratum, when people come is then exchangeable with what they answer unless they
    come together, so that the number of a group within a window is a sum of hypergeometric draws.
    Its exact tail is held against half the rate divided by the number of groups and windows tried.

    Source: e-values after V. Vovk and R. Wang, Annals of Statistics 49 (2021); scan over windows
    after J. Naus, Journal of the American Statistical Association 60 (1965), here on a fixed grid
    and conditional on all times.
    """

    false_alarm_rate: Fraction = Fraction(1, 100)
    """The chance that anybody at all is named in a study in which nobody acts together."""
    fewest_people: int = 5
    """Smaller gatherings are never looked for."""

    name: ClassVar[str] = "alike beyond chance"

    def __post_init__(self) -> None:
        if not 0 < self.false_alarm_rate < 1 or self.fewest_people < 2:
            raise InvalidDocument(
                Problem(
                    code="false-alarm-rate",
                    path="method",
                    expected="a false-alarm rate between 0 and 1, and at least 2 people",
                    found=f"{self.false_alarm_rate} and {self.fewest_people}",
                )
            )


@dataclass(frozen=True, slots=True, kw_only=True)
class Cluster:
    """People who answer together beyond what chance explains. Shown, and never removed."""

    kind: ClusterKind
    people: tuple[str, ...]
    """Pseudonyms, for whoever holds the answers. Never to be published."""
    questions: int
    """Of one person: the fewest questions that two of them share. Of a gathering: how many
    questions all of its people answered alike."""
    false_alarm_bound: float
    """The chance that one so striking, or more so, is found anywhere in the study by chance."""
    expected: float | None
    """Of a gathering: how many of those who answer so would be expected in that window."""
    start: int | None
    """Of a gathering: when its window begins, in seconds since 1970."""
    seconds: int | None
    """Of a gathering: the length of its window."""
    changes: tuple[VerdictChange, ...]
    """The pairs whose verdict would be another without these people."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClusterStats:
    """What was searched."""

    people: int
    votes: int
    pairs_compared: int
    """How many pairs of people hashing brought together; the rate counts all pairs."""
    windows_tried: int
    """In how many windows, group by group, gatherings were looked for."""
    seed: int
    """The entropy that the generator was made from."""


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class ClusterResult:
    """Every cluster found, with how often an honest study would have one."""

    value: tuple[Cluster, ...]
    status: Literal["searched", "nobody_answered"]
    method: str
    parameters: Mapping[str, object]
    stats: ClusterStats

    def explain(self) -> tuple[str, ...]:
        """Return in sentences what was done and what it cannot tell."""
        windows = f"{self.stats.windows_tried} windows looked at for gatherings"
        rate = self.parameters["false_alarm_rate"]
        chance = f"If nobody acts together, the chance of any is at most {rate}"
        return (
            f"{self.stats.people} people gave {self.stats.votes} votes.",
            f"{self.stats.pairs_compared} pairs of people were compared, and {windows}.",
            f"{counted(len(self.value), 'cluster')} found. {chance}.",
            "That people agree is no evidence; nothing was removed, and every verdict stands.",
        )


def solve_clusters(
    problem: ClusterProblem,
    method: AlikeBeyondChance | None = None,
    *,
    rng: np.random.Generator,
) -> ClusterResult:
    """Return who answers together beyond chance, and what verdicts would be without them.

    Args:
        problem: the votes with their moments.
        method: the false-alarm rate and the smallest gathering.
        rng: for hashing. Another seed may find more or fewer; it accuses nobody more easily.

    Cost: O(n log n) in votes, for hashing; for each pair brought together the votes of one; for
    each person who stays suspicious, everybody's votes on their questions.
    """
    method = method or AlikeBeyondChance()
    traces, seed = problem.traces, seed_of(rng)
    if not len(traces.votes):
        stats = ClusterStats(people=0, votes=0, pairs_compared=0, windows_tried=0, seed=seed)
        return _result((), "nobody_answered", method, stats)
    tables = PersonTables.of(traces)
    half = float(method.false_alarm_rate) / 2
    first, second = candidate_pairs(tables, rng=rng)
    same = find_same_people(tables, first, second, error_rate=half, rng=rng)
    together = find_gatherings(
        tables, traces.stratum, error_rate=half, fewest=method.fewest_people, rng=rng
    )
    stats = ClusterStats(
        people=int((np.diff(tables.person_start) > 0).sum()),
        votes=len(traces.votes),
        pairs_compared=len(first),
        windows_tried=together.tests,
        seed=seed,
    )
    clusters = [*_same(same, problem), *_gathered(together, problem, tables)]
    return _result(tuple(clusters), "searched", method, stats)


def _result(
    clusters: tuple[Cluster, ...],
    status: Literal["searched", "nobody_answered"],
    method: AlikeBeyondChance,
    stats: ClusterStats,
) -> ClusterResult:
    return ClusterResult(
        value=clusters,
        status=status,
        method=method.name,
        parameters={
            "false_alarm_rate": method.false_alarm_rate,
            "fewest_people": method.fewest_people,
        },
        stats=stats,
    )


def _same(found: Sequence[SamePerson], problem: ClusterProblem) -> Iterator[Cluster]:
    for one in found:
        yield Cluster(
            kind="same_person",
            people=_names(one.people, problem),
            questions=one.questions,
            false_alarm_bound=one.bound,
            expected=None,
            start=None,
            seconds=None,
            changes=_changes(one.people, problem),
        )


def _gathered(
    found: Gatherings, problem: ClusterProblem, tables: PersonTables
) -> Iterator[Cluster]:
    for one in found.value:
        yield Cluster(
            kind="gathering",
            people=_names(one.people, problem),
            questions=questions_alike(tables, one.people),
            false_alarm_bound=min(1.0, one.probability * found.tests),
            expected=one.expected,
            start=one.start,
            seconds=one.seconds,
            changes=_changes(one.people, problem),
        )


def _names(people: NDArray[np.int64], problem: ClusterProblem) -> tuple[str, ...]:
    return tuple(problem.traces.votes.participants[code] for code in people.tolist())


def _changes(people: NDArray[np.int64], problem: ClusterProblem) -> tuple[VerdictChange, ...]:
    return verdicts_without(problem.traces.votes, people, thresholds=problem.thresholds)
