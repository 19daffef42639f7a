"""Which verdicts would be others if some people had not answered: shown, and nothing removed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from commonweal.values import VERDICT_STATUSES, count_votes, decide_pairs

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from commonweal.documents import Thresholds, VerdictStatus
    from commonweal.values import VoteCounts, Votes


@dataclass(frozen=True, slots=True, kw_only=True)
class VerdictChange:
    """One pair whose verdict would be another."""

    context: str
    first: str
    second: str
    status: VerdictStatus
    wiser: str | None
    status_without: VerdictStatus
    wiser_without: str | None


def verdicts_without(
    votes: Votes, people: NDArray[np.int64], *, thresholds: Thresholds
) -> tuple[VerdictChange, ...]:
    """Return each pair whose verdict would be another without the answers of some people.

    Args:
        votes: standing votes.
        people: codes of participants.
        thresholds: the study's numbers that decide.

    Cost: linear in the votes; verdicts only of the pairs that these people answered on.
    """
    counts = count_votes(votes)
    theirs = np.zeros(len(votes.participants), dtype=np.bool_)
    theirs[people] = True
    row = np.cumsum(votes.starts_pair()) - 1
    taken = theirs[votes.participant]
    touched = np.unique(row[taken])
    without = counts.counts[touched].copy()
    place = np.searchsorted(touched, row[taken])
    np.subtract.at(without, (place, votes.shown[taken], votes.answer[taken]), 1)
    before = decide_pairs(counts.counts[touched], thresholds=thresholds)
    after = decide_pairs(without, thresholds=thresholds)
    changed = (before.status != after.status) | (before.wiser != after.wiser)
    return tuple(
        VerdictChange(
            context=counts.contexts[counts.context[pair]],
            first=counts.cards[counts.low[pair]],
            second=counts.cards[counts.high[pair]],
            status=VERDICT_STATUSES[before.status[at]],
            wiser=_wiser(counts, pair, int(before.wiser[at])),
            status_without=VERDICT_STATUSES[after.status[at]],
            wiser_without=_wiser(counts, pair, int(after.wiser[at])),
        )
        for at, pair in _rows(touched, changed)
    )


def _rows(touched: NDArray[np.int64], changed: NDArray[np.bool_]) -> Iterator[tuple[int, int]]:
    return ((at, int(touched[at])) for at in np.flatnonzero(changed).tolist())


def _wiser(counts: VoteCounts, pair: int, side: int) -> str | None:
    if side < 0:
        return None
    card = int((counts.low if side == 0 else counts.high)[pair])
    return counts.cards[card]
