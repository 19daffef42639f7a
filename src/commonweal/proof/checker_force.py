"""Which norms of a certificate bind, and which of two that collide defeats the other.

The standard library alone, nothing of the project; checker.py loads this file from beside itself,
after checker_scene.py. The rules are told in words in docs/reference/decisions.md.
"""

from __future__ import annotations

import sys
from functools import cache
from typing import Any, NamedTuple

inputs: Any = sys.modules["commonweal_checker.checker_inputs"]
scenes: Any = sys.modules["commonweal_checker.checker_scene"]
Record, grouped, ALWAYS = inputs.Record, inputs.grouped, scenes.ALWAYS

LEVELS = {"supranational": 2, "organisational": 1, "individual": 0}
LISTED = ("roles", "actions", "territory", "powers")
POWERS = {"obliged": "oblige", "forbidden": "forbid", "permitted": "permit"}


class Binding(NamedTuple):
    """The norms that bind at a moment in a place; situations alike share it."""

    steps: dict[str, Any]
    norms: dict[str, Any]
    in_force: list[str]
    origins: set[str]
    actions: dict[str, list[str]]
    duties: list[str]
    sizes: dict[str, int]
    authorised: dict[str, list[str]]
    """By action, the norms whose issuers had the authority, in force or not."""


def in_force(norm: Any, at: str) -> bool:
    """Say whether a norm is in force at a moment: from its first moment to before its last."""
    ended = bool(norm.in_force_until) and norm.in_force_until <= at
    return bool(norm.in_force_from <= at) and not ended


def once_for_all(norm: Any) -> bool:
    """Say whether a norm is an obligation that is fulfilled once for all, when it was done."""
    return norm.modality == "obliged" and bool(norm.deadline) and not norm.upon_breach


class NormOrder:
    """The norms of a target, and the declared order among them; the same in every situation."""

    def __init__(self, content: Any, patience: Any) -> None:
        self.norms, self.patience = inputs.named(content.norms), patience
        self.size = {name: _size(norm) for name, norm in self.norms.items()}
        self.form = cache(lambda name: scenes.normal(_whole(self.norms[name])))
        self.authorities, self.rules = content.authorities, content.norm_order
        self.places = self._places()
        self.settle = cache(self._settle)
        self.binding = cache(self._binding)

    def _binding(self, at: str, place: str | None) -> Binding:
        """Return the steps that say which norms bind then and there, and those that do."""
        steps, bind = {}, {}
        rules = [*self.authorities, *(each for a in self.authorities for each in a.reserved)]
        listed = sum(len(rule.get(field, ())) for rule in rules for field in LISTED)
        self.patience.spend(len(self.norms) * (8 * len(rules) + listed))
        for name, norm in self.norms.items():
            found = {"in_force": in_force(norm, at)}
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
        known = sorted(step[5:] for step in steps if steps[step][1]["in_force"])
        allowed = [name for name in self.norms if steps[f"norm|{name}"][1]["authorised"]]
        authorised = grouped((self.norms[name].action, name) for name in allowed)
        return Binding(steps, bind, known, origins, actions, duties, sizes, authorised)

    def _places(self) -> dict[str, int]:
        """Return in which place actions are judged: those of a breach before those upon it."""
        before: dict[str, set[str]] = {}
        for norm in self.norms.values():
            upon = norm.upon_breach and self.norms.get(norm.upon_breach.norm)
            if upon:
                before.setdefault(norm.action, set()).add(upon.action)
        places: dict[str, int] = {}
        waiting = {action: len(earlier & before.keys()) for action, earlier in before.items()}
        ready = [action for action, left in waiting.items() if not left]
        later = inputs.grouped((each, a) for a, earlier in before.items() for each in earlier)
        while ready:
            action = ready.pop()
            places[action] = 1 + max(places.get(each, 0) for each in before[action])
            for other in later.get(action, ()):
                waiting[other] -= 1
                ready += [other] * (not waiting[other])
        if circle := before.keys() - places.keys():
            raise inputs.InvalidError(f"target: norms upon one another's breach: {min(circle)}")
        return places

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

    def restricts(self, winner: str, loser: str, rule: str) -> bool:
        """Say whether a lower norm forbids what a higher one merely permits: both stand."""
        lower = LEVELS[self.norms[winner].level] < LEVELS[self.norms[loser].level]
        return rule == "level" and lower

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
            if theirs.upon_breach and not _follow_alike(ours, theirs):
                return False
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


def _follow_alike(ours: Any, theirs: Any) -> bool:
    """Say whether two norms apply upon the breach of one norm, by the same people."""
    says = [(u.norm, u.by or "addressee") for u in (ours.upon_breach, theirs.upon_breach) if u]
    return len(says) == 2 and says[0] == says[1]


def _whole(norm: Any) -> Any:
    """Return a norm's condition and that no exception holds, as one condition."""
    excepted = [Record(kind="not", of=exception.when) for exception in norm.exceptions]
    return Record(kind="all", of=[norm.condition or ALWAYS, *excepted])
