"""Structured arguments: how they are built, attack one another, and which attacks succeed.

References:
    S. Modgil and H. Prakken, A general account of argumentation with preferences, Artificial
    Intelligence 195 (2013): definitions 5 to 9 and 19 to 21.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product
from typing import TYPE_CHECKING, Literal, TypeAlias, get_args

from commonweal.argumentation._framework import ArgumentFramework
from commonweal.errors import Infeasible, Problem

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from commonweal.argumentation._theory import ArgumentationTheory, InferenceRule

AttackKind: TypeAlias = Literal["undermines", "rebuts", "undercuts"]
Link: TypeAlias = Literal["last", "weakest"]
SetOrder: TypeAlias = Literal["elitist", "democratic"]
LINKS: tuple[Link, ...] = get_args(Link)
"""What arguments are compared by: the last defeasible rules, or all rules and premises."""
SET_ORDERS: tuple[SetOrder, ...] = get_args(SetOrder)
"""How sets of rules or of premises are compared."""


@dataclass(frozen=True, slots=True, eq=False)
class StructuredArgument:
    """A premise, or a rule applied to arguments for what it needs."""

    conclusion: str
    """What it is for."""
    rule: InferenceRule | None
    """The rule that it ends in; None for a premise."""
    direct: tuple[StructuredArgument, ...]
    """The arguments that the rule is applied to."""
    parts: tuple[StructuredArgument, ...]
    """All arguments within it, each once, itself last."""
    ordinary: frozenset[str]
    """The ordinary premises that it uses."""
    defeasible: frozenset[str]
    """The names of the defeasible rules that it uses."""
    last: frozenset[str]
    """The names of the last defeasible rules: its own, or where that is strict, those before."""

    def __str__(self) -> str:
        """Return the argument on one line."""
        if self.rule is None:
            return self.conclusion
        arrow = "→" if self.rule.strict else f"⇒[{self.rule.name}]"
        below = ", ".join(
            f"({each})" if each.rule is not None else str(each) for each in self.direct
        )
        return f"{below} {arrow} {self.conclusion}".lstrip()


@dataclass(frozen=True, slots=True, eq=False)
class StructuredAttack:
    """One argument attacks another, on a part of it."""

    attacker: int
    attacked: int
    part: int
    """The part of the attacked argument that it is aimed at."""
    kind: AttackKind
    needs_preference: bool
    """Whether it fails where the attacker is weaker than that part; undercutting never does, nor
    what concludes a contrary that is not contradictory."""
    succeeds: bool
    """Whether it does succeed."""


@dataclass(frozen=True, slots=True, eq=False)
class StructuredFramework:
    """The arguments of a theory, their attacks, and the graph of those that succeed."""

    theory: ArgumentationTheory
    arguments: tuple[StructuredArgument, ...]
    """Numbered from 0; in the graph they are called A1, A2 and so on."""
    attacks: tuple[StructuredAttack, ...]
    """Every attack, also those that fail."""
    defeats: ArgumentFramework
    """The graph of the attacks that succeed, to be solved like any other."""

    def conclusions(self, extension: Sequence[str]) -> frozenset[str]:
        """Return what the arguments of an extension are for."""
        numbers = (self.defeats.number(name) for name in extension)
        return frozenset(self.arguments[number].conclusion for number in numbers)

    def explain(self) -> Iterator[str]:
        """Yield every argument and every attack in words."""
        names = self.defeats.arguments
        for name, argument in zip(names, self.arguments, strict=True):
            yield f"{name}: {argument}"
        for attack in self.attacks:
            how = "" if attack.succeeds else ", and fails: it is weaker"
            on = "" if attack.part == attack.attacked else f" on {names[attack.part]}"
            yield f"{names[attack.attacker]} {attack.kind} {names[attack.attacked]}{on}{how}."


def structured_framework(
    theory: ArgumentationTheory,
    *,
    link: Link = "last",
    order: SetOrder = "elitist",
    most: int = 10_000,
) -> StructuredFramework:
    """Return the arguments of a theory with the graph that they induce.

    Args:
        theory: premises, rules, contraries and orders.
        link: by what arguments are compared: ``last`` by their last defeasible rules, or, where
            neither has any, by their ordinary premises; ``weakest`` by all rules and premises.
        order: ``elitist``: a set is weaker when one member is weaker than every member of the
            other; ``democratic``: when each is weaker than some member of the other.
        most: how many arguments there may be.

    Raises:
        Infeasible: with code ``too-many-arguments``. There may be exponentially many.

    Deviation: an argument never uses a conclusion to reach it again, so that there are finitely
    many; what such a detour would conclude is concluded without it.

    Cost: the square of the arguments, times their parts.
    """
    arguments = _built(theory, most)
    place = {id(argument): number for number, argument in enumerate(arguments)}
    weaker = _Weaker(theory, link, order)
    targets: dict[int, list[int]] = {}
    for number, argument in enumerate(arguments):
        for part in argument.parts:
            targets.setdefault(place[id(part)], []).append(number)
    attacks = [
        StructuredAttack(attacker, attacked, part, kind, needs, succeeds)
        for attacker, part in product(range(len(arguments)), repeat=2)
        for kind, needs in _aimed(theory, arguments[attacker].conclusion, arguments[part])
        for succeeds in [not (needs and weaker(arguments[attacker], arguments[part]))]
        for attacked in targets[part]
    ]
    won = [attack for attack in attacks if attack.succeeds]
    graph = ArgumentFramework.from_indices(
        [f"A{number + 1}" for number in range(len(arguments))],
        [attack.attacker for attack in won],
        [attack.attacked for attack in won],
    )
    return StructuredFramework(theory, arguments, tuple(attacks), graph)


def _built(theory: ArgumentationTheory, most: int) -> tuple[StructuredArgument, ...]:
    known: dict[tuple[object, ...], StructuredArgument] = {}
    by: dict[str, list[StructuredArgument]] = {}
    for premise in sorted(theory.axioms | theory.premises):
        ordinary = frozenset([premise]) - theory.axioms
        _keep(known, by, (premise,), _premise(premise, ordinary), most)
    grown = True
    while grown:
        grown = False
        for rule in theory.rules:
            for direct in list(product(*(by.get(each, ()) for each in rule.premises))):
                key = (rule.name, *map(id, direct))
                if key in known or any(
                    part.conclusion == rule.conclusion for each in direct for part in each.parts
                ):
                    continue
                _keep(known, by, key, _applied(rule, direct), most)
                grown = True
    return tuple(known.values())


def _keep(
    known: dict[tuple[object, ...], StructuredArgument],
    by: dict[str, list[StructuredArgument]],
    key: tuple[object, ...],
    argument: StructuredArgument,
    most: int,
) -> None:
    if len(known) >= most:
        expected = f"a theory with at most {most} arguments"
        raise Infeasible(Problem("too-many-arguments", "", expected, "more"))
    known[key] = argument
    by.setdefault(argument.conclusion, []).append(argument)


def _premise(literal: str, ordinary: frozenset[str]) -> StructuredArgument:
    parts: list[StructuredArgument] = []
    none: frozenset[str] = frozenset()
    return _closed(StructuredArgument(literal, None, (), tuple(parts), ordinary, none, none))


def _applied(rule: InferenceRule, direct: tuple[StructuredArgument, ...]) -> StructuredArgument:
    parts = tuple({id(part): part for each in direct for part in each.parts}.values())
    own = frozenset() if rule.strict else frozenset([rule.name])
    before = frozenset(name for each in direct for name in each.last)
    return _closed(
        StructuredArgument(
            rule.conclusion,
            rule,
            direct,
            parts,
            frozenset(premise for each in direct for premise in each.ordinary),
            own.union(*(each.defeasible for each in direct)),
            own or before,
        )
    )


def _closed(argument: StructuredArgument) -> StructuredArgument:
    """Put an argument last among its own parts."""
    object.__setattr__(argument, "parts", (*argument.parts, argument))
    return argument


def _aimed(
    theory: ArgumentationTheory, conclusion: str, part: StructuredArgument
) -> Iterator[tuple[AttackKind, bool]]:
    """Yield how a conclusion attacks the end of an argument, and whether preference matters."""
    if part.rule is not None and part.rule.strict:
        return
    if part.rule is not None and theory.is_contrary(conclusion, part.rule.name):
        yield "undercuts", False
    if part.rule is None and not part.ordinary:
        return
    if theory.is_contrary(conclusion, part.conclusion):
        kind: AttackKind = "undermines" if part.rule is None else "rebuts"
        yield kind, theory.is_contradictory(conclusion, part.conclusion)


@dataclass(frozen=True, slots=True)
class _Weaker:
    """Whether one argument is weaker than another."""

    theory: ArgumentationTheory
    link: Link
    order: SetOrder

    def __call__(self, one: StructuredArgument, other: StructuredArgument) -> bool:
        """Tell whether the first is strictly weaker."""
        rules, premises = self.theory.stronger_rules, self.theory.stronger_premises
        by_premises = self._set_weaker(one.ordinary, other.ordinary, premises)
        if self.link == "last":
            if not one.last and not other.last:
                return by_premises
            return self._set_weaker(one.last, other.last, rules)
        by_rules = self._set_weaker(one.defeasible, other.defeasible, rules)
        if not one.defeasible and not other.defeasible:
            return by_premises
        if not one.ordinary and not other.ordinary:
            return by_rules
        return by_premises and by_rules

    def _set_weaker(
        self, one: frozenset[str], other: frozenset[str], stronger: frozenset[tuple[str, str]]
    ) -> bool:
        if not one or not other:
            return bool(one) and not other
        if self.order == "elitist":
            return any(all((y, x) in stronger for y in other) for x in one)
        return all(any((y, x) in stronger for y in other) for x in one)
