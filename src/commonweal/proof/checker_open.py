"""What a decision leaves open: what the options still in play depend on and nobody has settled.

The standard library alone, nothing of the project; checker.py loads this file from beside itself,
after checker_choice.py. The rules are told in words in docs/reference/decisions.md.
"""

from __future__ import annotations

import sys
from itertools import combinations
from typing import Any

inputs: Any = sys.modules["commonweal_checker.checker_inputs"]
scenes: Any = sys.modules["commonweal_checker.checker_scene"]
force: Any = sys.modules["commonweal_checker.checker_force"]
values: Any = sys.modules["commonweal_checker.checker_values"]
HOLDS, UNKNOWN, NEUTRAL = scenes.HOLDS, scenes.UNKNOWN, values.NEUTRAL

ABOUT_NORMS = ("fact", "deed", "context", "role", "norm", "breach")
KINDS = (*ABOUT_NORMS, "policy", "stake", "placing", "complaint", "votes")


def readings(case: Any) -> list[dict[str, Any]]:
    """Return each open reading once, by kind and then by its canonical JSON."""
    if case.choice["outcome"] != "ask":
        return []
    rows = Open(case).rows.values()
    case.patience.spend(4 * len(rows))
    return sorted(rows, key=lambda row: (KINDS.index(row["type"]), inputs.canonical(row)))


