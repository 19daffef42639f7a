"""Replay what people said: which records stand, and the moral graph that they give.

The standard library alone, nothing of the project; replay.py loads this file. The rules are told in
words in docs/reference/moral-graph.md and docs/reference/study-folder.md. Ranks, estimates,
stability and alarms of coordination inform and decide nothing; they are not replayed.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

Said = tuple[str, Any]
"""A record's id and the record."""


class Account(NamedTuple):
    """What records that were erased since did to others, where only the run itself tells of it."""

    value_of: dict[str, str] | None = None
    """The value of each card, where cards or judgements of sameness were erased."""
    superseded: frozenset[str] = frozenset()
    """Records that one of the erased replaced."""
    holding: frozenset[tuple[str, str, bool]] = frozenset()
    """Who held which value, or did not, by what was erased."""


ORIGINS = ("synthetic", "model", "import", "person")
ANSWERS = ("first", "second", "both_needed", "neither", "unsure")
TURNED = {"first": "second", "second": "first"}
PERSONAL = {
    *("participant", "consent", "value_card", "offered", "same_value", "transition"),
    *("wiser_vote", "outweighs", "endorsement", "placing", "appraisal", "complaint"),
    "proposal",
}
PEOPLES = {*PERSONAL, "story", "withdrawal", "tombstone"}
"""Kinds whose records are erased for whatever reason, where others are amended."""
NOT_QUOTED = "not quoted"
JUDGES = 2
"""How many who own neither card must hold two cards the same, where the owners are silent."""


def _said_at(record: Any) -> Any:
    return record.said_at


def weakest(origins: Iterable[str]) -> str:
    """Return the weakest of some origins; of none, a person's."""
    return min(origins, key=ORIGINS.index, default="person")


def in_order(said: Iterable[Said], moment: str = "said_at") -> list[Said]:
    """Return records in the order in which they were said; ids settle ties."""
    return sorted(said, key=lambda each: (each[1][moment], each[0]))


# --- Which records stand


def owner(record: Any, people: set[str]) -> str | None:
    """Return whose record it is, if it is somebody's who takes part: one of these people."""
    if record.kind == "same_value":
        return str(record.judge)
    if record.participant:
        return str(record.participant)
    name = record.by if record.kind == "complaint" else record.appraiser
    return str(name) if name in people else None


SENT = ("take_part", "send_to_model")
"""What a person agreed to whose words a model was sent."""
ONLY_PEOPLE = {"endorsement", "outweighs", "transition", "wiser_vote"}  # never a model's word


