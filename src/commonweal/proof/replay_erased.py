"""What erased records may account for in what a run wrote, and by how much at most.

The standard library alone, nothing of the project; replay.py loads this file. A body that is gone
cannot be counted again. All that is left is its id, and so its kind: one vote moves one vote, an
endorsement one holder, and nothing excuses other words, natures or norms. The rules are told in
words in docs/reference/checker.md.
"""

from __future__ import annotations

import sys
from collections import Counter
from typing import Any

inputs: Any = sys.modules["checker_inputs"]
rules: Any = sys.modules["replay_graph"]

KINDS = {"participant", "consent", "value_card", "offered", "same_value", "transition"}
KINDS |= {"wiser_vote", "outweighs", "endorsement", "placing", "appraisal", "complaint"}
"""Kinds of record that are people's: what they gave cannot be verified once they are gone."""
GROUPING = {"value_card", "same_value"}


class Erased:
    """The records that a run used and that were erased since.

    Args:
        gone: the kind of each, by id.
        stated: what became of each record, as records.json says.
    """

    def __init__(self, gone: dict[str, str], stated: dict[str, str]) -> None:
        self.gone, self.stated = gone, stated
        self.kinds = Counter(gone.values())
        self.graph: Any = None

    def take(self, graph: Any, values: list[Any]) -> list[str]:
        """Take the grouping of cards that a target states, as far as the erased leave it open.

        Returns:
            What about that grouping the erased cannot account for.
        """
        self.graph = graph
        if not GROUPING & self.kinds.keys():
            return []
        told = {card: v.card for v in values for card in (v.card, *v.merged)}
        problems = [
            f"values: {card} is no card that stands, and none that was erased"
            for card in sorted(told.keys() - graph.cards.keys() - self.gone.keys())
        ]
        left = graph.cards.keys() - told.keys()
        if len(left) > self.kinds["value_card"]:
            problems.append(f"values: {min(left)} stands, and belongs to no value")
        for value in values:
            known = [card for card in (value.card, *value.merged) if card in graph.cards]
            if value.card in graph.cards and value.card != graph.representative(known):
                problems.append(f"values: {value.card} is not the card that stands for its value")
        problems += self._grouping(told)
        if not problems:
            graph.regroup(told)
        return problems

    def _grouping(self, told: dict[str, str]) -> list[str]:
        """Return what joins or parts cards that more words than the erased would have to.

        Words on a card that is gone do not count any more, so whatever it is grouped with may be.
        """
        groups: dict[str, set[str]] = {}
        for card, value in told.items():
            groups.setdefault(value, set()).add(card)
        whole = {value: group for value, group in groups.items() if not group & self.gone.keys()}
        same, apart = self.graph.same, self.graph.apart
        joined = parted = 0
        for group in whole.values():
            links = [(card, card) for card in group]
            links += [pair for pair in same if group.issuperset(pair)]
            joined += len({id(part) for part in inputs.components(links).values()}) - 1
        for one, other in same:
            ours, theirs = (whole.get(told.get(card, "")) for card in (one, other))
            if ours and theirs and ours is not theirs:
                blocked = any(tuple(sorted((a, b))) in apart for a in ours for b in theirs)
                parted += not blocked
        if max(joined, parted) > self.kinds["same_value"]:
            return ["values: cards are grouped otherwise than what was erased accounts for"]
        return []

    # --- Whether the erased alone may have made a part differ as it does

    def values(self, expected: Any, found: Any) -> bool:
        """Allow no other words or groupings, and as many more or fewer holders as are gone."""
        if expected.keys() != found.keys():
            return False
        moved = sum(abs(expected[card]["holders"] - found[card]["holders"]) for card in found)
        most = self.kinds["endorsement"] + self.kinds["value_card"]
        return moved <= most and all(
            self._value(card, expected[card], said) for card, said in found.items()
        )

    def _value(self, card: str, expected: Any, said: Any) -> bool:
        """Say whether one value may be as stated: its words may not change, its holders may."""
        gone = [member for member in (card, *said["merged"]) if member in self.gone]
        most = self.kinds["endorsement"] + len(gone)
        fixed = ("merged",) if card in self.gone else ("merged", "title", "policies")
        if any(expected[field] != said[field] for field in fixed):
            return False
        if not gone and expected["contexts"] != said["contexts"]:
            return False
        if not most:
            return self._groups(card, said, 0) and expected["origin"] == said["origin"]
        weaker = rules.weakest([expected["origin"], said["origin"]]) == said["origin"]
        counted = abs(expected["holders"] - said["holders"]) <= most
        return weaker and counted and self._groups(card, said, most)

    def _groups(self, card: str, said: Any, most: int) -> bool:
        """Say whether groups and floors of a value may be as stated."""
        most += self.kinds["participant"]
        groups = self.graph.groups(self.graph.holders[card], 1)
        k = self.graph.thresholds.get("k", 5)
        for group in {*groups, *said["strata"]}:
            size, count = groups.get(group, 0), said["strata"].get(group)
            if count is None and size - most >= k:
                return False
            if count is not None and (abs(size - count) > most or count < k):
                return False
        for floor in self.graph.thresholds.get("minority_floors", ()):
            size = groups.get((floor.stratum, floor.value), 0)
            met = floor in said["floors_met"]
            if size + most < floor.min_holders if met else size - most >= floor.min_holders:
                return False
        return True

    def pairs(self, expected: Any, found: Any) -> bool:
        """Allow each erased vote to have moved one answer, to or from an earlier one."""
        most = 2 * self.kinds["wiser_vote"]
        told = {about: _flat(row) for about, row in found.items()}
        if _apart({about: _flat(row) for about, row in expected.items()}, told) > most:
            return False
        most += 2 * self.kinds["participant"]
        whole, k = self.graph.pairs(least=1), self.graph.thresholds.get("k", 5)
        for about in {*whole, *found}:
            groups = whole[about]["strata"] if about in whole else {}
            said = found[about]["strata"] if about in found else {}
            for group in {*groups, *said}:
                counts, stated = groups.get(group, {}), said.get(group)
                if stated is None and sum(counts.values()) - most >= k:
                    return False
                if stated is not None and _apart({0: counts}, {0: stated}) > most:
                    return False
        return True

    def outweighs(self, expected: Any, found: Any) -> bool:
        """Allow the same of comparisons of stakes."""
        one, other = (
            {about: dict(enumerate(counts)) for about, counts in rows.items()}
            for rows in (expected, found)
        )
        return _apart(one, other) <= 2 * self.kinds["outweighs"]

    def transitions(self, expected: Any, found: Any) -> bool:
        """Allow those transitions whose records are gone, and no other change."""
        left = {name: move for name, move in found.items() if name not in self.gone}
        return bool(left == expected)

    def origin(self, said: str, answers: list[Any]) -> bool:
        """Say whether a graph's origin may be as stated: no better than that of what remains."""
        used = [record.origin for name, record in answers if self.stated.get(name) == "used"]
        return bool(rules.weakest([*used, said]) == said)

    def counts(self, field: str, expected: Any, found: Any) -> bool:
        """Say whether how many take part, or what was counted by origin, may be as stated."""
        if field == "people":
            return bool(0 <= found - expected <= self.kinds["participant"])
        if field == "asked":
            people = self.graph.people()
            groups, k = self.graph.groups(people, 1), self.graph.thresholds.get("k", 5)
            stated = {(stratum, value): count for stratum, value, count in found}
            return len(stated) == len(found) and all(
                abs(groups.get(group, 0) - stated.get(group, k - 1)) <= self.kinds["participant"]
                for group in {*stated, *(group for group in groups if groups[group] >= k)}
            )
        return _apart({0: expected}, {0: found}) <= 2 * len(self.gone)

    # --- What was said of a situation

    def considered(self, kind: str, said: list[Any], expected: Any, found: Any) -> bool:
        """Say whether placings or appraisals of one situation may be as stated.

        Args:
            kind: ``placing`` or ``appraisal``.
            said: the records of that kind on the situation.
            expected: by what they say and whence it counts, how many said so, and their origin.
            found: the same, as it is stated.
        """
        each = Counter((record.appraiser, record.card) for _, record in said)
        owning = self.kinds["endorsement"] + self.kinds["value_card"]
        most = 2 * (self.kinds[kind] + owning * max(each.values(), default=1))
        one, other = ({about: {0: rows[about][0]} for about in rows} for rows in (expected, found))
        unmoved = [about for about in found if one.get(about) == other[about]]
        return _apart(one, other) <= most and all(
            expected[about][1] == found[about][1] for about in unmoved
        )

    def complaints(self, expected: Any, found: Any) -> bool:
        """Allow as many more complaints as are gone; with them, who may be quoted changes too."""
        most = self.kinds["complaint"]
        one, other = (
            Counter((standpoint, principle, *rest) for standpoint, principle, _, _, *rest in rows)
            for rows in (expected, found)
        )
        grounds = {record.ground for _, record in self.graph.records.of("complaint")}
        new = {row[2] for row in found if row[2] is not None} - grounds
        return bool(most) and _apart({0: one}, {0: other}) <= most and len(new) <= most

    def uses(self, wrong: dict[str, tuple[str, str]]) -> bool:
        """Say whether the erased may account for what records.json says otherwise.

        What was replaced by a record that is gone stands again, and who is not known any more to
        hold a value does not count as its owner.
        """
        owning = bool(self.kinds["endorsement"] or self.kinds["value_card"])
        told = Counter[str]()
        for name, (stated, _) in wrong.items():
            kind = name.partition(":")[0]
            if owning and kind in {"placing", "appraisal"}:
                continue
            if stated != "superseded":
                return False
            told[kind] += 1
        return all(self.kinds[kind] >= count for kind, count in told.items())


def _flat(row: Any) -> dict[Any, int]:
    sides = ("shown_first", "shown_second")
    return {(side, answer): n for side in sides for answer, n in row[side].items()}


def _apart(one: Any, other: Any) -> int:
    """Return by how many answers two tables of counts differ."""
    return sum(
        abs(one.get(about, {}).get(key, 0) - other.get(about, {}).get(key, 0))
        for about in {*one, *other}
        for key in {*one.get(about, {}), *other.get(about, {})}
    )
