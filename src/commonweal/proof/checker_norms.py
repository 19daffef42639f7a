"""Norms in a certificate: which bind, which defeats which, what each option does to them.

The standard library alone, nothing of the project; checker.py loads this file from beside itself,
after checker_inputs.py. The rules are told in words in docs/reference/decisions.md. Truth is
Kleene's: "and" is min, "or" is max, "not" is minus.
"""

from __future__ import annotations

import sys
from functools import cache
from itertools import product
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

inputs: Any = sys.modules["commonweal_checker.checker_inputs"]
scenes: Any = sys.modules["commonweal_checker.checker_scene"]
Record, grouped, ALWAYS = inputs.Record, inputs.grouped, scenes.ALWAYS
HOLDS, UNKNOWN, FAILS = scenes.HOLDS, scenes.UNKNOWN, scenes.FAILS

WORDS = {HOLDS: "holds", UNKNOWN: "unknown", FAILS: "fails", None: None}
LEVELS = {"supranational": 2, "organisational": 1, "individual": 0}
LISTED = ("roles", "actions", "territory", "powers")
POWERS = {"obliged": "oblige", "forbidden": "forbid", "permitted": "permit"}

# --- Which norms bind, and which of two that collide defeats the other


class Binding(NamedTuple):
    """The norms that bind at a moment in a place; situations alike share it."""

    steps: dict[str, Any]
    norms: dict[str, Any]
    in_force: list[str]
    origins: set[str]
    actions: dict[str, list[str]]
    duties: list[str]
    sizes: dict[str, int]


class NormOrder:
    """The norms of a target, and the declared order among them; the same in every situation."""

    def __init__(self, content: Any, patience: Any) -> None:
        self.norms, self.patience = inputs.named(content.norms), patience
        self.size = {name: _size(norm) for name, norm in self.norms.items()}
        self.form = cache(lambda name: scenes.normal(_whole(self.norms[name])))
        self.authorities, self.rules = content.authorities, content.norm_order
        self.settle = cache(self._settle)
        self.binding = cache(self._binding)

    def _binding(self, at: str, place: str | None) -> Binding:
        """Return the steps that say which norms bind then and there, and those that do."""
        steps, bind = {}, {}
        rules = [*self.authorities, *(each for a in self.authorities for each in a.reserved)]
        listed = sum(len(rule.get(field, ())) for rule in rules for field in LISTED)
        self.patience.spend(len(self.norms) * (8 * len(rules) + listed))
        for name, norm in self.norms.items():
            ended = bool(norm.in_force_until) and norm.in_force_until <= at
            found = {"in_force": bool(norm.in_force_from <= at) and not ended}
            found["authorised"] = self._authorised(norm, place)
            steps[f"norm|{name}"] = "norm", found, frozenset({"inputs"})
            if all(found.values()):
                bind[name] = norm
        issuers = {norm.issuer for norm in bind.values()}
        bodies = [a for a in self.authorities if a.issuer in issuers]
        origins = {each.origin for each in (*bind.values(), *bodies)}
        actions = grouped((norm.action, name) for name, norm in bind.items())
        duties = [name for name, norm in bind.items() if norm.modality == "obliged"]
        sizes = {action: sum(map(self.size.__getitem__, actions[action])) for action in actions}
        in_force = sorted(step[5:] for step in steps if steps[step][1]["in_force"])
        return Binding(steps, bind, in_force, origins, actions, duties, sizes)

    def _authorised(self, norm: Any, place: str | None) -> bool:
        """Say whether the issuer had authority for it there, and it is reserved to no other."""
        for reserved in (each for a in self.authorities for each in a.reserved):
            reached = norm.action in reserved.actions
            reached = reached and norm.role in (reserved.roles or [norm.role])
            if reached and reserved.to != norm.issuer:
                return False
        powers = {POWERS[norm.modality]} | ({"guarantee"} if norm.guaranteed is True else set())
        needs = (("roles", norm.role), ("actions", norm.action), ("territory", place))
        return any(
            (a.issuer, a.level) == (norm.issuer, norm.level)
            and powers <= set(a.powers)
            and all(not a.get(field) or what in a[field] for field, what in needs)
            for a in self.authorities
        )

    def _settle(self, x: str, y: str) -> tuple[str | None, str]:
        """Return which of two colliding norms defeats the other, if one does, and by which rule."""
        ours, theirs = self.norms[x], self.norms[y]
        self.patience.spend(30 + 4 * len(self.authorities) + self.size[x] + self.size[y])
        for rule in self.rules:
            wins, loses = self._beats(rule, ours, theirs), self._beats(rule, theirs, ours)
            if wins != loses:
                return (x if wins else y), rule
        return None, "none"

    def _beats(self, rule: str, ours: Any, theirs: Any) -> bool:
        """Say whether one rule of the order, by itself, puts one norm above another."""
        above = LEVELS[ours.level] - LEVELS[theirs.level]
        if rule == "level":
            if ours.modality == "permitted":
                return above > 0 and ours.guaranteed is True
            permits = theirs.modality == "permitted" and theirs.guaranteed is not True
            return above > 0 or (above < 0 and permits)
        if rule == "priority":
            granted = {each.granted_by for each in ours.priority if each.over == theirs.name}
            able = [a for a in self.authorities if "prioritise" in a.powers]
            higher = {a.issuer for a in able if LEVELS[a.level] > LEVELS[theirs.level]}
            return bool(granted & higher - {ours.issuer}) or (above == 0 and ours.issuer in granted)
        if rule == "specificity":
            inside = not theirs.counterparty or theirs.counterparty == ours.counterparty
            mine, yours = self.form(ours.name), self.form(theirs.name)
            self.patience.spend(sum(map(len, mine or ())) * sum(map(len, yours or ())))
            return bool(inside and scenes.within(mine, yours))
        if rule == "date":
            return bool(ours.in_force_from > theirs.in_force_from)
        raise inputs.InvalidError(f"target: no rule {rule!r:.99} to settle a collision")