class Records:
    """A study's records by kind, and what became of each: its `uses` by id."""

    def __init__(self, by_kind: dict[str, list[Said]], study: Any, account: Account) -> None:
        self.by_kind, self.study, self.read_at = by_kind, study, study.read_at
        self.account = account
        self.uses = {name: "used" for said in by_kind.values() for name, _ in said}
        leaving = [taking for _, taking in self.every("withdrawal")]
        # Who has left took part, though nothing else may tell of it any more.
        self.participants = {r.participant for _, r in self.every("participant")}
        self.participants |= {taking.participant for taking in leaving}
        # Whoever wrote a card holds it, and so speaks as its owner: imported, or without consent.
        self.participants |= {card.participant for _, card in self.every("value_card")}
        self.taken_back = {(t.participant, name) for t in leaving for name in t.records}
        self.left_at = {
            t.participant: t.said_at for t in sorted(leaving, key=_said_at) if not t.records
        }
        self.text_hash = hashlib.sha256((study.consent_text or "").encode()).hexdigest()
        self.sourced = {use for _, source in self.every("source") for use in source.covers}
        self.consents = self._consents()
        for kind in PERSONAL & by_kind.keys():
            for name, record in by_kind[kind]:
                self.uses[name] = self._use(name, record)
        looked_at = {self.read_at}
        for _, situation in self.every("situation"):
            looked_at |= {situation.at, *(deed.at for deed in situation.deeds)}
        last = max(looked_at)
        for name, norm in self.every("norm"):
            due = {norm.deadline} if norm.deadline and norm.deadline <= last else set()
            if not any(
                norm.in_force_from <= at and not (norm.in_force_until and norm.in_force_until <= at)
                for at in looked_at | due
            ):
                self.uses[name] = "out_of_scope"
        for _, tomb in self.every("tombstone"):
            kind = tomb.erased.partition(":")[0]
            amended = tomb.reason == "error" and kind not in PEOPLES
            self.uses[tomb.erased] = "superseded" if amended else "erased"
        self.supersede("participant", "consent")

    def every(self, kind: str) -> list[Said]:
        """Return the records of a kind, whether or not they stand."""
        return self.by_kind.get(kind, [])

    def of(self, kind: str) -> list[Said]:
        """Return the records of a kind that stand."""
        return [(name, record) for name, record in self.every(kind) if self.uses[name] == "used"]

    def supersede(self, *kinds: str) -> None:
        """Set aside the records of these kinds that a standing one of the same kind replaces."""
        for kind in kinds:
            replaced = self.replaced(self.of(kind))
            self.uses.update((n, "superseded") for n, _ in self.of(kind) if n in replaced)
            self.set_aside(kind)

    def set_aside(self, kind: str) -> None:
        """Set aside the records of a kind that one replaced which was erased since."""
        replaced = self.account.superseded
        self.uses.update((n, "superseded") for n, _ in self.of(kind) if n in replaced)

    def replaced(self, said: list[Said]) -> set[str]:
        """Return which of these records another one of the same person replaces."""
        owners = {name: self.owner(record) for name, record in said}
        return {r.supersedes for n, r in said if owners.get(r.supersedes, "") == owners[n]}

    def owner(self, record: Any) -> str | None:
        """Return whose record it is, if it is somebody's who takes part."""
        return owner(record, self.participants)

    def _use(self, name: str, record: Any) -> str:
        """Return what becomes of somebody's record, before others are looked at."""
        owner = self.owner(record)
        if owner is None:
            return "used"
        if self._taken_back(name, record, owner):
            return "withdrawn"
        # What a model proposed counts for nothing: what was taken over is the person's own record.
        late = record.said_at > self.read_at or record.kind == "proposal"
        covered = record.kind == "consent" or self._covered(record, owner)
        return "used" if covered and not late else "out_of_scope"

    def _taken_back(self, name: str, record: Any, owner: str) -> bool:
        """Say whether its owner withdrew it, by name or with everything said until then."""
        left_at = self.left_at.get(owner, "")
        return (owner, name) in self.taken_back or record.said_at <= left_at

    def _consents(self) -> dict[str, Any]:
        """Return each participant's last consent at the moment of reading."""
        by_then = [each for each in self.every("consent") if each[1].said_at <= self.read_at]
        replaced = self.replaced(by_then)
        return {
            consent.participant: consent
            for name, consent in in_order(by_then)
            if name not in replaced and not self._taken_back(name, consent, consent.participant)
        }

    def not_agreed(self) -> list[str]:
        """Return what was said when its person had not agreed to it, and was not taken back."""
        given: dict[str, list[Said]] = defaultdict(list)
        for said in in_order(self.every("consent")):
            given[said[1].participant].append(said)
        return [
            name
            for kind in sorted(PERSONAL - {"participant", "consent"})
            for name, record in self.every(kind)
            for owner in [self.owner(record)]
            if owner is not None
            if record.origin in {"person", "synthetic"} or kind == "proposal"
            if self.uses[name] not in {"withdrawn", "erased"}
            for uses in [SENT if kind == "proposal" else SENT[:1]]
            if not all(self._agreed(given[owner], record.said_at, use) for use in uses)
        ]

    def _agreed(self, given: list[Said], moment: str, use: str) -> bool:
        """Say whether the last consent until a moment, whatever came of it later, gave a use."""
        by_then = [each for each in given if each[1].said_at <= moment]
        replaced = self.replaced(by_then)
        last = next((each for name, each in reversed(by_then) if name not in replaced), None)
        return last is not None and _gives(last, moment, use)

    def quoted(self, record: Any) -> bool:
        """Say whether the words of a record may be published."""
        owner = self.owner(record)
        return owner is None or self._covered(record, owner, "quote")

    def _covered(self, record: Any, owner: str, use: str = "take_part") -> bool:
        """Say whether a consent, or the source of imported records, covers a use of one."""
        if record.origin == "model":
            return record.kind not in ONLY_PEOPLE
        if record.origin == "import":
            return use in self.sourced
        consent = self.consents.get(owner)
        return (
            consent is not None
            and _gives(consent, self.read_at, use)
            and (not self.study.consent_text or consent.text_hash == self.text_hash)
        )


