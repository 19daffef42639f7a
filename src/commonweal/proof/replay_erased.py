"""What was erased since a run, and that it accounts for exactly what cannot be counted again.

The standard library alone, nothing of the project; replay.py loads this file. A body that is gone
leaves its id, and so its kind, and records.json says what had become of it. Each one that was used
gave one vote, one holder, one placing: the run may state so much more than the records that are
left give, and nothing else. The rules are told in words in docs/reference/checker.md.
"""

from __future__ import annotations

import sys
from collections import Counter
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

inputs: Any = sys.modules["commonweal_checker.checker_inputs"]
rules: Any = sys.modules["commonweal_checker.replay_graph"]
regrouped: Any = sys.modules["commonweal_checker.replay_regrouped"]

GONE = rules.PERSONAL | {"story"}
"""Kinds of record that are erased: people's."""
HAPPENED = {"used", "superseded"}
"""What had to become of a record for it to have left a trace in what a run made of the others."""
REPLACED = GONE - {"participant", "consent"}
"""Kinds of which one may be left that an erased one replaced; with these two all is erased."""


class Erased:
    """The records that were erased since a run.

    Args:
        since: the kinds of those of people, by their ids.
        stated: what became of each record in the run, as records.json says.
        people: who had something erased, with the ids that they named; none where it was all.
    """

    def __init__(
        self, since: dict[str, str], stated: dict[str, str], people: dict[str, set[str]]
    ) -> None:
        self.since, self.stated, self.erasing = since, stated, people
        self.left = {person for person, named in people.items() if not named}
        self.traced = {name for name in since if stated[name] in HAPPENED}
        self.used = {name for name in since if stated[name] == "used"}
        self.number_traced = Counter(since[name] for name in self.traced)
        self.number_used = Counter(since[name] for name in self.used)
        judging = [name for name in self.traced if since[name] == "same_value"]
        self.judges = set[str]().union(*map(self.whose, judging))
        """Whose judgements of sameness may be gone."""
        self.graph: Any = None
        self.standing: set[str] = set()
        self.turned = 0
        """How many people are held to have been holders, or not, by what is gone."""
        self.regrouped = False
        """Whether only the run tells which cards were one value."""

    def whose(self, record_id: str) -> set[str]:
        """Return whose a record that is gone may be: who named it, or else who left altogether."""
        named = {person for person, ids in self.erasing.items() if record_id in ids}
        return named or self.left

    def settle(
        self, rebuild: Callable[[Any], Any], values: list[Any], rows: set[tuple[str, ...]]
    ) -> tuple[Any, list[str]]:
        """Rebuild from what is left what the run had, as it accounts for what is left.

        Where the erased stood in the way of other records, or made somebody a holder, only
        records.json tells of it now; no more of that is believed than were erased.

        Args:
            rebuild: replays the records under an account of what the erased did.
            values: the values that the target states.
            rows: the situations, cards and declared appraisers whom the decisions name.

        Returns:
            What was rebuilt, and what the erased do not account for.
        """
        problems: list[str] = []
        account = rules.Account()
        found = rebuild(account)
        if {"value_card", "same_value", "participant"} & self.number_traced.keys():
            told = {card: value.card for value in values for card in (value.card, *value.merged)}
            problems += self._cards(told, found.graph, values)
            if problems:
                return self._settled(found, problems)
            self.regrouped = told != found.graph.value_of
            account = account._replace(value_of=told)
            found = rebuild(account)
        # What nothing ever sets aside stays used, and is told of when uses are compared.
        while replaced := self._superseded(found) - account.superseded:
            account = account._replace(superseded=account.superseded | replaced)
            found = rebuild(account)
        problems += self._too_many(account.superseded, found.graph.records)
        account = account._replace(holding=self._holding(found, rows, problems))
        return self._settled(rebuild(account), problems)

    def _settled(self, found: Any, problems: list[str]) -> tuple[Any, list[str]]:
        self.graph, self.standing = found.graph, {*found.graph.value_of.values()}
        return found, problems

    def _superseded(self, found: Any) -> frozenset[str]:
        """Return which of those that are left an erased one of the same person replaced."""
        records = found.graph.records
        owners = {
            name: records.owner(record) for kind in REPLACED for name, record in records.every(kind)
        }
        return frozenset(
            name
            for name, owner in owners.items()
            if self.stated.get(name) == "superseded" and owner in self.erasing
            if found.uses[name] in {"used", "out_of_scope"}
        )

    def _too_many(self, superseded: frozenset[str], records: Any) -> list[str]:
        """Return that more were replaced than erased: one by its name, one as the last word.

        Nobody replaces what somebody else said.
        """
        traces = {"used", "superseded", "out_of_scope"}
        gone, of_people = Counter[str](), Counter[tuple[str, str]]()
        for name, kind in self.since.items():
            if self.stated[name] in traces:
                gone[kind] += 1
                of_people.update((person, kind) for person in self.whose(name))
        kinds = Counter(name.partition(":")[0] for name in superseded)
        claimed = Counter(
            (records.owner(record), kind)
            for kind in kinds
            for name, record in records.every(kind)
            if name in superseded
        )
        return [
            f"records.json: {count} of kind {kind} are said to be superseded by what was erased"
            for kind, count in sorted(kinds.items())
            if count > 2 * gone[kind]
        ] + [
            f"records.json: {count} of kind {kind} of {person!r} are said to be superseded by"
            " what was erased, and fewer of theirs were"
            for (person, kind), count in sorted(claimed.items())
            if count > 2 * of_people[person, kind]
        ]

    def _holding(
        self, found: Any, rows: set[tuple[str, ...]], problems: list[str]
    ) -> frozenset[tuple[str, str, bool]]:
        """Return who held a value, or did not, by an endorsement or a card that is gone."""
        changed, graph = set(), found.graph
        said = [each for kind in ("placing", "appraisal") for each in graph.records.every(kind)]
        for name, record in said:
            value, appraiser = graph.value_of.get(record.card), record.appraiser
            if (
                value is None
                or record.origin == "model"
                or record.situation not in found.considered
            ):
                continue
            stated, use, owner = (
                self.stated[name],
                found.uses[name],
                appraiser in graph.holders[value],
            )
            named = (record.situation, value, appraiser) in rows
            turned = appraiser in graph.records.study.appraisers and owner == named
            if appraiser not in self.erasing or appraiser in graph.authors[value]:
                continue
            if {stated, use} == {"used", "out_of_scope"} or (stated == use == "used" and turned):
                changed.add((appraiser, value, not owner))
        self.turned = len(changed)
        if self.turned > self.number_used["endorsement"] + self.number_used["value_card"]:
            problems.append("records.json: more people are said to hold values than were erased")
        return frozenset(changed)

    def _cards(self, told: dict[str, str], graph: Any, values: list[Any]) -> list[str]:
        """Return what of a grouping of cards the erased cards and words do not account for."""
        left = graph.cards.keys() - told.keys()
        problems = [
            f"values: {card} is no card that stands, and none that was erased"
            for card in sorted(told.keys() - graph.cards.keys())
            if card not in self.used or self.since[card] != "value_card"
        ]
        others = [card for card in left if graph.cards[card].participant not in self.erasing]
        # A draft that is gone counted for nothing, and may have replaced a card all the same.
        drafts = sum(
            kind == "value_card" and self.stated[name] == "out_of_scope"
            for name, kind in self.since.items()
        )
        if others or len(left) > self.number_traced["value_card"] + drafts:
            problems.append(f"values: {min(left)} stands, and belongs to no value")
        for value in values:
            known = [card for card in (value.card, *value.merged) if card in graph.cards]
            first = graph.representative(known) if known else value.card
            quoted = bool(known) and graph.records.quoted(graph.cards[first])
            stands = value.card in graph.cards
            if (stands and first != value.card) or (quoted and first < value.card):
                problems.append(f"values: {value.card} is not the card that stands for its value")
        problems += [
            f"values: {card} was used, and stands in no value"
            for card in sorted(self.used - told.keys())
            if self.since[card] == "value_card"
        ]
        return problems or regrouped.Regrouped(self, told, graph).problems()

    # --- Whether the erased account for how much more a part states than what is left gives

    def values(self, expected: Any, found: Any) -> bool:
        """Allow no other words or groupings, and as many more or fewer holders as are gone."""
        if expected.keys() != found.keys():
            return False
        more = [found[card]["holders"] - expected[card]["holders"] for card in found]
        fewer = -sum(number for number in more if number < 0)
        moved = sum(map(abs, more)) + self.turned
        endorsed = self.number_used["endorsement"]
        # A card that is gone made somebody a holder; only an endorsement may have unmade one.
        enough = moved <= endorsed + self.number_used["value_card"] and fewer <= endorsed
        return enough and all(
            self._value(card, expected[card], said) for card, said in found.items()
        )

    def _value(self, card: str, expected: Any, said: Any) -> bool:
        """Say whether one value may be as stated: its words may not change, its holders may."""
        gone = [member for member in (card, *said["merged"]) if member in self.used]
        fixed = {"merged"} if card in self.used else {"merged", "title", "policies"}
        fixed |= set() if gone else {"contexts"}
        more = said["holders"] - expected["holders"]
        fixed |= set() if gone or self.number_used["endorsement"] else {"origin"}
        weaker = rules.weakest([expected["origin"], said["origin"]]) == said["origin"]
        return (
            all(expected[field] == said[field] for field in fixed)
            and {*expected["contexts"]} <= {*said["contexts"]}
            and weaker
            and abs(more) <= self.number_used["endorsement"] + len(gone)
            and self._groups(card, said, more)
        )

    def _groups(self, card: str, said: Any, more: int) -> bool:
        """Say whether groups and floors of a value may be as stated, with so many holders more."""
        groups = self.graph.groups(self.graph.holders[card], 1)
        floors = self.graph.thresholds.get("minority_floors", ())
        met = []
        for floor in floors:
            size, needed = groups.get((floor.stratum, floor.value), 0), floor.min_holders
            least, most = sorted((size, size + more))
            if least >= needed or (most >= needed and floor in said["floors_met"]):
                met.append(floor)
        return met == said["floors_met"] and self._grown(groups, said["strata"], more)

    def _grown(self, groups: Any, said: Any, more: int) -> bool:
        """Say whether groups of these sizes may be as stated, with so many people more."""
        k = self.graph.thresholds.get("k", 5)
        for group in {*groups, *said}:
            least, most = sorted((groups.get(group, 0), groups.get(group, 0) + more))
            if not (
                least <= said[group] <= most and said[group] >= k if group in said else least < k
            ):
                return False
        return True

    def pairs(self, expected: Any, found: Any) -> bool:
        """Allow one answer more for each vote that was used and is gone."""
        one, other = ({a: _flat(row) for a, row in rows.items()} for rows in (expected, found))
        if not all(
            self._about(c, (a,), (b,)) and any(other[c, a, b].values()) for c, a, b in other
        ):
            return False
        if _added(one, other) != self.number_used["wiser_vote"]:
            return False
        whole = self.graph.pairs(least=1)
        return all(
            self._groups_of_pair(
                whole[about]["strata"] if about in whole else {},
                row["strata"],
                _added({0: one.get(about, {})}, {0: other[about]}) or 0,
            )
            for about, row in found.items()
        )

    def _groups_of_pair(self, groups: Any, said: Any, more: int) -> bool:
        """Say whether the answers of groups may be as stated, with so many answers more."""
        k = self.graph.thresholds.get("k", 5)
        for group in {*groups, *said}:
            counts = groups.get(group, {})
            if group not in said:
                if sum(counts.values()) >= k:
                    return False
                continue
            added = _added({0: counts}, {0: said[group]})
            if added is None or added > more or sum(said[group].values()) < k:
                return False
        return True

    def _about(self, context: str, one: tuple[str, ...], other: tuple[str, ...]) -> bool:
        """Say whether there is such a context and two such sides, in their order."""
        known = self.standing.issuperset((one[0], other[0]))
        ordered = one < other and one[0] != other[0]
        return context in self.graph.contexts and ordered and known

    def outweighs(self, expected: Any, found: Any) -> bool:
        """Allow one more for each comparison of stakes that was used and is gone."""
        one, other = (
            {about: dict(enumerate(counts)) for about, counts in rows.items()}
            for rows in (expected, found)
        )
        stands = all(self._about(c, (a, x), (b, y)) for c, a, x, b, y in found)
        return stands and _added(one, other) == self.number_used["outweighs"]

    def transitions(self, expected: Any, found: Any) -> bool:
        """Allow those transitions that were used and whose records are gone."""
        gone = {name for name in self.used if self.since[name] == "transition"}
        left = {name: move for name, move in found.items() if name not in gone}
        moved = [found[name] for name in gone & found.keys()]
        stands = all(self._about(c, *sorted(((a,), (b,)))) for c, a, b, _ in moved)
        return bool(stands and left == expected and found.keys() == expected.keys() | gone)

    def origin(self, expected: str, said: str) -> bool:
        """Say whether a graph's origin may be as stated: no better than that of what is left."""
        return bool(rules.weakest([expected, said]) == said)

    def people(self, expected: int, said: int) -> bool:
        """Allow one more for each participant who is gone."""
        return said - expected == self.number_used["participant"]

    def asked(self, _: Any, said: Any) -> bool:
        """Allow the same in the groups of those who were asked."""
        groups = self.graph.groups(self.graph.people(), 1)
        stated = {(stratum, value): count for stratum, value, count in said}
        once = len(stated) == len(said)
        return once and self._grown(groups, stated, self.number_used["participant"])

    def origin_counts(self, expected: Any, said: Any) -> bool:
        """Allow one more for each that is gone and was not taken back."""
        added = _added({0: expected}, {0: said})
        most = sum(self.stated[name] not in {"withdrawn", "erased"} for name in self.since)
        return added is not None and len(self.used) <= added <= most

    # --- What was said of the situations, of all of them together

    def considered(self, kind: str, expected: Any, found: Any) -> bool:
        """Allow one placing or appraisal more, in all, for each that was used and is gone.

        Args:
            kind: ``placing`` or ``appraisal``.
            expected: by situation and what was said, how many said so, and their origin.
            found: the same, as it is stated.
        """
        one, other = ({about: {0: rows[about][0]} for about in rows} for rows in (expected, found))
        added = _added(one, other)
        if added is None or added > self.number_used[kind]:
            return False
        for about, (number, origin) in found.items():
            before, weakest = expected.get(about, (0, "person"))
            moved = number > before and rules.weakest([weakest, origin]) == origin
            if origin != weakest and not moved:
                return False
        return True

    def complaints(self, said: list[Any], found: Any) -> bool:
        """Allow one complaint more for each that is gone, and what that tells of the grounds.

        A ground is numbered among those that nobody names who may be quoted; with one complaint
        more some ground may be told in words, or stand between two others.
        """
        rest, in_words = {*found}, set()
        told: dict[Any, dict[str, list[Any]]] = {}
        for record in said:
            about = told.setdefault((record.standpoint, record.principle), {})
            about.setdefault(record.ground, []).append(record)
        for about, grounds in told.items():
            rows = [row for row in found if row[:2] == about]
            named = {row[2] for row in rows}
            numbers = iter(sorted({row[3] for row in rows if row[3] is not None}))
            for ground, records in sorted(grounds.items()):
                quoted = any(map(self.graph.records.quoted, records))
                if quoted and ground not in named:
                    return False
                if ground in named and not quoted:
                    in_words.add((*about, ground))
                ways = [(ground, None)] if ground in named else ((None, n) for n in numbers)
                theirs = ({(*about, *way, r.grade, r.origin) for r in records} for way in ways)
                if (stated := next(filter({*rows}.issuperset, theirs), None)) is None:
                    return False
                rest -= stated
        by_others = in_words - {row[:3] for row in rest}
        return len(rest) + len(by_others) <= self.number_used["complaint"]


def _flat(row: Any) -> dict[Any, int]:
    sides = ("shown_first", "shown_second")
    return {(side, answer): n for side in sides for answer, n in row[side].items()}


def _added(one: Any, other: Any) -> int | None:
    """Return how much more the one table of counts holds than the other; nothing if less."""
    more = [
        other.get(about, {}).get(key, 0) - one.get(about, {}).get(key, 0)
        for about in {*one, *other}
        for key in {*one.get(about, {}), *other.get(about, {})}
    ]
    return None if min(more, default=0) < 0 else sum(more)
