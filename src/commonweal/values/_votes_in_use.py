"""The votes that a moral graph is made from, each on the value that its cards stand for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from commonweal.values._holders import strata_of
from commonweal.values._merge import Merged, merge_cards
from commonweal.values._standing_votes import standing_votes

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from commonweal.documents import SameValue, ValueCard, WiserVote
    from commonweal.values._answers import Answers


@dataclass(frozen=True, slots=True)
class VotesInUse:
    """One vote for each person, context and pair of values, and which cards are one value."""

    votes: tuple[WiserVote, ...]
    """The votes that stand, with every card replaced by the representative of its value."""
    merged: Merged


def votes_in_use(answers: Answers, *, contexts: Collection[str]) -> VotesInUse:
    """Return the votes that the moral graph of these answers is made from.

    Args:
        answers: answers in use: consented to or sourced, not taken back.
        contexts: the names of the contexts that the study declares.

    Cost: O(n log n) in the votes, one hash each.
    """
    uses: dict[str, str] = {}
    cards = standing_cards(answers.cards, uses)
    judgements = standing_judgements(answers.same_values, uses)
    merged = merge_cards(
        cards, judgements, strata=strata_of(answers), not_quoted=answers.not_quoted
    )
    standing = standing_votes(answers.votes, merged, frozenset(contexts))
    return VotesInUse(
        tuple(
            vote.model_copy(
                update={
                    "first": merged.representative[vote.first],
                    "second": merged.representative[vote.second],
                }
            )
            for vote in standing.votes
        ),
        merged,
    )


def standing_cards(records: Sequence[ValueCard], uses: dict[str, str]) -> dict[str, ValueCard]:
    """Return the confirmed cards that none replaces, by id, and put the others into ``uses``."""
    cards = {}
    for card in records:
        if card.confirmed:
            cards[card.id] = card
        else:
            uses[card.id] = "out_of_scope"
    for card in records:
        if card.supersedes in cards:
            del cards[card.supersedes]
            uses[card.supersedes] = "superseded"
    return cards


def standing_judgements(records: Sequence[SameValue], uses: dict[str, str]) -> list[SameValue]:
    """Return the judgements that none replaces, and put the others into ``uses``."""
    replaced = {record.supersedes for record in records if record.supersedes is not None}
    by_id = {record.id: record for record in records}
    uses.update(dict.fromkeys(by_id.keys() & replaced, "superseded"))
    return [record for record_id, record in by_id.items() if record_id not in replaced]
