"""What a decision leaves open: what the options still in play depend on and nobody has settled.

The standard library alone, nothing of the project; checker.py loads this file from beside itself,
after checker_choice.py. The rules are told in words in docs/reference/decisions.md.
"""

from __future__ import annotations

import sys
from itertools import combinations
from typing import Any

inputs: Any = sys.modules["checker_inputs"]
values: Any = sys.modules["checker_values"]
UNKNOWN, NEUTRAL = inputs.UNKNOWN, values.NEUTRAL

KINDS = ("fact", "context", "role", "norm", "policy", "stake", "placing", "complaint", "votes")


def readings(case: Any) -> list[dict[str, Any]]:
    """Return each open reading once, by kind and then by its canonical JSON."""
    if case.choice["outcome"] != "ask":
        return []
    found = Open(case).rows
    return [found[key] for key in sorted(found, key=lambda k: (KINDS.index(found[k]["type"]), k))]


class Open:
    """What is open in one derivation, by canonical JSON."""

    def __init__(self, case: Any) -> None:
        self.case, self.scene, self.rows = case, case.scene, dict[bytes, dict[str, Any]]()
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
        row = {"type": kind, **said}
        self.rows[inputs.canonical(row)] = row

    # Norms and principles

    def _item(self, option: str, item: str, act: Any) -> None:
        """Note what keeps it open whether an act or omission breaks a norm."""
        step = self.case.steps[f"item|{option}|{item}"][1]
        if not any(label["charge"] == "undecided" for label in step["labels"].values()):
            return
        for name, label in step["labels"].items():
            if "undecided" in label.values():
                norm = self.case.norms.bind[name]
                self._occupies("actor", norm.role, act)
                if norm.counterparty:
                    self._occupies("counterparty", norm.counterparty, act)
                for condition in (norm.condition, *(each.when for each in norm.exceptions)):
                    self._clause(condition, act, option)
                if name in step["capped"]:
                    self._add("norm", norms=[name], option=option)
        for winner, loser, rule in step["defeats"]:
            if rule == "none":
                self._add("norm", norms=sorted((winner, loser)))

    def _licences(self, option: str) -> None:
        """Note what keeps it open whether principles license an option, or can be rejected."""
        principles = {each.name: each for each in self.case.inputs.principles}
        acts = self.case.options[option].acts
        for said, (possible, certain) in zip(acts, self.case.licences[option], strict=True):
            act = inputs.Act(said.actor, said.action, said.toward)
            for name in possible:
                for standpoint in self.case.steps[f"principle|{name}"][1]["open"]:
                    self._add("complaint", standpoint=standpoint, principle=name)
                if name not in certain:
                    self._occupies("actor", principles[name].role, act)
                    self._clause(principles[name].condition, act, option)

    def _clause(self, clause: Any, act: Any, option: str | None) -> None:
        """Note what a condition speaks of and nobody settled; without option, of things as are."""
        if not clause:
            return
        self.case.patience.spend(8)
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
            self._fact(clause.fact, option)

    def _fact(self, fact: str, option: str | None) -> None:
        changed = option and self.case.changes[option].get(fact)
        told: Any = changed or self.scene.facts.get(fact)
        value, alone = told or inputs.NOBODY
        if value is None or alone:
            changes = self.case.options[option].changes if changed else self.case.situation.facts
            words = [each for each in changes if each.fact == fact]
            why = "own_word" if value else _differ(words) if told else "unasked"
            self._add("fact", fact=fact, **({"option": option} if option else {}), why=why)

    def _contexts(self, names: Any) -> None:
        for name in names:
            if self.scene.context(name)[1] == UNKNOWN:
                self._add("context", context=name)

    def _occupies(self, who: str, role: str, act: Any) -> None:
        if self.scene.occupies(who, role, act)[1] == UNKNOWN:
            decider = self.scene.decider
            parties = {"actor": act.actor, "counterparty": act.toward, "decider": decider}
            party = parties.get(who)
            self._add("role", role=role, **({"party": party} if party else {}))

    # Values

    def _values(self, o: str, p: str) -> None:
        """Note what keeps it open how two options stand to one another by the values."""
        weighing = self.case.weighing
        said = self.case.steps[f"readings|{o}|{p}"][1]["readings"]
        if not said:
            self._add("placing")
        firm = {card for card, found in said.items() if NEUTRAL not in found}
        apart = [c for c in said if said[c] != [NEUTRAL] and not weighing.above[c] & firm]
        self.case.patience.spend(len(apart) ** 2)
        for card in apart:
            self._value(card, o, p)
        for a, b in combinations(apart, 2):
            clash = {*said[a], *said[b]} >= {values.FIRST, values.SECOND}
            if clash and {(a, b), (b, a)} & weighing.open:
                self._pair(a, b)

    def _value(self, card: str, o: str, p: str) -> None:
        weighing, scene = self.case.weighing, self.scene
        if weighing.counts[card] == "open":
            self._contexts(weighing.graph.values[card].contexts)
            standards = {each.role for each in self.case.target.content.role_standards}
            for role in standards if card not in weighing.deciding else ():
                if scene.role(scene.decider, role)[1] == UNKNOWN:
                    self._add("role", role=role, party=scene.decider)
        for place, state in enumerate(weighing.policies[card]):
            if state == "open":
                self._add("policy", cards=[card], policy=place)
        placed = [tiers for tiers, _ in weighing.said[card]]
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


def _side(tiers: dict[str, int], o: str, p: str) -> int | None:
    """Return which of two options a placing has first: -1, 1, 0 for neither; None if not both."""
    return (tiers[o] > tiers[p]) - (tiers[o] < tiers[p]) if {o, p} <= tiers.keys() else None


def _differ(words: list[Any]) -> str:
    """Return whether those who assert different things differ only in what they mean."""
    senses = {word.sense for word in words if word.sense}
    apart = [{inputs.typed(w["value"]) for w in words if (w.sense or s) == s} for s in senses]
    return "senses" if senses and all(len(values) == 1 for values in apart) else "disputed"
