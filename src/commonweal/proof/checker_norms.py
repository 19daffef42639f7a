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

WORDS = {HOLDS: "holds", UNKNOWN: "unknown", FAILS: "fails"}
BROKEN = {"in": HOLDS, "undecided": UNKNOWN, "out": FAILS, None: FAILS}
FULL, STRICT = 0, 1
Truths = tuple[int, int]
"""A truth value by all words, and strictly: by those of people who are heard."""


class Item(NamedTuple):
    """An act, or an omission, of an option or of what was before."""

    name: str
    act: Any
    strength: Truths
    """Whether it is done; of an omission, whether it is due and left undone."""
    at: str | None = None
    """When, if it was before."""


class Breach(NamedTuple):
    """That somebody broke a norm, or may have, by an item."""

    norm: str
    by: str
    at: str | None
    broken: Truths
    overdue: bool


def _both(ours: Truths, theirs: Truths) -> Truths:
    return min(ours[FULL], theirs[FULL]), min(ours[STRICT], theirs[STRICT])


def _denied(truths: Truths) -> Truths:
    return -truths[FULL], -truths[STRICT]


def _either(several: Iterable[Truths]) -> Truths:
    found = [(FAILS, FAILS), *several]
    return max(full for full, _ in found), max(strict for _, strict in found)


def _apart(truths: Truths | None) -> bool:
    return truths is not None and truths[FULL] != truths[STRICT]


def _words(truths: Truths) -> list[str]:
    return [WORDS[truth] for truth in truths]


def _charged(parts: Iterable[Any]) -> set[str]:
    """Return the norms that may be charged, whether or not what they follow was broken."""
    charges = ((name, charge) for part in parts for name, (_, charge) in part.items())
    return {name for name, charge in charges if charge and charge[STRICT] > FAILS}