class Open:
    """What is open in one derivation."""

    def __init__(self, case: Any) -> None:
        self.case, self.scene, self.spend = case, case.scene, case.patience.spend
        self.rows: dict[Any, dict[str, Any]] = {}
        self.named, self.valued = 0, dict[str, int]()
        self.breaches: set[tuple[str, str]] = set()
        decider = self.scene.decider
        standards = {each.role for each in case.target.content.role_standards}
        self.standards = [r for r in standards if self.scene.role(decider, r)[1] == UNKNOWN]
        in_play = {*case.choice["options"]}
        for option in case.choice["options"]:
            for item, act in case.norms.items[option].items():
                self._item(option, item, act)
            if case.vetoed[option] == "open":
                self._licences(option)
        for o, p in case.pairs:
            if {o, p} <= in_play and case.by_values[o, p] in {"undetermined", "contested"}:
                self._values(o, p)

    def _add(self, kind: str, **said: Any) -> None:
        self.spend(1)
        self.named += 1
        row = {field: value for field, value in said.items() if value is not None}
        self.rows[kind, repr(row)] = {"type": kind, **row}

    # Norms and principles

    def _item(self, option: str, item: str, act: Any) -> None:
        """Note what keeps it open whether an act or omission breaks a norm."""
        step = self.case.steps[f"item|{option}|{item}"][1]
        if not any(label["charge"] == "undecided" for label in step["labels"].values()):
            return
        self._norms(step, option, item, act)
        if act.undone:
            self._done(option, act)

    def _norms(self, step: Any, option: str | None, item: str, act: Any) -> None:
        """Note what keeps open which norms stand on an item; without option, of what was before."""
        for name, label in step["labels"].items():
            if "undecided" in label.values():
                norm = self.case.norms.norms[name]
                self._occupies("actor", norm.role, act)
                if norm.counterparty:
                    self._occupies("counterparty", norm.counterparty, act)
                for condition in (norm.condition, *(each.when for each in norm.exceptions)):
                    self._clause(condition, act, option)
                if option and force.once_for_all(norm):
                    self._fulfilled(norm, act.actor)
                if (option or "", item, name) in self.case.norms.open_breaches:
                    self._breach(norm)
                if name in step["capped"]:
                    self._add("norm", norms=[name], option=option)
        for winner, loser, rule in step["defeats"]:
            if rule == "none":
                self._add("norm", norms=sorted((winner, loser)))

    def _done(self, option: str, omitted: Any) -> None:
        """Note whether what was owed was done before, and of whom if it was done to them."""
        owed = omitted.undone
        fulfils = force.once_for_all(owed)
        before = [d for d in self.scene.deeds if fulfils and d.at >= owed.in_force_from]
        for act in (*self.case.options[option].acts, *before):
            if (act.actor, act.action) == (omitted.actor, omitted.action):
                if act.claims:
                    self._deed(act)
                if owed.counterparty:
                    done = scenes.Act(act.actor, act.action, act.toward)
                    self._occupies("counterparty", owed.counterparty, done)

    def _fulfilled(self, norm: Any, party: str) -> None:
        """Note whether an obligation was fulfilled before, as far as it is open."""
        deeds = self.scene.deeds_of.get((party, norm.action), ())
        self.spend(len(deeds))
        for deed in deeds:
            if deed.at >= norm.in_force_from:
                self._deed(deed)
                if norm.counterparty:
                    done = scenes.Act(party, deed.action, deed.toward)
                    self._occupies("counterparty", norm.counterparty, done)

    def _deed(self, deed: Any) -> None:
        """Note that it is open whether something was done before, if it is."""
        self.spend(1)
        full, strict = self.scene.was_done(deed.name)
        if strict == UNKNOWN:
            self._add("deed", deed=deed.name, why="disputed" if full == UNKNOWN else "own_word")

    def _breach(self, norm: Any) -> None:
        """Note that it is open whether that was broken upon whose breach a norm applies."""
        followed = self.case.target.order.norms[norm.upon_breach.norm]
        if (followed.name, norm.name) in self.breaches:
            return
        self.breaches.add((followed.name, norm.name))
        self._add("breach", norms=[followed.name, norm.name])
        for item, act in self.case.norms.before.get(followed.name, ()):
            self._norms(self.case.steps[f"past|{item}"][1], None, item, act)
        self.spend(len(self.scene.deeds))
        for deed in self.scene.deeds:
            if deed.action in {norm.action, followed.action}:
                self._deed(deed)

    def _licences(self, option: str) -> None:
        """Note what keeps it open whether principles license an option, or can be rejected."""
        principles = {each.name: each for each in self.case.inputs.principles}
        licences = self.case.licences[option]
        for name in {name for possible, _ in licences for name in possible}:
            for standpoint in self.case.steps[f"principle|{name}"][1]["open"]:
                self._add("complaint", standpoint=standpoint, principle=name)
        for said, (possible, certain) in zip(self.case.options[option].acts, licences, strict=True):
            act = scenes.Act(said.actor, said.action, said.toward)
            for name in {*possible} - {*certain}:
                self._occupies("actor", principles[name].role, act)
                self._clause(principles[name].condition, act, option)

    def _clause(self, clause: Any, act: Any, option: str | None) -> None:
        """Note what a condition speaks of and nobody settled; without option, of things as are."""
        self.spend(8)
        if not clause:
            return
        if clause.kind in {"all", "any"}:
            for part in clause.of:
                self._clause(part, act, option)
        elif clause.kind in {"not", "before"}:
            self._clause(clause.of, act, None if clause.kind == "before" else option)
        elif clause.kind == "holds":
            self._contexts([clause.context])
        elif clause.kind == "occupies":
            self._occupies(clause.who, clause.role, act)
        else:
            self._fact(clause, option)

    def _fact(self, clause: Any, option: str | None) -> None:
        scene, fact = self.scene, clause.fact
        changed = fact in scene.changes[option] if option else False
        facts, said = (scene.changes, scene.said_of) if changed else ({None: scene.facts}, {})
        told = facts[option if changed else None].get(fact)
        value, alone = told or scenes.NOBODY
        why = None if value and not alone else "own_word" if value else "unasked"
        if told and not value:
            words = said[option][fact] if changed else scene.said[fact]
            self.spend(len(words))
            why = _differ(words)
        elif not why and clause.kind in scenes.BOUNDS and value[0] != "number":
            why = "no_number"
        if why:
            self._add("fact", fact=fact, option=option, why=why)

    def _contexts(self, names: Any) -> None:
        for name in names:
            self.spend(1)
            if self.scene.context(name)[1] == UNKNOWN:
                self._add("context", context=name)

    def _occupies(self, who: str, role: str, act: Any) -> None:
        self.spend(2)
        if self.scene.occupies(who, role, act)[1] == UNKNOWN:
            decider = self.scene.decider
            parties = {"actor": act.actor, "counterparty": act.toward, "decider": decider}
            self._add("role", role=role, party=parties.get(who))

    # Values

    def _values(self, o: str, p: str) -> None:
        """Note what keeps it open how two options stand to one another by the values."""
        weighing = self.case.weighing
        said = self.case.steps[f"readings|{o}|{p}"][1]["readings"]
        self.spend(4 * len(said))
        if not said:
            self._add("placing")
        firm = {card for card, found in said.items() if NEUTRAL not in found}
        loud = [card for card in said if said[card] != [NEUTRAL]]
        apart = [card for card in loud if not weighing.above[card] & firm]
        self.spend(len(loud) ** 2)
        before = self.named
        self._some(apart, [pair for pair in combinations(apart, 2) if _clash(said, *pair)], o, p)
        if self.named == before:
            # What is outranked, or speaks for the same option, can still keep two from a par.
            self._some(said, combinations(loud, 2), o, p)

    def _some(self, cards: Any, pairs: Any, o: str, p: str) -> None:
        """Note what is open of some values, and of some pairs of them."""
        for card in cards:
            if card not in self.valued:
                before = self.named
                self._value(card)
                self.valued[card] = self.named - before
            else:
                self.named += self.valued[card]
            self._placings(card, o, p)
        for a, b in pairs:
            if {(a, b), (b, a)} & self.case.weighing.open:
                self._pair(a, b)

    def _value(self, card: str) -> None:
        """Note what keeps it open whether a value counts, and which of its policies do."""
        weighing, value = self.case.weighing, self.case.target.graph.values[card]
        if weighing.counts[card] == "open":
            if all(self.scene.context(context)[1] != HOLDS for context in value.contexts):
                self._contexts(value.contexts)
            for role in self.standards if card not in weighing.deciding else ():
                self._add("role", role=role, party=self.scene.decider)
        for place, state in enumerate(weighing.policies[card]):
            if state != "open":
                continue
            if value.policies[place].nature == "undecided":
                self._add("policy", cards=[card], policy=place)
            for new, context, covers in weighing.moves[card]:
                if place in covers:
                    self._add("policy", cards=[card, new], policy=place)
                    self._contexts([context])
        for place in weighing.rested_on[card]:
            if place >= len(value.policies):
                self._add("policy", cards=[card], policy=place)

    def _placings(self, card: str, o: str, p: str) -> None:
        placed = [tiers for tiers, _ in self.case.weighing.said[card]]
        self.spend(len(placed))
        sides = {_side(tiers, o, p) for tiers in placed}
        if not placed:
            self._add("placing", cards=[card], why="unasked")
        elif len(sides) > 1 or None in sides:
            self._add("placing", cards=[card], why="disputed")

    def _pair(self, a: str, b: str) -> None:
        weighing = self.case.weighing
        verdict, wiser, _ = weighing.order.judge(a, b)
        if wiser:
            self._add("stake", cards=[a, b])
        elif verdict != "complementary":
            self._add("votes", cards=[a, b], why=verdict)
            rows = weighing.graph.pairs.get((a, b), {})
            self._contexts(context for context, said in rows.items() if said[0] != "thin")


def _clash(said: dict[str, list[str]], a: str, b: str) -> bool:
    """Say whether two values may favour different options."""
    return {*said[a], *said[b]} >= {values.FIRST, values.SECOND}


def _side(tiers: dict[str, int], o: str, p: str) -> int | None:
    """Return which of two options a placing has first: -1, 1, 0 for neither; None if not both."""
    return (tiers[o] > tiers[p]) - (tiers[o] < tiers[p]) if {o, p} <= tiers.keys() else None


def _differ(words: list[Any]) -> str:
    """Return whether those who assert different things differ only in what they mean."""
    by_sense: dict[Any, set[Any]] = {}
    for word in words:
        said = by_sense.setdefault(word.get("sense"), set())
        said.add(scenes.typed(word["value"]))
    plain = by_sense.pop(None, set())
    apart = all(len(said | plain) == 1 for said in by_sense.values())
    return "senses" if by_sense and apart else "disputed"
