"""What would change if candidates were merged unasked, from one threshold to the next."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from commonweal.documents import SameValue
from commonweal.values._merge import merge_cards
from commonweal.values._pagerank import PageRank
from commonweal.values._pairs import pair_verdicts
from commonweal.values._ranking import solve_ranking
from commonweal.values._ranking_result import RankingProblem
from commonweal.values._standing_votes import standing_votes
from commonweal.values._value_graph import ValueGraph

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from commonweal.documents import Context, PairVerdict, Thresholds
    from commonweal.values._answers import Answers
    from commonweal.values._candidates import SameValueCandidate
    from commonweal.values._merge import Merged
    from commonweal.values._same_values import SameValues

THRESHOLDS = (1.0, 0.9, 0.8, 0.7, 0.6, 0.5, 0.4, 0.3)
"""The similarities that are tried if none are named."""

_ROUNDING = 1e-9

Edge = tuple[str, str, str]
"""A context, a value, and the wiser one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MergeSensitivityRow:
    """The graph as it would be with all candidates of at least one similarity merged."""

    threshold: float | None
    """None for the graph as people's judgements make it."""
    assumed: int
    """How many candidates are taken to be one value that nobody has merged."""
    values: int
    accepted: int
    """Accepted pairs."""
    kept: int
    """Accepted pairs of the graph as it is that are accepted here, the same way round."""
    merged_away: int
    """Accepted pairs of the graph as it is whose two values are one here."""
    lost: int
    """Accepted pairs of the graph as it is that are not accepted here, or the other way round."""
    top: Mapping[str, tuple[str, ...]]
    """For each context with an accepted pair the values that stand highest by PageRank."""
    tau: Mapping[str, float | None]
    """For each context of the graph as it is, Kendall's tau-b between the scores of its values
    there and here; None where either are all tied, or nothing is accepted here."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MergeSensitivity:
    """How much hangs on which cards are taken to be one value; it decides nothing."""

    value: tuple[MergeSensitivityRow, ...]
    """The graph as it is first, then one row for each threshold, highest first."""
    method: str
    """How candidates were found."""
    sought_from: float
    """The least similarity of a candidate; lower thresholds were not tried."""

    def explain(self) -> tuple[str, ...]:
        """Return in sentences what was done."""
        return (
            f"Candidates were found by {self.method}, from {self.sought_from:.2f} on.",
            "At each threshold those at least as alike were taken to be one value.",
            "That is as if both owners said so; what an owner did say stands.",
            "Votes were counted, pairs decided and values ranked (PageRank) anew each time.",
            "Nobody judged these pairs: it shows what hangs on them, and merges nothing.",
        )


@dataclass(frozen=True, slots=True)
class _Graph:
    merged: Merged
    edges: frozenset[Edge]
    scores: Mapping[str, Mapping[str, float]]
    """For each context the score of each value in an accepted or other pair."""


def solve_merge_sensitivity(
    same_values: SameValues,
    answers: Answers,
    *,
    contexts: Sequence[Context],
    decide: Thresholds,
    thresholds: Sequence[float] = THRESHOLDS,
) -> MergeSensitivity:
    """Return how accepted pairs and ranks would change if candidates were merged unasked.

    A what-if: an owner who said nothing of a candidate is taken to have called it the same. What an
    owner did say stands, and so does what keeps other cards apart.

    Args:
        same_values: the candidates, and what people said of them.
        answers: the answers that stand; the votes are counted anew.
        contexts: those that the study declares.
        decide: the study's numbers that decide.
        thresholds: the similarities to try. Those below which no candidates were sought are left
            out: nothing is known of what they would merge.

    Cost: for each threshold, one pass over the votes and one ranking for each context.
    """
    names = frozenset(context.name for context in contexts)

    def graph(assumed: Sequence[SameValueCandidate]) -> _Graph:
        return _graph(same_values, assumed, answers, names, decide)

    base = graph(())
    rows = [_row(None, 0, base, base)]
    least = same_values.candidates.threshold
    for threshold in sorted({at for at in thresholds if at >= least - _ROUNDING}, reverse=True):
        assumed = [
            pair
            for pair in same_values.candidates.value
            if pair.similarity >= threshold - _ROUNDING
            and base.merged.of(pair.first) != base.merged.of(pair.second)
        ]
        rows.append(_row(threshold, len(assumed), base, graph(assumed)))
    return MergeSensitivity(
        value=tuple(rows), method=same_values.candidates.method, sought_from=least
    )


def _graph(
    same_values: SameValues,
    assumed: Sequence[SameValueCandidate],
    answers: Answers,
    contexts: frozenset[str],
    decide: Thresholds,
) -> _Graph:
    # What an owner did say was said later, and so stands.
    supposed = [word for pair in assumed for word in _supposed(pair, same_values)]
    merged = merge_cards(
        same_values.cards,
        [*supposed, *same_values.judgements],
        strata=same_values.strata,
        not_quoted=same_values.not_quoted,
    )
    votes = standing_votes(answers.votes, merged, contexts).votes
    pairs = pair_verdicts(votes, merged, strata={}, thresholds=decide)
    edges = frozenset(_edges(pairs))
    return _Graph(merged, edges, {name: _scores(name, pairs, edges) for name in contexts})


def _supposed(pair: SameValueCandidate, same_values: SameValues) -> Iterator[SameValue]:
    cards = same_values.cards
    for owner in sorted({cards[pair.first].participant, cards[pair.second].participant}):
        yield SameValue(
            first=pair.first,
            second=pair.second,
            judge=owner,
            verdict="same",
            nonce="0" * 32,
            by=owner,
            origin="synthetic",
            said_at="0001-01-01T00:00:00Z",
        )


def _edges(pairs: Sequence[PairVerdict]) -> Iterator[Edge]:
    for pair in pairs:
        if pair.wiser is not None:
            less = pair.second if pair.wiser == pair.first else pair.first
            yield pair.context, less, pair.wiser


def _scores(
    context: str, pairs: Sequence[PairVerdict], edges: frozenset[Edge]
) -> Mapping[str, float]:
    """Return the PageRank of each value that was compared in a context with an accepted pair."""
    here = sorted((less, wiser) for name, less, wiser in edges if name == context)
    if not here:
        return {}
    asked = [pair for pair in pairs if pair.context == context]
    cards = sorted({card for pair in asked for card in (pair.first, pair.second)})
    code = {card: number for number, card in enumerate(cards)}
    graph = ValueGraph.from_edges(
        len(cards), [code[less] for less, _ in here], [code[wiser] for _, wiser in here]
    )
    result = solve_ranking(RankingProblem(graph=graph), PageRank())
    return dict(zip(cards, np.round(result.value, 9).tolist(), strict=True))


def _row(threshold: float | None, assumed: int, base: _Graph, here: _Graph) -> MergeSensitivityRow:
    moved = [
        (context, here.merged.representative[less], here.merged.representative[wiser])
        for context, less, wiser in base.edges
    ]
    away = sum(less == wiser for _, less, wiser in moved)
    kept = sum(edge in here.edges for edge in moved)
    return MergeSensitivityRow(
        threshold=threshold,
        assumed=assumed,
        values=len(here.merged.members),
        accepted=len(here.edges),
        kept=kept,
        merged_away=away,
        lost=len(moved) - kept - away,
        top={
            context: tuple(card for card in scores if scores[card] == max(scores.values()))
            for context, scores in sorted(here.scores.items())
            if scores
        },
        tau={
            context: _tau(scores, here.scores[context], here.merged)
            for context, scores in sorted(base.scores.items())
            if scores
        },
    )


def _tau(before: Mapping[str, float], after: Mapping[str, float], merged: Merged) -> float | None:
    from scipy.stats import kendalltau

    values = [(merged.representative[card], score) for card, score in before.items()]
    both = [(score, after[value]) for value, score in values if value in after]
    if len({one for one, _ in both}) < 2 or len({other for _, other in both}) < 2:
        return None
    ours, theirs = zip(*both, strict=True)
    return float(kendalltau(ours, theirs).statistic)
