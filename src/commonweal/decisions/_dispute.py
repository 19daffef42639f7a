"""The dispute behind a decision, as arguments: which norms and values speak for and against what.

It is built from the same findings as the decision, shows people what stands against what, and
decides nothing: no decision reads it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import permutations
from typing import TYPE_CHECKING

from commonweal.argumentation import (
    ArgumentationTheory,
    Audience,
    InferenceRule,
    StructuredFramework,
    ValueFramework,
    denied,
    solve_grounded,
    structured_framework,
)
from commonweal.decisions._derivation import derive
from commonweal.decisions._target import PreparedTarget
from commonweal.errors import InvalidDocument

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from commonweal.decisions._derivation import Derivation
    from commonweal.documents import DecisionInputs, Target
    from commonweal.norms import Defeat, JudgedItem, JudgedNorm


@dataclass(frozen=True, slots=True, eq=False)
class Dispute:
    """A decision's situation as arguments."""

    structured: StructuredFramework
    """The arguments and all attacks, also those that fail by the order of norms."""
    framework: ValueFramework
    """The attacks that succeed, with the value that each argument for or against an option
    promotes; arguments of norms promote none, so that no order of values stops them."""
    audience: Audience
    """What certainly stands above what here, as people's answers have it."""
    charges: dict[str, tuple[str, ...]]
    """Of each option the arguments that it breaks a norm."""
    recommending: dict[str, tuple[str, ...]]
    """Of each option the arguments to take it, one for each value that may speak for it."""
    opposing: dict[str, tuple[str, ...]]
    """Of each option the arguments not to take it, one for each value that may speak against it."""

    def explain(self) -> Iterator[str]:
        """Yield every argument and attack in words, then the labels for this audience."""
        yield from self.structured.explain()
        labels = solve_grounded(self.framework.defeats(self.audience))
        for name in self.framework.framework.arguments:
            yield f"{name} is {labels.of(name)}."


def dispute(inputs: DecisionInputs, *, target: Target | PreparedTarget) -> Dispute:
    """Return a situation's dispute: norms and values as arguments for and against its options.

    - A norm that takes part in judging an act or omission is a defeasible rule from its
      application. It argues that the option does wrong, if it can be charged, and that it itself
      stands, by which it defeats norms that it collides with. The declared order of norms (level,
      priority, specificity, date) is a preference between their rules; where pairs of it do not
      make one order, a norm that wins a collision attacks one way instead.
    - What is uncertain, that a norm applies or what a value says of an option, is a premise with
      its denial beside it, so that by itself it is undecided.
    - A value argues for an option that it places above some other and below none, and against one
      that it places below some other: practical reasoning, which promotes that value. Options
      exclude one another.
    - That an option does wrong always defeats what argues for it: norms come before values here, as
      they do in a decision.

    The labels of the charges under grounded semantics are those by which the decision calls an
    option forbidden, in dispute or permitted; a test holds them to each other.

    Args:
        inputs: the situation and what was said of it.
        target: the norms and the moral graph.

    Raises:
        InvalidDocument: as `decide` does.
        Infeasible: with code ``too-many-arguments``.

    References:
        K. Atkinson and T. Bench-Capon, Practical reasoning as presumptive argumentation using
        action based alternating transition systems, Artificial Intelligence 171 (2007), for
        arguments that promote a value. Deviation: an appraisal takes the place of a transition.
    """
    prepared = target if isinstance(target, PreparedTarget) else PreparedTarget(target)
    found = derive(prepared, inputs)
    parts = _Parts()
    for option in found.options:
        for item in found.norms.options[option].items:
            _add_norms(parts, option, item)
    _add_values(parts, found)
    for one, other in permutations(found.options, 2):
        parts.contraries.add((_do(one), _do(other)))
    structured = structured_framework(parts.theory())
    return _told(structured, parts, found)


@dataclass(slots=True)
class _Parts:
    """What a theory is collected from."""

    rules: list[InferenceRule] = field(default_factory=list)
    axioms: set[str] = field(default_factory=set)
    premises: set[str] = field(default_factory=set)
    contraries: set[tuple[str, str]] = field(default_factory=set)
    stronger: set[tuple[str, str]] = field(default_factory=set)
    charges: dict[str, set[str]] = field(default_factory=dict)
    """Of each option the conclusions that it breaks a norm."""
    promoted: dict[str, str] = field(default_factory=dict)
    """Of each rule of a value, the value."""

    def rule(self, name: str, premise: str, conclusion: str, *, certain: bool) -> None:
        """Add a defeasible rule from one premise, which is certain or open."""
        self.rules.append(InferenceRule(name, (premise,), conclusion))
        if certain:
            self.axioms.add(premise)
        else:
            self.premises |= {premise, denied(premise)}

    def theory(self) -> ArgumentationTheory:
        """Return the theory."""
        return ArgumentationTheory(
            tuple(self.rules),
            axioms=frozenset(self.axioms),
            premises=frozenset(self.premises - self.axioms),
            contraries=frozenset(self.contraries),
            stronger_rules=frozenset(self.stronger),
        )


