"""From a bank's tags and an owner's links to the options' order on each card, nothing added up."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from commonweal.documents import PublishedPlacing

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from commonweal.documents import ValueCard
    from commonweal.stewardship._bank import BankOption, BankSituation

_Level = int | None
"""Of an option on a policy: 1 supports, 0 leaves alone, -1 opposes, None does both."""


@dataclass(frozen=True, slots=True)
class LinkedCard:
    """A card that counts, with the concerns that its owner says each of its policies means."""

    card: ValueCard
    identity: str
    """The card's id, which takes a hash to compute."""
    concerns: Mapping[int, frozenset[str]]
    """Of each policy that is linked to any and not instrumental, by position."""

    @property
    def all_concerns(self) -> frozenset[str]:
        """Every concern that a policy of the card is linked to."""
        return frozenset[str]().union(*self.concerns.values())


def placings_by_tags(
    situation: BankSituation, cards: Iterable[LinkedCard]
) -> Iterator[PublishedPlacing]:
    """Yield what the bank's tags say of the options, on each card that a tag touches.

    They are the word of the bank's author, a declared appraiser, and the owner's own placings go
    before them. On a policy, an option stands higher that supports a linked concern than one that
    leaves all of them alone, and that one higher than one that opposes any. On a card, one option
    stands above another if it does on some policy and stands below on none. Where policies of one
    card pull apart, or one option both supports and opposes what a policy means, the tags do not
    say how it stands, and it is left out: then any order is possible. Policies are not counted.

    Of a policy that is undecided between constitutive and instrumental, both readings are kept: one
    placing without such policies, one with them.

    A bank says nothing of how much is at stake; every placing has the same stake, so that it is the
    owner's order of the cards, where there is one, that decides between them.
    """
    for linked in cards:
        if not linked.all_concerns.isdisjoint(situation.concerns):
            yield from _of_card(situation, linked)


def _of_card(situation: BankSituation, linked: LinkedCard) -> Iterator[PublishedPlacing]:
    natures = [policy.nature for policy in linked.card.policies]
    certain = tuple(place for place in linked.concerns if natures[place] == "constitutive")
    possible = tuple(linked.concerns)
    for policies in dict.fromkeys((certain or possible, possible)):
        telling = tuple(sorted(place for place in policies if _tells(situation, linked, place)))
        resting = tuple(place for place in telling if place in certain) or telling
        yield PublishedPlacing(
            card=linked.identity,
            source="declared",
            appraiser=situation.by,
            order=_order(situation, linked, policies),
            stake="notable",
            rests_on=resting or policies,
            people=1,
            origin=situation.origin,
        )


def _tells(situation: BankSituation, linked: LinkedCard, place: int) -> bool:
    """Return whether the options differ on a policy."""
    levels = {_level(option, linked.concerns[place]) for option in situation.options}
    return len(levels) > 1 or None in levels


def _order(
    situation: BankSituation, linked: LinkedCard, policies: Sequence[int]
) -> tuple[tuple[str, ...], ...]:
    """Return tiers of the options whose order is plain on these policies, best first."""
    levels = {
        option.name: tuple(_level(option, linked.concerns[place]) for place in policies)
        for option in situation.options
    }
    plain = [
        name
        for name, level in levels.items()
        if all(_comparable(level, other) for other in levels.values())
    ]
    # What stands higher on some policy and lower on none has the greater sum, and equals have
    # equal ones: among options that are all comparable, sums give that order and nothing else.
    height = {name: sum(level or 0 for level in levels[name]) for name in plain}
    ranked = sorted(plain, key=lambda name: -height[name])
    return tuple(tuple(tier) for _, tier in groupby(ranked, key=lambda name: height[name]))


def _comparable(one: Sequence[_Level], other: Sequence[_Level]) -> bool:
    pairs = list(zip(one, other, strict=True))
    if any(mine is None or theirs is None for mine, theirs in pairs):
        return False
    signs = {(mine or 0) > (theirs or 0) for mine, theirs in pairs if mine != theirs}
    return len(signs) <= 1


def _level(option: BankOption, concerns: frozenset[str]) -> _Level:
    supports = not concerns.isdisjoint(option.supports)
    opposes = not concerns.isdisjoint(option.opposes)
    return None if supports and opposes else int(supports) - int(opposes)
