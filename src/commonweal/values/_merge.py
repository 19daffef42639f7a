"""Which cards are one value: computed from people's judgements, owners first, always reversible.

Nothing is stored as an edit. Take a judgement away and build again, and the cards are apart.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from commonweal.documents import SameValue, ValueCard

INDEPENDENT_JUDGES = 2
"""How many people who own neither card must hold them the same, where the owners are silent."""

MergeOutcome: TypeAlias = Literal[
    "merged_by_owners",
    "merged_by_judges",
    "owner_says_different",
    "apart_by_an_owner",
    "last_of_a_group",
    "not_enough",
]
"""What became of a pair of cards that somebody judged; `JudgedPair.outcome` tells each apart."""

Group: TypeAlias = tuple[str, str]
"""A stratum, and one of its values."""


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgedPair:
    """What people said of one pair of cards, and what followed from it; models are not counted."""

    first: str
    second: str
    owners: int
    """How many people own a card of the pair: two, or one who wrote both."""
    owners_same: int
    owners_different: int
    judges_same: int
    judges_different: int
    outcome: MergeOutcome
    """Merged by both owners or by independent judges; or apart: an owner of one of the two calls
    them different; an owner of a card merged with one of them calls that and the other different
    (``apart_by_an_owner``); judges would have taken the last value that is a group's own; or too
    few people called them the same."""


@dataclass(frozen=True, slots=True)
class Merged:
    """Every card's value, named by its representative.

    That is the member whose id sorts first, of those whose words may be published if there are any.
    """

    representative: Mapping[str, str]
    members: Mapping[str, tuple[str, ...]]
    """Of each value, the representative and then the others, sorted."""
    pairs: tuple[JudgedPair, ...] = ()
    """Every pair of cards in use that anybody judged, a model too, in order of the ids."""

    def of(self, card: str) -> str | None:
        """Return the representative of ``card``, or None if it is not among the cards in use."""
        return self.representative.get(card)


@dataclass(slots=True)
class _Judgements:
    """What was said of one pair of cards."""

    owners: set[str]
    owners_same: set[str] = field(default_factory=set)
    owners_different: set[str] = field(default_factory=set)
    judges_same: set[str] = field(default_factory=set)
    judges_different: set[str] = field(default_factory=set)

    def mergeable(self) -> MergeOutcome:
        """Return what would follow if there were no other cards."""
        if self.owners_different:
            return "owner_says_different"
        if self.owners <= self.owners_same:
            return "merged_by_owners"
        same, different = len(self.judges_same), len(self.judges_different)
        enough = same >= INDEPENDENT_JUDGES and same > different
        return "merged_by_judges" if enough else "not_enough"


def merge_cards(
    cards: Mapping[str, ValueCard],
    judgements: Sequence[SameValue],
    *,
    strata: Mapping[str, Mapping[str, str]] | None = None,
    not_quoted: Collection[str] = frozenset(),
) -> Merged:
    """Return which cards are one value, and what became of every pair that was judged.

    A pair is mergeable when no owner of either card calls them different and either an owner of
    each calls them the same, or at least two people who own neither do, and more of them than call
    them different. Models' judgements propose and never merge. Pairs that both owners merge come
    first; a later pair is left apart if joining it would put two cards together that an owner of
    one of them calls different.

    Judges never take the last value that is a group's own. A value is a group's own while one of
    the group wrote a card of it and judges have joined it to no value but the group's own; a pair
    that judges would merge is left apart where a group would have none left. So a small group's
    only value is merged away by nobody but its owners.

    Args:
        cards: confirmed cards in use, by id.
        judgements: standing judgements; those on other cards are passed over.
        strata: for each participant the value in each stratum: the groups they stand in.
        not_quoted: cards whose words may not be published: another of the same value stands for it.

    Cost: O(judgements + cards²) in the worst case, near linear in practice.
    """
    said = _collect(cards, judgements)
    outcomes = {pair: said[pair].mergeable() for pair in sorted(said)}
    apart = {pair for pair, outcome in outcomes.items() if outcome == "owner_says_different"}
    clusters = _Clusters(cards, apart)
    for pair in [pair for pair, outcome in outcomes.items() if outcome == "merged_by_owners"]:
        if not clusters.join(*pair):
            outcomes[pair] = "apart_by_an_owner"
    clusters.settle_groups(cards, strata or {})
    for pair in [pair for pair, outcome in outcomes.items() if outcome == "merged_by_judges"]:
        if clusters.takes_the_last(*pair):
            outcomes[pair] = "last_of_a_group"
        elif not clusters.join(*pair):
            outcomes[pair] = "apart_by_an_owner"
    return _named(
        {card: cluster.cards for card, cluster in clusters.of.items()},
        not_quoted,
        tuple(_judged(pair, said[pair], outcome) for pair, outcome in outcomes.items()),
    )


@dataclass(slots=True)
class _Cluster:
    """Cards that are one value so far, and the groups whose own value it is."""

    cards: set[str]
    own: set[Group] = field(default_factory=set)


class _Clusters:
    """The cards as joined so far."""

    def __init__(self, cards: Iterable[str], apart: set[tuple[str, str]]) -> None:
        self.of = {card: _Cluster({card}) for card in cards}
        self.apart = apart
        self.values_of: Counter[Group] = Counter()
        """How many values are each group's own."""

    def join(self, first: str, second: str) -> bool:
        """Join two cards' clusters unless an owner holds any two of their cards apart."""
        one, other = self.of[first], self.of[second]
        if one is other:
            return True
        if any(_pair(a, b) in self.apart for a in one.cards for b in other.cards):
            return False
        self.values_of -= Counter([*one.own, *other.own])
        joined = _Cluster(one.cards | other.cards, one.own & other.own)
        self.values_of += Counter(joined.own)
        self.of.update(dict.fromkeys(joined.cards, joined))
        return True

    def settle_groups(
        self, cards: Mapping[str, ValueCard], strata: Mapping[str, Mapping[str, str]]
    ) -> None:
        """Note whose own each value is, now that owners have merged what is theirs."""
        for card, cluster in self.of.items():
            cluster.own.update(strata.get(cards[card].participant, {}).items())
        for cluster in {id(cluster): cluster for cluster in self.of.values()}.values():
            self.values_of.update(cluster.own)

    def takes_the_last(self, first: str, second: str) -> bool:
        """Tell whether joining two cards would leave some group without a value of its own."""
        one, other = self.of[first], self.of[second]
        return one is not other and any(self.values_of[group] == 1 for group in one.own ^ other.own)


