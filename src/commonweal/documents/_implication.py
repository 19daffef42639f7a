"""Whether one condition is narrower than another: a test that is sound and knows its limits."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from itertools import product
from math import prod
from typing import Self, TypeAlias

from commonweal.documents._condition import (
    All,
    Any,
    AtLeast,
    AtMost,
    Before,
    Condition,
    Equals,
    Holds,
    Not,
    Occupies,
    OneOf,
)
from commonweal.documents._evaluation import ValueKey, number_of, value_key

MOST_CONJUNCTIONS = 64
"""With more than this, at any stage, two conditions are not compared."""


@dataclass(frozen=True, slots=True)
class _Literal:
    """An atom or its negation, of the facts as they are (``before``) or as they are left."""

    positive: bool
    before: bool
    kind: str
    about: str
    """The fact, the context, or the role and whose it is."""
    values: frozenset[ValueKey] = frozenset()
    """Of ``equals`` the one value, of ``one_of`` those listed."""
    bound: Fraction = Fraction(0)
    """Of ``at_least`` and ``at_most``."""

    def negated(self) -> _Literal:
        """Return the literal that says the opposite."""
        return _Literal(
            not self.positive, self.before, self.kind, self.about, self.values, self.bound
        )


_Conjunction: TypeAlias = frozenset[_Literal]


class _TooManyConjunctions(Exception):
    """The disjunctive normal form passes its limit."""


def implies(narrower: Condition, broader: Condition) -> bool:
    """Return whether wherever ``narrower`` holds, ``broader`` is seen to hold too.

    Sound: if it returns true, there is no world where the first holds and the second does not.
    Incomplete: false says nothing. Each is put in disjunctive normal form; every conjunction of
    the narrower must be subsumed by one of the broader. What this misses: a broader condition that
    only several of its conjunctions cover together, bounds that meet (at least 3 and at most 3 is
    equals 3), what narrower contexts imply, and anything whose normal form has more than
    `MOST_CONJUNCTIONS` conjunctions at any stage.

    Cost: at most 64 × 64 pairs of conjunctions.
    """
    return NormalForm.of(narrower).implies(NormalForm.of(broader))


@dataclass(frozen=True, slots=True)
class NormalForm:
    """A condition in disjunctive normal form: kept where one is compared with many."""

    conjunctions: tuple[_Conjunction, ...] | None
    """None where there would be more than `MOST_CONJUNCTIONS`."""

    @classmethod
    def of(cls, condition: Condition) -> Self:
        """Return the normal form of a condition."""
        try:
            return cls(tuple(_normal(condition)))
        except _TooManyConjunctions:
            return cls(None)

    def implies(self, broader: NormalForm) -> bool:
        """Return whether this is seen to hold only where the other does: see `implies`."""
        if self.conjunctions is None or broader.conjunctions is None:
            return False
        return all(
            any(_subsumed(conjunction, other) for other in broader.conjunctions)
            for conjunction in self.conjunctions
            if not _contradicts_itself(conjunction)
        )


def _subsumed(narrow: _Conjunction, broad: _Conjunction) -> bool:
    return all(any(_literal_implies(have, want) for have in narrow) for want in broad)


def _normal(
    condition: Condition, *, positive: bool = True, before: bool = False
) -> list[_Conjunction]:
    """Return the disjunctive normal form, negation pushed inward to the atoms.

    What the limit counts does not depend on the order of the parts: of a disjunction the sum, of a
    conjunction the product, before anything is left out for standing twice or contradicting itself.
    """
    if isinstance(condition, Not):
        return _normal(condition.of, positive=not positive, before=before)
    if isinstance(condition, Before):
        return _normal(condition.of, positive=positive, before=True)
    if not isinstance(condition, All | Any):
        return [frozenset({_literal(condition, positive=positive, before=before)})]
    parts = [_normal(part, positive=positive, before=before) for part in condition.of]
    disjoins = isinstance(condition, Any) == positive
    sizes = [len(part) for part in parts]
    if (sum(sizes) if disjoins else prod(sizes)) > MOST_CONJUNCTIONS:
        raise _TooManyConjunctions
    if disjoins:
        return [conjunction for part in parts for conjunction in part]
    return [frozenset[_Literal]().union(*choice) for choice in product(*parts)]


def _contradicts_itself(conjunction: _Conjunction) -> bool:
    return any(literal.negated() in conjunction for literal in conjunction)


def _literal(atom: Condition, *, positive: bool, before: bool) -> _Literal:
    match atom:
        case Equals():
            return _Literal(
                positive, before, atom.kind, atom.fact, frozenset({value_key(atom.value)})
            )
        case OneOf():
            values = frozenset(value_key(value) for value in atom.values)
            return _Literal(positive, before, atom.kind, atom.fact, values)
        case AtLeast() | AtMost():
            bound = Fraction(number_of(atom.value) or 0)
            return _Literal(positive, before, atom.kind, atom.fact, bound=bound)
        case Holds():
            return _Literal(positive, before, atom.kind, atom.context)
        case Occupies():
            return _Literal(positive, before, atom.kind, f"{atom.who} {atom.role}")
        case _:
            raise AssertionError(atom.kind)


def _literal_implies(have: _Literal, want: _Literal) -> bool:
    if have == want:
        return True
    if (have.before, have.about) != (want.before, want.about):
        return False
    match (have.positive, want.positive):
        case (True, True):
            return _positive_implies(have, want)
        case (True, False):
            return have.kind == "equals" and _excludes(have, want)
        case (False, False):
            return _negative_implies(have, want)
        case _:
            return False


def _positive_implies(have: _Literal, want: _Literal) -> bool:
    match (have.kind, want.kind):
        case ("equals" | "one_of", "at_least"):
            return all(isinstance(v, Fraction) and v >= want.bound for _, v in have.values)
        case ("equals" | "one_of", "at_most"):
            return all(isinstance(v, Fraction) and v <= want.bound for _, v in have.values)
        case ("equals" | "one_of", "one_of"):
            return have.values <= want.values
        case ("at_least", "at_least"):
            return have.bound >= want.bound
        case ("at_most", "at_most"):
            return have.bound <= want.bound
        case _:
            return False


def _excludes(have: _Literal, want: _Literal) -> bool:
    if want.kind not in {"equals", "one_of"} or not have.values.isdisjoint(want.values):
        return False
    return want.kind == "one_of" or _types(have) == _types(want)


def _types(literal: _Literal) -> set[str]:
    return {type_ for type_, _ in literal.values}


def _negative_implies(have: _Literal, want: _Literal) -> bool:
    match (have.kind, want.kind):
        case ("one_of", "equals" | "one_of"):
            return want.values <= have.values
        case ("at_least", "at_least"):
            return have.bound <= want.bound
        case ("at_most", "at_most"):
            return have.bound >= want.bound
        case _:
            return False
