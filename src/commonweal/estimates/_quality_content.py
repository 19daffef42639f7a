"""What may be published of a graph's quality, as plain JSON: no group of fewer than k people."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from commonweal.estimates._acquiescence import pair_acquiescence
from commonweal.estimates._told_groups import told_groups

if TYPE_CHECKING:
    from collections.abc import Iterator

    from commonweal.estimates._graph_quality import ContextQuality, GraphQuality
    from commonweal.estimates._interval_estimate import IntervalEstimate
    from commonweal.estimates._stability_result import RankStability, StabilityResult
    from commonweal.values import Votes

_DECIMALS = 4


def quality_content(quality: GraphQuality) -> dict[str, Any]:
    """Return what may be published of a graph's quality, as plain JSON.

    No group of fewer than k people is in it, and none can be had by subtracting numbers in it. How
    many votes or people there are in a context is left out altogether. Shares and intervals are
    rounded to four decimals; what is not defined, or not told, is null. The sections are those of
    the reference page on graph quality.
    """
    votes, k = quality.problem.votes, quality.problem.thresholds.k
    voted = len(votes.participants)
    silent = quality.problem.asked - voted
    told = all(number == 0 or number >= k for number in (voted, silent))
    return {
        "people": voted if told else None,
        "votes": len(votes) if voted == 0 or voted >= k else None,
        "pairs": len(quality.counts),
        "k": k,
        "order_of_display": _acquiescence(quality),
        "who_or_what": {
            "status": quality.variance.status,
            "person_icc": _interval(quality.variance.person),
            "question_icc": _interval(quality.variance.question),
            **_difference(quality),
        },
        "agreement": {
            "pair_alpha": _interval(quality.pair_alpha),
            "shown_alpha": _interval(quality.shown_alpha),
        },
        "contexts": [_context(context, votes) for context in quality.contexts],
        "weights": _weights(quality),
        "groups": list(_groups(quality)),
        "floors": [
            {"card": floored.card, "floors": list(map(list, floored.floors)), "only": floored.only}
            for floored in quality.floored
        ],
    }


def _acquiescence(quality: GraphQuality) -> dict[str, Any]:
    counts, k = quality.counts, quality.problem.thresholds.k
    found = pair_acquiescence(counts.counts)
    asked = counts.counts.sum(axis=2)
    accused = (found.low > 0) & (asked >= k).all(axis=1)
    return {
        "acquiescence": _interval(quality.acquiescence.index),
        "pairs_both_ways": quality.acquiescence.pairs,
        "pairs_one_way": quality.acquiescence.one_way,
        "pairs_that_contradict": [
            {
                "context": counts.contexts[counts.context[row]],
                "first": counts.cards[counts.low[row]],
                "second": counts.cards[counts.high[row]],
                "index": _number(found.index[row]),
                "low": _number(found.low[row]),
                "high": _number(found.high[row]),
            }
            for row in np.flatnonzero(accused).tolist()
        ],
    }


def _difference(quality: GraphQuality) -> dict[str, Any]:
    found = quality.difference
    return {
        "between_questions": _number(found.between),
        "between_by_chance": _number(found.by_chance),
        "p_value": None if found.p_value is None else _number(float(found.p_value)),
        "shuffles": found.replicates,
        "seed": found.seed,
    }


def _context(context: ContextQuality, votes: Votes) -> dict[str, Any]:
    value = context.bootstrap.value
    return {
        "context": context.context,
        "bootstrap": _stability(context.bootstrap),
        "halves": _stability(context.halves),
        "values": [
            {
                "card": votes.cards[card],
                "place": int(value.place[row]),
                "low": int(value.low[row]),
                "high": int(value.high[row]),
                "first_share": _number(value.first_share[row]),
            }
            for row, card in enumerate(value.cards.tolist())
        ],
        "edges": _edges(value, votes),
    }


def _edges(value: RankStability, votes: Votes) -> list[dict[str, Any]]:
    return [
        {
            "card": votes.cards[source],
            "wiser": votes.cards[wiser],
            "again": _number(again),
        }
        for source, wiser, again in zip(
            value.edge_source.tolist(),
            value.edge_wiser.tolist(),
            value.edge_again.tolist(),
            strict=True,
        )
    ]


def _stability(result: StabilityResult) -> dict[str, Any]:
    value = result.value
    return {
        "replicates": result.stats.replicates,
        "seed": result.stats.seed,
        "same_first": _number(value.same_first),
        "top": min(result.stats.top, result.stats.values),
        "top_overlap": _interval(value.top_overlap),
        "rank_correlation": _interval(value.spearman),
        "edge_jaccard": _interval(value.edge_jaccard),
        "share_correlation": _interval(value.share_spearman),
    }


def _weights(quality: GraphQuality) -> dict[str, Any] | None:
    raking = quality.raking
    if raking is None:
        return None
    problem, stats = quality.problem, raking.stats
    everybody = np.arange(len(problem.votes.participants))
    strata = [margin.stratum for margin in problem.margins]
    # One weight, one group: from weights and their effective number, sizes could be worked out.
    groups = told_groups(
        np.zeros_like(everybody), everybody, strata, sets=1, k=problem.thresholds.k
    )
    safe = bool(groups.whole[0]) and not any(rest[0] for rest in groups.rest)
    return {
        "status": raking.status,
        "by": [stratum.name for stratum in strata],
        "small_groups": [list(group) for group in stats.small_groups],
        "effective": _number(stats.effective) if safe else None,
        "smallest": _number(stats.smallest) if safe else None,
        "largest": _number(stats.largest) if safe else None,
        "shares": list(_weighted(quality)),
    }


def _weighted(quality: GraphQuality) -> Iterator[dict[str, Any]]:
    shares, votes = quality.weighted, quality.problem.votes
    if shares is None:
        return
    for row in np.flatnonzero(shares.told).tolist():
        yield {
            "context": votes.contexts[shares.context[row]],
            "first": votes.cards[shares.low[row]],
            "second": votes.cards[shares.high[row]],
            "counted": _number(shares.counted[row]),
            "weighted": _number(shares.weighted[row]),
            "low": _number(shares.bottom[row]),
            "high": _number(shares.top[row]),
            "effective": _number(shares.effective[row]),
        }


def _groups(quality: GraphQuality) -> Iterator[dict[str, Any]]:
    pairs, votes = quality.groups, quality.problem.votes
    for stratum in pairs.strata:
        for row in np.flatnonzero((stratum.people > 0).any(axis=1)).tolist():
            cards = (votes.cards[pairs.low[row]], votes.cards[pairs.high[row]])
            least = int(stratum.least[row])
            yield {
                "context": votes.contexts[pairs.context[row]],
                "wiser": cards[pairs.side[row]],
                "than": cards[1 - pairs.side[row]],
                "stratum": stratum.name,
                "bridging": _number(stratum.bridging[row]),
                "least": stratum.values[least] if least >= 0 else None,
                "complete": bool(stratum.complete[row]),
                "groups": [
                    {
                        "value": stratum.values[group],
                        "people": int(stratum.people[row, group]),
                        "share": _number(stratum.share[row, group]),
                        "bound": _number(stratum.bound[row, group]),
                    }
                    for group in np.flatnonzero(stratum.people[row]).tolist()
                ],
            }


def _interval(found: IntervalEstimate | None) -> dict[str, float | None] | None:
    if found is None:
        return None
    return {
        "low": _number(found.low),
        "middle": _number(found.middle),
        "high": _number(found.high),
    }


def _number(value: float | None) -> float | None:
    """Return a number as it is published, or nothing for what is not one."""
    if value is None or not np.isfinite(value):
        return None
    # Adding 0.0 turns -0.0 into 0.0.
    return round(float(value), _DECIMALS) + 0.0
