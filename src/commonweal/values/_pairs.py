"""From standing votes to the verdict on every pair of values in every context."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from commonweal.documents import OutweighCounts, PairCounts, PairVerdict, StratumCounts
from commonweal.values._verdict import decide_pair

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from commonweal.documents import Outweighs, Thresholds, VoteAnswer, WiserVote
    from commonweal.values._merge import Merged

MIRRORED: dict[VoteAnswer, VoteAnswer] = {"first": "second", "second": "first"}


@dataclass(slots=True)
class _Tally:
    """The answers on one pair: by order shown, and by group with the people in it."""

    shown_first: Counter[VoteAnswer] = field(default_factory=Counter)
    shown_second: Counter[VoteAnswer] = field(default_factory=Counter)
    groups: dict[tuple[str, str], Counter[VoteAnswer]] = field(
        default_factory=lambda: defaultdict(Counter)
    )


def pair_verdicts(
    votes: Iterable[WiserVote],
    merged: Merged,
    *,
    strata: Mapping[str, Mapping[str, str]],
    thresholds: Thresholds,
) -> tuple[PairVerdict, ...]:
    """Return the verdict on each pair that anybody was asked about, in order of context and pair.

    Contexts are never pooled. Groups of fewer than k people who answered on a pair are left out.

    Args:
        votes: standing votes on values in use.
        merged: which cards are one value.
        strata: for each participant the value in each stratum.
        thresholds: the study's numbers that decide.

    Cost: linear in the votes and strata.
    """
    tallies: dict[tuple[str, str, str], _Tally] = defaultdict(_Tally)
    for vote in votes:
        first = merged.representative[vote.first]
        second = merged.representative[vote.second]
        in_order = first < second
        answer = vote.answer if in_order else MIRRORED.get(vote.answer, vote.answer)
        tally = tallies[vote.context, min(first, second), max(first, second)]
        (tally.shown_first if in_order else tally.shown_second)[answer] += 1
        for group in strata.get(vote.participant, {}).items():
            tally.groups[group][answer] += 1
    return tuple(
        _verdict(context, first, second, tallies[context, first, second], thresholds)
        for context, first, second in sorted(tallies)
    )


def _verdict(
    context: str, first: str, second: str, tally: _Tally, thresholds: Thresholds
) -> PairVerdict:
    shown_first = PairCounts.model_validate(dict(tally.shown_first))
    shown_second = PairCounts.model_validate(dict(tally.shown_second))
    found = decide_pair(shown_first, shown_second, thresholds=thresholds)
    wiser = {None: None, "first": first, "second": second}[found.wiser]
    return PairVerdict.model_validate(
        {
            "context": context,
            "first": first,
            "second": second,
            "shown_first": shown_first,
            "shown_second": shown_second,
            "strata": tuple(
                StratumCounts(
                    stratum=stratum, value=value, counts=PairCounts.model_validate(dict(answers))
                )
                for (stratum, value), answers in sorted(tally.groups.items())
                if answers.total() >= thresholds.k
            ),
            "status": found.status,
            **({} if wiser is None else {"wiser": wiser}),
        }
    )


def outweigh_counts(records: Sequence[Outweighs], merged: Merged) -> tuple[OutweighCounts, ...]:
    """Return how many hold each comparison of stakes, and how many the reverse.

    Each comparison is written once, from the side whose card and stake sort first.
    """
    counts: dict[tuple[str, ...], Counter[bool]] = defaultdict(Counter)
    for record in records:
        one = (merged.representative[record.card], record.stake)
        other = (merged.representative[record.over_card], record.over_stake)
        key = (record.context, *min(one, other), *max(one, other))
        counts[key][one < other] += 1
    return tuple(
        OutweighCounts.model_validate(
            {
                "context": context,
                "card": card,
                "stake": stake,
                "over_card": over_card,
                "over_stake": over_stake,
                "agree": votes[True],
                "reverse": votes[False],
            }
        )
        for (context, card, stake, over_card, over_stake), votes in sorted(counts.items())
    )
