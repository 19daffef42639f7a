"""Whether a ranking and its edges would be found again with other people."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

import numpy as np

from commonweal.estimates._interval_estimate import IntervalEstimate
from commonweal.estimates._rank_agreement import edge_jaccard, overlap, spearman, top_membership
from commonweal.estimates._resampling import PersonBootstrap, Resampling
from commonweal.estimates._stability_result import (
    RankStability,
    StabilityProblem,
    StabilityResult,
    StabilityStats,
)
from commonweal.values import (
    ContextVotes,
    EdgeChoice,
    RankingProblem,
    central_places,
    places,
    seed_of,
    solve_ranking,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from commonweal.values import RankingResult

_LEVEL = Fraction(19, 20)


def solve_stability(
    problem: StabilityProblem,
    method: Resampling | None = None,
    *,
    rng: np.random.Generator,
) -> StabilityResult:
    """Return how far the ranking and the edges of a context are found again with other people.

    Every draw takes people with all of their votes, decides all pairs anew and ranks all values
    anew. Holders are not drawn again.

    Args:
        problem: the votes, the context, what makes an edge, and the ranking.
        method: `PersonBootstrap` or `SplitHalves`; the bootstrap if none is named.
        rng: a generator made from one whole number, which is put into the result. The same seed
            gives the same result, in whatever order the votes came.

    Raises:
        InvalidDocument: with code ``unknown-context`` or ``unseeded-generator``.

    Cost: for each draw of people the votes of the context, its pairs and one ranking; halves are
        two draws each. Memory: one whole number for each value and draw.
    """
    method = method or PersonBootstrap()
    seed = seed_of(rng)
    drawn = ContextVotes.of(problem.votes, problem.context)
    again = _Again(problem, drawn)
    everybody = again.draw(np.ones((1, drawn.people), dtype=np.int64))[0]
    for one, other in _compared(again, method, rng):
        again.note(one, other or everybody, observed=everybody)
    place = everybody.places
    low, high = central_places(np.stack(again.rows), _LEVEL)
    edges = np.flatnonzero(everybody.choice.wiser >= 0)
    second_wiser = everybody.choice.wiser[edges] == 1
    pair_low, pair_high = drawn.cards[drawn.low[edges]], drawn.cards[drawn.high[edges]]
    return StabilityResult(
        value=RankStability(
            cards=drawn.cards,
            place=place,
            low=low,
            high=high,
            first_share=again.first / len(again.rows),
            edge_source=np.where(second_wiser, pair_low, pair_high),
            edge_wiser=np.where(second_wiser, pair_high, pair_low),
            edge_again=again.found[edges] / len(again.rows),
            same_first=again.agreement("same_first").middle,
            top_overlap=again.agreement("top_overlap"),
            spearman=again.defined("spearman"),
            edge_jaccard=again.defined("edge_jaccard"),
            share_spearman=again.defined("share_spearman"),
        ),
        status=everybody.ranked.status,
        method=method.name,
        parameters=_parameters(problem, method, everybody.ranked),
        stats=StabilityStats(
            people=drawn.people,
            votes=drawn.votes,
            values=len(drawn.cards),
            edges=len(edges),
            top=problem.top,
            replicates=method.replicates,
            seed=seed,
        ),
    )


@dataclass(frozen=True, slots=True, eq=False)
class _Found:
    """What some people's votes give."""

    choice: EdgeChoice
    ranked: RankingResult
    places: NDArray[np.int64]
    shares: NDArray[np.float64] | None


class _Again:
    """Draws people's graphs, and keeps what the draws have in common."""

    def __init__(self, problem: StabilityProblem, drawn: ContextVotes) -> None:
        self.problem, self.drawn = problem, drawn
        held = problem.endorsements
        self.endorsements = None if held is None else held[drawn.cards]
        self.rows: list[NDArray[np.int64]] = []
        self.first = np.zeros(len(drawn.cards))
        self.found = np.zeros(len(drawn.low))
        self.measured: dict[str, list[float | None]] = {}

    def draw(self, times: NDArray[np.int64], *, shares: bool = False) -> list[_Found]:
        """Return what each row of people gives."""
        found = []
        for row, choice in zip(times, self.drawn.choices(self.problem.rule, times), strict=True):
            graph = self.drawn.graph(choice)
            ranked = solve_ranking(
                RankingProblem(graph=graph, endorsements=self.endorsements), self.problem.ranking
            )
            said = _shown_shares(self.drawn.counts(row)) if shares else None
            found.append(_Found(choice, ranked, ranked.places(), said))
        return found

    def note(self, one: _Found, other: _Found, *, observed: _Found) -> None:
        """Keep what a comparison gives, and of each draw in it where its values stand."""
        for draw in (one,) if other is observed else (one, other):
            self.rows.append(draw.places)
            self.first += top_membership(draw.places, 1)
            same = (draw.choice.wiser == observed.choice.wiser) & (draw.choice.wiser >= 0)
            self.found += same
        top = self.problem.top
        for name, number in {
            "same_first": overlap(top_membership(one.places, 1), top_membership(other.places, 1)),
            "top_overlap": overlap(
                top_membership(one.places, top), top_membership(other.places, top)
            ),
            "spearman": spearman(one.places, other.places),
            "edge_jaccard": edge_jaccard(one.choice, other.choice),
            "share_spearman": _alike(one.shares, other.shares),
        }.items():
            self.measured.setdefault(name, []).append(number)

    def agreement(self, name: str) -> IntervalEstimate:
        """Return the mean of a measure over the draws that define it, with their central 95 %."""
        numbers = np.array([number for number in self.measured[name] if number is not None])
        low, high = np.quantile(numbers, [0.025, 0.975])
        return IntervalEstimate(low=float(low), middle=float(numbers.mean()), high=float(high))

    def defined(self, name: str) -> IntervalEstimate | None:
        """Return the same, or None where no draw defines it."""
        known = any(number is not None for number in self.measured[name])
        return self.agreement(name) if known else None


def _compared(
    again: _Again, method: Resampling, rng: np.random.Generator
) -> Iterator[tuple[_Found, _Found | None]]:
    at_once = again.drawn.at_once()
    for start in range(0, method.replicates, at_once):
        drawn = method.draw(rng, again.drawn.people, min(at_once, method.replicates - start))
        ones = again.draw(drawn.one, shares=drawn.other is not None)
        others: Sequence[_Found | None] = [None] * len(ones)
        if drawn.other is not None:
            others = again.draw(drawn.other, shares=True)
        yield from zip(ones, others, strict=True)


def _parameters(
    problem: StabilityProblem, method: Resampling, ranked: RankingResult
) -> dict[str, object]:
    return {
        "replicates": method.replicates,
        "ranking": ranked.method,
        **ranked.parameters,
        "top": problem.top,
    }


def _shown_shares(counts: NDArray[np.int64]) -> NDArray[np.float64]:
    """Return of each question as shown the share who call the first wiser; or not a number."""
    asked = counts.sum(axis=2).ravel()
    said = np.stack([counts[:, 0, 0], counts[:, 1, 1]], axis=1).ravel()
    shares = np.full(len(asked), np.nan)
    np.divide(said, asked, out=shares, where=asked > 0)
    return shares


def _alike(one: NDArray[np.float64] | None, other: NDArray[np.float64] | None) -> float | None:
    if one is None or other is None:
        return None
    both = np.isfinite(one) & np.isfinite(other)
    return spearman(places(one[both]), places(other[both])) if both.any() else None
