"""Which cards are one value: computed from people's judgements, owners first, always reversible.

Nothing is stored as an edit. Take a judgement away and build again, and the cards are apart.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from commonweal.documents import SameValue, ValueCard

INDEPENDENT_JUDGES = 2
"""How many people who own neither card must hold them the same, where the owners are silent."""


@dataclass(frozen=True, slots=True)
class Merged:
    """Every card's value, named by its representative.

    That is the member whose id sorts first, of those whose words may be published if there are any.
    """

    representative: Mapping[str, str]
    members: Mapping[str, tuple[str, ...]]
    """Of each value, the representative and then the others, sorted."""

    def of(self, card: str) -> str | None:
        """Return the representative of ``card``, or None if it is not among the cards in use."""
        return self.representative.get(card)


@dataclass(slots=True)
class _Judgements:
    """What was said of one pair of cards."""

    owners_same: set[str] = field(default_factory=set)
    owners_different: set[str] = field(default_factory=set)
    judges_same: set[str] = field(default_factory=set)
    judges_different: set[str] = field(default_factory=set)


def merge_cards(
    cards: Mapping[str, ValueCard],
    judgements: Sequence[SameValue],
    *,
    not_quoted: Collection[str] = frozenset(),
) -> Merged:
    """Return which cards are one value.

    A pair is merged when no owner of either card calls them different and either an owner of each
    calls them the same, or at least two people who own neither do, and more of them than call them
    different. Models' judgements propose and never merge. Pairs that both owners merge come first;
    a later pair is left apart if joining it would put two cards together that an owner of one of
    them calls different.

    Args:
        cards: confirmed cards in use, by id.
        judgements: standing judgements; those on other cards are passed over.
        not_quoted: cards whose words may not be published: another of the same value stands for it.

    Cost: O(judgements + cards²) in the worst case, near linear in practice.
    """
    said = _collect(cards, judgements)
    apart = {pair for pair, words in said.items() if words.owners_different}
    both_owners = [pair for pair in sorted(said) if _owners_merge(said[pair], cards, pair)]
    first_pairs = set(both_owners)
    by_judges = [
        pair for pair in sorted(said) if pair not in first_pairs and _judges_merge(said[pair])
    ]
    cluster: dict[str, set[str]] = {card: {card} for card in cards}
    for first, second in [*both_owners, *by_judges]:
        one, other = cluster[first], cluster[second]
        if one is other or any(_pair(a, b) in apart for a in one for b in other):
            continue
        one |= other
        for card in other:
            cluster[card] = one
    representative = {
        card: min(members, key=lambda member: (member in not_quoted, member))
        for card, members in cluster.items()
    }
    members: dict[str, list[str]] = {card: [card] for card in sorted({*representative.values()})}
    for card in sorted(cards.keys() - members.keys()):
        members[representative[card]].append(card)
    return Merged(representative, {card: tuple(found) for card, found in members.items()})


def _pair(first: str, second: str) -> tuple[str, str]:
    return (first, second) if first < second else (second, first)


def _collect(
    cards: Mapping[str, ValueCard], judgements: Sequence[SameValue]
) -> dict[tuple[str, str], _Judgements]:
    latest: dict[tuple[str, str, str], SameValue] = {}
    for judgement in sorted(judgements, key=lambda record: (record.said_at, record.id)):
        if judgement.first in cards and judgement.second in cards:
            pair = _pair(judgement.first, judgement.second)
            if pair[0] != pair[1]:
                latest[(*pair, judgement.judge)] = judgement
    said: dict[tuple[str, str], _Judgements] = defaultdict(_Judgements)
    for (first, second, judge), judgement in latest.items():
        words = said[first, second]
        owns = judge in {cards[first].participant, cards[second].participant}
        if judgement.origin == "model" or judgement.verdict == "unsure":
            continue
        if judgement.verdict == "same":
            (words.owners_same if owns else words.judges_same).add(judge)
        else:
            (words.owners_different if owns else words.judges_different).add(judge)
    return said


def _owners_merge(
    words: _Judgements, cards: Mapping[str, ValueCard], pair: tuple[str, str]
) -> bool:
    owners = {cards[card].participant for card in pair}
    return not words.owners_different and owners <= words.owners_same


def _judges_merge(words: _Judgements) -> bool:
    return (
        not words.owners_different
        and len(words.judges_same) >= INDEPENDENT_JUDGES
        and len(words.judges_same) > len(words.judges_different)
    )
