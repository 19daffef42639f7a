"""What is so in a situation: facts, contexts, roles, conditions; which condition is narrower.

The standard library alone, nothing of the project; checker.py loads this file from beside itself,
after checker_inputs.py. The rules are told in words in docs/reference/decisions.md. Arithmetic is
exact.
"""

from __future__ import annotations

import re
import sys
from copy import copy
from fractions import Fraction
from itertools import product
from math import prod
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

inputs: Any = sys.modules["commonweal_checker.checker_inputs"]

MOST_CONJUNCTIONS = 64

# --- What is so: Kleene's values, where "and" is min, "or" is max and "not" is minus

HOLDS, UNKNOWN, FAILS = 1, 0, -1
BOUNDS, EXACT = {"at_least", "at_most"}, {"equals", "one_of"}
NOBODY = None, False
"""What is so of a fact that nobody asserts."""
ALWAYS = inputs.Record(kind="all")


class Act(NamedTuple):
    """Who does what to whom; of an omission, the act that the obligation `undone` asks for."""

    actor: str
    action: str
    toward: Any
    undone: Any = None


def typed(value: Any) -> tuple[str, Any]:
    """Return a fact's value with its type; a number is one number however it is written."""
    if isinstance(value, bool):
        return "truth", value
    if isinstance(value, str) and not re.fullmatch("-?[0-9]+/[0-9]+", value):
        return "word", value
    number = Fraction(value) if isinstance(value, int) or inputs.RATIO.fullmatch(value) else None
    if number is None or value not in {number, f"{number.numerator}/{number.denominator}"}:
        raise inputs.InvalidError(f"{value!r:.99} is no fraction in lowest terms")
    return "number", number


def bounds_of(clause: Any) -> frozenset[tuple[str, Any]]:
    """Return the typed values that a clause over a fact names; found once for each clause."""
    found: frozenset[tuple[str, Any]] | None = clause.__dict__.get("bounds")
    if found is None:
        values = clause["values"] if clause.kind == "one_of" else [clause["value"]]
        found = clause.__dict__["bounds"] = frozenset(map(typed, values))
    return found


def meets(kind: str, value: tuple[str, Any], bounds: frozenset[tuple[str, Any]]) -> bool:
    """Say whether a typed value is as a clause over a fact demands."""
    if kind in EXACT:
        return value in bounds
    if not all(value[0] == bound[0] == "number" for bound in bounds):
        return False
    return bool(value >= max(bounds) if kind == "at_least" else value <= min(bounds))


def by_fact(words: Any) -> dict[str, list[Any]]:
    """Return assertions, or changes, by the fact that they are of."""
    found: dict[str, list[Any]] = {}
    for word in words:
        found.setdefault(word["fact"], []).append(word)
    return found


def in_sense(words: list[Any], by: str) -> list[Any]:
    """Return the assertions of a fact in one sense and in none, if any are in that sense."""
    if not any(word.get("sense") == by for word in words):
        return words
    return [word for word in words if (word.get("sense") or by) == by]