def _gives(consent: Any, moment: str, use: str = "take_part") -> bool:
    """Say whether a consent gives a use, at a moment."""
    ended = consent.expires_at and consent.expires_at <= moment
    return not ended and [c.given for c in consent.choices if c.use == use] == [True]


# --- The graph that those records give


class Graph:
    """The parts of a moral graph that decide, computed from the records that stand."""

    def __init__(self, records: Records) -> None:
        self.records, self.uses = records, records.uses
        self.contexts = {context.name for _, context in records.every("context")}
        self.answers = [said for kind in HEARD for said in records.of(kind)]
        self.thresholds = records.study.thresholds or {}
        self.strata = {
            person.participant: {(s.stratum, s.value) for s in person.strata}
            for _, person in in_order(records.of("participant"))
        }
        self.cards = self._cards()
        records.supersede("same_value")
        self.value_of = self._merge()
        if (told := records.account.value_of) is not None:
            self._regroup(told)
        self._hold()

    def _cards(self) -> dict[str, Any]:
        """Return the cards that their authors confirmed and did not replace."""
        said = self.records.of("value_card")
        cards = {name: card for name, card in said if card.confirmed is True}
        self.uses.update((name, "out_of_scope") for name, _ in said if name not in cards)
        for name in self.records.replaced(said) | self.records.account.superseded:
            if cards.pop(name, None) is not None:
                self.uses[name] = "superseded"
        return cards

    def _merge(self) -> dict[str, str]:
        """Return each card's value: the first, by id, of the cards that are held to be the same."""
        said: dict[tuple[str, ...], dict[str, str]] = defaultdict(dict)
        for _, word in in_order(self.records.of("same_value")):
            pair = tuple(sorted((word.first, word.second)))
            if pair[0] != pair[1] and self.cards.keys() >= {*pair} and word.origin != "model":
                said[pair][word.judge] = word.verdict
        apart, by_owners, by_judges = set(), [], []
        for pair, words in sorted(said.items()):
            owners = {self.cards[card].participant for card in pair}
            others = [word for judge, word in words.items() if judge not in owners]
            if "different" in {words.get(owner) for owner in owners}:
                apart.add(pair)
            elif {words.get(owner) for owner in owners} == {"same"}:
                by_owners.append(pair)
            elif others.count("same") >= max(JUDGES, others.count("different") + 1):
                by_judges.append(pair)
        self.same, self.apart, self.by_judges = by_owners + by_judges, apart, {*by_judges}
        self.refused: dict[tuple[str, ...], set[Any]] = {}
        together = {card: {card} for card in self.cards}
        shunned: dict[str, set[str]] = {card: set() for card in self.cards}
        for one, other in apart:
            shunned[one].add(other)
            shunned[other].add(one)
        own: dict[str, set[Any]] = {}
        left: dict[Any, int] = {}
        for number, (one, other) in enumerate(self.same):
            if number == len(by_owners):
                own, left = self._own(together)
            mine, yours = together[one], together[other]
            if mine is yours or not shunned[one].isdisjoint(yours):
                continue
            at_stake = own[one] ^ own[other] if own else set()
            if last := {group for group in at_stake if left[group] == 1}:
                self.refused[one, other] = last
                continue
            mine |= yours
            # What one card of a group is kept apart from, the whole group is.
            shuns = shunned[one] | shunned[other]
            together.update(dict.fromkeys(yours, mine))
            shunned.update(dict.fromkeys(mine, shuns))
            if own:
                # Judges joined them: it stays the own value of whoever both were the own of.
                for group in own[one] | own[other]:
                    left[group] -= 1
                own.update(dict.fromkeys(mine, own[one] & own[other]))
        return {card: self.representative(cards) for card, cards in together.items()}

    def _own(self, together: dict[str, set[str]]) -> tuple[dict[str, set[Any]], dict[Any, int]]:
        """Return, by card, whose own its value is, and how many values are each group's own.

        A value is the own of the groups of whoever wrote a card of it. Judges who join two cards
        may leave no group without one.
        """
        own: dict[str, set[Any]] = {}
        left: dict[Any, int] = defaultdict(int)
        for cards in {id(cards): cards for cards in together.values()}.values():
            groups = {
                g for card in cards for g in self.strata.get(self.cards[card].participant, ())
            }
            own.update(dict.fromkeys(cards, groups))
            for group in groups:
                left[group] += 1
        return own, left

    def representative(self, cards: Iterable[str]) -> str:
        """Return which of some cards stands for all: the first, by id, that may be quoted."""
        return min(cards, key=lambda card: (not self.records.quoted(self.cards[card]), card))

    def _regroup(self, value_of: dict[str, str]) -> None:
        """Take each card's value as given; a card that has none was replaced."""
        for name in self.cards.keys() - value_of.keys():
            del self.cards[name]
            self.uses[name] = "superseded"
        self.value_of = value_of

    def people(self) -> set[str]:
        """Return who takes part."""
        return {person.participant for _, person in self.records.of("participant")}

    def _hold(self) -> None:
        """Find who holds each value: its cards' authors, and who last said that it is theirs."""
        self.holders: dict[str, set[str]] = defaultdict(set)
        self.origins: dict[str, set[str]] = defaultdict(set)
        self.authors: dict[str, set[str]] = defaultdict(set)
        for name, card in self.cards.items():
            self.authors[self.value_of[name]].add(card.participant)
            self.holders[self.value_of[name]].add(card.participant)
            self.origins[self.value_of[name]].add(card.origin)
        mine = {}
        for _, word in in_order(self.records.of("endorsement"), "asked_at"):
            if word.question == "mine":
                mine[word.participant, word.record] = word
        for word in mine.values():
            if word.answer == "yes" and word.record in self.value_of:
                self.holders[self.value_of[word.record]].add(word.participant)
                self.origins[self.value_of[word.record]].add(word.origin)
        for person, value, holds in self.records.account.holding:
            (self.holders[value].add if holds else self.holders[value].discard)(person)

    def groups(self, people: Iterable[str], least: int) -> dict[tuple[str, str], int]:
        """Return how many are in each group, without those of too few people."""
        sizes: dict[tuple[str, str], int] = defaultdict(int)
        for person in people:
            for group in self.strata.get(person, ()):
                sizes[group] += 1
        return {group: size for group, size in sorted(sizes.items()) if size >= least}

    def values(self) -> dict[str, Any]:
        """Return every value as it must be published, by card."""
        members = defaultdict[str, list[str]](list)
        for name, card in self.value_of.items():
            members[card].append(name)
        return {card: self._value(card, sorted(members[card])) for card in sorted(members)}

    def _value(self, card: str, members: list[str]) -> dict[str, Any]:
        """Return a value as it must be published; without words if the card itself is gone."""
        k, floors = self.thresholds.get("k", 5), self.thresholds.get("minority_floors", ())
        groups = self.groups(self.holders[card], 1)
        known = [self.cards[name] for name in members if name in self.cards]
        title, policies = self._words(card) if card in self.cards else ("", [])
        return {
            "merged": [name for name in members if name != card],
            "title": title,
            "policies": policies,
            "contexts": sorted({context for said in known for context in said.contexts}),
            "origin": weakest(self.origins[card]),
            "holders": len(self.holders[card]),
            "strata": {group: size for group, size in groups.items() if size >= k},
            "floors_met": [
                floor
                for floor in floors
                if groups.get((floor.stratum, floor.value), 0) >= floor.min_holders
            ],
        }

    def _words(self, card: str) -> tuple[str, list[list[str]]]:
        """Return a card's title and policies, withheld if its author may not be quoted."""
        said, quoted = self.cards[card], self.records.quoted(self.cards[card])
        title = said.title if quoted else f"{NOT_QUOTED} ({card[11:19]})"
        return title, [
            [policy.text if quoted else NOT_QUOTED, _nature(policy.evidence)]
            for policy in said.policies
        ]

    def _standing(self, kind: str, sides: Callable[[Any], list[Any]]) -> list[tuple[Any, Any]]:
        """Return the last word of each person on each two sides in a context, with the sides."""
        self.records.supersede(kind)
        last: dict[Any, Said] = {}
        for name, record in in_order(self.records.of(kind)):
            one, other = sorted(sides(record))
            about = (record.participant, record.context, one, other)
            if not one[0] or one[0] == other[0] or record.context not in self.contexts:
                self.uses[name] = "out_of_scope"
                continue
            if about in last:
                self.uses[last[about][0]] = "superseded"
            last[about] = name, record
        return [(about[2:], record) for about, (_, record) in last.items()]

    def pairs(self, least: int | None = None) -> dict[tuple[str, ...], Any]:
        """Return the counts of each pair in each context, by order shown, and by group.

        Groups of fewer than `least` are left out: if it is not said, those that are not published.
        """
        of = self.value_of
        votes = self._standing(
            "wiser_vote", lambda v: [(of.get(v.first, ""),), (of.get(v.second, ""),)]
        )
        rows: dict[tuple[str, ...], list[Any]] = defaultdict(list)
        for ((one,), (other,)), vote in votes:
            turned = of[vote.first] == other
            answer = TURNED.get(vote.answer, vote.answer) if turned else vote.answer
            rows[vote.context, one, other].append((vote.participant, turned, answer))
        k = self.thresholds.get("k", 5) if least is None else least
        return {
            about: {
                "shown_first": _counts(answer for _, turned, answer in said if not turned),
                "shown_second": _counts(answer for _, turned, answer in said if turned),
                "strata": {
                    group: _counts(a for p, _, a in said if group in self.strata.get(p, ()))
                    for group in self.groups([person for person, *_ in said], k)
                },
            }
            for about, said in rows.items()
        }

    def outweighs(self) -> dict[tuple[str, ...], tuple[int, int]]:
        """Return how many hold each comparison of stakes, and how many its reverse."""
        of = self.value_of
        words = self._standing(
            "outweighs",
            lambda w: [(of.get(w.card, ""), w.stake), (of.get(w.over_card, ""), w.over_stake)],
        )
        counts: dict[tuple[str, ...], tuple[int, int]] = {}
        for (one, other), word in words:
            about = (word.context, *one, *other)
            agree, reverse = counts.get(about, (0, 0))
            says = (of[word.card], word.stake) == one
            counts[about] = (agree + says, reverse + (not says))
        return counts

    def transitions(self) -> dict[str, Any]:
        """Return the moves that say which policies of an old card a new one covers, by record."""
        found = {}
        for name, move in self.records.of("transition"):
            old, new = self.value_of.get(move.from_card), self.value_of.get(move.to_card)
            one_way = move.reverse_asked is True and move.reverse_holds == "no"
            known = move.context in self.contexts and old == move.from_card
            if one_way and known and new not in {None, old}:
                found[name] = [move.context, old, new, sorted({*move.covers})]
            else:
                self.uses[name] = "out_of_scope"
        return found


HEARD = (
    *("participant", "consent", "source", "value_card", "offered"),
    *("same_value", "transition", "story", "wiser_vote", "outweighs", "endorsement"),
    *("placing", "appraisal", "complaint"),
)


def _counts(answers: Iterable[str]) -> dict[str, int]:
    found = dict.fromkeys(ANSWERS, 0)
    for answer in answers:
        found[answer] += 1
    return found


def _nature(evidence: Any) -> str:
    """Return whether a policy is attended to for its own sake, by its author's answers."""
    another = evidence.if_another_way if evidence else None
    if another == "no":
        return "instrumental"
    kept = another == "yes" and evidence.if_nobody_knew in {"yes", None, ()}
    return "constitutive" if kept else "undecided"
