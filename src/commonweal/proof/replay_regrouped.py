"""How a run grouped cards into values, where cards or words about them were erased since.

The standard library alone, nothing of the project; replay.py loads this file. What is erased may
have joined or parted cards, or have been a group's own value, so that judges could take another one
from it, or could not. No more of that is believed than each erased record can have done: by whose
it may be, and by which group they may stand in. The rules are told in docs/reference/checker.md.
"""

from __future__ import annotations

import sys
from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable

inputs: Any = sys.modules["commonweal_checker.checker_inputs"]

Pair = tuple[str, str]
Group = tuple[str, str]
UNSEEN = ("", "")
"""A group of which nobody is left."""
NO, PERHAPS, SURE = "no", "perhaps", "sure"


class Regrouped:
    """The groups of cards that a run tells of, and what is left of cards and words.

    Args:
        gone: what was erased.
        told: the value of each card, as the run tells it.
        graph: what the records give that are left.
    """

    def __init__(self, gone: Any, told: dict[str, str], graph: Any) -> None:
        self.gone, self.told, self.graph, self.strata = gone, told, graph, graph.strata
        self.members: dict[str, set[str]] = defaultdict(set)
        for card, value in told.items():
            self.members[value].add(card)
        self.linked, self.apart = [*graph.same], {*graph.apart}
        self._hear()
        self.hidden = told.keys() & gone.used
        """Cards in values that are gone."""
        self.within = self._by_value(self.linked)
        self.parts = {v: _parts(cards, self.within[v]) for v, cards in self.members.items()}
        self.against = self._by_value(graph.apart)
        self.by_owners = self._by_value(pair for pair in graph.same if pair not in graph.by_judges)
        self.unsure = {value for value, parts in self.parts.items() if len(parts) > 1}
        self.unsure |= {told[card] for card in self.hidden}
        """Values of which it is not known how they came about."""
        # Who had everything erased may have stood in any group, but in one of a stratum only.
        self.strangers = {person for person in gone.left if person not in self.strata}

    def _by_value(self, pairs: Iterable[Pair]) -> dict[str, list[Pair]]:
        """Return those of some pairs of which both cards are of one value, by value."""
        found: dict[str, list[Pair]] = defaultdict(list)
        for one, other in pairs:
            value = self.told.get(one)
            if value is not None and self.told.get(other) == value:
                found[value].append((one, other))
        return found

    def problems(self) -> list[str]:
        """Return what joins or parts cards that the erased do not account for."""
        words = self.gone.number_traced["same_value"]
        taken = [each for value in self.members for each in self._taken(value)]
        # An owner's word that is gone may have joined what judges alone could not have.
        self.unsure |= {value for value, _ in taken} if words else set()
        parted = [pair for pair in self.graph.same if self._is_parted(pair)]
        if words:
            by_owners = [pair for pair in parted if pair not in self.graph.by_judges]
            self.unsure |= {self.told[card] for pair in by_owners for card in pair}
        # One word keeps apart whatever two values hold.
        alone = {
            frozenset(self.told[card] for card in pair)
            for pair in parted
            if not self._may_be_refused(pair)
        }
        if self._lacks_an_owners_word(parted, taken):
            return ["values: they are otherwise than owners said, and no owner's word is gone"]
        self.unsure |= {value for both in alone for value in both}
        had = [each for each in taken if self._had_another(*each)]
        joined = sum(map(self._joined, self.members)) + len(taken) - len(had) + self._lent(had)
        if joined + len(alone) > words or self._changed_regions() > words:
            return ["values: cards are grouped otherwise than what was erased accounts for"]
        return []

    def _lacks_an_owners_word(
        self, parted: list[Pair], taken: list[tuple[str, set[Group]]]
    ) -> bool:
        """Say whether what only an owner's word can do was done where none of theirs is gone.

        An owner joins what judges would have, and another order of joining may take another value:
        so a last value may have gone by the word of an owner of any card.
        """
        by_owners = [pair for pair in parted if pair not in self.graph.by_judges]
        done = [{self.told[card] for card in pair} for pair in by_owners]
        done += [{value} for value, pairs in self.against.items() if pairs]
        if any(not self._has_another(value, group) for value, groups in taken for group in groups):
            done.append({*self.members})
        return not all(self.gone.left or self._owners(values) & self.gone.judges for values in done)

    def _owners(self, values: set[str]) -> set[str]:
        """Return who wrote a card of some values, or may have."""
        cards = {card for value in values for card in self.members[value]}
        known = {self.graph.cards[card].participant for card in cards & self.graph.cards.keys()}
        return known.union(*(self.gone.whose(card) for card in cards & self.hidden))

    def _joined(self, value: str) -> int:
        """Return how many words are missing that made one value of a value's cards."""
        return max(len(self.parts[value]) - 1, len(self.against[value]))

    def _changed_regions(self) -> int:
        """Return in how many places cards are grouped otherwise, where nothing that is gone was.

        What words tell of cards reaches no further than those that words or values bind to them,
        but for judges, who are told by the values of a group elsewhere what they may not take.
        """
        known = self.graph.cards.keys() & self.told.keys()
        bonds = [*self.linked, *self.told.items()]
        regions = _parts({*known, *self.hidden}, [b for b in bonds if self.told.keys() >= {*b}])
        pairs = [*self.graph.by_judges]
        judged = [any(region.issuperset(pair) for pair in pairs) for region in regions]
        groups, reached = self._known_touched(), set[int]()
        everywhere = self._is_touched(UNSEEN)
        number = 0
        while True:
            near = {
                place
                for place, region in enumerate(regions)
                if region & self.hidden
                or (judged[place] and (everywhere or groups & self._groups(region)))
            }
            if near - reached:
                reached |= near
                groups = groups.union(*(self._groups(regions[place]) for place in near))
                continue
            changed = [
                p for p, cards in enumerate(regions) if p not in reached and self._differs(cards)
            ]
            if not changed:
                return number
            # A word that is gone may have been about this one; what follows from it is no other.
            number += 1
            reached.add(changed[0])
            groups = groups | self._groups(regions[changed[0]])

    def _differs(self, region: set[str]) -> bool:
        """Say whether cards are grouped otherwise than what is left gives."""
        both = {(self.told[card], self.graph.value_of[card]) for card in region}
        told, given = ({pair[side] for pair in both} for side in (0, 1))
        return not len(both) == len(told) == len(given)

    def _groups(self, cards: set[str]) -> set[Group]:
        """Return the groups in which those stand who wrote cards that are left."""
        known = cards & self.graph.cards.keys()
        authors = {self.graph.cards[card].participant for card in known}
        return {group for person in authors for group in self.strata.get(person, ())}

    def _hear(self) -> None:
        """Add what was said about cards that are gone."""
        graph, used = self.graph, self.gone.used
        for _, word in graph.records.of("same_value"):
            pair = tuple(sorted((word.first, word.second)))
            if word.origin == "model" or not used & {*pair}:
                continue
            owners = {graph.cards[card].participant for card in pair if card in graph.cards}
            owners = owners.union(*(self.gone.whose(card) for card in used & {*pair}))
            if word.verdict == "same":
                self.linked.append(pair)
            elif word.verdict == "different" and word.judge in owners:
                self.apart.add(pair)

    def _is_parted(self, pair: Pair) -> bool:
        """Say whether words join two cards that the run tells apart, and no word parts them."""
        ours, theirs = (self.members.get(self.told.get(card, "")) for card in pair)
        if not ours or not theirs or ours is theirs or pair in self.graph.refused:
            return False
        return not any(tuple(sorted((a, b))) in self.apart for a in ours for b in theirs)

    def _may_be_refused(self, pair: Pair) -> bool:
        """Say whether judges may have been refused a pair, since it took a group's last own value.

        What was the last then is the last still: so the group has no other for certain.
        """
        if pair not in self.graph.by_judges:
            return False
        one, other = (self.told[card] for card in pair)
        groups = {group for places in self.strata.values() for group in places} | {UNSEEN}
        return any(
            self._own(mine, group) != NO
            and self._own(yours, group) != SURE
            and not any(self._own(value, group) == SURE for value in self.members if value != mine)
            for group in groups
            if self._is_touched(group)
            for mine, yours in ((one, other), (other, one))
        )

    def _taken(self, value: str) -> list[tuple[str, set[Group]]]:
        """Return the groups from which what joins a value took their last, by what is left."""
        cards, refused = self.members[value], self.graph.refused
        within = self.within[value]
        links = [pair for pair in within if pair not in refused]
        found = []
        for pair in within:
            if pair in refused and len(_parts(cards, [*links, pair])) < len(_parts(cards, links)):
                links.append(pair)
                found.append((value, refused[pair]))
        return found

    def _had_another(self, value: str, groups: set[Group]) -> bool:
        """Say whether groups may each have had a value of their own beside this one."""
        return all(self._is_touched(group) and self._has_another(value, group) for group in groups)

    def _has_another(self, value: str, group: Group, *, strangers: bool = True) -> bool:
        """Say whether a group may have a value of its own but for what took this one from it.

        In this one too, if a card that is gone made it the group's own.
        """
        gone = self.members[value] & self.hidden
        return any(self._may_be_of(card, group, strangers=strangers) for card in gone) or any(
            self._own(other, group, strangers=strangers) != NO
            for other in self.members
            if other != value
        )

    def _lent(self, taken: list[tuple[str, set[Group]]]) -> int:
        """Return how many groups of one stratum more need somebody who left than left a card."""
        alone = {(value, group) for value, groups in taken for group in groups}
        needed = {
            group for value, group in alone if not self._has_another(value, group, strangers=False)
        }
        cards = sum(not self.strangers.isdisjoint(self.gone.whose(card)) for card in self.hidden)
        most = min(cards, len(self.strangers))
        by_stratum = Counter(stratum for stratum, _ in needed)
        return max((number - most for number in by_stratum.values() if number > most), default=0)

    def _own(self, value: str, group: Group, *, strangers: bool = True) -> str:
        """Say whether a value is a group's own: for certain, perhaps, or not."""
        cards = self.members[value]
        if not any(self._may_be_of(card, group, strangers=strangers) for card in cards):
            return NO
        if value in self.unsure:
            return PERHAPS
        parts = _parts(cards, self.by_owners[value])
        own = all(any(self._may_be_of(card, group) for card in part) for part in parts)
        return SURE if own else NO

    def _may_be_of(self, card: str, group: Group, *, strangers: bool = True) -> bool:
        """Say whether a card's author stands in a group, or may have."""
        if card in self.graph.cards:
            return group in self.strata.get(self.graph.cards[card].participant, ())
        authors = self.gone.whose(card)
        return any(
            (strangers and person in self.strangers) or group in self.strata.get(person, ())
            for person in authors
        )

    def _is_touched(self, group: Group) -> bool:
        """Say whether what was erased can have made a difference to a group's own values."""
        strange = any(not self.strangers.isdisjoint(self.gone.whose(card)) for card in self.hidden)
        return strange or group in self._known_touched()

    def _known_touched(self) -> set[Group]:
        """Return the groups of those who wrote what is gone, or what stands in unsure values."""
        authors = {person for card in self.hidden for person in self.gone.whose(card)}
        groups = {group for person in authors for group in self.strata.get(person, ())}
        return groups.union(*(self._groups(self.members[value]) for value in self.unsure))


def _parts(cards: set[str], pairs: list[Any]) -> list[Any]:
    """Return what cards are together by pairs of them."""
    found = inputs.components([*((card, card) for card in cards), *pairs])
    return [*{id(part): part for part in found.values()}.values()]