class Scene:
    """A situation's claims, and what is so by them.

    Each answer has two parts, the full and the strict one: strictly, what nobody claims who is
    heard is unknown. The strict part is therefore the full one or unknown.

    Args:
        situation: the situation.
        target: its institutions, and which belong together; which context is within which.
        patience: is told how much there is to look at.
    """

    def __init__(self, situation: Any, target: Any, patience: Any) -> None:
        self.spend = patience.spend
        self.decider, self.narrower = situation.decider, target.graph.narrower
        self.parties = inputs.named(situation.parties)
        self.spend(len(self.parties) + len(target.institutions))
        self.heard = {*self.parties, *target.institutions} - self._own_side(situation, target)
        self.said = by_fact(situation.facts)
        self.said_of = {option.name: by_fact(option.changes) for option in situation.options}
        self.agree()
        contexts = ((c["context"], c.applies is not False, c["by"]) for c in situation.contexts)
        self.contexts = self._agreed(contexts)
        self.roles = self._agreed(
            ((name, claim["role"]), claim.occupied is not False, claim["by"])
            for name, party in self.parties.items()
            for claim in party.roles
        )
        self.deeds = situation.deeds
        self.deeds_of = inputs.grouped(((d.actor, d.action), d) for d in situation.deeds)
        self.done = self._agreed(
            (deed.name, claim.done is not False, claim["by"])
            for deed in situation.deeds
            for claim in deed.claims
        )
        self.spoken_of = inputs.grouped((role, party) for party, role in self.roles)
        self.known: dict[Any, tuple[int, int]] = {}

    def _own_side(self, situation: Any, target: Any) -> set[Any]:
        """Return who speaks for the decider: its principal, those inside, what belongs to them."""
        own = {name for name, party in self.parties.items() if party.inside is True}
        own |= {situation.decider, situation.principal}
        # Those who belong together share one set, however many of them are named.
        together = {id(found): found for name in own for found in [target.together.get(name, own)]}
        return own.union(*together.values())

    def defined_by(self, by: str) -> Scene:
        """Return the same scene with the words that somebody defines in that sense alone."""
        other = copy(self)
        other.said = {fact: in_sense(words, by) for fact, words in self.said.items()}
        other.said_of = {
            option: {fact: in_sense(words, by) for fact, words in said.items()}
            for option, said in self.said_of.items()
        }
        other.agree(apart=False)
        return other

    def agree(self, *, apart: bool = True) -> None:
        """Find what is so of each fact, as it is and as each option leaves it."""
        self.facts = {f: self._fact(words, apart=apart) for f, words in self.said.items()}
        self.changes = {
            option: {f: self._fact(words, apart=apart) for f, words in said.items()}
            for option, said in self.said_of.items()
        }

    def _fact(self, words: list[Any], *, apart: bool) -> tuple[Any, bool]:
        """Return the typed value on which assertions agree, or None; and whether nobody is heard.

        Where they go by several senses, somebody has to be heard in each, or in none.
        """
        if len(words) == 1:
            return typed(words[0]["value"]), words[0]["by"] not in self.heard
        values = {typed(word["value"]) for word in words}
        heard = {word.get("sense") or None for word in words if word["by"] in self.heard}
        senses = {word.get("sense") or None for word in words} - {None}
        known = heard and (not apart or None in heard or senses <= heard)
        return (values.pop() if len(values) == 1 else None), not known

    def _agreed(self, claims: Iterable[tuple[Any, bool, str]]) -> dict[Any, tuple[Any, bool]]:
        """Return whether the claims about each thing agree that it holds, or None if they do not.

        With it stands whether nobody who is heard claims so.
        """
        found: dict[Any, tuple[Any, bool]] = {}
        for about, holds, by in claims:
            said: bool | None = holds
            alone = by not in self.heard
            if about in found:
                before, others = found[about]
                said, alone = said if said is before else None, alone and others
            found[about] = said, alone
        return found

    def _claimed(self, claims: dict[Any, tuple[Any, bool]], about: Any) -> tuple[int, int]:
        """Return whether something claimed true or false holds; what nobody claims fails."""
        if about not in claims:
            return FAILS, FAILS
        value, alone = claims[about]
        full = UNKNOWN if value is None else HOLDS if value else FAILS
        return full, UNKNOWN if alone else full

    def context(self, name: str) -> tuple[int, int]:
        """Return whether a context holds, by itself or because a narrower one does."""
        if name not in self.known:
            names = {name, *self.narrower.get(name, ())}
            self.spend(len(names))
            found = [self._claimed(self.contexts, each) for each in names]
            self.known[name] = max(full for full, _ in found), max(strict for _, strict in found)
        return self.known[name]

    def role(self, party: str | None, role: str) -> tuple[int, int]:
        """Return whether a party, or where none is named anyone, occupies a role."""
        about = party, role
        if about not in self.known:
            named_parties = self.parties if party is None else [party]
            self.spend(2 * len(named_parties))
            found = [self._claimed(self.roles, (name, role)) for name in named_parties]
            self.known[about] = max(full for full, _ in found), max(strict for _, strict in found)
        return self.known[about]

    def was_done(self, deed: str) -> tuple[int, int]:
        """Return whether a deed that is told was done before."""
        return self._claimed(self.done, deed)

    def occupies(self, who: str, role: str, act: Act | None) -> tuple[int, int]:
        """Return whether the actor, the counterparty, the decider or anyone has a role."""
        if who == "decider":
            return self.role(self.decider, role)
        if who == "anyone":
            return self.role(None, role)
        if act is None:
            return UNKNOWN, UNKNOWN
        if who == "actor":
            return self.role(act.actor, role)
        if who != "counterparty":
            raise inputs.InvalidError(f"a condition on {who!r:.99}, whom no rule knows")
        if act.undone:
            return (HOLDS, HOLDS) if role == act.undone.counterparty else (FAILS, FAILS)
        return self.role(act.toward, role) if act.toward else (FAILS, FAILS)

    def truth(self, clause: Any, changes: Any, act: Act | None) -> tuple[int, int]:
        """Evaluate a condition, fully and strictly, on the facts as an option leaves them."""
        kind = clause["kind"]
        if "fact" in clause:
            return self._compare(clause, changes.get(clause["fact"]))
        if kind in {"all", "any"}:
            parts = [self.truth(part, changes, act) for part in clause.of]
            if kind == "all":
                return min([f for f, _ in parts] + [HOLDS]), min([s for _, s in parts] + [HOLDS])
            return max([f for f, _ in parts] + [FAILS]), max([s for _, s in parts] + [FAILS])
        if kind == "not":
            full, strict = self.truth(clause.of, changes, act)
            return -full, -strict
        if kind == "before":
            return self.truth(clause.of, {}, act)
        if kind == "holds":
            return self.context(clause.context)
        if kind == "occupies":
            return self.occupies(clause["who"], clause["role"], act)
        raise inputs.InvalidError(f"a condition of kind {kind!r:.99}, which no rule knows")

    def _compare(self, clause: Any, changed: Any) -> tuple[int, int]:
        """Compare a fact with what a clause demands of it."""
        value, alone = changed or self.facts.get(clause["fact"], NOBODY)
        kind = clause["kind"]
        if value is None or (kind in BOUNDS and value[0] != "number"):
            return UNKNOWN, UNKNOWN
        full = HOLDS if meets(kind, value, bounds_of(clause)) else FAILS
        return full, UNKNOWN if alone else full


