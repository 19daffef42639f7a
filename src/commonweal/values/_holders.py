"""Who holds which value, and what of that may be published: groups of at least k, never names."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from commonweal.documents import Holders, PublishedPolicy, PublishedValue

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from commonweal.documents import Endorsement, Origin, Thresholds, ValueCard
    from commonweal.values._answers import Answers
    from commonweal.values._merge import Merged

WEAKEST_FIRST: tuple[Origin, ...] = ("synthetic", "model", "import", "person")
"""Origins in the order in which they weaken what rests on them."""

NOT_QUOTED = "not quoted"
"""What stands in place of the words of somebody who did not agree to be quoted."""


def weakest_origin(origins: Iterable[Origin]) -> Origin:
    """Return the weakest of some origins; of none, a person's."""
    return min(origins, key=WEAKEST_FIRST.index, default="person")


def group_sizes(
    people: Iterable[str], strata: Mapping[str, Mapping[str, str]], *, k: int
) -> tuple[Holders, ...]:
    """Return how many of ``people`` are in each group, leaving out groups of fewer than ``k``.

    Args:
        people: pseudonyms.
        strata: for each pseudonym, its value in each stratum.
        k: the smallest group that is named.
    """
    sizes = Counter(
        (stratum, value) for person in people for stratum, value in strata.get(person, {}).items()
    )
    return tuple(
        Holders(stratum=stratum, value=value, count=count)
        for (stratum, value), count in sorted(sizes.items())
        if count >= k
    )


def strata_of(answers: Answers) -> dict[str, dict[str, str]]:
    """Return for each participant the value in each stratum; the latest record of each counts."""
    found: dict[str, dict[str, str]] = {}
    for record in sorted(answers.participants, key=lambda record: (record.said_at, record.id)):
        found[record.participant] = {part.stratum: part.value for part in record.strata}
    return found


def published_values(
    answers: Answers,
    cards: Mapping[str, ValueCard],
    merged: Merged,
    *,
    thresholds: Thresholds,
) -> tuple[PublishedValue, ...]:
    """Return every value as it may be published, in order of its representative's id."""
    strata = strata_of(answers)
    origins: dict[str, set[Origin]] = defaultdict(set)
    for card_id, card in cards.items():
        origins[merged.representative[card_id]].add(card.origin)
    for endorsement in _endorsed_as_mine(answers.endorsements):
        if (value := merged.of(endorsement.record)) is not None:
            origins[value].add(endorsement.origin)
    holders = holders_of(answers, cards, merged)
    return tuple(
        _published(
            cards,
            merged.members[value],
            holders=holders[value],
            origin=weakest_origin(origins[value]),
            strata=strata,
            thresholds=thresholds,
            quoted=value not in answers.not_quoted,
        )
        for value in sorted(merged.members)
    )


def holders_of(
    answers: Answers, cards: Mapping[str, ValueCard], merged: Merged
) -> dict[str, frozenset[str]]:
    """Return who holds each value: its cards' authors, and who last said that it is theirs."""
    holders: dict[str, set[str]] = defaultdict(set)
    for card_id, card in cards.items():
        holders[merged.representative[card_id]].add(card.participant)
    for endorsement in _endorsed_as_mine(answers.endorsements):
        if (value := merged.of(endorsement.record)) is not None:
            holders[value].add(endorsement.participant)
    return {value: frozenset(people) for value, people in holders.items()}


def _endorsed_as_mine(endorsements: Iterable[Endorsement]) -> list[Endorsement]:
    latest: dict[tuple[str, str], Endorsement] = {}
    for record in sorted(endorsements, key=lambda record: (record.asked_at, record.id)):
        if record.question == "mine":
            latest[record.participant, record.record] = record
    return [record for record in latest.values() if record.answer == "yes"]


def _published(
    cards: Mapping[str, ValueCard],
    members: tuple[str, ...],
    *,
    holders: frozenset[str],
    origin: Origin,
    strata: Mapping[str, Mapping[str, str]],
    thresholds: Thresholds,
    quoted: bool,
) -> PublishedValue:
    card = cards[members[0]]
    everyone = {
        (part.stratum, part.value): part.count for part in group_sizes(holders, strata, k=1)
    }
    return PublishedValue(
        card=members[0],
        merged=members[1:],
        title=card.title if quoted else f"{NOT_QUOTED} ({_digits(members[0])})",
        policies=tuple(
            PublishedPolicy(text=policy.text if quoted else NOT_QUOTED, nature=policy.nature)
            for policy in card.policies
        ),
        contexts=tuple(sorted({name for member in members for name in cards[member].contexts})),
        origin=origin,
        holders=len(holders),
        strata=group_sizes(holders, strata, k=thresholds.k),
        floors_met=tuple(
            floor
            for floor in thresholds.minority_floors
            if everyone.get((floor.stratum, floor.value), 0) >= floor.min_holders
        ),
    )


def _digits(card: str) -> str:
    """Return enough of a card's id to tell the values apart that have no title."""
    return card.partition(":")[2][:8]
