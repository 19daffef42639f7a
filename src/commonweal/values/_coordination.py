"""Answers so alike and so close in time that they may be coordinated: shown, never removed.

For each value in each context, the one-hour window is found in which its share of the answers is
the least likely, if people answered there as they do outside it. What this cannot see: a campaign
that takes its time, one that imitates the others' share, or one that is the majority. What it may
mistake: a meeting whose members really agree and all answer at once.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable

    from commonweal.documents import WiserVote
    from commonweal.values._merge import Merged

WINDOW_SECONDS = 3600
FALSE_ALARMS = 1e-4
"""The chance of any alarm in a graph whose people answer apart, bounded over all windows tried."""
FEWEST_PEOPLE = 10


@dataclass(frozen=True, slots=True)
class Burst:
    """One suspicious hour: who answered alike, and how many would be expected to."""

    context: str
    card: str
    people: frozenset[str]
    answers: int
    first_at: str
    last_at: str
    expected: float


@dataclass(frozen=True, slots=True)
class _Answer:
    moment: float
    said_at: str
    person: str
    favours: bool


def find_bursts(
    votes: Iterable[WiserVote], merged: Merged, *, fewest_people: int = FEWEST_PEOPLE
) -> tuple[Burst, ...]:
    """Return at most one burst for each value in each context, in order of context and card.

    Args:
        votes: standing votes.
        merged: which cards are one value.
        fewest_people: smaller groups are never reported, so that nobody is singled out.

    Cost: O(n log n) in the answers.
    """
    by_value: dict[tuple[str, str], list[_Answer]] = defaultdict(list)
    for vote in votes:
        if vote.answer not in {"first", "second"}:
            continue
        moment = datetime.strptime(vote.said_at, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)
        for card, answer in ((vote.first, "first"), (vote.second, "second")):
            by_value[vote.context, merged.representative[card]].append(
                _Answer(moment.timestamp(), vote.said_at, vote.participant, vote.answer == answer)
            )
    windows = sum(len(answers) for answers in by_value.values())
    found = (
        _least_likely_hour(context, card, answers, bound=FALSE_ALARMS / max(windows, 1))
        for (context, card), answers in sorted(by_value.items())
    )
    return tuple(
        burst for burst in found if burst is not None and len(burst.people) >= fewest_people
    )


def _least_likely_hour(
    context: str, card: str, answers: list[_Answer], *, bound: float
) -> Burst | None:
    from scipy.special import betainc

    answers = sorted(answers, key=lambda answer: (answer.moment, answer.person))
    moments = np.array([answer.moment for answer in answers])
    favours = np.concatenate([[0], np.cumsum([answer.favours for answer in answers])])
    starts = np.arange(len(answers))
    ends = np.searchsorted(moments, moments + WINDOW_SECONDS, side="right")
    inside, for_it = ends - starts, favours[ends] - favours[starts]
    outside = len(answers) - inside
    # One answer is added on each side, so that an empty outside says one half and not nothing.
    share = (favours[-1] - for_it + 1) / (outside + 2)
    chance = np.where(for_it > 0, betainc(np.maximum(for_it, 1), inside - for_it + 1, share), 1.0)
    best = int(np.argmin(chance))
    if chance[best] >= bound:
        return None
    hour = answers[starts[best] : ends[best]]
    return Burst(
        context=context,
        card=card,
        people=frozenset(answer.person for answer in hour if answer.favours),
        answers=int(for_it[best]),
        first_at=hour[0].said_at,
        last_at=hour[-1].said_at,
        expected=float(inside[best] * share[best]),
    )