def _named(
    together: Mapping[str, set[str]],
    not_quoted: Collection[str],
    pairs: tuple[JudgedPair, ...],
) -> Merged:
    representative = {
        card: min(members, key=lambda member: (member in not_quoted, member))
        for card, members in together.items()
    }
    members: dict[str, list[str]] = {card: [card] for card in sorted({*representative.values()})}
    for card in sorted(together.keys() - members.keys()):
        members[representative[card]].append(card)
    named = {card: tuple(found) for card, found in members.items()}
    return Merged(representative, named, pairs)


def _judged(pair: tuple[str, str], words: _Judgements, outcome: MergeOutcome) -> JudgedPair:
    return JudgedPair(
        first=pair[0],
        second=pair[1],
        owners=len(words.owners),
        owners_same=len(words.owners_same),
        owners_different=len(words.owners_different),
        judges_same=len(words.judges_same),
        judges_different=len(words.judges_different),
        outcome=outcome,
    )


def _pair(first: str, second: str) -> tuple[str, str]:
    return (first, second) if first < second else (second, first)


def _collect(
    cards: Mapping[str, ValueCard], judgements: Sequence[SameValue]
) -> dict[tuple[str, str], _Judgements]:
    latest: dict[tuple[str, str, str], SameValue] = {}
    said: dict[tuple[str, str], _Judgements] = {}
    for judgement in sorted(judgements, key=lambda record: (record.said_at, record.id)):
        pair = first, second = _pair(judgement.first, judgement.second)
        if first == second or not cards.keys() >= {first, second}:
            continue
        said.setdefault(pair, _Judgements({cards[first].participant, cards[second].participant}))
        # A model's word is nobody's last word, whoever it says it is.
        if judgement.origin != "model":
            latest[(*pair, judgement.judge)] = judgement
    for (first, second, judge), judgement in latest.items():
        words = said[first, second]
        owners = words.owners
        if judgement.verdict == "unsure":
            continue
        if judgement.verdict == "same":
            (words.owners_same if judge in owners else words.judges_same).add(judge)
        else:
            (words.owners_different if judge in owners else words.judges_different).add(judge)
    return said