def _in_all(labels: Any) -> dict[str, str | None]:
    """Return a norm's labels: it is broken by all words, and anything else stands strictly."""
    (charge, _), (charge_strictly, defence_strictly) = labels
    charged = "in" if charge == "in" else "out" if charge_strictly == "out" else "undecided"
    return {"charge": charged if charge_strictly else None, "defence": defence_strictly}


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
        self.norms, self.authorised = self.order.norms, binding.authorised
        self.in_force, self.origins = binding.in_force, binding.origins
        for name in binding.steps:
            case.expect(name)
        case.steps.update(binding.steps)
        self.effects = known.effects if known else self._effects()
        self.status: dict[str, tuple[str, set[str], set[str]]] = {}
        self.items: dict[str, dict[str, Any]] = {}
        self.tensions: list[Any] = []
        self.open_breaches: set[tuple[str, str, str]] = set()
        self.by_mode: dict[str, Any] = {}
        self.before: dict[str, list[Any]] = {}
        """Of norms of which it is open if they were broken before: by what."""
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
        known: Truths = (HOLDS, HOLDS)
        yield from (Item(f"act:{place}", act, known) for place, act in enumerate(acts))
        self.spend(len(self.duties) * len(acts))
        for name in self.duties:
            norm = self.norms[name]
            if norm.deadline and norm.deadline > until:
                continue
            done = [
                self._toward(norm, act)
                for act in acts
                if (act.actor, act.action) == (decider, norm.action)
            ]
            if force.once_for_all(norm):
                done.append(self._was_done(norm, decider, norm.in_force_from))
            omission = self._omission(f"omission:{name}", norm, decider, _either(done))
            if omission.strength[STRICT] > FAILS:
                yield omission

    def _omission(self, name: str, norm: Any, party: str, done: Truths, at: Any = None) -> Item:
        """Return the omission of an obligation, of which it is told whether it was done."""
        strength = _both(self.scene.role(party, norm.role), _denied(done))
        return Item(name, scenes.Act(party, norm.action, None, norm), strength, at)

    def _told(
        self, norm: Any, party: str, since: str, until: str = "~"
    ) -> Iterator[tuple[Truths, Truths]]:
        """Yield of each deed that a norm is about whether it was done, and toward whom it is."""
        deeds = self.scene.deeds_of.get((party, norm.action), ())
        self.spend(40 + 12 * len(deeds))
        for deed in deeds:
            if since <= deed.at <= until:
                act = scenes.Act(party, deed.action, deed.toward)
                yield self.scene.was_done(deed.name), self._toward(norm, act)

    def _was_done(self, norm: Any, party: str, since: str, until: str = "~") -> Truths:
        """Return whether a party did what a norm is about between two moments, as is told.

        What nobody tells was not done; strictly that is unknown, unless somebody heard denies it.
        """
        told = [*self._told(norm, party, since, until)]
        denied = any(done[STRICT] == FAILS < toward[STRICT] for done, toward in told)
        full, strict = _either([_both(done, toward) for done, toward in told])
        return full, strict if denied else max(strict, UNKNOWN)

    def _fulfilled(self, norm: Any, party: str) -> Truths:
        """Return whether a party is told to have done what a norm obliges to once for all."""
        told = self._told(norm, party, norm.in_force_from)
        return _either([_both(done, toward) for done, toward in told])

    def _past_items(self) -> Iterator[Item]:
        """Yield what was done before, and left undone, of what other norms hang on."""
        known = self.followed & self.order.norms.keys()
        watched = {self.order.norms[name].action for name in known}
        for deed in self.scene.deeds:
            done = self.scene.was_done(deed.name)
            if deed.action in watched and done[STRICT] > FAILS:
                act = scenes.Act(deed.actor, deed.action, deed.toward)
                yield Item(f"deed:{deed.name}", act, done, deed.at)
        names = [name for action in watched for name in self.authorised.get(action, ())]
        self.spend(len(names))
        for name in names:
            norm, at = self.norms[name], self.case.situation.at
            since, due = norm.in_force_from, norm.deadline
            if due and due < at and force.in_force(norm, due) and norm.modality == "obliged":
                for party in self.scene.spoken_of.get(norm.role, ()):
                    # What is due upon a breach is made good since that, which is looked at there.
                    timely = None if norm.upon_breach else self._was_done(norm, party, since, due)
                    known = timely or (FAILS, FAILS)
                    item = self._omission(f"omission:{name}:{party}", norm, party, known, due)
                    if item.strength[STRICT] > FAILS:
                        yield item

    def _history(self) -> list[Breach]:
        """Derive what was broken before, or may have been, of what other norms hang on."""
        parts = [(item, self._part(item, {})) for item in self._past_items()]
        breaches, steps = list[Breach](), list[str]()
        rows: dict[str, list[list[str]]] = {"in": [], "undecided": [], "out": []}
        places, taking = self.order.places, dict[str, Any]()
        for item, applying in sorted(parts, key=lambda each: places.get(each[0].act.action, 0)):
            part = taking[item.name] = self._upon("", item, applying, breaches)
            # One deed has nothing to do with what somebody did at another time.
            found = self._label(None, item, part, _charged([applying]))
            premises = [f"norm|{name}" for name in part]
            premises += [f"past|{each}" for each in self._followed_on(part, taking)]
            steps.append(self.case.add("past", item.name, premises=premises, **found))
            breaches += self._breaches(item)
            for name, (full, strict) in self.by_mode.items():
                if "undecided" in (full[0], strict[0]):
                    self.before.setdefault(name, []).append((item.name, item.act))
            for name, label in found["labels"].items():
                if label["charge"]:
                    rows[label["charge"]].append([item.name, name])
        said = {"broken": sorted(rows["in"]), "maybe_broken": sorted(rows["undecided"])}
        self.case.add("history", premises=steps or ["inputs"], **said)
        norms = [self.norms[name] for name in {name for part in taking.values() for name in part}]
        issuers = {norm.issuer for norm in norms}
        bodies = [each for each in self.order.authorities if each.issuer in issuers]
        self.origins = self.origins | {each.origin for each in (*norms, *bodies)}
        return breaches

    def _upon(self, option: str, item: Item, part: Any, breaches: Any) -> dict[str, Any]:
        """Return which norms take part, where it counts whether what they follow was broken."""
        found = {}
        for name, (applies, charge) in part.items():
            broken: Truths = (HOLDS, HOLDS)
            if self.norms[name].upon_breach:
                broken = self._broken(self.norms[name], item, breaches)
                if UNKNOWN in broken:
                    self.open_breaches.add((option, item.name, name))
            if min(applies[STRICT], broken[STRICT]) > FAILS:
                found[name] = _both(applies, broken), charge and _both(charge, broken)
        return found

    def _breaches(self, item: Item) -> Iterator[Breach]:
        """Yield what an item that was labelled last breaks, or may break."""
        for name, labels in self.by_mode.items():
            broken = BROKEN[labels[FULL][0]], BROKEN[labels[STRICT][0]]
            if broken[STRICT] > FAILS:
                overdue = bool(item.at and item.act.undone and item.act.undone.name == name)
                yield Breach(name, item.act.actor, item.at, broken, overdue)

    def _followed_on(self, part: Any, parts: Any) -> list[str]:
        """Return the items on which norms take part that those that take part here follow."""
        upon = [self.norms[name].upon_breach for name in part]
        if not (follows := {each.norm for each in upon if each}):
            return []
        self.spend(2 * len(parts))
        return [item for item, taking in parts.items() if follows & taking.keys()]

    def _broken(self, norm: Any, item: Item, breaches: list[Breach]) -> Truths:
        """Return whether it was broken upon whose breach a norm applies to an item, and surely."""
        answers, party = [], item.act.actor
        self.spend(12 * len(breaches))
        for breach in breaches:
            by_whom = norm.upon_breach.by == "anyone" or breach.by == party
            later = item.at and breach.at and breach.at > item.at
            if breach.norm != norm.upon_breach.norm or not by_whom or later:
                continue
            broken = breach.broken
            if breach.at and norm.modality == "obliged":
                done = self._was_done(norm, party, breach.at, item.at or "~")
                broken = _both(broken, _denied(done))
            answers.append(broken)
        return _either(answers)

    def _applies(self, name: str, changes: Any, act: Any) -> Truths:
        """Return whether a norm applies to an act, but for what it follows."""
        norm, scene = self.norms[name], self.scene
        applies: Truths = scene.role(act.actor, norm["role"])
        if norm.get("counterparty"):
            applies = _both(applies, self._toward(norm, act))
        if norm.get("condition"):
            applies = _both(applies, scene.truth(norm["condition"], changes, act))
        for exception in norm.get("exceptions", ()):
            applies = _both(applies, _denied(scene.truth(exception.when, changes, act)))
        return applies

    def _toward(self, norm: Any, act: Any) -> Truths:
        """Return whether an act is done to somebody in the role that a norm protects, if any."""
        role = norm.get("counterparty")
        answer: Truths = (HOLDS, HOLDS)
        return self.scene.occupies("counterparty", role, act) if role else answer

    def _part(self, item: Item, changes: Any) -> dict[str, Any]:
        """Return which norms take part in an item: how far each applies, and is charged."""
        part, act = {}, item.act
        names = (self.authorised if item.at else self.actions).get(act.action, ())
        size = sum(self.order.size[name] for name in names) if item.at else None
        self.spend(8 * (self.sizes.get(act.action, 0) if size is None else size))
        for name in names:
            norm = self.norms[name]
            if item.at and not force.in_force(norm, item.at):
                continue
            applies = self._applies(name, changes, act)
            # What is fulfilled obliges to nothing more, and sets no prohibition aside.
            if not item.at and force.once_for_all(norm):
                applies = _both(applies, _denied(self._fulfilled(norm, act.actor)))
            met = norm is act.undone or (norm["modality"] == "forbidden" and not act.undone)
            if applies[STRICT] > FAILS:
                part[name] = applies, (_both(applies, item.strength) if met else None)
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
            found = self._label(option, item, part, charged)
            # What was not done in time, and is not done yet, is one breach and not another.
            if self.followed and not (item.act.undone and item.act.undone.name in overdue):
                breaches += self._breaches(item)
            charges += [(name, label["charge"]) for name, label in found["labels"].items()]
            premises = [f"norm|{name}" for name in part]
            if self.followed and any(self.norms[name].upon_breach for name in part):
                on = self._followed_on(part, parts)
                self.spend(8 * len(on))
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

    def _label(self, option: str | None, item: Item, part: Any, charged: set[str]) -> Any:
        """Return what the step of an item concludes, with the labels of the norms on it."""
        act = item.act
        capped = {name for name in part if self._capped(self.norms[name], act, option, charged)}
        forbid = {name for name in part if self.norms[name].modality == "forbidden"}
        self.spend(12 * len(forbid) * (len(part) - len(forbid)))
        collisions = sorted(sorted(pair) for pair in product(forbid, part.keys() - forbid))
        defeats: list[list[str]] = []
        for x, y in collisions:
            winner, rule = self.order.settle(x, y)
            defeats += [[a, b, rule] for a, b in ((x, y), (y, x)) if winner in {None, a}]
        strict = self._grounded(STRICT, part, capped, defeats)
        apart = any(_apart(applies) or _apart(charge) for applies, charge in part.values())
        full = self._grounded(FULL, part, capped, defeats) if apart else strict
        self.by_mode = {name: (full[name], strict[name]) for name in part}
        labels = {name: _in_all(both) for name, both in self.by_mode.items()}
        for x, y in collisions if option else ():
            sides = [labels[name]["charge"] or labels[name]["defence"] for name in (x, y)]
            self.tensions.append([option, item.name, x, y, *sides])
        return {
            "norms": {
                name: {"applies": _words(applies), "charge": charge and _words(charge)}
                for name, (applies, charge) in part.items()
            },
            "capped": sorted(capped),
            "defeats": sorted(defeats),
            "labels": labels,
        }

    def _grounded(self, mode: int, part: Any, capped: set[str], defeats: Any) -> dict[str, Any]:
        """Return the grounded labels of each norm in one mode: of its charge, of its defence."""
        able = {name for name, (applies, _) in part.items() if applies[mode] > FAILS}
        attacks = [row for row in defeats if row[0] in able and not self.order.restricts(*row)]
        rivals = grouped((loser, winner) for winner, loser, _ in attacks)

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
            before = labels
            labels = {name: label(name, part[name][0][mode], before) for name in able}
        charged = {name: charge[mode] for name, (_, charge) in part.items() if charge}
        charges = {n: label(n, truth, labels) for n, truth in charged.items() if truth > FAILS}
        return {name: (charges.get(name), labels.get(name)) for name in part}

    def _by_level(self, option: str) -> list[tuple[set[str], set[str]]]:
        """Return the norms that an option breaks, and those it may, by level, the highest first."""
        _, broken, maybe = self.status[option]
        levels: dict[str, tuple[set[str], set[str]]] = {level: (set(), set()) for level in LEVELS}
        for place, names in enumerate((broken, maybe)):
            for name in names:
                levels[self.norms[name]["level"]][place].add(name)
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