# --- Which of two conditions is narrower: each conjunction of the one within one of the other


def conjunctions(clause: Any, *, positive: bool = True, before: bool = False) -> list[Any]:
    """Return the disjunctive normal form; OverflowError above 64 conjunctions."""
    kind = clause.kind
    if kind in {"not", "before"}:
        positive, before = positive != (kind == "not"), before or kind == "before"
        return conjunctions(clause.of, positive=positive, before=before)
    if kind in {"holds", "occupies"}:
        return [frozenset({(positive, kind, (before, *sorted(clause.items())), frozenset())})]
    if kind not in {"all", "any"}:
        return [frozenset({(positive, kind, (before, clause.fact), bounds_of(clause))})]
    parts = [conjunctions(part, positive=positive, before=before) for part in clause.of]
    if (sum if (kind == "any") == positive else prod)(map(len, parts)) > MOST_CONJUNCTIONS:
        raise OverflowError
    if (kind == "any") == positive:
        return [each for part in parts for each in part]
    return [frozenset[Any]().union(*choice) for choice in product(*parts)]


def entails(a: Any, b: Any) -> bool:
    """Say whether one literal implies another. Sound, and deliberately no more than this."""
    (is_a, kind_a, about_a, says_a), (is_b, kind_b, about_b, says_b) = a, b
    if a == b or about_a != about_b:
        return bool(a == b)
    if is_a and is_b and kind_a in EXACT:
        return kind_b != "equals" and all(meets(kind_b, value, says_b) for value in says_a)
    if is_a and not is_b:
        alike = kind_b == "equals" and len({kind for kind, _ in says_a | says_b}) == 1
        return kind_a == "equals" and (alike or kind_b == "one_of") and not says_a & says_b
    if is_a == is_b and kind_a == kind_b and kind_a in BOUNDS:
        inner, outer = (says_a, says_b) if is_a else (says_b, says_a)
        return all(meets(kind_a, value, outer) for value in inner)
    exact = kind_a == "one_of" and kind_b in EXACT
    return not is_a and not is_b and exact and says_b <= says_a


def normal(clause: Any) -> list[Any] | None:
    """Return the conjunctions that do not contradict themselves; None if there are too many."""
    try:
        forms = conjunctions(clause)
    except OverflowError:
        return None
    return [form for form in forms if not any((not says, *rest) in form for says, *rest in form)]


def within(ours: list[Any] | None, theirs: list[Any] | None) -> bool:
    """Say whether each conjunction of a normal form is seen to imply one of another."""
    if ours is None or theirs is None:
        return False
    return all(
        any(all(any(entails(m, n) for m in mine) for n in yours) for yours in theirs)
        for mine in ours
    )


def size(clause: Any) -> int:
    """Return how many clauses a condition has."""
    inside = clause.of if clause else ()
    return 1 + sum(map(size, inside if isinstance(inside, list) else [inside] if inside else []))
