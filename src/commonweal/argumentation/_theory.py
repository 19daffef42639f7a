"""What structured arguments are made of: premises, strict and defeasible rules, and orders of them.

References:
    S. Modgil and H. Prakken, A general account of argumentation with preferences, Artificial
    Intelligence 195 (2013), definitions 2 to 5 and 12.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from commonweal.argumentation._order import closed
from commonweal.errors import InvalidDocument, Problem

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

NOT = "-"
"""What stands before a literal that is denied."""


@dataclass(frozen=True, slots=True)
class InferenceRule:
    """A rule from premises to a conclusion.

    Literals are words; one that begins with ``-`` denies what follows. The name of a defeasible
    rule is a literal too, which says that the rule applies: what concludes its denial undercuts.
    """

    name: str
    """Its name; no other rule has it."""
    premises: tuple[str, ...]
    """What it needs; nothing, for a rule that holds by itself."""
    conclusion: str
    """What it gives."""
    strict: bool = False
    """Whether it holds without exception."""


@dataclass(frozen=True, slots=True)
class ArgumentationTheory:
    """A knowledge base and rules, with what is contrary to what, and which is stronger."""

    rules: tuple[InferenceRule, ...]
    """Strict and defeasible rules."""
    axioms: frozenset[str] = frozenset()
    """Premises that nothing can attack."""
    premises: frozenset[str] = frozenset()
    """Ordinary premises, which can be undermined."""
    contraries: frozenset[tuple[str, str]] = frozenset()
    """Pairs: the first is a contrary of the second. Where both ways stand they are contradictory,
    as a literal and its denial always are."""
    stronger_rules: frozenset[tuple[str, str]] = frozenset()
    """Pairs of defeasible rules, the stronger first; with all that follows from them."""
    stronger_premises: frozenset[tuple[str, str]] = frozenset()
    """Pairs of ordinary premises, the stronger first; with all that follows from them."""

    def __post_init__(self) -> None:
        """Close the orders.

        Raises:
            InvalidDocument: with every problem: ``repeated-name`` of a rule, ``unknown-rule`` or
                ``unknown-premise`` in an order, or ``order-circle``.
        """
        problems = tuple(self._problems())
        if problems:
            raise InvalidDocument(problems)
        object.__setattr__(self, "stronger_rules", closed(self.stronger_rules, "stronger_rules"))
        object.__setattr__(
            self, "stronger_premises", closed(self.stronger_premises, "stronger_premises")
        )

    def _problems(self) -> Iterator[Problem]:
        for name, count in Counter(rule.name for rule in self.rules).items():
            if count > 1:
                yield Problem("repeated-name", "rules", "each name once", f"{name!r} {count} times")
        known = {rule.name for rule in self.rules if not rule.strict}
        for name in sorted({name for pair in self.stronger_rules for name in pair} - known):
            yield Problem("unknown-rule", "stronger_rules", "a defeasible rule", repr(name))
        for name in sorted({name for pair in self.stronger_premises for name in pair}):
            if name not in self.premises:
                yield Problem(
                    "unknown-premise", "stronger_premises", "an ordinary premise", repr(name)
                )

    def is_contrary(self, one: str, other: str) -> bool:
        """Tell whether the first is a contrary of the second, or contradictory to it."""
        return one == denied(other) or (one, other) in self.contraries

    def is_contradictory(self, one: str, other: str) -> bool:
        """Tell whether each is a contrary of the other."""
        return self.is_contrary(one, other) and self.is_contrary(other, one)

    def transposed(self) -> ArgumentationTheory:
        """Return the theory with the transpositions of its strict rules, and theirs.

        From `a, b → c` follow `a, -c → -b` and `-c, b → -a`. Rationality needs them (definition
        12). Each is called after its rule, with the number of the premise.

        Cost: each strict rule with n premises becomes at most n + 1.
        """
        known = {(rule.premises, rule.conclusion) for rule in self.rules if rule.strict}
        forms = {(frozenset(premises), conclusion) for premises, conclusion in known}
        rules = list(self.rules)
        for rule in rules:
            if not rule.strict:
                continue
            for place, premise in enumerate(rule.premises):
                others = rule.premises[:place] + rule.premises[place + 1 :]
                needed = (*others, denied(rule.conclusion))
                form = (frozenset(needed), denied(premise))
                if form not in forms:
                    forms.add(form)
                    name = f"{rule.name}~{place + 1}"
                    rules.append(InferenceRule(name, needed, denied(premise), strict=True))
        return replace(self, rules=tuple(rules))

    def strict_closure(self, literals: Iterable[str]) -> frozenset[str]:
        """Return what strict rules give from literals, the literals included."""
        found, grown = set(literals), True
        while grown:
            new = {
                rule.conclusion
                for rule in self.rules
                if rule.strict and found.issuperset(rule.premises)
            }
            grown = not new <= found
            found |= new
        return frozenset(found)

    def is_consistent(self, literals: Collection[str]) -> bool:
        """Tell whether no two of the literals are contrary, either way."""
        return not any(self.is_contrary(one, other) for one in literals for other in literals)

    def faults(self) -> tuple[str, ...]:
        """Return why the theory is not well formed, in words; nothing if it is.

        Only of a well-formed theory do its extensions keep to the rationality postulates: closed
        under strict rules, and consistent, directly and with all that strict rules give.

        References:
            Modgil and Prakken (2013), definition 12, theorems 12 to 15.
        """
        found = []
        if {rule.name for rule in self.transposed().rules} != {rule.name for rule in self.rules}:
            found.append("The strict rules are not closed under transposition.")
        if not self.is_consistent(self.strict_closure(self.axioms)):
            found.append("The axioms are not consistent with what strict rules give.")
        given = self.axioms | {rule.conclusion for rule in self.rules if rule.strict}
        found += [
            f"{one} is a contrary of {other}, which is an axiom or given by a strict rule."
            for one, other in sorted(self.contraries)
            if other in given and not self.is_contradictory(one, other)
        ]
        return tuple(found)


def denied(literal: str) -> str:
    """Return the denial of a literal; that of a denial is what was denied."""
    return literal.removeprefix(NOT) if literal.startswith(NOT) else f"{NOT}{literal}"