def _size(norm: Any) -> int:
    """Return how much there is to look at in a norm."""
    conditions = [norm.condition, *(exception.when for exception in norm.exceptions)]
    return int(sum(map(scenes.size, conditions)) + len(norm.grounds) + len(norm.priority))


def _whole(norm: Any) -> Any:
    """Return a norm's condition and that no exception holds, as one condition."""
    excepted = [Record(kind="not", of=exception.when) for exception in norm.exceptions]
    return Record(kind="all", of=[norm.condition or ALWAYS, *excepted])


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

    def _items(self, option: Any) -> Iterator[tuple[str, Any, int]]:
        """Yield an option's acts, and the obligations that it leaves undone or may."""
        decider, until = self.scene.decider, self.case.situation.until
        acts = [scenes.Act(act.actor, act.action, act.toward) for act in option.acts]
        yield from ((f"act:{place}", act, HOLDS) for place, act in enumerate(acts))
        self.spend(len(self.duties) * len(acts))
        for name in self.duties:
            norm = self.bind[name]
            if norm.deadline and norm.deadline > until:
                continue
            charged = scenes.lean(self.scene.role(decider, norm.role), FAILS)
            done = FAILS
            for act in acts:
                if (act.actor, act.action) == (decider, norm.action):
                    done = max(done, scenes.lean(self._toward(norm, act), HOLDS))
            strength = min(charged, -done)
            if strength > FAILS:
                yield f"omission:{name}", scenes.Act(decider, norm.action, None, norm), strength

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

    def _judge(self, option: str) -> None:
        """Derive each item of an option, and the option's status."""
        content, changes = self.case.options[option], self.scene.changes[option]
        parts: dict[str, tuple[Any, dict[str, Any]]] = {}
        for item, act, strength in self._items(content):
            parts[item] = act, {}
            self.spend(8 * self.sizes.get(act.action, 0))
            for name in self.actions.get(act.action, ()):
                norm, charge = self.bind[name], None
                defence, applies = self._applies(name, changes, act)
                if norm is act.undone or (norm["modality"] == "forbidden" and not act.undone):
                    charge = min(strength, applies)
                if defence > FAILS or (charge is not None and charge > FAILS):
                    parts[item][1][name] = charge, defence
        self.items[option] = {item: act for item, (act, _) in parts.items()}
        charged = {
            name
            for _, part in parts.values()
            for name in part
            if part[name][0] not in {None, FAILS}
        }
        charges = [self._label(option, item, *parts[item], charged) for item in parts]
        broken = {name for labels in charges for name in labels if labels[name] == "in"}
        maybe = {
            name for labels in charges for name in labels if labels[name] == "undecided"
        } - broken
        status = "forbidden" if broken else "in_dispute" if maybe else "permitted"
        self.status[option] = status, broken, maybe
        said = {"status": status, "broken": sorted(broken), "maybe_broken": sorted(maybe)}
        self.case.add("status", option, premises=[f"item|{option}|{i}" for i in parts], **said)

    def _capped(self, norm: Any, act: Any, option: str, charged: set[str]) -> bool:
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
        self, option: str, item: str, act: Any, part: Any, charged: set[str]
    ) -> dict[str, str]:
        """Derive an item with its grounded labels, and return those of the charges."""
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
        for x, y in collisions:
            sides = [charges.get(name) or labels.get(name) for name in (x, y)]
            self.tensions.append([option, item, x, y, *sides])
        self.case.add(
            "item",
            option,
            item,
            premises=[f"norm|{name}" for name in part],
            norms={
                name: {"charge": WORDS[charge], "defence": WORDS[defence]}
                for name, (charge, defence) in part.items()
            },
            capped=sorted(capped),
            defeats=sorted(defeats),
            labels={n: {"charge": charges.get(n), "defence": labels.get(n)} for n in part},
        )
        return charges

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
