"""Ranks, cycles and stability of every context, as documents. They inform; they decide nothing."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

import numpy as np

from commonweal.documents import Cycle, Rank, Stability, rational_text
from commonweal.values._cycles import find_cycles
from commonweal.values._edges import AcceptedEdges
from commonweal.values._endorsement import CarriedEndorsement
from commonweal.values._in_strength import InStrength
from commonweal.values._pagerank import PageRank
from commonweal.values._rank_interval import RankIntervalProblem, solve_rank_intervals
from commonweal.values._value_graph import ValueGraph

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from commonweal.documents import PairVerdict, Thresholds
    from commonweal.values._rank_interval import RankIntervals
    from commonweal.values._ranking_result import RankingMethod
    from commonweal.values._votes import Votes

MILLIONTHS = 1_000_000
REPLICATES = 200


@dataclass(frozen=True, slots=True)
class Order:
    """What is said of the order of values in every context."""

    ranks: tuple[Rank, ...]
    cycles: tuple[Cycle, ...]
    stability: tuple[Stability, ...]


def describe_order(
    table: Votes,
    pairs: Sequence[PairVerdict],
    *,
    holders: Mapping[str, frozenset[str]],
    thresholds: Thresholds,
    rng: np.random.Generator | None,
) -> Order:
    """Return ranks with intervals by each method, the cycles, and how far the top would move.

    Args:
        table: standing votes, by value.
        pairs: the verdicts that follow from them.
        holders: who holds each value; each holder is one endorsement to be carried up.
        thresholds: what makes an edge.
        rng: one seed is drawn from it for each context and method, and put into the result; without
            it nothing is ranked, and only cycles are found.

    Cost: 200 rankings for each context and method.
    """
    endorsements = np.array([len(holders[card]) for card in table.cards], dtype=np.float64)
    ranks: list[Rank] = []
    stability: list[Stability] = []
    methods: tuple[RankingMethod, ...] = (
        PageRank(),
        InStrength(),
        CarriedEndorsement(depth=0),
        CarriedEndorsement(depth=1),
        CarriedEndorsement(),
    )
    if rng is None:
        return Order((), tuple(_cycles(pairs)), ())
    for context in sorted({pair.context for pair in pairs if pair.status == "accepted"}):
        problem = RankIntervalProblem(
            votes=table,
            context=context,
            rule=AcceptedEdges(thresholds),
            endorsements=endorsements,
        )
        for method in methods:
            # 2**53 - 1 is the largest seed that a document can hold.
            seed = int(rng.integers(2**53))
            found = solve_rank_intervals(
                problem, method, rng=np.random.default_rng(seed), replicates=REPLICATES
            )
            name = _described(found.method, method)
            ranks += _ranks(found.value, table, context=context, method=name)
            stability.append(
                Stability(
                    method=f"{name}, {context}",
                    replicates=found.stats.replicates,
                    seed=seed,
                    top_share=rational_text(found.stats.top_share),
                )
            )
    return Order(tuple(ranks), tuple(_cycles(pairs)), tuple(stability))


def _ranks(found: RankIntervals, table: Votes, *, context: str, method: str) -> Iterator[Rank]:
    for card, score, place, low, high in zip(
        found.cards.tolist(),
        found.score.tolist(),
        found.place.tolist(),
        found.low.tolist(),
        found.high.tolist(),
        strict=True,
    ):
        yield Rank(
            context=context,
            card=table.cards[card],
            method=method,
            score=rational_text(Fraction(round(score * MILLIONTHS), MILLIONTHS)),
            rank=place,
            rank_low=low,
            rank_high=high,
        )


def _described(name: str, method: RankingMethod) -> str:
    if isinstance(method, CarriedEndorsement):
        return f"{name}, {'all' if method.depth is None else method.depth} steps"
    return name


def _cycles(pairs: Sequence[PairVerdict]) -> list[Cycle]:
    found: list[Cycle] = []
    for context in sorted({pair.context for pair in pairs}):
        accepted = [pair for pair in pairs if pair.context == context and pair.wiser is not None]
        cards = sorted({card for pair in accepted for card in (pair.first, pair.second)})
        code = {card: number for number, card in enumerate(cards)}
        wiser = [code[pair.wiser] for pair in accepted if pair.wiser is not None]
        source = [
            code[pair.second if pair.wiser == pair.first else pair.first] for pair in accepted
        ]
        graph = ValueGraph.from_edges(len(cards), source, wiser)
        found.extend(
            Cycle(
                context=context,
                members=tuple(cards[member] for member in cycle.members),
                example=tuple(cards[member] for member in cycle.example),
            )
            for cycle in find_cycles(graph)
        )
    return found