def _do(option: str) -> str:
    return f"do {option}"


def _add_norms(parts: _Parts, option: str, item: JudgedItem) -> None:
    """Add the norms that take part in judging one act or omission, and their collisions."""
    where = f"{option}/{item.item.name}"

    def stands(name: str) -> str:
        return f"{name} stands on {where}"

    def charged(name: str) -> str:
        return f"{where} breaks {name}"

    for norm in item.norms:
        applies, charge = norm.bearing.applies.full, norm.bearing.charge
        if applies != "fails":
            sure = applies == "holds" and not norm.capped
            premise = f"{norm.name} covers {where}"
            parts.rule(f"{norm.name} of {where}", premise, stands(norm.name), certain=sure)
        if charge is not None and charge.full != "fails":
            sure = charge.full == "holds" and not norm.capped
            premise = f"{where} meets {norm.name}"
            parts.rule(f"{norm.name} against {where}", premise, charged(norm.name), certain=sure)
            parts.charges.setdefault(option, set()).add(charged(norm.name))
            parts.contraries.add((charged(norm.name), _do(option)))
    defeats = [
        each for each in item.defeats if _defends(item.norms, each.winner) and not each.restricts
    ]
    for defeat in defeats:
        parts.contraries.add((stands(defeat.winner), charged(defeat.loser)))
        parts.contraries.add((stands(defeat.winner), stands(defeat.loser)))
    both = [each for each in defeats if _defends(item.norms, each.loser)]
    if _one_order(both):
        for defeat in both:
            if defeat.rule != "none":
                # Each attacks the other, and the order makes the loser's attack fail.
                parts.contraries.add((stands(defeat.loser), stands(defeat.winner)))
                parts.stronger.add((f"{defeat.winner} of {where}", f"{defeat.loser} of {where}"))


def _defends(norms: Iterable[JudgedNorm], name: str) -> bool:
    return any(norm.name == name and norm.bearing.applies.full != "fails" for norm in norms)


def _one_order(defeats: list[Defeat]) -> bool:
    """Tell whether what wins against what makes a strict order that orders no tie."""
    decided = {(each.winner, each.loser) for each in defeats if each.rule != "none"}
    tied = {(each.winner, each.loser) for each in defeats if each.rule == "none"}
    try:
        return not Audience.of(decided).above & tied
    except InvalidDocument:
        return False


def _add_values(parts: _Parts, found: Derivation) -> None:
    """Add what each value that counts says for and against each option."""
    for card in found.values.counting:
        for option in found.options:
            better, worse = _places(found, card, option)
            if "yes" in better and not worse & {"yes"}:
                name = f"{card} for {option}"
                sure = "maybe" not in worse
                parts.rule(name, f"{option} promotes {card}", _do(option), certain=sure)
                parts.promoted[name] = card
            elif "maybe" in better and "yes" not in worse:
                name = f"{card} for {option}"
                parts.rule(name, f"{option} promotes {card}", _do(option), certain=False)
                parts.promoted[name] = card
            if worse:
                name = f"{card} against {option}"
                sure = "yes" in worse
                conclusion = denied(_do(option))
                parts.rule(name, f"{option} demotes {card}", conclusion, certain=sure)
                parts.promoted[name] = card


def _places(found: Derivation, card: str, option: str) -> tuple[set[str], set[str]]:
    """Return whether a value places an option above some other, and below some: yes or maybe."""
    better: set[str] = set()
    worse: set[str] = set()
    for (first, second), readings in found.values.readings.items():
        if option not in {first, second}:
            continue
        said = readings[card]
        own, others = ("first", "second") if option == first else ("second", "first")
        for side, into in ((own, better), (others, worse)):
            if side in said:
                into.add("yes" if said == {side} else "maybe")
    return better, worse


def _told(structured: StructuredFramework, parts: _Parts, found: Derivation) -> Dispute:
    graph = structured.defeats
    named = list(zip(graph.arguments, structured.arguments, strict=True))
    promotes = [
        (name, parts.promoted[argument.rule.name])
        for name, argument in named
        if argument.rule is not None and argument.rule.name in parts.promoted
    ]
    above = found.values.above.certain

    def concluding(*literals: str) -> tuple[str, ...]:
        return tuple(name for name, argument in named if argument.conclusion in literals)

    return Dispute(
        structured,
        ValueFramework.of(graph, promotes),
        Audience.of((high, low) for low, highs in above.items() for high in highs),
        {option: concluding(*parts.charges.get(option, ())) for option in found.options},
        {option: concluding(_do(option)) for option in found.options},
        {option: concluding(denied(_do(option))) for option in found.options},
    )
