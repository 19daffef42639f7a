"""The estimate as it stands in a moral graph: an interval beside each pair, which informs."""

from __future__ import annotations

from fractions import Fraction
from math import ceil, floor
from typing import TYPE_CHECKING

from commonweal.documents import Interval, rational_text

if TYPE_CHECKING:
    from commonweal.documents import MoralGraph
    from commonweal.estimates._wiser_estimate import WiserEstimate

_PLACES = 10_000


def with_estimates(graph: MoralGraph, estimate: WiserEstimate) -> MoralGraph:
    """Return a moral graph whose pairs carry their estimates; nothing else of it changes.

    The ends are rounded outwards to four decimals. A pair on which nobody took a side gets none,
    whatever the same pair in a broader context would say.

    Args:
        graph: the graph.
        estimate: of the votes that the graph was built from, by value.
    """
    counts, shares = estimate.counts, estimate.value
    settled = "" if estimate.status == "converged" else ", not settled"
    method = f"{estimate.method} estimate, {float(100 * estimate.level):g} %{settled}"
    found = {}
    for row, (context, low, high) in enumerate(
        zip(counts.context.tolist(), counts.low.tolist(), counts.high.tolist(), strict=True)
    ):
        if shares.votes[row]:
            found[counts.contexts[context], counts.cards[low], counts.cards[high]] = Interval(
                low=rational_text(Fraction(floor(shares.low[row] * _PLACES), _PLACES)),
                middle=rational_text(Fraction(round(shares.middle[row] * _PLACES), _PLACES)),
                high=rational_text(Fraction(ceil(shares.high[row] * _PLACES), _PLACES)),
                method=method,
            )
    pairs = tuple(
        pair.model_copy(update={"estimate": found.get((pair.context, pair.first, pair.second))})
        for pair in graph.pairs
    )
    return graph.model_copy(update={"pairs": pairs})
