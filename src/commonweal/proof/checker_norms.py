"""Norms in a certificate: what each option does to those that bind, and what was done before.

The standard library alone, nothing of the project; checker.py loads this file from beside itself,
after checker_force.py. The rules are told in words in docs/reference/decisions.md. Truth is
Kleene's: "and" is min, "or" is max, "not" is minus.
"""

from __future__ import annotations

import sys
from itertools import product
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

inputs: Any = sys.modules["commonweal_checker.checker_inputs"]
scenes: Any = sys.modules["commonweal_checker.checker_scene"]
force: Any = sys.modules["commonweal_checker.checker_force"]
grouped, LEVELS = inputs.grouped, force.LEVELS
HOLDS, UNKNOWN, FAILS = scenes.HOLDS, scenes.UNKNOWN, scenes.FAILS

WORDS = {HOLDS: "holds", UNKNOWN: "unknown", FAILS: "fails", None: None}


class Item(NamedTuple):
    """An act, or an omission, of an option or of what was before."""

    name: str
    act: Any
    strength: int
    """Whether it is done, or due and left undone, read where that would condemn."""
    sure: int
    """The same, read where it would permit."""
    at: str | None = None
    """When, if it was before."""


class Breach(NamedTuple):
    """That somebody broke a norm, or may have, by an item; `sure` without their own word."""

    norm: str
    by: str
    at: str | None
    certain: int
    sure: int
    overdue: bool


def _charged(parts: Iterable[Any]) -> set[str]:
    """Return the norms with a charge, whether or not what they follow was broken."""
    return {name for part in parts for name in part if part[name][0] not in {None, FAILS}}


def _least(applies: Any, other: Any) -> tuple[int | None, int]:
    """Return how a norm applies if something else must hold too, as a charge and as a defence."""
    charge, defence = applies
    return None if charge is None else min(charge, other[0]), min(defence, other[1])


def _breaches(item: Item, labels: dict[str, Any]) -> list[Breach]:
    """Return what an item breaks, or may break."""
    found = []
    for name, label in labels.items():
        if label["charge"] in {"in", "undecided"}:
            certain = HOLDS if label["charge"] == "in" else UNKNOWN
            sure = certain if label["defence"] == "in" and item.sure == HOLDS else UNKNOWN
            overdue = bool(item.at and item.act.undone and item.act.undone.name == name)
            found.append(Breach(name, item.act.actor, item.at, certain, sure, overdue))
    return found


# --- What each option does to the norms that bind, and how options compare by that


