"""Standing votes: one person, one context, one pair of values, one vote."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from commonweal.values._vote_lines import votes_from_records

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from commonweal.documents import Outweighs, WiserVote
    from commonweal.values._merge import Merged
    from commonweal.values._votes import Votes


@dataclass(frozen=True, slots=True)
class StandingVotes:
    """The votes that stand, and the use of every vote by its id."""

    votes: tuple[WiserVote, ...]
    uses: Mapping[str, str]

    def by_value(self, merged: Merged) -> Votes:
        """Return the votes as arrays, each on the values of its two cards."""
        return votes_from_records(
            vote.model_copy(
                update={
                    "first": merged.representative[vote.first],
                    "second": merged.representative[vote.second],
                }
            )
            for vote in self.votes
        )


@dataclass(frozen=True, slots=True)
class StandingOutweighs:
    """The comparisons of stakes that stand, and the use of every one by its id."""

    records: tuple[Outweighs, ...]
    uses: Mapping[str, str]


def standing_votes(
    votes: Sequence[WiserVote], merged: Merged, contexts: frozenset[str]
) -> StandingVotes:
    """Return the votes that count: the latest of a person on a pair of values in a context.

    A vote that a later one names in ``supersedes`` is superseded. Where merging makes two standing
    votes of one person fall on one pair, the later stands. A vote between cards of one value, on a
    card that is not in use, or in a context that the study does not declare, is out of scope.

    Cost: O(n log n) in the votes, one hash each.
    """
    replaced = {vote.supersedes for vote in votes if vote.supersedes is not None}
    groups: dict[tuple[str, ...], list[tuple[str, str, WiserVote]]] = defaultdict(list)
    uses: dict[str, str] = {}
    for vote in votes:
        record_id = vote.id
        pair = sorted((merged.of(vote.first) or "", merged.of(vote.second) or ""))
        if record_id in replaced:
            uses[record_id] = "superseded"
        elif not pair[0] or pair[0] == pair[1] or vote.context not in contexts:
            uses[record_id] = "out_of_scope"
        else:
            groups[vote.participant, vote.context, *pair].append((vote.said_at, record_id, vote))
    standing = []
    for group in groups.values():
        *earlier, last = sorted(group, key=lambda entry: entry[:2])
        uses.update({record_id: "superseded" for _, record_id, _ in earlier})
        uses[last[1]] = "used"
        standing.append(last)
    standing.sort(key=lambda entry: entry[1])
    return StandingVotes(tuple(vote for _, _, vote in standing), uses)


def standing_outweighs(
    records: Sequence[Outweighs], merged: Merged, contexts: frozenset[str]
) -> StandingOutweighs:
    """Return the comparisons of stakes that count, by the same rule as votes.

    One person has one standing word on two stakes on two values in a context, whichever way round.
    """
    replaced = {record.supersedes for record in records if record.supersedes is not None}
    groups: dict[tuple[object, ...], list[tuple[str, str, Outweighs]]] = defaultdict(list)
    uses: dict[str, str] = {}
    for record in records:
        record_id = record.id
        sides = sorted(
            [
                (merged.of(record.card) or "", record.stake),
                (merged.of(record.over_card) or "", record.over_stake),
            ]
        )
        apart = sides[0][0] and sides[0][0] != sides[1][0]
        if record_id in replaced:
            uses[record_id] = "superseded"
        elif not apart or record.context not in contexts:
            uses[record_id] = "out_of_scope"
        else:
            key = (record.participant, record.context, *sides)
            groups[key].append((record.said_at, record_id, record))
    standing = []
    for group in groups.values():
        *earlier, last = sorted(group, key=lambda entry: entry[:2])
        uses.update({record_id: "superseded" for _, record_id, _ in earlier})
        uses[last[1]] = "used"
        standing.append(last)
    standing.sort(key=lambda entry: entry[1])
    return StandingOutweighs(tuple(record for _, _, record in standing), uses)