class Norms:
    """The norms that bind in one situation, what each option breaks, and what collides there.

    Args:
        case: the derivation that they are part of.
        known: the same situation's, read with other facts.
    """

    def __init__(self, case: Any, known: Any = None) -> None:
        self.case, self.scene, self.order = case, case.scene, case.target.order
        binding = self.order.binding(case.situation.at, case.situation.place or None)
        self.bind, self.actions, self.duties = binding.norms, binding.actions, binding.duties
        self.sizes, self.spend = binding.sizes, case.patience.spend
        self.in_force, self.origins = binding.in_force, binding.origins
        for name in binding.steps:
            case.expect(name)
        case.steps.update(binding.steps)
        self.effects = known.effects if known else self._effects()
        self.status: dict[str, tuple[str, set[str], set[str]]] = {}
        self.items: dict[str, dict[str, Any]] = {}
        self.tensions: list[Any] = []
        self.open_breaches: set[tuple[str, str, str]] = set()
        upon = [norm.upon_breach for norm in self.bind.values() if norm.upon_breach]
        self.followed = {each.norm for each in upon}
        self.breaches = self._history() if self.followed else []
        for option in case.options:
            self._judge(option)
        breaches = {option: self._by_level(option) for option in case.options}
        for o, p in () if known else case.pairs:
            premises = [f"status|{o}", f"status|{p}"]
            relation = self.compare(breaches[o], breaches[p])
            case.add("norm_relation", o, p, premises=premises, relation=relation)

    def _effects(self) -> dict[Any, set[str]]:
        """Return what an option does, or may, to all of what a value attends to, as appraised."""
        values, alias = self.case.target.graph.values, self.case.target.graph.alias
        appraised = grouped(
            ((alias.get(a.card), a.policy, a.option), a) for a in self.case.inputs.appraisals
        )
        heard: dict[Any, list[tuple[str, set[str]]]] = {}
        for (card, place, option), said in appraised.items():
            policies = values[card].policies if card else ()
            found = {appraisal.effect for appraisal in self.case.counted(said)}
            if found and place < len(policies) and policies[place].nature != "instrumental":
                heard.setdefault((card, option), []).append((policies[place].nature, found))
        # Of a policy that is undecided, what is said counts or not, as that turns out.
        return {
            key: {
                effect
                for effect in ("opposes", "supports")
                if any(found == {effect} for _, found in policies)
                and all(found == {effect} for nature, found in policies if nature != "undecided")
            }
            for key, policies in heard.items()
        }

    def _items(self, option: Any) -> Iterator[Item]:
        """Yield an option's acts, and the obligations that it leaves undone or may."""
        decider, until = self.scene.decider, self.case.situation.until
        acts = [scenes.Act(act.actor, act.action, act.toward) for act in option.acts]
        yield from (Item(f"act:{place}", act, HOLDS, HOLDS) for place, act in enumerate(acts))
        self.spend(len(self.duties) * len(acts))
        for name in self.duties:
            norm = self.bind[name]
            if norm.deadline and norm.deadline > until:
                continue
            done = [
                self._toward(norm, act)
                for act in acts
                if (act.actor, act.action) == (decider, norm.action)
            ]
            if norm.deadline and not norm.upon_breach:
                done.append(self._was_done(norm, decider, norm.in_force_from))
            omission = self._omission(f"omission:{name}", norm, decider, done)
            if omission.strength > FAILS:
                yield omission

    def _omission(self, name: str, norm: Any, party: str, done: Any, at: Any = None) -> Item:
        """Return the omission of an obligation, of which it is told whether it was done."""
        charged = self.scene.role(party, norm.role)
        told = max((full for full, _ in done), default=FAILS)
        known = told, max((strict for _, strict in done), default=FAILS)
        strength = min(scenes.lean(charged, FAILS), -scenes.lean(known, HOLDS))
        sure = min(scenes.lean(charged, HOLDS), -scenes.lean(known, FAILS))
        return Item(name, scenes.Act(party, norm.action, None, norm), strength, sure, at)

    def _was_done(self, norm: Any, party: str, since: str, until: str = "~") -> tuple[int, int]:
        """Return whether a party did what a norm is about between two moments, as is told."""
        full = strict = FAILS
        self.spend(len(self.scene.deeds))
        for deed in self.scene.deeds:
            if (deed.actor, deed.action) == (party, norm.action) and since <= deed.at <= until:
                done = self.scene.was_done(deed.name)
                toward = self._toward(norm, scenes.Act(party, deed.action, deed.toward))
                full, strict = (
                    max(full, min(done[0], toward[0])),
                    max(strict, min(done[1], toward[1])),
                )
        return full, strict

    def _past_items(self) -> Iterator[Item]:
        """Yield what was done before, and left undone, of what other norms hang on."""
        known = self.followed & self.order.norms.keys()
        watched = {self.order.norms[name].action for name in known}
        for deed in self.scene.deeds:
            done = self.scene.was_done(deed.name)
            if deed.action in watched and max(done) > FAILS:
                act = scenes.Act(deed.actor, deed.action, deed.toward)
                strength, sure = scenes.lean(done, FAILS), scenes.lean(done, HOLDS)
                yield Item(f"deed:{deed.name}", act, strength, sure, deed.at)
        for name in self.duties:
            norm, at = self.bind[name], self.case.situation.at
            since, due = norm.in_force_from, norm.deadline
            if norm.action in watched and due and since <= due < at:
                for party in self.scene.parties:
                    done = [self._was_done(norm, party, since, due)]
                    item = self._omission(f"omission:{name}:{party}", norm, party, done, due)
                    if item.strength > FAILS:
                        yield item

    def _history(self) -> list[Breach]:
        """Derive what was broken before, or may have been, of what other norms hang on."""
        parts = [(item, self._part(item, {})) for item in self._past_items()]
        charged, breaches, steps = _charged(p for _, p in parts), list[Breach](), list[str]()
        rows: dict[str, list[list[str]]] = {"in": [], "undecided": [], "out": []}
        places, taking = self.order.places, dict[str, Any]()
        for item, applying in sorted(parts, key=lambda each: places.get(each[0].act.action, 0)):
            part = taking[item.name] = self._upon("", item, applying, breaches)
            labels, found = self._label(None, item, part, charged)
            premises = [f"norm|{name}" for name in part]
            premises += [f"past|{each}" for each in self._followed_on(part, taking)]
            steps.append(self.case.add("past", item.name, premises=premises, **found))
            breaches += _breaches(item, labels)
            for name, label in labels.items():
                if label["charge"]:
                    rows[label["charge"]].append([item.name, name])
        said = {"broken": sorted(rows["in"]), "maybe_broken": sorted(rows["undecided"])}
        self.case.add("history", premises=steps or ["inputs"], **said)
        return breaches

    def _upon(self, option: str, item: Item, part: Any, breaches: Any) -> dict[str, Any]:
        """Return which norms take part, where it counts whether what they follow was broken."""
        found = {}
        for name, applies in part.items():
            charge, defence = applies
            if self.bind[name].upon_breach:
                broken = self._broken(self.bind[name], item, breaches)
                if UNKNOWN in broken:
                    self.open_breaches.add((option, item.name, name))
                charge, defence = _least(applies, broken)
            if defence > FAILS or (charge is not None and charge > FAILS):
                found[name] = charge, defence
        return found

    def _followed_on(self, part: Any, parts: Any) -> list[str]:
        """Return the items on which norms take part that those that take part here follow."""
        upon = [self.bind[name].upon_breach for name in part]
        if not (follows := {each.norm for each in upon if each}):
            return []
        self.spend(len(parts))
        return [item for item, taking in parts.items() if follows & taking.keys()]

    def _broken(self, norm: Any, item: Item, breaches: list[Breach]) -> tuple[int, int]:
        """Return whether it was broken upon whose breach a norm applies to an item, and surely."""
        answers, party = [(FAILS, FAILS)], item.act.actor
        self.spend(len(breaches))
        for breach in breaches:
            by_whom = norm.upon_breach.by == "anyone" or breach.by == party
            later = item.at and breach.at and breach.at > item.at
            if breach.norm != norm.upon_breach.norm or not by_whom or later:
                continue
            certain, sure = breach.certain, breach.sure
            if breach.at and norm.modality == "obliged":
                done = self._was_done(norm, party, breach.at, item.at or "~")
                certain = min(certain, -scenes.lean(done, HOLDS))
                sure = min(sure, -scenes.lean(done, FAILS))
            answers.append((certain, sure))
        return max(certain for certain, _ in answers), max(sure for _, sure in answers)

    def _applies(self, name: str, changes: Any, act: Any) -> tuple[int, int]:
        """Return whether a norm applies, as a defence and as a charge.

        A defence permits by applying, a charge by not applying: each leans away from that.
        """
        norm, scene = self.bind[name], self.scene
        full, strict = scene.role(act.actor, norm["role"])
        defence, charge = strict if full == HOLDS else full, strict if full == FAILS else full
        answers = []
        if norm.get("counterparty"):
            answers.append(self._toward(norm, act))
        if norm.get("condition"):
            answers.append(scene.truth(norm["condition"], changes, act))
        for full, strict in answers:
            defence = min(defence, strict if full == HOLDS else full)
            charge = min(charge, strict if full == FAILS else full)
        for exception in norm.get("exceptions", ()):
            full, strict = scene.truth(exception.when, changes, act)
            defence = min(defence, -(strict if full == FAILS else full))
            charge = min(charge, -(strict if full == HOLDS else full))
        return defence, charge

    def _toward(self, norm: Any, act: Any) -> tuple[int, int]:
        """Return whether an act is done to somebody in the role that a norm protects, if any."""
        role = norm.get("counterparty")
        answer: tuple[int, int] = (HOLDS, HOLDS)
        return self.scene.occupies("counterparty", role, act) if role else answer

    def _part(self, item: Item, changes: Any) -> dict[str, Any]:
        """Return which norms take part in an item, each as a charge and as a defence."""
        part, act = {}, item.act
        self.spend(8 * self.sizes.get(act.action, 0))
        for name in self.actions.get(act.action, ()):
            norm, charge = self.bind[name], None
            if item.at and norm.in_force_from > item.at:
                continue
            defence, applies = self._applies(name, changes, act)
            if norm is act.undone or (norm["modality"] == "forbidden" and not act.undone):
                charge = min(item.strength, applies)
            if defence > FAILS or (charge is not None and charge > FAILS):
                part[name] = charge, defence
        return part

    def _judge(self, option: str) -> None:
        """Derive each item of an option, and the option's status."""
        changes, places = self.scene.changes[option], self.order.places
        items = list(self._items(self.case.options[option]))
        parts = {item.name: self._part(item, changes) for item in items}
        charged, breaches, charges = _charged(parts.values()), [*self.breaches], list[Any]()
        overdue = {b.norm for b in breaches if b.overdue and b.by == self.scene.decider}
        if self.followed:
            items.sort(key=lambda item: places.get(item.act.action, 0))
        for item in items:
            if self.followed:
                parts[item.name] = self._upon(option, item, parts[item.name], breaches)
            part = parts[item.name]
            labels, found = self._label(option, item, part, charged)
            # What was not done in time, and is not done yet, is one breach and not another.
            if self.followed and not (item.act.undone and item.act.undone.name in overdue):
                breaches += _breaches(item, labels)
            charges += [(name, label["charge"]) for name, label in labels.items()]
            premises = [f"norm|{name}" for name in part]
            if self.followed and any(self.bind[name].upon_breach for name in part):
                on = self._followed_on(part, parts)
                premises += ["history", *(f"item|{option}|{each}" for each in on)]
            self.case.add("item", option, item.name, premises=premises, **found)
        self.items[option] = {item.name: item.act for item in items}
        broken = {name for name, label in charges if label == "in"}
        maybe = {name for name, label in charges if label == "undecided"} - broken
        status = "forbidden" if broken else "in_dispute" if maybe else "permitted"
        self.status[option] = status, broken, maybe
        said = {"status": status, "broken": sorted(broken), "maybe_broken": sorted(maybe)}
        self.case.add("status", option, premises=[f"item|{option}|{i}" for i in parts], **said)

    def _capped(self, norm: Any, act: Any, option: str | None, charged: set[str]) -> bool:
        """Say whether a norm's letter is met while all that it is for is defeated, or may be."""
        if not norm.grounds or (act.undone and norm.modality == "permitted"):
            return False
        # An item keeps a prohibition by omission and any other norm by an act; else it breaks it.
        keeps = (norm.modality == "forbidden") == bool(act.undone)
        defeats = "opposes" if keeps else "supports"
        for ground in norm.grounds:
            if ground.card:
                card = self.case.target.graph.alias.get(ground.card)
                if defeats not in self.effects.get((card, option), ()):
                    return False
            elif not keeps or ground.norm not in charged:
                return False
        return True

    def _label(
        self, option: str | None, item: Item, part: Any, charged: set[str]
    ) -> tuple[dict[str, Any], dict[str, Any]]:
        """Return the grounded labels of the norms on an item, and what its step concludes."""
        act = item.act
        capped = {name for name in part if self._capped(self.bind[name], act, option, charged)}
        forbid = {name for name in part if self.bind[name].modality == "forbidden"}
        self.spend(12 * len(forbid) * (len(part) - len(forbid)))
        collisions = sorted(sorted(pair) for pair in product(forbid, part.keys() - forbid))
        defeats: list[list[str]] = []
        for x, y in collisions:
            winner, rule = self.order.settle(x, y)
            defeats += [[a, b, rule] for a, b in ((x, y), (y, x)) if winner in {None, a}]
        able = {name for name, (_, defence) in part.items() if defence > FAILS}
        rivals = grouped((loser, winner) for winner, loser, _ in defeats if winner in able)

        def label(name: str, strength: int, labels: dict[str, str]) -> str:
            against = {labels[rival] for rival in rivals.get(name, ())}
            if "in" in against:
                return "out"
            stands = strength == HOLDS and name not in capped and against <= {"out"}
            return "in" if stands else "undecided"

        before: dict[str, str] = {}
        labels = dict.fromkeys(able, "undecided")
        while labels != before:
            self.spend(len(defeats))
            before, labels = labels, {name: label(name, part[name][1], labels) for name in able}
        charges = {n: label(n, c, labels) for n, (c, _) in part.items() if c not in {None, FAILS}}
        for x, y in collisions if option else ():
            sides = [charges.get(name) or labels.get(name) for name in (x, y)]
            self.tensions.append([option, item.name, x, y, *sides])
        labelled = {n: {"charge": charges.get(n), "defence": labels.get(n)} for n in part}
        return labelled, {
            "norms": {
                name: {"charge": WORDS[charge], "defence": WORDS[defence]}
                for name, (charge, defence) in part.items()
            },
            "capped": sorted(capped),
            "defeats": sorted(defeats),
            "labels": labelled,
        }

    def _by_level(self, option: str) -> list[tuple[set[str], set[str]]]:
        """Return the norms that an option breaks, and those it may, by level, the highest first."""
        _, broken, maybe = self.status[option]
        levels: dict[str, tuple[set[str], set[str]]] = {level: (set(), set()) for level in LEVELS}
        for place, names in enumerate((broken, maybe)):
            for name in names:
                levels[self.bind[name]["level"]][place].add(name)
        return [*levels.values()]

    def compare(self, ours: Any, theirs: Any) -> str:
        """Return how options compare by the norms they break, however the undecided turn out."""
        possible: set[str] = set()
        for (broken, maybe), (also, perhaps) in zip(ours, theirs, strict=True):
            self.spend(8 * (len(broken) + len(maybe) + len(also) + len(perhaps)))
            # What the one alone may break, and what it alone breaks however all turns out.
            mine, yours = (broken | maybe) - also, (also | perhaps) - broken
            surely_mine, surely_yours = broken - also - perhaps, also - broken - maybe
            if yours and not surely_mine:
                possible.add("better")
            if mine and not surely_yours:
                possible.add("worse")
            if mine and yours and len(mine | yours) > 1:
                possible.add("incomparable")
            if surely_mine or surely_yours:
                break
        else:
            possible.add("equal")
        return possible.pop() if len(possible) == 1 else "undetermined"
